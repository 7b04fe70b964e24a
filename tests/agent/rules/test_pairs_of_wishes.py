"""Of two wishes in one request neither is lost: both are done, or it is asked."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.rules.accounted import executable
from agent.rules.planner import read

_EXACT = (
    "make it brighter", "warm it up a bit", "more contrast", "lift the shadows", "less saturation", "sharpen it",
    "reduce the noise", "crop it to 4:5", "mirror it", "straighten it", "remove the bin", "blur the background",
    "pixelate the number plate", "add a white border", "write SALE at the top", "make it black and white",
    "brighten her face", "darken the sky", "resize it to 1200 px", "remove the scratches", "fix the red eyes",
    "cut out the cup",
)  # fmt: skip
_INVENTED = (
    "add a hat to the dog", "replace the sky with a sunset", "turn the sofa into leather", "make her smile",
    "put a bench under the tree", "give him a beard",
)  # fmt: skip
_JOINTS = (", ", " and ", ". ", ", then ", " and also ")


def _done(plan: Plan) -> Counter[str]:
    return Counter(map(_name, plan.steps))


def _name(step: Step) -> str:
    return step.operation or step.value or str(step.task)


def _is_done_at_once(plan: Plan) -> bool:
    return plan.intent is Intent.EDIT and plan.decision is Decision.ACT


def test_two_exact_wishes_are_both_done_or_asked() -> None:
    alone = {words: _done(read(words, Scene())) for words in _EXACT}
    lost: list[str] = []
    done = 0
    for first, second in permutations(_EXACT, 2):
        for joint in _JOINTS:
            plan = read(f"{first}{joint}{second}", Scene())
            assert plan.intent is Intent.EDIT, plan.words
            if _is_done_at_once(plan):
                done += 1
                wanted = alone[first] | alone[second]
                lost += [plan.words] if wanted - _done(plan) else []
    assert not lost, lost[:20]
    print(f"done at once {done} of {len(_EXACT) * (len(_EXACT) - 1) * len(_JOINTS)}")


def test_what_must_be_invented_beside_exact_work_is_never_left_out() -> None:
    lost: list[str] = []
    for first in _EXACT:
        for second in _INVENTED:
            for joint in _JOINTS:
                for words in (f"{first}{joint}{second}", f"{second}{joint}{first}"):
                    plan = read(words, Scene())
                    lost += [words] if _is_done_at_once(plan) and executable(plan) else []
    assert not lost, lost[:20]
