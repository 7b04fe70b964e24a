"""Tells what is said to the program in Chinese by classes of words: what it is about, what to do, how it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from agent.rules.words.vocabulary import Finder, Vocabulary, bits

# Longer texts have a wish in them somewhere.
_MOST = 32
_TALKS_OF = "talk"
# Stands behind the last letter, so that a class can say what a text ends with.
_END = "。"


class _Act(NamedTuple):
    """A label, the classes that must all be met, those that must not, the score from which on an edit is one, and how
    many letters at most may be of no class."""

    label: str
    needs: tuple[int, ...]
    bans: int
    edit: float
    left: int


def _act(label: str, needs: str, bans: str = "", edit: float = 100.0, left: int = _MOST) -> _Act:
    banned = bits(" ".join(f"t.{name}" for name in bans.split()))
    return _Act(
        label,
        tuple(bits(" ".join(f"t.{one}" for one in name.split("|"))) for name in needs.split()),
        banned,
        edit,
        left,
    )


def _either(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


# The first that fits counts.
_ACTS = (
    _act("navigate", "back once|start|take", "which beside", 16.0, 12),
    _act("navigate", "back nth|start", "beside turn", left=0),
    _act("navigate", "name take|nth|this", "how which", left=9),
    _act("navigate", "pick nth", "beside send", left=0),
    _act("navigate", "nth goon|drop|keeps", "beside send does", left=0),
    _act("navigate", "start see", "how does beside now", left=1),
    _act("navigate", "walk times", "how beside", left=1),
    _act("navigate", "walk redo", "how", left=1),
    _act("help", "tool how", "does which", 24.0),
    _act("help", "region how", "", 24.0),
    _act("help", "new ask", "does"),
    _act("advise", "model which|whichever", "does"),
    _act("advise", "able"),
    _act("advise", "which|whichever priced", "does", left=14),
    _act("advise", "can format queries", "does knob", left=3),
    _act("advise", "printing suffices", "does", 24.0),
    _act("advise", "leak queries", "turn how"),
    _act("help", "tool can queries", "does which", 24.0),
    _act("help", "tool queries", "does which model", 24.0, 4),
    _act("advise", "fit queries", "does", 24.0, 8),
    _act("advise", "privacy queries|can", "turn how"),
    _act("advise", "extent", "", 24.0),
    _act("advise", "whether first", "", 60.0),
    _act("advise", "first orelse", "", 60.0),
    _act("settings", "knob turn", "toy how which"),
    _act("settings", "property lasting", "how which queries"),
    _act("settings", "each qty", "how queries", left=2),
    _act("compare", "take beside", "does more"),
    _act("compare", "beside start", "does more contrast", left=2),
    _act("export", "send kept|take", "does how edits never", 60.0),
    _act("export", "filed give", "does how", left=1),
    _act("export", "give whole", "does how", left=0),
    _act("export", "send dest", "does how edits never", left=3),
    _act("export", "send sheet", "how never"),
    _act("navigate", "take walk", "how does"),
    _act("ask_image", "look", "does", 24.0),
    _act("ask_image", "enough", "does turn", 24.0),
    _act("ask_image", "wears whether_so", "does turn"),
    _act("chat", "bye", "does", left=2),
    _act("deny", "off", "does", left=1),
    _act("deny", "isnt mine", "does", left=1),
    _act("deny", "unchanged", "does", left=0),
    _act("affirm", "right", "does off isnt neg turn", left=1),
    _act("affirm", "exactly", "does off isnt neg", left=1),
    _act("affirm", "pleased", "does off isnt neg", left=1),
    _act("confirm", "pay", "does neg how", left=0),
    _act("repeat", "again alike", "does how", left=8),
    _act("vague", "dull", "does", 14.0, 2),
)


# No request is one without a word of these.
_TELLING = _either(act.needs[0] for act in _ACTS)


def said_of(plain: str, edit: float, known: Vocabulary) -> str:
    """The label of what is said to the program; "" for a wish. `edit` is the best score that an edit got."""
    if len(plain) > _MOST:
        return ""
    talk = known.gates[_TALKS_OF]
    words = f"{plain}{_END}"
    met = talk.anywhere(words)
    if not met & _TELLING:
        return ""
    left = -1
    for act in _ACTS:
        if edit >= act.edit or met & act.bans or not all(met & need for need in act.needs):
            continue
        if act.left < _MOST and left < 0:
            left = _unheard(words, talk)
        if left <= act.left or act.left == _MOST:
            return act.label
    return ""


def _unheard(words: str, talk: Finder) -> int:
    """How many letters are of no class."""
    place = left = 0
    while place < len(words):
        length = talk.at(words, place)[1]
        left += not length and words[place] != _END
        place += length or 1
    return left
