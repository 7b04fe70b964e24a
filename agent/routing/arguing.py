"""The arguments of a route: for the chosen card, against another, and what would be needed where nobody can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agent.plan import Plan, Step
from agent.route import BEST, DRAFT, Surroundings, Tally
from agent.routing.fit import Index
from agent.routing.limits import UNSET, Verdict, needed
from agent.routing.needs import Needs, invents
from agent.routing.prices import Offer
from agent.routing.wording import BASIS, EXACT, TRAIT, about, named, usd
from backends.catalog import OVERALL, ModelCard, Scores, successor
from backends.naming import titles
from backends.types import Task
from backends.ways import RUNNING

# A model that ends within so many days is said to.
_SOON = 60


class Weighed(NamedTuple):
    """A card that may do it, by its best offer. `fit` has the person's `record` in it."""

    card: ModelCard
    offer: Offer
    fit: float
    record: Tally | None


def in_favour(
    plan: Plan,
    chosen: Weighed,
    close: Sequence[Weighed],
    needs: Needs,
    around: Surroundings,
    gone: ModelCard | None,
    known: Index,
) -> tuple[str, ...]:
    """Why this one, the weightiest reason first."""
    card = chosen.card
    if card.is_engine:
        return (
            f"{_exact(plan.steps)} is what it is made for: it {card.summary}",
            "it is free, and your picture stays on this computer",
        )
    said: list[str] = []
    if gone is not None:
        said.append(f"{gone.title} was shut down on {gone.sunset}; {card.title} is its successor")
    elif around.policy.use:
        said.append(f"you asked for {titles(around.policy.use)}")
    said.append(_won(chosen, close, needs, around))
    said += _strong(card, needs)
    said.append(_measured(card, needs, known))
    if chosen.record is not None:
        said.append(f"for your {about(needs.tasks)} edits: picked {chosen.record.picked} of {chosen.record.shown}")
    said += _warnings(plan, chosen, needs, around, known)
    return tuple(said)


def _warnings(plan: Plan, chosen: Weighed, needs: Needs, around: Surroundings, known: Index) -> Iterator[str]:
    card = chosen.card
    if needs.generates and (exact := [step for step in plan.steps if not invents(step)]):
        yield f"{_exact(exact)} stays with Stet's own engine"
    if card.sunset is not None and (card.sunset - around.today).days <= _SOON:
        after = successor(card, known.cards, card.sunset)
        yield f"it ends on {card.sunset}" + (f"; then {after.title}" if after else "")
    if card.status == "preview":
        yield "it is a preview, which not every account can use"
    if card.licence.commercial != "yes":
        yield f"mind its licence: {card.licence.text}"
    if chosen.offer.access.via in around.setup.assumed:
        yield "it is only assumed to be set up; this version cannot run it yet"


def _exact(steps: Sequence[Step]) -> str:
    return named(list(dict.fromkeys(EXACT.get(step.task, str(step.task)) for step in steps)))


def _won(chosen: Weighed, close: Sequence[Weighed], needs: Needs, around: Surroundings) -> str:
    """What set it apart from those that come close."""
    offer = chosen.offer
    rivals = [one.offer for one in close if one is not chosen]
    if not rivals:
        among = titles(around.policy.use) if around.policy.use else "what is set up"
        return f"of {among}, only it {_does(needs, 's')}"
    cheapest = all(offer.expected <= one.expected for one in rivals)
    quickest = offer.seconds is not None and all(offer.seconds <= (one.seconds or 1e9) for one in rivals)
    enough = " well enough for a draft" if around.policy.dial == DRAFT else ""
    of_those = f"of the {len(rivals) + 1} that {_does(needs)}{enough}"
    if around.policy.by == "price" or (cheapest and not quickest):
        return f"cheapest {of_those}"
    if around.policy.by == "time" or (quickest and not cheapest):
        return f"fastest {of_those}"
    if quickest and cheapest:
        return f"fastest and cheapest {of_those}"
    if around.policy.dial == BEST:
        return f"best {of_those}, by what is published"
    return f"best balance of price and speed {of_those}"


def _does(needs: Needs, ending: str = "") -> str:
    """What the job lives on, as something that a model does: "keep a face"."""
    if "text" in needs.traits:
        return f"spell{ending} letters well"
    if needs.person and "identity" in needs.traits:
        return f"keep{ending} a face"
    if needs.alpha:
        return f"give{ending} real transparency"
    if "locality" in needs.traits:
        return f"leave{ending} the rest of the picture alone"
    if "identity" in needs.traits:
        return f"keep{ending} the subject recognisable"
    return f"fit{ending} {about(needs.tasks)}"


def _strong(card: ModelCard, needs: Needs) -> Iterator[str]:
    for trait in sorted(needs.traits):
        strength = card.strengths.get(trait)  # type: ignore[call-overload]
        if strength is not None and strength.level == "high":
            yield f"strong at {TRAIT[trait]} ({BASIS[strength.basis]})"


def _measured(card: ModelCard, needs: Needs, known: Index) -> str:
    """One published figure with its date, and whose it is where the model has none of its own."""
    for category in (*sorted(map(str, needs.tasks)), OVERALL):
        own = [scores for scores in card.evidence if category in scores.scores]
        if own:
            return figure(max(own, key=_dated), category)
    relative = known.by_id.get(card.evidence_from)
    if relative is None:
        return "nobody has published a comparison of it yet"
    for category in (*sorted(map(str, needs.tasks)), OVERALL):
        theirs = [scores for scores in relative.evidence if category in scores.scores]
        if theirs:
            return f"not measured itself; its relative {relative.title}: {figure(max(theirs, key=_dated), category)}"
    return "nobody has published a comparison of it yet"


def _dated(scores: Scores) -> str:
    return scores.date


def figure(scores: Scores, category: str) -> str:
    """ "4.54 of 5 for lettering in REDEdit-Bench (2026-04)"."""
    value = scores.scores[category]
    of = {"1-5": " of 5", "0-10": " of 10", "%": " %", "Elo": " points", "count": " of 12"}.get(scores.unit, "")
    what = "overall" if category == OVERALL else f"for {about(frozenset({Task(category)}))}"
    return f"{value:g}{of} {what} in {short(scores.benchmark)} ({scores.date})"


def short(benchmark: str) -> str:
    """A benchmark without its remarks."""
    return benchmark.partition(" (")[0]


def against(other: Weighed, winner: Weighed, needs: Needs, known: Index, *, weaker: bool) -> str:
    """Why one that could do it was not chosen."""
    offer, won = other.offer, winner.offer
    if winner.card.is_engine:
        paid = f"costs {usd(offer.expected)} and " if offer.price and offer.expected else ""
        return f"it {paid}redraws the picture, where the engine changes only what you said"
    if weaker and (proof := _behind(other.card, winner.card, needs, known)):
        return proof
    parts: list[str] = []
    if offer.price is None:
        parts.append("its price there is not known")
    elif offer.expected > won.expected:
        parts.append(f"costs {usd(offer.expected)} instead of {usd(won.expected)}")
    if offer.seconds and won.seconds and offer.seconds > won.seconds:
        parts.append(f"takes about {offer.seconds:g} s instead of {won.seconds:g}")
    return " and ".join(parts) or f"fits {about(needs.tasks)} less well by what is published"


def _behind(card: ModelCard, winner: ModelCard, needs: Needs, known: Index) -> str:
    for category in (*sorted(map(str, needs.tasks)), OVERALL):
        found = known.shared(winner, card, category)
        if found and found[1] > found[2]:
            scores, ours, theirs = found
            what = "overall" if category == OVERALL else f"for {about(frozenset({Task(category)}))}"
            return f"{theirs:g} against {ours:g} {what} in {short(scores.benchmark)} ({scores.date})"
    for trait in sorted(needs.traits):
        mine, yours = card.strengths.get(trait), winner.strengths.get(trait)  # type: ignore[call-overload]
        if yours and yours.level == "high" and (mine is None or mine.level != "high"):
            return f"weaker at {TRAIT[trait]}"
    return ""


def nobody(
    needs: Needs,
    around: Surroundings,
    best: Sequence[tuple[ModelCard, Verdict]],
    gone: ModelCard | None,
    known: Index,
) -> tuple[str, ...]:
    """Why nobody does it, and what would change that."""
    said: list[str] = []
    if gone is not None:
        after = successor(gone, known.cards, around.today)
        said.append(
            f"{gone.title} was shut down on {gone.sunset}" + (f"; its successor is {after.title}" if after else "")
        )
    closest = best[0] if best else None
    use = around.policy.use
    if use and use not in known.by_id and all(card.family != use for card in known.cards):
        return (*said, f"Stet knows no model called {titles(use)}{_of_the_family(use, around, known)}")
    if around.policy.use and closest is not None:
        said.append(f"you asked for {titles(around.policy.use)}: {closest[1].reason}")
    elif closest is not None and closest[1].stage > UNSET:
        said.append(f"everybody who could do it is ruled out; {closest[0].title} comes closest: {closest[1].reason}")
    elif around.policy.local_only:
        said.append("nothing that runs on this computer can do it, and your picture may not leave it")
    else:
        nobody = "no model is set up" if around.setup.ways <= RUNNING else "no model that is set up can do it"
        said.append(f"this has to be invented; Stet's own engine invents nothing, and {nobody}")
    if closest is not None and closest[1].stage == UNSET and not around.policy.local_only:
        living = [access for access in closest[0].routes if not access.gone(around.today)]
        if not around.policy.use:
            said.append(f"{closest[0].title} would fit; it needs {needed(living)}")
        if not any(access.via in RUNNING for access in living):
            said.append("this version of Stet cannot connect to it yet")
    return tuple(said)


def _of_the_family(use: str, around: Surroundings, known: Index) -> str:
    """What there is of the family that a wrong name begins with."""
    family = max((card.family for card in known.cards if use.startswith(card.family)), key=len, default="")
    living = [card.title for card in known.cards if card.family == family and not card.gone(around.today)]
    return f"; of {titles(family)} there is {named(living[: -_FEW - 1 : -1])}" if living else ""


# More names than this are no help.
_FEW = 4
