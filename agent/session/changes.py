"""Everything that can be taken back is a patch with its opposite; the log of patches replays to the same state.

A patch is JSON: `{"current": 3, "label": "…", "variants": {"3": {"starred": 1}}, "locks": {"1": {…}}}`, each part
optional; a lock is null where there is none.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from agent.session import sidecar
from agent.session.objects import Objects
from agent.session.schema import searchable
from backends.types import Json

# Columns of a variant that a person changes, with what they are at first.
_MUTABLE: Json = {"name": "", "note": "", "starred": 0, "discarded": 0}


def before(connection: sqlite3.Connection, session: str, after: Json) -> Json:
    """The patch that takes `after` back: what is now where it would write. Empty where it would change nothing."""
    now: Json = {}
    row = connection.execute("SELECT current, label FROM session WHERE id = ?", (session,)).fetchone()
    for column in ("current", "label"):
        if column in after and after[column] != row[column]:
            now[column] = row[column]
    variants: Json = {}
    for number, values in after.get("variants", {}).items():
        was = connection.execute(
            "SELECT name, note, starred, discarded FROM variant WHERE session = ? AND number = ?",
            (session, int(number)),
        ).fetchone()
        changed = {column: was[column] for column in values if was is not None and was[column] != values[column]}
        if changed:
            variants[number] = changed
    held = _locks(connection, session)
    locks = {number: held.get(number) for number, body in after.get("locks", {}).items() if held.get(number) != body}
    return now | ({"variants": variants} if variants else {}) | ({"locks": locks} if locks else {})


def apply(connection: sqlite3.Connection, objects: Objects, session: str, patch: Json) -> None:
    """Within a transaction: write the patch to the rows, and to the sidecars that carry it."""
    stale: set[int] = set()
    for column in ("current", "label"):
        if column in patch:
            connection.execute(f"UPDATE session SET {column} = ? WHERE id = ?", (patch[column], session))
    if "label" in patch:
        stale.add(0)
    for number, values in patch.get("variants", {}).items():
        for column in _MUTABLE:
            if column in values:
                connection.execute(
                    f"UPDATE variant SET {column} = ? WHERE session = ? AND number = ?",
                    (values[column], session, int(number)),
                )
        if set(values) - {"discarded"}:
            stale.add(int(number))
    for number, body in patch.get("locks", {}).items():
        connection.execute(
            "INSERT OR REPLACE INTO lock VALUES (?, ?, ?)",
            (session, int(number), None if body is None else json.dumps(body)),
        )
    for number in sorted(stale):
        _refresh(connection, objects, session, number)


def log(connection: sqlite3.Connection, session: str, kind: str, detail: Json) -> None:
    """Within a transaction: what happened. These rows are never changed."""
    connection.execute(
        "INSERT INTO operation (session, kind, detail) VALUES (?, ?, ?)", (session, kind, json.dumps(detail))
    )


def state(connection: sqlite3.Connection, session: str) -> Json:
    """What a replay of the log must come to."""
    row = connection.execute("SELECT label, current FROM session WHERE id = ?", (session,)).fetchone()
    variants = connection.execute(
        "SELECT number, parent, name, note, starred, discarded FROM variant WHERE session = ? AND number > 0",
        (session,),
    )
    v0 = connection.execute(
        "SELECT name, note, starred, discarded FROM variant WHERE session = ? AND number = 0", (session,)
    ).fetchone()
    return {
        "label": row["label"],
        "current": row["current"],
        "variants": {"0": {"parent": None} | dict(v0)} | {str(one["number"]): _without_number(one) for one in variants},
        "locks": _locks(connection, session),
    }


def replay(operations: Iterable[tuple[str, Json]]) -> Json:
    """The state that a log of (kind, detail) leads to. Pure."""
    now: Json = {"label": "", "current": 0, "variants": {"0": {"parent": None, **_MUTABLE}}, "locks": {}}
    for kind, detail in operations:
        if kind == "import":
            now["label"] = detail["label"]
        elif kind == "create":
            now["variants"][str(detail["number"])] = {"parent": detail["parent"], **_MUTABLE}
        elif kind == "gc":
            for number in detail["numbers"]:
                now["variants"].pop(str(number), None)
        patch = detail.get("patch", {})
        for column in ("current", "label"):
            now[column] = patch.get(column, now[column])
        for number, values in patch.get("variants", {}).items():
            if number in now["variants"]:
                now["variants"][number].update(values)
        locks: Json = now["locks"] | patch.get("locks", {})
        now["locks"] = {number: body for number, body in locks.items() if body is not None}
    return now


def _locks(connection: sqlite3.Connection, session: str) -> Json:
    rows = connection.execute(
        "SELECT number, body FROM lock WHERE session = ? AND body IS NOT NULL ORDER BY number", (session,)
    )
    return {str(row["number"]): json.loads(row["body"]) for row in rows}


def _without_number(row: sqlite3.Row) -> Json:
    return {column: row[column] for column in ("parent", *_MUTABLE)}


def _refresh(connection: sqlite3.Connection, objects: Objects, session: str, number: int) -> None:
    row = connection.execute(
        "SELECT words, look, measured, name, note FROM variant WHERE session = ? AND number = ?", (session, number)
    ).fetchone()
    if row is None:
        return
    connection.execute(
        "UPDATE variant SET found = ? WHERE session = ? AND number = ?", (searchable(*row), session, number)
    )
    sidecar.write(connection, objects, session, number)
