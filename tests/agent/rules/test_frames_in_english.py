"""Kinds of English edits that no list of verbs tells: what the parts of the sentence say together."""

from __future__ import annotations

import pytest

from agent.rules.planner import read
from tests.agent.rules.scenes import ROUND

_SAID = {
    "what a thing has, shows or does": (
        ("make the cake have candles on it", "add"),
        ("can the balcony have lanterns on it?", "add"),
        ("what if there were a few boats in the harbour", "add"),
        ("make it look like there are flowers in the vase", "add"),
        ("lay a blue towel over the chair", "add"),
        ("picture our garden with a pond and a bench", "add"),
        ("some steam coming off the soup please", "add"),
        ("The TV should show a football match", "replace"),
        ("Turn the sandwich into a bagel", "replace"),
        ("a windmill instead of the hotel", "replace"),
        ("make the blinds closed", "layout"),
        ("can the windows be open", "layout"),
        ("the car should be parked in front of the house", "layout"),
        ("would be cool if the van had bigger tyres", "layout"),
        ("make him look like he's laughing", "pose"),
        ("Make the boy on the bench wave", "pose"),
    ),
    "what goes, and what is only why": (
        ("there's a stranger behind us, he needs to go", "remove"),
        ("take out the bin and fill the gap with grass", "remove"),
        ("remove the reflection of the cameraman in the window", "remove"),
        ("the cables behind the desk gone please", "remove"),
        ("can the fence go away", "remove"),
        ("increase the size of the logo so it's easier to see", "layout"),
        ("push the table against the wall", "layout"),
        ("change the brown horse in the field to a black cow of the same size", "replace"),
        ("gonna sell this online so I need just the lamp cut out", "extract"),
        ("too much headroom, trim some off the top", "crop"),
        ("the picture was meant to be upright, turn it", "crop"),
        ("depict the same bread after it was left in a bag for a week", "reasoning"),
    ),
    "who or what is new": (
        ("let a crow be on the scarecrow's shoulder", "add"),
        ("make steam rise from the teacup", "add"),
        ("have an elephant behind the bus", "add"),
        ("someone should be sitting in the chair", "add"),
        ("Integrate a cozy fireplace into the living room's left wall.", "add"),
        ("she needs a flower pot next to her", "add"),
    ),
    "what is withheld": (
        ("Let her not wear glasses", "remove"),
        ("the pizza should have no olives", "remove"),
        ("nobody should be in the pool", "remove"),
        ("all the cars out of the street please", "remove"),
        ("make the beach deserted", "remove"),
    ),
    "what a thing is to be": (
        ("the donut should be a bagel", "replace"),
        ("could the cactus be a palm tree?", "replace"),
        ("the thing in her hand should be a microphone", "replace"),
        ("the umbrella ought to be turquoise", "color"),
        ("the mug should say World's Best Dad", "text"),
        ("it should look like it was drawn by a child", "style"),
        ("the door should look rusty", "material"),
        ("the boy should wave to his mom", "pose"),
        ("the girl should look at the dog", "pose"),
    ),
    "what it is to be no longer": (
        ("traffic light red not green", "color"),
        ("I want a blue door instead of a green one", "color"),
        ("a violin instead of the cello", "replace"),
        ("have the couch be leather instead of fabric", "material"),
        ("five balloons, not two", "layout"),
        ("have the monkey riding a goat instead of a bike", "replace"),
        ("have grandma look into the lens instead of at the cake", "pose"),
    ),
    "where somebody is to be": (
        ("the dog should be in a spaceship", "background"),
        ("the wedding should be on a beach", "background"),
        ("Teleport the chess players to the surface of Mars.", "background"),
        ("the cat on the Great Wall of China", "background"),
        ("as if it were winter", "background"),
        ("the lamp should be on the left", "layout"),
    ),
    "how many and how big": (
        ("have only three candles", "layout"),
        ("the moon is too small", "layout"),
        ("double the number of candles", "layout"),
        ("the dog should be as big as the house", "layout"),
    ),
    "from where, and what time does": (
        ("Depict the same street from the second-floor window.", "viewpoint"),
        ("a cat's eye view of the kitchen", "viewpoint"),
        ("closer to the flower", "viewpoint"),
        ("What would the candle look like after burning all night?", "reasoning"),
    ),
    "what is wished for besides": (
        ("give him a beard and a beach behind him", "multi"),
        ("ditch the plate, more light on the cup", "multi"),
        ("remove the cat and the sky should be purple", "multi"),
        ("Convert the shot to black and white while adding a red umbrella.", "multi"),
        ("turn the car green and move it to the left", "multi"),
    ),
}


@pytest.mark.parametrize(
    ("mechanism", "words", "label"), [(name, *one) for name, many in _SAID.items() for one in many]
)
def test_the_parts_of_a_sentence_tell_its_kind(mechanism: str, words: str, label: str) -> None:
    assert read(words, ROUND).label == label, mechanism


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("remove the railing", "remove"),  # no raining
        ("put the crate on the left", "layout"),  # and no create
        ("replace the closet with a mirror", "replace"),
    ],
)
def test_real_words_are_no_slips(words: str, label: str) -> None:
    assert read(words, ROUND).label == label


def test_a_decade_is_no_time_of_a_film() -> None:
    plan = read("the picture should resemble an old faded photograph from the 1920s", ROUND)
    assert plan.label in {"style", "tone"} and not plan.output.seconds
