"""What is done with a plan once it is read: one file for each kind of request."""

from __future__ import annotations

from agent.acts import answer, choosing, edit, lasting, locks, look_at, remake, tend
from agent.acts.refusing import refuse_motion
from agent.plan import Decision, Intent, Move, Plan
from agent.turn import Turn
from backends.errors import BadRequest


async def carry_out(plan: Plan, turn: Turn) -> None:
    """Do what the plan says. Raises the errors of `backends.errors`; everything else is said through the turn."""
    if plan.wrong_reference:
        known = ", ".join([variant.id for variant in turn.session.variants()][-8:])
        if " " in plan.wrong_reference:
            raise BadRequest(f"None of the variants here is “{plan.wrong_reference}”", f"There are {known}.")
        raise BadRequest(f"There is no {plan.wrong_reference} here", f"There are {known}.")
    if plan.lock is not None and plan.lock.alone:
        await locks.change_locks(plan.lock, plan, turn)
        return
    wish = plan.wish
    if wish.alone and (wish.use or wish.never or wish.allow or not plan.settings):
        await choosing.carry_out(plan, turn)
        return
    if plan.settings and plan.decision is Decision.ACT:
        await lasting.remember(plan, turn)
        if plan.intent is Intent.SETTINGS:
            return
    choosing.remember(plan.wish, turn)
    if plan.decision is not Decision.ACT:
        # A wish that nothing here can fulfil, however it is read, is told so: no better wording would help.
        refuse_motion(plan)
        edit.refuse_what_must_be_invented(plan, turn)
        answer.answer(plan, turn)
        return
    match plan.intent:
        case Intent.EDIT:
            await edit.edit(plan, turn)
        case Intent.NAVIGATE if plan.move in tend.MOVES:
            tend.tend(plan, turn)
        case Intent.NAVIGATE if plan.move is Move.REBASE:
            await remake.from_the_original(plan, turn)
        case Intent.NAVIGATE if plan.move is Move.APPLY:
            await remake.on_another_photo(plan, turn)
        case Intent.NAVIGATE:
            await look_at.walk(plan, turn)
        case Intent.COMPARE:
            await look_at.compare(plan, turn)
        case Intent.EXPORT:
            await look_at.export(plan, turn)
        case _:
            answer.answer(plan, turn)
