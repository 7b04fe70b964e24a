"""Finds which words a text must have for a regular expression to fit it, so that few are ever compiled or tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from agent.rules.words.hints import NUMBER
from agent.rules.words.patterns import lazy

# So many first letters of a word are looked at; `WHOLE` stands behind those of a word that ends there.
KEY = 8
WHOLE = "$"
# A group that is almost the whole of an expression only holds together what are expressions of their own.
_MOSTLY = 0.6
_MOST_CHOICES = 80
_TOKEN = lazy(
    r"(?P<often>[?*+]\??|\{\d*,?\d*\}\??)|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|:))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<far>\\u[0-9A-Fa-f]{4})|(?P<back>\\.)|(?P<text>[a-z']+(?![?*+{]))"
    r"|(?P<one>.)"
)
_GROUPS = {"(?=": "look", "(?!": "look", "(?<!": "look", "(?<=": "behind"}
_ESCAPED = {"b": "edge", "s": "edge", "W": "edge", "d": "digit", "w": "any", "S": "any", "D": "any", "'": "any"}
_DIGITS, _MARKS = lazy(r"(?:\\d|\d-\d|\d)+"), lazy(r"(?:\\[sW]|\\u[0-9A-Fa-f]{4}|[^\w'\\]|\\\W)+")
_AT_LEAST_ONCE = lazy(r"\+|\{[1-9]")


class _Item(NamedTuple):
    """A part of a sequence: "text", "edge" (a word may begin behind it), "digit", "far" (a letter outside ASCII),
    "group", "behind" (what stands before it), "look" (takes no letter) or "any". `length` is that of its source."""

    kind: str
    text: str
    length: int
    choices: tuple[tuple[_Item, ...], ...] = ()
    optional: bool = False
    often: bool = False


class _Rest(NamedTuple):
    """What follows a group, from one of its items on."""

    items: tuple[_Item, ...]
    place: int
    rest: _Rest | None


def needs(shape: str) -> list[list[frozenset[str]]]:
    """For each choice of `shape`, what the words of a text must be like for it to be found: of each set, one word must
    begin with one of these letters. `NUMBER` stands for any number, and a letter outside ASCII for itself."""
    choices, place = list(_parsed(shape)), 0
    while place < len(choices):
        opened = _opened(choices[place]) if len(choices) < _MOST_CHOICES else []
        choices[place : place + 1] = opened or [choices[place]]
        place += not opened
    return [list(dict.fromkeys(_of_sequence(choice, False, None))) for choice in choices]


def _parsed(shape: str) -> tuple[tuple[_Item, ...], ...]:
    outer: list[tuple[str, int, list[tuple[_Item, ...]], list[_Item]]] = []
    choices: list[tuple[_Item, ...]] = []
    items: list[_Item] = []
    for token in _TOKEN.finditer(shape):
        kind, said = token.lastgroup, token[0]
        if kind == "open":
            outer.append((said, token.start(), choices, items))
            choices, items = [], []
        elif kind == "bar":
            choices.append(tuple(items))
            items = []
        elif kind == "close":
            inside = (*choices, tuple(items))
            opened, start, choices, items = outer.pop()
            items.append(_Item(_GROUPS.get(opened, "group"), "", token.end() - start, inside))
        elif kind == "often":
            once = _AT_LEAST_ONCE.match(said) is not None
            items[-1] = items[-1]._replace(optional=not once, often=said[0] != "?")
        else:
            items.append(_Item(*_kind(kind or "", said), len(said)))
    return (*choices, tuple(items))


def _kind(kind: str, said: str) -> tuple[str, str]:
    if kind == "set":
        inside = said[1:-1]
        return "digit" if _DIGITS.fullmatch(inside) else "edge" if _is_marks(inside) else "any", ""
    if kind == "far":
        return "far", chr(int(said[2:], 16))
    if kind == "back":
        return _ESCAPED.get(said[1], "edge" if not said[1].isalnum() else "look"), ""
    if kind == "text" or said.islower() or said == "'":
        return ("text" if said.isascii() else "far"), said
    if not said.isascii():
        return "far", said
    return (
        "look" if said == "$" else "digit" if said.isdigit() else "any" if said in "._" or said.isalpha() else "edge"
    ), ""


def _is_marks(inside: str) -> bool:
    return inside[:1] != "^" and _MARKS.fullmatch(inside) is not None


def _opened(choice: tuple[_Item, ...]) -> list[tuple[_Item, ...]]:
    """The choices of what is one group for the most part."""
    whole = sum(item.length for item in choice)
    for place, item in enumerate(choice):
        if item.kind == "group" and len(item.choices) > 1 and item.length > whole * _MOSTLY:
            if item.optional or item.often:
                break
            return [choice[:place] + inside + choice[place + 1 :] for inside in item.choices]
    return []


def _of_sequence(items: tuple[_Item, ...], at_a_word: bool, rest: _Rest | None) -> Iterator[frozenset[str]]:
    for place, item in enumerate(items):
        if not item.optional and item.kind in ("text", "digit", "far", "group"):
            keys = _keys(items, place, rest)
            if keys and (at_a_word or not any(map(_is_latin, keys))):
                yield keys
            if len(item.choices) == 1:
                yield from _of_sequence(item.choices[0], at_a_word, _Rest(items, place + 1, rest))
        at_a_word = _ends(item, at_a_word)


def _is_latin(key: str) -> bool:
    return key != NUMBER and key.isascii()


def _ends(item: _Item, at_a_word: bool) -> bool:
    """Whether a word may only begin behind `item`."""
    if item.kind == "look":
        return at_a_word
    if item.choices:
        ends = True
        for choice in item.choices:
            now = at_a_word
            for inside in choice:
                now = _ends(inside, now)
            ends = ends and now
        if item.kind == "behind":
            return at_a_word or ends
    else:
        ends = item.kind in ("edge", "digit", "far")
    return ends and (at_a_word or not item.optional)


def _keys(items: tuple[_Item, ...], place: int, rest: _Rest | None) -> frozenset[str]:
    """What the first word of every text that fits begins with; empty where that cannot be told."""
    found: set[str] = set()
    while True:
        if place == len(items):
            if rest is None:
                return frozenset()
            items, place, rest = rest
            continue
        item = items[place]
        place += 1
        if item.kind == "any" or item.text[:1] == "'":
            return frozenset()
        if item.kind == "group":
            for choice in item.choices:
                keys = _keys(choice, 0, _Rest(items, place, rest))
                if not keys:
                    return frozenset()
                found |= keys
        elif item.kind in ("far", "digit"):
            found.add(item.text or NUMBER)
        elif item.kind == "text":
            ends = place < len(items) and items[place].kind == "edge" and not items[place].optional
            found.add(item.text + WHOLE if ends and len(item.text) <= KEY else item.text[:KEY])
        else:
            continue
        if not item.optional:
            return frozenset(found)
