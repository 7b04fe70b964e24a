"""From words to a route, without doing anything: what `stet route`, the app's questions and the bench ask."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.route import Facts, Policy, Route, Setup, Surroundings, Tally
from agent.router import route
from agent.routing.around import facts_in_words, here, marked, policy_of, within
from agent.routing.batches import one_of_many
from agent.routing.exactly import as_exact, unread
from agent.routing.priced import priced
from agent.routing.seen import as_seen
from agent.rules.planner import read
from backends.catalog import ModelCard, cards
from backends.types import Task

_A_FILM = re.compile(
    r"(?:^(?:please |just |maybe )*|\b(?:make|create|produce|shoot|render|film|want|need|do|give me|have|as)(?: me| us| it into| this into)? )(?:an?|some) (?:[\w-]+ ){0,3}?(?:films?|videos?|(?:video )?clips?|movies?|gifs?|animations?)(?: please|,? pls)?(?= of\b| with\b| from\b| where\b| in which\b|\s*$|[,.;:])",
    re.I,
)
_BECOMES_A_FILM = re.compile(
    r"\b(?:turn|convert|transform|make) (?:it|this|that|(?:the|this|my|our|her|his) (?:[\w-]+ ){0,2}?(?:photo|picture|image|portrait|shot|scene|snap|painting|drawing)) (?:in)?to (?:an? )?(?:[\w-]+ ){0,3}?(?:films?|videos?|(?:video )?clips?|movies?|gifs?|animations?|reels?|loops?|b-?roll|footage|cinemagraphs?)(?! (?:still|poster|look|frame|set|scene|cover|strip|grain|star)\b)",
    re.I,
)
_OPEN = (Intent.VAGUE, Intent.UNKNOWN)
# What somebody or the camera does takes time where a time is said.
_MOVES = frozenset({Task.POSE, Task.VIEWPOINT})
_AS_A_LOOP = re.compile(
    r"\b(?:in|as) an? (?:[\w-]+ ){0,3}?(?:loop|clip|gif|video|film|movie|animation|reel)\b(?! still)", re.I
)
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
    facts = marked(words, facts or Facts())
    scene = Scene(pictures=facts.references + 1 if facts.references else 0)
    plan = likeliest(read(one_of_many(priced(within(words))), scene))
    shelf = cards() if shelf is None else shelf
    plan = as_seen(by_a_film_model(plan, shelf), facts)
    around = Surroundings(
        facts_in_words(plan, facts), policy_of(plan, policy), setup or here(), record or {}, today or date.today()
    )
    found = route(as_exact(plan), shelf, around)
    if found.card is not None and found.card.is_engine and (instead := unread(plan)):
        found = replace(found, reasons=(*found.reasons, instead))
    return plan, found


def by_a_film_model(plan: Plan, shelf: Sequence[ModelCard]) -> Plan:
    """ "Use Sora 2, waves rolling in": of a model that makes nothing else, a film is wanted."""
    named = {card.kind for card in shelf if plan.wish.use and plan.wish.use in (card.id, card.family)}
    if named != {"video"} or len(plan.steps) > 1 or any(step.operation or step.look for step in plan.steps):
        return plan
    step = plan.steps[0] if plan.steps else Step(Task.VIDEO, words=plan.words, generates=True)
    return replace(plan, steps=(replace(step, task=Task.VIDEO, generates=True),), label="video")


def likeliest(plan: Plan) -> Plan:
    """Of two readings as likely, the film where the words speak of one: a route is no deed and need not ask."""
    if (
        len(plan.steps) == 1
        and not plan.steps[0].operation
        and (_BECOMES_A_FILM.search(plan.words) or (plan.steps[0].task is Task.ADD and _A_FILM.search(plan.words)))
    ):
        return replace(plan, steps=(replace(plan.steps[0], task=Task.VIDEO),), label="video")
    if not plan.steps and plan.intent in _OPEN and _A_FILM.search(plan.words):
        return replace(plan, steps=(Step(Task.VIDEO, words=plan.words, generates=True),), label="video")
    if len(plan.steps) == 1 and plan.steps[0].task in _MOVES and (plan.output.seconds or _AS_A_LOOP.search(plan.words)):
        return replace(plan, steps=(replace(plan.steps[0], task=Task.VIDEO),), label="video")
    second = plan.second
    if (
        plan.decision is not Decision.ACT
        and second is not None
        and second.label == "video"
        and _FILM.search(plan.words)
    ):
        return replace(second, words=plan.words, wish=plan.wish, output=plan.output)
    return plan
