"""Requests in many voices are read as well as was measured; one part of them was never looked at.

Share of sentences that were taken for what they are, when they were first read and now:

| part | sentences | first | now |
|---|---|---|---|
| a, whose errors were read | 157 | .605 | .93 |
| b, whose errors were read last of the first four | 156 | .577 | .89 |
| c, whose errors were read | 235 | .749 | .92 |
| d, whose errors were read | 161 | .596 | .89 |
| e, by somebody who knew no rule, read for its errors | 270 | .567 | .78 |
| f, by the same, never opened | 270 | .652 | .65 |
| g, by the author of the rules, read for its errors | 340 | .597 | .84 |

The first time that c and d were read, the rules had been made with a, and with a and c; e with a to d; f with all the
others. Of f, .593 were right in everything: kind, steps, count and what stays; of what was acted on in it, .833 were of
the right kind, at a coverage of .400.
"""

from __future__ import annotations

from typing import Any

import pytest

from agent.plan import Decision, Plan
from agent.rules.planner import read
from tests.agent.rules.scenes import ROUND
from tests.agent.rules.slots import table

LEAST = {"a": 0.91, "b": 0.87, "c": 0.9, "d": 0.87, "e": 0.75, "f": 0.63, "g": 0.82}
# Whose sentences are not to be seen, so that they stay what the reader has not met.
SEALED = "f"
_READ: dict[str, list[tuple[str, dict[str, Any], Plan]]] = {}


def readings(part: str) -> list[tuple[str, dict[str, Any], Plan]]:
    if part not in _READ:
        _READ[part] = [(words, wanted, read(words, ROUND)) for words, wanted in table("voices")[part].items()]
    return _READ[part]


def is_right(plan: Plan, wanted: dict[str, Any]) -> bool:
    """Several kinds are several fair readings."""
    return plan.label in ([wanted["is"]] if isinstance(wanted["is"], str) else wanted["is"])


def same_things(plan: Plan, wanted: dict[str, Any]) -> bool:
    """ "The font" and "same font" are the same thing."""
    return {bare(thing) for thing in plan.keep} == {bare(thing) for thing in wanted.get("keep", ())}


def bare(thing: str) -> str:
    return thing.removeprefix("the ").removeprefix("same ")


def share(right: list[bool]) -> float:
    return sum(right) / max(1, len(right))


def test_steps_of_several_wishes_are_found() -> None:
    found = [
        sorted(wanted["steps"]) == sorted(str(step.task) for step in plan.steps)
        for part in LEAST
        for _, wanted, plan in readings(part)
        if "steps" in wanted
    ]
    print(f"steps {share(found):.3f} of {len(found)}")
    assert share(found) >= 0.5


@pytest.mark.parametrize("part", LEAST)
def test_sentences_in_many_voices_are_taken_for_what_they_are(part: str) -> None:
    right: list[bool] = []
    for words, wanted, plan in readings(part):
        right.append(is_right(plan, wanted))
        if part != SEALED and not right[-1]:
            print(f"{wanted['is']} read as {plan.label}: {words}")
    print(f"{part}: {share(right):.3f} of {len(right)}")
    assert share(right) >= LEAST[part]


def test_what_is_acted_on_is_mostly_right() -> None:
    acted = [
        is_right(plan, wanted) for part in LEAST for _, wanted, plan in readings(part) if plan.decision is Decision.ACT
    ]
    assert share(acted) >= 0.92 and len(acted) >= 650


def test_what_is_acted_on_of_words_that_were_never_met_is_mostly_right() -> None:
    acted = [is_right(plan, wanted) for _, wanted, plan in readings(SEALED) if plan.decision is Decision.ACT]
    assert share(acted) >= 0.82 and len(acted) >= 90


def test_counts_and_what_stays_are_found_in_them() -> None:
    counted = [
        (len(plan.steps) if plan.parallel else plan.count) == wanted.get("count", 1)
        for part in LEAST
        for _, wanted, plan in readings(part)
        if plan.label not in {"variation", "navigate", "export"}
    ]
    kept = [same_things(plan, wanted) for part in LEAST for _, wanted, plan in readings(part) if "keep" in wanted]
    print(f"counts {share(counted):.3f}, what stays {share(kept):.3f} of {len(kept)}")
    assert share(counted) >= 0.98 and share(kept) >= 0.8
