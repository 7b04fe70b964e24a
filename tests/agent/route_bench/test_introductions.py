"""What is asked for goes the same way whatever is said of who does it, at what price, how well, and where."""

from __future__ import annotations

import pytest

from agent.route import Facts
from agent.routing.around import assumed
from agent.routing.asking import argue
from tests.agent.route_bench.facts import ENGINE, MASK
from tests.agent.route_bench.test_route_bench import TODAY

INVENTED = (
    "a lantern hanging from the beam",
    "have the kettle steam",
    "let wisteria climb up the wall",
    "the window in stained glass",
    "make the lake freeze over",
    "a cat asleep on the windowsill",
    "light the lighthouse lamp",
    "let the cherry tree bloom",
    "candlelight in every window",
    "fog rolling in from the sea",
    "the table laid for eight",
    "knock down the wall",
    "ivy round the door",
    "a mosaic floor",
)
EXACT = (
    "crop to 4:5",
    "a bit warmer",
    "straighten it",
    "take a strip off the left",
    "trim the bottom third",
    "give them even margins all round",
    "turn it a quarter to the right",
    "the horizon is crooked",
    "everything has a pink cast",
    "convert it to webp",
)
INTRODUCTIONS = (
    "money no object: {}",
    "{}, finest quality you have",
    "under a quarter: {}",
    "for a client's ad: {}",
    "quick look first: {}",
    "I haven't got all day: {}",
    "only in the part I marked: {}",
)


@pytest.mark.parametrize("introduction", ["{}", *INTRODUCTIONS, "use dall-e 3: {}", "{}, with gpt image 2"])
def test_what_must_be_invented_is_a_models(introduction: str) -> None:
    wrong = [
        words
        for edit in INVENTED
        if (card := argue(words := introduction.format(edit), setup=assumed(["openai"]), today=TODAY)[1].card) is None
        or card.is_engine
    ]
    assert wrong == []


@pytest.mark.parametrize("introduction", ["{}", *INTRODUCTIONS, "all forty pictures: {}", "{} on every one of them"])
def test_exact_work_is_the_engines(introduction: str) -> None:
    wrong = [
        words
        for edit in EXACT
        if (card := argue(words := introduction.format(edit), setup=assumed(["all"]), today=TODAY)[1].card) is None
        or card.id != ENGINE
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "words",
    [
        "chop the tree down",
        "cut her hair to her shoulders",
        "lop the branches off the oak",
        "flip the pancake in the air",
        "straighten his tie",
        "a warm blanket over her knees",
        "cool drinks on the table, with ice",
        "light a fire in the fireplace",
        "brighten the room with a big skylight",
    ],
)
def test_what_is_cut_or_lit_in_the_picture_is_no_exact_work(words: str) -> None:
    card = argue(words, setup=assumed(["openai"]), today=TODAY)[1].card
    assert card is not None and not card.is_engine


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("put a pond where I painted", True),
        ("nothing outside my selection may change: a fountain in it", True),
        ("a cat in the marked spot", True),
        ("keep to the part I drew around, and make it a bookshelf", True),
        ("the spot I circled should get a bird house", True),
        ("give her a carnival mask", False),
        ("add a marked trail through the wood", False),
        ("put painted eggs in the basket", False),
    ],
)
def test_a_place_that_is_called_marked_needs_a_mask(words: str, marked: bool) -> None:
    for way in ("openai", "fal"):
        card = argue(words, setup=assumed([way]), today=TODAY)[1].card
        assert card is not None and (not marked or card.id in MASK[way])
    assert (argue(words, setup=assumed(["gemini"]), today=TODAY)[1].card is None) is marked


@pytest.mark.parametrize(
    "words",
    [
        "give the owl glasses, and the empty background stays empty",
        "a hat for the cat, transparent as before",
        "put a crown on the frog; alpha must survive",
        "put a crown on the frog, and leave the transparency alone",
    ],
)
def test_transparency_that_is_to_stay_needs_a_model_that_keeps_it(words: str) -> None:
    assert argue(words, setup=assumed(["gemini"]), today=TODAY)[1].card is None
    card = argue(words, facts=Facts(), setup=assumed(["openrouter"]), today=TODAY)[1].card
    assert card is not None and card.can.alpha


@pytest.mark.parametrize(
    "words",
    [
        "a parrot on the railing as dall-e 3 would do it",
        "DALL\u00b7E 3: a parrot on the railing",
        "the old dall-e: a parrot on the railing",
        "can dall-e 3 put a parrot on the railing?",
        "dall-e 2 again: a parrot on the railing",
        "a parrot on the railing, by gpt image 1",
    ],
)
def test_a_model_that_is_gone_is_known_by_any_of_its_names(words: str) -> None:
    found = argue(words, setup=assumed(["openai"]), today=TODAY)[1]
    assert found.card is not None and found.card.id == "gpt-image-2.5-sunburst"
    assert "shut down" in found.reasons[0] and "successor" in found.reasons[0]


def test_the_largest_picture_that_fits_is_chosen_where_no_size_is_said() -> None:
    words = "a fox in the meadow, big enough for a 2 metre banner"
    found = argue(words, setup=assumed(["openrouter"]), today=TODAY)[1]
    assert found.card is not None and found.card.can.megapixels >= 16
