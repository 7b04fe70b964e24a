"""Tells what is said to the program in Chinese by classes of words: what it is about, what to do, how it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from agent.rules.words.vocabulary import Vocabulary, bit, bits

# Longer texts have a wish in them somewhere.
_MOST = 32
_TALKS_OF = "talk"


class _Act(NamedTuple):
    """A label, the classes that must all be met, those that must not, and the score from which on an edit is one."""

    label: str
    needs: tuple[int, ...]
    bans: int
    edit: float


def _act(label: str, needs: str, bans: str = "", edit: float = 100.0) -> _Act:
    banned = bits(" ".join(f"t.{name}" for name in bans.split()))
    return _Act(label, tuple(bit(f"t.{name}") for name in needs.split()), banned, edit)


# The first that fits counts.
_ACTS = (
    _act("help", "tool how", "does which", 24.0),
    _act("help", "new ask", "does"),
    _act("advise", "model which", "does"),
    _act("advise", "able"),
    _act("settings", "knob turn", "toy how which"),
    _act("compare", "take beside", "does more"),
    _act("export", "send kept", "does how edits never", 60.0),
    _act("navigate", "take walk", "how does"),
    _act("ask_image", "look", "does", 24.0),
)


def said_of(plain: Sequence[str], edit: float, known: Vocabulary) -> str:
    """The label of what is said to the program; "" for a wish. `edit` is the best score that an edit got."""
    if len(plain) > _MOST:
        return ""
    met = known.gates[_TALKS_OF].anywhere(plain)
    if not met:
        return ""
    return next(
        (
            act.label
            for act in _ACTS
            if edit < act.edit and not met & act.bans and all(met & need for need in act.needs)
        ),
        "",
    )
