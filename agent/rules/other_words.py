"""Wishes in other languages than English between the engine's words and the kinds: by which name they go, and which of
them must not be done by half."""

from __future__ import annotations

from dataclasses import replace

from agent.plan import Decision, Plan, Scene
from agent.rules.accounted import executable, label_of_all
from agent.rules.by_kind import SURE
from agent.rules.engine.chinese.discourse import lit, toned
from agent.rules.engine.chinese.operations import is_half_read
from agent.rules.engine.elsewhere import NOT_CUT, read_elsewhere
from agent.rules.engine.refused import refused
from agent.rules.kinds.deciding import Kind
from agent.rules.slots.references import references
from agent.rules.slots.spans import cut_keeps, without
from agent.rules.words.clean import tidy
from agent.rules.words.languages import language
from agent.rules.words.tokens import tokens
from agent.rules.words.vocabulary import every, vocabulary
from backends.types import Task

# What light and colour of a part are called.
OF_PARTS = {"tone", "color", "portrait", "restore", "multi"}

# What is said of the frame and of noise is not said of light as well ("拉平" levels a horizon, and flattens contrast).
_OF_THE_FRAME = {"straighten", "rotate", "flip", "crop", "pad", "resize", "border", "denoise", "background", "heal"}


def in_other_words(text: str, asked: str, scene: Scene, scored: Kind) -> tuple[Plan | None, Kind]:
    """The reading of a wish in another language and its kind. One step goes by the name that the kind of the words
    gives it; of what was read to the last clause no other kind is left for the words."""
    plan = _elsewhere(text, asked, scene)
    exact = plan is not None and plan.steps and all(s.look or s.operation in _OF_THE_FRAME for s in plan.steps)
    if not exact and (light := _light(text, scored, scene)):
        # What it was read to the last clause of asks for nothing else: the others only tell.
        told = scored.label == "multi" and any(wish.label not in OF_PARTS for wish in scored.wishes)
        sure = replace(scored, label=light.label, sure=1.0, doubtful=False, partial=False, wishes=())
        return light, sure if told else scored
    if plan is None or not plan.label or not plan.steps:
        return plan, scored
    if len(plan.steps) == 1 and scored.sure >= SURE and scored.label in set(Task):
        plan = replace(plan, label=scored.label)
    return plan, replace(scored, label=plan.label, sure=1.0, doubtful=False, partial=False, wishes=())


def _light(text: str, scored: Kind, scene: Scene) -> Plan | None:
    """Light and colour in Chinese, under the label that the kind of the words gives it."""
    named = references(text, scene)
    plan, keep = toned(rest := without(text, [(one.start, one.end) for one in named])), ()
    if plan is None and (kept := cut_keeps(rest)).keep:
        plan, keep = toned(kept.rest), kept.keep
    if plan is None or refused(text) is not None:
        return None
    several = scored.label == "multi" and len(plan.steps) > 1
    of_somebody = scored.label == "portrait" and all(step.region for step in plan.steps)
    known = scored.label in OF_PARTS and (scored.sure >= SURE or scored.label not in {"portrait", "multi"})
    fits = several or of_somebody or known
    # "做成黑白, 再亮一点": light and colour are two, whatever one word of them guessed.
    both = scored.sure < SURE and {step.task for step in plan.steps} == {Task.COLOR, Task.TONE}
    plan = replace(plan, label=scored.label if fits and not both else label_of_all(plan))
    subject = next((one.ids[0] for one in named if one.ids), "")
    keep = tuple(dict.fromkeys((*plan.keep, *keep)))
    return replace(
        plan, keep=keep, subject=subject, wrong_reference=next((one.wrong for one in named if one.wrong), "")
    )


def _elsewhere(text: str, asked: str, scene: Scene) -> Plan | None:
    """Phrases of another language; Chinese light that its own reader did not understand whole is none of them."""
    plan = read_elsewhere(text, asked, scene)
    is_lit = plan is not None and plan.steps and all(step.task is Task.TONE and step.value for step in plan.steps)
    return None if is_lit and language(text) == "zh" else plan


def not_by_half(plan: Plan, text: str, asked: str) -> Plan:
    """`plan` as an offer where a part of a Chinese request tells of work that no operation of it is, or where that work
    was taken for the name of a part ("给狗戴个帽子再暖一点" warms no dog that puts on a hat)."""
    if plan.decision is not Decision.ACT or language(text) != "zh":
        return plan
    operations = {step.operation for step in plan.steps}
    half = NOT_CUT.search(text) is not None and "crop" in operations
    # What numbers dial was read by itself.
    half = half or (not operations <= {"", "tone"} and is_half_read(text, tidy(asked), lit))
    half = half or (executable(plan) and any(_does_something(step.region) for step in plan.steps))
    return replace(plan, decision=Decision.OFFER) if half else plan


def _does_something(region: str) -> bool:
    """Whether a name says what somebody does, and not of whom it is said ("跳舞的人")."""
    if not region or region.isascii() or "的" in region:
        return False
    return any(token.classes & every("v") for token in tokens(region, vocabulary("zh"), vocabulary("en")))
