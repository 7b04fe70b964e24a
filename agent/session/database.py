"""The SQLite file behind every session: how it is opened, and written so that a commit survives a crash."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path
from typing import Any, Self

from agent.session import schema
from agent.session.faults import Damaged, damaged, is_damage, is_unwritable, unusable
from agent.session.fs import Fs
from agent.session.objects import Objects
from backends.errors import BackendFailed, StetError

NAME = "stet.db"


class Gone(sqlite3.OperationalError):
    """The file was deleted or replaced: SQLite would go on writing to what nobody can find any more."""


class _Careful(sqlite3.Cursor):
    """Damage shows when a page is read, so at any row: wherever it does, it is the same sentence."""

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        with self._told():
            return super().execute(sql, parameters)

    def fetchone(self) -> Any:
        with self._told():
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with self._told():
            return super().fetchall()

    def __next__(self) -> Any:
        with self._told():
            return super().__next__()

    @contextlib.contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if is_damage(error) and isinstance(self.connection, Record):
                raise damaged(self.connection.path, error) from error
            raise


class Record(sqlite3.Connection):
    """A connection that knows which file it opened."""

    path: Path
    identity: tuple[int, int] = (0, 0)
    only_read: StetError | None = None
    """Why nothing may be written: what is open is a copy in memory of what was on the disk."""

    @property
    def told(self) -> str:
        """`only_read` as a sentence, "" where everything can be written."""
        return f"{self.only_read.what}. {self.only_read.advice}" if self.only_read else ""

    def cursor(self, factory: Any = None) -> sqlite3.Cursor:
        return super().cursor(factory or _Careful)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        # The inherited one goes past the cursor's own.
        return self.cursor().execute(sql, parameters)

    def check(self) -> None:
        """Raises Gone, or what keeps this record from being written."""
        if self.only_read is not None:
            raise self.only_read
        if _identity(self.path) != self.identity:
            raise Gone(f"{self.path} is gone")


def connect(folder: Path, objects: Objects, *, patience: float = 10) -> Record:
    """Open (and on first use create) the record. Raises BackendFailed in one sentence when that is impossible.

    `patience` is how many seconds to wait for another process that writes. What may not be written, or is damaged, is
    opened to be looked at: `only_read` says why.
    """
    path = folder / NAME
    try:
        objects.make_folder(folder)
        connection = sqlite3.connect(
            path, timeout=patience, isolation_level=None, check_same_thread=False, factory=Record
        )
        connection.path, connection.identity = path, _identity(path)
    except (OSError, sqlite3.Error) as error:
        return _looked_at(path, objects, error)
    connection.row_factory = sqlite3.Row
    try:
        version = version_of(connection)
        if version > schema.VERSION:
            # Before anything is written: what a newer Stet keeps there is unknown, so it is never changed.
            connection.close()
            from agent.session import looking

            return looking.copied(path, looking.newer(path, version))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _bring_up_to_date(connection, folder, objects)
    except (OSError, sqlite3.Error, Damaged) as error:
        connection.close()
        return _looked_at(path, objects, error)
    except BaseException:
        connection.close()
        raise
    return connection


def _looked_at(path: Path, objects: Objects, error: OSError | sqlite3.Error | Damaged) -> Record:
    """Where only reading is possible. Raises BackendFailed, with the reason for that other error, where nothing is."""
    from agent.session import looking

    known = error if isinstance(error, Damaged) else unusable(path, error)
    try:
        if isinstance(known, Damaged):
            return looking.rebuilt(path, objects, known)
        if is_unwritable(error) and path.exists():
            return looking.copied(path, looking.unwritable(path))
    except (OSError, sqlite3.Error):
        pass
    raise known from error


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, fs: Fs) -> Generator[sqlite3.Connection]:
    """All or nothing, with the write lock from the start, so that two processes never number the same variant."""
    if isinstance(connection, Record):
        connection.check()
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        fs.commit(connection)
    except BaseException:
        # After some faults SQLite has rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return version


def _identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def _bring_up_to_date(connection: sqlite3.Connection, folder: Path, objects: Objects) -> None:
    if version_of(connection) == schema.VERSION:
        return
    with transaction(connection, objects.fs):
        version = version_of(connection)  # another process may have been faster
        if version == 0:
            _refuse_to_begin_beside_pictures(folder, objects)
            schema.create(connection)
            objects.fs.fsync_dir(folder)
        elif version < schema.VERSION:
            schema.migrate(connection, version)
            from agent.session.sidecar import write_missing

            write_missing(connection, objects)


def _refuse_to_begin_beside_pictures(folder: Path, objects: Objects) -> None:
    """An empty record beside stored pictures means that the record was lost, not that there is nothing."""
    if next(objects.folder.glob("*/*.json"), None) is not None:
        raise BackendFailed(
            f"The record of your sessions in {folder} is missing, but the pictures are there",
            "Nothing was changed. Run: stet repair",
        )
