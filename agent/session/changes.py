"""Everything that can be taken back is a patch with its opposite; the log of patches replays to the same state.

A patch is JSON: `{"current": 3, "label": "…", "variants": {"3": {"starred": 1}}, "settings": {"ratio": "1:1"},
"locks": {"1": {…}}}`, each part optional; a setting or a lock that is null is taken away.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

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
    standing = settings(connection, session) if "settings" in after else {}
    held = _locks(connection, session) if "locks" in after else {}
    return (
        now
        | ({"variants": variants} if variants else {})
        | _named_before("settings", standing, after)
        | _named_before("locks", held, after)
    )


def apply(connection: sqlite3.Connection, objects: Objects | None, session: str, patch: Json) -> None:
    """Within a transaction: write the patch to the rows, and to the sidecars that carry it where there are objects."""
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
    if "settings" in patch:
        standing = _merged(settings(connection, session), patch["settings"])
        connection.execute("UPDATE session SET settings = ? WHERE id = ?", (json.dumps(standing), session))
    for number, body in patch.get("locks", {}).items():
        connection.execute(
            "INSERT OR REPLACE INTO lock VALUES (?, ?, ?)",
            (session, int(number), None if body is None else json.dumps(body)),
        )
    for number in sorted(stale):
        _refresh(connection, objects, session, number)


def settings(connection: sqlite3.Connection, session: str) -> Json:
    """What holds from now on, in the order in which it was said."""
    row = connection.execute("SELECT settings FROM session WHERE id = ?", (session,)).fetchone()
    return json.loads(row["settings"]) if row else {}


def log(connection: sqlite3.Connection, session: str, kind: str, detail: Json) -> None:
    """Within a transaction: what happened. These rows are never changed."""
    connection.execute(
        "INSERT INTO operation (session, kind, detail) VALUES (?, ?, ?)", (session, kind, json.dumps(detail))
    )


def state(connection: sqlite3.Connection, session: str) -> Json:
    """What a replay of the log must come to."""
    row = connection.execute("SELECT label, current FROM session WHERE id = ?", (session,)).fetchone()
    standing = settings(connection, session)
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
        "settings": standing,
        "variants": {"0": {"parent": None} | dict(v0)} | {str(one["number"]): _without_number(one) for one in variants},
        "locks": _locks(connection, session),
    }


def replay(operations: Iterable[tuple[str, Json]]) -> Json:
    """The state that a log of (kind, detail) leads to. Pure."""
    now = _nothing()
    for kind, detail in operations:
        _do(now, kind, detail)
    return now


@dataclass(slots=True)
class Change:
    """A row of what undo can take back; `state` is done, undone or cut."""

    kind: str
    before: Json
    after: Json
    state: str = "done"


def undoable(operations: Iterable[tuple[str, Json]]) -> list[Change]:
    """What undo and redo would walk, as the log of (kind, detail) tells it. Pure."""
    now, found = _nothing(), list[Change]()
    for kind, detail in operations:
        after: Json = detail.get("patch", {})
        if kind == "undo":
            if last := next((one for one in reversed(found) if one.state == "done"), None):
                last.state = "undone"
        elif kind == "redo":
            if first := next((one for one in found if one.state == "undone"), None):
                first.state = "done"
        elif kind == "gc":
            for one in found:
                one.state = "cut" if mentions(one, set(detail["numbers"])) else one.state
        elif after and kind != "repair":
            for one in found:
                one.state = "cut" if one.state == "undone" else one.state
            found.append(Change(kind, _opposite(now, after), after))
        _do(now, kind, detail)
    return found


def mentions(change: Change, numbers: set[int]) -> bool:
    """Whether it leads to one of these variants, or touches one."""
    return any(
        patch.get("current") in numbers or any(int(number) in numbers for number in patch.get("variants", {}))
        for patch in (change.before, change.after)
    )


def cut(connection: sqlite3.Connection, session: str, gone: set[int]) -> None:
    """Within a transaction: undo must not lead to a variant that is no more."""
    rows = connection.execute(
        "SELECT step, kind, before, after FROM change WHERE session = ? AND state != 'cut'", (session,)
    ).fetchall()
    for row in rows:
        if mentions(Change(row["kind"], json.loads(row["before"]), json.loads(row["after"])), gone):
            connection.execute("UPDATE change SET state = 'cut' WHERE step = ?", (row["step"],))


def _nothing() -> Json:
    return {"label": "", "current": 0, "settings": {}, "locks": {}, "variants": {"0": {"parent": None, **_MUTABLE}}}


def _do(now: Json, kind: str, detail: Json) -> None:
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
    for part in ("settings", "locks"):
        now[part] = _merged(now[part], patch.get(part, {}))
    for number, values in patch.get("variants", {}).items():
        if number in now["variants"]:
            now["variants"][number].update(values)


def _merged(standing: Json, patch: Json) -> Json:
    return {name: value for name, value in (standing | patch).items() if value is not None}


def _opposite(now: Json, after: Json) -> Json:
    """As `before`, from a state instead of the rows."""
    was: Json = {
        column: now[column] for column in ("current", "label") if after.get(column, now[column]) != now[column]
    }
    variants: Json = {}
    for number, values in after.get("variants", {}).items():
        here: Json = now["variants"].get(number, {})
        if changed := {column: here[column] for column in values if column in here and here[column] != values[column]}:
            variants[number] = changed
    return (
        was
        | ({"variants": variants} if variants else {})
        | _named_before("settings", now["settings"], after)
        | _named_before("locks", now["locks"], after)
    )


def _named_before(part: str, standing: Json, after: Json) -> Json:
    """What takes back the `part` of a patch whose values are whole, and null where there is none."""
    wished: Json = after.get(part, {})
    were: Json = {name: standing.get(name) for name, value in wished.items() if standing.get(name) != value}
    return {part: were} if were else {}


def _locks(connection: sqlite3.Connection, session: str) -> Json:
    rows = connection.execute(
        "SELECT number, body FROM lock WHERE session = ? AND body IS NOT NULL ORDER BY number", (session,)
    )
    return {str(row["number"]): json.loads(row["body"]) for row in rows}


def _without_number(row: sqlite3.Row) -> Json:
    return {column: row[column] for column in ("parent", *_MUTABLE)}


def _refresh(connection: sqlite3.Connection, objects: Objects | None, session: str, number: int) -> None:
    row = connection.execute(
        "SELECT words, look, measured, name, note FROM variant WHERE session = ? AND number = ?", (session, number)
    ).fetchone()
    if row is None:
        return
    connection.execute(
        "UPDATE variant SET found = ? WHERE session = ? AND number = ?", (searchable(*row), session, number)
    )
    if objects is not None:
        sidecar.write(connection, objects, session, number)
