"""The tables, and the way from each older format to the next: version by version, never back."""

from __future__ import annotations

import hashlib
import json
import sqlite3

VERSION = 6

# As they are after the last migration. `variant.token` names the sidecar; `found` is what a search looks at.
_TABLES = """
CREATE TABLE session (
    id TEXT PRIMARY KEY, label TEXT NOT NULL, source_sha256 TEXT NOT NULL, suffix TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, media_type TEXT NOT NULL, has_alpha INTEGER NOT NULL,
    bits INTEGER NOT NULL, profile TEXT NOT NULL, used INTEGER NOT NULL,
    current INTEGER NOT NULL DEFAULT 0, made INTEGER NOT NULL DEFAULT 0, settings TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX session_by_source ON session (source_sha256, used);
CREATE TABLE variant (
    session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL, parent INTEGER,
    proxy TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    words TEXT NOT NULL, task TEXT NOT NULL, look TEXT NOT NULL, recipe TEXT NOT NULL,
    model TEXT NOT NULL, reasons TEXT NOT NULL, measured TEXT NOT NULL, checks TEXT NOT NULL,
    cost_usd REAL NOT NULL, seconds REAL NOT NULL, ordinal INTEGER NOT NULL, round INTEGER NOT NULL,
    token TEXT NOT NULL DEFAULT '', depth INTEGER NOT NULL DEFAULT 0, seed INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
    starred INTEGER NOT NULL DEFAULT 0, discarded INTEGER NOT NULL DEFAULT 0, found TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (session, number)
);
CREATE INDEX variant_by_proxy ON variant (proxy);
CREATE INDEX variant_by_name ON variant (session, name) WHERE name != '';
CREATE INDEX variant_discarded ON variant (session) WHERE discarded = 1;
CREATE TABLE message (
    step INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL REFERENCES session (id),
    who TEXT NOT NULL, text TEXT NOT NULL, about TEXT NOT NULL
);
CREATE INDEX message_by_session ON message (session, step);
"""

# What format 2 brought. A change is what undo takes back; an operation is what happened, and is never changed.
_SINCE_2 = """
CREATE TABLE change (
    step INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL REFERENCES session (id), kind TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'cut'))
);
CREATE INDEX change_by_session ON change (session, state, step);
CREATE TABLE operation (
    step INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX operation_by_session ON operation (session, step);
CREATE TABLE receipt (
    session TEXT NOT NULL, number INTEGER NOT NULL, line TEXT NOT NULL, checks TEXT NOT NULL,
    not_checked TEXT NOT NULL, PRIMARY KEY (session, number)
);
CREATE TABLE charge (
    step INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, session TEXT NOT NULL, backend TEXT NOT NULL,
    model TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('quoted', 'reserved', 'settled', 'released', 'unknown')),
    usd REAL NOT NULL, job TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT ''
);
-- What a process is about to publish or remove, by name: all that may be left over when it dies
CREATE TABLE intent (
    token TEXT NOT NULL, pid INTEGER NOT NULL, began TEXT NOT NULL, object TEXT NOT NULL, sidecar TEXT NOT NULL,
    PRIMARY KEY (token, object, sidecar)
);
"""

# What format 3 brought. A lock that was lifted keeps its row without a body, so that its number is not given again.
_SINCE_3 = """
CREATE TABLE lock (
    session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL, body TEXT,
    PRIMARY KEY (session, number)
);
"""

# What format 4 brought. A charge belongs to one `request`, is made on a `day`, and was `delivered` in part while it is
# reserved; `pid` and `began` name the process that has it in flight. `session.folders` are where its photo was found.
_SINCE_4 = """
ALTER TABLE charge ADD COLUMN request TEXT NOT NULL DEFAULT '';
ALTER TABLE charge ADD COLUMN day TEXT NOT NULL DEFAULT '';
ALTER TABLE charge ADD COLUMN delivered REAL NOT NULL DEFAULT 0;
ALTER TABLE charge ADD COLUMN pid INTEGER NOT NULL DEFAULT 0;
ALTER TABLE charge ADD COLUMN began TEXT NOT NULL DEFAULT '';
CREATE INDEX charge_by_state ON charge (state, session);
ALTER TABLE session ADD COLUMN folders TEXT NOT NULL DEFAULT '[]'
"""

# What format 5 brought: whole receipts as measured. They can be measured again, so no journal tells of them.
_SINCE_5 = """
CREATE TABLE measured (
    session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (session, number)
)
"""

# What format 6 brought: what a model was sent for a variant, as JSON; "" where none was.
_SINCE_6 = """
ALTER TABLE variant ADD COLUMN sent TEXT NOT NULL DEFAULT ''
"""

_VARIANT_COLUMNS_SINCE_2 = (
    "token TEXT NOT NULL DEFAULT ''",
    "depth INTEGER NOT NULL DEFAULT 0",
    "seed INTEGER NOT NULL DEFAULT 0",
    "name TEXT NOT NULL DEFAULT ''",
    "note TEXT NOT NULL DEFAULT ''",
    "starred INTEGER NOT NULL DEFAULT 0",
    "discarded INTEGER NOT NULL DEFAULT 0",
    "found TEXT NOT NULL DEFAULT ''",
)


def create(connection: sqlite3.Connection) -> None:
    """The newest tables in an empty database, within the open transaction."""
    _run(connection, ";".join((_TABLES, _SINCE_2, _SINCE_3, _SINCE_4, _SINCE_5, _SINCE_6)))
    connection.execute(f"PRAGMA user_version = {VERSION}")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """From `version` to the newest, within the open transaction: all of it or nothing."""
    if version < 2:
        _from_1_to_2(connection)
    if version < 3:
        # What holds from now on, as JSON by its name.
        connection.execute("ALTER TABLE session ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'")
        _run(connection, _SINCE_3)
    if version < 4:
        _run(connection, _SINCE_4)
    if version < 5:
        _run(connection, _SINCE_5)
    if version < 6:
        _run(connection, _SINCE_6)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def searchable(*texts: str) -> str:
    """What a search compares with: letters of any language without their case."""
    return " ".join(filter(None, texts)).casefold()


def _from_1_to_2(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE session ADD COLUMN current INTEGER NOT NULL DEFAULT 0")
    connection.execute("ALTER TABLE session ADD COLUMN made INTEGER NOT NULL DEFAULT 0")
    for column in _VARIANT_COLUMNS_SINCE_2:
        connection.execute(f"ALTER TABLE variant ADD COLUMN {column}")
    connection.execute("CREATE INDEX variant_by_proxy ON variant (proxy)")
    connection.execute("CREATE INDEX variant_by_name ON variant (session, name) WHERE name != ''")
    connection.execute("CREATE INDEX variant_discarded ON variant (session) WHERE discarded = 1")
    connection.execute("CREATE INDEX message_by_session ON message (session, step)")
    _run(connection, _SINCE_2)
    for session, label in connection.execute("SELECT id, label FROM session").fetchall():
        _log(connection, session, "import", {"label": label})
    variants = connection.execute(
        "SELECT session, number, parent, words, look, measured FROM variant ORDER BY session, number"
    )
    for session, number, parent, words, look, measured in variants.fetchall():
        connection.execute(
            "UPDATE variant SET token = ?, found = ? WHERE session = ? AND number = ?",
            (_token(session, number), searchable(words, look, measured), session, number),
        )
        if number:
            _log(connection, session, "create", {"number": number, "parent": parent})
    _moves_become_changes(connection)
    connection.execute("DROP TABLE move")
    connection.execute("UPDATE session SET made = (SELECT max(number) FROM variant WHERE variant.session = session.id)")


def _token(session: str, number: int) -> str:
    """Not by chance: a migration that was cut short and begun again must find the sidecars that it wrote."""
    return hashlib.sha256(f"{session}/{number}".encode()).hexdigest()[:16]


def _moves_become_changes(connection: sqlite3.Connection) -> None:
    """Format 1 knew one kind of change, and no log: the log begins with where each move left the person."""
    moves = connection.execute("SELECT session, origin, target, state FROM move ORDER BY step").fetchall()
    for session, origin, target, state in moves:
        before, after = {"current": origin}, {"current": target}
        connection.execute(
            "INSERT INTO change (session, kind, before, after, state) VALUES (?, 'go', ?, ?, ?)",
            (session, json.dumps(before), json.dumps(after), state),
        )
    last = connection.execute(
        "SELECT session, target FROM move WHERE state = 'done' AND step IN"
        " (SELECT max(step) FROM move WHERE state = 'done' GROUP BY session)"
    ).fetchall()
    for session, target in last:
        connection.execute("UPDATE session SET current = ? WHERE id = ?", (target, session))
        _log(connection, session, "go", {"patch": {"current": target}})


def _log(connection: sqlite3.Connection, session: str, kind: str, detail: dict[str, object]) -> None:
    connection.execute(
        "INSERT INTO operation (session, kind, detail) VALUES (?, ?, ?)", (session, kind, json.dumps(detail))
    )


def _run(connection: sqlite3.Connection, script: str) -> None:
    # executescript would commit first.
    for statement in script.split(";"):
        connection.execute(statement)
