"""Money in flight, which a crash must not forget: quoted, reserved before anything is sent, then settled or released.

What nobody can tell after a crash is `unknown`, and stays so until the backend is asked; it is never sent again.
A cap holds in the same transaction that reserves, so that two processes cannot pass it together.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from agent.caps import Caps, Left, OverCap
from agent.session.alive import is_alive, myself
from agent.session.database import transaction
from agent.session.faults import not_recorded
from agent.session.objects import Objects
from backends.errors import BadRequest


class State(StrEnum):
    QUOTED = "quoted"
    RESERVED = "reserved"
    SETTLED = "settled"
    RELEASED = "released"
    UNKNOWN = "unknown"


# From each state to those that may follow; settled and released are final.
FOLLOWS: dict[State, frozenset[State]] = {
    State.QUOTED: frozenset({State.RESERVED, State.RELEASED}),
    State.RESERVED: frozenset({State.SETTLED, State.RELEASED, State.UNKNOWN}),
    State.UNKNOWN: frozenset({State.SETTLED, State.RELEASED}),
    State.SETTLED: frozenset(),
    State.RELEASED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Charge:
    """`id` goes to the backend as the key that makes sending twice harmless; `job` is the backend's own name for it.

    `usd` is the worst case, then what was charged; `delivered` is the price of the results that have come already.
    """

    id: str
    session: str
    backend: str
    model: str
    state: State
    usd: float
    job: str
    why: str
    request: str = ""
    day: str = ""
    delivered: float = 0.0

    @property
    def open(self) -> bool:
        return self.state in (State.RESERVED, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Totals:
    settled: float
    in_flight: float
    """Reserved or unknown: at most this much more may have been spent."""

    @property
    def counted(self) -> float:
        """What counts against a cap."""
        return self.settled + self.in_flight


class Books(Protocol):
    """Where charges are kept: a store, or one of its sessions."""

    @property
    def connection(self) -> sqlite3.Connection: ...
    @property
    def objects(self) -> Objects: ...
    @property
    def folder(self) -> Path: ...


class Ledger:
    """Every call is on disk when it returns."""

    def __init__(self, store: Books, *, today: Callable[[], date] = date.today) -> None:
        self._store = store
        self._today = today

    def quote(self, session: str, backend: str, model: str, usd: float, *, request: str = "") -> str:
        """Write a worst case down before it is asked for. Returns the id of the charge."""
        if not 0 <= usd < 1e6:
            raise BadRequest(f"{usd} is no price", "A price is between $0 and $1,000,000.")
        id = secrets.token_hex(8)
        self._write(
            "INSERT INTO charge (id, session, backend, model, state, usd, request) VALUES (?, ?, ?, ?, 'quoted', ?, ?)",
            (id, session, backend, model, usd, request),
        )
        return id

    def reserve(self, id: str, caps: Caps | None = None) -> None:
        """The last thing before the request is sent. Raises OverCap where its worst case passes a cap."""
        try:
            with transaction(self._store.connection, self._store.objects.fs) as connection:
                one = self.charge(id)
                for left in self._left(one.session, one.request, caps or Caps()):
                    # Sums of prices are right to a millionth of a dollar.
                    if one.usd > left.usd + 1e-6:
                        raise OverCap(one.usd, left)
                _move(connection, id, State.RESERVED, None, "")
                connection.execute(
                    "UPDATE charge SET day = ?, pid = ?, began = ? WHERE id = ?",
                    (self._today().isoformat(), *myself(), id),
                )
        except (OSError, sqlite3.Error) as error:
            raise not_recorded(self._store.folder, error) from error

    def left(self, session: str, caps: Caps, request: str = "") -> Left | None:
        """What is left of the cap that is tightest now; None without any."""
        return min(self._left(session, request, caps), key=lambda one: one.usd, default=None)

    def _left(self, session: str, request: str, caps: Caps) -> list[Left]:
        # Days are compared by order, so that what was spent under a clock that ran ahead still counts.
        today = self._today()
        asked = (
            ("request", caps.request, "request = ? AND request != ''", request),
            ("session", caps.session, "session = ?", session),
            ("day", caps.day, "day >= ?", today.isoformat()),
            ("month", caps.month, "day >= ?", today.replace(day=1).isoformat()),
        )
        return [
            Left(over, cap, max(0.0, cap - self._totals(where, value).counted))
            for over, cap, where, value in asked
            if cap is not None
        ]

    def submitted(self, id: str, job: str) -> None:
        """The backend took it, under this name."""
        self._write("UPDATE charge SET job = ? WHERE id = ?", (job, id))

    def settle(self, id: str, usd: float | None = None) -> None:
        """It came to `usd`; without it, to the price of what was delivered."""
        self._to(id, State.SETTLED, usd=self.charge(id).delivered if usd is None else usd)

    def release(self, id: str, why: str = "") -> None:
        """Nothing was charged."""
        self._to(id, State.RELEASED, usd=0.0, why=why)

    def unknown(self, id: str, why: str) -> None:
        """It was sent, and what became of it cannot be told."""
        self._to(id, State.UNKNOWN, why=why)

    def charge(self, id: str) -> Charge:
        row = self._store.connection.execute("SELECT * FROM charge WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise BadRequest(f"There is no charge {id}", "Nothing was spent under that name.")
        return _charge(row)

    def charges(self, session: str = "") -> tuple[Charge, ...]:
        """In the order in which they were quoted."""
        rows = self._store.connection.execute(
            "SELECT * FROM charge WHERE ?1 = '' OR session = ?1 ORDER BY step", (session,)
        )
        return tuple(_charge(row) for row in rows)

    def in_flight(self) -> tuple[Charge, ...]:
        """What must be asked about at the start, and never be sent again."""
        return tuple(one for one in self.charges() if one.open)

    def left_behind(self) -> tuple[Charge, ...]:
        """What is in flight and no living process waits for."""
        alive = {
            row["id"]
            for row in self._store.connection.execute("SELECT id, pid, began FROM charge WHERE state = 'reserved'")
            if is_alive(row["pid"], row["began"])
        }
        return tuple(one for one in self.in_flight() if one.id not in alive)

    def totals(self, session: str = "") -> Totals:
        return self._totals("?1 = '' OR session = ?1", session)

    def this_day(self) -> Totals:
        return self._totals("day >= ?", self._today().isoformat())

    def this_month(self) -> Totals:
        return self._totals("day >= ?", self._today().replace(day=1).isoformat())

    def _totals(self, where: str, value: str) -> Totals:
        row = self._store.connection.execute(
            "SELECT coalesce(sum(CASE state WHEN 'settled' THEN usd END), 0) AS settled, coalesce(sum("
            "CASE WHEN state IN ('reserved', 'unknown') THEN max(usd, delivered) END), 0) AS in_flight"
            f" FROM charge WHERE {where}",
            (value,),
        ).fetchone()
        return Totals(row["settled"], row["in_flight"])

    def reconcile(self, ask: Callable[[Charge], float | None]) -> tuple[Charge, ...]:
        """After a crash: `ask` the backend what it charged for each entry that was left behind (None for nothing; what
        it raises leaves the entry unknown). Returns those that are still open."""
        for one in self.left_behind():
            try:
                usd = ask(one)
            except Exception as error:
                if one.state is State.RESERVED:
                    self.unknown(one.id, str(error) or type(error).__name__)
                continue
            if usd is None:
                self.release(one.id, "the backend never took it")
            else:
                self.settle(one.id, usd)
        return self.left_behind()

    def _to(self, id: str, state: State, *, usd: float | None = None, why: str = "") -> None:
        try:
            with transaction(self._store.connection, self._store.objects.fs) as connection:
                _move(connection, id, state, usd, why)
        except (OSError, sqlite3.Error) as error:
            raise not_recorded(self._store.folder, error) from error

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            with transaction(self._store.connection, self._store.objects.fs) as connection:
                connection.execute(statement, values)
        except (OSError, sqlite3.Error) as error:
            raise not_recorded(self._store.folder, error) from error


def deliver_within(connection: sqlite3.Connection, id: str, usd: float, *, last: bool) -> None:
    """Within a transaction: the delivery and its price are on disk together or not at all. The last one settles."""
    connection.execute("UPDATE charge SET delivered = delivered + ? WHERE id = ?", (usd, id))
    if last:
        (delivered,) = connection.execute("SELECT delivered FROM charge WHERE id = ?", (id,)).fetchone() or (0.0,)
        _move(connection, id, State.SETTLED, delivered, "")


def _move(connection: sqlite3.Connection, id: str, state: State, usd: float | None, why: str) -> None:
    row = connection.execute("SELECT state FROM charge WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise BadRequest(f"There is no charge {id}", "Nothing was spent under that name.")
    if state not in FOLLOWS[State(row["state"])]:
        raise BadRequest(f"The charge {id} is {row['state']} and cannot become {state}", "It stays as it is.")
    connection.execute(
        "UPDATE charge SET state = ?, usd = coalesce(?, usd), why = ? WHERE id = ?", (state, usd, why, id)
    )


def _charge(row: sqlite3.Row) -> Charge:
    return Charge(
        row["id"],
        row["session"],
        row["backend"],
        row["model"],
        State(row["state"]),
        row["usd"],
        row["job"],
        row["why"],
        row["request"],
        row["day"],
        row["delivered"],
    )
