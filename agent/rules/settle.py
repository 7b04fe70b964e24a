"""Joins the kind of a request with what the engine can do of it exactly, and decides: act, ask or offer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.rules.accounted import (
    AGAIN,
    NOT_READ,
    adds_a_thing,
    can_be_done,
    executable,
    half_done,
    invents,
    is_mood,
    is_whole,
    label_of_all,
    mood,
    names_a_thing,
    operates,
    repairs,
    sets_a_scene,
    turns_a_dial,
)
from agent.rules.by_kind import SURE, by_kind, second_best
from agent.rules.engine.about import brings_a_thing, brings_letters, colours_it_in
from agent.rules.engine.light.quality_words import noun_of
from agent.rules.engine.told.asides import asks_politely
from agent.rules.kinds.deciding import Kind
from agent.rules.slots.durations import duration
from agent.rules.slots.pictures import pictures
from agent.rules.slots.spans import cut_keeps
from agent.rules.talk.gates import SPOKEN
from agent.rules.terms.settings import settings
from agent.rules.wishes import offers
from backends.types import Task

_QUESTIONS = {Intent.ADVISE, Intent.HELP, Intent.ASK_IMAGE}
# A mood is a look to the engine, a tone to one person and a style to another.
_MOODS = {"tone", "style", "color", "restore", "vague", "add", "repeat", "variation"}
# Of these the engine does a part, under a wider name.
_OTHERWISE = frozenset(["portrait", "multi"])
_SAY_WHAT_STAYS = frozenset(["crop", "pad", "cutout", "background"])
_GUESS = 0.5
# "Whatever you think looks cool" is no wish for cooler light.
_HOLLOW = 9.0
_LIKELY, _SEVERAL = 0.8, 2
_INTENTS = {str(intent): intent for intent in Intent} | {"affirm": Intent.CONFIRM, "deny": Intent.CONFIRM}
# Reading these wrongly would cost nothing but an answer in words.
_NO_EDITS = set(Intent) - {Intent.EDIT, Intent.VAGUE, Intent.UNKNOWN}
_ANSWERS = {Intent.ADVISE, Intent.HELP, Intent.CHAT, Intent.CONFIRM, Intent.ASK_IMAGE, Intent.SETTINGS}


def settled(exact: Plan, found: Kind, text: str, scene: Scene, words: str, **said_too: Any) -> Plan:
    """`exact` is what the engine's own words gave. Where they gave all of it, it stands; else the kind decides.
    `said_too` are the fields of a plan that were read apart from both."""
    plan = _joined(exact, found, text, scene)
    # Nothing is missing from what the engine's own words account for to the last one.
    whole = not plan.unread and plan.steps == exact.steps
    unsure = (found.doubtful and len(plan.steps) < found.parts and not (whole and exact.label)) or (
        found.partial and not whole
    )
    if unsure and plan.intent is Intent.EDIT and plan.decision is Decision.ACT:
        plan = replace(plan, decision=Decision.OFFER, confidence=min(plan.confidence, found.sure))
    second = None if can_be_done(plan) else second_best(plan, found, text, words)
    said = settings(text)
    if (
        said
        and found.label not in {"settings", "navigate", "compare", "export"}
        and (plan.intent in NOT_READ or plan.decision is Decision.OFFER)
    ):
        plan = Plan("", Intent.SETTINGS, label="settings", confidence=SURE)
    film = duration(text)
    output = replace(plan.output, seconds=film.seconds, loop=film.loop) if film else plan.output
    return replace(
        plan,
        words=words,
        keep=plan.keep or (_stays(text, plan) if plan.intent is Intent.EDIT else ()),
        second=second,
        avoid=cut_keeps(text).avoid,
        settings=said,
        pictures=tuple(number for one in pictures(text, scene.pictures) for number in one.numbers),
        output=output,
        **said_too,
    )


def _stays(text: str, plan: Plan) -> tuple[str, ...]:
    """What is said to stay: "without losing the highlights" says how, "don't touch the sky" what must stay. What a
    step says of itself ("只保留左半边") is no second wish."""
    own = " ".join(step.words for step in plan.steps if step.operation in _SAY_WHAT_STAYS)
    things = (thing for thing in cut_keeps(text).keep if not noun_of(thing.removeprefix("the ")))
    return tuple(thing for thing in things if thing.isascii() or thing not in own)


def _joined(exact: Plan, found: Kind, text: str, scene: Scene) -> Plan:
    """The reading of the engine's own words and the kind as one."""
    intent = _INTENTS.get(found.label, Intent.EDIT)
    if intent not in _NO_EDITS and found.label != "multi" and colours_it_in(text):
        step = Step(Task.RESTORE, target="the picture", value="colour", words=text, generates=True)
        sure = max(found.sure, _LIKELY)
        return replace(
            exact, intent=Intent.EDIT, steps=(step,), label="restore", decision=Decision.ACT, confidence=sure,
            unread=(), offers=(), parallel=False,
        )  # fmt: skip
    if exact.intent is Intent.EDIT:
        plan = _of_an_edit(exact, found, intent, text, scene)
    elif exact.intent in NOT_READ:
        plan = _of_nothing(exact, found, intent, text, scene)
    else:
        plan = _of_an_answer(exact, found, intent, text, scene)
    return plan or _no_edit(exact, intent, found, scene)


def _of_an_edit(exact: Plan, found: Kind, intent: Intent, text: str, scene: Scene) -> Plan | None:
    """Where the engine's own words ask for an edit; None where the kind tells that they do not."""
    empty = found.label == "vague" and found.wishes and found.wishes[0].score >= _HOLLOW and exact.unread
    if empty or (found.label == "vague" and found.wishes and not (operates(exact) or invents(exact))):
        return replace(exact, intent=Intent.VAGUE, steps=(), label="vague", decision=Decision.OFFER, confidence=0.3)
    # "Do it" says yes; "do it again" does not.
    again = {step.task for step in exact.steps} <= AGAIN and found.second not in {"repeat", "variation"}
    # What is plainly done to variants or files is done to no picture: "remove all variants but this".
    done = found.sure == SPOKEN and intent in _NO_EDITS and not (exact.keep and intent is Intent.SETTINGS)
    asked = _QUESTIONS if not (exact.confidence >= SURE and asks_politely(text)) else set[Intent]()
    if executable(exact) and not done and intent not in (_NO_EDITS if again else asked):
        filmed = found.label == "video" and not any(step.operation or step.look for step in exact.steps)
        if filmed or half_done(exact, found) or repairs(exact, found):
            return by_kind(exact, found, text, scene)
        if sets_a_scene(exact, found):
            return replace(by_kind(exact, found, text, scene), decision=Decision.OFFER)
        lit = any(step.task is Task.TONE for step in exact.steps) and not any(step.operation for step in exact.steps)
        if lit and brings_letters(text):
            return _brought(exact, replace(found, label="text"), text, scene)
        if lit and brings_a_thing(text):
            return _brought(exact, found, text, scene)
        if adds_a_thing(found) and ((found.sure >= _LIKELY and exact.unread) or (again and names_a_thing(found))):
            return by_kind(exact, found, text, scene)
        return _executed(exact, found, intent)
    if intent is Intent.EDIT:
        return by_kind(exact, found, text, scene)
    if intent is Intent.VAGUE:
        # What only the words for a refusal gave, of a sentence that nothing else was understood of.
        guessed = not found.wishes and invents(exact) and exact.decision is Decision.ACT
        return replace(exact, label=label_of_all(exact), decision=Decision.OFFER if guessed else exact.decision)
    return None


def _brought(exact: Plan, found: Kind, text: str, scene: Scene) -> Plan:
    """ "Light the alley with lanterns": what has to be put there, however much of it is said of light."""
    if found.label not in _MOODS:
        return by_kind(exact, found, text, scene)
    step = Step(Task.ADD, target=text, words=text, generates=True)
    sure = min(found.sure, _LIKELY)
    label = _executed(exact, found, Intent.EDIT).label
    return replace(exact, steps=(step,), label=label, decision=Decision.OFFER, confidence=sure, parallel=False)


def _executed(exact: Plan, found: Kind, intent: Intent) -> Plan:
    """What the engine can do, under the label of both; offered where the two differ and neither is sure."""
    moody = not any(step.operation or step.task in AGAIN for step in exact.steps)
    if found.label == "add" and moody and is_mood(exact):
        return replace(exact, label=mood(exact))  # "add some pop"
    own = label_of_all(exact)
    if own == "multi" and all(step.look or turns_a_dial(step) for step in exact.steps) and not exact.unread:
        own = mood(exact)  # "black and white and more contrast": a look and a dial are one mood
    several = found.label == own == "multi"  # "sharpen it and boost the colours"
    label = (own if several else exact.label) or (found.label if intent is Intent.EDIT else own)
    whole = is_whole(exact)
    if (
        whole
        and found.sure < SURE
        and found.label not in _OTHERWISE
        and {step.task for step in exact.steps} == {Task.TONE}
    ):
        label = own
    offered = replace(exact, label=label, decision=Decision.OFFER, confidence=min(exact.confidence, found.sure))
    if label not in _MOODS and 0 < len(found.wishes) < _SEVERAL and found.sure < _LIKELY and exact.unread:
        return offered
    alike = {label, own} <= _MOODS or exact.parallel or label == own
    if not alike and found.sure < SURE and not whole and found.wishes:
        return offered
    return replace(exact, label=label)


def _of_nothing(exact: Plan, found: Kind, intent: Intent, text: str, scene: Scene) -> Plan | None:
    """Where the engine's own words ask for nothing that is known."""
    if intent is Intent.EDIT and found.wishes:
        return by_kind(exact, found, text, scene)
    return replace(exact, label="vague") if intent is Intent.VAGUE else None


def _of_an_answer(exact: Plan, found: Kind, intent: Intent, text: str, scene: Scene) -> Plan | None:
    """Where the engine's own words ask for no edit; None where the kind tells better which answer is wanted."""
    sure = found.sure >= SURE
    if exact.intent is Intent.COMPARE and not exact.subject and intent in _QUESTIONS and sure:
        return None
    if exact.intent in _ANSWERS and intent in _ANSWERS - {Intent.CONFIRM} and sure:
        return None
    if intent is not Intent.EDIT or exact.confidence >= _LIKELY or (not sure and exact.intent is not Intent.COMPARE):
        alike = intent is exact.intent or (exact.intent is Intent.CHAT and found.label == "affirm")
        return replace(exact, label=found.label if intent is not Intent.EDIT and alike else str(exact.intent))
    return by_kind(exact, found, text, scene)


def _no_edit(exact: Plan, intent: Intent, found: Kind, scene: Scene) -> Plan:
    """An answer in words is safe; what walks, writes or compares needs what the exact reading did not find."""
    act = intent in _ANSWERS and found.sure >= SURE
    return Plan(
        "",
        intent,
        keep=exact.keep,
        # What the words for moving, writing and comparing did not find whole is at most a guess.
        confidence=found.sure if intent in _ANSWERS else min(found.sure, _GUESS),
        decision=Decision.ACT if act else Decision.ASK,
        wrong_reference=exact.wrong_reference,
        offers=offers(scene),
        label=found.label,
    )
