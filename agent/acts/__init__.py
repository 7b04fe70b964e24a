"""What is done with a plan once it is read: one file for each kind of request."""

from __future__ import annotations

from agent.acts import answer, choosing, drafts, duel, edit, lasting, locks, look_at, offering, remake, staying, tend
from agent.acts.refusing import refuse_motion
from agent.plan import Decision, Intent, Move, Plan
from agent.routing.around import read_into_the_wish
from agent.turn import Turn
from backends.errors import BadRequest


async def carry_out(plan: Plan, turn: Turn) -> None:
    """Do what the plan says. Raises the errors of `backends.errors`; everything else is said through the turn."""
    _refuse_wrong_reference(plan, turn)
    if plan.wish.sent:
        from agent.acts import sent  # few ask, and it reads the cards

        sent.tell(plan, turn)
        return
    if plan.lock is not None and plan.lock.alone:
        await locks.change_locks(plan.lock, plan, turn)
        return
    plan = read_into_the_wish(plan)
    if plan.wish.stay and (plan.wish.alone or plan.wish.lasting):
        staying.stay(turn)
        if plan.wish.alone:
            return
    about_models = plan.wish.alone and (plan.wish.use or plan.wish.never or plan.wish.allow)
    if plan.settings and plan.decision is Decision.ACT and not about_models:
        await lasting.remember(plan, turn)
        if plan.intent is Intent.SETTINGS:
            return
    if plan.wish.finish:
        await drafts.finish(plan, turn)
        return
    if plan.wish.alone and (plan.wish.models or plan.wish.explore):
        plan = choosing.that_edit(plan, turn)
    elif plan.wish.alone:
        await choosing.carry_out(plan, turn)
        return
    choosing.remember(plan.wish, turn)
    if plan.decision is not Decision.ACT:
        # A wish that nothing here can fulfil, however it is read, is told so: no better wording would help.
        refuse_motion(plan)
        edit.refuse_what_is_beyond(plan, turn)
        if not offering.offers(plan):
            answer.answer(plan, turn)
            return
        again = await offering.chosen(plan, turn)
        if again is None:
            return
        plan = again
    await _do(plan, turn)


async def _do(plan: Plan, turn: Turn) -> None:
    """What is sure enough to be done, or was said yes to."""
    match plan.intent:
        case Intent.EDIT if plan.wish.models:
            await duel.duel(plan, turn)
        case Intent.EDIT if plan.wish.explore:
            await drafts.explore(plan, turn)
        case Intent.EDIT:
            await edit.edit(plan, turn)
        case Intent.NAVIGATE if plan.move in tend.MOVES:
            tend.tend(plan, turn)
        case Intent.NAVIGATE if plan.move in (Move.RECEIPT, Move.REPAIR):
            from agent.acts import repair  # the shape of receipts takes 40 ms, and most edits need none

            await (repair.show if plan.move is Move.RECEIPT else repair.repair)(plan, turn)
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


def _refuse_wrong_reference(plan: Plan, turn: Turn) -> None:
    if plan.wrong_reference:
        known = ", ".join([variant.id for variant in turn.session.variants()][-8:])
        if " " in plan.wrong_reference:
            raise BadRequest(f"None of the variants here is “{plan.wrong_reference}”", f"There are {known}.")
        raise BadRequest(f"There is no {plan.wrong_reference} here", f"There are {known}.")
