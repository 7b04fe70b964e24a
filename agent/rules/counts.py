"""How many variants are wanted: "three", "a couple of options", "one more"; never a size, a name or an ordinal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.rules.lexicon import Lexicon

_ASKING = {
    "make",
    "give",
    "me",
    "get",
    "create",
    "show",
    "produce",
    "generate",
    "want",
    "need",
    "do",
    "try",
    "with",
    "see",
    "us",
}
_UNITS = {
    "mp",
    "px",
    "pixels",
    "percent",
    "%",
    "k",
    "stop",
    "stops",
    "seconds",
    "second",
    "degrees",
    "ev",
    "minutes",
    "times",
}
_PLURALS = {
    "versions", "variants", "variations", "options", "alternatives", "takes", "ideas", "interpretations", "tries"
}  # fmt: skip
_TURNS = {",", ".", ";", "but", "and", "with", "then"}
# Without a number, "versions" means a handful to choose from.
SOME = 3


@dataclass(frozen=True, slots=True)
class Count:
    """`places` are the words that said so; `ones` those that start an alternative ("one in black and white")."""

    value: int
    places: frozenset[int]
    ones: tuple[int, ...] = ()


def count(words: Sequence[str], lexicon: Lexicon) -> Count:
    for place in range(len(words)):
        found = _number(words, place, lexicon)
        if not found:
            continue
        value, length = found
        after = place + length
        if after < len(words) and words[after] in _UNITS:
            continue
        noun = _noun(words, after, lexicon)
        if value == 1:
            ones = tuple(at for at in range(len(words)) if words[at] == "one" and _starts_a_part(words, at))
            if len(ones) > 1:
                return Count(1, frozenset(ones), ones)
            if words[place] != "one" or _starts_a_part(words, place):
                return Count(1, frozenset({place, *noun}))
            continue
        asked = place == 0 or words[place - 1] in _ASKING
        direct = after < len(words) and lexicon.cues.at(words, after) is not None
        if noun or (asked and (direct or after == len(words) or words[after] in {"more", "different"})):
            return Count(value, frozenset({*range(place, after), *noun}))
    plural = [place for place, word in enumerate(words) if word in _PLURALS]
    return Count(SOME if plural else 1, frozenset(plural))


def _number(words: Sequence[str], place: int, lexicon: Lexicon) -> tuple[int, int] | None:
    word = words[place]
    if word.isascii() and word.isdigit() and len(word) <= 3:
        return int(word), 1
    times = word.removesuffix("x") if word.endswith("x") else word.removeprefix("x") if word.startswith("x") else ""
    if times.isascii() and times.isdigit() and len(times) <= 2:
        return int(times), 1
    return lexicon.counts.at(words, place)


def _noun(words: Sequence[str], start: int, lexicon: Lexicon) -> set[int]:
    """The places of "versions" and the like within the next five words of the same part of the sentence."""
    for place in range(start, min(start + 6, len(words))):
        if words[place] in lexicon.versions and words[place] not in {"one", "mood", "try", "look", "edit"}:
            return {place}
        if words[place] in _TURNS and not (words[place] == "and" and "white" in words[place : place + 2]):
            return set()
    return set()


def _starts_a_part(words: Sequence[str], place: int) -> bool:
    return place == 0 or words[place - 1] in {",", "and", ";", "."} | _ASKING
