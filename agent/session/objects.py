"""Pictures under the name of their own bytes: written whole or not at all, never changed afterwards."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from agent.session.alive import is_alive, myself
from agent.session.faults import not_stored
from agent.session.fs import Fs
from backends.errors import BadImage

_CHUNK = 1 << 20
# .PID-BEGINNING-RANDOM.tmp; before format 2 there was no beginning.
# Those that this process is still at; its others were left by a failure whose cleaning failed too.
_in_use: set[str] = set()
_TEMPORARY = re.compile(r"\.(\d+)(?:-([0-9a-f]*\.?\d*))?-[0-9a-f]{12}\.tmp")


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that is on disk, but under a name that only this process knows. `name` is where it is to go."""

    temporary: Path
    sha256: str
    name: str


class Objects:
    """A folder of files named by SHA-256: `ab/cdef….jpg`. A name is that path, with slashes, relative to the folder."""

    def __init__(self, folder: Path, fs: Fs | None = None) -> None:
        self.folder = folder
        self.fs = fs or Fs()

    def path(self, sha256: str, suffix: str) -> Path:
        return self.folder / name_of(sha256, suffix)

    def stage_copy(self, original: Path, suffix: str) -> Staged:
        """Copy a file in, sharing its blocks where the disk can; the original is only read.

        Raises BadImage when it is no regular file or changes while it is read, BackendFailed when it cannot be stored.
        """
        # O_NONBLOCK: a FIFO must be refused, not waited for. Windows has neither FIFOs nor the flag.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            source = os.fdopen(os.open(original, flags), "rb")
        except OSError as error:
            raise BadImage(f"{original.name} cannot be read ({error.strerror})", "Check the path.") from error
        with source:
            before = os.fstat(source.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise BadImage(f"{original.name} is not a regular file", "Give the path of a picture.")
            staged = self._stage(source, suffix)
            after = os.fstat(source.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            self.drop(staged)
            raise BadImage(f"{original.name} changed while it was read", "Open it again when it is complete.")
        return staged

    def stage_file(self, finished: Path) -> Staged:
        """Copy a finished file of a job in."""
        with finished.open("rb") as source:
            return self._stage(source, finished.suffix)

    def publish(self, staged: Staged) -> Path:
        """Give a staged file its name, durably. The same picture may be there already. Returns its path."""
        stored = self.folder / staged.name
        try:
            if stored.exists():
                # Whoever published it may not have come to this yet.
                self.fs.fsync_dir(stored.parent)
            else:
                self.make_folder(stored.parent)
                self.fs.rename(staged.temporary, stored)
                self.fs.fsync_dir(stored.parent)
        except OSError as error:
            raise not_stored(self.folder, error) from error
        self._remove(staged.temporary)
        return stored

    def replace(self, path: Path, data: bytes) -> None:
        """Write a small file whole, over what was there."""
        self.make_folder(path.parent)
        temporary = self._temporary()
        try:
            with self.fs.create(temporary) as sink:
                self.fs.write(sink, data)
                self.fs.fsync(sink)
            self.fs.rename(temporary, path)
        finally:
            self._remove(temporary)
        self.fs.fsync_dir(path.parent)

    def drop(self, staged: Staged) -> None:
        """Forget a staged file; what cannot be removed now goes with the next sweep."""
        self._remove(staged.temporary)

    def _remove(self, temporary: Path) -> None:
        _in_use.discard(temporary.name)
        with contextlib.suppress(OSError):
            if temporary.exists():
                self.fs.unlink(temporary)

    def make_folder(self, folder: Path) -> None:
        """Create a folder with its parents, each durable before something is put in it."""
        if folder.exists():
            return
        self.make_folder(folder.parent)
        self.fs.mkdir(folder)
        self.fs.fsync_dir(folder.parent)

    def abandoned(self) -> list[Path]:
        """Temporary files of processes that are gone."""
        try:
            with os.scandir(self.folder) as entries:
                names = [entry.name for entry in entries if entry.name.endswith(".tmp")]
        except FileNotFoundError:
            return []
        matches = ((name, _TEMPORARY.fullmatch(name)) for name in names)
        return [
            self.folder / name
            for name, match in matches
            if match
            and name not in _in_use
            and ((int(match[1]), match[2] or "") == myself() or not is_alive(int(match[1]), match[2] or ""))
        ]

    def _stage(self, source: BinaryIO, suffix: str) -> Staged:
        try:
            # The data folder itself is made when the record is; should it vanish later, that is not to be hidden.
            self.folder.parent.stat()
            self.make_folder(self.folder)
            temporary = self._temporary()
            try:
                with self.fs.create(temporary) as sink:
                    sha256 = self._fill(source, sink, temporary)
                    self.fs.fsync(sink)
            except BaseException:
                self._remove(temporary)
                raise
        except OSError as error:
            raise not_stored(self.folder, error) from error
        return Staged(temporary, sha256, name_of(sha256, suffix))

    def _fill(self, source: BinaryIO, sink: BinaryIO, temporary: Path) -> str:
        if self.fs.clone(source, sink):
            # What counts is what is in our file, should the other one change meanwhile.
            return hash_of(temporary)
        digest = hashlib.sha256()
        for chunk in _chunks(source):
            digest.update(chunk)
            self.fs.write(sink, chunk)
        return digest.hexdigest()

    def _temporary(self) -> Path:
        pid, began = myself()
        name = f".{pid}-{began}-{secrets.token_hex(6)}.tmp"
        _in_use.add(name)
        return self.folder / name


def name_of(sha256: str, suffix: str) -> str:
    return f"{sha256[:2]}/{sha256[2:]}{suffix}"


def sha256_of(stored: Path) -> str:
    """The hash that a stored file is named by."""
    return stored.parent.name + stored.name.partition(".")[0]


def hash_of(stored: Path) -> str:
    """The hash that its bytes have."""
    with stored.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk
