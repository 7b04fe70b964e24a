"""The engine's work in everyday words is read with the story around it; what brings in a thing is not taken for it."""

from __future__ import annotations

import pytest

from agent.plan import Decision, Scene
from agent.router import route
from agent.routing.exactly import as_exact
from agent.rules.engine.about import about_the_picture, brings_a_thing
from agent.rules.planner import read
from backends.catalog import cards
from backends.types import Task

ITS_OWN = {
    "the dark bits are like ink, open them so i can see her coat": ("shadows", "", 1.0),
    "my clouds are nearly white, pull that part down so you can see them": ("highlights", "", -1.3),
    "the sun was behind her, so her face is in the dark, make just the face lighter": ("exposure", "the face", 1.0),
    "the lamp behind him was so strong that his face came out black, lift only the face": ("exposure", "the face", 1.0),
    "let the corners go a bit darker so you look at the middle": ("exposure", "the corners", -0.5),
    "the veil is so bright, make the white less dazzling": ("highlights", "the white", -1.0),
    "put some of that gritty old-film texture on it": ("grain", "", 1.0),
    "the left side lies in shadow, brighten that half a little": ("exposure", "the left side", 0.5),
}
OPERATIONS = {
    "the sea should be a slightly deeper blue, nothing else": ("recolour", {"from": "blue", "amount": 0.25}),
    "the bird's feathers could be a touch sharper": ("sharpen", {"amount": "a bit"}),
    "brownish all over, like in my grandmother's album": ("monochrome", {"tone": "sepia"}),
    "a black rim all around it, like in the old days": ("border", {"colour": "black"}),
    "half as big in both directions": ("resize", {"scale": 0.5}),
    "exactly 800 wide, please": ("resize", {"width": 800}),
    "nobody should know who they are, pixelate their faces": ("obscure", {"kind": "pixelate"}),
    "the number plate must not be readable": ("obscure", {"kind": "blur"}),
    "frame it with grey bars above and below so it becomes 16:9": ("pad", {"colour": "grey", "ratio": "16:9"}),
    "put her on the left third": ("crop", {"third": "left"}),
    "place the boat on the lower third": ("crop", {"third": "lower"}),
    "move in closer so only the dog's head and shoulders are left in the picture": ("crop", {}),
    "a wide white edge at the bottom and a narrow one elsewhere, like an instant picture": (
        "border",
        {"style": "instant", "colour": "white"},
    ),
}
NOT_ITS_OWN = (
    "the porch is dark, hang a lamp there",
    "the sky is dull, give it dramatic storm clouds",
    "light the dark alley with a row of paper lanterns",
    "brighten the porch with fairy lights strung along the beams",
    "warm it up with logs burning in the fireplace",
    "the room is gloomy, give it a big window",
    "the wall is bare and grey, put a big map on it",
    "the corners of the room are empty, put plants there",
    "this side is empty, fill that half with trees",
    "trim the overgrown hedge down to knee height",
    "level the heap of gravel in the yard into a flat drive",
    "crop her hair short",
)


@pytest.mark.parametrize("words", ITS_OWN)
def test_a_story_a_reason_and_a_fault_are_told_apart_from_the_wish(words: str) -> None:
    plan = read(words, Scene())
    step = plan.steps[0]
    assert plan.decision is Decision.ACT
    assert (step.value, step.region, step.strength) == ITS_OWN[words]


@pytest.mark.parametrize("words", OPERATIONS)
def test_an_operation_is_read_with_what_is_said_around_it(words: str) -> None:
    (step,) = read(words, Scene()).steps
    operation, values = OPERATIONS[words]
    assert step.operation == operation
    assert step.values.items() >= values.items()


@pytest.mark.parametrize("words", NOT_ITS_OWN)
def test_what_brings_in_a_thing_or_works_on_one_is_not_taken_for_light_or_frame(words: str) -> None:
    chosen = route(as_exact(read(words, Scene())), cards())
    assert chosen.card is None or not chosen.card.is_engine


def test_words_that_name_no_thing_are_about_the_picture() -> None:
    assert about_the_picture("bleach it a little") is Task.TONE
    assert about_the_picture("the noise in the dark sky bothers me") is Task.TONE
    assert about_the_picture("the lower edge is ragged, cut it clean") is Task.CROP
    assert about_the_picture("a lamp in the dark corner") is None
    assert about_the_picture("warmer clothes for the kids") is None
    assert brings_a_thing("brighten it up with some tulips")
    assert not brings_a_thing("brighten it up with more contrast")
    assert not brings_a_thing("give it a bit more warmth")
