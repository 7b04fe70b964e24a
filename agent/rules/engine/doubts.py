"""Answers precise wishes that cannot be done as they were said, instead of doing something near to them."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from agent.plan import Decision, Intent, Plan
from agent.rules.engine.dials import numeric
from agent.rules.engine.turns import dials
from agent.rules.slots.amounts import AMOUNT
from agent.rules.words.cues import Cues
from agent.rules.words.patterns import lazy
from backends.types import Task

_FILE = Path(__file__).parents[3] / "prompts" / "advice" / "doubts.toml"
_EDITS = {Intent.EDIT, Intent.VAGUE, Intent.UNKNOWN}
_ITS_OWN = {"tone", "monochrome", "curves", "recolour"}


@dataclass(frozen=True, slots=True)
class _Doubt:
    but_not: tuple[re.Pattern[str], ...]
    answer: str


def doubted(plan: Plan, text: str) -> Plan:
    """`plan`, or with a question instead of an act where only something near to the words could be done."""
    if plan.intent not in _EDITS or (plan.steps and _exact(plan)):
        return plan
    for place in _cues().meanings(text):
        doubt = _doubts()[place]
        if not any(cue.search(text) for cue in doubt.but_not):
            return replace(plan, decision=Decision.ASK, question=doubt.answer)
    if name := _unread_number(plan, text):
        question = (
            f"I did not understand the number in “{plan.words or text}”, so nothing was changed. Say how far to move it:"
            f" {name} {_EXAMPLE.get(name, '+20')}, or {name} -{_EXAMPLE.get(name, '+20')[1:]}."
        )
        return replace(plan, decision=Decision.ASK, question=question)
    return plan


def is_doubted(plan: Plan) -> bool:
    """Whether it is precise work that was answered with what to say instead."""
    return plan.decision is Decision.ASK and any(doubt.answer == plan.question for doubt in _doubts())


_EXAMPLE = {"exposure": "+0.5", "gamma": "+0.2"}


def _exact(plan: Plan) -> bool:
    """What names a recipe or dials was read whole."""
    return all(step.operation in _ITS_OWN or (step.look and ":" in step.value) for step in plan.steps)


def _unread_number(plan: Plan, text: str) -> str:
    """The dial whose number is left over in a wish that does nothing exact; "" for any other wish."""
    if len(text) > 120 or any(step.operation or step.generates or step.task is not Task.TONE for step in plan.steps):
        return ""
    match = _numbered().search(text) if numeric(text) else None
    if match is None:
        return ""
    said = next(part for part in match.groups() if part)
    return next(name for name, shape in dials().items() if re.fullmatch(shape, said))


@cache
def _numbered() -> re.Pattern[str]:
    dial = "|".join(shape for name, shape in dials("en").items() if name not in {"whites", "blacks", "grain", "bloom"})
    return lazy(
        rf"\b({dial})\b(?: (?:up|down))?(?: ?(?:by|to|at|of|:|=|is))? ?{AMOUNT}(?!\w)|{AMOUNT}(?: (?:more|less|of))? ({dial})\b"
    )


@cache
def _doubts() -> tuple[_Doubt, ...]:
    return tuple(_Doubt(tuple(map(lazy, entry.get("but_not", ()))), str(entry["answer"])) for entry in _data())


@cache
def _cues() -> Cues:
    return Cues([entry["cues"] for entry in _data()])


@cache
def _data() -> list[dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))["doubt"]
