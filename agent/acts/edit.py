"""An edit: choose who does it, ask where it costs, make the variants, check them, and say what was delivered."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator

from agent.acts.again import with_the_last_wish
from agent.acts.avoiding import not_there
from agent.acts.brands import with_palettes
from agent.acts.deciding import decided
from agent.acts.jobs import jobs_of, wanted
from agent.acts.locks import kept, locks_for
from agent.acts.look_at import NOT_CHECKED, export, files, report, write
from agent.acts.paying import passage
from agent.acts.refusing import not_possible, refuse_motion
from agent.acts.regions import agree_on_region, with_its_subject
from agent.acts.seams import as_it_is, fitted, put_aside
from agent.acts.sending import paints
from agent.acts.telling import sending
from agent.events import JobStarted, Progress, ReceiptReady, Routed, VariantReady
from agent.plan import Output, Plan
from agent.route import Route
from agent.rules.engine.strengths import changes_strength
from agent.rules.settle import can_be_done
from agent.turn import Turn
from backends.base import Backend
from backends.types import Lock, Task
from tools.base import Context, Made
from tools.vary import Vary, VaryArguments


def refuse_what_is_beyond(plan: Plan, turn: Turn) -> None:
    """Raises NotPossible for a plan of which the engine can do no step, where no model that could is set up. Precise
    work that was answered with what to say instead is left to that answer."""
    steps = plan.steps
    invented = all(step.generates for step in steps)
    if not steps or (
        not invented and (plan.question or any(can_be_done(dataclasses.replace(plan, steps=(step,))) for step in steps))
    ):
        return
    chosen = decided(plan, turn)
    if chosen.card is None:
        raise not_possible(plan, chosen, others=turn.backends.keys() > {"engine"})


async def edit(plan: Plan, turn: Turn) -> None:
    """Carry out an edit plan. Raises NotPossible when no card that is set up can do all of it."""
    refuse_motion(plan)
    exact = changes_strength(plan.steps) != 1
    plan = with_the_last_wish(plan, turn)
    chosen = decided(plan, turn)
    if chosen.card is None:
        raise not_possible(plan, chosen, others=turn.backends.keys() > {"engine"})
    turn.emit(
        Routed(
            chosen.card.title,
            chosen.reasons,
            tuple((one.title, one.reason) for one in chosen.rejected),
            chosen.cost_usd,
            chosen.seconds or 0.0,
            chosen.leaves_machine,
        )
    )
    locks = await locks_for(plan, turn)
    async with passage((chosen,), plan, turn) as (backend,):
        made = await make(plan, chosen, backend, turn, locks, exact=exact)
    await hand_over(made, plan, turn)
    if plan.parallel or turn.delivery is not None:
        return
    if (showing := await fitted(made, turn)) and (again := as_it_is(showing, plan, turn)):
        free = tuple(lock for lock in locks if lock.label not in {check.lock for check in showing.rendition.checks})
        await hand_over(await make(again, chosen, backend, turn, free, exact=True), again, turn)


async def hand_over(made: list[Made], plan: Plan, turn: Turn) -> None:
    """Write what is to be written, and give each variant its receipt."""
    made = await with_palettes(made, plan.brands, turn)
    if turn.delivery is not None:
        await _deliver(made, plan, turn)
    for one in made:
        turn.emit(_receipt(one))
    _settle(made, plan, turn)
    if made and turn.delivery is None and plan.output != Output():
        ids = [one.variant.id for one in made]
        await export(dataclasses.replace(plan, subject=ids[0], others=tuple(ids[1:])), turn)


async def make(
    plan: Plan,
    chosen: Route,
    backend: Backend,
    turn: Turn,
    locks: tuple[Lock, ...],
    *,
    exact: bool = False,
    round: int = 0,
    before: int = 0,
    blind: str = "",
    finish: bool = False,
) -> list[Made]:
    """Run every step; a chain hands each result on, parallel steps join one round. All that is shown is on disk.

    `before` variants were made in the `round` already. A `blind` name is shown instead of who made them. With
    `finish` a model is told to do the same in full quality.
    """
    assert chosen.card is not None
    context = Context(
        turn.session,
        backend,
        turn.darkroom,
        turn.workplace,
        words=plan.words,
        model=chosen.card.id,
        reasons=chosen.reasons,
        locks=locks,
    )
    start = plan.subject or turn.session.current
    round = round or turn.session.next_round()
    made: list[Made] = []
    jobs = jobs_of(plan, start, painted=paints(chosen))
    for index, arguments in enumerate(jobs):
        arguments = arguments.model_copy(
            update={"round": round, "first_ordinal": before + len(made) + 1, "exact": exact}
        )
        if not plan.parallel and made:
            arguments = arguments.model_copy(update={"variant": made[-1].variant.id})
        arguments = with_its_subject(arguments)
        if arguments.region and not paints(chosen):
            await agree_on_region(arguments, turn)
        first_of_job = len(made)
        part = plan.steps[index : index + 1] if len(jobs) > 1 else ()
        context = dataclasses.replace(context, sending=sending(plan, chosen, turn, context.locks, part, finish=finish))
        if context.sending is not None:
            turn.session.keep_sent(context.sending.record())
        turn.emit(JobStarted(turn.workplace.name, f"{len(jobs)} steps" if len(jobs) > 1 else "", arguments.count))
        async for one in _shown(arguments, context, turn, blind):
            made.append(one)
        if turn.withdrawn:
            raise asyncio.CancelledError
        if len(made) == first_of_job:
            break
        if not plan.parallel and index:
            turn.session.go(made[first_of_job].variant.id)
    return made


async def _shown(arguments: VaryArguments, context: Context, turn: Turn, blind: str) -> AsyncIterator[Made]:
    """The variants of one job, each announced as soon as it is on disk; a refused one is put aside."""
    async for step in Vary().run(arguments, context):
        if not isinstance(step, Made):
            turn.emit(Progress(step.job, step.done, step.total, f"making {blind}" if blind else step.doing))
            continue
        if step.rendition.aside:
            put_aside(step, turn)
            continue
        turn.made.append(step.variant.id)
        if blind:
            # The price would tell who made it.
            turn.session.show_cost(step.variant.id, 0.0)
        if turn.delivery is None:
            announced = ready(step, arguments.task, turn)
            hidden = dataclasses.replace(announced, look=blind, model="", cost_usd=0.0)
            turn.emit(hidden if blind else announced)
        yield step


def ready(one: Made, task: Task, turn: Turn) -> VariantReady:
    """What is announced of a variant that is on disk."""
    variant, rendition = one.variant, one.rendition
    return VariantReady(
        session=turn.session.id,
        id=variant.id,
        parent=variant.parent,
        path=rendition.proxy,
        width=variant.width,
        height=variant.height,
        task=task,
        look=variant.look,
        model=turn.session.variant(variant.id).model,
        words=rendition.words,
        ordinal=one.ordinal,
        cost_usd=rendition.cost_usd,
    )


async def _deliver(made: list[Made], plan: Plan, turn: Turn) -> None:
    """A one-shot run announces a variant when its file is complete."""
    assert turn.delivery is not None
    arguments = files([one.variant.id for one in made], plan.output, turn.delivery, to=str(turn.delivery.folder))
    by_id = {one.variant.id: one for one in made}
    async for delivered in write(arguments, turn):
        one, written = by_id[delivered.variant.id], delivered.written
        stored = turn.session.variant(one.variant.id)
        announced = ready(one, Task(stored.task), turn)
        turn.emit(dataclasses.replace(announced, path=written.path, width=written.width, height=written.height))
        for notice in written.notices:
            turn.say(notice)
        report(delivered, turn)


def _receipt(one: Made) -> ReceiptReady:
    rendition = one.rendition
    broken = [check for check in rendition.checks if not check.holds]
    asked = (
        "weak: " + "; ".join(f"{check.name} is {check.value:.2f}, asked {check.limit}" for check in broken)
        if broken
        else "as asked"
    )
    frame = f"now {rendition.width} x {rendition.height}" if rendition.reframed else "frame and size unchanged"
    stands = f" · {said}" if (said := kept(rendition.checks)) else ""
    line = f"{one.variant.id} {rendition.words} · {asked}{stands} · {frame}"
    return ReceiptReady(one.variant.id, line, rendition.checks, NOT_CHECKED)


def _settle(made: list[Made], plan: Plan, turn: Turn) -> None:
    """Say plainly where less was delivered than asked."""
    for one in made:
        receipt = _receipt(one)
        turn.session.keep_receipt(receipt.id, receipt.line, receipt.checks, receipt.not_checked)
        turn.session.say("stet", receipt.line)
    promised = wanted(plan, painted=any(not one.rendition.recipe for one in made))
    notes = [one.rendition.note for one in made if one.rendition.note]
    if len(made) < promised:
        notes = notes or ["More would not have been clearly different from these on this photo."]
        turn.say(f"I made {len(made)} of {promised}. {' '.join(notes)}")
        turn.exit_code = 1
    elif notes:
        turn.say(" ".join(notes))
    if made and (words := not_there(plan, made[0].rendition.recipe)):
        turn.say(words)
    if any(not check.holds for one in made for check in one.rendition.checks):
        turn.exit_code = 1
