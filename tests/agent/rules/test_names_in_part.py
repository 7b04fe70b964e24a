"""A model is known by a part of its name where a word for a model stands beside it, and a thing is none."""

from __future__ import annotations

import pytest

from agent.plan import Scene
from agent.rules.planner import read


@pytest.mark.parametrize(
    ("words", "use"),
    [
        ("with klein, put a cactus on the windowsill", "flux-2-klein-4b"),
        ("klein please, give the barn a new roof", "flux-2-klein-4b"),
        ("use the nano one to put a crown on the parrot", "nano-banana"),
        ("the banana model should add a kite in the sky", "nano-banana"),
        ("with google's ai, a hat on the dog", "nano-banana"),
        ("the openai model please: a hat on the dog", "gpt-image"),
        ("a hat on the dog (the gpt one)", "gpt-image"),
        ("grok could put a cowboy hat on the goat", "grok"),
        ("chatgpt should put a hat on the cat", "gpt-image"),
        ("qwen might replace the plates with bowls", "qwen"),
        ("with firefly, extend the beach", "firefly"),
        ("gpt 2.5 flare, a clown nose on him", "gpt-image-2.5-flare"),
        ("paint the wall klein blue", ""),
        ("a calvin klein logo on the shirt", ""),
        ("replace the old logo with the google one", ""),
        ("gemini should be brighter in the night sky", ""),
        ("use the banana as a phone", ""),
        ("the reve one should have a hat", ""),
    ],
)
def test_a_part_of_a_name_means_the_model_where_a_model_is_meant(words: str, use: str) -> None:
    assert read(words, Scene()).wish.use == use


@pytest.mark.parametrize(
    ("words", "most", "by", "stay"),
    [
        ("don't waste money on it, add a scarecrow in the field", None, "price", False),
        ("fast model please, a swan on the lake", None, "time", False),
        ("confidential prototype. replace the background with a workshop", None, "", True),
        ("don't use google, a lamp post on the left", None, "", False),
        ("let the bride laugh, without turning her into someone else", None, "", False),
        ("must not cost me a penny, swap the bike for a scooter", 0.0, "", False),
    ],
)
def test_money_haste_and_privacy_are_told_from_who_shall_do_it(
    words: str, most: float | None, by: str, stay: bool
) -> None:
    wish = read(words, Scene()).wish
    assert (wish.most_usd, wish.by, wish.stay) == (most, by, stay)


@pytest.mark.parametrize(
    ("words", "megapixels"),
    [
        ("lavender along the garden path, result in 4k", 8.0),
        ("20 megapixels, with a barn on the hill", 20.0),
        ("stick a moose in the road. deliver at 4k", 8.0),
        ("put a wreath on the front door and make it big enough for an A3 print at 300 dpi", 17.4),
        ("make the picture 1200 pixels wide, the forum won't take it otherwise", 0.0),
    ],
)
def test_a_size_is_heard_beside_what_is_shown_and_stays_with_the_engine_alone(words: str, megapixels: float) -> None:
    assert round(read(words, Scene()).wish.megapixels, 1) == megapixels
