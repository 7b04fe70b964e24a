"""Receipts and what is done about those that failed: shown when asked for, and put right the cheapest way first."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from agent.acts.edit import ready
from agent.acts.locks import locks_for
from agent.acts.look_at import context
from agent.events import JobStarted, Moved, Progress, ReceiptReady
from agent.plan import Intent, Plan
from agent.receipts.orders import painted
from agent.receipts.ready import kept, offers_of
from agent.turn import Turn
from backends.errors import BadRequest, NotPossible
from backends.types import Task
from tools.base import Made
from tools.repair.failed import AGAIN, ANOTHER, CUT_OUT, FREE, REBASE, RESTORE, WORDS
from tools.repair.mend import LOCAL, Local, Mend, MendArguments

if TYPE_CHECKING:
    from agent.session.model import Variant


async def show(plan: Plan, turn: Turn) -> None:
    """The whole receipt of a variant: the one that was kept, measured where there is none."""
    found = await turn.receipt(_subject(plan, turn).id)
    turn.emit(found)
    turn.say(told(found))


def told(found: ReceiptReady) -> str:
    """A whole receipt in a few sentences, read the same by everybody."""
    when = f" Measured {found.at.replace('T', ' ').removesuffix('Z')} UTC." if found.at else ""
    missing = f" Not checked: {', '.join(found.not_checked)}." if found.not_checked else ""
    words = "" if not found.words or found.words in found.line else f" {found.words[:1].upper()}{found.words[1:]}."
    return " ".join(filter(None, (f"{found.line} ({VERDICTS[found.verdict]}).{words}{missing}{when}", found.mends)))


VERDICTS = {"ok": "holds", "warn": "look at it", "fail": "failed", "": "not judged"}


async def repair(plan: Plan, turn: Turn) -> None:
    """Do what was named, or the cheapest that fits. What costs is asked for as any other edit, with its price."""
    from agent.acts import carry_out

    variant = _subject(plan, turn)
    names = (plan.text,) if plan.text in WORDS else await _offered(variant, turn)
    name = names[0]
    local: tuple[Local, ...] = tuple(one for one in LOCAL if one in names)
    if name in local:
        await _mend(variant, local, plan, turn)
        return
    await carry_out(_as_an_edit(name, variant, turn), turn)


async def _offered(variant: Variant, turn: Turn) -> tuple[str, ...]:
    """By name, the cheapest first. Raises BadRequest where nothing is wrong that could be put right."""
    whole = kept(turn.session, variant.id)
    if whole is None:
        await turn.receipt(variant.id)
        whole = kept(turn.session, variant.id)
    if whole is None or whole.verdict != "fail":
        raise BadRequest(
            f"The receipt of {variant.id} does not say that anything went wrong",
            f"It says: {whole.line}. Say what should be different." if whole else "Say what should be different.",
        )
    offers = offers_of(turn.session, variant.id, whole)
    if not offers:
        raise NotPossible(
            f"What went wrong with {variant.id} cannot be put right here ({whole.line})", "Say undo, or ask again."
        )
    free = tuple(offer.name for offer in offers if offer.name in FREE)
    return free or tuple(offer.name for offer in offers)


async def _mend(variant: Variant, names: tuple[Local, ...], plan: Plan, turn: Turn) -> None:
    session = turn.session
    first = painted(session, variant)
    if variant.recipe or not first.parent or not variant.depth:
        raise BadRequest(
            f"{variant.id} was made by Stet's own engine, which moves no frame and leaves what it should",
            "Undo takes it back; “redo this from the original” makes it again.",
        )
    wish = turn.read(first.words, first.parent) if first.words.strip() else plan
    asked = dataclasses.replace(wish, subject=first.parent, keep=(*wish.keep, *plan.keep))
    locks = await locks_for(asked, turn)
    regions = _regions(wish) if not plan.keep else ()
    if RESTORE in names and not (locks or regions):
        raise BadRequest(
            "It is not known what was to stay", "Name it, such as: restore the label, or restore all but the cup."
        )
    turn.emit(JobStarted(turn.workplace.name, f"putting {variant.id} right"))
    here = dataclasses.replace(context(turn), locks=tuple(locks), words=first.words)
    arguments = MendArguments(variant=variant.id, repairs=names, task=Task(variant.task), regions=regions)
    async for step in Mend().run(arguments, here):
        if not isinstance(step, Made):
            turn.emit(Progress(step.job, step.done, step.total, step.doing))
            continue
        _show(step, variant, turn)


def _show(made: Made, at_fault: Variant, turn: Turn) -> None:
    variant, session = made.variant, turn.session
    turn.made.append(variant.id)
    turn.emit(ready(made, Task(at_fault.task), turn))
    if session.current == at_fault.id:
        session.go(variant.id)
        turn.emit(Moved(variant.id))
    turn.say(f"{variant.id} is {at_fault.id} {variant.look}. {made.rendition.words}")
    if made.rendition.note:
        turn.say(made.rendition.note)


def _as_an_edit(name: str, variant: Variant, turn: Turn) -> Plan:
    """What a model has to do again, or the engine by a recipe: routed, priced and asked about as ever."""
    first = painted(turn.session, variant)
    if name in (CUT_OUT, REBASE):
        return dataclasses.replace(turn.read(WORDS[name], variant.id), subject=variant.id)
    if name not in (AGAIN, ANOTHER) or not first.words.strip():
        raise BadRequest(f"I cannot do “{name}” with {variant.id}", "Say what should be different.")
    plan = dataclasses.replace(turn.read(first.words, first.parent), subject=first.parent, intent=Intent.EDIT)
    wish = dataclasses.replace(plan.wish, never=first.model) if name == ANOTHER else plan.wish
    return dataclasses.replace(plan, wish=wish)


def _regions(plan: Plan) -> tuple[str, ...]:
    from agent.receipts.asked import wish_of

    return wish_of(plan).regions


def _subject(plan: Plan, turn: Turn) -> Variant:
    variant = turn.session.variant(plan.subject or turn.session.current)
    if not variant.parent:
        raise BadRequest(f"{variant.id} is your photo as it was", "A receipt is of what was made from it.")
    return variant
