"""Requests that make a variant again: in one edit of the original, or as the same edits of another photo."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from agent.acts import edit
from agent.acts.again import of_its_recipe
from agent.acts.look_at import context, export
from agent.elsewhere import other_photo
from agent.events import (
    ApprovalNeeded,
    Elsewhere,
    Event,
    JobStarted,
    Moved,
    Progress,
    ReceiptReady,
    Said,
    VariantReady,
)
from agent.harmless import one_line
from agent.plan import Decision, Intent, Output, Plan
from agent.session.session import Session
from agent.session.store import Store
from agent.turn import Turn
from backends.errors import NotPossible, StetError
from tools.base import Made, VariantLike
from tools.rebase import Rebase, RebaseArguments, Redo, merged, transplant


async def from_the_original(plan: Plan, turn: Turn) -> None:
    """What the engine did is replayed; what a model painted is asked for again, all of it in one edit of the photo."""
    session = turn.session
    like = session.variant(plan.subject or session.current)
    whole = merged(session.chain(like.id))
    if whole.generative:
        turn.say(f"{like.id} lies {renders(like.depth)} from your photo. All of it at once is: “{whole.words}”.")
        again = turn.read(whole.words, "v0")
        await edit.edit(dataclasses.replace(again, subject="v0"), turn)
        return
    turn.emit(JobStarted(turn.workplace.name, f"making {like.id} again from your photo"))
    async for step in Rebase().run(RebaseArguments(variant=like.id), context(turn)):
        if not isinstance(step, Made):
            turn.emit(Progress(step.job, step.done, step.total, step.doing))
            continue
        _show(step, turn)
        line = (
            f"{step.variant.id} is {like.id} in one edit of your photo: “{step.variant.words}”, and nothing was painted"
        )
        receipt = ReceiptReady(step.variant.id, line, (), edit.NOT_CHECKED)
        session.keep_receipt(receipt.id, receipt.line, receipt.checks, receipt.not_checked)
        session.say("stet", line)
        turn.emit(receipt)
        turn.emit(Moved(step.variant.id))
        if turn.delivery is not None:
            await export(dataclasses.replace(plan, subject=step.variant.id, others=()), turn)


async def on_another_photo(plan: Plan, turn: Turn) -> None:
    """The same edits, wish by wish, as a branch of the other photo's session; here everything stays as it is."""
    session = turn.session
    chain = session.chain(_first_made(plan.subject or session.current, session))
    store = Store(session.folder)
    try:
        other, notices = await other_photo(plan.text, session.id, store, turn.darkroom)
        label = one_line(other.label)
        for notice in notices:
            turn.say(notice)
        turn.emit(JobStarted(turn.workplace.name, f"doing the same to {label}"))
        made: list[str] = []
        try:
            there = dataclasses.replace(context(turn), tree=other)
            async for id in transplant(chain, there, _redo(other, turn)):
                made.append(id)
                turn.emit(Progress(turn.workplace.name, len(made), len(chain) - 1, one_line(other.variant(id).words)))
        except StetError as error:
            if not made:
                raise
            other.go(made[-1])
            turn.say(f"Not all of it could be done to {label}: {error}")
            turn.exit_code = 1
        turn.emit(Elsewhere(other.id, label, tuple(made), other.variant(made[-1]).proxy))
        edits = f"{len(made)} edit{'s' if len(made) > 1 else ''}"
        turn.say(
            f"{label} is at {made[-1]} now, made from it by {edits}. You are still at {session.current} of"
            f" {one_line(session.label)}; /open {_way(plan.text, other)} goes there."
        )
    finally:
        store.close()


def _redo(other: Session, turn: Turn) -> Redo:
    """What was fitted to the first photo is asked for again in words, with its questions, on the other one."""

    def pass_on(event: Event) -> None:
        if isinstance(event, ApprovalNeeded | Progress | Said):
            turn.emit(event)

    async def redo(like: VariantLike, parent: str) -> str:
        wish = turn.read(like.words, like.parent)
        if wish.intent is not Intent.EDIT or wish.decision is not Decision.ACT:
            raise NotPossible(
                f"“{one_line(like.words)}” cannot be asked for again by itself", "Open the photo and say it."
            )
        steps = tuple(of_its_recipe(step, like) for step in wish.steps)
        wish = dataclasses.replace(wish, steps=steps)
        there = dataclasses.replace(turn, session=other, emit=pass_on, delivery=None, made=[])
        await edit.edit(dataclasses.replace(wish, subject=parent, count=1, parallel=False, output=Output()), there)
        if not there.made:
            raise NotPossible(f"“{one_line(like.words)}” made nothing there", "Open the photo and say it.")
        return there.made[-1]

    return redo


def _first_made(id: str, session: Session) -> str:
    """One that was made again from the original holds several wishes in one; those are told apart in the first one."""
    like = session.variant(id)
    if like.task != "repeat":
        return id
    same = [one for one in session.variants(all=True) if one.recipe == like.recipe]
    return max(same, key=lambda one: len(session.chain(one.id))).id


def _way(said: str, other: Session) -> str:
    """What to type behind /open: the path as it was said, else what the session is called."""
    return said if Path(said).expanduser().is_file() else one_line(other.label)


def renders(depth: int) -> str:
    """The depth of a variant in words."""
    return f"{depth} generative re-render{'s' if depth != 1 else ''}"


def _show(made: Made, turn: Turn) -> None:
    variant, rendition = made.variant, made.rendition
    turn.made.append(variant.id)
    turn.emit(
        VariantReady(
            session=turn.session.id,
            id=variant.id,
            parent=variant.parent,
            path=variant.proxy,
            width=variant.width,
            height=variant.height,
            task="repeat",
            look=variant.look,
            model=variant.model,
            words=rendition.words,
            ordinal=made.ordinal,
        )
    )
