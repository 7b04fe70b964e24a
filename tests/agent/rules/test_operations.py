"""Precise operations are read with their values, as people word them; what is not one is left to other rules."""

from __future__ import annotations

from typing import Any

import pytest

from agent.plan import Decision, Intent, Scene, Step
from agent.rules.planner import read
from backends.catalog import engine_card

SCENE = Scene(variants=("v0", "v1", "v2", "v3"), shown=("v1", "v2", "v3"), current="v1", parents={"v1": "v0"})


def steps(words: str) -> tuple[Step, ...]:
    plan = read(words, SCENE)
    assert (plan.intent, plan.decision) == (Intent.EDIT, Decision.ACT), plan
    return plan.steps


@pytest.mark.parametrize(
    ("words", "name", "values", "region"),
    [
        ("crop to 4:5", "crop", {"ratio": "4:5"}, ""),
        ("please crop it to 16 by 9", "crop", {"ratio": "16:9"}, ""),
        ("make it square", "crop", {"ratio": "1:1"}, ""),
        ("crop it for an Instagram story", "crop", {"place": "instagram story"}, ""),
        ("crop to her face", "crop", {}, "her face"),
        ("crop to box 10% 20% 50% 60%", "crop", {}, "box 10% 20% 50% 60%"),
        ("crop 10% off the left", "crop", {"left": 0.1}, ""),
        ("shave five percent off the bottom", "crop", {"bottom": 0.05}, ""),
        ("take ten percent off every side", "crop", dict.fromkeys(("left", "right", "top", "bottom"), 0.1), ""),
        ("four by five landscape, the boat in the middle", "crop", {"ratio": "5:4"}, ""),
        ("3:2 upright", "crop", {"ratio": "2:3"}, ""),
        ("a banner three times as wide as it is tall", "crop", {"ratio": "3:1"}, ""),
        ("a 512 by 512 icon from this", "resize", {"width": 512, "height": 512}, ""),
        ("small enough to e-mail", "resize", {"long_side": 2048}, ""),
        ("rotate left", "rotate", {"degrees": 270}, ""),
        ("rotate it by 2.5 degrees", "rotate", {"degrees": 2.5}, ""),
        ("flip it", "flip", {"direction": "horizontal"}, ""),
        ("straighten the horizon", "straighten", {}, ""),
        ("the horizon is crooked", "straighten", {}, ""),
        ("pad to 16:9 with blur", "pad", {"ratio": "16:9", "fill": "blur"}, ""),
        ("pad it to 1:1 with white", "pad", {"ratio": "1:1", "colour": "white"}, ""),
        ("resize to 1920x1080", "resize", {"width": 1920, "height": 1080}, ""),
        ("resize to 200 %", "resize", {"scale": 2.0}, ""),
        ("make it 1200 px wide", "resize", {"width": 1200}, ""),
        ("extend it by 5% on all sides", "grow", {"all": 0.05}, ""),
        ("reduce the noise a bit", "denoise", {"amount": "a bit"}, ""),
        ("it's a bit noisy", "denoise", {"amount": "a bit"}, ""),
        ("sharpen", "sharpen", {}, ""),
        ("remove the red eyes", "redeye", {}, ""),
        ("blur the faces", "obscure", {"kind": "blur"}, "the faces"),
        ("pixelate the number plate", "obscure", {"kind": "pixelate"}, "the number plate"),
        ("blur box 10% 20% 30% 40%", "obscure", {"kind": "blur"}, "box 10% 20% 30% 40%"),
        ("remove the spoon", "remove", {}, "the spoon"),
        ("lose the date stamp please", "remove", {}, "the date stamp"),
        ("get rid of all text", "remove", {}, "all text"),
        ("remove box 5% 5% 20% 20%", "remove", {}, "box 5% 5% 20% 20%"),
        ("remove the dust spots", "heal", {"what": "spots"}, "the whole picture"),
        ("use my Kodak.cube at half strength", "lut", {"path": "Kodak.cube", "strength": 0.5}, ""),
        ("apply ~/luts/My_Film.3dl", "lut", {"path": "~/luts/My_Film.3dl"}, ""),
        ("make the blues teal", "recolour", {"from": "blues", "to": "teal"}, ""),
        ("turn the reds into orange", "recolour", {"from": "reds", "to": "orange"}, ""),
        ("less orange", "recolour", {"from": "orange", "amount": -0.5}, ""),
        ("sepia", "monochrome", {"tone": "sepia"}, ""),
        ("make it sepia", "monochrome", {"tone": "sepia"}, ""),
        ("as a cyanotype", "monochrome", {"tone": "cyanotype"}, ""),
        ("black and white with a red filter", "monochrome", {"filter": "red"}, ""),
        ("remove the spoon anyway", "remove", {"anyway": True}, "the spoon"),
        ("add a thin black border", "border", {"width": 0.015, "colour": "black"}, ""),
        ("add the logo ~/Mark.png at the bottom left", "logo", {"path": "~/Mark.png", "place": "bottom left"}, ""),
        ('watermark it with "proof" all over', "watermark", {"words": "proof", "place": "all over"}, ""),
        ('write "Hello" in the lower right corner', "text", {"words": "Hello", "place": "bottom right"}, ""),
        ("same grade as v3", "match", {"like": "v3"}, ""),
        ("match the colours of the third one", "match", {"like": "v3"}, ""),
        ("match the colours of ~/Pictures/Ref.jpg", "match", {"path": "~/Pictures/Ref.jpg"}, ""),
        ('add the text "Summer Sale" at the top', "text", {"words": "Summer Sale", "place": "top"}, ""),
        ("add the title Grand Opening at the bottom", "text", {"words": "Grand Opening", "place": "bottom"}, ""),
        ('watermark it with "© Ada Lovelace"', "watermark", {"words": "© Ada Lovelace"}, ""),
        ("add a white border", "border", {"colour": "white"}, ""),
        ("blur the background", "background", {"kind": "blur"}, ""),
        ("replace the background with white", "background", {"colour": "white"}, ""),
        ("put it on a pale blue background", "background", {"colour": "pale blue"}, ""),
        ("replace the background with beach.jpg", "background", {"path": "beach.jpg"}, ""),
        ("cut out the mug", "cutout", {}, "the mug"),
        ("remove the background", "cutout", {}, ""),
        ("transparent background", "cutout", {}, ""),
    ],
)
def test_it_is_read_with_its_values(words: str, name: str, values: dict[str, Any], region: str) -> None:
    (step,) = steps(words)
    assert (step.operation, step.values, step.region) == (name, values, region)
    assert name in engine_card().operations


def test_a_chain_is_done_in_the_order_in_which_it_was_said() -> None:
    found = steps("crop to 4:5, make it moodier and remove the date stamp, then add a white border")
    assert [step.operation or step.value for step in found] == ["crop", "moodier", "remove", "border"]


def test_what_is_in_quotation_marks_is_not_taken_apart() -> None:
    (step,) = steps('add the text "Black and white, then crop to 4:5" at the bottom')
    assert step.values["words"] == "Black and white, then crop to 4:5"


def test_a_variant_that_is_worked_on_is_told_from_one_that_is_the_example() -> None:
    assert read("crop the second one to 4:5", SCENE).subject == "v2"
    plan = read("match the colours of v3", SCENE)
    assert (plan.subject, plan.steps[0].values) == ("", {"like": "v3"})


@pytest.mark.parametrize(
    ("words", "most"),
    [
        ("export it under 400 kB", 400_000),
        ("compress it to 1.5 MB", 1_500_000),
        ("save as jpg, max 250kb", 250_000),
        ("needs to be under 2 mb and a jpg, the visa site keeps rejecting it", 2_000_000),
        ("it has to be a jpg and less than 3 mb, the uni upload keeps failing", 3_000_000),
        ("the embassy form only takes jpg up to 1 mb, mine gets rejected", 1_000_000),
    ],
)
def test_a_file_can_have_a_wanted_size(words: str, most: int) -> None:
    plan = read(words, SCENE)
    assert (plan.intent, plan.output.max_bytes) == (Intent.EXPORT, most)


def test_a_size_and_a_limit_without_a_verb_are_both_kept() -> None:
    plan = read("2048 px, under 400 kB", SCENE)
    assert (plan.intent, plan.output.long_side, plan.output.max_bytes) == (Intent.EXPORT, 2048, 400_000)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("make a contact sheet", ("v1", "v2", "v3")),
        ("export v1 and v3 side by side", ("v1", "v3")),
        ("save a before/after picture as png", ("v1",)),
        ("export a contact sheet of v2 and v3", ("v2", "v3")),
    ],
)
def test_several_variants_are_wanted_as_one_picture(words: str, ids: tuple[str, ...]) -> None:
    plan = read(words, SCENE)
    assert (plan.intent, plan.output.together) == (Intent.EXPORT, True)
    assert (plan.subject, *plan.others) == ids


def test_looking_side_by_side_is_still_comparing() -> None:
    assert read("compare v1 and v3 side by side", SCENE).intent is Intent.COMPARE
    assert read("show me before and after", SCENE).intent is Intent.COMPARE


def test_a_grade_is_exported_as_a_lut() -> None:
    plan = read("export the grade as kodak.cube", SCENE)
    assert (plan.intent, plan.output.path) == (Intent.EXPORT, "kodak.cube")
    assert read("export the look as a cube file", SCENE).output.suffix == ".cube"


@pytest.mark.parametrize(
    "words", ["make it moodier", "a bit warmer", "remove some contrast", "darken the sky", "more noise reduction grain"]
)
def test_changes_of_tone_are_no_operations(words: str) -> None:
    assert not any(step.operation for step in read(words, SCENE).steps)
