"""Reads alternatives that are named one by one, each for itself ("two versions: one warm, one black and white")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from agent.plan import Decision, Intent, Plan
from agent.rules.words.clean import normalise
from agent.rules.words.hints import said
from agent.rules.words.patterns import lazy

_LONGEST, _FEWEST, _MOST = 200, 2, 5
_NOUN = r"(?:one|version|variant|variation|take|option|copy)"
# What stands before the first: how many, and that they are to be made.
_ASKS = r"please|can you|could you|i want|i'd like|i need|we need|make|give|show|do|create|get|try|me|us|just"
_MANY = r"two|three|four|five|[2345]|some|a few|both"
_SEVERAL = r"(?:different |separate )*(?:versions|variants|variations|takes|options|copies|pictures|photos|images|ones)"
_LEAD = lazy(rf"(?:(?:{_ASKS}|{_MANY}|{_SEVERAL})[ ,:;-]*)*")
_IS = r"of them|that is|that's|which is|should be|to be|is|looking|made|done|in|as|with"
_ALTERNATIVE = lazy(
    rf"(?:one(?: {_NOUN})?(?: (?:{_IS}))? (?P<one>(?!of )[^,;]+?)|(?:an?|the other|another) (?P<a>[^,;]+?) {_NOUN})"
)
_OF_ALL = r"of them|of these|two|three|four|one"
_COMMON = lazy(
    rf"(?:both|all|each)(?: (?:{_OF_ALL}))?(?: (?:should be|are|in|as|to be|with|at|cropped to))? (?P<all>[^,;]+)"
)
_NEXT = lazy(
    r"\s*(?:[,;]\s*(?:and|or|plus|then)?|\s(?:and|plus|&|or))\s+(?=(?:one|an?|the other|another|both|all|each)\b)"
)
_NAMED = ("one", "version", "variant", "variation", "take", "option", "copy")


def alternatives(plan: Plan, words: str, alone: Callable[[str], Plan | None]) -> Plan:
    """`plan`, or the alternatives that its words name, each read alone; a question where more is said of all of them,
    which a plan has no place for."""
    if plan.intent is not Intent.EDIT or len(words) > _LONGEST or not said(text := normalise(words), _NAMED):
        return plan
    named, common = _named(text.strip(" .!?"))
    if not _FEWEST <= len(named) <= _MOST or (plan.parallel and len(plan.steps) == len(named) and not common):
        return plan
    found = [made for made in map(alone, named) if made is not None]
    if len(found) < len(named):
        return plan
    steps = tuple(made.steps[0] for made in found)
    if common:
        return replace(
            plan, steps=steps, parallel=True, count=1, decision=Decision.ASK, second=None,
            question=f"That is one edit for all and one for each, so nothing was changed. Say first “{common}” alone,"
            f" and then “one {named[0]}, one {named[1]}”.",
        )  # fmt: skip
    return replace(
        plan, steps=steps, parallel=True, count=1, unread=(), decision=Decision.ACT, confidence=0.9, second=None
    )


def _named(text: str) -> tuple[list[str], str]:
    """The alternatives, and what is said of all of them; nothing where anything else is said."""
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead is not None else text
    named: list[str] = []
    common = ""
    for piece in _NEXT.split(rest):
        if match := _COMMON.fullmatch(piece):
            common = match["all"]
        elif (match := _ALTERNATIVE.fullmatch(piece)) and not common:
            named.append(match["one"] or match["a"])
        else:
            return [], ""
    return named, common
