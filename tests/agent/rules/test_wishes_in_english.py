"""English edits that are asked for by what is wrong, missing, or ought to be, without a command: their kinds."""

from __future__ import annotations

import pytest

from agent.plan import Decision
from agent.rules.planner import read
from tests.agent.rules.scenes import ROUND

_SAID = {
    "what is there and ought not to be": (
        ("wish that car wasn't parked there", "remove"),
        ("he should not be wearing a hat", "remove"),
        ("if only the power lines weren't there", "remove"),
        ("I wish there was no car in front of the house", "remove"),
        ("there is an ugly trash bag next to my dog", "remove"),
        ("these wires are so annoying", "remove"),
        ("the boy on the left isn't supposed to be there", "remove"),
        ("the street ought to be free of cars", "remove"),
        ("make sure the cables can't be seen", "remove"),
    ),
    "what is missing": (
        ("wish there was a kite in the sky", "add"),
        ("the cake is missing a cherry on top", "add"),
        ("the mantelpiece looks bare, a clock would help", "add"),
        ("my brother wants a parrot on his shoulder", "add"),
        ("I'd love for there to be a swing on the porch", "add"),
        ("would be cute if the puppy wore a bow tie", "add"),
    ),
    "what somebody is to have done": (
        ("please have the poster taken off the wall", "remove"),
        ("have the roses replaced by lilies", "replace"),
    ),
    "what is told as a fault": (
        ("the photo of the deer is blurry", "restore"),
        ("there's a pimple on my nose", "portrait"),
        ("my belly looks big", "portrait"),
        ("I hate how red my face is here", "portrait"),
        ("the colours look wrong", "tone"),
    ),
    "what should be": (
        ("the apples should be oranges", "replace"),
        ("let the car be parked on the moon", "background"),
        ("I wish my teeth were whiter", "portrait"),
        ("it'd be nice if the walls were lavender", "color"),
        ("turn the statue into gold", "material"),
        ("sitting instead of standing", "pose"),
        ("let warm sunlight pour into the kitchen", "tone"),
    ),
    "two wishes without a verb": (
        ("darker sky, no poles", "multi"),
        ("no watermark, and sharper", "multi"),
        ("no people and a sunset sky", "multi"),
        ("the floor ought to be bamboo, and please brighten the corner", "multi"),
        ("delete the date and lift the shadows", "multi"),
    ),
    "praise and blame": (
        ("great job on the sky", ("affirm", "chat")),
        ("wow the background turned out amazing", "affirm"),
        ("you didn't change anything", "deny"),
        ("no, that's not the right color", "deny"),
        ("no text please", ("remove", "text")),
        ("what does the sign in the background say", "ask_image"),
    ),
}


@pytest.mark.parametrize(
    ("words", "label"), [pytest.param(words, label, id=words) for said in _SAID.values() for words, label in said]
)
def test_wishes_are_read_from_what_they_say_of_the_picture(words: str, label: str | tuple[str, ...]) -> None:
    assert read(words, ROUND).label in ((label,) if isinstance(label, str) else label)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("black and white with a white border", "tone"),
        ("no way, it doesn't look like me", "remove"),
        ("the phone in his hand should be a book", "layout"),
    ],
)
def test_what_was_once_done_wrongly_is_not_done(words: str, label: str) -> None:
    plan = read(words, ROUND)
    assert plan.label != label or plan.decision is not Decision.ACT
