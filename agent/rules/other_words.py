"""Wishes in other languages than English between the engine's words and the kinds: by which name they go, and which of
them must not be done by half."""

from __future__ import annotations

from dataclasses import replace

from agent.plan import Decision, Plan, Scene
from agent.rules.by_kind import SURE
from agent.rules.engine.chinese_operations import is_half_read
from agent.rules.engine.elsewhere import read_elsewhere
from agent.rules.kinds.deciding import Kind
from agent.rules.words.clean import tidy
from agent.rules.words.languages import language
from backends.types import Task


def in_other_words(text: str, asked: str, scene: Scene, scored: Kind) -> tuple[Plan | None, Kind]:
    """The reading of a wish in another language and its kind. One step goes by the name that the kind of the words
    gives it; of what was read to the last clause no other kind is left for the words."""
    plan = read_elsewhere(text, asked, scene)
    if plan is None or not plan.label or not plan.steps:
        return plan, scored
    if len(plan.steps) == 1 and scored.sure >= SURE and scored.label in set(Task):
        plan = replace(plan, label=scored.label)
    return plan, replace(scored, label=plan.label, sure=1.0, doubtful=False, partial=False, wishes=())


def not_by_half(plan: Plan, text: str, asked: str) -> Plan:
    """`plan` as an offer where a part of a Chinese request tells of work that no operation of it is."""
    if plan.decision is not Decision.ACT or not any(step.operation for step in plan.steps) or language(text) != "zh":
        return plan
    return replace(plan, decision=Decision.OFFER) if is_half_read(text, tidy(asked)) else plan
