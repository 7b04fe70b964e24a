"""Tries many regular expressions on a text by the words that each needs, so that most of them are never tried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.rules.words.hints import hints
from agent.rules.words.needs import KEY, WHOLE, commonness, needs
from agent.rules.words.patterns import lazy

# More words than people use, less than a pasted dictionary.
_MOST_WORDS = 20_000


class Cues:
    """Regular expressions for several meanings, each tried only on a text that has the words that it needs."""

    def __init__(self, meanings: Sequence[Sequence[str]]) -> None:
        self._cues: list[tuple[int, re.Pattern[str]]] = []
        # Each choice of an expression: its place, and the bits of all that it needs.
        self._choices: list[tuple[int, int]] = []
        # What a word that begins like this gives: bits of needs, and the choices that are looked for by it.
        self._by_key: dict[str, tuple[int, list[int]]] = {}
        self._always: set[int] = set()
        self._telling: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._dull: set[str] = set()
        needed: list[tuple[int, list[frozenset[str]]]] = []
        for meaning, shapes in enumerate(meanings):
            for shape in shapes:
                needed += ((len(self._cues), choice) for choice in needs(shape))
                self._cues.append((meaning, lazy(shape)))
        self._index(needed)

    def _index(self, needed: Sequence[tuple[int, Sequence[frozenset[str]]]]) -> None:
        """One bit for each set of words; a choice is looked for by its set whose words fewest texts have."""
        bits: dict[frozenset[str], int] = {}
        for number, (place, choice) in enumerate(needed):
            if not choice:
                self._always.add(place)
            for keys in choice:
                bits.setdefault(keys, 1 << len(bits))
            self._choices.append((place, sum({bits[keys] for keys in choice})))
            rarest = min(choice, key=commonness, default=frozenset[str]())
            for key in rarest:
                self._by_key.setdefault(key, (0, []))[1].append(number)
        for keys, bit in bits.items():
            for key in keys:
                mask, choices = self._by_key.setdefault(key, (0, []))
                self._by_key[key] = mask | bit, choices

    def meanings(self, text: str) -> Iterator[int]:
        """The numbers of the meanings that are in `text`, in their order."""
        last = -1
        for place in sorted(self.places(text)):
            meaning, cue = self._cues[place]
            if meaning != last and cue.search(text):
                last = meaning
                yield meaning

    def places(self, text: str) -> set[int]:
        """The places of the expressions whose words are all in `text`, so that they may fit it."""
        have, choices = 0, set[int]()
        for word in hints(text) - self._dull:
            mask, named = self._telling.get(word) or self._of_word(word)
            have |= mask
            choices.update(named)
        places = set(self._always)
        for choice in choices:
            place, needed = self._choices[choice]
            if have & needed == needed:
                places.add(place)
        return places

    def _of_word(self, word: str) -> tuple[int, tuple[int, ...]]:
        """What a word gives; words are remembered, as most requests are made of the same ones."""
        mask, choices = 0, set[int]()
        bare = word.lstrip("'")
        whole = {f"{one}{WHOLE}" for one in (bare, bare.partition("'")[0])}
        for key in {bare[:length] for length in range(1, min(len(bare), KEY) + 1)} | whole:
            if key in self._by_key:
                bits, named = self._by_key[key]
                mask |= bits
                choices.update(named)
        if len(self._telling) + len(self._dull) > _MOST_WORDS:
            self._telling.clear()
            self._dull.clear()
        if not mask:
            self._dull.add(word)
            return 0, ()
        self._telling[word] = mask, tuple(choices)
        return self._telling[word]
