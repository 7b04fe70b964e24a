"""Folders for unfinished work: gone at the end of a run, and of a killed one at the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from agent.session.places import LOG, discard, sweep, workplace
from tests.photos import write_photo

ROOT = Path(__file__).parents[3]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    return tmp_path


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60)


def left(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.glob("stet-*"))


MAKE = "from agent.session.places import *; print(workplace()); print(workplace()); "


def test_what_a_process_forgets_goes_when_it_ends_unless_it_is_a_log(temporary: Path) -> None:
    python("-c", MAKE + "raise SystemExit(3)")
    assert not left(temporary)
    ran = python("-c", MAKE + f"(workplace() / {LOG!r}).write_text('it broke')")
    assert ran.returncode == 0, ran.stderr
    (kept,) = left(temporary)
    assert (temporary / kept / LOG).read_text() == "it broke"


def test_what_a_killed_process_leaves_goes_with_the_next_sweep_and_nothing_else_does(temporary: Path) -> None:
    killed = python("-c", MAKE + "import os; os.kill(os.getpid(), 9)")
    assert killed.returncode == -signal.SIGKILL and len(left(temporary)) == 2
    mine, log = workplace(), temporary / "stet-1999999999-0.1-abc"
    alive = temporary / f"stet-{os.getpid()}--worker"
    for folder in (log, temporary / "stet-1999999999-0.1-old", temporary / "stet-notes", alive):
        folder.mkdir()
    (temporary / "stet-1999999999-0.1-link").symlink_to(temporary / "stet-notes")
    for folder in (log, temporary / "stet-1999999999-0.1-old"):
        (folder / LOG).write_text("it broke")
    os.utime(temporary / "stet-1999999999-0.1-old" / LOG, (0, 0))
    assert sweep() == 3
    assert left(temporary) == sorted([mine.name, log.name, alive.name, "stet-1999999999-0.1-link", "stet-notes"])
    discard(mine)
    assert mine.name not in left(temporary)


def test_a_run_without_a_screen_leaves_nothing_behind(temporary: Path) -> None:
    photo = temporary / "coffee.png"
    write_photo(photo)
    words = "a bit warmer"
    ran = python("-m", "agent", str(photo), words, "--out", str(temporary / "out"))
    assert ran.returncode == 0, ran.stderr
    refused = python("-m", "agent", str(Path(__file__)), words, "--out", str(temporary / "out"))
    assert refused.returncode == 2
    assert not left(temporary)
