"""Turns what was typed into clean words with their places, and finds phrases among them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from agent.rules.words.patterns import lazy

T = TypeVar("T")

# Longer than any wish; the rest of a pasted book is not read.
MOST_LETTERS = 2000

# Typographic quotes, accents used as quotes, and dashes, as people's keyboards make them.
_QUOTES = str.maketrans(
    dict.fromkeys("\u2019\u2018\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e", '"')
    | dict.fromkeys("\u2013\u2014", "-")
)
# "Moss & Thimble" is a name, which is written as it is typed.
_AND = lazy(r" & (?![A-Z])")
# A word of plain letters between blanks and marks is the most frequent one and is tried first.
_WORD = lazy(r"[a-z]+(?=[ ,;!?()]|\.?$|\. )|[#@]?[a-z0-9~/](?:[\w'./:%&+~-]*[\w'%])?|[,;.!?()]|\S")


class Word(NamedTuple):
    """One word in lower case, and where it stands in the normalised text."""

    text: str
    start: int
    end: int


def normalise(raw: str) -> str:
    """`tidy`, in lower case."""
    return tidy(raw).lower()


@lru_cache(maxsize=8)
def tidy(raw: str) -> str:
    """Plain quotes and widths, no control or format characters, one blank between words."""
    text = unicodedata.normalize("NFKC", raw[:MOST_LETTERS]).translate(_QUOTES)
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    if ">" in text:
        text = text.replace("->", " \u2192 ").replace("=>", " \u2192 ")
    if "w/o" in text:
        text = text.replace(" w/o ", " without ")
    text = " ".join(text.split())
    return _AND.sub(" and ", text) if " & " in text else text


@lru_cache(maxsize=64)
def words_of(text: str) -> tuple[Word, ...]:
    """The words and punctuation marks of a normalised text."""
    return tuple([Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)])


def texts_of(text: str) -> list[str]:
    """The words and punctuation marks of a normalised text without their places."""
    return list(_texts_of(text))


@lru_cache(maxsize=64)
def _texts_of(text: str) -> list[str]:
    return _WORD.findall(text)


class Phrases(Generic[T]):
    """Phrases of one or more words, each with what it means; the longest that fits wins, then the one given first."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        # By the first word, then by the second one; and what the first alone means.
        self._longer: dict[str, dict[str, list[tuple[list[str], tuple[T, int]]]]] = {}
        self._single: dict[str, tuple[T, int]] = {}
        phrases: list[list[str]] = []
        for phrase, meaning in entries:
            parts = texts_of(phrase)
            phrases.append(parts)
            if len(parts) == 1:
                self._single.setdefault(parts[0], (meaning, 1))
                continue
            known = self._longer.setdefault(parts[0], {}).setdefault(parts[1], [])
            if all(parts != other for other, _ in known):
                known.append((parts, (meaning, len(parts))))
        self.firsts = frozenset(parts[0] for parts in phrases)
        self.lasts = frozenset(parts[-1] for parts in phrases)
        self._words = frozenset(word for parts in phrases for word in parts)
        for seconds in self._longer.values():
            for known in seconds.values():
                known.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: list[str], place: int) -> tuple[T, int] | None:
        """What the phrase starting at `place` means, and its length in words."""
        word = words[place]
        if word not in self.firsts:
            return None
        if word in self._longer and place + 1 < len(words):
            for parts, found in self._longer[word].get(words[place + 1], ()):
                if words[place : place + found[1]] == parts:
                    return found
        return self._single.get(word)

    def find(self, words: list[str]) -> tuple[T, int, int] | None:
        """The first phrase anywhere: what it means, its place, its length."""
        if self.firsts.isdisjoint(words):
            return None
        for place, word in enumerate(words):
            if word in self.firsts and (found := self.at(words, place)):
                return found[0], place, found[1]
        return None

    def single_words(self) -> set[str]:
        return set(self._single)

    def all_words(self) -> frozenset[str]:
        return self._words


def phrases_of(lists: Mapping[T, Iterable[str]]) -> Phrases[T]:
    return Phrases((phrase, meaning) for meaning, phrases in lists.items() for phrase in phrases)


def repaired(word: str, right: Mapping[str, Sequence[str]], known: frozenset[str]) -> str:
    """`word`, or the one right word that it misses by a single slip. `right` is keyed by first letter."""
    if len(word) < 5 or word in known or not word.isalpha():
        return word
    close = [other for other in right.get(word[0], ()) if abs(len(other) - len(word)) <= 1 and one_slip(word, other)]
    return close[0] if len(close) == 1 else word


def one_slip(one: str, other: str) -> bool:
    """One letter wrong, missing, extra, or two neighbours swapped."""
    if len(one) == len(other):
        wrong = [place for place in range(len(one)) if one[place] != other[place]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            a, b = wrong
            return one[a] == other[b] and one[b] == other[a]
        return len(wrong) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
