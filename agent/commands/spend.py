"""`stet spend`: what was spent, what may have been, what is left, and saying what became of a charge nobody knew."""

from __future__ import annotations

import json
from collections.abc import Sequence

from agent.caps import Caps
from agent.commands.sessions import opened, parser_for
from agent.harmless import one_line, tell
from agent.ledger import Charge, Ledger, State, Totals
from agent.session.store import Store
from agent.settings import load
from backends.errors import BadRequest, dollars

_NEWEST = 12
_OPEN = {State.RESERVED: "is running", State.UNKNOWN: "may have been charged"}


def run(arguments: Sequence[str]) -> int:
    """Returns the exit code; raises BadRequest for a charge that there is not, or that is closed."""
    parser = parser_for("spend", "Say what was spent in this session, today and this month, and what is left.")
    parser.add_argument(
        "--resolve", nargs=2, metavar=("ID", "USD"), help="a charge that nobody knew of came to this much (0: nothing)"
    )
    given = parser.parse_args(arguments)
    with opened() as store:
        if not store.exists:
            _print([], [], given.json)
            return 0
        ledger = Ledger(store)
        if given.resolve:
            _resolve(ledger, *given.resolve)
        settings = load(store.folder)
        caps = Caps(None, settings.cap_session_usd, settings.cap_day_usd, settings.cap_month_usd)
        session = _session(store, given.session)
        rows = [
            ("session", ledger.totals(session) if session else Totals(0.0, 0.0), caps.session),
            ("day", ledger.this_day(), caps.day),
            ("month", ledger.this_month(), caps.month),
        ]
        _print(rows, [one for one in ledger.charges() if one.state is not State.QUOTED], given.json)
    return 0


def _session(store: Store, id: str) -> str:
    return store.find(id).id if id or store.sessions() else ""


def _resolve(ledger: Ledger, id: str, amount: str) -> None:
    try:
        usd = float(amount.lstrip("$"))
    except ValueError:
        usd = -1.0
    if not 0 <= usd < 1e6:
        raise BadRequest(f"{amount} is no amount in US dollars", "Say what you were charged, such as 0 or 0.04.")
    if ledger.charge(id) not in ledger.left_behind():
        raise BadRequest(f"The charge {id} is not open", "stet spend lists those that are.")
    if usd == 0:
        ledger.release(id, "you said that nothing was charged")
    else:
        ledger.settle(id, usd)


def _print(rows: Sequence[tuple[str, Totals, float | None]], charges: Sequence[Charge], as_json: bool) -> None:
    if as_json:
        for over, totals, cap in rows:
            left = None if cap is None else max(0.0, round(cap - totals.counted, 6))
            line = {"event": "spent", "over": over, "usd": totals.settled, "in_flight_usd": totals.in_flight}
            print(json.dumps(line | {"cap_usd": cap, "left_usd": left}), flush=True)
        for one in charges:
            line = {"event": "charge", "id": one.id, "session": one.session, "backend": one.backend}
            line |= {"model": one.model, "state": str(one.state), "usd": one.usd, "day": one.day, "job": one.job}
            print(json.dumps(line), flush=True)
        return
    if not charges:
        tell("Nothing was ever spent.")
    for over, totals, cap in rows:
        tell(_row(over, totals, cap))
    for one in charges[-_NEWEST:]:
        what = _OPEN.get(one.state) or ("was charged" if one.state is State.SETTLED else "was not charged")
        usd = f"up to {dollars(one.usd)} " if one.open else f"{dollars(one.usd)} " if one.usd else ""
        tell(f"  {one.id}  {one.day}  {one_line(one.model)} at {one_line(one.backend)}: {usd}{what}")
    for one in charges:
        if one.state is State.UNKNOWN:
            tell(f"When you know what {one.id} came to: stet spend --resolve {one.id} USD (0 for nothing)")


def _row(over: str, totals: Totals, cap: float | None) -> str:
    title = {"session": "This session", "day": "Today", "month": "This month"}[over]
    flight = f", up to {dollars(totals.in_flight)} more in flight" if totals.in_flight else ""
    if cap is None:
        return f"{title}: {dollars(totals.settled)}{flight}; no limit is set"
    left = max(0.0, cap - totals.counted)
    return f"{title}: {dollars(totals.settled)}{flight}; {dollars(left)} of {dollars(cap)} left"
