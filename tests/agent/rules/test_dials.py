"""Tone and colour by number, strengths, curves and "less": what was said is read whole, and never the wrong way."""

from __future__ import annotations

from typing import Any

import pytest

from agent.plan import Decision, Intent, Move, Plan, Scene, Step
from agent.rules.planner import read
from backends.catalog import engine_card
from backends.engine.operations.by_number import DIALS
from backends.types import Task

SCENE = Scene(
    variants=("v0", "v1", "v2", "v3"),
    shown=("v1", "v2", "v3"),
    current="v3",
    parents={"v1": "v0", "v2": "v0", "v3": "v0"},
    traits={"v3": "noir: hard light, 12 % darker, add a vignette"},
)
# words | dials | region
BY_NUMBER = """
exposure +0.7 | exposure 0.7
exposure: +0.3 | exposure 0.3
exposure -1 | exposure -1
exposure 0.5 | exposure 0.5
please set the exposure to +0.5 | exposure 0.5
up by half a stop | exposure 0.5
one stop brighter | exposure 1
half a stop darker | exposure -0.5
a third of a stop brighter | exposure 0.33
two thirds of a stop darker | exposure -0.67
make it one stop brighter | exposure 1
can you make it two stops darker please | exposure -2
brighten it by one stop | exposure 1
darken by 1.5 stops | exposure -1.5
underexpose by a stop | exposure -1
overexpose by 1/3 stop | exposure 0.33
increase the exposure by one stop | exposure 1
lower the exposure by 1/2 stop | exposure -0.5
reduce exposure by 0.3 | exposure -0.3
add half a stop of exposure | exposure 0.5
+1/3 stop | exposure 0.33
-1 stop | exposure -1
+0.7 ev | exposure 0.7
20% brighter | exposure 0.58
make it 20% darker | exposure -0.71
brightness +20 | exposure 0.58
increase brightness by 20% | exposure 0.58
contrast +20 | contrast 20
contrast -15 | contrast -15
contrast=15 | contrast 15
set contrast to 20 | contrast 20
30% more contrast | contrast 30
20% less contrast | contrast -20
add 20 contrast | contrast 20
plus 20 contrast | contrast 20
contrast plus 20 | contrast 20
contrast up 10 | contrast 10
contrast down by 10 | contrast -10
bump the contrast by 12% | contrast 12
cut the contrast in half | contrast -50
reduce contrast to 50% | contrast -50
vibrance 40 | vibrance 40
vibrance: +25 | vibrance 25
saturation -30 | saturation -30
minus 30 saturation | saturation -30
saturation minus 30 | saturation -30
increase saturation by 20 percent | saturation 20
reduce the saturation by 20 per cent | saturation -20
turn the saturation down by 30% | saturation -30
take 20% off the saturation | saturation -20
20 percent less saturation | saturation -20
30% less saturated | saturation -30
make it 30% more saturated | saturation 30
desaturate by 40% | saturation -40
desaturate it by half | saturation -50
highlights -50 | highlights -50
pull the highlights down 40 | highlights -40
recover the highlights by 40 | highlights -40
reduce highlights by half | highlights -50
lower the highlights 25 | highlights -25
shadows +30 | shadows 30
lift the shadows by 30 | shadows 30
brighten the shadows by 30 | shadows 30
raise shadows to +40 | shadows 40
open up the shadows by 20% | shadows 20
whites +15 | whites 15
boost the whites by 15 | whites 15
blacks -20 | blacks -20
crush the blacks by 20 | blacks -20
midtones +10 | midtones 10
warm it up by 500 K | kelvin 500
warm up by 500 kelvin | kelvin 500
cool it down by 300 K | kelvin -300
500 K warmer | kelvin 500
temperature +500 | kelvin 500
temperature -400K | kelvin -400
20% warmer | warmth 20
warmth +10 | warmth 10
warmth -10 | warmth -10
15% cooler | warmth -15
tint +10 | tint 10
tint -5 | tint -5
clarity +25 | clarity 25
10 points more clarity | clarity 10
vignette 30% | vignette 30
a 30% vignette | vignette 30
add a 20% vignette | vignette 20
vignette -20 | vignette -20
grain 15% | grain 15
fade 20 | fade 20
bloom 30 | bloom 30
gamma 1.2 | gamma 1.2
gamma to 0.8 | gamma 0.8
shadows +30, highlights -20 | shadows 30, highlights -20
exposure +0.3, contrast +10 and saturation -5 | exposure 0.3, contrast 10, saturation -5
raise shadows by 20 and lower highlights by 30 | shadows 20, highlights -30
lower highlights by 30 and whites by 20 | highlights -30, whites -20
contrast +20; vibrance +10; vignette 15 | contrast 20, vibrance 10, vignette 15
half a stop brighter and 10% more contrast | exposure 0.5, contrast 10
darken the sky by one stop | exposure -1 | the sky
make the sky 20% darker | exposure -0.71 | the sky
make the background 30% less saturated | saturation -30 | the background
brighten her face by half a stop | exposure 0.5 | her face
exposure +0.5 in the sky | exposure 0.5 | the sky
exposure -1 in box 10% 20% 50% 60% | exposure -1 | box 10% 20% 50% 60%
in the sky: exposure -1, contrast +10 | exposure -1, contrast 10 | the sky
exposure -0.5 and saturation +10 in the background | exposure -0.5, saturation 10 | the background
warm the background up by 400 K | kelvin 400 | the background
曝光加0.5 | exposure 0.5
曝光+0.7 | exposure 0.7
曝光减一档 | exposure -1
把曝光降低半档 | exposure -0.5
提亮半档 | exposure 0.5
压暗一档 | exposure -1
对比度+20 | contrast 20
对比度提高20 | contrast 20
饱和度降低30% | saturation -30
降低饱和度30% | saturation -30
增加对比度20% | contrast 20
色温+500 | kelvin 500
高光-40 | highlights -40
阴影+30 | shadows 30
曝光+0.5,对比度+20 | exposure 0.5, contrast 20
"""
STRENGTHS = """
noir at half strength | noir | 0.5
film noir at 50% | noir | 0.5
50% noir | noir | 0.5
noir 30% | noir | 0.3
half-strength noir | noir | 0.5
noir, but only at half strength | noir | 0.5
noir at a quarter of the strength | noir | 0.25
oil painting at 60 % | oil | 0.6
make it cinematic at 70% | cinematic | 0.7
cinematic with 40% opacity | cinematic | 0.4
vintage at 80 percent | vintage | 0.8
subtle noir | noir | 0.5
watercolor at 50% intensity | watercolor | 0.5
noir at double strength | noir | 2
"""
CHANGED = """
less | 0.6
a bit less | 0.76
much less | 0.32
less strong | 0.6
not so strong | 0.6
too much | 0.6
that's too much | 0.6
a bit too much | 0.76
way too strong | 0.32
tone it down | 0.6
dial it back a bit | 0.6
weaker | 0.6
half as strong | 0.5
make it half as strong | 0.5
half the strength | 0.5
at 50% | 0.5
only 30% of that | 0.3
20% less | 0.8
20% stronger | 1.2
twice as strong | 2
double it | 2
more | 1.5
a bit more | 1.3
a little stronger | 1.3
even more | 1.5
v2 but half as strong | 0.5 | v2
v2 at 50% | 0.5 | v2
the second one, but weaker | 0.6 | v2
v1 but twice as strong | 2 | v1
"""
SHAPED: list[tuple[str, str, dict[str, Any], str]] = [
    ("curves: s-curve", "curves", {"points": [[0, 0], [0.25, 0.18], [0.75, 0.82], [1, 1]]}, ""),
    ("a gentle s-curve", "curves", {"points": [[0, 0], [0.25, 0.215], [0.75, 0.785], [1, 1]]}, ""),
    ("add an s-curve", "curves", {"points": [[0, 0], [0.25, 0.18], [0.75, 0.82], [1, 1]]}, ""),
    ("lift the black point to 10%", "curves", {"points": [[0, 0.1], [1, 1]]}, ""),
    ("white point to 90%", "curves", {"points": [[0, 0], [1, 0.9]]}, ""),
    ("invert the colours", "curves", {"points": [[0, 1], [1, 0]]}, ""),
    ("make it a negative", "curves", {"points": [[0, 1], [1, 0]]}, ""),
    ("darken the blacks", "tone", {"blacks": -30}, ""),
    ("darken the blacks a bit", "tone", {"blacks": -15}, ""),
    ("brighter whites", "tone", {"whites": 30}, ""),
    ("make the whites a lot brighter", "tone", {"whites": 48}, ""),
    ("lift the midtones", "tone", {"midtones": 30}, ""),
    ("sepia at half strength", "monochrome", {"tone": "sepia", "strength": 0.5}, ""),
    ("make it sepia at 60%", "monochrome", {"tone": "sepia", "strength": 0.6}, ""),
    ("sepia, but only half strength", "monochrome", {"tone": "sepia", "strength": 0.5}, ""),
    ("make the reds deeper", "recolour", {"from": "reds", "lightness": -0.4, "saturation": 0.3}, ""),
    ("darker greens", "recolour", {"from": "green", "lightness": -0.5}, ""),
    ("make the sky more blue", "recolour", {"from": "blue", "amount": 0.5}, "the sky"),
    ("match v1", "match", {"like": "v1"}, ""),
]
# Each is answered with what can be said instead, or offered; none acts as if the number had not been there.
NOT_DONE = """
set saturation to 50%
temperature 5500K
white balance 4000 K
contrast 1.2.3
make it 20
increase contrast by -20
+20% darker and -20% brighter
two stops more contrast
fix the white balance
auto levels
remove the colour cast
duotone in blue and orange
noir 3 frobs
exposure 0.5 frob
白平衡不对
"""
# What has numbers but dials nothing.
OTHERS = """
I need 2 black and white versions | style
make 3 colours of it | -
crop to 4:5 | crop
resize to 50% | crop
add a 5% white border | layout
add 2 lights | add
rotate it by 2.5 degrees | crop
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


def _acted(words: str, scene: Scene = SCENE) -> Plan:
    plan = read(words, scene)
    assert (plan.intent, plan.decision) == (Intent.EDIT, Decision.ACT), plan
    return plan


def _values(said: str) -> dict[str, float]:
    return {name: float(value) for name, value in (part.split() for part in said.split(", "))}


@pytest.mark.parametrize("row", _rows(BY_NUMBER), ids=lambda row: row[0])
def test_dials_turn_by_the_number_and_the_way_that_was_said(row: list[str]) -> None:
    (step,) = _acted(row[0]).steps
    assert (step.task, step.operation, step.region) == (Task.TONE, "tone", row[2] if len(row) > 2 else "")
    assert step.values == pytest.approx(_values(row[1]))
    assert all(DIALS[name].least <= value <= DIALS[name].most for name, value in step.values.items())


@pytest.mark.parametrize("row", _rows(STRENGTHS), ids=lambda row: row[0])
def test_a_look_is_as_strong_as_was_said(row: list[str]) -> None:
    (step,) = _acted(row[0]).steps
    assert (step.look, step.value, step.strength) == (True, row[1], pytest.approx(float(row[2])))


@pytest.mark.parametrize("row", _rows(CHANGED), ids=lambda row: row[0])
def test_less_and_more_are_the_last_wish_at_another_strength(row: list[str]) -> None:
    plan = _acted(row[0])
    (step,) = plan.steps
    assert (step.task, plan.subject) == (Task.VARIATION, row[2] if len(row) > 2 else "")
    assert step.strength == pytest.approx(float(row[1]))


@pytest.mark.parametrize(("words", "operation", "values", "region"), SHAPED, ids=[row[0] for row in SHAPED])
def test_curves_tones_and_hues_by_words(words: str, operation: str, values: dict[str, Any], region: str) -> None:
    (step,) = _acted(words).steps
    assert (step.operation, step.values, step.region) == (operation, values, region)


@pytest.mark.parametrize("words", NOT_DONE.strip().splitlines())
def test_what_is_understood_by_half_is_not_done(words: str) -> None:
    for scene in (SCENE, Scene()):
        plan = read(words, scene)
        done = [step for step in plan.steps if step.operation or step.look or step.value]
        assert plan.decision is not Decision.ACT or plan.intent is not Intent.EDIT or not done, plan


@pytest.mark.parametrize("row", _rows(OTHERS), ids=lambda row: row[0])
def test_numbers_of_other_things_turn_no_dial(row: list[str]) -> None:
    assert not [step for step in read(row[0], SCENE).steps if step.operation == "tone"]


def test_looks_and_numbers_in_one_wish_are_both_done() -> None:
    plan = _acted("moodier with contrast +20")
    assert [(step.value, step.operation) for step in plan.steps] == [("moodier", ""), ("", "tone")]
    plan = _acted("noir, contrast +20 and grain 15")
    assert plan.steps[1].values == {"contrast": 20, "grain": 15}


def test_undo_of_a_named_step_goes_back_or_lessens_it() -> None:
    back = read("undo the vignette", SCENE)
    assert (back.intent, back.move) == (Intent.NAVIGATE, Move.UNDO)
    (step,) = _acted("undo the vignette", Scene(("v0", "v1"), ("v1",), "v1", {"v1": "v0"}, traits={"v1": "noir"})).steps
    assert (step.value, step.strength) == ("vignette", -1)
    assert read("undo the crop", SCENE).decision is Decision.ASK


def test_before_anything_was_made_less_means_nothing() -> None:
    assert not any(step.task is Task.VARIATION and step.strength != 1 for step in read("less", Scene()).steps)


def test_looks_of_one_family_are_variants_of_their_own() -> None:
    plan = _acted("three film looks")
    assert plan.parallel and len(plan.steps) == 3 and all(step.look for step in plan.steps)
    (step,) = _acted("navy and mint duotone").steps
    assert step == Step(Task.STYLE, "duotone: navy and mint", look=True, words="navy and mint duotone")


def test_there_are_enough_and_the_engine_has_each() -> None:
    assert len(_rows(BY_NUMBER) + _rows(STRENGTHS) + _rows(CHANGED)) + len(SHAPED) >= 120
    known = engine_card().operations
    assert {operation for _, operation, _, _ in SHAPED} | {"tone"} <= known
