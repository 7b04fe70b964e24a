"""Requests whose halves are requests: alternatives that are named, and faults told in one breath."""

from __future__ import annotations

from agent.plan import Decision, Plan, Scene
from agent.rules.planner import read

_ALTERNATIVES = {
    "two versions: one warm, one black and white": ("warmth", "black-and-white"),
    "one warm, one black and white": ("warmth", "black-and-white"),
    "give me 2: a warm one and a cold one": ("warmth", "warmth"),
    "one brighter, one darker, one with more contrast": ("exposure", "exposure", "contrast"),
    "make one cropped to 4:5 and one square": ("crop", "crop"),
    "three takes: one noir, one dreamy, one pastel": ("noir", "dreamy", "pastel"),
    "please show me a vintage version and a noir one": ("vintage", "noir"),
}
_FAULTS = {
    "it's too dark and crooked": ("exposure", "straighten"),
    "this scan is yellow and crooked, fix both": ("warmth", "straighten"),
    "the photo is overexposed and tilted, can you fix it": ("exposure", "straighten"),
    "the picture is flat and dull": ("contrast", "saturation"),
    "it's too orange and too dark": ("warmth", "exposure"),
}
_NEITHER = (
    "one of the men should wear a hat, one a scarf",
    "this is my mum and dad",
    "it's a cat and a dog",
    "give the left one a hat and the right one a scarf",
)


def _done(plan: Plan) -> tuple[str, ...]:
    return tuple(step.operation or step.value for step in plan.steps)


def test_alternatives_are_variants_beside_each_other() -> None:
    for words, wanted in _ALTERNATIVES.items():
        plan = read(words, Scene())
        assert (plan.decision, plan.parallel, plan.count) == (Decision.ACT, True, 1), words
        assert _done(plan) == wanted, words


def test_what_is_said_of_all_alternatives_is_not_lost_but_asked() -> None:
    for words in ("two versions: one warm, one black and white, both square", "a warm one and a cold one, both 1:1"):
        plan = read(words, Scene())
        assert plan.decision is Decision.ASK, words
        assert "Nothing" in plan.question or "nothing was changed" in plan.question, words


def test_two_faults_are_both_mended() -> None:
    for words, wanted in _FAULTS.items():
        plan = read(words, Scene())
        assert plan.decision is Decision.ACT, words
        assert _done(plan) == wanted, words


def test_things_that_are_told_of_in_pairs_are_neither() -> None:
    for words in _NEITHER:
        plan = read(words, Scene())
        assert plan.decision is not Decision.ACT or not plan.parallel, words
        assert not {"exposure", "straighten"} & set(_done(plan)), words
