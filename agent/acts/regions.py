"""The part of a picture that a change is limited to: what is unsure is shown, and asked about."""

from __future__ import annotations

from agent.events import ApprovalNeeded
from agent.turn import Turn
from backends.errors import BadRequest
from backends.types import Located
from tools.stem import stem
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
    source = stem(turn.session, start.id)
    found = await turn.darkroom.locate(source, start.recipe, arguments.region, turn.scratch)
    await agree(
        found,
        turn,
        id=f"{turn.workplace.name}-{arguments.first_ordinal}",
        what=f"I am not sure about {found.name}: what I take for it",
        ask="Go by that?",
        no="It was not done, as you chose",
        instead="darker in box 10% 20% 50% 60%",
    )


async def agree(found: Located, turn: Turn, *, id: str, what: str, ask: str, no: str, instead: str) -> None:
    """Show what was found and ask where that is not sure. Raises BadRequest with `no` for a no; `instead` is what to
    say then."""
    if found.sure:
        return
    note = f" {found.note}" if found.note else ""
    asked = ApprovalNeeded(
        id=id,
        question=f"{what} is marked in the picture ({found.share:.0%} of it, confidence {found.confidence:.2f} of"
        f" 1).{note} {ask}",
        choices=("yes", "no"),
        picture=found.picture,
    )
    if await turn.approve(asked, turn.emit) != "yes":
        raise BadRequest(no, f"Give the place as a box instead, such as: {instead}.")
