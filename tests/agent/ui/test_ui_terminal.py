"""What the app needs of the terminal around it: one probe, quiet descriptors, a quick start, a quiet end."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from agent.ui.terminal import Terminal, probe, read

ROOT = Path(__file__).parents[3]
XTERM = b"\x1b[6;20;10t\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2;4c"
KITTY = b"\x1b[6;22;9t\x1bP>|kitty(0.35.2)\x1b\\\x1b[?62;c"
TMUX = b"\x1bP>|tmux 3.3a\x1b\\\x1b[?1;2c"

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")


@pytest.mark.parametrize(
    ("answer", "environment", "wanted"),
    [
        (XTERM, {}, Terminal(0.5, "XTerm(379)", False)),
        (XTERM, {"COLORTERM": "truecolor"}, Terminal(0.5, "XTerm(379)", True)),
        (KITTY, {}, Terminal(9 / 22, "kitty(0.35.2)", True)),
        (b"", {}, Terminal()),
        (b"\x1b[6;0;0t\x1b[?62c", {}, Terminal()),
    ],
)
def test_answers_and_environment_are_read_together(
    answer: bytes, environment: Mapping[str, str], wanted: Terminal
) -> None:
    assert read(answer, environment) == wanted


def test_tmux_without_colorterm_gets_one_hint_and_with_it_none() -> None:
    assert "COLORTERM=truecolor" in read(TMUX, {"TMUX": "/tmp/x,1,0"}).note
    assert read(TMUX, {"TMUX": "/tmp/x,1,0", "COLORTERM": "truecolor"}) == Terminal(0.5, "tmux 3.3a", True, True)


def test_without_a_terminal_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.isatty", lambda descriptor: False)
    started = time.monotonic()
    assert probe(environment={}) == Terminal() and time.monotonic() - started < 0.1


def in_terminal(
    folder: Path, program: str, *, answer: bytes = b"", seconds: float = 20.0, keys: bytes = b""
) -> tuple[int, bytes]:
    """Run a Python program in a pseudo-terminal; returns its exit code and all that reached the terminal."""
    import pty

    script = folder / "program.py"
    script.write_text(program)
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", PYTHONPATH=str(ROOT))
        os.execv(sys.executable, [sys.executable, str(script)])
    seen, answered = b"", False
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if not select.select([terminal], [], [], 0.05)[0]:
            continue
        try:
            chunk = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
        if not answered and b"\x1b[c" in seen:
            os.write(terminal, answer)
            answered = True
        if keys and b"READY" in seen:
            os.write(terminal, keys)
            keys = b""
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), seen


@on_unix
def test_the_probe_asks_once_and_stops_at_the_last_answer(tmp_path: Path) -> None:
    told = tmp_path / "told"
    code, seen = in_terminal(
        tmp_path,
        "import time, pathlib; from agent.ui.terminal import probe\n"
        "started = time.monotonic(); found = probe(environment={})\n"
        f"pathlib.Path({str(told)!r}).write_text(f'{{time.monotonic() - started}} {{found.version}} {{found.cell}}')",
        answer=KITTY,
    )
    assert code == 0 and seen.count(b"\x1b[c") == 1
    took, version, cell = told.read_text().split()
    assert float(took) < 0.25 and version.startswith("kitty") and float(cell) == pytest.approx(9 / 22)


@on_unix
def test_a_silent_terminal_is_waited_for_only_a_moment(tmp_path: Path) -> None:
    told = tmp_path / "told"
    in_terminal(
        tmp_path,
        "import time, pathlib; from agent.ui.terminal import probe\n"
        "started = time.monotonic(); probe(environment={})\n"
        f"pathlib.Path({str(told)!r}).write_text(str(time.monotonic() - started))",
    )
    assert 0.2 < float(told.read_text()) < 1.5


NOISY = """
import os, subprocess, sys
from pathlib import Path
from agent.ui.descriptors import quiet_descriptors
from textual.app import App
from textual.widgets import Static

class Noisy(App):
    def compose(self):
        yield Static(f"READY {os.get_terminal_size(sys.__stdout__.fileno()).columns}")
    def on_mount(self):
        self.set_timer(0.3, self.noise)
    def noise(self):
        os.write(2, b"NATIVE-2\\n")
        os.system("echo CHILD-1")
        self.exit()

with quiet_descriptors(Path(%r)):
    Noisy().run()
print("AFTER")
"""


@on_unix
def test_native_noise_goes_to_the_log_and_the_terminal_comes_back(tmp_path: Path) -> None:
    log = tmp_path / "deep" / "stet.log"
    code, seen = in_terminal(tmp_path, NOISY % str(log))
    assert code == 0 and b"READY" in seen and b"AFTER" in seen
    assert b"NATIVE" not in seen and b"CHILD" not in seen
    assert {"NATIVE-2", "CHILD-1"} <= set(log.read_text().split())


FAULTY = """
import asyncio, logging
from pathlib import Path
from agent.ui.app import StetApp
logging.basicConfig(filename=%r)

async def open_photo(path):
    raise LookupError

class Faulty(StetApp):
    def on_ready(self):
        self.set_timer(0.3, self.fault)

    def fault(self):
        password = "hunter2"
        raise ZeroDivisionError("a fault")

app = Faulty(open_photo, log_path=Path(%r))
app.run()
raise SystemExit(app.return_code)
"""


@on_unix
def test_a_crash_is_one_sentence_and_the_rest_is_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "stet.log"
    code, seen = in_terminal(tmp_path, FAULTY % (str(log), str(log)))
    assert code == 1
    assert b"Stet had to close because of a fault of its own" in seen and b"stet.log" in seen.replace(b"\r\n", b"")
    assert b"hunter2" not in seen and b"Traceback" not in seen and b"ZeroDivision" not in seen
    written = log.read_text()
    assert "ZeroDivisionError: a fault" in written and written.count("hunter2") <= written.count('password = "hunter2"')


def loaded(code: str) -> set[str]:
    program = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    modules: list[Any] = json.loads(done.stdout)
    return set(modules)


def test_the_screen_loads_only_textual_before_its_first_paint() -> None:
    bare = loaded("import textual.app, textual.widgets; from textual.widgets import Static, TextArea")
    modules = loaded("import agent.ui.app, agent.ui.terminal, agent.ui.descriptors") - bare
    ours = {name for name in modules if name.split(".")[0] in ("agent", "tools", "backends", "prompts")}
    assert all(name in ("agent", "agent.harmless") or name.startswith("agent.ui") for name in ours)
    assert {name.split(".")[0] for name in modules - ours} <= set(sys.stdlib_module_names)


async def test_the_program_draws_its_own_portrait(tmp_path: Path) -> None:
    from agent.ui.app import StetApp
    from agent.ui.portrait import portray
    from tests.fakes.scripted import ScriptedConversation
    from tests.photos import write_photo

    photo = write_photo(tmp_path / "chelsea.png", "chelsea")

    async def open_photo(path: Path | None) -> ScriptedConversation:
        return ScriptedConversation(photo, tmp_path)

    drawn = await portray(StetApp(open_photo, photo), tmp_path / "stet.svg", ["make three moodier versions"])
    svg = drawn.read_text(encoding="utf-8")
    assert svg.startswith("<svg") and "overcast" in svg and svg.count("<rect") > 500
