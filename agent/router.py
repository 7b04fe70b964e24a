"""Which model does the job, why, and what was rejected: a pure function over the plan, the facts and the cards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from heapq import nlargest

from agent.plan import Plan
from agent.route import BEST, DRAFT, Rejected, Route, Surroundings, Tally
from agent.routing.arguing import Weighed, against, in_favour, nobody
from agent.routing.fit import Index, index
from agent.routing.limits import GONE, UNFIT, UNSET, Judge, Verdict
from agent.routing.needs import Needs, needs_of
from agent.routing.prices import Offer
from backends.catalog import ModelCard, successor
from backends.types import Leaving, Task
from backends.ways import WAYS
from tools.roundtrip.window import Window, window_around, works_of

# How much worse than the best fit a model may be and still win by its price, its speed or the person's own picks.
_TOLERANCE = {DRAFT: 1.0, BEST: 0.03}
_USUAL_TOLERANCE = 0.25
# Whoever comes so close to the largest picture counts as large.
_AS_LARGE = 0.9
# What the person picked counts from three times on, and never for more than the published figures could.
_ENOUGH, _RECORD = 3, 0.3
# Prices and times are weighed by how many times they double, from these on.
_A_CENT, _TEN_SECONDS, _FREE, _UNKNOWN_SECONDS, _UNKNOWN_PRICE = 0.01, 10.0, 0.002, 60.0, 0.1
_STRIPPED = ("EXIF", "GPS", "IPTC", "XMP")


def route(plan: Plan, shelf: Sequence[ModelCard], around: Surroundings | None = None) -> Route:
    """Hard limits first, then fit, then the person's own record, then price and speed along the dial."""
    if not plan.steps:
        return Route(None, reasons=("these words ask for no edit",))
    around = around or Surroundings()
    known = index(shelf)
    needs = needs_of(plan, around.facts, around.policy)
    asked, gone = _asked_for(around, known)
    judge = Judge(plan, needs, around, known.cards)
    verdicts = {card.id: judge(card, ways, not asked or card.id in asked) for card, ways in known.living(around.today)}
    fits = known.fits(needs)
    able = [
        _weigh(known.by_id[id], verdict.offer, fits[id], needs, around)
        for id, verdict in verdicts.items()
        if verdict.offer is not None
    ]
    if not able:
        closest = _closest(verdicts, fits, known, None, needs, asked, around)
        return Route(
            None,
            reasons=nobody(needs, around, closest, gone, known),
            rejected=tuple(Rejected(card.id, card.title, verdict.reason) for card, verdict in closest),
        )
    chosen, close = _choose(able, around)
    leaves = _leaves(plan, chosen, around)
    quote = chosen.offer.quote
    return Route(
        chosen.card,
        chosen.offer.access,
        reasons=in_favour(plan, chosen, close, needs, around, gone, known),
        rejected=tuple(
            Rejected(card.id, card.title, _reason(verdict, chosen, able, around, needs, known), verdict.offer is None)
            for card, verdict in _closest(verdicts, fits, known, chosen.card, needs, asked, around)
        ),
        quote=quote,
        seconds=chosen.offer.seconds,
        leaves=leaves,
        needs_approval=leaves is not None or chosen.offer.high > 0,
    )


def why_not(plan: Plan, shelf: Sequence[ModelCard], around: Surroundings, who: str) -> str:
    """What speaks against a model or family for this plan: the reason of its member that would fit best."""
    known = index(shelf)
    needs = needs_of(plan, around.facts, around.policy)
    judge = Judge(plan, needs, around, known.cards)
    fits = known.fits(needs)
    verdicts = {card.id: (card, judge(card, ways, True)) for card, ways in known.living(around.today)}
    named = [one for one in verdicts.values() if who in (one[0].id, one[0].family)]
    if not named:
        return ""
    card, verdict = max(named, key=lambda one: (one[1].stage, fits[one[0].id]))
    able = [_weigh(one, found.offer, fits[one.id], needs, around) for one, found in verdicts.values() if found.offer]
    if verdict.offer is None or not able:
        return f"{card.title}: {verdict.reason}"
    chosen, _ = _choose(able, around)
    if chosen.card is card:
        return f"{card.title} is the choice"
    return f"{card.title}: {_reason(verdict, chosen, able, around, needs, known)}"


def _reason(
    verdict: Verdict, chosen: Weighed, able: Sequence[Weighed], around: Surroundings, needs: Needs, known: Index
) -> str:
    if verdict.offer is None:
        return verdict.reason
    other = next(one for one in able if one.offer is verdict.offer)
    return against(other, chosen, needs, known, weaker=other.fit < chosen.fit - _tolerance(around))


def _asked_for(around: Surroundings, known: Index) -> tuple[frozenset[str], ModelCard | None]:
    """The cards that a name stands for. One that is gone stands for its successor, and is returned beside."""
    use = around.policy.use
    if not use:
        return frozenset(), None
    card = known.by_id.get(use)
    # "Nano Banana" is the name of its first member too: nobody who says it means only that one.
    if card is None or card.family == use:
        living = frozenset(one.id for one in known.cards if one.family == use and not one.gone(around.today))
        if living:
            return living, None
        # Of a family that is gone altogether, the one with the plainest name.
        card = min((one for one in known.cards if one.family == use), key=lambda one: len(one.id), default=None)
    if card is not None and card.gone(around.today):
        after = successor(card, known.cards, around.today)
        return frozenset({after.id} if after else {card.id}), card
    # A name that no card has stands for nobody, and not for whoever else would do.
    return frozenset({card.id if card else use}), None


def _weigh(card: ModelCard, offer: Offer, fit: float, needs: Needs, around: Surroundings) -> Weighed:
    if not around.record:
        return Weighed(card, offer, fit, None)
    tallies = [tally for task in needs.tasks if (tally := around.record.get((str(task), card.id)))]
    shown = sum(tally.shown for tally in tallies)
    record = Tally(shown, sum(t.picked for t in tallies), sum(t.failed for t in tallies)) if shown >= _ENOUGH else None
    if record is not None:
        # Laplace's rule: a few picks say little, many say much.
        fit += _RECORD * (2 * (record.picked + 1) / (record.shown + 2) - 1)
    return Weighed(card, offer, fit, record)


def _tolerance(around: Surroundings) -> float:
    if around.policy.by in ("price", "time"):
        return math.inf
    return _TOLERANCE.get(around.policy.dial, _USUAL_TOLERANCE)


def _choose(able: Sequence[Weighed], around: Surroundings) -> tuple[Weighed, list[Weighed]]:
    """The engine wherever it can; else the cheapest and quickest of those that come close to the best fit."""
    for one in able:
        if one.card.is_engine:
            return one, []
    if around.policy.prefer:
        able = [one for one in able if around.policy.prefer in (one.card.id, one.card.family)] or able
    if around.policy.by == "size":
        largest = max(one.card.can.megapixels for one in able)
        able = [one for one in able if one.card.can.megapixels >= _AS_LARGE * largest]
    best = max(one.fit for one in able)
    close = [one for one in able if one.fit >= best - _tolerance(around)]
    usual = _by_both if around.policy.dial > DRAFT else _rather_soon
    order = {"price": _by_price, "time": _by_time}.get(around.policy.by, usual)
    return min(close, key=order), close


def _by_both(one: Weighed) -> tuple[float, float]:
    return math.log2(_price(one) / _A_CENT) + math.log2(_time(one) / _TEN_SECONDS), -one.fit


def _rather_soon(one: Weighed) -> tuple[float, float]:
    """A draft is looked at and thrown away: waiting for it costs more than it does."""
    return math.log2(_price(one) / _A_CENT) / 2 + math.log2(_time(one) / _TEN_SECONDS), -one.fit


def _by_price(one: Weighed) -> tuple[float, float]:
    return _price(one), -one.fit


def _by_time(one: Weighed) -> tuple[float, float]:
    return _time(one), -one.fit


def _price(one: Weighed) -> float:
    return max(_FREE, one.offer.expected if one.offer.price else _UNKNOWN_PRICE)


def _time(one: Weighed) -> float:
    return one.offer.seconds or _UNKNOWN_SECONDS


def _closest(
    verdicts: dict[str, Verdict],
    fits: dict[str, float],
    known: Index,
    chosen: ModelCard | None,
    needs: Needs,
    asked: frozenset[str],
    around: Surroundings,
) -> list[tuple[ModelCard, Verdict]]:
    """The two others that came closest: those that were asked for, then by how far they got, then by their fit."""
    kind = "video" if Task.VIDEO in needs.tasks else "image"

    def here(id: str) -> bool:
        return any(access.via in around.setup.ways for access in known.by_id[id].routes)

    def closeness(id: str) -> tuple[bool, bool, int, float]:
        verdict = verdicts[id]
        return id in asked, verdict.stage != GONE and known.by_id[id].kind == kind, verdict.stage, fits[id]

    order = [id for id in nlargest(3, verdicts, key=closeness) if chosen is None or id != chosen.id][:2]
    if chosen is None and verdicts[order[0]].stage == UNSET:
        # Beside the one that a key would open, the one that is there and falls short says most.
        short = [id for id, verdict in verdicts.items() if verdict.stage == UNFIT and here(id)]
        order[1:] = nlargest(1, short, key=lambda id: fits[id]) or order[1:]
    return [(known.by_id[id], verdicts[id]) for id in order]


def _leaves(plan: Plan, chosen: Weighed, around: Surroundings) -> Leaving | None:
    way = WAYS[chosen.offer.access.via]
    if not way.receiver:
        return None
    maker = chosen.card.maker
    to = f"{way.receiver}, which passes it to {maker}" if way.passes_on and maker != way.receiver else way.receiver
    most = chosen.card.can.megapixels * 1e6 or math.inf
    pixels = min(around.facts.width * around.facts.height, most)
    if window := _window(plan, chosen.card, around):
        crop = window.in_words(around.facts.width, around.facts.height)
        return Leaving(to, window.sent[0] * window.sent[1], crop, _STRIPPED)
    return Leaving(to, int(pixels), "", _STRIPPED)


def _window(plan: Plan, card: ModelCard, around: Surroundings) -> Window | None:
    """What is sent of the picture, where the words limit the edit to a box: that, with what is around it."""
    names = {step.region for step in plan.steps}
    name = names.pop() if len(names) == 1 else ""
    width, height = around.facts.width, around.facts.height
    if not name.startswith("box ") or not width or not height:
        return None
    from backends.engine.regions.places import box_in

    if (box := box_in(name)) is None:
        return None
    left, top, right, bottom = box
    edges = left * width, top * height, right * width, bottom * height
    return window_around(edges, width, height, works_of(card.can))
