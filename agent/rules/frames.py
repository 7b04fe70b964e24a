"""How strongly the parts of a clause speak for each kind of edit: one line a frame, scores add up."""

from __future__ import annotations

from functools import lru_cache

from agent.rules.clauses import Clause
from agent.rules.frames_of_pictures import PICTURES
from agent.rules.frames_of_things import THINGS

FRAMES = (*THINGS, *PICTURES)


def scores(clause: Clause) -> dict[str, float]:
    """What each kind gets from the frames that fit."""
    parts = (
        clause.head, clause.object, clause.into, clause.into_head, clause.place, clause.last, clause.any, clause.start,
        clause.verbs, clause.cues, ~0,
    )  # fmt: skip
    found: dict[str, float] = {}
    for part, mask, label, weight, needs, bans in _possible(
        clause.verb, bool(clause.into), clause.definite, clause.spans[0][0] < clause.spans[0][1]
    ):
        if not parts[part] & mask:
            continue
        for part, mask in needs:
            if not parts[part] & mask:
                break
        else:
            for part, mask in bans:
                if parts[part] & mask:
                    break
            else:
                found[label] = found.get(label, 0.0) + weight
    return found


_PARTS = ("head", "object", "into", "into_head", "place", "last", "any", "start", "verbs", "cues")
_NEEDS = ("head", "object", "into", "into_head", "place", "last", "any", "start", "verbs", "cue")
_BANS = {"no": "any", "no_head": "head", "no_into": "into"}
_Checks = tuple[tuple[int, int], ...]
# A frame that asks for nothing but its verb: the part that has every bit.
_NOTHING = (len(_PARTS), 1)


@lru_cache(maxsize=4096)
def _possible(
    verb: int, becomes: bool, definite: bool, thing: bool
) -> tuple[tuple[int, int, str, float, _Checks, _Checks], ...]:
    """The frames that a clause with this verb can fit, each with only the parts that it asks about."""
    found: list[tuple[int, int, str, float, _Checks, _Checks]] = []
    for each in FRAMES:
        if (each.verb and not each.verb & verb) or (each.verbless and verb) or (each.resultless and becomes):
            continue
        if each.objectless and thing:
            continue
        if each.definite is not None and each.definite != definite:
            continue
        needs = tuple((at, mask) for at, name in enumerate(_NEEDS) if (mask := getattr(each, name)))
        bans = tuple((_PARTS.index(part), mask) for name, part in _BANS.items() if (mask := getattr(each, name)))
        part, mask = needs[0] if needs else _NOTHING
        found.append((part, mask, each.label, each.weight, needs[1:], bans))
    return tuple(found)
