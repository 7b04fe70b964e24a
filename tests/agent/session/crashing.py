"""A disk that fails at one step: it kills the process, cuts the power, or answers with EIO or ENOSPC.

A power cut is a copy of the folder in which everything that was not synced is undone: file contents are torn in half,
new names are gone, and a commit that was being written is cut in the middle of SQLite's log.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path
from typing import Any, BinaryIO

from agent.session.fs import Fs

FAULTS = ("kill", "torn", "eio", "enospc")


class Killed(BaseException):
    """The process is gone: nothing that it would still do can have an effect."""


class CrashFs(Fs):
    """Counts its steps in `steps`, and fails at step `at` with `fault`."""

    def __init__(self, home: Path, at: int = -1, fault: str = "kill") -> None:
        self.home = home
        self.at = at
        self.fault = fault
        self.steps: list[str] = []
        self.dead = False
        self.full = False
        # What a power cut would undo, newest last: (kind, folder whose sync makes it durable, paths and old bytes).
        self.pending: list[tuple[str, Path, tuple[Any, ...]]] = []
        self.synced: dict[Path, int] = {}
        self.log_before = -1

    def step(self, name: str, torn: Any = None) -> None:
        """Every step comes by here first. `torn` is done for a step that is cut short."""
        if self.dead:
            raise Killed(name)
        self.steps.append(name)
        if self.full and name in ("mkdir", "create", "write", "clone", "commit"):
            raise self._error(name, errno.ENOSPC)
        if len(self.steps) - 1 != self.at:
            return
        if self.fault == "kill":
            self.dead = True
            raise Killed(name)
        if torn:
            torn()
        if self.fault == "torn":
            self.dead = True
            raise Killed(name)
        self.full = self.fault == "enospc"
        raise self._error(name, errno.ENOSPC if self.full else errno.EIO)

    @staticmethod
    def _error(name: str, number: int) -> Exception:
        if name != "commit":
            return OSError(number, {errno.EIO: "Input/output error"}.get(number, "No space left on device"))
        full = number == errno.ENOSPC
        error = sqlite3.OperationalError("database or disk is full" if full else "disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL if full else sqlite3.SQLITE_IOERR
        return error

    def mkdir(self, folder: Path) -> None:
        self.step("mkdir", lambda: self._mkdir(folder) if self.fault == "torn" else None)
        self._mkdir(folder)

    def _mkdir(self, folder: Path) -> None:
        super().mkdir(folder)
        self.pending.append(("mkdir", folder.parent, (folder,)))

    def create(self, path: Path) -> BinaryIO:
        self.step("create")
        file = super().create(path)
        self.pending.append(("create", path.parent, (path,)))
        self.synced[path] = 0
        return file

    def append(self, path: Path) -> BinaryIO:
        self.step("append")
        known = path.exists()
        file = super().append(path)
        if not known:
            self.pending.append(("create", path.parent, (path,)))
        self.synced.setdefault(path, path.stat().st_size)
        return file

    def write(self, file: BinaryIO, data: bytes) -> None:
        self.step("write", lambda: super(CrashFs, self).write(file, data[: len(data) // 2]))
        super().write(file, data)

    def clone(self, source: BinaryIO, sink: BinaryIO) -> bool:
        return False

    def fsync(self, file: BinaryIO) -> None:
        self.step("fsync")
        for path in self.synced:
            if path.exists() and path.stat().st_ino == _inode(file):
                self.synced[path] = path.stat().st_size

    def rename(self, old: Path, new: Path) -> None:
        self.step("rename", lambda: self._rename(old, new) if self.fault == "torn" else None)
        self._rename(old, new)

    def _rename(self, old: Path, new: Path) -> None:
        was = new.read_bytes() if new.exists() else None
        super().rename(old, new)
        self.synced[new] = self.synced.pop(old, new.stat().st_size)
        self.pending.append(("rename", new.parent, (old, new, was)))

    def fsync_dir(self, folder: Path) -> None:
        self.step("fsync_dir")
        self.pending = [one for one in self.pending if one[1] != folder]

    def unlink(self, path: Path) -> None:
        self.step("unlink", lambda: self._unlink(path) if self.fault == "torn" else None)
        self._unlink(path)

    def _unlink(self, path: Path) -> None:
        if path.exists():
            self.pending.append(("unlink", path.parent, (path, path.read_bytes())))
            self.synced.pop(path, None)
        super().unlink(path)

    def commit(self, connection: sqlite3.Connection) -> None:
        log = self.home / "stet.db-wal"
        before = log.stat().st_size if log.exists() else 0

        def torn() -> None:
            if self.fault == "torn":
                super(CrashFs, self).commit(connection)
                self.log_before = before

        self.step("commit", torn)
        super().commit(connection)

    def disk_after(self, target: Path) -> Path:
        """The folder as the next start finds it."""
        if self.home.exists():
            shutil.copytree(self.home, target, ignore=shutil.ignore_patterns("*-shm"))
        else:
            target.mkdir()
        if self.fault == "torn":
            self._cut_power(target)
        return target

    def _cut_power(self, target: Path) -> None:
        def there(path: Path) -> Path:
            return target / path.relative_to(self.home) if path != self.home else target

        for path, synced in self.synced.items():
            copy = there(path)
            if copy.exists() and copy.stat().st_size > synced:
                data = copy.read_bytes()
                copy.write_bytes(data[: synced + (len(data) - synced) // 2])
        for kind, _, what in reversed(self.pending):
            if kind == "mkdir" and self.home in what[0].parents:
                shutil.rmtree(there(what[0]), ignore_errors=True)
            elif kind == "create":
                there(what[0]).unlink(missing_ok=True)
            elif kind == "unlink" and there(what[0]).parent.exists():
                there(what[0]).write_bytes(what[1])
            elif kind == "rename":
                old, new, was = what
                if there(new).exists():
                    there(new).replace(there(old))
                if was is not None:
                    there(new).write_bytes(was)
        log = target / "stet.db-wal"
        if self.log_before >= 0 and log.exists():
            data = log.read_bytes()
            # The log is reused from its beginning after a checkpoint; here it only ever grows.
            log.write_bytes(data[: self.log_before + (len(data) - self.log_before) // 2])


def _inode(file: BinaryIO) -> int:
    import os

    return os.fstat(file.fileno()).st_ino
