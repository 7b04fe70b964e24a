"""What is done for one operation or one look in everyday words: which, for which part, with what values; and traps."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agent.plan import Scene
from agent.rules.planner import read
from tests.agent.rules.deeds import deed

_TABLE = tomllib.loads((Path(__file__).parent / "phrasings" / "operations_told.toml").read_text(encoding="utf-8"))
_DONE = [(words, wanted) for table in _TABLE.values() for words, wanted in table.items() if wanted != "beyond"]
_BEYOND = [words for table in _TABLE.values() for words, wanted in table.items() if wanted == "beyond"]
_TOLD = ("words", "ratio", "degrees", "direction", "width", "height", "long_side", "scale", "colour", "kind")


def _said(words: str) -> str:
    """The deed, and the values that say how."""
    plan = read(words, Scene())
    values = plan.steps[0].values if plan.steps else {}
    told = [f"{name}={values[name]}" for name in _TOLD if name in values]
    return " ".join([deed(words), *told])


def test_it_is_done_with_what_was_said_of_it() -> None:
    wrong = [f"{words}: {_said(words)}" for words, wanted in _DONE if _said(words) not in wanted.split(" or ")]
    assert not wrong, "\n".join(wrong)


def test_what_only_sounds_like_it_is_not_done() -> None:
    done = [f"{words}: {deed(words)}" for words in _BEYOND if not deed(words).startswith(("beyond", "offer: "))]
    assert not done, "\n".join(done)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("slap SOLD across it in big letters", {"words": "SOLD", "size": 0.13, "place": "centre"}),
        ("write BIG SALE at the top", {"words": "BIG SALE", "place": "top"}),
        ('put "Lake Garda" in small letters at the bottom right', {"words": "Lake Garda", "size": 0.03}),
        ("put the price over the top right corner: 49 EUR, bold, red", {"words": "49 EUR", "colour": "red"}),
    ],
)
def test_letters_are_as_large_and_of_the_colour_that_is_said(words: str, values: dict[str, object]) -> None:
    (step,) = read(words, Scene()).steps
    assert values.items() <= step.values.items()
    assert ("size" in step.values) == ("size" in values)
