"""Full, read-only and vanished folders, a locked or damaged record, a clock that jumps: one sentence, nothing lost."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from PIL import Image

from agent.session import store as store_module
from agent.session.fs import Fs
from agent.session.objects import Objects
from agent.session.store import Store
from backends.errors import BackendFailed, BadImage, StetError
from backends.types import Opened
from tests.agent.session.promises import hold
from tests.agent.session.scenarios import Stage, a_small_tree
from tests.fakes.paid import PaidBackend


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(Store(tmp_path / "home", patience=0.2), tmp_path / "scratch", PaidBackend())
    a_small_tree(stage)
    yield stage
    stage.store.close()


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


@pytest.mark.parametrize("page", range(24))
def test_a_damaged_record_is_one_sentence_that_names_the_repair(stage: Stage, page: int) -> None:
    stage.store.close()
    path = stage.store.folder / "stet.db"
    data = bytearray(path.read_bytes())
    start = page * 4096
    if start >= len(data):
        pytest.skip("the record has fewer pages")
    data[start : start + 4096] = os.urandom(4096)
    path.write_bytes(data)
    store = Store(stage.store.folder)
    try:
        session = store.last()
        session.messages()
        session.search("darker")
        assert [variant.words for variant in session.variants()][:1] == [""]
        session.state()
        session.operations()
        session.say("you", "hello")
        session.undo()
        stage.store = store
        stage.add(session, 50)
    except StetError as error:
        assert "stet repair" in str(error)
        assert "nothing was charged" in str(error)
    finally:
        store.close()
    for _, sha256 in stage.acked[:2]:
        assert list(stage.store.folder.glob(f"objects/{sha256[:2]}/{sha256[2:]}.png"))


def test_a_newer_format_is_looked_at_and_not_written_at_all(stage: Stage) -> None:
    path = newer_format(stage, "ALTER TABLE variant ADD COLUMN mood TEXT NOT NULL DEFAULT ''")
    before = {file: file.read_bytes() for file in stage.store.folder.rglob("*") if file.is_file()}
    for _ in range(2):
        stage.store = Store(path.parent)
        session = stage.store.last()
        assert (session.current, session.variant("v1").note) == ("v2", "the one with the beach")
        assert "newer Stet (format 99" in session.only_read
        session.say("stet", "what is only looked at is not refused for it")
        with pytest.raises(BackendFailed, match="newer Stet"):
            session.undo()
        with pytest.raises(BackendFailed, match="newer Stet"):
            session.star("v1")
        with pytest.raises(BackendFailed, match="newer Stet"):
            stage.add(session, 40)
        stage.store.close()
    assert {file: file.read_bytes() for file in stage.store.folder.rglob("*") if file.is_file()} == before


def test_a_newer_format_in_use_is_read_as_it_stands(stage: Stage) -> None:
    """Its own program has it open, so that the newest is in the log beside it."""
    path = newer_format(stage)
    other = sqlite3.connect(path)
    other.execute("UPDATE session SET label = 'Newest'")
    other.commit()
    store = Store(path.parent)
    assert store.last().label == "Newest"
    store.close()
    other.close()


def test_a_newer_format_without_what_is_needed_is_refused(stage: Stage) -> None:
    path = newer_format(stage, "ALTER TABLE variant RENAME COLUMN words TO instruction")
    before = path.read_bytes()
    with pytest.raises(BackendFailed, match="newer Stet"):
        Store(path.parent).last()
    assert path.read_bytes() == before


def newer_format(stage: Stage, *more: str) -> Path:
    stage.store.close()
    path = stage.store.folder / "stet.db"
    connection = sqlite3.connect(path)
    for statement in more:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    return path


def test_a_record_that_is_no_record_any_more_is_looked_at_from_the_pictures(stage: Stage) -> None:
    stage.store.last().say("you", "hello")
    stage.store.close()
    path = stage.store.folder / "stet.db"
    path.write_bytes(b"this was a database")
    before = {file: file.read_bytes() for file in stage.store.folder.rglob("*") if file.is_file()}
    stage.store = Store(path.parent)
    session = stage.store.last()
    assert [variant.words for variant in session.variants()] == ["", "darker by 10", "darker by 20"]
    assert (session.current, session.variant("v1").note) == ("v2", "the one with the beach")
    assert [message.text for message in session.messages()] == ["hello"]
    for change in (session.undo, lambda: stage.add(session, 40)):
        with pytest.raises(BackendFailed, match="stet repair"):
            change()
    stage.store.close()
    assert {file: file.read_bytes() for file in stage.store.folder.rglob("*") if file.is_file()} == before


def test_a_picture_that_is_gone_is_named_and_the_rest_goes_on(stage: Stage) -> None:
    session = stage.store.last()
    session.variant("v2").proxy.unlink()
    assert [variant.id for variant in session.variants()] == ["v0", "v1", "v2"]
    session.go("v1")
    stage.add(session, 40)


def test_a_photo_whose_stored_copy_is_gone_is_mended_by_opening_it_again(stage: Stage) -> None:
    session = stage.store.last()
    session.source.path.unlink()
    session.variant("v0").proxy.unlink()
    assert stage.begin().id == session.id
    stage.store.close()
    hold(stage.store.folder, stage.acked)


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


def test_the_source_shares_no_file_with_the_original(stage: Stage) -> None:
    original = stage.picture(200)
    source = stage.store.last().source.path
    assert original.stat().st_nlink == source.stat().st_nlink == 1
    original.write_bytes(b"something else")
    assert source.read_bytes() != b"something else"


def test_blocks_are_shared_where_the_disk_can(tmp_path: Path) -> None:
    """Btrfs or XFS in a file, which root can mount; elsewhere the copy is a plain one."""
    if not (shutil.which("mkfs.xfs") or shutil.which("mkfs.btrfs")) or os.geteuid() != 0:
        pytest.skip("no file system with reflinks can be made here")
    image, folder = tmp_path / "disk", tmp_path / "mounted"
    folder.mkdir()
    with image.open("wb") as file:
        file.truncate(400 << 20)
    make = ["mkfs.xfs", "-q"] if shutil.which("mkfs.xfs") else ["mkfs.btrfs", "-q"]
    subprocess.run([*make, str(image)], check=True)
    if subprocess.run(["mount", "-o", "loop", str(image), str(folder)], check=False).returncode:
        pytest.skip("a disk in a file cannot be mounted here")
    try:
        original = folder / "a.jpg"
        original.write_bytes(data := os.urandom(20 << 20))
        before = shutil.disk_usage(folder).free
        objects = Objects(folder / "home" / "objects", watched := Watched())
        objects.make_folder(objects.folder)
        stored = objects.publish(objects.stage_copy(original, ".jpg"))
        os.sync()
        assert watched.cloned == [True]
        assert stored.name == f"{hashlib.sha256(data).hexdigest()[2:]}.jpg"
        assert before - shutil.disk_usage(folder).free < 4 << 20, "20 MB more would be a copy"
        # Shared are the blocks, not the file: what happens to one does not show in the other.
        assert original.stat().st_nlink == stored.stat().st_nlink == 1
        original.write_bytes(b"something else")
        assert stored.read_bytes() == data
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


class Watched(Fs):
    """Keeps what each try to share blocks came to."""

    def __init__(self) -> None:
        self.cloned: list[bool] = []

    def clone(self, source: BinaryIO, sink: BinaryIO) -> bool:
        self.cloned.append(super().clone(source, sink))
        return self.cloned[-1]


def test_the_system_is_asked_to_share_blocks_and_what_it_answers_counts(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the call itself: FICLONE of the sink with the source's descriptor, done or refused."""
    fcntl = pytest.importorskip("fcntl")
    asked: list[int] = []
    refusal: list[OSError] = []

    def ioctl(sink: int, request: int, source: int) -> int:
        asked.append(request)
        if refusal:
            raise refusal[0]
        os.write(sink, os.pread(source, 1 << 20, 0))
        return 0

    monkeypatch.setattr(fcntl, "ioctl", ioctl)
    objects = stage.store.objects
    for error in (None, errno.EOPNOTSUPP, errno.EXDEV, errno.EINVAL, errno.ENOSPC):
        refusal[:] = [OSError(error, "no")] if error else []
        photo = stage.picture(33)
        staged = objects.stage_copy(photo, ".png")
        assert staged.temporary.read_bytes() == photo.read_bytes(), error
        assert staged.sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()
        objects.drop(staged)
    assert asked == [0x40049409] * 5


def test_where_blocks_cannot_be_shared_the_bytes_are_copied(tmp_path: Path) -> None:
    original = tmp_path / "a"
    original.write_bytes(b"bytes")
    pipe = os.pipe()
    with original.open("rb") as source, os.fdopen(pipe[1], "wb") as sink:
        assert not Fs().clone(source, sink)
    os.close(pipe[0])


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


def test_a_photo_that_changes_while_it_is_copied_leaves_nothing(stage: Stage) -> None:
    original = stage.picture(123)

    class Changing(Fs):
        def fsync(self, file: object) -> None:
            original.write_bytes(original.read_bytes() + b"more")

    store = Store(stage.store.folder, fs=Changing())
    opened = Opened(24, 16, "image/png", False, 8, "", stage.picture(78))
    with pytest.raises(BadImage, match="changed while it was read"):
        store.begin(original, opened, label="x", suffix=".png", fresh=True)
    store.close()
    stage.store.close()
    hold(stage.store.folder, stage.acked)
