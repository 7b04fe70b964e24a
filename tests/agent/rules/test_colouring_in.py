"""Colour for what has none is told from a look, and what nobody can see behind from what can be filled in."""

from __future__ import annotations

import pytest

from agent.plan import Scene
from agent.rules.planner import read
from backends.types import Task

COLOURED_IN = (
    "colourise this photo",
    "colorize grandpa's passport picture",
    "put colour into this old black and white photo of the farm",
    "give natural colours to the black-and-white shot of the tram",
    "turn the b&w class photo into colour",
    "add realistic colors to this monochrome photo",
    "could you bring colour into this greyscale picture",
    "this is black and white, i want it in colour",
    "make this b/w photo coloured",
    "convert the black and white portrait to color",
    "it's a black-and-white picture from 1920, can you colour it",
    "from black and white to colour please",
    "the photo is monochrome, colour it in naturally",
    "make my black and white wedding photo colourful again",
    "colourise this black and white picture of my great grandmother",
    "old army picture of my father, black and white, id love to see it in real colours",
    "this is from 1931, black and white of course, give it natural colour",
    "our shop was photographed in 1920, its grey all over, put real colours in",
    "postcard of the village, its b/w, i want it coloured",
    "bring some real colours into this black and white of my grandparents' wedding",
)
NOT = (
    "make it black and white",
    "turn this into a black and white photo",
    "convert this colour photo to black and white",
    "make it black and white but keep the red in colour",
    "only the coat is coloured, the rest black and white",
    "i want this picture in black and white",
    "make the black and white photo brighter",
    "make this old black and white photo warmer",
    "take the colour out of this photo",
    "no colours, make it monochrome",
    "crop the black and white picture to a square",
    "a photo of the market, black and white, without any colour",
    "photo of the lake from 1998, the colours are pale",
    "make this picture of my dog, black and white, with only the collar in colour",
)


@pytest.mark.parametrize("words", COLOURED_IN)
def test_colour_for_what_has_none_has_to_be_invented(words: str) -> None:
    plan = read(words, Scene())
    assert [(step.task, step.generates, step.look) for step in plan.steps] == [(Task.RESTORE, True, False)]


@pytest.mark.parametrize("words", NOT)
def test_a_picture_without_colour_is_a_look_and_what_is_done_to_one_is_none(words: str) -> None:
    assert not any(step.generates for step in read(words, Scene()).steps)


@pytest.mark.parametrize(
    "words", ["make the black and white photo brighter", "make this old black and white photo warmer"]
)
def test_how_the_picture_is_makes_no_look_of_it(words: str) -> None:
    steps = read(words, Scene()).steps
    assert steps and not any(step.look for step in steps)


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("remove her glasses", False),
        ("remove the mask from her face", False),
        ("get rid of his moustache", False),
        ("take off her sunglasses", False),
        ("delete the man's hat", False),
        ("get rid of the whole crowd on the square", False),
        ("remove the giant poster", False),
        ("remove the glasses from the table", True),
        ("remove the hat from the chair", True),
        ("remove the lettering from his cap", True),
        ("remove the necklace", True),
        ("delete her earrings", True),
        ("remove the tiny spot", True),
    ],
)
def test_only_what_can_be_seen_around_it_is_filled_in(words: str, filled: bool) -> None:
    steps = read(words, Scene()).steps
    assert bool(steps) and all(bool(step.operation) is filled for step in steps)
