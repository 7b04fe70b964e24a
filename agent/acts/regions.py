"""The part of a picture that a change is limited to: what stays is spared, and what is unsure is shown and asked."""

from __future__ import annotations

import dataclasses

from agent.events import ApprovalNeeded
from agent.plan import Plan
from agent.rules.elsewhere import in_english
from agent.turn import Turn
from backends.errors import BadRequest, NotPossible
from backends.types import Task
from tools.vary import VaryArguments

_CUTS = {"cutout", "background"}
_OF_THE_FRAME = {Task.CROP, Task.LAYOUT, Task.COMPLETE}


def sparing_what_stays(plan: Plan) -> Plan:
    """What must stay limits each change to everything but that. Raises NotPossible where a change moves the frame."""
    if not plan.keep:
        return plan
    kept = " and ".join(map(in_english, plan.keep))
    if any(step.task in _OF_THE_FRAME for step in plan.steps):
        raise NotPossible(
            f"A change of the frame moves everything, so {kept} cannot stay exactly as it was",
            "Say it without that limit; a crop keeps faces whole by itself.",
        )
    steps = (
        step if step.region else dataclasses.replace(step, region=f"everything except {kept}") for step in plan.steps
    )
    return dataclasses.replace(plan, steps=tuple(steps))


def with_its_subject(arguments: VaryArguments) -> VaryArguments:
    """A cut-out or a new background of no named thing is of the subject, which is shown where it is not sure."""
    if arguments.operation not in _CUTS or arguments.region:
        return arguments
    return arguments.model_copy(update={"region": "the subject to cut out"})


async def agree_on_region(arguments: VaryArguments, turn: Turn) -> None:
    """Show the person a region that was not found for sure, and ask; raises BadRequest for a no."""
    start = turn.session.variant(arguments.variant)
    found = await turn.darkroom.locate(turn.session.source.path, start.recipe, arguments.region, turn.scratch)
    if found.sure:
        return
    note = f" {found.note}" if found.note else ""
    asked = ApprovalNeeded(
        id=f"{turn.workplace.name}-{arguments.first_ordinal}",
        question=f"I am not sure about {found.name}: what I take for it is marked in the picture"
        f" ({found.share:.0%} of it, confidence {found.confidence:.2f} of 1).{note} Go by that?",
        choices=("yes", "no"),
        picture=found.picture,
    )
    if await turn.approve(asked, turn.emit) != "yes":
        raise BadRequest(
            "It was not done, as you chose", "Give the place as a box instead, such as: darker in box 10% 20% 50% 60%."
        )
