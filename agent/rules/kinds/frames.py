"""How strongly the parts of a clause speak for each kind of edit: one line a frame, scores add up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from agent.rules.clauses.clauses import Clause
from agent.rules.clauses.unspaced import UNSPACED
from agent.rules.kinds.frames_of_changes import CHANGES
from agent.rules.kinds.frames_of_chinese import CHINESE
from agent.rules.kinds.frames_of_everyday import EVERYDAY
from agent.rules.kinds.frames_of_films import FILMS
from agent.rules.kinds.frames_of_newcomers import NEWCOMERS
from agent.rules.kinds.frames_of_pictures import PICTURES
from agent.rules.kinds.frames_of_stories import STORIES
from agent.rules.kinds.frames_of_things import THINGS

# The classes that the Chinese frames go by mean something else in words that stand apart.
ENGLISH = (*THINGS, *FILMS, *NEWCOMERS, *CHANGES, *PICTURES, *STORIES, *EVERYDAY)
FRAMES = (*ENGLISH, *CHINESE)


def scores(clause: Clause) -> dict[str, float]:
    """What each kind gets from the frames that fit."""
    parts = (
        clause.head, clause.object, clause.into, clause.into_head, clause.place, clause.last, clause.any, clause.start,
        clause.verbs, clause.cues, ~0,
    )  # fmt: skip
    fitting: list[tuple[int, str, float]] = []
    for part, every, frames in _possible(
        clause.verb,
        bool(clause.into),
        clause.definite,
        clause.spans[0][0] < clause.spans[0][1],
        bool(clause.cues & UNSPACED),
    ):
        have = parts[part]
        if not have & every:
            continue
        for mask, frame, needs, bans in frames:
            if not have & mask:
                continue
            for part, mask in needs:
                if not parts[part] & mask:
                    break
            else:
                for part, mask in bans:
                    if parts[part] & mask:
                        break
                else:
                    fitting.append(frame)
    # In the order of the tables, which decides between kinds of the same score.
    fitting.sort()
    found: dict[str, float] = {}
    for _, label, weight in fitting:
        found[label] = found.get(label, 0.0) + weight
    return found


_PARTS = ("head", "object", "into", "into_head", "place", "last", "any", "start", "verbs", "cues")
_NEEDS = ("head", "object", "into", "into_head", "place", "last", "any", "start", "verbs", "cue")
_BANS = {"no": "any", "no_head": "head", "no_into": "into"}
_Checks = tuple[tuple[int, int], ...]
# A frame that asks for nothing but its verb: the part that has every bit.
_NOTHING = (len(_PARTS), 1)


_Entry = tuple[int, tuple[int, str, float], _Checks, _Checks]


@lru_cache(maxsize=4096)
def _possible(
    verb: int, becomes: bool, definite: bool, thing: bool, unspaced: bool
) -> tuple[tuple[int, int, tuple[_Entry, ...]], ...]:
    """The frames that a clause with this verb can fit, by the part that each asks about first, with all bits that are
    asked of it; then what else each asks."""
    found: dict[int, list[_Entry]] = {}
    for place, each in enumerate(FRAMES if unspaced else ENGLISH):
        if (each.verb and not each.verb & verb) or (each.verbless and verb) or (each.resultless and becomes):
            continue
        if each.objectless and thing:
            continue
        if each.definite is not None and each.definite != definite:
            continue
        needs = tuple((at, mask) for at, name in enumerate(_NEEDS) if (mask := getattr(each, name)))
        bans = tuple((_PARTS.index(part), mask) for name, part in _BANS.items() if (mask := getattr(each, name)))
        part, mask = needs[0] if needs else _NOTHING
        found.setdefault(part, []).append((mask, (place, each.label, each.weight), needs[1:], bans))
    return tuple((part, _all(entry[0] for entry in each), tuple(each)) for part, each in found.items())


def _all(masks: Iterable[int]) -> int:
    every = 0
    for mask in masks:
        every |= mask
    return every
