"""Gives sets of words their bits, so that what a text has and what an expression needs are compared at once."""

from __future__ import annotations

from agent.rules.words.needs import KEY, WHOLE


class WordBits:
    """A bit for each set of keys, of which a text must have one; `len` is how many there are."""

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._by_key: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._bits)

    def bit(self, words: frozenset[str]) -> int:
        if words not in self._bits:
            self._bits[words] = 1 << len(self._bits)
            for key in words:
                self._by_key[key] = self._by_key.get(key, 0) | self._bits[words]
        return self._bits[words]

    def of(self, word: str) -> int:
        """All bits that a word gives."""
        bits = 0
        for key in keys_of(word):
            bits |= self._by_key.get(key, 0)
        return bits


def keys_of(word: str) -> set[str]:
    """What a word can be looked for by."""
    bare = word.lstrip("'")
    ended = {f"{one}{WHOLE}" for one in (bare, bare.partition("'")[0])}
    return {bare[:length] for length in range(1, min(len(bare), KEY) + 1)} | ended
