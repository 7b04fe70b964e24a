"""The SQLite file behind every session: schema, version, and how it is opened so that a commit survives a crash."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path

from agent.session.places import private_folder
from backends.errors import BackendFailed

VERSION = 1

_SCHEMA = """
CREATE TABLE session (
    id TEXT PRIMARY KEY, label TEXT NOT NULL, source_sha256 TEXT NOT NULL, suffix TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, media_type TEXT NOT NULL, has_alpha INTEGER NOT NULL,
    bits INTEGER NOT NULL, profile TEXT NOT NULL, used INTEGER NOT NULL
);
CREATE INDEX session_by_source ON session (source_sha256, used);
CREATE TABLE variant (
    session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL, parent INTEGER,
    proxy TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    words TEXT NOT NULL, task TEXT NOT NULL, look TEXT NOT NULL, recipe TEXT NOT NULL,
    model TEXT NOT NULL, reasons TEXT NOT NULL, measured TEXT NOT NULL, checks TEXT NOT NULL,
    cost_usd REAL NOT NULL, seconds REAL NOT NULL, ordinal INTEGER NOT NULL, round INTEGER NOT NULL,
    PRIMARY KEY (session, number)
);
-- Where the person stood, step by step, undo and redo walk along the rows that are not cut off
CREATE TABLE move (
    step INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL REFERENCES session (id),
    origin INTEGER NOT NULL, target INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'cut'))
);
CREATE TABLE message (
    step INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL REFERENCES session (id),
    who TEXT NOT NULL, text TEXT NOT NULL, about TEXT NOT NULL
);
"""


def connect(folder: Path) -> sqlite3.Connection:
    """Open (and on first use create) `folder/stet.db`. Raises BackendFailed in one sentence when that is impossible."""
    path = folder / "stet.db"
    try:
        private_folder(folder)
        connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise _unusable(path, error) from error
    except BackendFailed:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[sqlite3.Connection]:
    """All or nothing, with the write lock from the start, so that two processes never number the same variant."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    with transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise BackendFailed(
                f"{path} was written by a newer Stet (format {version}, this one knows {VERSION})",
                "Update Stet.",
            )
        if version == 0:
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _unusable(path: Path, error: Exception) -> BackendFailed:
    return BackendFailed(
        f"The record of your sessions at {path} cannot be used ({error})",
        "Nothing was changed; set STET_HOME to another folder to go on, or close the program that holds it.",
    )
