"""A person's own record with each model for each kind of work: plain counts of what they did, with no hidden score.

Nothing is kept for it: it is counted anew from the tree and the log of what happened, so it cannot disagree with them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from agent.ledger import Books
from agent.route import Tally
from agent.session.changes import log
from agent.session.database import transaction
from agent.session.faults import not_recorded

_RESET = "forget taste"


@dataclass(slots=True)
class Counts:
    """Of one model for one kind of work: `edits` it was asked for, and how many of these were `picked` (starred, gone
    on from, chosen by name or in a duel), `starred`, `discarded` altogether, or `failed` a check of their receipt."""

    edits: int = 0
    picked: int = 0
    starred: int = 0
    discarded: int = 0
    failed: int = 0
    duels: int = 0
    won: int = 0

    @property
    def tally(self) -> Tally:
        return Tally(self.edits, self.picked, self.failed)


def counts(books: Books) -> dict[tuple[str, str], Counts]:
    """By (task, model), since the last reset."""
    connection = books.connection
    since = _since(connection)
    made, chosen, duels = _happened(connection, since)
    if not made:
        return {}
    rows = [
        row
        for row in connection.execute(
            "SELECT variant.session, variant.number, parent, task, model, round, starred, discarded,"
            " receipt.checks AS measured FROM variant LEFT JOIN receipt ON receipt.session = variant.session"
            " AND receipt.number = variant.number WHERE variant.number > 0"
        )
        if (row["session"], row["number"]) in made
    ]
    # A chain of steps is one edit: its own links are not picks of one another.
    rounds = {(row["session"], row["number"]): row["round"] for row in rows}
    went_on = {
        (row["session"], row["parent"])
        for row in rows
        if not row["discarded"] and rounds.get((row["session"], row["parent"])) != row["round"]
    }
    edits: dict[tuple[str, int, str, str], list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        edits[row["session"], row["round"], row["task"], row["model"]].append(row)
    found: dict[tuple[str, str], Counts] = defaultdict(Counts)
    for (session, _, task, model), members in edits.items():
        one = found[task, model]
        left = [row for row in members if not row["discarded"]]
        one.edits += 1
        one.starred += any(row["starred"] for row in left)
        one.discarded += not left
        one.failed += any(_is_broken(row["measured"]) for row in members)
        keys = {(session, row["number"]) for row in left}
        one.picked += bool(keys & chosen or keys & went_on or any(row["starred"] for row in left))
        every = {(session, row["number"]) for row in members}
        one.duels += bool(every & duels.keys())
        one.won += any(duels.get(key, False) for key in every)
    return dict(found)


def record(books: Books) -> dict[tuple[str, str], Tally]:
    """What the router takes of it."""
    return {key: one.tally for key, one in counts(books).items()}


def forget(books: Books) -> None:
    """Count from now on. What was made stays as it is."""
    _log(books, "", _RESET, {})


def chose(books: Books, session: str, id: str) -> None:
    """The person named this variant as the one to go on with, or to write to a file."""
    _log(books, session, "pick", {"number": int(id.removeprefix("v"))})


def decided(books: Books, session: str, winner: str, losers: list[str]) -> None:
    """The outcome of a duel that was seen without names."""
    numbers = [int(id.removeprefix("v")) for id in (winner, *losers)]
    _log(books, session, "duel", {"won": numbers[0], "lost": numbers[1:]})


def _log(books: Books, session: str, kind: str, detail: dict[str, object]) -> None:
    try:
        with transaction(books.connection, books.objects.fs) as connection:
            log(connection, session, kind, detail)
    except (OSError, sqlite3.Error) as error:
        raise not_recorded(books.folder, error) from error


def _since(connection: sqlite3.Connection) -> int:
    (step,) = connection.execute("SELECT coalesce(max(step), 0) FROM operation WHERE kind = ?", (_RESET,)).fetchone()
    return step


Key = tuple[str, int]


def _happened(connection: sqlite3.Connection, since: int) -> tuple[set[Key], set[Key], dict[Key, bool]]:
    """What was made, what was chosen, and what was in a duel with whether it won."""
    made: set[Key] = set()
    chosen: set[Key] = set()
    duels: dict[Key, bool] = {}
    rows = connection.execute(
        "SELECT session, kind, detail FROM operation WHERE step > ? AND kind IN ('create', 'pick', 'duel')", (since,)
    )
    for session, kind, text in rows:
        detail = json.loads(text)
        if kind == "create":
            made.add((session, detail["number"]))
        elif kind == "pick":
            chosen.add((session, detail["number"]))
        else:
            chosen.add((session, detail["won"]))
            duels[session, detail["won"]] = True
            duels |= {(session, number): False for number in detail["lost"]}
    return made, chosen, duels


def _is_broken(checks: str | None) -> bool:
    return bool(checks) and any(not one["holds"] for one in json.loads(checks or "[]"))
