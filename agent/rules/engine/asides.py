"""Takes off what is told around a wish (why, what like, for what), and reads the operation that is left behind it."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from functools import cache

from agent.rules.engine.everyday_frames import asks, lexicon, tells
from agent.rules.words.patterns import lazy

_AT_MOST = 3
_POLITE = lazy(
    r"^(?:(?:please|pls|can you|could you|would you|can we|could we|maybe|perhaps|just|now|then|so|and|also|but|simply|oh|well|i think|i find|i feel|i'd like you to|i want you to|let's|honestly)[ ,]+)+"
    r"|[ ,]+(?:please|pls|thanks|thank you|for me|if you can|overall|somehow|now|again)$"
)


def stripped(clause: str) -> str:
    """Without what is only polite."""
    text = clause.strip(" ,.;!?")
    while (rest := _POLITE.sub("", text).strip(" ,.;!?")) != text:
        text = rest
    return text


def without_asides(text: str) -> str:
    for _ in range(_AT_MOST):
        before = text
        for shape in _asides():
            text = shape.sub("", text).strip(" ,.;!?")
        if text == before:
            break
    return text


def only_tells(clause: str) -> bool:
    """ "Nobody should know who they are" tells of a secret, and asks for nothing by itself."""
    return _secret().fullmatch(clause) is not None or (tells(clause) and not asks(clause))


@cache
def _asides() -> tuple[re.Pattern[str], ...]:
    said = lexicon()["aside"]
    return tuple(lazy(f"(?:{said[name]})$") for name in ("purpose", "like", "because", "nothing", "use"))


@cache
def _secret() -> re.Pattern[str]:
    return lazy(lexicon()["thing"]["secret"])
