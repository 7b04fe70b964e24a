"""Requests whose halves are whole requests, each read by itself: files, alternatives, faults, one after another."""

from __future__ import annotations

from collections.abc import Callable

from agent.plan import Plan, Scene
from agent.rules.apart.alternatives import alternatives
from agent.rules.apart.chained import chained
from agent.rules.apart.faults import faults
from agent.rules.apart.saving import saved
from agent.rules.apart.sure import is_sure


def by_halves(
    plan: Plan, words: str, scene: Scene, read: Callable[[str, Scene], Plan], can: Callable[[Plan], bool]
) -> Plan:
    """`plan`, or what the halves of its words come to where they say more than it holds. `read` is the reading of a
    half, `can` whether the engine can do what it read."""

    def alone(half: str) -> Plan | None:
        made = read(half, scene)
        return made if is_sure(made) and len(made.steps) == 1 and can(made) else None

    plan = chained(saved(plan, words, scene, read), words, scene, read, can)
    return faults(alternatives(plan, words, alone), words, alone)
