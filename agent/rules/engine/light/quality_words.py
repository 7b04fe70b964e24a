"""The words for qualities of a picture, by their tables, and the expressions that are made of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.words.hints import hints
from agent.rules.words.macros import written_out
from agent.rules.words.patterns import lazy

_LEXICON = Path(__file__).parents[4] / "prompts" / "lexicon"


@cache
def lexicon() -> dict[str, Any]:
    return tomllib.loads((_LEXICON / "en-qualities.toml").read_text(encoding="utf-8"))


@cache
def frames() -> dict[str, Any]:
    return tomllib.loads((_LEXICON / "en-quality-frames.toml").read_text(encoding="utf-8"))


def any_of(table: str) -> str:
    return "|".join(f"(?:{shape})" for shape in lexicon()[table].values())


def expression(shape: str) -> str:
    """`shape` with the words of the tables in the place of their names."""
    return written_out(shape, _macros())


def key_of(table: str, said: str) -> str:
    return next((key for key, shape in _shapes(table) if shape.fullmatch(said)), "")


@cache
def _shapes(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, lazy(expression(shape))) for key, shape in lexicon()[table].items())


def amounts(table: str = "much") -> str:
    """The words of a table that say how much, the longest first, as an expression."""
    phrases: dict[str, float] = lexicon()[table]
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


def noun_of(said: str) -> str:
    return key_of("noun", said) or (f"hue:{hue}" if (hue := key_of("hue", said) or key_of("hue", f"{said}s")) else "")


def hinted(text: str) -> bool:
    """Whether any word of `text` may be said of a quality."""
    return not _words().isdisjoint(hints(text))


@cache
def _macros() -> dict[str, str]:
    found: dict[str, str] = dict(frames()["macro"])
    for table, shapes in lexicon().items():
        named = {key: shape for key, shape in shapes.items() if isinstance(shape, str)}
        found |= {f"{table}.{key}": f"(?:{shape})" for key, shape in named.items()}
        if named:
            found[f"{table}.*"] = any_of(table)
    return found


@cache
def _words() -> frozenset[str]:
    """Without one of these nothing is said of a quality."""
    data = lexicon()
    found: set[str] = {
        "corners",
        "edges",
        "chill",
        "greys",
        "grays",
        "grey",
        "gray",
        "towards",
        "toward",
        "blacks",
        "teal",
        "direction",
        "dodge",
        "burn",
        "glaring",
        "away",
    }
    for table in ("noun", "hue", "looks", "becomes", "colour"):
        for shape in data[table].values():
            shape = shape.replace("-?", "")
            found |= set(re.findall(r"[a-z]{3,}", re.sub(r"\?(?!:)", "", shape))) | _spelled(shape)
    return frozenset(
        found - {"dark", "light", "less", "more", "too", "parts"} | {"dark", "light", "lighter", "less", "more"}
    )


def _spelled(shape: str) -> set[str]:
    """Both spellings of what has a letter that may be missing."""
    return set(re.findall(r"[a-z']{3,}", re.sub(r"[a-z]\?(?!:)", "", shape)))
