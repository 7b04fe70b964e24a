"""Reads what is done after something else in one Chinese clause, each by itself ("亮一点再锐化一下")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from agent.plan import Decision, Intent, Plan, Scene
from agent.rules.apart.sure import is_sure

_LONGEST, _SHORTEST = 60, 2
_THEN = "再"
# Behind one of these it says that there shall be more of it ("别再亮了", "稍微再亮一点"), and not what comes after.
_MORE, _MARKS = frozenset("不别要能会想先就还微"), frozenset(",.; \uff0c\u3002\uff1b")


def chained(
    plan: Plan, words: str, scene: Scene, read: Callable[[str, Scene], Plan], can: Callable[[Plan], bool]
) -> Plan:
    """`plan`, or both halves of what is joined by 再; where one of them is no edit that is sure, `plan` is offered."""
    if _THEN not in words or len(words) > _LONGEST or plan.intent is not Intent.EDIT:
        return plan
    place = words.find(_THEN)
    head, tail = words[:place], words[place + 1 :]
    if min(len(head), len(tail)) < _SHORTEST or not _MORE.isdisjoint(head[-1]) or not _MARKS.isdisjoint(head):
        return plan
    first = read(head, scene)
    if not is_sure(first) or not (can(first) or len(head) > _SHORTEST):
        return plan  # "天空再亮一点" names what shall be brighter
    second = read(tail, scene)
    steps = (*first.steps, *second.steps)
    if len(plan.steps) >= len(steps) and can(plan) == (can(first) and can(second)):
        return plan
    if not is_sure(second):
        return replace(plan, decision=Decision.OFFER) if can(plan) else plan
    label = first.label if first.label == second.label else "multi"
    return replace(first, words=words, steps=steps, label=label, keep=(*first.keep, *second.keep), second=None)
