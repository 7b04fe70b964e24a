"""Money in flight, which a crash must not forget: quoted, reserved before anything is sent, then settled or released.

What nobody can tell after a crash is `unknown`, and stays so until the backend is asked; it is never sent again.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from agent.session.database import transaction
from agent.session.faults import not_recorded
from agent.session.store import Store
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

    `usd` is the quote, then what was charged.
    """

    id: str
    session: str
    backend: str
    model: str
    state: State
    usd: float
    job: str
    why: str


@dataclass(frozen=True, slots=True)
class Totals:
    settled: float
    in_flight: float
    """Reserved or unknown: at most this much more may have been spent."""


class Ledger:
    """Every call is on disk when it returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def quote(self, session: str, backend: str, model: str, usd: float) -> str:
        """Write a price down before it is asked for. Returns the id of the charge."""
        if not 0 <= usd < 1e6:
            raise BadRequest(f"{usd} is no price", "A price is between $0 and $1,000,000.")
        id = secrets.token_hex(8)
        self._write(
            "INSERT INTO charge (id, session, backend, model, state, usd) VALUES (?, ?, ?, ?, 'quoted', ?)",
            (id, session, backend, model, usd),
        )
        return id

    def reserve(self, id: str) -> None:
        """The last thing before the request is sent."""
        self._to(id, State.RESERVED)

    def submitted(self, id: str, job: str) -> None:
        """The backend took it, under this name."""
        self._write("UPDATE charge SET job = ? WHERE id = ?", (job, id))

    def settle(self, id: str, usd: float) -> None:
        self._to(id, State.SETTLED, usd=usd)

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
        return tuple(one for one in self.charges() if one.state in (State.RESERVED, State.UNKNOWN))

    def totals(self, session: str = "") -> Totals:
        charges = self.charges(session)
        return Totals(
            sum(one.usd for one in charges if one.state is State.SETTLED),
            sum(one.usd for one in charges if one.state in (State.RESERVED, State.UNKNOWN)),
        )

    def reconcile(self, ask: Callable[[Charge], float | None]) -> tuple[Charge, ...]:
        """After a crash: `ask` the backend what it charged for each open entry (None for nothing; what it raises
        leaves the entry unknown). Returns those that are still open."""
        for one in self.in_flight():
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
        return self.in_flight()

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


def settle_within(connection: sqlite3.Connection, id: str, usd: float) -> None:
    """Within a transaction: the delivery and its price are on disk together or not at all."""
    _move(connection, id, State.SETTLED, usd, "")


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
    )
