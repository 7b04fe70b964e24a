"""Full, read-only and vanished folders, a locked record, a clock that jumps: one sentence, and nothing lost."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from agent.session import store as store_module
from agent.session.fs import Fs
from agent.session.store import Store
from backends.errors import BackendFailed, StetError
from backends.types import Opened
from tests.agent.session.promises import hold
from tests.agent.session.scenarios import Stage, a_small_tree
from tests.fakes.paid import PaidBackend


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 2 MB in memory; mounting one needs root."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
        )
        if shutil.which("mount") and hasattr(os, "geteuid") and os.geteuid() == 0
        else None
    )
    if mounted is None or mounted.returncode:
        pytest.skip("a small disk can be mounted by root on Linux only")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_keeps_every_variant_that_was_shown_and_names_the_room(small_disk: Path, tmp_path: Path) -> None:
    stage = Stage(Store(small_disk / "home"), tmp_path / "scratch", PaidBackend())
    session = stage.begin()
    stage.picture = lambda shade: noise(tmp_path, shade)  # type: ignore[method-assign]
    refusals: list[str] = []
    for shade in range(1, 60):
        try:
            stage.add(session, shade)
        except BackendFailed as error:
            refusals.append(str(error))
    assert len(stage.acked) > 5
    assert len(refusals) > 20
    assert all("the disk is full" in text and "MB free" in text and "nothing was charged" in text for text in refusals)
    # The app is alive: it reads, and walks where there is room for a line.
    assert session.variants()[-1].id == stage.acked[-1][0]
    stage.store.close()
    again = Store(small_disk / "home")
    assert again.last().variants()[-1].id == stage.acked[-1][0]
    again.close()
    hold(small_disk / "home", stage.acked)


def noise(folder: Path, shade: int) -> Path:
    """About 100 kB that do not compress."""
    path = folder / f"{shade}.png"
    Image.frombytes("RGB", (180, 180), os.urandom(180 * 180 * 3)).save(path)
    return path


def test_a_disk_that_is_full_before_the_first_photo_is_one_sentence(small_disk: Path, tmp_path: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 2_000_000)
    with pytest.raises(BackendFailed, match="full"):
        Stage(Store(small_disk / "home"), tmp_path / "scratch", PaidBackend()).begin()


def test_a_read_only_disk_can_still_be_looked_at(small_disk: Path, tmp_path: Path) -> None:
    stage = Stage(Store(small_disk / "home"), tmp_path / "scratch", PaidBackend())
    a_small_tree(stage)
    stage.store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    store = Store(small_disk / "home")
    assert [variant.words for variant in store.last().variants()] == ["", "darker by 10", "darker by 20"]
    assert [found.variant.id for found in store.last().search("beach")] == ["v1"]
    assert "can be looked at" in store.only_read
    # The same photo again is the session that there is; another one cannot be kept.
    stage.store = store
    assert stage.begin().id == store.last().id
    for change in (lambda: stage.add(store.last(), 40), store.last().undo, lambda: store.last().star("v1")):
        with pytest.raises(StetError, match="may not write") as refused:
            change()
        assert "nothing was charged" in str(refused.value)
    store.close()
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    hold(small_disk / "home", stage.acked)


class ReadOnly(Fs):
    def create(self, path: Path):
        raise OSError(errno.EROFS, "Read-only file system")


def test_a_folder_that_may_not_be_written_is_named(stage: Stage) -> None:
    stage.store.close()
    stage.store = Store(stage.store.folder, fs=ReadOnly())
    with pytest.raises(BackendFailed, match=r"Stet may not write there.*What was there before is unchanged"):
        stage.add(stage.store.last(), 40)
    assert len(stage.store.last().variants()) == 3
    stage.store.close()
    hold(stage.store.folder, stage.acked)


def test_a_folder_that_is_deleted_while_it_is_open_is_one_sentence(stage: Stage) -> None:
    session = stage.store.last()
    shutil.rmtree(stage.store.folder)
    with pytest.raises(StetError, match="the folder is gone"):
        stage.add(session, 40)
    assert not stage.store.folder.exists()
    with pytest.raises(StetError, match="is gone"):
        session.go("v1")
    with pytest.raises(StetError, match="is gone"):
        session.say("you", "hello?")


def test_a_record_that_is_locked_says_by_whom(stage: Stage) -> None:
    session = stage.store.last()
    code = f"import sqlite3,time; c=sqlite3.connect({str(stage.store.folder / 'stet.db')!r}, isolation_level=None)"
    code += "; c.execute('BEGIN IMMEDIATE'); print('ready', flush=True); time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BackendFailed, match="is in use") as refused:
            stage.add(session, 40)
        if Path("/proc").is_dir():
            assert f"process {other.pid}" in str(refused.value)
        assert len(session.variants()) == 3
    finally:
        other.kill()
        other.communicate()
    stage.add(session, 40)
    stage.store.close()
    hold(stage.store.folder, stage.acked)


def test_a_short_lock_is_waited_for(tmp_path: Path) -> None:
    stage = Stage(Store(tmp_path / "home", patience=10), tmp_path / "scratch", PaidBackend())
    a_small_tree(stage)
    session = stage.store.last()
    other = sqlite3.connect(stage.store.folder / "stet.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.4, lambda: other.execute("COMMIT")).start()
    started = time.monotonic()
    stage.add(session, 40)
    assert time.monotonic() - started > 0.3
    other.close()
    stage.store.close()


@pytest.mark.parametrize("year", [1970, 2025, 2038, 2106])
def test_a_clock_that_jumps_changes_no_order(stage: Stage, year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    first = stage.store.last()
    monkeypatch.setattr(store_module.time, "strftime", lambda form: f"{year}0101-")
    monkeypatch.setattr(time, "time", lambda: (year - 1970) * 31_556_952.0)
    photo = stage.picture(77)
    opened = Opened(24, 16, "image/png", False, 8, "", stage.picture(78))
    second = stage.store.begin(photo, opened, label="later.png", suffix=".png", fresh=False)
    assert [one.id for one in stage.store.sessions()] == [second.id, first.id]
    made = [stage.add(second, shade) for shade in (90, 91, 92)]
    assert [variant.id for variant in second.variants()] == ["v0", *made]
    assert stage.store.open(first.id).id == stage.store.last().id


def test_two_processes_sweep_nothing_of_each_other(stage: Stage) -> None:
    """Another Stet opens again and again while this one is between the picture and its row."""
    session = stage.store.last()
    opened: list[int] = []

    class Watched(Fs):
        def rename(self, old: Path, new: Path) -> None:
            code = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[3])!r})\n"
            code += "from pathlib import Path\nfrom agent.session.store import Store\n"
            code += f"store = Store(Path({str(stage.store.folder)!r}), patience=0.1)\n"
            code += "store.connection.execute('SELECT 1'); store.close()"
            opened.append(subprocess.run([sys.executable, "-c", code], check=False).returncode)
            super().rename(old, new)
            subprocess.run([sys.executable, "-c", code], check=False)

    stage.store.objects.fs = Watched()
    stage.add(session, 40)
    assert opened == [0, 0]
    stage.store.objects.fs = Fs()
    stage.store.close()
    hold(stage.store.folder, stage.acked)
