"""Reads a request about light and colour clause by clause: what is wrong, what is asked for, what only tells.

"The sky is dull, make it bluer but not too much": a fault of the sky, a wish for it, and what holds both back. Any
clause that is not understood makes the whole request one for somebody else, so that nothing is done by half. How a
clause is read belongs to its language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from agent.plan import Decision, Intent, Plan
from agent.rules.engine.light.quality_frames import Found
from agent.rules.engine.light.quality_steps import as_steps
from agent.rules.engine.light.tone_words import DETERMINERS

_MOST_CLAUSES = 4
# Stands before the name of a quality where a part may be named as well.
QUALITY = "="
# And before the name of a part that shall have more of it, or less.
MORE, LESS = "+", "-"
_SURE, _TOLD = 0.9, 0.8
# Light that goes one way only: what is too dark is not lowered.
_LIGHT = ("shadows", "exposure", "highlights")


@dataclass(frozen=True, slots=True)
class Said:
    """What one clause says: `found` is asked for, or puts right what is wrong. `part` is what the clause is about, ""
    for the whole picture. A `weak` fault asks for nothing by itself; a `told` clause only names what comes next."""

    kind: Literal["wish", "fault", "told"]
    found: tuple[Found, ...] = ()
    part: str = ""
    weak: bool = False
    of_somebody: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """What was wrong is put right, by so much; `way` is "up" or "down" where only such a fault can be meant. One that
    points `back` ("lift that part") is no wish for something else; one that `fits` some
    regions alone ("it should be white") asks for something else of any other one."""

    way: str = ""
    much: float = 1.0
    back: bool = False
    fits: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Tongue:
    """How clauses are read in a language. `said` also gets the part or quality that was spoken of before, and whether
    that still waits for a wish, so that one without a part is for it. `moderated` gives what is left of a wish after a
    clause that holds it back (0.0 for another), `named` the part that a clause is that names nothing else ("and the
    grass"). `tells` is true of one that asks for nothing, `happened` of one about how the picture was taken."""

    said: Callable[[str, str, bool], Said | None]
    remedied: Callable[[str], Remedy | None]
    moderated: Callable[[str], float]
    named: Callable[[str], str]
    tells: Callable[[str], bool]
    happened: Callable[[str], bool]


@dataclass(slots=True)
class _Fault:
    found: Found
    weak: bool
    of_somebody: bool


@dataclass(slots=True)
class _Talk:
    tongue: Tongue
    wishes: list[Found] = field(default_factory=list[Found])
    faults: list[_Fault] = field(default_factory=list[_Fault])
    topic: str = ""
    # What was only named and has to be asked for yet, and whether anything was only told.
    open: bool = False
    told: bool = False

    def hear(self, clause: str) -> bool:
        """Whether the clause was understood."""
        remedy = self.tongue.remedied(clause) if self.faults else None
        if remedy is not None and remedy.back and self._mend(remedy):
            return True
        if (said := self.tongue.said(clause, self.topic, not self.wishes)) is not None:
            self._take(said)
        elif remedy is not None and self._mend(remedy):
            pass
        elif not self.wishes and not self.faults:
            self.told = self.tongue.tells(clause)
            return self.told
        elif much := self.tongue.moderated(clause):
            self._scale(much)
        elif self.wishes and (named := self._named(clause)):
            self.wishes.append(named)
        else:
            return self.tongue.happened(clause)
        return True

    def wanted(self) -> list[Found]:
        """All that is asked for; nothing where it was only told of."""
        on_parts = any(one.region for one in (*self.wishes, *(fault.found for fault in self.faults)))
        said = [fault for fault in self.faults if not (fault.of_somebody and on_parts)]
        # "The dog is dark and the sky is too bright": what is said beside a fault is one too.
        only_strong = bool(self.wishes) or all(fault.weak for fault in said)
        strong = [fault.found for fault in said if not (only_strong and fault.weak)]
        if self.open or not (self.wishes or strong):
            return []
        wishes = [_as_it_lacks(wish, [fault.found for fault in said]) for wish in self.wishes]
        return [one for one in strong if not any(_takes_the_place(wish, one) for wish in wishes)] + wishes

    def _named(self, clause: str) -> Found | None:
        last, name = self.wishes[-1], self.tongue.named(clause)
        if name.startswith(QUALITY):
            return replace(last, quality=name.removeprefix(QUALITY))
        if name.startswith((MORE, LESS)):
            return replace(last, region=name[1:], way=abs(last.way) * (1 if name[0] == MORE else -1))
        return replace(last, region=name) if name and last.region else None

    def _take(self, said: Said) -> None:
        self.topic = said.part
        self.open = said.kind == "told"
        if said.kind == "wish":
            self.wishes += said.found
        elif said.kind == "fault":
            self.faults += [_Fault(one, said.weak, said.of_somebody) for one in said.found]

    def _mend(self, remedy: Remedy) -> bool:
        wrong = self.faults
        if remedy.fits and not all(remedy.fits(fault.found.region) for fault in wrong):
            return False
        if remedy.way:
            fits = [one for one in wrong if (one.found.way > 0) == (remedy.way == "up")]
            fits = fits or ([] if len(wrong) > 1 else wrong)
            against = (one for one in fits if (one.found.way > 0) != (remedy.way == "up"))
            if not fits or any(one.found.quality in (*_LIGHT, "saturation") for one in against):
                return False
            wrong = fits
        self.faults = [_Fault(replace(one.found, way=one.found.way * remedy.much), False, False) for one in wrong]
        self.open = False
        return True

    def _scale(self, much: float) -> None:
        self.wishes = [replace(one, way=one.way * much) for one in self.wishes]
        for fault in self.faults:
            fault.found = replace(fault.found, way=fault.found.way * much)


def _as_it_lacks(wish: Found, wrong: Sequence[Found]) -> Found:
    """ "The salad looks limp, make it look fresh": the colour that was missed is what shall be livelier."""
    pale = any(
        fault.quality == "saturation" and fault.way > 0 and _bare(fault.region) == _bare(wish.region) for fault in wrong
    )
    return replace(wish, quality="saturation") if pale and wish.quality == "vibrance" and wish.way > 0 else wish


def _takes_the_place(wish: Found, fault: Found) -> bool:
    """ "It's so dark, brighten her face": the whole was only the reason for the part, and one light for another."""
    if wish.quality == "warmth" and fault.quality == "hue:red" and wish.way < 0:
        return not wish.region or _bare(wish.region) == _bare(fault.region)  # "she looks like a lobster, cool it off"
    if fault.quality == "saturation" and wish.quality.startswith("hue:") and wish.way * fault.way > 0:
        return _bare(wish.region) == _bare(fault.region)  # "the lawn looks dead, more green please"
    if wish.quality == fault.quality:
        return not fault.region or _bare(wish.region) == _bare(fault.region)
    return wish.quality in _LIGHT and fault.quality in _LIGHT and (wish.way > 0) == (fault.way > 0)


def _bare(region: str) -> str:
    """ "Her face" is "the face"."""
    first, _, rest = region.partition(" ")
    return rest if first in DETERMINERS else region


def understood(clauses: Sequence[str], words: str, tongue: Tongue) -> Plan | None:
    """The plan of a request that is about light and colour and about nothing else; None for any other one."""
    if not 0 < len(clauses) <= _MOST_CLAUSES:
        return None
    talk = _Talk(tongue)
    if not all(talk.hear(clause) for clause in clauses):
        return None
    found = talk.wanted()
    if not found:
        return None
    steps = as_steps(found, words)
    return Plan("", Intent.EDIT, steps, confidence=_TOLD if talk.told else _SURE, decision=Decision.ACT)
