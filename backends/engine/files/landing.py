"""Puts a file in its place whole or not at all: written beside it under another name, then given its own.

Only the standard library is imported here, as the client sweeps up after a worker that it killed.
"""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from backends.errors import BackendFailed, BadRequest, StetError

_PREFIX = ".stet-"
_numbers = itertools.count()
_in_flight: set[Path] = set()


def refuse_existing(path: Path, force: bool) -> None:
    """Raises BadRequest for a file that is there, even as a broken link, unless `force`; for a folder always."""
    if os.path.isdir(path):
        raise BadRequest(f"{path} is a folder", "Give the name of a file.")
    if os.path.lexists(path) and not force:
        raise BadRequest(f"{path} exists already", "Choose another place, or add --force to overwrite it.")


def land(
    path: Path, parts: Iterable[bytes | memoryview], *, force: bool, check: Callable[[Path], None] = lambda _: None
) -> None:
    """Write `parts` to `path`, creating its folder. `check` sees the finished file before it gets its name.

    Raises BadRequest where the place does not allow it and BackendFailed where the disk gives out; then nothing
    is left behind. Without `force` a file that appears meanwhile is not overwritten either.
    """
    partial = path.with_name(f"{_PREFIX}{os.getpid()}-{next(_numbers)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _in_flight.add(partial)
        try:
            _write(partial, parts)
            check(partial)
            _publish(partial, path, force)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            _in_flight.discard(partial)
        _sync_folder(path.parent)
    except OSError as fault:
        raise _explained(fault, path) from fault


def sweep_own() -> None:
    """Remove what this process has half written; for a process that must end at once."""
    for partial in tuple(_in_flight):
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def sweep_after(pid: int, folders: Iterable[Path]) -> None:
    """Remove what the killed process `pid` has half written in `folders`."""
    for folder in set(folders):
        with suppress(OSError):
            for partial in folder.glob(f"{_PREFIX}{pid}-*.part"):
                with suppress(OSError):
                    partial.unlink(missing_ok=True)


def _write(partial: Path, parts: Iterable[bytes | memoryview]) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(partial, flags, 0o666), "wb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


def _publish(partial: Path, path: Path, force: bool) -> None:
    if force:
        os.replace(partial, path)
        return
    try:
        os.link(partial, path)  # unlike a rename, this fails when somebody was faster
    except FileExistsError as taken:
        raise BadRequest(f"{path} exists already", "Choose another place, or add --force to overwrite it.") from taken
    except OSError:
        # FAT and some network file systems have no hard links: claim the name first, then fill it.
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        except FileExistsError as taken:
            raise BadRequest(
                f"{path} exists already", "Choose another place, or add --force to overwrite it."
            ) from taken
        os.replace(partial, path)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system lets a folder be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _explained(fault: OSError, path: Path) -> StetError:
    folder = path.parent
    if fault.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return BackendFailed(
            f"{path.name} could not be written: the disk is full{_free(folder)}",
            "Free some space, or export to another folder.",
        )
    if fault.errno == errno.EFBIG:
        return BackendFailed(
            f"{path.name} could not be written: it is larger than files may be here",
            "Export as JPEG, smaller, or to another folder.",
        )
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BadRequest(f"Stet may not write in {folder}", "Export to a folder that you may write in.")
    if fault.errno in (errno.ENOTDIR, errno.EEXIST):
        return BadRequest(f"{folder} is not a folder", "Export to another folder.")
    if fault.errno == errno.ENAMETOOLONG:
        return BadRequest(f"the name {path.name[:40]}… is too long for this disk", "Give a shorter name.")
    return BackendFailed(f"{path.name} could not be written ({fault.strerror or fault})", "Export to another folder.")


def _free(folder: Path) -> str:
    # Imported here, as it pulls in every compressor and the client needs this module before the first picture.
    import shutil

    with suppress(OSError):
        return f" ({shutil.disk_usage(folder).free / 1e6:.1f} MB free)"
    return ""
