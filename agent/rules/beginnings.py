"""Finds with which letters the texts of a regular expression can begin, so that none is compiled in vain."""

from __future__ import annotations

import re
from functools import lru_cache

_GROUP = re.compile(r"\(\?:|\(\?P<\w+>|\((?!\?)")
_LITERAL = re.compile(r"[\w '-]+")


def beginnings(shape: str) -> tuple[str, ...]:
    """Every text that fits `shape` begins with one of these; ("",) where that cannot be told.

    Compiling the three hundred shapes of operations takes half a second, and a request needs a few of them.
    """
    found: set[str] = set()
    for choice in _choices(shape):
        found |= _of_sequence(choice)
    return ("",) if "" in found or not found else tuple(sorted(found))


# So many first letters are kept as the key of a pattern.
_KEY = 3


def keys(shape: str) -> frozenset[str]:
    """The first letters of the words at which `shape` can be found; empty where that cannot be told."""
    found: set[str] = set()
    for choice in _choices(shape):
        anchored = re.match(r"(?:\\b|\^)", choice)
        for beginning in beginnings(choice[anchored.end() :]) if anchored else ("",):
            word = re.match(r"[a-z]+", beginning)
            if word is None:
                return frozenset()
            found.add(word[0][:_KEY])
    return frozenset(found)


@lru_cache(maxsize=32)
def openings(words: frozenset[str]) -> frozenset[str]:
    """The first letters of `words`, to be met with the keys of patterns."""
    return frozenset([word[:length] for word in words for length in range(1, _KEY + 1)])


def _of_sequence(shape: str) -> set[str]:
    if literal := _LITERAL.match(shape):
        text, rest = literal[0], shape[literal.end() :]
        if rest[:1] not in ("?", "*", "{"):
            return {text}
        # The quantifier is about the last letter alone.
        return {text[:-1]} if len(text) > 1 else {text} | _of_sequence(rest[1:]) if rest[0] != "{" else {""}
    if shape.startswith(("(?!", "(?=")):
        return _of_sequence(shape[_end(shape) :])
    group = _GROUP.match(shape)
    if group is None:
        return {""}
    end = _end(shape)
    inside = set(beginnings(shape[group.end() : end - 1]))
    if shape[end : end + 1] in ("?", "*"):
        return inside | _of_sequence(shape[end + 1 :])
    return inside


def _end(shape: str) -> int:
    """Where the group that opens at the beginning is closed."""
    depth = place = 0
    in_class = False
    while place < len(shape):
        letter = shape[place]
        if letter == "\\":
            place += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1
    return len(shape)


def _choices(shape: str) -> list[str]:
    """What stands between the bars of the outermost level."""
    found = [""]
    place = 0
    while place < len(shape):
        if shape[place] == "|":
            found.append("")
            place += 1
            continue
        if shape[place] == "(":
            length = _end(shape[place:])
        elif shape[place] == "[":
            length = _end(f"({shape[place:].partition(']')[0]}])") - 2
        else:
            length = 2 if shape[place] == "\\" else 1
        found[-1] += shape[place : place + length]
        place += length
    return found
