"""Finds which words a text must have for a regular expression to fit it, so that few are ever compiled or tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from agent.rules.words.hints import NUMBER
from agent.rules.words.patterns import lazy

# So many first letters of a word are looked at; `WHOLE` stands behind those of a word that ends there.
KEY = 8
WHOLE = "$"
# So much more often do texts have one of these, or what begins with so few letters.
_MANY, _SHORT = 40, 2
_OFTEN_SAID = (
    "a an the it this that these those they he she i we you me us my our your his her its in on at to for of with by"
    " and or but as is are be do all so no not any some from up out into want need make get have there here can"
)
_COMMON = frozenset(f"{word}{WHOLE}" for word in _OFTEN_SAID.split())
_TOKEN = lazy(
    r"(?P<often>[?*+]\??|\{\d*,?\d*\}\??)|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|:))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<far>\\u[0-9A-Fa-f]{4})|(?P<back>\\.)|(?P<text>[a-z']+(?![?*+{]))"
    r"|(?P<one>.)"
)
_GROUPS = {"(?=": "look", "(?!": "look", "(?<!": "look", "(?<=": "behind"}
_ESCAPED = {"b": "edge", "s": "edge", "W": "edge", "d": "digit", "w": "any", "S": "any", "D": "any", "'": "any"}
_ENDS = {kind: (True, True) for kind in ("edge", "digit", "far")} | {
    "look": (False, True), "text": (False, False), "any": (False, False),
}  # fmt: skip
_DIGITS, _MARKS = lazy(r"(?:\\d|\d-\d|\d)+"), lazy(r"(?:\\[sW]|\\u[0-9A-Fa-f]{4}|[^\w'\\]|\\\W)+")
_AT_LEAST_ONCE = lazy(r"\+|\{[1-9]")


@dataclass(slots=True)
class _Item:
    """A part of a sequence: "text", "edge" (a word may begin behind it), "digit", "far" (a letter outside ASCII),
    "group", "behind" (what stands before it), "look" (takes no letter) or "any". `ends` is whether a word can only
    begin behind it: where none begins before it, and where one does."""

    kind: str
    text: str = ""
    choices: tuple[tuple[_Item, ...], ...] = ()
    optional: bool = False
    ends: tuple[bool, bool] = (False, False)


class _Rest(NamedTuple):
    """What follows a group, from one of its items on."""

    items: tuple[_Item, ...]
    place: int
    rest: _Rest | None


def needs(shape: str, whole: bool = False) -> list[list[frozenset[str]]]:
    """For each choice of `shape`, what the words of a text must be like for it to be found, or to fit the `whole` text:
    of each set, one word must begin with one of these letters. `NUMBER` stands for any number, and a letter outside
    ASCII for itself."""
    return [list(dict.fromkeys(_of_sequence(choice, whole, None))) for choice in _parsed(shape)]


def commonness(keys: frozenset[str]) -> int:
    """How many texts have one of these words, roughly."""
    return sum(_MANY if key in _COMMON or (len(key) <= _SHORT and key.isalpha()) else 1 for key in keys)


def _parsed(shape: str) -> tuple[tuple[_Item, ...], ...]:
    outer: list[tuple[str, list[tuple[_Item, ...]], list[_Item]]] = []
    choices: list[tuple[_Item, ...]] = []
    items: list[_Item] = []
    for token in _TOKEN.finditer(shape):
        kind, said = token.lastgroup, token[0]
        if kind == "open":
            outer.append((said, choices, items))
            choices, items = [], []
        elif kind == "bar":
            choices.append(tuple(items))
            items = []
        elif kind == "close":
            inside = (*choices, tuple(items))
            opened, choices, items = outer.pop()
            kind = _GROUPS.get(opened, "group")
            items.append(_Item(kind, "", inside, False, _ends(kind, inside)))
        elif kind == "often":
            if _AT_LEAST_ONCE.match(said) is None:
                items[-1].optional, items[-1].ends = True, (False, items[-1].ends[True])
        else:
            kind, text = _kind(kind or "", said)
            items.append(_Item(kind, text, (), False, _ENDS[kind]))
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
    if said == "$":
        return "look", WHOLE
    return ("digit" if said.isdigit() else "any" if said in "._" or said.isalpha() else "edge"), ""


def _is_marks(inside: str) -> bool:
    return inside[:1] != "^" and _MARKS.fullmatch(inside) is not None


def _of_sequence(items: tuple[_Item, ...], at_a_word: bool, rest: _Rest | None) -> Iterator[frozenset[str]]:
    for place, item in enumerate(items):
        if not item.optional and item.kind in ("text", "digit", "far", "group"):
            keys = _keys(items, place, rest)
            if keys and (at_a_word or not any(map(_is_latin, keys))):
                yield keys
            behind = _Rest(items, place + 1, rest)
            if len(item.choices) == 1:
                yield from _of_sequence(item.choices[0], at_a_word, behind)
            elif item.kind == "group" and (keys := _rarest(item, at_a_word, behind)):
                yield keys
        at_a_word = item.ends[at_a_word]


def _rarest(group: _Item, at_a_word: bool, rest: _Rest) -> frozenset[str]:
    """Of each choice, what it needs that texts have most seldom; empty where one needs nothing."""
    found: set[str] = set()
    for choice in group.choices:
        keys = min(_of_sequence(choice, at_a_word, rest), key=commonness, default=None)
        if keys is None:
            return frozenset()
        found |= keys
    return frozenset(found)


def _is_latin(key: str) -> bool:
    return key != NUMBER and key.isascii()


def _ends(kind: str, choices: tuple[tuple[_Item, ...], ...]) -> tuple[bool, bool]:
    if kind == "look":
        return _ENDS["look"]
    ends = [True, True]
    for before in (False, True):
        for choice in choices:
            now = before
            for item in choice:
                now = item.ends[now]
            ends[before] = ends[before] and now
    return ends[False], kind == "behind" or ends[True]


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
            found |= _spelled(item.text, items, place, rest)
        else:
            continue
        if not item.optional:
            return frozenset(found)


def _spelled(text: str, items: tuple[_Item, ...], place: int, rest: _Rest | None) -> set[str]:
    """The key of a word that begins with `text`, from what follows: "ads?" is "ad" or "ads", and no "adder"."""
    while place == len(items) and rest is not None:
        items, place, rest = rest
    follows = items[place] if place < len(items) else None
    more = follows.text if follows is not None and follows.kind == "text" else ""
    if not more and _is_ended(items, place, rest):
        return {_key(text + WHOLE)}
    if more and follows is not None and follows.optional and _is_ended(items, place + 1, rest):
        return {_key(text + WHOLE), _key(text + more + WHOLE)}
    return {_key(text if follows is not None and follows.optional else text + more)}


def _key(text: str) -> str:
    return text if len(text) <= KEY + len(WHOLE) and text.endswith(WHOLE) else text[:KEY]


def _is_ended(items: tuple[_Item, ...], place: int, rest: _Rest | None) -> bool:
    """Whether no letter can follow."""
    while True:
        if place == len(items):
            if rest is None:
                return False
            items, place, rest = rest
            continue
        item = items[place]
        place += 1
        if item.kind == "group":
            if not all(_is_ended(choice, 0, _Rest(items, place, rest)) for choice in item.choices):
                return False
        elif item.kind not in ("edge", "look", "behind"):
            return False
        if item.text == WHOLE or (item.kind in ("edge", "group") and not item.optional):
            return True
