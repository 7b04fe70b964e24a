"""Tries many regular expressions on a text by the words that each needs, so that most of them are never tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from agent.rules.words.hints import hints
from agent.rules.words.needs import commonness, needs
from agent.rules.words.patterns import lazy
from agent.rules.words.word_bits import WordBits, keys_of

# More words than people use, less than a pasted dictionary.
_MOST_WORDS = 20_000


class Cues:
    """Regular expressions for several meanings, each tried only on a text that has the words that it needs. Where they
    fit a `whole` text, they need its first word too."""

    def __init__(self, meanings: Sequence[Sequence[str]], whole: bool = False) -> None:
        self._cues = [(meaning, lazy(shape)) for meaning, shapes in enumerate(meanings) for shape in shapes]
        self._whole = whole
        self._bits = WordBits()
        # The choices that are looked for by a word that begins like this, and what each word gives.
        self._rarest: dict[str, list[int]] = {}
        self._by_word: dict[str, tuple[int, tuple[int, ...]]] = {}

    def meanings(self, text: str) -> Iterator[int]:
        """The numbers of the meanings that are in `text`, in their order."""
        last = -1
        for place in self.places(text):
            meaning, cue = self._cues[place]
            if meaning != last and cue.search(text):
                last = meaning
                yield meaning

    def places(self, text: str) -> Iterable[int]:
        """The places of the expressions whose words are all in `text`, in their order: only these may fit it."""
        always, every = self._all
        have, named = 0, set[int](always)
        for word in hints(text):
            bits, choices = self._by_word.get(word) or self._of_word(word)
            have |= bits
            if choices:
                named.update(choices)
        among = [every[number] for number in sorted(named)]
        return dict.fromkeys([place for place, needed in among if have & needed == needed])

    @cached_property
    def _all(self) -> tuple[tuple[int, ...], Sequence[tuple[int, int]]]:
        """The choices that need no word, and all of them with the place of their expression and a bit for each set of
        words that they need one of; each is looked for by its words that fewest texts have."""
        always: list[int] = []
        every: list[tuple[int, int]] = []
        for place in range(len(self._cues)):
            for needed, rarest in self._needed(place):
                always += [] if needed else [len(every)]
                for key in rarest:
                    self._rarest.setdefault(key, []).append(len(every))
                every.append((place, needed))
        return tuple(always), tuple(every)

    def _needed(self, place: int) -> Iterator[tuple[int, frozenset[str]]]:
        """For each choice of an expression the bits that it needs, and the set of words that is rarest."""
        for choice in map(set, needs(self._cues[place][1].pattern, self._whole)):
            yield sum(map(self._bits.bit, choice)), min(choice, key=commonness, default=frozenset[str]())

    def _of_word(self, word: str) -> tuple[int, tuple[int, ...]]:
        """What a word gives; words are remembered, as most requests are made of the same ones."""
        choices = {choice for key in keys_of(word) for choice in self._rarest.get(key, ())}
        if len(self._by_word) > _MOST_WORDS:
            self._by_word.clear()
        self._by_word[word] = self._bits.of(word), tuple(choices)
        return self._by_word[word]
