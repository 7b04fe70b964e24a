"""What the wishes of a request come to together: one kind where one is part of the other, several else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from agent.rules.clauses.around_verbs import GUESS
from agent.rules.kinds.belonging import (
    Wish,
    as_one,
    both_named,
    closes_the_gap,
    comes_for,
    gives_way,
    leaves_some,
    on_a_person,
    put_right,
    widens,
)
from agent.rules.words.classes import BE
from agent.rules.words.vocabulary import bit, bits

ENOUGH = 2.5
# What is done to light and focus after a change is part of making it fit.
FOLLOWS = {
    "background": {"tone", "compose", "restore"},
    "restore": {"tone"},
    "portrait": {"tone", "restore"},
    "remove": {"restore", "compose", "complete", "extract"},
    "extract": {"remove", "background", "restore"},
    "text": {"layout", "tone", "restore"},
    "style": {"tone"},
    "complete": {"add", "remove", "restore"},
    "tone": {"restore"},
    "pose": {"portrait"},
    "compose": {"add", "layout"},
}
# Kinds that were right less often than others at the same lead.
_TRUST = {
    "multi": 0.9, "portrait": 0.9, "layout": 0.9, "viewpoint": 0.88, "complete": 0.8, "compose": 0.75, "blur": 0.8,
    "vague": 0.5, "tone": 0.94, "add": 0.985, "style": 0.98, "background": 0.99, "color": 1.01, "material": 1.01,
    "restore": 1.02, "extract": 1.02, "replace": 1.005, "pose": 1.01,
}  # fmt: skip
# A lead behind a verb that nobody knows counts for no more than this.
_GUESSED = 1.5
# What goes, and what is said of it behind a wish for something else in so many words.
_GOES, _FEW = frozenset({"remove", "extract"}), 4
_SO_MANY, _REMOVE, _UNSPACED = bit("x.so_many"), bit("v.remove"), bit("c.unspaced")
_REFILL, _TOO = bit("m.refill"), bit("m.too")
_WRONG_COLOUR = frozenset(["tone", "restore", "color"])
_IN_A_FILM = frozenset({"video", "pose", "portrait", "layout", "viewpoint"})


@dataclass(frozen=True, slots=True)
class Kind:
    """`second` is the label that came next. `sure` is the chance that `label` is right, as measured; `doubtful` where
    a part that asks for something was not understood, `partial` where one that says something else was left out. There
    were so many `parts`."""

    label: str
    sure: float
    second: str = ""
    wishes: tuple[Wish, ...] = field(default_factory=tuple[Wish, ...])
    doubtful: bool = False
    partial: bool = False
    parts: int = 1


_TANGIBLE = bits("n.thing n.animal n.person n.garment")
# What one more of is another try, and no thing that is wanted.
TRIES = frozenset([
    "one", "try", "go", "attempt", "shot", "round", "stab", "result", "option", "time", "take", "different", "idea",
    "please", "thanks",
])  # fmt: skip


def wanted(wishes: Sequence[Wish], best: float) -> list[Wish]:
    """Wishes without the story around them."""
    most = max((wish.clause.asked for wish in wishes if wish.score >= ENOUGH and wish.label != "vague"), default=0)
    vague = any(wish.label == "vague" and wish.clause.asked for wish in wishes)
    return [
        wish
        for wish in wishes
        if wish.score >= ENOUGH
        and (
            wish.clause.asked >= most > 0
            or (vague and wish.clause.asked and wish.label == "vague")
            or (not most and wish.score >= max(0.4 * best, 6.0 if vague else ENOUGH))
        )
    ]


def decided(wishes: list[Wish]) -> Kind:
    if not wishes:
        return Kind("vague", 0.3)
    labels = [wishes[0].label]
    if len(wishes) > 1:
        wishes, labels = _together(_told_once(wishes))
    margin = min(wish.margin for wish in wishes)
    if any(wish.clause.verb & GUESS for wish in wishes):
        margin = min(margin, _GUESSED)
    if labels == ["variation"] and len(wishes) == 1 and _more_of_a_thing(wishes[0]):
        wishes, labels = [replace(wishes[0], label="add")], ["add"]
    if labels == ["add"] and len(wishes) > 1:
        labels = ["add", "add"]  # two things that have nothing to do with each other
    if len(labels) == 1:
        return Kind(labels[0], chance(labels[0], margin), wishes[0].second, tuple(wishes))
    return Kind("multi", chance("multi", margin), labels[0], tuple(wishes))


def _more_of_a_thing(wish: Wish) -> bool:
    """ "One more chair on the right": more of a thing, and no other try."""
    pairs = pairwise(wish.clause.tokens)
    return any(
        one.text in ("one more", "more")
        and (behind.classes & _TANGIBLE or not (behind.classes or behind.text in TRIES))
        for one, behind in pairs
    )


def _told_once(wishes: list[Wish]) -> list[Wish]:
    """Without what says once more how a wish is meant, or only makes room for it."""
    wishes = [wish for wish in wishes if wish.label != "vague"] or wishes[:1]
    # "… give me two options" says how many.
    wishes = [wish for wish in wishes if wish.label != "variation"] or wishes
    if any(wish.label == "remove" for wish in wishes):
        # "Take two out and make it just one" says once more how many are to go.
        wishes = [
            wish
            for wish in wishes
            if wish.label == "remove"
            or not (closes_the_gap(wish) or (wish.label == "layout" and wish.clause.any & _SO_MANY))
        ]
    if len(wishes) == 2 and ((_labels(wishes) == ["remove", "replace"] and gives_way(*wishes)) or put_right(*wishes)):
        return wishes[1:]
    if wishes[0].label in _GOES:
        # "… and fill the gap" follows of itself where something goes.
        wishes = [wish for wish in wishes if not wish.clause.any & _REFILL] or wishes[:1]
    if len(wishes) > 2 and leaves_some(*wishes[:2]):
        return [replace(wishes[1], label="remove")]
    return _of_two(*wishes) if len(wishes) == 2 else wishes


def _of_two(one: Wish, other: Wish) -> list[Wish]:
    """Both, or the one that they are together."""
    told = not one.clause.verb
    if other.label in ("crop", "remove") and one.clause.start & _TOO and told:
        return [one if one.label == "crop" else other]  # "too much headroom, cut some off the top"
    if label := comes_for(one, other):
        return [replace(other, label=label)]
    if leaves_some(one, other):
        return [replace(other, label="remove")]
    if one.label in _WRONG_COLOUR and told and other.label == "color" and other.clause.any & BE:
        return [other]  # "the dresses came out too orange, they're supposed to be pink"
    told_blurred = one.clause.cues & _UNSPACED or one.clause.start & _TOO
    if told_blurred and (one.label, other.label) == ("blur", "restore"):
        return [other]  # "too blurry, sharpen it"; 人脸模糊,修清楚: what is wrong, and what is to be done
    return [one, other]


def _together(wishes: list[Wish]) -> tuple[list[Wish], list[str]]:
    """The wishes that count, and their kinds: what follows from the first wish is part of it."""
    labels = _labels(wishes)
    if "portrait" in labels and all(wish.label == "portrait" or on_a_person(wish) for wish in wishes):
        wishes, labels = [wish for wish in wishes if wish.label == "portrait"], ["portrait"]
    last, leading = wishes[-1].clause, labels[0]
    if labels == ["background", "add"] and last.tokens[0].text == "with" and not last.verb:
        wishes, labels = wishes[:1], labels[:1]  # "the same kitchen but with green cupboards"
    follows = set(labels[1:]) <= FOLLOWS.get(leading, set()) and not any(widens(one, leading) for one in wishes[1:])
    if follows and not _apart(wishes, labels):
        wishes, labels = [wish for wish in wishes if wish.label == leading], [leading]
    if "video" in labels and set(labels) <= _IN_A_FILM:
        # What moves and how it is filmed, and that it is a film: one film, of the words of all.
        wishes, labels = [wish for wish in wishes if wish.label == "video"][:1], ["video"]
    if set(labels) == {"crop", "viewpoint"}:
        labels = ["viewpoint"]  # "turn it round to show its back"
    return as_one(wishes, labels) if len(wishes) > 1 and wishes[0].clause.cues & _UNSPACED else (wishes, labels)


def _apart(wishes: Sequence[Wish], labels: list[str]) -> bool:
    """Whether what would follow from the first wish is asked for by itself."""
    last = wishes[-1].clause
    if any(wish.clause.then for wish in wishes[1:]):
        return True
    if labels == ["restore", "tone"]:
        return len(wishes) == 2 and both_named(*wishes)  # "denoise it and lift the shadows"
    if labels == ["tone", "restore"]:
        return bool(last.verb & _REMOVE)  # "lighten it and get rid of the glare"
    # "Delete the date and lift the shadows"
    deleted = labels in (["text", "tone"], ["text", "restore"]) and wishes[0].clause.verb & _REMOVE
    return bool(deleted) and len(last.tokens) <= _FEW


def _labels(wishes: Sequence[Wish]) -> list[str]:
    return list(dict.fromkeys(wish.label for wish in wishes))


def chance(label: str, margin: float) -> float:
    """How often a lead like this was right: the measured curve, flatter for kinds that are easily confused."""
    return round(min(1.0, (margin + 2) / (margin + 3.2) * _TRUST.get(label, 1.0)), 3)
