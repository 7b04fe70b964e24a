"""Reads two faults that are told in one breath, each by itself ("it's too dark and crooked, fix both")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from agent.plan import Plan
from agent.rules.words.clean import normalise
from agent.rules.words.hints import said
from agent.rules.words.patterns import lazy

_LONGEST, _TWO = 120, 2
_PICTURE = r"(?:photo|picture|image|shot|scan|pic|page|print|slide)"
_WHAT = rf"(?:it|this|that|everything|(?:the|my|our|this|that) (?:[\w-]+ )?{_PICTURE})"
_MEND = r"(?:fix|correct|mend|sort|repair|improve|put right|clean up) (?:both|it|that|this|them|everything|all of it)"
_FAULTS = lazy(
    rf"(?P<what>{_WHAT})(?P<is>'s| is| looks?| was| came out| turned out) (?:both )?(?P<one>[\w' -]{{3,40}}?),?"
    r" (?:and|plus) (?:also |it's |it is )?(?P<other>[\w' -]{3,40}?)"
    rf"(?P<mend>[,.;]? (?:so |and )*(?:please |can you |could you |would you )*{_MEND}(?: (?:out|up|please|for me))*)?"
)
# Nobody complains of a picture without colours by these words.
_NO_FAULT = ("black", "white")


def faults(plan: Plan, words: str, alone: Callable[[str], Plan | None]) -> Plan:
    """`plan`, or the edits for both faults, where each alone is one."""
    text = normalise(words).strip(" .!?")
    if len(words) > _LONGEST or len(plan.steps) > _TWO or not said(text, ("and", "plus")):
        return plan
    match = _FAULTS.fullmatch(text)
    if match is None or match["other"] in _NO_FAULT:
        return plan
    one, other = (_half(fault, match, alone) for fault in (match["one"], match["other"]))
    if one is None or other is None:
        return plan
    steps = (*one.steps, *(step for step in other.steps if step not in one.steps))
    return replace(one, words=words, steps=steps, label="multi" if one.label != other.label else one.label)


def _half(fault: str, match: re.Match[str], alone: Callable[[str], Plan | None]) -> Plan | None:
    return next((made for made in map(alone, _wordings(fault, match)) if made is not None), None)


def _wordings(fault: str, match: re.Match[str]) -> Iterator[str]:
    """ "Too dark and flat": the second may be too much as well."""
    told = f"{match['what']}{match['is']} {fault}"
    if match["mend"]:
        yield f"{told}, fix it"
    yield told
    if match["one"].startswith("too ") and not fault.startswith("too "):
        yield f"{match['what']}{match['is']} too {fault}"
