"""What an expression needs is true of every text that fits it, so that none is missed, and few others are tried."""

from __future__ import annotations

import re

import pytest

from agent.rules.words.cues import Cues
from agent.rules.words.needs import needs

SHAPES = (
    r"\b(?:don't|do not) (?:touch|change) (?:the|her) \w+",
    r"^\s*(?:please |just )*(?:quick(?:ly)?|asap|at once)(?: please)?\s*$",
    r"\bno(?:body|t)? (?:colou?r|ads?)\b",
    r"(?:^|[,;] ?|\b(?:and|but) )only the [\w']+",
    r"(?<![\d.])\d{3,5} ?(?:px|pixels?)\b",
    r"\b(?:ca|could)n['\u2019]?t wait\b",
    r"\u4e0d[^\u3002]{0,8}?(?:\u4e0a\u4f20|\u8054\u7f51)",
    r"\bthird[- ]part(?:y|ies)\b",
    r"\b(?:keep|leave) (?:[^\s]+\s+){0,3}?(?:in the (?:house|firm)|at home)\b",
)
TEXTS = (
    ("don't touch the sky", 0),
    ("please do not change her hat", 0),
    ("just quickly please", 1),
    ("asap", 1),
    ("nobody colour", 2),
    ("not ads here", 2),
    ("brighten it, only the sky's", 3),
    ("1200px wide", 4),
    ("couldn\u2019t wait", 5),
    ("i can't wait", 5),
    ("\u8bf7\u4e0d\u8981\u4e0a\u4f20", 6),
    ("no third-parties please", 7),
    ("keep it all in the firm", 8),
    ("leave that at home", 8),
)


@pytest.mark.parametrize(("text", "fits"), TEXTS)
def test_what_fits_is_among_what_is_tried(text: str, fits: int) -> None:
    assert re.search(SHAPES[fits], text)
    assert set(Cues([[shape] for shape in SHAPES]).places(text)) == {fits}


def test_a_text_without_the_words_is_tried_for_nothing() -> None:
    assert not Cues([[shape] for shape in SHAPES]).places("make the sky a bit more blue and add the moon")


@pytest.mark.parametrize(
    ("shape", "keys"),
    [
        (r"\bads?\b", {"ad$", "ads$"}),
        (r"\badder\w*", {"adder"}),
        (r"\b(?:in the house|at home)\b", {"house$", "home$"}),
        (r"\bdon't\b", {"don't$"}),
    ],
)
def test_the_rarest_words_are_asked_for(shape: str, keys: set[str]) -> None:
    assert keys in [set(need) for choice in needs(shape) for need in choice]


def test_what_may_be_missing_is_not_asked_for() -> None:
    assert needs(r"(?:the )?\w+") == [[]]
