"""From words to a route, without doing anything: what `stet route`, the app's questions and the bench ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.route import Facts, Policy, Route, Setup, Surroundings, Tally
from agent.router import route
from agent.routing.around import facts_in_words, here, policy_of
from agent.rules.operations import examples
from agent.rules.planner import read
from backends.catalog import ModelCard, cards
from backends.types import Task

_FILM = re.compile(r"\b(?:video|clip|film|gif|movie|animation)\b", re.I)


def argue(
    words: str,
    *,
    facts: Facts | None = None,
    policy: Policy | None = None,
    setup: Setup | None = None,
    record: dict[tuple[str, str], Tally] | None = None,
    shelf: Sequence[ModelCard] | None = None,
    today: date | None = None,
) -> tuple[Plan, Route]:
    """How the words are read, and who would do it."""
    facts = facts or Facts()
    plan = likeliest(read(words, Scene(pictures=facts.references + 1 if facts.references else 0)))
    plan = _as_seen(plan, facts)
    around = Surroundings(
        facts_in_words(plan, facts), policy_of(plan, policy), setup or here(), record or {}, today or date.today()
    )
    found = route(_as_exact(plan), cards() if shelf is None else shelf, around)
    if found.card is not None and found.card.is_engine and (instead := _unread(plan)):
        found = replace(found, reasons=(*found.reasons, instead))
    return plan, found


def _as_exact(plan: Plan) -> Plan:
    """Exact work for the sake of the argument: to write files and to compare pictures, and a change of the frame in
    words that the engine does not know, is still its own work, and nobody else's."""
    if plan.intent in _FILES and not plan.steps:
        return replace(plan, steps=(Step(Task.CROP, operation="resize"),))
    return replace(plan, steps=tuple(map(_exact, plan.steps)))


def _exact(step: Step) -> Step:
    if _framing(step):
        return replace(step, operation="crop")
    if step.task in _OF_A_THING and not step.operation and _TONAL.search(f"{step.target} {step.value}"):
        return replace(step, task=Task.TONE, target="", region="", generates=False)
    return step


def _as_seen(plan: Plan, facts: Facts) -> Plan:
    """What shall be seen, named without a verb ("my sister with a pixie cut"; in a marked place, "a porthole"), has to
    be invented."""
    if plan.steps or plan.intent not in (Intent.VAGUE, Intent.UNKNOWN):
        return plan
    if not (_SEEN.search(plan.words) or (facts.mask and _A_THING.search(plan.words))):
        return plan
    return replace(plan, steps=(Step(Task.ADD, words=plan.words, generates=True),))


_OF_A_THING = frozenset({Task.REMOVE, Task.RESTORE, Task.COLOR})
# What is taken out or put right as light, colour or grain, whatever verb it is asked with.
_TONAL = re.compile(r"\b(?:casts?|tints?|noise|grain|haze|vignett\w+)\b", re.I)
_SEEN = re.compile(r"^(?:my|the|her|his|our|a|an) [\w' -]{2,40}? with (?:a|an|some|longer|shorter|no) \w+", re.I)
_A_THING = re.compile(r"(?:^|[:,] ?)(?:a|an|some|the) \w+", re.I)
_FILES = (Intent.EXPORT, Intent.COMPARE)


def _framing(step: Step) -> bool:
    return step.task is Task.CROP and not step.generates and not step.operation


def _unread(plan: Plan) -> str:
    """What to say instead, where the frame is meant in words that are not known."""
    known = next((examples(step.task) for step in plan.steps if _framing(step)), ())
    return f"say it in words that it knows, such as “{known[0]}”" if known else ""


def likeliest(plan: Plan) -> Plan:
    """Of two readings as likely, the film where the words speak of one: a route is no deed and need not ask."""
    second = plan.second
    if (
        plan.decision is not Decision.ACT
        and second is not None
        and second.label == "video"
        and _FILM.search(plan.words)
    ):
        return replace(second, words=plan.words, wish=plan.wish, output=plan.output)
    return plan
