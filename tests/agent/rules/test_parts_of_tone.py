"""What is done for a part of the picture: the right dial, the right way, as much as was said, and nowhere else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.agent.rules.deeds import deed, is_right

_TABLE = tomllib.loads((Path(__file__).parent / "phrasings" / "parts_of_tone.toml").read_text(encoding="utf-8"))
_LEAST = 0.95


def test_what_is_done_for_a_part_is_what_was_asked():
    wrong = [f"{words}: {deed(words)}" for words, wanted in _TABLE["english"].items() if not is_right(words, wanted)]
    assert len(wrong) <= (1 - _LEAST) * len(_TABLE["english"]), "\n".join(wrong)


def test_it_is_done_in_chinese_as_well():
    wrong = [f"{words}: {deed(words)}" for words, wanted in _TABLE["chinese"].items() if not is_right(words, wanted)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "words",
    [
        "darken everything around the singer",
        "Darken the area around the singer",
        "make everything around the bride a bit darker",
        "dim everything surrounding the couple",
    ],
)
def test_what_is_around_a_thing_leaves_the_thing_as_it_is(words: str):
    assert deed(words).partition(" but ")[2] in {"the singer", "the bride", "the couple"}
    assert "@" not in deed(words) and deed(words).startswith("exposure-")


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("the sky is dull, make it bluer", "saturation+ @sky, warmth- @sky"),
        ("her face is too dark, lift it a little", "exposure+~ @face"),
        ("the trees are too saturated, calm them down", "saturation- @trees"),
        ("his nose is too red", "recolour red- @nose"),
    ],
)
def test_it_is_what_was_named_before(words: str, done: str):
    assert deed(words) == done


@pytest.mark.parametrize("words", ["light the candles", "light her from below"])
def test_a_thing_is_not_lit_by_the_dial(words: str):
    assert "@" not in deed(words)
