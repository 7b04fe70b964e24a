"""How large a result must be and what it may cost at most are heard in any wording, and not in what is to be seen."""

from __future__ import annotations

import pytest

from agent.rules.terms.budgets import budget
from agent.rules.terms.routed import routed
from agent.rules.terms.sizes import sized

SIZES = {
    "add a gull over the pier, 6000 pixels wide": (0.0, 6000),
    "add a moon, print at A2 300 dpi": (34.8, 7016),
    "add a moon; A3 at 300 dpi": (17.4, 4961),
    "turn the lake into ice, 20 x 30 cm at 300 dpi": (8.4, 3543),
    "12 x 16 inches at 300 dpi, and give the shed a new roof": (17.3, 4800),
    "I want to print this 1 metre wide at 150 dpi: a rainbow over the barn": (23.3, 5906),
    "I need 4000 x 3000 pixels: a kite above the beach": (12.0, 4000),
    "put a crown on the cat; the file has to be 3840 by 2160": (8.3, 3840),
    "a hammock between the trees. 16 MP or more": (16.0, 0),
    "the result should have 10 million pixels; a vase on the sill": (10.0, 0),
    "add an owl in the tree, ultra HD": (8.0, 0),
    "add an owl in the tree in full HD": (2.0, 0),
    "put a tent by the river, 5K": (14.0, 0),
    "add a canoe, long edge 5000": (0.0, 5000),
    "give the dog a scarf, the short side at least 3000": (13.5, 4500),
}


@pytest.mark.parametrize("words", SIZES)
def test_a_size_is_read_in_pixels_megapixels_and_on_paper(words: str) -> None:
    found = sized(words)
    assert found is not None and (round(found.megapixels, 1), found.edge) == SIZES[words]


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("add a gull over the pier, as large as it gets", "add a gull over the pier"),
        ("add a moon, big enough for a 2 metre banner", "add a moon"),
        ("put a boat on the lake, it has to be sharp on an A2 poster", "put a boat on the lake"),
        ("a red kite over the dunes, maximum resolution", "a red kite over the dunes"),
        ("a fox in the meadow, the largest file you can make", "a fox in the meadow"),
        ("for a poster in A1: put a swan on the pond", "put a swan on the pond"),
        ("a red door on the house; print size is 3 metres", "a red door on the house"),
        ("replace the sky with a sunset, it goes on a wall two metres wide", "replace the sky with a sunset"),
        ("a fox by the barn. It goes on the side of a bus.", "a fox by the barn"),
    ],
)
def test_without_a_number_the_largest_is_meant(words: str, rest: str) -> None:
    wish, left = routed(words)
    assert (wish.by, left) == ("size", rest)


@pytest.mark.parametrize(
    "words",
    [
        "add a billboard behind the car",
        "make the dog as big as a house",
        "put the largest pumpkin you can imagine on the cart",
        "add a 2 metre fence around the garden",
        "add 3000 sheep on the hill",
        "write 1920 on the gable in iron numbers",
        "a wall two metres high around the yard",
        "a 1920 Ford by the barn",
        'insert "5k" in the first row',
        "replace the word on the billboard with BREAD, same size",
        # What is nothing but a size is the engine's.
        "resize it to 4000 x 3000",
        "set the size to 820x460",
        "let me have this photo in 820x460",
        "a bit brighter, 3000 x 2000",
        "upscale it to 4k",
    ],
)
def test_what_is_to_be_seen_or_done_to_the_file_is_no_size(words: str) -> None:
    assert sized(words) is None


BUDGETS = {
    "I can spare five cents and no more: a scooter leaning on the wall": 0.05,
    "a scooter leaning on the wall, under a quarter": 0.25,
    "keep it below 2 cents a picture: a scooter by the wall": 0.02,
    "max ten cents, two pictures of a scooter by the wall": 0.1,
    "no more than a dime: a scooter by the wall": 0.1,
    "spend 15 cents at the outside on a scooter by the wall": 0.15,
    "not a cent over five: put a scooter by the wall": 0.05,
    "half a dollar tops, put a scooter by the wall": 0.5,
    "a penny is all I'm giving you: add a scooter": 0.01,
    "five cents, not one more: add a scooter": 0.05,
    "a twenty-five cent limit: add a scooter": 0.25,
    "add a scooter, $.05 max": 0.05,
    "twenty cents is as high as I go: a scooter by the wall": 0.2,
    "it mustn't cost more than fifteen cents, a scooter by the wall": 0.15,
    "I've six cents for this: a scooter by the wall": 0.06,
}  # fmt: skip


@pytest.mark.parametrize("words", BUDGETS)
def test_a_limit_of_money_is_heard_and_cut_out(words: str) -> None:
    wish, rest = routed(words)
    assert wish.most_usd == BUDGETS[words]
    assert "scooter" in rest and "cent" not in rest and "$" not in rest


@pytest.mark.parametrize(
    "words",
    [
        "put a five cent coin on the table",
        "add a 50 cents sign on the lemonade stand",
        "a price tag of 5 dollars on the mug",
        "put a quarter of the cake on the plate",
        "a stack of dollar bills on the desk",
        'the sign should read "10 cents at most"',
        "half a dollar coin in his hand",
        "a penny farthing leaning on the wall",
        "without it costing me a penny, give the horse a saddle",
        "stop asking below 5 cents",
    ],
)
def test_a_coin_or_a_price_in_the_picture_is_no_limit(words: str) -> None:
    assert budget(words) is None
