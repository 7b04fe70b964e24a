"""Tries many regular expressions on a text by the words that each needs, so that most of them are never tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from agent.rules.words.beginnings import KEY, needs
from agent.rules.words.hints import hints
from agent.rules.words.patterns import lazy

# More words than people use, less than a pasted dictionary.
_MOST_WORDS = 20_000
# Each choice of some expressions: the place of its expression, and a bit for each set of words that it needs one of.
Choices = tuple[tuple[int, int], ...]


class Cues:
    """Regular expressions for several meanings, each tried only on a text that has the words that it needs. Where they
    fit a `whole` text, they need its first word too."""

    def __init__(self, meanings: Sequence[Sequence[str]], whole: bool = False) -> None:
        self._cues = [(meaning, lazy(shape)) for meaning, shapes in enumerate(meanings) for shape in shapes]
        self._whole = whole
        self._bits: dict[frozenset[str], int] = {}
        # The bits of a word that begins like this.
        self._by_key: dict[str, int] = {}
        self._by_word: dict[str, int] = {}

    def meanings(self, text: str) -> Iterator[int]:
        """The numbers of the meanings that are in `text`, in their order."""
        last = -1
        for place in self.places(text):
            meaning, cue = self._cues[place]
            if meaning != last and cue.search(text):
                last = meaning
                yield meaning

    def places(self, text: str, among: Choices | None = None) -> Iterable[int]:
        """The places of the expressions whose words are all in `text`, in their order: only these may fit it."""
        among = self._all if among is None else among
        have = 0
        for word in hints(text):
            bits = self._by_word.get(word)
            have |= self._of_word(word) if bits is None else bits
        return dict.fromkeys([place for place, needed in among if have & needed == needed])

    def choices(self, places: Iterable[int]) -> Choices:
        """What `places` are to be among; what an expression needs is found out when it is first asked for."""
        return tuple((place, needed) for place in places for needed in self._needed(place))

    @cached_property
    def _all(self) -> Choices:
        return self.choices(range(len(self._cues)))

    def _needed(self, place: int) -> Iterator[int]:
        for choice in needs(self._cues[place][1].pattern, self._whole):
            needed = 0
            for words in choice:
                needed |= self._bit(words)
            yield needed

    def _bit(self, words: frozenset[str]) -> int:
        if words not in self._bits:
            self._bits[words] = 1 << len(self._bits)
            for key in words:
                self._by_key[key] = self._by_key.get(key, 0) | self._bits[words]
            self._by_word.clear()
        return self._bits[words]

    def _of_word(self, word: str) -> int:
        """What a word gives; words are remembered, as most requests are made of the same ones."""
        bits = 0
        for length in range(1, min(len(word), KEY) + 1):
            bits |= self._by_key.get(word[:length], 0)
        if len(self._by_word) > _MOST_WORDS:
            self._by_word.clear()
        self._by_word[word] = bits
        return bits
