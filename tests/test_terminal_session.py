"""The first loop in a real terminal, by keys alone: open, three variants, a child, compare, undo, export, resume.

    pytest -m slow tests/test_terminal_session.py

With STET_SCREENS=FOLDER the screens are kept there, as text and with their colours (ANSI and SVG).
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console
from rich.text import Text

from agent.ui.text import size
from tests.photos import big_photo

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux drives the terminal, and it is not installed"),
]


class TerminalSession:
    """A shell in tmux, its own server, `size` columns x rows."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self._socket = folder / "tmux"
        self._size = size
        self._tmux("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-s", "stet", "sh")
        self.keys(f"cd {folder} && PS1='ready> ' && clear", "Enter")

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-f", "/dev/null", "-S", str(self._socket), *arguments]
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    def keys(self, *keys: str) -> None:
        self._tmux("send-keys", "-t", "stet", *keys)

    def say(self, words: str) -> None:
        self.keys("-l", words)
        self.keys("Enter")

    def screen(self, *, colours: bool = False) -> str:
        return self._tmux("capture-pane", "-p", "-t", "stet", *(("-e",) if colours else ()))

    def until(self, seen: Callable[[str], bool], seconds: float = 20.0) -> float:
        """Wait for a screen; returns the seconds it took."""
        started = time.monotonic()
        while not seen(self.screen()):
            if time.monotonic() - started > seconds:
                raise AssertionError(f"it never came; the screen was:\n{self.screen()}")
            time.sleep(0.02)
        return time.monotonic() - started

    def keep(self, folder: Path, name: str) -> None:
        """The screen as text, as text with colours, and as a picture."""
        columns, rows = self._size
        stem = folder / f"{columns}x{rows}-{name}"
        stem.with_suffix(".txt").write_text(self.screen(), encoding="utf-8")
        coloured = self.screen(colours=True)
        stem.with_suffix(".ansi").write_text(coloured, encoding="utf-8")
        console = Console(record=True, width=columns, file=io.StringIO(), color_system="truecolor")
        console.print(Text.from_ansi(coloured), crop=True)
        stem.with_suffix(".svg").write_text(console.export_svg(title="stet"), encoding="utf-8")

    def close(self) -> None:
        self._tmux("kill-server")


@pytest.fixture(params=[(140, 45), (80, 24)], ids=["140x45", "80x24"])
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TerminalSession]:
    session = TerminalSession(tmp_path, request.param)
    yield session
    session.close()


def test_the_first_loop_by_keyboard_on_24_megapixels(terminal: TerminalSession, tmp_path: Path) -> None:
    big_photo(tmp_path / "photo.jpg")
    screens = Path(os.environ.get("STET_SCREENS", tmp_path / "screens"))
    screens.mkdir(parents=True, exist_ok=True)
    start = f"STET_HOME={tmp_path / 'home'} PYTHONPATH={ROOT} {sys.executable} -P -m agent photo.jpg"
    terminal.say(start)
    terminal.until(lambda screen: size(6000, 4000) in screen and "v0" in screen)
    time.sleep(1.0)  # a person looks before typing
    terminal.keep(screens, "1-opened")

    terminal.keys("-l", "make three moodier versions")
    terminal.keys("Enter")
    seconds = terminal.until(lambda screen: "3  v3" in screen)
    terminal.until(lambda screen: "@v1" in screen)
    print(f"three variants on the screen after {seconds:.2f} s")
    time.sleep(0.5)
    terminal.keep(screens, "2-three")

    terminal.say("the second one, but warmer")
    terminal.until(lambda screen: "@v4" in screen)
    time.sleep(0.5)
    terminal.keep(screens, "3-child")

    terminal.say("compare")
    terminal.until(lambda screen: "v4 against v2" in screen and "flip" in screen)
    time.sleep(0.5)
    terminal.keep(screens, "4-compare")
    terminal.keys("Escape")
    terminal.until(lambda screen: "@v4" in screen)

    terminal.say("undo")
    terminal.until(lambda screen: "@v2" in screen)
    terminal.keep(screens, "5-undone")

    terminal.say("export as png to saved")
    terminal.until(lambda screen: "Saved v2" in screen)
    terminal.keep(screens, "6-exported")
    (file,) = (tmp_path / "saved").iterdir()
    with Image.open(file) as image:
        assert (image.format, image.size) == ("PNG", (6000, 4000))

    terminal.keys("C-c")
    terminal.keys("C-c")
    terminal.until(lambda screen: "ready>" in screen)
    terminal.say(start)
    terminal.until(lambda screen: "@v2" in screen)
    terminal.keep(screens, "7-resumed")
    assert seconds < 3, "one second on a quiet machine; this only catches a stall"
