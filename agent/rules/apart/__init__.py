"""Requests whose halves are whole requests, each read by itself: how to save, alternatives, two faults at once."""

from __future__ import annotations

from collections.abc import Callable

from agent.plan import Decision, Intent, Plan, Scene
from agent.rules.apart.alternatives import alternatives
from agent.rules.apart.chained import chained
from agent.rules.apart.faults import faults
from agent.rules.apart.saving import saved


def by_halves(
    plan: Plan, words: str, scene: Scene, read: Callable[[str, Scene], Plan], can: Callable[[Plan], bool]
) -> Plan:
    """`plan`, or what the halves of its words come to where they say more than it holds. `read` is the reading of a
    half, `can` whether the engine can do what it read."""

    def alone(half: str) -> Plan | None:
        made = read(half, scene)
        is_one = len(made.steps) == 1 and made.count == 1
        return made if made.intent is Intent.EDIT and made.decision is Decision.ACT and is_one and can(made) else None

    plan = chained(saved(plan, words, scene, read), words, scene, read, can)
    return faults(alternatives(plan, words, alone), words, alone)
