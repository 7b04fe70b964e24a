"""Of two wishes in one request neither is lost: both are done, or it is asked."""

from __future__ import annotations

from collections import Counter
from itertools import permutations, product

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
_CHINESE = (
    "亮一点", "暖一点", "对比度高一点", "提亮暗部", "锐化一下", "降噪", "左右翻转", "摆正", "去掉垃圾桶", "背景虚化",
    "车牌打码", "加个白边", "上面写SALE", "做成黑白", "脸亮一点", "天空暗一点", "尺寸改成1200像素宽", "去掉划痕",
    "去红眼", "把杯子抠出来", "复古风",
)  # fmt: skip
_INVENTED_IN_CHINESE = ("给狗戴个帽子", "把天空换成晚霞", "让她笑", "树下加一张长椅", "把沙发换成皮的")
_JOINTS_IN_CHINESE = (",", "再", "。", ",然后", ",顺便", ",还有")
_JOINTS = (", ", " and ", ". ", ", then ", " and also ")


def _done(plan: Plan) -> Counter[str]:
    return Counter(map(_name_of_all, plan.steps))


def _name(step: Step) -> str:
    return step.operation or step.value or str(step.task)


def _is_done_at_once(plan: Plan) -> bool:
    return plan.intent is Intent.EDIT and plan.decision is Decision.ACT


def _name_of_all(step: Step) -> str:
    """Black and white is an operation and a look, and light by words or by numbers is light."""
    name = _name(step)
    return "black-and-white" if name == "monochrome" else name


def test_two_exact_wishes_are_both_done_or_asked() -> None:
    for wishes, joints, least in ((_EXACT, _JOINTS, 0.95), (_CHINESE, _JOINTS_IN_CHINESE, 0.8)):
        alone = {words: _done(read(words, Scene())) for words in wishes}
        lost: list[str] = []
        done = 0
        for first, second in permutations(wishes, 2):
            for joint in joints:
                plan = read(f"{first}{joint}{second}", Scene())
                assert plan.intent is Intent.EDIT, plan.words
                if _is_done_at_once(plan):
                    done += 1
                    lost += [plan.words] if (alone[first] | alone[second]) - _done(plan) else []
        assert not lost, lost[:20]
        asked = len(wishes) * (len(wishes) - 1) * len(joints)
        print(f"done at once {done} of {asked}")
        assert done >= least * asked


def test_what_must_be_invented_beside_exact_work_is_never_left_out() -> None:
    pairs = ((_EXACT, _INVENTED, _JOINTS), (_CHINESE, _INVENTED_IN_CHINESE, _JOINTS_IN_CHINESE))
    lost: list[str] = []
    for exact, invented, joints in pairs:
        for first, second, joint in product(exact, invented, joints):
            for words in (f"{first}{joint}{second}", f"{second}{joint}{first}"):
                plan = read(words, Scene())
                lost += [words] if _is_done_at_once(plan) and executable(plan) else []
    assert not lost, lost[:20]
