"""Fill the rebuilt record of a session from its journal: what was said, what was done, and what undo can take back."""

from __future__ import annotations

import json
import sqlite3

from agent.session import changes
from agent.session.journal import Journal
from agent.session.objects import Objects
from backends.types import Json


def retold(connection: sqlite3.Connection, objects: Objects | None, told: Journal | None, session: str) -> None:
    """Within the repair's transaction, after the sidecars and the old record gave what they have. What is there already
    stays; the steps keep their numbers, by which the journal goes on where it is."""
    if told is None:
        return
    for step, who, text, about in told.said:
        connection.execute(
            "INSERT OR IGNORE INTO message (step, session, who, text, about) VALUES (?, ?, ?, ?, ?)",
            (step, session, who, text, about),
        )
    for step, kind, detail in told.done:
        connection.execute(
            "INSERT OR IGNORE INTO operation (step, session, kind, detail) VALUES (?, ?, ?, ?)",
            (step, session, kind, json.dumps(detail)),
        )
        if kind == "receipt":
            values = (session, detail["number"], detail["line"], detail["checks"], detail["not_checked"])
            connection.execute("INSERT OR IGNORE INTO receipt VALUES (?, ?, ?, ?, ?)", values)
    done = _operations(connection, session)
    if any(kind == "import" for kind, _ in done):
        _stand(connection, objects, session, changes.replay(done))
    _give_undo(connection, session, changes.undoable(done))
    numbers = [detail["number"] for kind, detail in done if kind == "create"]
    connection.execute("UPDATE session SET made = max(made, ?) WHERE id = ?", (max(numbers, default=0), session))


def complete_log(connection: sqlite3.Connection, session: str) -> None:
    """Append to the log whatever it lacks to lead to the record as it is now."""
    (label,) = connection.execute("SELECT label FROM session WHERE id = ?", (session,)).fetchone()
    done = _operations(connection, session)
    if not any(kind == "import" for kind, _ in done):
        changes.log(connection, session, "import", {"label": label})
    known = {int(number) for number in changes.replay(done)["variants"]}
    now = changes.state(connection, session)
    here = {int(number): values.pop("parent") for number, values in now["variants"].items()}
    for number in sorted(here.keys() - known):
        changes.log(connection, session, "create", {"number": number, "parent": here[number]})
    if gone := known - here.keys():
        changes.cut(connection, session, gone)
        changes.log(connection, session, "gc", {"numbers": sorted(gone)})
    changes.log(connection, session, "repair", {"patch": now})


def _operations(connection: sqlite3.Connection, session: str) -> list[tuple[str, Json]]:
    rows = connection.execute("SELECT kind, detail FROM operation WHERE session = ? ORDER BY step", (session,))
    return [(row["kind"], json.loads(row["detail"])) for row in rows]


def _stand(connection: sqlite3.Connection, objects: Objects | None, session: str, now: Json) -> None:
    """Where the person stood, what was out of sight, names, notes and stars. A sidecar is written before its commit, so
    that one whose commit never came tells of what was not done."""
    variants: Json = {
        number: {column: value for column, value in values.items() if column != "parent"}
        for number, values in now["variants"].items()
    }
    wanted: Json = {"current": now["current"], "label": now["label"], "variants": variants}
    other = changes.before(connection, session, wanted)
    patch: Json = {column: wanted[column] for column in ("current", "label") if column in other}
    patch["variants"] = {
        number: {column: variants[number][column] for column in columns}
        for number, columns in other.get("variants", {}).items()
    }
    changes.apply(connection, objects, session, patch)


def _give_undo(connection: sqlite3.Connection, session: str, told: list[changes.Change]) -> None:
    """Of a damaged record perhaps a part was read, and one of format 1 has more than its log: the longer one counts."""
    (saved,) = connection.execute("SELECT count(*) FROM change WHERE session = ?", (session,)).fetchone()
    if saved >= len(told):
        return
    connection.execute("DELETE FROM change WHERE session = ?", (session,))
    connection.executemany(
        "INSERT INTO change (session, kind, before, after, state) VALUES (?, ?, ?, ?, ?)",
        [(session, one.kind, json.dumps(one.before), json.dumps(one.after), one.state) for one in told],
    )
