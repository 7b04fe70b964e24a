"""Something locked that shows where it was left as it was: said with the measured seam, and asked about."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from agent.acts.again import of_its_recipe
from agent.events import ApprovalNeeded, Moved
from agent.plan import Plan
from agent.turn import Turn
from tools.base import Made

if TYPE_CHECKING:
    from tools.locks.enforce import Choice

KEEP, FIT, REFUSE = "keep it exact", "match light", "refuse"
# How far back it is looked whether a lock was asked about.
_LOOKED_AT = 20


async def asked_about(why: str, seen: Path, turn: Turn) -> Choice:
    """What the person wants instead. Where nobody can answer, the result is refused, which loses nothing: it is kept
    out of sight."""
    from tools.locks.enforce import Choice

    if turn.withdrawn:
        return Choice.REFUSE
    # The picture is looked at as long as the conversation is open, so it must outlive the turn's workplace.
    picture = turn.scratch / f"{turn.workplace.name}-{seen.name}"
    await asyncio.to_thread(shutil.copyfile, seen, picture)
    asked = ApprovalNeeded(
        id=f"{turn.workplace.name}-{seen.stem}",
        question=f"{why} “{Choice.MATCH}” recolours it to what is around it now, so that it is no longer exactly as it"
        f" was; “{Choice.REDRAW}” leaves it as it came; “{Choice.REFUSE}” puts this result out of sight.",
        choices=tuple(map(str, Choice)),
        picture=picture,
        otherwise=str(Choice.REFUSE),
    )
    try:
        return Choice(await turn.approve(asked, turn.emit))
    except ValueError:
        return Choice.REFUSE
    except asyncio.CancelledError:
        # Other words took the place of the question. The result is paid for: it is kept before the turn ends.
        if (task := asyncio.current_task()) is not None:
            task.uncancel()
        turn.withdrawn = True
        return Choice.REFUSE


def put_aside(one: Made, turn: Turn) -> None:
    """A result that was refused: nothing is lost, but it is not shown."""
    turn.session.discard(one.variant.id)
    broken = ", ".join(check.lock for check in one.rendition.checks if check.lock and not check.holds)
    turn.say(
        f"{one.variant.id} is out of sight, as the model drew it: {broken} is not as it was there. Nothing else was"
        f" changed; “restore {one.variant.id}” brings it back."
    )
    turn.exit_code = 1


async def fitted(made: Sequence[Made], turn: Turn) -> Made | None:
    """The engine's variant whose lock shows and that the person wants to fit; None for the others, and where a lock
    of that name was asked about before."""
    one = next((one for one in made if one.rendition.seam), None)
    if one is None or _asked_before(one, made, turn):
        return None
    asked = ApprovalNeeded(
        id=f"{turn.workplace.name}-{one.variant.id}-seam",
        question=f"{one.rendition.seam} “{KEEP}” leaves it so; “{FIT}” makes one where it takes part in the change, so"
        f" that it is no longer exactly as it was; “{REFUSE}” puts what was made out of sight.",
        choices=(KEEP, FIT, REFUSE),
        otherwise=KEEP,
    )
    match await turn.approve(asked, turn.emit):
        case choice if choice == FIT:
            return one
        case choice if choice == REFUSE:
            turn.session.discard(*(each.variant.id for each in made))
            turn.say(f"Out of sight: {', '.join(each.variant.id for each in made)}. Undo brings it back.")
            turn.emit(Moved(turn.session.current))
        case _:
            pass
    return None


def as_it_is(one: Made, plan: Plan, turn: Turn) -> Plan | None:
    """The edit that made the variant, to be made once more with the same recipe."""
    variant = turn.session.variant(one.variant.id)
    steps = tuple(of_its_recipe(step, variant) for step in plan.steps)
    return replace(plan, steps=steps, count=1, subject=plan.subject or variant.parent)


def _asked_before(one: Made, made: Sequence[Made], turn: Turn) -> bool:
    locks = {check.lock for check in one.rendition.checks if check.lock}
    ours = {each.variant.id for each in made}
    earlier = [variant for variant in turn.session.variants() if variant.id not in ours][-_LOOKED_AT:]
    return any(check.lock in locks for variant in earlier for check in variant.checks)
