"""Exact work is understood in Chinese as it is in English: which operation, with which values, and nothing by half."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.rules.accounted import executable
from agent.rules.planner import read

_TABLES = tomllib.loads((Path(__file__).parent / "phrasings" / "zh_operations.toml").read_text(encoding="utf-8"))


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


@pytest.mark.parametrize("table", _TABLES)
def test_it_is_done_as_it_is_said(table: str) -> None:
    done = {words: deed(read(words, Scene())) for words in _TABLES[table]}
    wrong = [f"{words}: {done[words]}" for words, wanted in _TABLES[table].items() if not _fits(done[words], wanted)]
    assert not wrong, "\n".join(wrong)


def _fits(done: list[str], wanted: str) -> bool:
    ways = [way.split("; ") for way in wanted.split(" || ")]
    return any(len(done) == len(way) and all(map(_is, done, way)) for way in ways)
