"""Wishes before, behind or beside another, and what a thing is to give way to, are read for what they ask."""

from __future__ import annotations

import pytest

from agent.rules.planner import read
from tests.agent.rules.scenes import ROUND

TWO_WISHES = (
    "Besides removing the bike, brighten the scene",
    "After deleting the poster, paint the wall green",
    "Once the trees have been removed, add a fountain",
    "In addition to cropping it to a square, turn it black and white",
    "The car should be red and I want a dog next to it.",
    "Make the door green, and I'd like a wreath on it",
    "remove the sign and upscale the photo",
    "Turn the bag into leather and write 'PARIS' on it",
    "Change it by removing the car and painting the door red",
    "Give him a beard, and text saying 'boss' above him",
    "Show the chair from the side, with the cushion replaced by a cat",
    "crop it square and subsequently add a caption",
    "Her dress should be blue. The chair should be gone.",
    "The sky should be pink and the boat bigger",
    "blur the crowd, the singer should wear a red jacket",
    "no people, and warmer light",
    "remove my uncle from this pic and fix the lighting",
    "sharpen it and boost the colors",
    "get rid of the dust and make the colors richer",
    "Make the cat black and have it jump over the fence",
    "make the van white and the background a desert",
    "make the walls green and the floor look like marble",
    "make the boat red and move it to the left",
    "after the people are gone, make the grass greener",
    "I'd like the chair moved to the left and the plant taken out",
    "fix the scratches and then colour mum's coat green",
    "get rid of my wrinkles and the lamp",
    "need a transparent background and 600x600 px",
    "show me from behind and with a plain background",
)
ONE_WISH = (
    ("remove", "erase the sign and fill in the hole with sky"),
    ("remove", "remove the man and cover the spot with grass"),
    ("remove", "there's a bin by the door, it has to go"),
    ("tone", "make it brighter, we want to use it as an invitation"),
    ("crop", "crop to 3:2 and 2000 px wide"),
    ("replace", "remove the vase and put a clock in its place"),
    ("replace", "take off her hat and put a crown on her"),
    ("replace", "Have a statue where the fountain stands"),
    ("replace", "Let's see a bowl of soup in place of the salad"),
    ("replace", "couldn't that dog be a wolf?"),
    ("replace", "that chair should be made into a throne"),
    ("replace", "promote the pawn to a queen"),
    ("replace", "Instead of the tractor I want a horse cart"),
    ("layout", "put the clock where the mirror hangs"),
    ("layout", "the moon should be higher"),
    ("background", "remove the background and put a night sky in its place"),
    ("material", "table legs should be brass"),
    ("material", "I want the sink marble"),
    ("add", "a campfire ought to be burning in front of the tent"),
    ("add", "seagulls should be circling the mast"),
    ("add", "I wish there was a lighthouse on the cliff"),
    ("add", "put a third bike against the fence"),
    ("pose", "the horse ought to be rearing"),
    ("pose", "What if the dog sat up?"),
    ("color", "Adjust the picture so that the tulips are purple"),
    ("color", "it has a red door but I wanted it green"),
    ("remove", "Some tourist wandered through the shot, take him out"),
    ("remove", "the fence ought to disappear"),
    ("remove", "bare walls please"),
    ("blur", "Fade the street out of focus"),
    ("viewpoint", "Portray the tower from a low angle to emphasize its height"),
)


@pytest.mark.parametrize("words", TWO_WISHES)
def test_what_is_asked_for_besides_is_a_wish_of_its_own(words: str):
    assert read(words, ROUND).label == "multi"


@pytest.mark.parametrize(("label", "words"), ONE_WISH)
def test_one_wish_is_read_for_what_it_asks(label: str, words: str):
    assert read(words, ROUND).label == label
