"""Reads looks by the shelf they stand on ("three film looks") and by one of their recipes ("duotone navy and mint")."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from functools import cache
from typing import Any

from agent.plan import Intent, Plan, Step
from agent.rules.words.hints import hints
from agent.rules.words.lexicon import look_files
from agent.rules.words.numbers import NUMBER, value
from agent.rules.words.patterns import lazy
from backends.types import Task

_NAMES = {
    "film": "film", "analog": "film", "analogue": "film", "film stock": "film", "painted": "painted", "painterly": "painted",
    "painting": "painted", "drawn": "drawn", "drawing": "drawn", "printed": "printed", "print": "printed",
    "digital": "digital", "black and white": "black and white", "b&w": "black and white", "monochrome": "black and white",
}  # fmt: skip
_NAME = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_FAMILY = lazy(
    rf"(?:(?:make|give me|show me|try|i want|i'd like|let me see|do|create)(?: me)? )?(?:(?P<n>{NUMBER}|\d{{1,2}}|some|a few|several|a couple of) )?"
    rf"(?:different |various )?(?P<family>{_NAME}) (?:looks|styles|stocks|emulations|effects)"
)
_ENDS = ("looks", "styles", "stocks", "emulations", "effects")
# So many are shown where no number was said.
_SOME = 3


def shelf(bare: str) -> Plan | None:
    """Several looks of one family, each its own variant; None for any other wish."""
    match = _FAMILY.fullmatch(bare) if bare.endswith(_ENDS) else None
    if match is None:
        return None
    names = _families().get(_NAMES[match["family"]], ())
    count = min(value(match["n"] or "") or (2 if "couple" in (match["n"] or "") else _SOME), len(names), 12)
    if count < 2:
        return None
    steps = tuple(Step(Task.STYLE, name, look=True, words=bare) for name in names[:count])
    return Plan("", Intent.EDIT, steps, parallel=True, confidence=0.9)


def by_recipe(bare: str) -> list[Step]:
    """A look with the name of one of its recipes; none for any other clause."""
    for look, words, recipes in _named(bare):
        for word in words:
            if word not in bare:
                continue
            rest = re.sub(
                r"[:,]|\b(?:an?|the|in|with|make|it|as|of|look|style|print|version|colou?rs)\b",
                " ",
                bare.replace(word, " ", 1),
            )
            name = " ".join(rest.split())
            if name in recipes:
                return [Step(Task.STYLE, f"{look}: {name}", look=True, words=bare)]
    return []


def _named(bare: str) -> list[tuple[str, tuple[str, ...], frozenset[str]]]:
    """The looks one of whose words is in `bare`."""
    by_word = _by_word()
    places = {place for word in by_word.keys() & hints(bare) for place in by_word[word]}
    return [_recipes()[place] for place in sorted(places)]


@cache
def _by_word() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for place, (_, words, _) in enumerate(_recipes()):
        for word in words:
            for part in hints(word):
                found.setdefault(part, set()).add(place)
    return found


@cache
def _families() -> dict[str, tuple[str, ...]]:
    """Strong looks of each family before weak ones."""
    found: dict[str, list[tuple[bool, str]]] = {}
    for data in _files():
        found.setdefault(str(data.get("family", "")), []).append((bool(data.get("weak")), str(data["name"])))
    return {family: tuple(name for _, name in sorted(names)) for family, names in found.items()}


@cache
def _recipes() -> tuple[tuple[str, tuple[str, ...], frozenset[str]], ...]:
    return tuple(
        (
            str(data["name"]),
            tuple(sorted((str(word).lower() for word in data["words"]), key=len, reverse=True)),
            frozenset(str(recipe["name"]).lower() for recipe in data["recipe"]),
        )
        for data in _files()
    )


@cache
def _files() -> tuple[dict[str, Any], ...]:
    """A file that cannot be read has no family, and breaks nothing."""
    return tuple(data for data in look_files() if {"name", "words", "recipe"} <= data.keys())
