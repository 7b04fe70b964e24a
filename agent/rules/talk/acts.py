"""Reads what is said to the program as an act upon an object, both by class: "lose the two older takes".

The classes and the frames, which say which act upon which object is of which label, are those of
prompts/lexicon/en-talk.toml: a word that is added to a class is known in every frame.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.talk.shaped import ANY, Shapes
from agent.rules.words.patterns import lazy
from agent.rules.words.vocabulary import Finder, bit, bits

_FILE = Path(__file__).parents[3] / "prompts" / "lexicon" / "en-talk.toml"
_SPLIT = lazy(r"(?<=[a-z])(?='(?:s|re|ve|d|ll|m)\b)|(?<=s)'(?= |$)")
_DIGIT, _CODE, _PATH, _SKIP, _NONE = (bit(f"t.{name}") for name in ("digit", "code", "path", "skip", "none"))
_END, _FRONT, _MONEY = bit("t.closing"), bits("t.skip t.ask t.yes t.hello t.mood t.thank t.wow"), bit("t.money")
_COINS = frozenset({"c", "ct", "p", "$", "€", "£"})
_A_CODE, _A_PATH = lazy(r"v\d{1,2}|#\d{1,2}"), lazy(r"[\w.~-]*/[\w./-]*|~")
_LITERAL = lazy(r"[a-z_]+(?:-[a-z]+)*")
# Behind the verb, and a preposition.
_NEAR = 3
# Longer than any act that is named in one breath.
_MOST = 28


@dataclass(frozen=True, slots=True)
class _Grammar:
    """`frames` are the labels of the groups of shapes by number, each with whether it is sure; `own` the bits that
    words have for themselves, so that a word of no other class is of none."""

    finder: Finder
    shapes: Shapes
    frames: tuple[tuple[str, bool], ...]
    own: int


def act(piece: str, edit: float, plainly: float) -> str:
    """The label of a piece that is wholly an act of the session; "" for any other. `edit` is the best score that an
    edit got: one that scores `plainly` is no act that merely may be one."""
    known = _grammar()
    found = [number for row in _rows(piece) for number in known.shapes.matches(row)]
    labels = (known.frames[number] for number in sorted(found))
    return next((label for label, sure in labels if sure or edit < plainly), "")


_SESSIONS = bits("t.take t.begin t.history t.rest t.file t.format t.place t.prompt t.one t.code t.path t.when")
_COUNTED = bits("t.ord t.orig t.digit t.num t.pic t.starred")
_MODE = bit("t.mode")
_DET = bits("t.det t.def")
_A_FILE, _IT, _A_ONE = bit("t.file"), bits("t.it t.person"), bits("t.one")


def names_a_session(piece: str) -> bool:
    """Whether words that may move, write or compare name what only a session has, or nothing at all: "undo the button
    on his shirt" names a thing in the picture."""
    row = _rows(piece)[-1:]
    masks = row[0] if row else []
    # "Export" is also what is exported.
    masks = [masks[0] & ~_A_FILE, *masks[1:]] if len(masks) > 1 else masks
    for place, mask in enumerate(masks):
        follows = masks[place + 1] if place + 1 < len(masks) else 0
        if mask & _SESSIONS or (mask & _COUNTED and not follows & _NONE) or (mask & _IT and place < _NEAR):
            return True
    return not any(mask & _NONE for mask in masks[1:])


_TAKES = bits("t.take t.step t.begin t.rest t.code t.path t.price t.model")
# "The thing on the lawn" is no step.
_A_THING = frozenset({"thing", "things", "move", "moves", "top"})


def names_a_take(piece: str) -> bool:
    """Whether words name something that the program made or takes: then "it" behind them is no thing in the picture."""
    known = _grammar()
    words = _words(piece)
    masks = [0 if word in _A_THING else known.finder.at(words, place)[0] for place, word in enumerate(words)]
    return any(
        mask & _TAKES or (mask & _COUNTED and place + 1 < len(masks) and masks[place + 1] & _A_ONE)
        for place, mask in enumerate(masks)
    )


def names_a_mode(piece: str) -> bool:
    """Whether words name what a program can do or leave: previews, its beep."""
    known, words = _grammar(), _words(piece)
    return any(known.finder.at(words, place)[0] & _MODE for place in range(len(words)))


def names_a_thing(piece: str) -> bool:
    """Whether words name something with an article that no class of talk knows: "a bucket", "that lamp post"."""
    row = (_rows(piece) or [[0]])[0]
    return any(mask & _DET and row[place + 1] & _NONE for place, mask in enumerate(row[:-1]))


def forms(piece: str) -> list[list[str]]:
    """The words of a piece: all, those behind what is said in front of a question, and those that say something."""
    words = piece.split()
    known = _grammar().finder
    front, place, telling = 0, 0, list[str]()
    while place < len(words):
        mask, length = known.at(words, place)
        length = length or 1
        if front == place and mask & _FRONT and place + length < len(words) and words[place] != "or":
            front += length
        if not mask & _SKIP:
            telling += words[place : place + length]
        place += length
    ends = len(words)
    while ends > front + 2 and known.at(words, ends - 1)[0] & (_SKIP | _END):
        ends -= 1
    found = [words, words[front:], words[front:ends], telling]
    return [form for at, form in enumerate(found) if form and form not in found[:at]]


def _rows(piece: str) -> list[list[int]]:
    """The classes of the words of a piece, with and without what says nothing, and without what only ends it."""
    words = _words(piece)
    if not words or len(words) > _MOST:
        return []
    known = _grammar()
    masks: list[int] = []
    place = 0
    while place < len(words):
        mask, length = known.finder.at(words, place)
        mask = mask or _by_shape(words[place])
        masks.append(mask if mask & ~known.own else mask | _NONE)
        place += length or 1
    less = [mask for mask in masks if not mask & _SKIP]
    ends = len(less)
    while ends > 1 and less[ends - 1] & _END:
        ends -= 1
    rows = [masks]
    if less and len(less) < len(masks):
        rows.append(less)
    if ends < len(less):
        rows.append(less[:ends])
    return rows


def _by_shape(word: str) -> int:
    if word.isdigit() or word[0] in "$€£":
        return _DIGIT if word.isdigit() else _DIGIT | _MONEY
    if word[0].isdigit() and word.lstrip("0123456789.") in _COINS:
        return _DIGIT | _MONEY
    return _CODE if _A_CODE.fullmatch(word) else _PATH if _A_PATH.fullmatch(word) else 0


def _words(text: str) -> list[str]:
    return (_SPLIT.sub(" ", text) if "'" in text else text).split()


@cache
def words_of_talk(name: str) -> frozenset[str]:
    """A list of single words that are looked at before any frame."""
    return frozenset(_data()["words"][name].replace(",", " ").split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _grammar() -> _Grammar:
    data = _data()
    masks: dict[tuple[str, ...], int] = {}
    classes: dict[str, str] = {**data["classes"], **data["loose"], "skip": data["skip"]["words"]}
    for name, listed in classes.items():
        for phrase in listed.split(","):
            if words := tuple(_words(phrase)):
                masks[words] = masks.get(words, 0) | bit(f"t.{name}")
    frames = [
        (frames["label"], way == "sure", _lines(frames.get(way, "")))
        for frames in data["frames"]
        for way in ("sure", "likely")
    ]
    named = {*classes, "digit", "code", "path"}
    written = [*data["parts"].values(), *(shape for _, _, shapes in frames for shape in shapes)]
    literal = {word for shape in written for word in _LITERAL.findall(shape)} - named - {*data["parts"], "any", "x"}
    bits = {name: bit(f"t.{name}") for name in named} | {word: bit(f"w.{word}") for word in literal}
    for word in literal:
        masks[(word,)] = masks.get((word,), 0) | bits[word]
    finder = Finder()
    for words, mask in masks.items():
        finder.add(words, mask)
    own = sum(bits[word] for word in (*literal, *data["loose"]))
    table = bits | {"any": ANY, "x": _NONE}
    return _Grammar(
        finder.freeze(spaced=True),
        Shapes([shapes for _, _, shapes in frames], table, data["parts"]),
        tuple((label, sure) for label, sure, _ in frames),
        own,
    )


def _lines(text: Any) -> Sequence[str]:
    return [line.strip() for line in str(text).splitlines() if line.strip()]
