"""A request as those see it who tell talk from edits: its words with and without politeness, and how it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.rules.words.tokens import QUOTED, STOP, Token
from agent.rules.words.vocabulary import Vocabulary, bit


@dataclass(frozen=True, slots=True)
class Said:
    """`plain` are the words, or the letters where words are not spaced, without what is quoted: that is written in the
    picture and says nothing of what is wanted; `bare` are those without politeness. `edit` is the best score that an
    edit got; `asks` is whether it ends with a question mark, `asked` whether it has one."""

    found: Sequence[Token]
    known: Vocabulary
    edit: float
    text: str
    plain: Sequence[str]
    bare: Sequence[str]
    asks: bool
    asked: bool
    quoted: bool

    @property
    def line(self) -> str:
        return " ".join(self.plain)

    def says(self, words: Sequence[str] | frozenset[str]) -> bool:
        return not frozenset(words).isdisjoint(self.plain)

    def begins(self, way: str) -> int:
        """The labels of the longest phrase that stands first, with or without politeness."""
        places = [self.known.gates[way].at(words, 0) for words in (self.plain, self.bare)]
        return max(places, key=lambda place: place[1])[0]


def said(found: Sequence[Token], known: Vocabulary, edit: float, text: str) -> Said:
    words = " ".join([one.text for one in found if not one.classes & (STOP | QUOTED) or one.text == "?"]).split()
    spaced = [word for word in words if word != "?"]
    plain = spaced if known.spaced else "".join(spaced)
    quoted = any(token.classes & QUOTED for token in found)
    return Said(
        found, known, edit, text, plain, _bare(plain, known), bool(words) and words[-1] == "?", "?" in words, quoted
    )


def first_of(mask: int, order: Sequence[str]) -> str:
    return next(label for label in order if mask & bit(f"g.{label}"))


def _bare(words: Sequence[str], known: Vocabulary) -> Sequence[str]:
    """Without politeness at either end."""
    start, end = 0, len(words)
    while start < end and (hit := known.polite.at(words, start))[1]:
        start += hit[1]
    for length in (5, 4, 3, 2, 1):
        if end - length > start and known.thanks.at(words, end - length)[1] == length:
            end -= length
    return words[start:end] or words
