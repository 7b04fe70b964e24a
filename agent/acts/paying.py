"""Asks before anything is paid or leaves this computer, with everything that would follow from a yes, and takes it
through: the one way from a turn to a backend that is not Stet's own."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING

from agent.acts.jobs import wanted
from agent.acts.sending import narrowed, paints, part_of, way_of
from agent.caps import Caps, Left, OverCap
from agent.events import ApprovalNeeded
from agent.ledger import Ledger
from agent.plan import Plan
from agent.policy import Judgement, Rule, Standing, Verdict, judge, rules_for, worst
from agent.route import Route
from agent.routing.wording import named, usd
from agent.turn import Turn
from backends.base import Backend
from backends.errors import BadRequest, NotPossible, StetError, dollars
from backends.types import Leaving

if TYPE_CHECKING:
    from agent.spending import Terms


def what_holds(turn: Turn, folders: Sequence[str] | None = None) -> tuple[Standing, Caps]:
    """The rules and limits for this turn: of the settings, of the folders of the photo, or of another picture from
    `folders`, and of what was said."""
    from agent.settings import load

    settings = load(turn.session.home)
    said = turn.session.settings
    rules = rules_for([Rule(**one.model_dump()) for one in settings.rules], folders or turn.session.folders)
    caps = Caps(
        _least(settings.cap_request_usd, said.get("most_usd")),
        _least(settings.cap_session_usd, said.get("budget_usd")),
        settings.cap_day_usd,
        settings.cap_month_usd,
    )
    # The word that closed it can be taken back like any other.
    turn.gate.closed = said.get("upload") is False
    return Standing(rules, said), caps


@contextlib.asynccontextmanager
async def passage(routes: Sequence[Route], plan: Plan, turn: Turn) -> AsyncGenerator[list[Backend]]:
    """The backends of these routes, once they may be used; one yes is for all of them.

    Raises NotPossible where a rule forbids one, OverCap where their worst case does not fit, BadRequest for a no.
    """
    if not any(map(paints, routes)):
        yield [_backend(route, turn) for route in routes]
        return
    start = turn.session.variant(plan.subject or turn.session.current)
    part = await part_of(plan, turn)
    routes = narrowed(routes, part, start)
    if not any(route.needs_approval or route.leaves for route in routes):
        yield [way_of(_backend(route, turn), route, part, turn) for route in routes]
        return
    from agent.spending import Metered, look_back, new_request

    standing, caps = what_holds(turn)
    turn.gate.local_only = bool(standing.local_only)
    ledger, request = Ledger(turn.session), new_request()
    await look_back(ledger, turn.backends, turn.gate)
    total = _agreed_price(routes)
    left = ledger.left(turn.session.id, caps, request)
    if left is not None and total > left.usd + 1e-6:
        raise OverCap(total, left)
    judged = [judge(route, standing) for route in routes]
    _refuse(routes, judged)
    if any(one.verdict is Verdict.ASK for one in judged):
        await _ask(routes, (start.width, start.height), left, ledger, turn)
    metered = [
        Metered(_backend(route, turn), _terms(route, plan, turn, caps, request), ledger, turn.gate) for route in routes
    ]
    error: BaseException | None = None
    try:
        yield [way_of(one, route, part, turn) for one, route in zip(metered, routes, strict=True)]
    except BaseException as raised:
        error = raised
        raise
    finally:
        for one in metered:
            await one.close(error)
            if (more := one.overcharged) and error is None:
                turn.say(
                    f"{one.name} charged {dollars(more[1])}, although {dollars(more[0])} was the most by its prices."
                )


async def close_failed(backend: Backend, error: StetError) -> None:
    """One of several broke: `error` is told what it cost, and the others go on."""
    from agent.spending import Metered
    from tools.roundtrip.trip import RoundTrip

    if isinstance(backend, RoundTrip) and isinstance(backend.behind, Metered):
        await backend.behind.close(error)


def _backend(route: Route, turn: Turn) -> Backend:
    assert route.access is not None
    return turn.backends[route.access.via]


def _terms(route: Route, plan: Plan, turn: Turn, caps: Caps, request: str) -> Terms:
    from agent.spending import Terms

    assert route.card is not None
    each = worst(route) / max(1, wanted(plan, painted=paints(route)))
    return Terms(turn.session.id, request, route.card.id, each, caps)


def _agreed_price(routes: Sequence[Route]) -> float:
    for route in routes:
        if route.quote is None and route.leaves is not None:
            title = route.card.title if route.card else "it"
            raise NotPossible(
                f"what {title} costs there is not known, so no limit could hold it",
                "Name another model, or another way.",
            )
    return sum(worst(route) for route in routes)


def _refuse(routes: Sequence[Route], judged: Sequence[Judgement]) -> None:
    for route, one in zip(routes, judged, strict=True):
        if one.verdict is Verdict.DENY:
            who = route.card.title if route.card else "that"
            raise NotPossible(
                f"{who} is not used, because {one.why}", "What Stet's own engine does stays on this computer."
            )


async def _ask(routes: Sequence[Route], size: tuple[int, int], left: Left | None, ledger: Ledger, turn: Turn) -> None:
    asked = ApprovalNeeded(
        id=turn.workplace.name,
        question=question(routes, size, left, ledger.totals(turn.session.id).in_flight),
        choices=("yes", "no"),
        cost_usd=sum(route.cost_usd for route in routes),
        leaves_machine=" and ".join(route.leaves_machine for route in routes if route.leaves_machine),
        worst_usd=_agreed_price(routes),
    )
    if await turn.approve(asked, turn.emit) != "yes":
        raise BadRequest("It was not done, as you chose", "Say what to do instead.")


def question(routes: Sequence[Route], whole: tuple[int, int], left: Left | None, in_flight: float = 0.0) -> str:
    """Who, what it costs, what leaves, what is taken out of it, what is left of the cap: all that a yes is about."""
    said = [_price(route) for route in routes]
    if any(route.leaves for route in routes):
        said += [_sent(route.leaves, whole) for route in routes if route.leaves]
        kinds = dict.fromkeys(kind for route in routes if route.leaves for kind in route.leaves.stripped)
        said.append(f"Without {named(list(kinds))}." if kinds else "")
    else:
        said.append("Nothing is sent.")
    if left is not None:
        said.append(f"{left.words} {'is' if left.usd == 0 else 'are'} left.")
    if in_flight:
        said.append(
            f"Up to {dollars(in_flight)} of earlier tries may have been charged too, and counts as spent until known."
        )
    said.append("Go ahead?")
    return " ".join(filter(None, said))


def _price(route: Route) -> str:
    assert route.card is not None
    quote = route.quote
    if quote is None or quote.high == 0:
        return f"{route.card.title} costs nothing."
    if quote.low == quote.high:
        return f"{route.card.title} costs {usd(quote.high)} (prices of {quote.as_of})."
    return f"{route.card.title} costs {usd(quote.low)} to {usd(quote.high)} (prices of {quote.as_of})."


def _sent(leaves: Leaving, whole: tuple[int, int]) -> str:
    width, height = whole
    who = f"{leaves.to}," if ", which" in leaves.to else leaves.to
    if leaves.crop:
        from backends.engine.regions.places import box_in

        box = box_in(leaves.crop)
        if box is not None:
            part = round((box[2] - box[0]) * width), round((box[3] - box[1]) * height)
            return f"{who} gets a part of {part[0]} x {part[1]} of your {width} x {height} pixels."
    pixels = leaves.pixels or width * height
    smaller = f", made smaller to {pixels / 1e6:.1f} megapixels" if pixels < width * height else ""
    return f"{who} gets the whole picture of {width} x {height} pixels{smaller}."


def _least(*values: object) -> float | None:
    known = [float(one) for one in values if isinstance(one, int | float) and not isinstance(one, bool)]
    return min(known, default=None)
