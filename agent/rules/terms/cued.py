"""Looks up once on the words of a text which terms it may tell of: most requests have the words of none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from agent.rules.terms.lexicon import macros, source, table
from agent.rules.words.cues import Cues
from agent.rules.words.macros import written_out

NOTIONS = ("privacy", "well", "free", "cheaply", "rough", "soon", "trade")
# Of a notion, a word that is enough alone.
PLAINLY = ": plainly"
_OTHERS = ("money", "dpi", "pixels", "mega", "frame", "side", "largest", "transparent", "still_cut_out", "wonders_why")


@lru_cache(maxsize=32)
def cued(text: str) -> Mapping[str, list[int]]:
    """The terms whose words are in a lower-cased text, each with the numbers of its shapes that may fit."""
    found: dict[str, list[int]] = {}
    known = _known()
    for place in _cues().places(text):
        name, number, _ = known[place]
        found.setdefault(name, []).append(number)
    return found


@cache
def shapes(notion: str) -> tuple[str, ...]:
    return tuple(written_out(shape, macros()) for shape in table()[notion]["shapes"])


@cache
def _known() -> tuple[tuple[str, int, str], ...]:
    told = [(name, number, shape) for name in NOTIONS for number, shape in enumerate(shapes(name))]
    plain = ((name, table()[name].get("plain", "").split()) for name in NOTIONS)
    told += ((f"{name}{PLAINLY}", 0, rf"\b(?:{'|'.join(words)})\b") for name, words in plain if words)
    return (*told, *((name, 0, source(name)) for name in _OTHERS))


@cache
def _cues() -> Cues:
    return Cues([[shape] for _, _, shape in _known()])
