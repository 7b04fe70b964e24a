"""Finds with which letters the texts of a regular expression can begin, so that none is compiled in vain."""

from __future__ import annotations

import re

from agent.rules.words.patterns import lazy

_GROUP = lazy(r"\(\?:|\(\?P<\w+>|\((?!\?)")
_BRACKET = lazy(r"\\.|\[(?:\\.|[^\]\\])*\]|[()]", re.S)
_LITERAL = lazy(r"[\w '-]+")


def beginnings(shape: str) -> tuple[str, ...]:
    """Every text that fits `shape` begins with one of these; ("",) where that cannot be told.

    Compiling the three hundred shapes of operations takes half a second, and a request needs a few of them.
    """
    found: set[str] = set()
    for choice in _choices(shape):
        found |= _of_sequence(choice)
    return ("",) if "" in found or not found else tuple(sorted(found))


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
    depth = 0
    for match in _BRACKET.finditer(shape):
        depth += (match[0] == "(") - (match[0] == ")")
        if match[0] == ")" and depth == 0:
            return match.end()
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
        length = _length(shape[place:]) if shape[place] in "([\\" else 1
        found[-1] += shape[place : place + length]
        place += length
    return found


def _length(shape: str) -> int:
    """How long the group, the class or the letter is that `shape` begins with."""
    if shape[0] == "(":
        return _end(shape)
    if shape[0] == "[":
        return _end(f"({shape.partition(']')[0]}])") - 2
    return 2 if shape[0] == "\\" else 1
