"""What is done for everyday wishes about a part of the picture: which operation, for which part, and how strongly."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from agent.plan import Decision, Plan, Scene, Step
from agent.rules.planner import read

_SAID = tomllib.loads((Path(__file__).parent / "phrasings" / "parts.toml").read_text(encoding="utf-8"))["said"]
_ARTICLE = re.compile(r"^(?:all |both )?(?:of )?(?:the |her |his |my |their |our |its |your )?(?:all )?")
_VALUE = re.compile(r"\w+=[\w:.]+(?: (?:bit|little|lot))?")


def _bare(name: str) -> str:
    return _ARTICLE.sub("", name)


def _of(step: Step) -> str:
    """As in the table: "operation part key=value"."""
    values = {name: said for name, said in step.values.items() if name != "region"}
    return " ".join([step.operation or str(step.task), _bare(step.region), *(f"{k}={v}" for k, v in values.items())])


def _fits(step: Step, wanted: str) -> bool:
    operation, _, rest = wanted.partition(" ")
    values = dict(pair.split("=") for pair in _VALUE.findall(rest))
    part = _VALUE.sub("", rest).strip()
    where = _bare(step.region) == part or (not part and step.region == "the whole picture")
    same = all(str(step.values.get(name)) == said for name, said in values.items())
    # A degree that nobody asked for is none.
    return (
        (step.operation or str(step.task)) == operation
        and where
        and same
        and ("amount" in step.values) <= ("amount" in values)
    )


def _done(plan: Plan, wanted: str) -> bool:
    for way in wanted.split(" || "):
        if way == "ask":
            if plan.decision is not Decision.ACT:
                return True
            continue
        deed, _, kept = way.partition("; kept: ")
        stays = not kept or kept in plan.keep
        if len(plan.steps) == 1 and _fits(plan.steps[0], deed) and stays and not plan.unread:
            return True
    return False


@pytest.mark.parametrize(("words", "wanted"), [pytest.param(*one, id=one[0][:60]) for one in _SAID])
def test_a_part_of_the_picture_gets_what_was_asked_for_it(words: str, wanted: str) -> None:
    plan = read(words, Scene())
    assert _done(plan, wanted), f"{plan.decision}: {[_of(step) for step in plan.steps]}, kept {plan.keep}"
