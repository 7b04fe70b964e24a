"""What this terminal can do: asked once, in one write, before the app takes the terminal over."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

# Every terminal answers the last question (DA1), so its answer says that no other will come.
_QUESTIONS = b"\x1b[16t\x1b[>0q\x1b[c"
_LAST = re.compile(rb"\x1b\[\?[\d;]*c")
_CELL = re.compile(rb"\x1b\[6;(\d+);(\d+)t")
_VERSION = re.compile(rb"\x1bP>\|([^\x1b]*)\x1b")
# Terminals that show 16 million colours whatever the environment says (their own documentation, 2026-11).
_MILLIONS = ("kitty", "ghostty", "wezterm", "iterm2", "foot", "contour", "konsole", "alacritty", "vte", "rio")


@dataclass(frozen=True, slots=True)
class Terminal:
    """`cell` is a cell's width over its height; `version` what the terminal calls itself, "" when it did not say."""

    cell: float = 0.5
    version: str = ""
    truecolor: bool = False
    tmux: bool = False
    note: str = ""


def probe(timeout: float = 0.3, environment: Mapping[str, str] = os.environ) -> Terminal:
    """Ask the terminal; where there is none, or it keeps silent for `timeout` seconds, the environment answers."""
    return read(_ask(timeout) if _is_terminal() else b"", environment)


def read(answer: bytes, environment: Mapping[str, str]) -> Terminal:
    """Make sense of the terminal's answers and of the environment."""
    cell = 0.5
    if (match := _CELL.search(answer)) and int(match[1]) > 0:
        # Outside this range it is a wrong answer rather than a font.
        cell = min(0.75, max(0.35, int(match[2]) / int(match[1])))
    version = match[1].decode("ascii", "replace") if (match := _VERSION.search(answer)) else ""
    tmux = bool(environment.get("TMUX"))
    said = environment.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    known = not tmux and version.lower().startswith(_MILLIONS)
    note = ""
    if tmux and not said:
        note = "Pictures look smoother in tmux after:  export COLORTERM=truecolor"
    return Terminal(cell, version, said or known, tmux, note)


def _is_terminal() -> bool:
    try:
        return sys.platform != "win32" and os.isatty(0) and (os.isatty(1) or os.isatty(2))
    except OSError:
        return False


def _ask(timeout: float) -> bytes:
    if sys.platform == "win32":
        return b""
    import termios
    import tty

    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return b""
    answer = b""
    try:
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal, termios.TCSANOW)
            os.write(terminal, _QUESTIONS)
            end = time.monotonic() + timeout
            while (left := end - time.monotonic()) > 0 and not _LAST.search(answer):
                if select.select([terminal], [], [], left)[0]:
                    answer += os.read(terminal, 4096)
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
    except (OSError, termios.error):
        return answer
    finally:
        os.close(terminal)
    return answer
