"""Hears on what terms a request is made ("nothing goes online", "without it costing me") by classes of words that stand
near each other in one clause: such a wish is worded in more ways than could be listed as phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from agent.rules.terms.cued import NOTIONS, PLAINLY, cued, shapes
from agent.rules.terms.cutting import ENDS, QUOTED, clauses
from agent.rules.terms.lexicon import macros, shape, table, words
from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.macros import one_of
from agent.rules.words.patterns import lazy

_LONGEST_LEAD = 110
_MARKS = lazy("[\"'\u201c\u2018\u00ab]")
_WORD = lazy(r"[a-z']+")


class _Clause(NamedTuple):
    start: int
    end: int
    low: str


@dataclass(frozen=True, slots=True)
class _Told:
    """How a notion is told: `leads` is whether what it is good for may follow ("a draft of ..."). One of `plain` is
    enough where nothing is denied and the clause has but words that say nothing of a picture beside it, or introduces
    what is asked for with a colon ("rush job: ...")."""

    shapes: tuple[re.Pattern[str], ...]
    traps: re.Pattern[str]
    leads: bool
    plain: frozenset[str]


@dataclass(frozen=True, slots=True)
class Notion:
    """What may be told of a request, by the name of its table in en-terms.toml: one of the shapes of the table is in a
    clause, unless it speaks of what is to be seen (`traps`)."""

    name: str

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where it is said in `text`: the whole clause, or the part of it behind what the clause asks for."""
        said, parts = _cut_up(text)
        return [span for part in parts if (span := self._span(said, part))]

    def may_be_in(self, low: str) -> bool:
        """Whether a lower-cased text has the words without which it is not told."""
        return self.name in cued(low) or f"{self.name}{PLAINLY}" in cued(low)

    def _span(self, said: str, part: _Clause) -> tuple[int, int] | None:
        fits = cued(part.low)
        span = _in(_told(self.name), said, part, fits[self.name]) if self.name in fits else None
        plain = span is None and f"{self.name}{PLAINLY}" in fits
        return _plainly(_told(self.name), said, part) if plain else span


PRIVACY, WELL, FREE, CHEAPLY, ROUGH, SOON, TRADE = map(Notion, NOTIONS)


@cache
def _told(name: str) -> _Told:
    said = table()[name]
    traps, plain = one_of(said["traps"], macros()), frozenset(said.get("plain", "").split())
    return _Told(tuple(map(lazy, shapes(name))), traps, said.get("leads", False), plain)


def _in(told: _Told, said: str, where: _Clause, fits: Sequence[int]) -> tuple[int, int] | None:
    start, end, clause = where
    for number in fits:
        match = told.shapes[number].search(clause)
        if match is None or _is_trapped(told, match):
            continue
        if shape("written").search(said[: start + match.start()]) or shape("titled").search(said[:start]):
            continue
        lead = clause[: match.start()]
        if not (lead + match[0]).isascii():
            # The classes of words around it are English ones.
            return start + match.start(), start + match.end()
        whole = words("light").issuperset(_WORD.findall(lead)) or (
            shape("predicate").match(match[0]) is not None and shape("asked").match(lead.strip()) is None
        )
        asked = shape("asked").search(clause, match.end()) or (
            shape("leads_on").match(clause, match.end()) if told.leads else None
        )
        dangling = shape("dangling").search(lead)
        begins = 0 if whole else dangling.start() if dangling else match.start()
        return start + begins, start + asked.start("asked") if asked else end
    return None


def _is_trapped(told: _Told, match: re.Match[str]) -> bool:
    """What a trap has in it is about the picture; beside it the wish may still be there."""
    traps = told.traps.finditer(match.string)
    return any(trap.start() < match.end() and match.start() < trap.end() for trap in traps)


def _plainly(told: _Told, said: str, where: _Clause) -> tuple[int, int] | None:
    start, end, clause = where
    found = hints(clause) - {NUMBER} if clause.isascii() else frozenset(_WORD.findall(clause))
    if (
        told.plain.isdisjoint(found)
        or not words("denying").isdisjoint(found)
        or shape("introduces").match(clause) is None
        or told.traps.search(clause)
    ):
        return None
    colon = said.find(":", end)
    leads = (
        0 <= colon < _LONGEST_LEAD
        and not any(one in ENDS for one in said[:colon])
        and shape("titled").search(said[: colon + 1]) is None
        and shape("asked").search(said[:colon]) is None
    )
    return (start, end) if leads or (words("light") | words("plain")).issuperset(found - told.plain) else None


@lru_cache(maxsize=4)
def _cut_up(text: str) -> tuple[str, list[_Clause]]:
    """`text` with what is quoted blotted out, and its clauses: every notion is looked for in the same ones."""
    said = text.replace("\u2019", "'")
    said = QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), said) if _MARKS.search(said) else said
    return said, [_Clause(start, end, said[start:end].lower()) for start, end in clauses(said)]
