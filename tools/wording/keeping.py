"""What stays, in words: what was named or is locked, and everything that an edit of its kind has no business with."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from backends.types import Lock, Task
from tools.wording.guides import Guide, guide

# What stays beside the things themselves, and what an edit of some kind must change of it.
FACETS = ("framing", "pose", "light", "people", "things")
_USUAL = FACETS[:3]
_FREES: dict[Task, frozenset[str]] = {
    Task.BACKGROUND: frozenset({"light", "things"}),
    Task.STYLE: frozenset({"light"}),
    Task.TONE: frozenset({"light"}),
    Task.VARIATION: frozenset({"light"}),
    Task.REPEAT: frozenset({"light"}),
    Task.POSE: frozenset({"pose"}),
    Task.VIEWPOINT: frozenset({"framing", "pose"}),
    Task.CROP: frozenset({"framing"}),
    Task.COMPLETE: frozenset({"framing"}),
    Task.VIDEO: frozenset({"pose"}),
}
_BOX = re.compile(r"\bbox (\d{1,3})% (\d{1,3})% (\d{1,3})% (\d{1,3})%")
_ARTICLE = re.compile(r"^(?:the|a|an|her|his|their|my|our|your|its) ", re.I)
# More than this is a pasted list and not a thing.
_LONGEST, _MOST = 80, 24


def also_kept(
    prompt: str, named: Sequence[str], spared: Sequence[str] = (), family: str = "", *, masked: bool = False
) -> str:
    """`prompt` with what is known of what stays where a picture is cut, as far as it is not said there: boxes in
    fractions of what is sent, with `spared` that only those may change, and that a mask goes along."""
    by = guide(family)
    if by.shape == "none":
        return prompt
    told = prompt.casefold()
    missing = [thing for thing in named if thing.casefold() not in told]
    only = [thing for thing in spared if f"everything except {thing.casefold()}" not in told]
    kept = by.keep.format(things=joined(missing)) if missing else ""
    if by.shape in ("short", "caption", "inside"):
        return ", ".join(filter(None, (prompt, kept)))
    inside = by.inside if masked and by.inside not in prompt else ""
    change = f"Change nothing outside {joined(only)}." if only else ""
    if kept and prompt and prompt[-1].isalnum():
        prompt = f"{prompt}."
    return " ".join(filter(None, (inside, prompt, kept, change)))


def things(named: Iterable[str | Lock]) -> tuple[str, ...]:
    """Each once, in order, in the person's words; "her face" is "the face"."""
    found: dict[str, str] = {}
    for one in named:
        label = " ".join((one.label if isinstance(one, Lock) else one).split())[:_LONGEST].strip(" ,.;:!?\"'")
        if label:
            found.setdefault(_ARTICLE.sub("", label).casefold(), _BOX.sub(_place, label))
    return tuple(found.values())[:_MOST]


def said(by: Guide, named: Sequence[str], tasks: Collection[Task]) -> str:
    """The keep-clause; "" only for a guide of models that take no words."""
    if by.shape == "none":
        return ""
    rest = by.rest.format(facets=joined(facets(tasks)))
    clause = by.keep.format(things=joined(named)) if named else ""
    if by.shape == "short":
        return " and ".join(filter(None, (clause, rest)))
    if by.shape in ("caption", "inside"):
        return ", ".join(filter(None, (clause, rest)))
    return " ".join(filter(None, (clause, rest)))


def facets(tasks: Collection[Task]) -> tuple[str, ...]:
    """What edits of these kinds leave: the usual three, and where one of them must change, the others too."""
    freed = frozenset[str]().union(*(_FREES.get(task, frozenset()) for task in tasks))
    return tuple(one for one in FACETS if one not in freed) if freed else _USUAL


def joined(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _place(box: re.Match[str]) -> str:
    left, top, right, bottom = box.groups()
    return f"the area from {left} to {right} % across and from {top} to {bottom} % down"
