"""Requests in many voices are read as well as was measured; thirteen parts of them were never looked at.

Share of sentences that were taken for what they are, when they were first read and now:

| part | sentences | first | now |
|---|---|---|---|
| a, whose errors were read | 157 | .605 | .94 |
| b, whose errors were read last of the first four | 156 | .577 | .89 |
| c, whose errors were read | 235 | .749 | .95 |
| d, whose errors were read | 161 | .596 | .89 |
| e, by somebody who knew no rule, read for its errors | 270 | .567 | .81 |
| f, by the same, never opened but for eight of what stays | 270 | .652 | .76 |
| g, by the author of the rules, read for its errors | 340 | .597 | .87 |
| h, English edits, by somebody else who knew no rule, read for its errors | 160 | .794 | .98 |
| i, by the same, never opened | 160 | .812 | .93 |
| j, users, talk with the program and Chinese, by a third, read for its errors | 155 | .761 | .98 |
| k, by the same, never opened | 154 | .806 | .89 |
| l, English of every kind, by a fourth, read for its errors | 156 | .864 | .99 |
| m, by the same, never opened | 157 | .880 | .90 |
| n, Chinese of every kind, by a fifth, read for its errors | 100 | .820 | 1.00 |
| o, by the same, never opened | 97 | .870 | .93 |
| p, English of every kind, by a sixth, read for its errors | 160 | .894 | .98 |
| q, by the same, never opened | 157 | .881 | .93 |
| r, Chinese of every kind, by a seventh, read for its errors | 99 | .870 | .98 |
| s, by the same, never opened | 100 | .900 | .92 |
| t, English of every kind, by an eighth, never opened | 316 | .856 | .87 |
| u, Chinese of every kind, by a ninth, never opened | 199 | .825 | .91 |
| v, English, as unlike each other as can be, read for its errors | 448 | .800 | .97 |
| w, English, as language models put it, several edits, read for its errors | 410 | .763 | .96 |
| x, users' messages and talk, as unlike each other as can be, read for its errors | 426 | .584 | .89 |
| y, Chinese, as unlike each other as can be, read for its errors | 434 | .677 | .98 |
| z, English edits, as unlike each other as can be, read for its errors | 377 | .874 | .95 |
| aa, users' messages and talk, as unlike each other as can be, read for its errors | 339 | .660 | .86 |
| ab, Chinese, as unlike each other as can be, read for its errors | 334 | .794 | 1.00 |
| ac, English of every kind, read for its errors | 476 | .876 | .98 |
| ad, the same by another, read for its errors | 477 | .874 | .98 |
| ae, the same by a third, read for its errors | 480 | .840 | .96 |
| af, Chinese of every kind, read for its errors | 310 | .888 | .98 |
| ag, English of every kind, by somebody else, never opened | 300 | .853 | .87 |
| ah, Chinese of every kind, by somebody else, never opened | 191 | .930 | .94 |
| ai, English of every kind, read for its errors | 421 | .876 | .96 |
| aj, English of every kind, by somebody else, never opened | 264 | .889 | .89 |
| ak, Chinese of every kind, by the same, never opened | 109 | .927 | .93 |

The first time that c and d were read, the rules had been made with a, and with a and c; e with a to d; f, h and j with
all of those; l and n with h and j too, p and r with l and n too; v to y with p and r; z to ah with all of those, and of
ag and ah the second figure is what z to af made of the first. A second judge who saw no label gave t and u the same
ones (99 in 100). a to g, and v to ab, are hard on purpose, the others as usual as requests are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest

from agent.plan import Decision, Plan
from agent.rules.planner import read
from agent.rules.slots.keeps import ELSE
from agent.rules.slots.spans import cut_keeps
from agent.rules.words.clean import normalise
from tests.agent.rules.scenes import ROUND
from tests.agent.rules.slots import table

LEAST = {
    "a": 0.92, "b": 0.87, "c": 0.92, "d": 0.88, "e": 0.79, "f": 0.70, "g": 0.84, "h": 0.97, "i": 0.87, "j": 0.96,
    "k": 0.86, "l": 0.97, "m": 0.85, "n": 0.97, "o": 0.88, "p": 0.95, "q": 0.88, "r": 0.95, "s": 0.88, "t": 0.84,
    "u": 0.85, "v": 0.94, "w": 0.94, "x": 0.85, "y": 0.95, "z": 0.93, "aa": 0.84, "ab": 0.97, "ac": 0.95, "ad": 0.95,
    "ae": 0.93, "af": 0.95, "ag": 0.86, "ah": 0.91, "ai": 0.93, "aj": 0.87, "ak": 0.90,
}  # fmt: skip
# Whose sentences are not to be seen, so that they stay what the reader has not met.
PARTS = re.compile(r",? and |, |[和与]")
# All that was not named, which every edit leaves alone.
THE_REST = {"rest", "其他", "别的地方"}
SEALED = ("f", "i", "k", "m", "o", "q", "s", "t", "u", "ag", "ah", "aj", "ak")
_SENTENCES = table("voices") | table("blind") | table("pool") | table("usual")
_READ: dict[str, Plan] = {}


def readings(part: str, having: str = "") -> list[tuple[str, dict[str, Any], Plan]]:
    """The sentences of a part, or those of which `having` is told, each read once."""
    found = {words: wanted for words, wanted in _SENTENCES[part].items() if not having or having in wanted}
    for words in found:
        if words not in _READ:
            _READ[words] = read(words, ROUND)
    return [(words, wanted, _READ[words]) for words, wanted in found.items()]


def is_right(plan: Plan, wanted: dict[str, Any]) -> bool:
    """Several kinds are several fair readings."""
    return plan.label in ([wanted["is"]] if isinstance(wanted["is"], str) else wanted["is"])


def same_things(plan: Plan, wanted: dict[str, Any]) -> bool:
    """ "The font" and "same font" are the same thing, "its size and colour" are two. What was heard and needs no lock
    ("everything else", "the composition" where only the light changes) is not in the plan, and may have been wanted."""
    locked, heard = things(plan.keep), things(cut_keeps(normalise(plan.words)).said)
    return locked <= things(wanted.get("keep", ())) <= locked | heard


def things(kept: Iterable[str]) -> set[str]:
    named = {one.removeprefix("the ").removeprefix("same ") for joined in kept for one in PARTS.split(joined.lower())}
    return {ELSE if one in THE_REST else one for one in named}


def share(right: list[bool]) -> float:
    return sum(right) / max(1, len(right))


def test_steps_of_several_wishes_are_found() -> None:
    found = [
        sorted(wanted["steps"]) == sorted(str(step.task) for step in plan.steps)
        for part in LEAST
        for _, wanted, plan in readings(part, "steps")
    ]
    print(f"steps {share(found):.3f} of {len(found)}")
    assert share(found) >= 0.5


@pytest.mark.parametrize("part", LEAST)
def test_sentences_in_many_voices_are_taken_for_what_they_are(part: str) -> None:
    right: list[bool] = []
    for words, wanted, plan in readings(part):
        right.append(is_right(plan, wanted))
        if part not in SEALED and not right[-1]:
            print(f"{wanted['is']} read as {plan.label}: {words}")
    print(f"{part}: {share(right):.3f} of {len(right)}")
    assert share(right) >= LEAST[part]


def test_what_is_acted_on_is_mostly_right() -> None:
    acted = [
        is_right(plan, wanted) for part in LEAST for _, wanted, plan in readings(part) if plan.decision is Decision.ACT
    ]
    assert share(acted) >= 0.94 and len(acted) >= 1_800


def test_words_that_were_never_met_are_mostly_taken_for_what_they_are_and_what_is_acted_on_of_them_is_right() -> None:
    every = [(is_right(plan, wanted), plan) for part in SEALED for _, wanted, plan in readings(part)]
    taken = share([right for right, _ in every])
    acted = [right for right, plan in every if plan.decision is Decision.ACT]
    print(f"never met: {taken:.3f} of {len(every)}, acted {share(acted):.3f} of {len(acted)}")
    usual = [is_right(plan, wanted) for part in SEALED if part != "f" for _, wanted, plan in readings(part)]
    print(f"never met, and as usual as requests are: {share(usual):.3f} of {len(usual)}")
    assert taken >= 0.87 and share(usual) >= 0.89
    assert share(acted) >= 0.94 and len(acted) >= 1_100


def test_counts_and_what_stays_are_found_in_them() -> None:
    counted = [
        (len(plan.steps) if plan.parallel else plan.count) == wanted.get("count", 1)
        for part in LEAST
        for _, wanted, plan in readings(part)
        if plan.label not in {"variation", "navigate", "export"}
    ]
    kept = [same_things(plan, wanted) for part in LEAST for _, wanted, plan in readings(part, "keep")]
    print(f"counts {share(counted):.3f}, what stays {share(kept):.3f} of {len(kept)}")
    assert share(counted) >= 0.98 and share(kept) >= 0.91
