"""Words about who should do it are read and cut out; words that only look like them stay where they are."""

from __future__ import annotations

from typing import Any

import pytest

from agent.plan import Scene, Wish
from agent.rules.planner import read
from agent.rules.terms.routed import routed

SAID: list[tuple[str, dict[str, Any], str]] = [
    ("use seedream", {"use": "seedream", "alone": True}, ""),
    ("use seedream: put it on a beach", {"use": "seedream"}, "put it on a beach"),
    ("use flux to remove the car", {"use": "flux"}, "remove the car"),
    ("put it on a beach, with Nano Banana Pro", {"use": "nano-banana-pro"}, "put it on a beach"),
    ("put it on a beach with gpt image 2", {"use": "gpt-image-2"}, "put it on a beach"),
    ("try it with flux", {"use": "flux", "alone": True}, ""),
    ("animate it using sora 2", {"use": "sora-2"}, "animate it"),
    ("use nano banana from now on", {"use": "nano-banana", "lasting": True, "alone": True}, ""),
    ("put it on a beach with flux for at most 2 cents", {"use": "flux", "most_usd": 0.02}, "put it on a beach"),
    ("something faster", {"by": "time", "alone": True}, ""),
    ("cheapest", {"by": "price", "alone": True}, ""),
    ("the cheapest one please", {"by": "price", "alone": True}, ""),
    ("something cheaper", {"by": "price", "alone": True}, ""),
    ("add a cup, as cheap as possible", {"by": "price"}, "add a cup"),
    ("add a cup, quick", {"by": "time"}, "add a cup"),
    ("add a cup, best quality", {"dial": 1.0}, "add a cup"),
    ("add a cup, for at most 2 cents", {"most_usd": 0.02}, "add a cup"),
    ("add a cup for less than $0.10", {"most_usd": 0.1}, "add a cup"),
    ("without paying, put it on a beach", {"most_usd": 0.0}, "put it on a beach"),
    ("never use nano banana for faces", {"never": "nano-banana", "about": "faces", "lasting": True, "alone": True}, ""),
    (
        "make her smile, but never use flux for faces",
        {"never": "flux", "about": "faces", "lasting": True},
        "make her smile",
    ),
    ("you may use flux for faces again", {"allow": "flux", "about": "faces", "lasting": True, "alone": True}, ""),
    ("why?", {"why": True, "alone": True}, ""),
    ("why not flux?", {"why": True, "why_not": "flux", "alone": True}, ""),
    ("why didn't you use nano banana pro?", {"why": True, "why_not": "nano-banana-pro", "alone": True}, ""),
    ("put it on a beach. this photo is private, do not upload it", {"stay": True}, "put it on a beach"),
    ("put it on a beach, it is for a client's advert", {"paid_work": True}, "put it on a beach"),
    ("add some birds to the sky, 4k", {"megapixels": 8.0}, "add some birds to the sky"),
    ("add a cup at 4000 x 3000 px", {"megapixels": 12.0, "edge": 4000}, "add a cup"),
    ("seedream 5 lite: rebuild the ruin", {"use": "seedream-5.0-lite"}, "rebuild the ruin"),
    ("flux2 pro, add a windmill", {"use": "flux-2-pro"}, "add a windmill"),
    ("have seedream add a windmill", {"use": "seedream"}, "add a windmill"),
    ("give this to nano banana: a windmill", {"use": "nano-banana"}, "a windmill"),
    ("use seedream 9 to rebuild the ruin", {"use": "seedream-9"}, "rebuild the ruin"),
    ("midjourney: add a boat", {"use": "midjourney"}, "add a boat"),
    ("add a boat, anything but openai", {"never": "gpt-image"}, "add a boat"),
    ("add a boat, I need 12 megapixels", {"megapixels": 12.0}, "add a boat"),
    ("cut out the cat, transparent background", {"transparent": True}, "cut out the cat, transparent background"),
]


@pytest.mark.parametrize(("words", "wish", "rest"), SAID, ids=[said[0] for said in SAID])
def test_a_wish_about_who_is_read_and_the_request_is_left(words: str, wish: dict[str, Any], rest: str) -> None:
    assert routed(words) == (Wish(**wish), rest or words)


@pytest.mark.parametrize(
    "words",
    [
        "make three moodier versions",
        "add a lens flare",
        "make the car faster",
        "make it look cheap",
        "use a softer light",
        "why is it so dark?",
        "a runway with flare lights",
        "put her in front of the gemini sign",
        "quick fix the colours",
        "which is the cheapest model?",
        "make it the best",
        "resize to 1200 x 800 px",
        "free the bird from its cage",
        "the client's logo should be larger",
        "never change her face",
        "for a client portrait look",
        "upscale it to 4k",
    ],
)
def test_words_that_only_look_like_one_are_left_alone(words: str) -> None:
    assert routed(words)[1] == words


def test_a_model_that_is_named_does_not_change_what_is_to_be_done() -> None:
    for plain in ("put it on a beach", "remove the car", "make three moodier versions", "crop to 4:5"):
        bare = read(plain, Scene())
        named = read(f"{plain}, with seedream", Scene())
        assert (named.steps, named.count, named.intent) == (bare.steps, bare.count, bare.intent)
        assert named.wish.use == "seedream"
