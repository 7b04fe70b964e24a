"""The reading that came next, where it would do something else that can be done: for the key that shows it."""

from __future__ import annotations

from dataclasses import replace

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.rules.accounted import can_be_done
from agent.rules.slots.references import references
from agent.rules.words.clean import normalise
from backends.types import Task

_OTHER_FIT = {"crop": "pad", "pad": "crop"}


def with_second(plan: Plan, words: str, scene: Scene) -> Plan:
    """`plan` with what its words may mean instead: each its own or one after the other, cut or padded, from here or
    from the original; else what the kinds of edits gave, unless the first can be done and that could not."""
    if plan.choices:
        return replace(plan, second=None)
    other = _other(plan, words, scene)
    if other is None and plan.second is not None and not can_be_done(plan):
        if plan.second.words == words:
            return plan
        other = plan.second
    if other is None:
        return replace(plan, second=None) if plan.second is not None else plan
    return replace(plan, second=replace(other, words=words, decision=Decision.OFFER, second=None))


def _other(plan: Plan, words: str, scene: Scene) -> Plan | None:
    match plan.intent:
        case Intent.EDIT if can_be_done(plan):
            return _apart_or_together(plan) or _other_fit(plan) or _from_the_original(plan, words, scene)
        case Intent.EXPORT if plan.output.reshapes and not plan.output.together:
            fit = "crop" if plan.output.fit == "pad" else "pad"
            return replace(plan, output=replace(plan.output, fit=fit, fill="blur"))
        case Intent.SETTINGS:
            return _for_this_once(plan)
        case _:
            return None


def _apart_or_together(plan: Plan) -> Plan | None:
    """ "Noir and vintage": two variants, or one after the other."""
    looks = [step for step in plan.steps if step.look]
    if plan.parallel:
        return replace(plan, parallel=False)
    return replace(plan, parallel=True, count=1) if len(looks) > 1 and len(looks) == len(plan.steps) else None


def _other_fit(plan: Plan) -> Plan | None:
    """A shape is reached by cutting, or by padding."""
    for at, step in enumerate(plan.steps):
        other = _OTHER_FIT.get(step.operation)
        shape = {name: value for name, value in step.values.items() if name in ("ratio", "place")}
        if other and shape:
            steps = (*plan.steps[:at], replace(step, operation=other, values=shape), *plan.steps[at + 1 :])
            return replace(plan, steps=steps)
    return None


def _from_the_original(plan: Plan, words: str, scene: Scene) -> Plan | None:
    """ "Noir" where the picture has a look already: on top of it, or instead of it."""
    alone = len(plan.steps) == 1 and plan.steps[0].look and not plan.steps[0].region
    if not alone or plan.subject or scene.current == "v0" or references(normalise(words), scene):
        return None
    return replace(plan, subject="v0")


def _for_this_once(plan: Plan) -> Plan | None:
    """ "Everything square from now on": at least this one."""
    ratio = next((wish.value for wish in plan.settings if wish.name == "ratio" and wish.value), None)
    if ratio is None:
        return None
    step = Step(Task.CROP, operation="crop", values={"ratio": ratio})
    return Plan(plan.words, Intent.EDIT, (step,), label="crop", confidence=plan.confidence)
