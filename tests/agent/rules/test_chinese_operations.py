"""Exact work is understood in Chinese as it is in English: which operation, with which values, and nothing by half."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.rules.accounted import executable
from agent.rules.planner import read

_TABLES = tomllib.loads((Path(__file__).parent / "phrasings" / "zh_operations.toml").read_text(encoding="utf-8"))
_SAID = [(words, wanted) for table in _TABLES.values() for words, wanted in table.items()]


def _of(step: Step) -> str:
    values = {name: said for name, said in step.values.items() if name != "region"}
    told = [name if said is True else f"{name}={said}" for name, said in values.items()]
    if step.look:
        return f"look {step.value}"
    if not step.operation:
        strong = abs(step.strength)
        return f"{step.value}{'+' if step.strength > 0 else '-'}{'~' if strong < 0.75 else '!' if strong > 1.4 else ''}"
    return " ".join([step.operation, *([step.region] if step.region else []), *told])


def deed(plan: Plan) -> list[str]:
    """The steps in the form of the table; "beyond" where nothing is done."""
    if plan.decision is not Decision.ACT or plan.intent is not Intent.EDIT or not executable(plan):
        return ["beyond"]
    count = [f"x{plan.count}"] if plan.count > 1 else []
    return [*map(_of, plan.steps), *count, *(f"kept: {thing}" for thing in plan.keep)]


def _is(done: str, wanted: str) -> bool:
    """In any order of the values, and of "strength=" only that it is a look."""
    words = wanted.replace(" strength=0.5", "")
    return sorted(done.split()) == sorted(words.split())


@pytest.mark.parametrize(("words", "wanted"), _SAID)
def test_it_is_done_as_it_is_said(words: str, wanted: str) -> None:
    done = deed(read(words, Scene()))
    fits = [one.split("; ") for one in wanted.split(" || ")]
    assert any(len(done) == len(one) and all(map(_is, done, one)) for one in fits), done
