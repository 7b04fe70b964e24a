"""The Chinese words for light and colour by their tables, and the frames of clauses that are made of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from agent.rules.words.cues import Cues
from agent.rules.words.macros import written_out
from agent.rules.words.patterns import lazy

_OF_COLOUR = lazy("颜色|色彩|光|磨|加深")
_LIGHT = ("noun", "adj", "hue", "faulty", "verb", "colour", "colourless")
_LEXICON = Path(__file__).parents[4] / "prompts" / "lexicon"


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause of this shape is of this kind; one that `needs` how much asks for nothing without it. What is told
    `alone` is no remark about the part that it names."""

    shape: re.Pattern[str]
    kind: str
    quality: str = ""
    way: float = 1.0
    needs: bool = False
    whole: bool = False
    alone: bool = False


@cache
def lexicon() -> dict[str, Any]:
    return tomllib.loads((_LEXICON / "zh-qualities.toml").read_text(encoding="utf-8"))


def fitting(clause: str) -> Iterator[Frame]:
    """The frames whose words are all in the clause, in their order: looking for these is quicker by far."""
    frames, cues = _frames()
    return (frames[place] for place in cues.places(clause))


@cache
def _frames() -> tuple[tuple[Frame, ...], Cues]:
    found = tuple(
        Frame(lazy(expression(shape)), **{name: value for name, value in entry.items() if name != "shapes"})
        for entry in _data()["frame"]
        for shape in entry["shapes"]
    )
    return found, Cues([[frame.shape.pattern] for frame in found], whole=True)


def expression(shape: str) -> str:
    """`shape` with the words of the tables in the place of their names."""
    return written_out(shape, _macros())


def is_lit(text: str) -> bool:
    """Whether any word of light and colour is in a text."""
    return _OF_COLOUR.search(text) is not None or any(said_of(f"{table}.*", text) for table in _LIGHT)


@lru_cache(maxsize=512)
def said_of(table: str, clause: str) -> bool:
    return _table(table).search(clause) is not None


@cache
def _table(name: str) -> re.Pattern[str]:
    return lazy(expression(f"{{{name}}}"))


@cache
def shape_of(table: str) -> re.Pattern[str]:
    """Any word of a table."""
    return lazy(_any(lexicon()[table].values()))


def key_of(table: str, said: str) -> str:
    return next(key for key, shape in lexicon()[table].items() if re.fullmatch(shape, said))


@cache
def amounts(table: str) -> str:
    """The words of a table that say how much, the longest first, as an expression."""
    phrases: dict[str, float] = lexicon()[table]
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


def _any(shapes: Any) -> str:
    return "|".join(f"(?:{shape})" for shape in shapes)


@cache
def _macros() -> dict[str, str]:
    found: dict[str, str] = dict(_data()["macro"])
    for table, shapes in lexicon().items():
        named = {key: shape for key, shape in shapes.items() if isinstance(shape, str)}
        found |= {f"{table}.{key}": f"(?:{shape})" for key, shape in named.items()}
        if named:
            found[f"{table}.*"] = _any(named.values())
    return found


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((_LEXICON / "zh-quality-frames.toml").read_text(encoding="utf-8"))
