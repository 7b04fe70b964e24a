"""The words of a request as a set, so that a costly pattern is tried only where one of its words is said."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from agent.rules.words.patterns import lazy

_WORD = lazy(r"[a-z']+|\d")
_DIGITS = frozenset("0123456789")
# Stands for any number among the hints.
NUMBER = "0"


@lru_cache(maxsize=32)
def hints(text: str) -> frozenset[str]:
    """Its words without their numbers and marks, every letter outside ASCII, and `NUMBER` where there is a digit."""
    found = set(_WORD.findall(text))
    if not text.isascii():
        found.update(text)
        found.update([NUMBER] if any(map(str.isdecimal, found)) else [])
    elif not found.isdisjoint(_DIGITS):
        found -= _DIGITS
        found.add(NUMBER)
    return frozenset(found)


def said(text: str, words: Iterable[str]) -> bool:
    return not hints(text).isdisjoint(words)
