"""The classes of words that requests are made of, one set a language, as bits that are quick to compare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from agent.rules.words.clean import one_slip
from agent.rules.words.inflection import forms, past
from agent.rules.words.languages import tables
from agent.rules.words.patterns import lazy
from agent.rules.words.shorthand import SHORT

_TABLES = {"verb": "v", "noun": "n", "adj": "a", "mark": "m"}
_MENDED = {"defect", "tone", "text", "background", "camera", "colourword", "size"}
# Shorter words are too like each other.
_SHORTEST_REPAIRED = 5
# Unknown words whose repair is remembered: more than people use, less than a pasted dictionary.
_MOST_REPAIRED = 20_000

_numbers: dict[str, int] = {}


def bit(name: str) -> int:
    """The bit of a class ("v.remove"); classes are numbered as they are met, the same for all languages."""
    return 1 << _numbers.setdefault(name, len(_numbers))


def bits(names: str) -> int:
    """The bits of several, with blanks between."""
    mask = 0
    for name in names.split():
        mask |= bit(name)
    return mask


def every(letter: str) -> int:
    """The bits of all classes of a part of speech that were met so far: "v" for verbs."""
    return _every(letter, len(_numbers))


@cache
def _every(letter: str, met: int) -> int:
    return sum(1 << number for name, number in _numbers.items() if number < met and name.startswith(f"{letter}."))


class Finder:
    """Phrases and what they mean, found by their first word; words are lists, or texts where letters are words."""

    def __init__(self) -> None:
        self.meaning: dict[tuple[str, ...], int] = {}
        # By the first word, then by the second: small words begin a hundred phrases.
        self._longer: dict[str, dict[str, list[tuple[Sequence[str], int, int]]]] = {}
        self._single: dict[str, int] = {}
        self.firsts: frozenset[str] = frozenset()

    def add(self, phrase: tuple[str, ...], mask: int) -> None:
        self.meaning[phrase] = self.meaning.get(phrase, 0) | mask

    def freeze(self, spaced: bool) -> Finder:
        """Ready to find: what was added is sorted, the longest phrases of a first word before the shorter ones."""
        longer: dict[str, dict[str, list[tuple[Sequence[str], int, int]]]] = {}
        for phrase, mask in self.meaning.items():
            if len(phrase) == 1:
                self._single[phrase[0]] = mask
                continue
            rest = list(phrase[1:]) if spaced else "".join(phrase[1:])
            longer.setdefault(phrase[0], {}).setdefault(phrase[1], []).append((rest, len(phrase), mask))
        for seconds in longer.values():
            for known in seconds.values():
                if len(known) > 1:
                    known.sort(key=lambda entry: -entry[1])
        self._longer = longer
        self.firsts = frozenset(phrase[0] for phrase in self.meaning)
        return self

    def at(self, words: Sequence[str], place: int) -> tuple[int, int]:
        """The bits of the longest phrase at `place` and its length; (0, 0) for none."""
        word = words[place]
        if word in self._longer and place + 1 < len(words):
            seconds = self._longer[word]
            if (second := words[place + 1]) in seconds:
                for rest, length, mask in seconds[second]:
                    if words[place + 1 : place + length] == rest:
                        return mask, length
        mask = self._single.get(word, 0)
        return (mask, 1) if mask else (0, 0)

    def anywhere(self, words: Sequence[str]) -> int:
        """The bits of every phrase that occurs."""
        found = 0
        if self.firsts.isdisjoint(words):
            return found
        single, longer, last = self._single, self._longer, len(words) - 1
        for place, word in enumerate(words):
            if word in single:
                found |= single[word]
            if word in longer and place < last and (second := words[place + 1]) in longer[word]:
                for rest, length, mask in longer[word][second]:
                    if words[place + 1 : place + length] == rest:
                        found |= mask
        return found


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language. `apart` holds verbs whose second half stands further on, by their first word, and marks
    ("can … be") whose second half is what counts, with negative bits; `slips` leads
    from a word with one letter missing to the words that it may have been, `repaired` remembers what was looked for."""

    language: str
    spaced: bool
    head_first: bool
    words: Finder
    cues: Finder
    apart: dict[str, list[tuple[list[str], list[str], int]]]
    gates: dict[str, Finder]
    ask: Finder
    polite: Finder
    thanks: Finder
    slips: dict[str, list[str]]
    spelled: frozenset[str]
    repaired: dict[str, str]
    # What the last letter of a word in no list tells of it, where letters are words: 古玩市 is a place.
    endings: dict[str, int]


@cache
def vocabulary(language: str) -> Vocabulary:
    raw = tables(language)
    spaced = bool(raw.get("spaced", True))
    words, apart = _classes(raw, spaced)
    cues = _named(raw.get("cue", {}), "c", spaced)
    gates = {way: Finder() for way in ("whole", "start", "weak", "any", "asked", "sure", "words")}
    for label, ways in raw.get("gate", {}).items():
        for way, listed in ways.items():
            _finder(listed, spaced, gates[way], bit(f"g.{label}"))
    gates["talk"] = _named(raw.get("talk", {}), "t", spaced)
    _join({"c": cues, "t": gates["talk"]}, words, raw.get("joined", {}), spaced)
    asking = raw.get("asking", {})
    ask = _finder(asking.get("ask", ""), spaced, _finder(asking.get("wish", ""), spaced, Finder(), 2), 1)
    polite, thanks = _finder(asking.get("polite", ""), spaced), _finder(asking.get("thanks", ""), spaced)
    finders = (words, cues, *gates.values(), ask, polite, thanks)
    if not spaced:
        # What is said around a wish is cut off by the longest phrase as well, and is then a token of its own.
        for finder in (ask, polite, thanks):
            for phrase, mask in list(finder.meaning.items()):
                words.add(phrase, bit("x.said"))
                finder.add(("".join(phrase),), mask)
    for finder in finders:
        finder.freeze(spaced)
    return Vocabulary(
        language=language,
        spaced=spaced,
        head_first=raw.get("head") == "first",
        words=words,
        cues=cues,
        apart=apart,
        gates=gates,
        ask=ask,
        polite=polite,
        thanks=thanks,
        slips=_slips(_repairable(raw) if spaced else ()),
        spelled=frozenset(word for finder in finders for phrase in finder.meaning for word in phrase).union(
            _listed(raw.get("real", {}).get("words", ""))
        ),
        repaired={},
        endings={letter: bit(name) for name, letters in raw.get("ending", {}).items() for letter in letters},
    )


_Apart = dict[str, list[tuple[list[str], list[str], int]]]


def _classes(raw: dict[str, Any], spaced: bool) -> tuple[Finder, _Apart]:
    """The classes of words, and the verbs in two halves."""
    words = Finder()
    apart: _Apart = {}
    english = raw.get("inflect") == "en"
    # Oranges are fruit, though orange is a colour.
    things = set(_listed(raw.get("noun", {}).get("thing", ""))) if english else set[str]()
    for table, letter in _TABLES.items():
        for name, listed in raw.get(table, {}).items():
            mask = bit(f"{letter}.{name}")
            for phrase in _listed(listed):
                told = past(phrase) if english and letter == "v" else ()
                for form in forms(phrase, table) if english else (phrase,):
                    if name == "colour" and form != phrase and form in things:
                        continue
                    first, gap, second = form.partition("…")
                    if gap:
                        start, end = list(_parts(first, spaced)), list(_parts(second, spaced))
                        apart.setdefault(start[0], []).append((start, end, -mask if letter == "m" else mask))
                    else:
                        words.add(_parts(form, spaced), mask | (bit("x.past") if form in told else 0))
    for halves in apart.values():
        halves.sort(key=lambda entry: -len(entry[1]))
    return words, apart


def _join(others: dict[str, Finder], words: Finder, joined: dict[str, Any], spaced: bool) -> None:
    """Adds what two lists make together ("red" and "dress"), but for what they must not; names that begin with c or t
    are cues and words of talk. Each two lists of a row belong together."""
    kept = {_parts(phrase, spaced) for phrase in _listed(joined.get("but", ""))}
    rows = [(names, row) for names, row in joined.items() if names != "but"]
    pairs = ((names, *pair) for names, row in rows for pair in zip(row[::2], row[1::2], strict=True))
    for names, firsts, lasts in pairs:
        for phrase in (_parts(first + last, spaced) for first in _listed(firsts) for last in _listed(lasts)):
            if phrase not in kept:
                others.get(names[0], words).add(phrase, bits(names))


def _named(table: dict[str, Any], letter: str, spaced: bool) -> Finder:
    """The phrases of a table, each with the bit of its list."""
    finder = Finder()
    for name, listed in table.items():
        _finder(listed, spaced, finder, bit(f"{letter}.{name}"))
    return finder


def _repairable(raw: dict[str, Any]) -> set[str]:
    """The words that one slip away are still meant."""
    lists = [
        listed
        for table, letter in _TABLES.items()
        for name, listed in raw.get(table, {}).items()
        if letter in "va" or name in _MENDED
    ]
    found = {phrase for listed in (*lists, *raw.get("cue", {}).values()) for phrase in _listed(listed)}
    known = {"background", "backgrounds", "brightness", "contrast", "saturation", "watercolor", "picture"}
    return known | {phrase for phrase in found if len(phrase) > _SHORTEST_REPAIRED and phrase.isalpha()}


def mended(word: str, known: Vocabulary) -> str:
    """`word`, or the one listed word that it misses by a single slip."""
    if word not in known.repaired:
        if len(known.repaired) > _MOST_REPAIRED:
            known.repaired.clear()
        known.repaired[word] = _mended(word, known)
    return known.repaired[word]


def _mended(word: str, known: Vocabulary) -> str:
    if not word.isalpha():
        return word
    close: set[str] = set(known.slips.get(word, ()))
    for place in range(1, len(word)):
        close.update(known.slips.get(word[:place] + word[place + 1 :], ()))
    near = [other for other in close if other[0] == word[0] and abs(len(other) - len(word)) <= 1]
    return near[0] if len(near) == 1 and one_slip(word, near[0]) else word


def _slips(targets: Iterable[str]) -> dict[str, list[str]]:
    slips: dict[str, list[str]] = {}
    for word in targets:
        for place in range(1, len(word)):
            slips.setdefault(word[:place] + word[place + 1 :], []).append(word)
        slips.setdefault(word, []).append(word)
    return slips


def _listed(text: str | list[str]) -> list[str]:
    pieces = re.split(r"[,、\n]", text) if isinstance(text, str) else text
    return [" ".join(piece.split()).lower() for piece in pieces if piece.strip()]


def _finder(listed: Any, spaced: bool, finder: Finder | None = None, mask: int = 1) -> Finder:
    finder = finder or Finder()
    for phrase in _listed(listed):
        finder.add(_parts(phrase, spaced), mask)
    return finder


_PART = lazy(r"[a-z0-9#@~]+(?:['.:&-][a-z0-9]+)*|[^\W\d_]+(?:['-][^\W\d_]+)*|\S")


def _parts(phrase: str, spaced: bool) -> tuple[str, ...]:
    """The tokens of a phrase as `agent.rules.words.tokens` cuts them."""
    if not spaced:
        return tuple(phrase.replace(" ", ""))
    # Most are plain words, of which the expression makes the same more slowly.
    words = phrase.split(" ")
    plain = all(word.isalpha() and word.isascii() for word in words)
    return tuple([SHORT.get(part, part) for part in (words if plain else _PART.findall(phrase))])
