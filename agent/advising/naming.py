"""Which models and ways a question names."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from agent.routing.fit import Index
from agent.routing.needs import Needs
from backends.catalog import ModelCard, card
from backends.naming import names
from backends.ways import WAYS

# Names that are also words, which a question must not be taken to mean.
_WORDS = frozenset({"engine", "the engine", "local", "flare", "omni", "runway", "wan", "klein model"})
_SHORT = ("flare", "omni", "runway", "wan")
_ASKS_ABOUT = re.compile(
    r"^(?:is|does|can|how|what(?:'s| is| does| about)?) (?:the )?(?:flare|omni|runway|wan)\b|\bmodel\b"
)
_WAY_WORDS = {
    "openrouter": "openrouter",
    "fal": "fal",
    "replicate": "replicate",
    "gemini key": "gemini",
    "google key": "gemini",
    "gemini api": "gemini",
    "openai key": "openai",
    "openai api": "openai",
    "black forest labs": "bfl",
    "bfl": "bfl",
    "byteplus": "ark",
    "modelark": "ark",
}


def without_ways(asked: str) -> str:
    """Without the keys and services that a question is about: "an OpenAI key" names no model."""
    return _A_KEY.sub(" ", asked)


_A_KEY = re.compile(
    r"\b(?:openai|google|gemini|bfl|black forest labs|ark|byteplus|fal|openrouter|replicate)(?:'s)? (?:api )?(?:key|keys|token|account|api)\b"
)


def named_in(asked: str) -> list[str]:
    """Ids of cards or families in the order in which they are named; of "nano banana pro" not also "nano banana"."""
    found: dict[int, str] = {}
    left = asked
    for name, pattern in _patterns():
        while match := pattern.search(left):
            found[match.start()] = names()[name]
            left = f"{left[: match.start()]}{' ' * len(match[0])}{left[match.end() :]}"
    # Beside another name, or called a model, a name that is also a word is meant as one.
    for name in _SHORT:
        match = re.search(rf"\b{name}\b", left)
        if match and (
            found
            or (
                re.search(
                    rf"\b(?:the |is |does |can |model )?{name}(?: model)?\b(?! (?:effect|on the|in the|of))", left
                )
                and _ASKS_ABOUT.search(left)
            )
        ):
            found[match.start()] = names()[name]
    return list(dict.fromkeys(found[at] for at in sorted(found)))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = sorted((name for name in names() if name not in _WORDS), key=len, reverse=True)
    return tuple((name, re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w]|\.\d)")) for name in known)


def ways_in(asked: str) -> tuple[str, ...]:
    """The ways to models that a question is about ("what would an OpenRouter key add?"), as they are named in it."""
    found = {way: match.start() for word, way in _WAY_WORDS.items() if (match := re.search(rf"\b{word}\b", asked))}
    return tuple(sorted((way for way in found if way in WAYS), key=lambda way: found[way]))


def in_full(asked: str) -> str:
    """ "Seedream 5.5 and 4.5", "nano banana pro or the lite one" with the name before each number and each grade, and
    what people call families in short."""
    asked = re.sub(r"\bgpt\b(?! ?image|[ -]?\d)", "gpt image", asked)
    while (longer := _VERSIONS.sub(r"\1\2\3\1\4", asked)) != asked:
        asked = longer
    asked = _GRADE_FIRST.sub(r"\2 \1", asked)
    return _GRADES.sub(r"\1\2\1", asked)


_VERSIONS = re.compile(
    r"\b((?:seedream|flux|nano banana|gpt image|veo|kling|wan|qwen image|hailuo|seedance) )(\d[\d.]*)"
    r"( (?:and|or|vs\.?|versus|against|to|from|with) )(\d[\d.]*)(?![\d%])"
)

# "The pro nano banana", and a second grade of the family that was named before it.
_GRADE = r"(?:pro|lite|max|mini|fast|turbo)"
_GRADE_FIRST = re.compile(rf"\b({_GRADE}) (nano banana|seedream|flux|veo|wan|hailuo)\b(?! {_GRADE})")
_GRADES = re.compile(
    rf"\b((?:nano banana|seedream|veo|wan|hailuo) )({_GRADE}\b(?:[\w' ]{{0,24}}?)? (?:or|and|vs\.?|versus|than|against|to|from|with|as) (?:the )?)(?={_GRADE}\b)"
)


def member(id: str, index: Index, needs: Needs, today: date, named: Sequence[str] = ()) -> ModelCard | None:
    """The card itself, or of a family the living one that fits best and is not `named` beside it."""
    if not any(one.family == id for one in index.cards):
        return card(id, index.cards)
    family = [one for one in index.cards if one.family == id]
    living = [one for one in family if not one.gone(today) and one.status == "ready" and not one.needs_mask] or family
    living = [one for one in living if one.id == id or one.id not in named] or living
    fits = index.fits(needs)
    return max(living, key=lambda one: (fits[one.id], -len(one.id)))


def members(id: str, shelf: Sequence[ModelCard]) -> list[ModelCard]:
    return [one for one in shelf if id in (one.id, one.family)]
