"""What the disk and SQLite say when they refuse, as one sentence for a person with the next thing to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from backends.errors import BackendFailed

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def not_stored(folder: Path, error: OSError) -> BackendFailed:
    """A picture could not be written."""
    if error.errno in _FULL:
        why, then = f"the disk is full{_room(folder)}", "Free some space"
    elif error.errno in _FORBIDDEN:
        why, then = "Stet may not write there", "Make the folder writable"
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        why, then = "the folder is gone", "Bring it back"
    else:
        why, then = error.strerror or str(error), "Check the disk"
    return BackendFailed(
        f"The picture could not be stored in {folder} ({why})",
        f"What was there before is unchanged. {then} or set STET_HOME to another folder, then try again.",
    )


def not_recorded(folder: Path, error: sqlite3.Error | OSError) -> BackendFailed:
    """A change could not be committed; nothing of it happened."""
    if isinstance(error, OSError):
        return not_stored(folder, error)
    if type(error).__name__ == "Gone" or not (folder / "stet.db").exists():
        return BackendFailed(
            f"{folder} is gone, or the record of your sessions in it",
            "Nothing more can be kept there: bring it back, or start Stet again to begin a new one.",
        )
    code = _code(error)
    if is_damage(error):
        return damaged(folder / "stet.db", error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BackendFailed(
            f"That could not be recorded: {folder / 'stet.db'} is in use{_by_whom(folder / 'stet.db')}",
            "What was there before is unchanged; try again when the other one is done.",
        )
    if code == sqlite3.SQLITE_FULL:
        why, then = f"the disk is full{_room(folder)}", "free some space and try again"
    elif code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        why, then = f"Stet may not write in {folder}", "make it writable or set STET_HOME to another folder"
    else:
        why, then = str(error), "check the disk and try again"
    return BackendFailed(f"That could not be recorded ({why})", f"What was there before is unchanged; {then}.")


def unusable(path: Path, error: Exception) -> BackendFailed:
    """The record could not be opened at all."""
    if isinstance(error, sqlite3.Error):
        if is_damage(error):
            return damaged(path, error)
        if _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return BackendFailed(
                f"The record of your sessions at {path} is in use{_by_whom(path)}",
                "Nothing was changed; close the program that holds it, or try again when it is done.",
            )
    why = (
        f"the disk is full{_room(path.parent)}"
        if (isinstance(error, OSError) and error.errno in _FULL) or _code(error) == sqlite3.SQLITE_FULL
        else str(error)
    )
    return BackendFailed(
        f"The record of your sessions at {path} cannot be used ({why})",
        "Nothing was changed; set STET_HOME to another folder to go on, or make this one writable.",
    )


class Damaged(BackendFailed):
    """The record of the sessions cannot be read as it is."""


def damaged(path: Path, error: Exception) -> Damaged:
    return Damaged(
        f"The record of your sessions at {path} cannot be used: it is damaged ({error})",
        "Your pictures are beside it and are not touched. Run: stet repair",
    )


def is_damage(error: sqlite3.Error) -> bool:
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


def is_unwritable(error: Exception) -> bool:
    """Whether it could still be read."""
    if isinstance(error, OSError):
        return error.errno in _FORBIDDEN
    return _code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def holders(path: Path) -> list[str]:
    """The other programs that have the file open, as far as the system tells (Linux)."""
    found: list[str] = []
    with suppress(OSError):
        wanted = os.stat(path)
        for process in Path("/proc").glob("[0-9]*"):
            if process.name == str(os.getpid()):
                continue
            with suppress(OSError):
                if any(_is_same(descriptor, wanted) for descriptor in (process / "fd").iterdir()):
                    name = (process / "comm").read_text("utf-8", "replace").strip()
                    found.append(f"{name} (process {process.name})")
    return sorted(found)


def _is_same(descriptor: Path, wanted: os.stat_result) -> bool:
    with suppress(OSError):
        return os.path.samestat(descriptor.stat(), wanted)
    return False


def _code(error: Exception) -> int:
    # Extended codes keep the plain one in the low byte.
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else -1


def _room(folder: Path) -> str:
    import shutil

    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    with suppress(OSError):
        return f", {shutil.disk_usage(folder).free / 1e6:.1f} MB free"
    return ""


def _by_whom(path: Path) -> str:
    found = holders(path)
    return f" by {', '.join(found[:3])}" if found else ""
