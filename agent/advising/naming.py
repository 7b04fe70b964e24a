"""Which models and ways a question names."""

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


def named_in(asked: str) -> list[str]:
    """Ids of cards or families in the order in which they are named; of "nano banana pro" not also "nano banana"."""
    found: dict[int, str] = {}
    left = asked
    for name, pattern in _patterns():
        while match := pattern.search(left):
            found[match.start()] = names()[name]
            left = f"{left[: match.start()]}{' ' * len(match[0])}{left[match.end() :]}"
    return list(dict.fromkeys(found[at] for at in sorted(found)))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = sorted((name for name in names() if name not in _WORDS), key=len, reverse=True)
    return tuple((name, re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w]|\.\d)")) for name in known)


def way_in(asked: str) -> str:
    """The way to models that a question is about ("what would an OpenRouter key add?")."""
    return next((way for word, way in _WAY_WORDS.items() if re.search(rf"\b{word}\b", asked) and way in WAYS), "")


def member(id: str, index: Index, needs: Needs, today: date) -> ModelCard | None:
    """The card itself, or of a family the living one that fits best."""
    if not any(one.family == id for one in index.cards):
        return card(id, index.cards)
    family = [one for one in index.cards if one.family == id]
    living = [one for one in family if not one.gone(today) and one.status == "ready" and not one.needs_mask] or family
    fits = index.fits(needs)
    return max(living, key=lambda one: (fits[one.id], -len(one.id)))


def members(id: str, shelf: Sequence[ModelCard]) -> list[ModelCard]:
    return [one for one in shelf if id in (one.id, one.family)]
