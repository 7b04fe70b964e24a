"""Looks at a few words together: what they name, whether that is known, and where one of a class stands first."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.classes import THING
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bit, bits

_ONLY = bit("m.only")
# Behind a thing these only say which way: "more hair up top".
_TRAILING = frozenset(
    {
        "up",
        "top",
        "up top",
        "back",
        "around",
        "round",
        "too",
        "instead",
        "again",
        "there",
        "overall",
        "heavily",
        "hard",
        "lightly",
        "somehow",
    }
)
_SMALL = bits("m.be m.by m.det m.into m.strong_into m.place m.and m.more m.whole m.of")


def first(part: Sequence[Token], start: int, wanted: int) -> int:
    return next((at for at in range(start, len(part)) if part[at].classes & wanted), len(part))


def all_of(part: Sequence[Token]) -> int:
    mask = 0
    for token in part:
        mask |= token.classes
    return mask


def head(part: Sequence[Token], from_front: bool) -> int:
    """The classes of the noun that says what a phrase is; 0 where the noun is in no class."""
    for token in part if from_front else reversed(part):
        if (
            token.classes & STOP
            or (token.text in _TRAILING and not from_front and len(part) > 2)
            or (token.classes & _SMALL and not token.classes & ~_SMALL)
        ):
            continue
        return token.classes & ~_SMALL or THING
    return 0


def names_known(thing: Sequence[Token]) -> bool:
    """ "The shoe", "only the shoe"."""
    return bool(thing) and is_definite(thing[thing[0].classes & _ONLY > 0 and len(thing) > 1])


def is_definite(token: Token) -> bool:
    return token.text in {
        "the",
        "her",
        "him",
        "them",
        "me",
        "us",
        "it",
        "this",
        "that",
        "his",
        "my",
        "their",
        "these",
        "same",
        "the same",
    }
