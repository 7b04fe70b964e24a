"""What must stay, and what must not be, in the languages that have a seed of words: "sans toucher au visage"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.slots.keeps import Held

_LEXICONS = Path(__file__).parents[3] / "prompts" / "lexicon"
# So many words, or letters where words do not stand apart, name one thing.
_WORDS = r"(?P<thing>(?:[^\s,.;:!?]+ ){0,4}?[^\s,.;:!?]+?)"
_LETTERS = r"(?P<thing>[^\s,.;:!?、。]{1,10}?)"
# More than this is a pasted list and not a wish.
_MOST = 32


@dataclass(frozen=True, slots=True)
class Stays:
    """What is held, and what is not wanted, each with the letters that said so."""

    held: tuple[Held, ...] = ()
    avoided: tuple[Held, ...] = ()


def stays(tongue: str, text: str) -> Stays:
    """What a normalised text in a language with a seed of words says; empty for any other language."""
    keep, avoid = _patterns(tongue)
    held = _found(keep, text, [])
    return Stays(tuple(held), tuple(_found(avoid, text, held)))


def _found(patterns: tuple[re.Pattern[str], ...], text: str, taken: list[Held]) -> list[Held]:
    found: list[Held] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span()
            if len(found) >= _MOST:
                return found
            if not any(start < other.end and other.start < end for other in (*taken, *found)):
                found.append(Held(match["thing"].strip(), start, end))
    return sorted(found, key=lambda one: one.start)


@cache
def _patterns(tongue: str) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    raw: dict[str, Any] = tomllib.loads((_LEXICONS / f"{tongue}.toml").read_text(encoding="utf-8"))
    said: dict[str, list[str]] = raw.get("stay", {})
    spaced, stop = bool(raw.get("spaced", True)), said.get("stop", [])
    keep, avoid = (
        tuple(
            _pattern(phrase, spaced, stop)
            # "Ohne … zu ändern" before "ohne …".
            for phrase in sorted(said.get(way, ()), key=lambda phrase: (phrase.endswith("…"), -len(phrase)))
        )
        for way in ("keep", "avoid")
    )
    return keep, avoid


def _pattern(phrase: str, spaced: bool, stop: list[str]) -> re.Pattern[str]:
    before, _, after = map(re.escape, phrase.partition("…"))
    if not spaced:
        return re.compile(f"{before}{_LETTERS}{after}")
    if after:
        return re.compile(rf"(?<!\w){before}{_WORDS}{after}(?!\w)")
    words = "|".join(map(re.escape, stop)) or "(?!)"
    return re.compile(rf"(?<!\w){before}{_WORDS}(?=\s*$|\s*[,.;:!?]|\s+(?:{words})(?!\w))")
