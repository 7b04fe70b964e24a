"""Pictures under the name of their own bytes: written whole or not at all, never changed afterwards."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

from agent.session.places import private_folder
from backends.errors import BackendFailed, BadImage

_CHUNK = 1 << 20


class Objects:
    """A folder of files named by SHA-256: `objects/ab/cdef….jpg`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str, suffix: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256[2:]}{suffix}"

    def copy_in(self, original: Path, suffix: str) -> tuple[str, Path]:
        """Copy a file in and return (sha256, stored path); the original is only read.

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
            sha256, stored = self._write(_chunks(source), suffix)
            after = os.fstat(source.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise BadImage(f"{original.name} changed while it was read", "Open it again when it is complete.")
        return sha256, stored

    def adopt(self, finished: Path) -> tuple[str, Path]:
        """Move a finished file of a job in and return (sha256, stored path)."""
        with finished.open("rb") as source:
            sha256, stored = self._write(_chunks(source), finished.suffix)
        finished.unlink(missing_ok=True)
        return sha256, stored

    def _write(self, chunks: Generator[bytes], suffix: str) -> tuple[str, Path]:
        try:
            private_folder(self._folder)
            temporary = self._folder / f".{os.getpid()}-{secrets.token_hex(6)}.tmp"
            digest = hashlib.sha256()
            try:
                descriptor = os.open(
                    temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
                )
                with os.fdopen(descriptor, "wb") as sink:
                    for chunk in chunks:
                        digest.update(chunk)
                        sink.write(chunk)
                    sink.flush()
                    os.fsync(sink.fileno())
                stored = self.path(digest.hexdigest(), suffix)
                if not stored.exists():
                    private_folder(stored.parent)
                    temporary.replace(stored)
                    _sync_folder(stored.parent)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as error:
            raise BackendFailed(
                f"The picture could not be stored in {self._folder} ({error.strerror})",
                "Make room or set STET_HOME to another folder, then try again.",
            ) from error
        return digest.hexdigest(), stored


def _chunks(source: BinaryIO) -> Generator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


def _sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows cannot open folders for this and does not need it on NTFS."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
