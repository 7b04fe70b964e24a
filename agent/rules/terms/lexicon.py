"""The words and shapes of terms, which are those of prompts/lexicon/en-terms.toml, read when they are first needed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.words.macros import classes, written_out
from agent.rules.words.numbers import NUMBER
from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[3] / "prompts" / "lexicon" / "en-terms.toml"
# So many other words may stand between two that belong together.
_MOST_BETWEEN = 12


@cache
def table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def macros() -> Mapping[str, str]:
    gaps = {f"gap{most}": rf"(?:[^\s]+\s+){{0,{most}}}?" for most in range(1, _MOST_BETWEEN + 1)}
    named = {"number": NUMBER, "coins": "|".join(table()["coins"])}
    return {**classes(table()["classes"]), **table()["macros"], **gaps, **named}


@cache
def words(name: str) -> frozenset[str]:
    """A class of whole words."""
    return frozenset(table()["words"][name].split())


@cache
def listed(part: str, name: str) -> tuple[str, ...]:
    """A list of words and names, with commas between them."""
    return tuple(" ".join(table()[part][name].split()).split(", "))


@cache
def shape(name: str) -> re.Pattern[str]:
    """One of [shapes], in letters of either case; what is listed there are choices."""
    return lazy(source(name), re.I)


def source(name: str) -> str:
    """As `shape`, not compiled."""
    found: str | list[str] = table()["shapes"][name]
    return written_out(found if isinstance(found, str) else "|".join(found), macros())
