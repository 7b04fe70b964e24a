"""Holds siblings of wishes that were missed once: whose machine may not see a picture, how little it may cost, and
work of the engine's that is told as a story."""

from __future__ import annotations

import pytest

from agent.plan import Scene
from agent.rules.planner import read
from agent.rules.terms.routed import routed


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("add a lamp. It's our flat, no stranger's computer gets to see it", "add a lamp. It's our flat"),
        ("put a hat on her, nobody else's machine should have this", "put a hat on her"),
        ("add a lamp, no foreign server may have it", "add a lamp"),
        ("add a kite, none of your partners looks at it", "add a kite"),
        ("add a boat, nobody's server but mine may keep it", "add a boat"),
        ("add a clock, not on anybody's machine but mine", "add a clock"),
    ],
)
def test_whose_machine_may_not_have_a_picture_keeps_it_here_and_is_no_part_of_the_edit(words: str, rest: str) -> None:
    wish, left = routed(words)
    assert (wish.stay, left) == (True, rest)


@pytest.mark.parametrize(
    "words",
    [
        "nobody else's car should be in it, remove the red one",
        "none of the people looks at the camera, turn their heads",
        "no stranger should be in the picture, remove the man",
        "add a foreign computer to the desk",
    ],
)
def test_strangers_and_computers_in_a_picture_are_no_wish_for_privacy(words: str) -> None:
    assert not routed(words)[0].stay


@pytest.mark.parametrize(
    ("words", "most", "rest"),
    [
        ("one cent and not a bit more: a bench under the oak", 0.01, "a bench under the oak"),
        ("a cent, no more: a kite in the sky", 0.01, "a kite in the sky"),
        ("add a bird, ten cents and that's your lot", 0.1, "add a bird"),
        ("2 cents and nothing more, add a moon", 0.02, "add a moon"),
        ("cut the fence off at the bottom, I'm skint so it has to be free", 0.0, "cut the fence off at the bottom"),
        ("add one cent to the table and not a bit more", None, "add one cent to the table and not a bit more"),
    ],
)
def test_an_amount_with_not_a_bit_more_is_a_limit(words: str, most: float | None, rest: str) -> None:
    wish, left = routed(words)
    assert (wish.most_usd, left) == (most, rest)


@pytest.mark.parametrize(
    ("words", "operation", "values"),
    [
        ("it's standing on its head, turn it over", "rotate", {"degrees": 180}),
        ("everyone has devil eyes from the flash, fix the red", "redeye", {}),
        ("a slim black mourning border please", "border", {"width": 0.02, "colour": "black"}),
        ("sign it bottom left: A. Kern", "text", {"place": "bottom left", "words": "A. Kern"}),
        ("grainy as sand, smooth it a bit", "denoise", {"amount": "a bit"}),
        ("cut the railing off at the left", "crop", {"left": 0.1}),
    ],
)
def test_work_of_the_engine_is_read_from_a_story(words: str, operation: str, values: dict[str, object]) -> None:
    (step,) = read(words, Scene()).steps
    assert (step.operation, step.values) == (operation, values)


@pytest.mark.parametrize(
    "words",
    [
        "a rough draft will do to see the idea, a pergola over the patio",
        "just a draft to see the idea: a pergola over the patio",
        "dall-e always did this nicely: a pergola over the patio",
        "seedream is good at this: a pergola over the patio",
    ],
)
def test_what_stands_before_the_thing_that_is_wished_for_is_not_part_of_it(words: str) -> None:
    wish, rest = routed(words)
    assert rest == "a pergola over the patio"
    assert wish.dial == 0.0 or wish.use
