"""The only two ways in which a picture goes: cleaning up what was discarded, and forgetting a whole session."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from agent.session import changes
from agent.session.database import transaction
from agent.session.faults import not_recorded
from agent.session.journal import path_of
from agent.session.recovery import intend, sweep
from agent.session.sidecar import name_beside
from agent.session.store import Store
from backends.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Removable:
    """A discarded variant from which nothing in sight was made. `frees` counts bytes."""

    session: str
    id: str
    words: str
    frees: int


def removable(store: Store, session: str = "") -> tuple[Removable, ...]:
    """What `clean` would remove: discarded, not starred, and nothing that is kept was made from it."""
    rows = store.connection.execute(
        "WITH RECURSIVE kept (session, number) AS ("
        " SELECT session, number FROM variant WHERE discarded = 0 OR starred = 1"
        " UNION SELECT variant.session, variant.parent FROM variant JOIN kept"
        "  ON variant.session = kept.session AND variant.number = kept.number WHERE variant.parent IS NOT NULL)"
        " SELECT session, number, words, proxy FROM variant WHERE (?1 = '' OR session = ?1)"
        " AND (session, number) NOT IN (SELECT session, number FROM kept) ORDER BY session, number",
        (session,),
    )
    return tuple(
        Removable(row["session"], f"v{row['number']}", row["words"], _size(store, row["proxy"])) for row in rows
    )


def clean(store: Store, chosen: Sequence[Removable]) -> int:
    """Remove for good what `removable` named and is still so. Returns how many variants went; no undo."""
    still = {(one.session, one.id) for one in removable(store)}
    by_session: dict[str, list[int]] = {}
    for one in chosen:
        if (one.session, one.id) in still:
            by_session.setdefault(one.session, []).append(int(one.id[1:]))
    for session, numbers in by_session.items():
        _remove(store, session, numbers)
    return sum(map(len, by_session.values()))


def forget(store: Store, session: str) -> bool:
    """Delete a session and every copy of its photo. Whether another session keeps the same photo is returned.

    What was spent stays in the ledger, without the session's name.
    """
    connection, objects = store.connection, store.objects
    row = connection.execute("SELECT source_sha256, suffix FROM session WHERE id = ?", (session,)).fetchone()
    if row is None:
        raise BadRequest(f"There is no session {session}", "stet sessions lists them.")
    token = secrets.token_hex(8)
    try:
        # Words must not linger in pages that are free.
        connection.execute("PRAGMA secure_delete = ON")
        with transaction(connection, objects.fs):
            source = objects.path(row["source_sha256"], row["suffix"]).relative_to(objects.folder).as_posix()
            beside = (name_beside(source, token), path_of(objects, session).name)
            left_over = [*_left_over(connection, session, None), *((source, name) for name in beside)]
            intend(connection, token, left_over)
            connection.execute("UPDATE charge SET session = '' WHERE session = ?", (session,))
            for table in ("message", "change", "operation", "receipt", "measured", "lock", "variant"):
                connection.execute(f"DELETE FROM {table} WHERE session = ?", (session,))
            connection.execute("DELETE FROM session WHERE id = ?", (session,))
        with transaction(connection, objects.fs):
            sweep(connection, objects, token)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (OSError, sqlite3.Error) as error:
        raise not_recorded(store.folder, error) from error
    return objects.path(row["source_sha256"], row["suffix"]).exists()


def _remove(store: Store, session: str, numbers: list[int]) -> None:
    connection, objects = store.connection, store.objects
    token = secrets.token_hex(8)
    marks = ",".join("?" * len(numbers))
    try:
        with transaction(connection, objects.fs):
            intend(connection, token, _left_over(connection, session, numbers))
            for table in ("receipt", "measured", "variant"):
                connection.execute(
                    f"DELETE FROM {table} WHERE session = ? AND number IN ({marks})", (session, *numbers)
                )
            changes.cut(connection, session, set(numbers))
            changes.log(connection, session, "gc", {"numbers": numbers})
        with transaction(connection, objects.fs):
            sweep(connection, objects, token)
    except (OSError, sqlite3.Error) as error:
        raise not_recorded(store.folder, error) from error


def _left_over(connection: sqlite3.Connection, session: str, numbers: list[int] | None) -> list[tuple[str, str]]:
    """The pictures and sidecars of variants that are about to go (None for all)."""
    rows = connection.execute("SELECT number, proxy, token FROM variant WHERE session = ?", (session,)).fetchall()
    return [
        (row["proxy"].removeprefix("objects/"), name_beside(row["proxy"], row["token"]))
        for row in rows
        if numbers is None or row["number"] in numbers
    ]


def _size(store: Store, proxy: str) -> int:
    try:
        return (store.folder / proxy).stat().st_size
    except OSError:
        return 0
