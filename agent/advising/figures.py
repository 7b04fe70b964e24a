"""Sentences with figures, each taken from a card: prices, times, memory, and what tables say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from agent.routing.arguing import figure, short
from agent.routing.limits import needed
from agent.routing.wording import ABOUT, BASIS, TRAIT, named, usd
from backends.catalog import OVERALL, Access, ModelCard, Scores, card, successor
from backends.types import Task
from backends.ways import WAYS

_SHOWN = 3
_SCALE = {"1-5": " of 5", "0-10": " of 10", "%": " %", "Elo": " points", "count": " of 12"}


def published(category: str, shelf: Sequence[ModelCard], today: date, among: Sequence[ModelCard] = ()) -> str:
    """The best of the newest table for this work, or the named ones in it: figures of one table only."""
    tables: dict[tuple[str, str], list[tuple[float, ModelCard, Scores]]] = defaultdict(list)
    for one in among or [one for one in shelf if not one.gone(today)]:
        for scores in one.evidence:
            if category in scores.scores:
                tables[scores.table].append((scores.scores[category], one, scores))
    large = {table: rows for table, rows in tables.items() if len(rows) > 1}
    if not large:
        return ""
    # The table with more of them says more; of two as large the newer, then the one that looks at more kinds of work.
    table = max(large, key=lambda key: (min(len(large[key]), _SHOWN), key[1], len(large[key][0][2].scores)))
    rows = sorted(large[table], key=lambda row: -row[0])[: len(among) or _SHOWN]
    scale = _SCALE.get(rows[0][2].unit, "")
    first, *rest = (f"{one.title} {value:g}" for value, one, _ in rows)
    what = "overall" if category == OVERALL else f"for {ABOUT[Task(category)]}"
    party = rows[0][2].party
    by = f", published by {party}, who is in it" if party else ""
    return f"Published {what} in {short(table[0])} ({table[1]}{by}): {', '.join((first + scale, *rest))}."


def largest(shelf: Sequence[ModelCard], today: date) -> str:
    """Whose pictures are the largest."""
    living = [one for one in shelf if one.kind == "image" and not one.gone(today) and one.status == "ready"]
    most = max(one.can.megapixels for one in living)
    names = [one.title for one in living if one.can.megapixels == most and not one.successor]
    return f"The largest pictures, with {most:g} megapixels, come from {named(names)}."


def most_pictures(shelf: Sequence[ModelCard], today: date) -> str:
    """Who takes the most pictures at once, as examples or to be put together."""
    living = [one for one in shelf if one.kind == "image" and not one.gone(today) and one.status == "ready"]
    order = sorted(living, key=lambda one: (-one.can.pictures, bool(one.successor)))[:_SHOWN]
    return f"The most pictures at once: {named([f'{one.title} takes {one.can.pictures}' for one in order])}."


def price(one: ModelCard, today: date) -> str:
    """What the usual result costs, by its cheapest way, and the span of the whole list."""
    ways = [access for access in one.routes if not access.gone(today)]
    priced = [access for access in ways if access.prices and WAYS[access.via].receiver]
    free = [access for access in ways if not WAYS[access.via].receiver]
    if not priced:
        if not free:
            return f"{one.title}: its price is not known here"
        local = next((access for access in free if access.vram_gb), None)
        where = f"a graphics card with {local.vram_gb:g} GB" if local else "a server of your own"
        return f"{one.title}: free, on {where}"
    best = min(priced, key=_usual)
    steps = [step.usd for access in priced for step in access.prices]
    per = "a second" if best.per == "second" else "a picture"
    span = f" ({usd(min(steps))} to {usd(max(steps))} by size, quality and seller)" if min(steps) < max(steps) else ""
    own = f"; free on your own graphics card with {free[0].vram_gb:g} GB" if free and free[0].vram_gb else ""
    return f"{one.title}: about {usd(_usual(best))} {per}{span}{own}, prices of {best.as_of}"


def _usual(access: Access) -> float:
    return next((step.usd for step in access.prices if step.name == access.usual), access.prices[0].usd)


def time(one: ModelCard) -> str:
    if one.seconds is None:
        return f"{one.title}: how long it takes is not published"
    low, high = one.seconds.low, one.seconds.high
    return f"{one.title}: about {low:g} to {high:g} seconds ({one.seconds.source})" if low < high else (
        f"{one.title}: about {low:g} seconds ({one.seconds.source})"
    )  # fmt: skip


def at_home(one: ModelCard) -> str:
    """Whether it runs on a person's own computer, and on what."""
    local = next((access for access in one.routes if access.via == "local"), None)
    if local is None:
        return f"{one.title} cannot run on your own computer: its weights are not given away."
    return f"{one.title} runs on a graphics card with {local.vram_gb:g} GB ({one.licence.text})."


def life(one: ModelCard, shelf: Sequence[ModelCard], today: date) -> str:
    """That it is gone or will be, with its successor; "" for one that lives on."""
    if one.gone(today):
        after = successor(one, shelf, today)
        return f"{one.title} was shut down on {one.sunset}" + (f"; its successor is {after.title}." if after else ".")
    if one.sunset is not None:
        after = successor(one, shelf, one.sunset)
        return f"{one.title} ends on {one.sunset}" + (f"; after that, take {after.title}." if after else ".")
    return ""


def strengths(one: ModelCard) -> str:
    """What it is strong at, and on what that rests."""
    strong = [f"{TRAIT[trait]} ({BASIS[it.basis]})" for trait, it in one.strengths.items() if it.level == "high"]
    return f"Strong at {named(strong)}." if strong else ""


def best_figure(one: ModelCard, shelf: Sequence[ModelCard], task: Task | None) -> str:
    """Its own newest figure for this work, else the overall one, else its relative's."""
    for source, lead in ((one, ""), (card(one.evidence_from, shelf), "not measured itself; its relative ")):
        if source is None:
            continue
        for category in (str(task), OVERALL) if task else (OVERALL,):
            known = [scores for scores in source.evidence if category in scores.scores]
            if known:
                told = figure(max(known, key=lambda scores: scores.date), category)
                return f"{lead}{source.title}: {told}" if lead else told
    return ""


def licence(one: ModelCard) -> str:
    said = {"yes": "may be used in business", "no": "not for business", "limited": "for business only within limits"}
    return f"{one.title}: {said.get(one.licence.commercial, 'its licence was not checked')} ({one.licence.text})"


def needs(one: ModelCard, today: date) -> str:
    return needed([access for access in one.routes if not access.gone(today)])


def receivers(one: ModelCard, today: date) -> str:
    """Who gets a picture that this model works on."""
    ways = [WAYS[access.via] for access in one.routes if not access.gone(today)]
    away = list(
        dict.fromkeys(
            way.receiver + (f" (which passes it to {one.maker})" if way.passes_on else "")
            for way in ways
            if way.receiver
        )
    )
    here = " On your own graphics card or image server it stays here." if len(away) < len(ways) else ""
    if not away:
        return f"{one.title} runs on your own computer, and your picture stays there."
    return f"{one.title}: your picture would go to {' or '.join(away)}, by the way that you set up.{here}"


def newest(one: ModelCard, shelf: Sequence[ModelCard], today: date) -> str:
    """What comes after a model that still runs."""
    after = successor(one, shelf, one.sunset or today) if one.successor else None
    if after is not None:
        return f"After {one.title} comes the newer {after.title}, which {after.summary}. {price(after, today)}."
    return f"{one.title} is not replaced by anything yet."


def stronger(cards: Sequence[ModelCard]) -> str:
    """What each of two does better by its card, and who says so: "Sunburst is the stronger at …"."""
    if len(cards) != _PAIR:
        return ""
    said: list[str] = []
    for one, other in (cards, cards[::-1]):
        better = {
            trait: BASIS[strength.basis]
            for trait, strength in one.strengths.items()
            if strength.level == "high" and trait in other.strengths and other.strengths[trait].level != "high"
        }
        if better:
            bases = list(dict.fromkeys(better.values()))
            said.append(f"{one.title} is the stronger at {named([TRAIT[trait] for trait in better])} ({named(bases)}).")
    return " ".join(said)


_PAIR = 2


def quicker(cards: Sequence[ModelCard]) -> str:
    """Which of them is the fastest, where that is published for all."""
    timed = [(one.seconds.low + one.seconds.high, one) for one in cards if one.seconds is not None]
    if len(timed) < len(cards) or len({time for time, _ in timed}) < len(timed):
        return ""
    return f"{min(timed, key=lambda pair: pair[0])[1].title} is the faster of them."


def cheaper(cards: Sequence[ModelCard], today: date) -> str:
    """Which of them costs the least in its usual size, where all sell by the same measure."""
    ways = [[access for access in one.routes if access.prices and not access.gone(today)] for one in cards]
    if not all(ways) or len({access.per for each in ways for access in each}) > 1:
        return ""
    usual = [min(map(_usual, each)) for each in ways]
    return f"{cards[usual.index(min(usual))].title} costs less." if len(set(usual)) == len(usual) else ""
