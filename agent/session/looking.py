"""Opens what may not be written, to be looked at: a record of a newer Stet, one in a read-only folder, a damaged one.

What is read is a copy in memory. Whoever wants to write is told why that cannot be.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path

from agent.session import schema
from agent.session.database import Record
from agent.session.objects import Objects
from backends.errors import BackendFailed, StetError


def copied(path: Path, why: StetError) -> Record:
    """The record at `path`, as far as this Stet knows its tables. Raises `why` where something in it is missing."""
    record = _in_memory(path, why)
    try:
        _copy(path, record)
        (version,) = record.execute("PRAGMA user_version").fetchone()
        if 0 < version < schema.VERSION:
            schema.migrate(record, version)
        if not _is_known(record):
            raise why
    except BaseException:
        record.close()
        raise
    return record


def rebuilt(path: Path, objects: Objects, why: StetError) -> Record:
    """What `stet repair` would make of a damaged record at `path`, without touching it. Raises `why` for nothing."""
    from agent.session.repair import fill

    record = _in_memory(path, why)
    schema.create(record)
    fill(record, objects, path, keep=False)
    if record.execute("SELECT 1 FROM session LIMIT 1").fetchone() is None:
        record.close()
        raise why
    return record


def newer(path: Path, version: int) -> BackendFailed:
    return BackendFailed(
        f"{path} was written by a newer Stet (format {version}, this one knows {schema.VERSION})",
        "Update Stet. Until then it can be looked at and exported from, and nothing in it is changed.",
    )


def unwritable(path: Path) -> BackendFailed:
    return BackendFailed(
        f"Stet may not write in {path.parent}",
        "Your sessions can be looked at and exported from; make the folder writable or set STET_HOME to go on.",
    )


def _in_memory(path: Path, why: StetError) -> Record:
    record = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, factory=Record)
    record.row_factory = sqlite3.Row
    record.path, record.only_read = path, why
    return record


def _copy(path: Path, record: Record) -> None:
    log = path.with_name(f"{path.name}-wal")
    # Without a log nobody has it open, and SQLite need not make files of its own beside it.
    way = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?{way}", uri=True)) as source:
            source.backup(record)
    except sqlite3.OperationalError:
        # A log that cannot be read where it is: SQLite wants to lock a file beside it.
        with tempfile.TemporaryDirectory(prefix="stet-") as folder:
            for one in (path, log):
                if one.exists():
                    shutil.copyfile(one, Path(folder) / one.name)
            with contextlib.closing(sqlite3.connect(Path(folder) / path.name)) as source:
                source.backup(record)


def _is_known(record: Record) -> bool:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as own:
        schema.create(own)
        tables = [name for (name,) in own.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        return all(_columns(own, table) <= _columns(record, table) for table in tables)


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()}
