"""The photo is copied when it is opened, sharing blocks where the disk can; what becomes of it later is no matter."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import BinaryIO

import pytest

from agent.session.fs import Fs
from agent.session.objects import Objects
from agent.session.store import Store
from backends.errors import BadImage
from backends.types import Opened
from tests.agent.session.promises import hold
from tests.agent.session.scenarios import Stage


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
