"""The few system calls that durability rests on, one method each, so that a test can break any of them."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import BinaryIO

# linux/fs.h: _IOW(0x94, 9, int). Btrfs, XFS and bcachefs share the blocks of both files from then on.
_FICLONE = 0x40049409


class Fs:
    """The real thing. Every method is one step that can fail; whatever it raises leaves the step undone."""

    def mkdir(self, folder: Path) -> None:
        """For this person only (mode 0700 where the system has modes); one that is there already is fine."""
        folder.mkdir(mode=0o700, exist_ok=True)

    def create(self, path: Path) -> BinaryIO:
        """A new file for this person only; raises FileExistsError."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        return os.fdopen(os.open(path, flags, 0o600), "wb", buffering=0)

    def append(self, path: Path) -> BinaryIO:
        """A file to write at the end of, for this person only; made where there is none."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        return os.fdopen(os.open(path, flags, 0o600), "wb", buffering=0)

    def write(self, file: BinaryIO, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]

    def clone(self, source: BinaryIO, sink: BinaryIO) -> bool:
        """Fill `sink` with the blocks of `source` without copying them, where the file system can; else nothing."""
        try:
            import fcntl

            fcntl.ioctl(sink.fileno(), _FICLONE, source.fileno())
        except (ImportError, OSError):
            return False
        return True

    def fsync(self, file: BinaryIO) -> None:
        os.fsync(file.fileno())

    def rename(self, old: Path, new: Path) -> None:
        old.replace(new)

    def fsync_dir(self, folder: Path) -> None:
        """Make new names in `folder` durable. Windows cannot open folders for this and does not need it on NTFS."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def unlink(self, path: Path) -> None:
        """One that is gone already is fine."""
        path.unlink(missing_ok=True)

    def commit(self, connection: sqlite3.Connection) -> None:
        """Make the open transaction durable (SQLite syncs its log here)."""
        connection.execute("COMMIT")
