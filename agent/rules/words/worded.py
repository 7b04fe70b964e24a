"""Leaves out expressions whose words a text has not, where what each needs is worked out only once it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.hints import hints
from agent.rules.words.needs import needs
from agent.rules.words.word_bits import WordBits

# More words than people use, less than a pasted dictionary.
_MOST_WORDS = 20_000


class Worded:
    """Expressions that have to fit a whole text, in their places."""

    def __init__(self, shapes: Sequence[str]) -> None:
        self._shapes = shapes
        # The bits that each needs; None where nobody asked yet.
        self._needed: list[int | None] = [None] * len(shapes)
        self._bits = WordBits()
        self._by_word: dict[str, int] = {}

    def among(self, places: Sequence[int], text: str) -> list[int]:
        """Those of `places` whose expressions may fit `text`, in the order given."""
        met = len(self._bits)
        for place in [place for place in places if self._needed[place] is None]:
            self._needed[place] = self._learnt(place)
        if len(self._bits) > met:
            self._by_word.clear()
        have, needed = self._have(text), self._needed
        return [place for place in places if not (needed[place] or 0) & ~have]

    def _learnt(self, place: int) -> int:
        """The bits that an expression needs; none where it has several choices, which are few."""
        choices = needs(self._shapes[place], whole=True)
        return sum(map(self._bits.bit, set(choices[0]))) if len(choices) == 1 else 0

    def _have(self, text: str) -> int:
        have = 0
        for word in hints(text):
            bits = self._by_word.get(word)
            have |= self._of_word(word) if bits is None else bits
        return have

    def _of_word(self, word: str) -> int:
        if len(self._by_word) > _MOST_WORDS:
            self._by_word.clear()
        bits = self._bits.of(word)
        self._by_word[word] = bits
        return bits
