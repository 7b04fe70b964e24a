"""Looks and adjustments of light and colour: which, how strong, and where."""

from __future__ import annotations

import pytest
from skimage import data  # noqa: F401  (the photos that these sentences are about)

from agent.plan import Decision, Intent, Plan
from agent.rules.planner import read
from tests.agent.rules.scenes import FRESH, ROUND, adjustments


def looks(plan: Plan) -> list[str]:
    return [step.value for step in plan.steps if step.look]


@pytest.mark.parametrize(
    ("words", "look"),
    [
        ("make it moodier", "moodier"),
        ("moody please", "moodier"),
        ("more dramatic", "moodier"),
        ("something brooding", "moodier"),
        ("cinematic", "cinematic"),
        ("make it look cinematic", "cinematic"),
        ("film noir", "noir"),
        ("noir", "noir"),
        ("dreamy", "dreamy"),
        ("golden hour", "golden-hour"),
        ("cold winter", "cold-winter"),
        ("vintage", "vintage"),
        ("give it a vintage look", "vintage"),
        ("vivid", "vivid"),
        ("black and white", "black-and-white"),
        ("black & white", "black-and-white"),
        ("b&w", "black-and-white"),
        ("turn it into black and white", "black-and-white"),
        ("monochrome", "black-and-white"),
        ("moodeir", "moodier"),
        ("vintgae", "vintage"),
        ("cinematc", "cinematic"),
    ],
)
def test_looks(words: str, look: str) -> None:
    plan = read(words, FRESH)
    assert plan.intent is Intent.EDIT
    assert looks(plan) == [look]
    assert not adjustments(plan)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("warmer", {"warmth": 1}),
        ("make it warmer", {"warmth": 1}),
        ("warmer please", {"warmth": 1}),
        ("warmre", {"warmth": 1}),
        ("warm it up", {"warmth": 1}),
        ("more warmth", {"warmth": 1}),
        ("colder", {"warmth": -1}),
        ("cool it down", {"warmth": -1}),
        ("less warm", {"warmth": -1}),
        ("too warm", {"warmth": -1}),
        ("it's too cold", {"warmth": 1}),
        ("it is too yellow", {"warmth": -1}),
        ("not warm enough", {"warmth": 1}),
        ("brighter", {"exposure": 1}),
        ("brighten it up", {"exposure": 1}),
        ("more light", {"exposure": 1}),
        ("darker", {"exposure": -1}),
        ("it looks too dark", {"exposure": 1}),
        ("it's dark", {"exposure": 1}),
        ("way too bright", {"exposure": -1.5}),
        ("increase the exposure", {"exposure": 1}),
        ("lower the brightness", {"exposure": -1}),
        ("more contrast", {"contrast": 1}),
        ("add more contrast", {"contrast": 1}),
        ("less contrast", {"contrast": -1}),
        ("too much contrast", {"contrast": -1}),
        ("reduce the contrast a bit", {"contrast": -0.5}),
        ("punchier", {"contrast": 1}),
        ("it looks flat", {"contrast": 1}),
        ("softer", {"contrast": -1}),
        ("more saturated", {"saturation": 1}),
        ("more saturation", {"saturation": 1}),
        ("less saturation", {"saturation": -1}),
        ("muted colours", {"saturation": -1}),
        ("more colour", {"saturation": 1}),
        ("desaturate it", {"saturation": -1}),
        ("more vibrant", {"vibrance": 1}),
        ("lift the shadows", {"shadows": 1}),
        ("open up the shadows", {"shadows": 1}),
        ("deeper shadows", {"shadows": -1}),
        ("bring down the highlights", {"highlights": -1}),
        ("recover the highlights", {"highlights": -1}),
        ("add grain", {"grain": 1}),
        ("some film grain", {"grain": 1}),
        ("no grain", {"grain": -1}),
        ("remove the vignette", {"vignette": -1}),
        ("darker corners", {"vignette": 1}),
        ("more clarity", {"clarity": 1}),
        ("a matte look", {"fade": 1}),
        ("add some glow", {"bloom": 1}),
        ("greener", {"tint": -1}),
        ("a bit warmer", {"warmth": 0.5}),
        ("slightly darker", {"exposure": -0.5}),
        ("a touch brighter", {"exposure": 0.5}),
        ("much colder", {"warmth": -1.6}),
        ("a lot more contrast", {"contrast": 1.6}),
        ("twice as warm", {"warmth": 2}),
        ("just a tiny bit warmer", {"warmth": 0.3}),
        ("warmer, but only a bit", {"warmth": 0.5}),
        ("I want it darker but not too much", {"exposure": -0.6}),
        ("warmer and brighter", {"warmth": 1, "exposure": 1}),
        ("brighter and less contrast", {"exposure": 1, "contrast": -1}),
        ("a bit warmer, much more contrast", {"warmth": 0.5, "contrast": 1.6}),
        ("could you make it a little bit brighter and less contrasty, thanks!", {"exposure": 0.5, "contrast": -1}),
        ("Hey there! it's for grandma's birthday card, could you make it warmer? thank you so much", {"warmth": 1}),
    ],
)
def test_adjustments_and_their_strength(words: str, wanted: dict[str, float]) -> None:
    plan = read(words, FRESH)
    assert plan.intent is Intent.EDIT
    assert not looks(plan)
    assert adjustments(plan) == pytest.approx(wanted)
    assert plan.confidence >= 0.6


def test_a_look_and_adjustments_travel_together() -> None:
    plan = read("black and white with more contrast and some grain", FRESH)
    assert looks(plan) == ["black-and-white"]
    assert adjustments(plan) == {"contrast": 1, "grain": 1}
    plan = read("moodier but a bit brighter", FRESH)
    assert (looks(plan), adjustments(plan)) == (["moodier"], {"exposure": 0.5})


def test_less_of_a_look_is_said_in_adjustments() -> None:
    plan = read("less moody", ROUND)
    assert not looks(plan)
    assert adjustments(plan)["exposure"] > 0


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("darken the sky", "the sky"),
        ("make the background darker", "the background"),
        ("brighten her face", "her face"),
        ("warmer light on the table", "the table"),
        ("more contrast in the trees", "the trees"),
    ],
)
def test_a_part_of_the_picture_is_heard(words: str, region: str) -> None:
    (step, *_) = read(words, FRESH).steps
    assert step.region == region


@pytest.mark.parametrize(
    "words",
    [
        "darken the photo",
        "make the whole picture warmer",
        "brighten the image",
        "make the colours warmer",
        "lift the shadows",
    ],
)
def test_the_whole_picture_is_no_part_of_it(words: str) -> None:
    assert all(not step.region for step in read(words, FRESH).steps)


def test_a_new_look_file_teaches_its_words() -> None:
    from agent.rules.words.lexicon import looks as known

    for name, words in known().items():
        assert words
        assert looks(read(f"make it {words[0]}", FRESH)) == [name]


@pytest.mark.parametrize("words", ["noir with 3 frobs", "vintage with 7 glimps"])
def test_a_number_of_what_is_not_understood_keeps_a_look_from_being_made(words: str) -> None:
    assert read(words, FRESH).decision is Decision.OFFER


def test_the_tones_of_a_thing_are_where_the_thing_is() -> None:
    (step,) = read("darken her skin tones", FRESH).steps
    assert (step.value, step.strength, step.region) == ("exposure", -1.0, "her skin")


@pytest.mark.parametrize(
    "words",
    ["take the book away and make the vase larger", "remove the bin, and adjust the size of the cup to be larger"],
)
def test_one_of_two_wishes_is_not_done_alone(words: str) -> None:
    plan = read(words, FRESH)
    assert len(plan.steps) == 2 and plan.label == "multi"


@pytest.mark.parametrize(
    "words",
    [
        "could our car be driving through a desert instead",
        "the newspaper she's holding should have the headline WE WON",
        "mist between the trees",
        "put a polaroid on the fridge",
        "a slide next to the sandpit",
        "golden earrings for her",
        "a neon sign above the bar",
        "a painting above the fireplace",
    ],
)
def test_a_thing_with_the_name_of_a_look_is_no_look(words: str) -> None:
    assert not looks(read(words, FRESH))


@pytest.mark.parametrize(
    "words", ["a newspaper look", "make it a comic", "fog please", "like a newspaper photo", "oil painting at 60 %"]
)
def test_the_name_of_a_look_alone_or_beside_a_word_for_looks_is_one(words: str) -> None:
    assert looks(read(words, FRESH))


@pytest.mark.parametrize(
    ("words", "value", "strength"),
    [
        ("make the shadows brighter", "shadows", 1.0),
        ("lighten the shadows", "shadows", 1.0),
        ("the shadows could be lighter", "shadows", 1.0),
        ("make the dark parts brighter", "shadows", 1.0),
        ("make the highlights darker", "highlights", -1.0),
        ("make the bright areas darker", "highlights", -1.0),
        ("make it brighter", "exposure", 1.0),
        ("make the dark chair brighter", "exposure", 1.0),
    ],
)
def test_what_is_said_of_the_shadows_is_done_to_no_other_tone(words: str, value: str, strength: float) -> None:
    (step,) = read(words, FRESH).steps
    assert (step.value, step.strength) == (value, strength)
