"""The part of a picture that a change is limited to: what is unsure is shown, and asked about."""

from __future__ import annotations

from agent.events import ApprovalNeeded
from agent.turn import Turn
from backends.errors import BadRequest
from tools.vary import VaryArguments

_CUTS = {"cutout", "background"}


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
