"""Draft cheap, finish dear: drafts by the engine or the quickest model; only the picked one goes to a better one."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

from agent.acts.deciding import surroundings
from agent.acts.edit import edit, hand_over, make
from agent.acts.locks import locks_for
from agent.acts.paying import passage
from agent.events import Routed
from agent.plan import Plan, Wish
from agent.route import BEST, Never, Route
from agent.router import route
from agent.routing.wording import usd
from agent.rules.terms.trials import DRAFTS
from agent.session.model import Variant
from agent.turn import Turn
from backends.catalog import ENGINE, card, cards
from backends.errors import BadRequest, NotPossible, StetError
from tools.base import Made


async def explore(plan: Plan, turn: Turn) -> None:
    """Several drafts at once, and how one of them is finished."""
    count = plan.count if plan.count > 1 or plan.parallel else DRAFTS
    before = len(turn.made)
    await edit(replace(plan, count=count, wish=replace(plan.wish, explore=False, dial=0.0, by="time")), turn)
    made = turn.made[before:]
    if not made:
        return
    first = turn.session.variant(made[0])
    try:
        _, found = _better(first, turn)
    except StetError:
        turn.say("These are drafts. Nothing that is set up would finish them better.")
        return
    assert found.card is not None
    price = f" for about {usd(found.quote.expected)}" if found.quote and found.quote.expected else ""
    turn.say(f"These are drafts. “finish {made[0]}” gives that one, and no other, to {found.card.title}{price}.")


async def finish(plan: Plan, turn: Turn) -> None:
    """Have the draft that was named made by the best model there is for it, and hold the finish against the draft."""
    draft = turn.session.variant(_which(plan.wish.finish, turn))
    if not draft.parent or not draft.words:
        raise BadRequest(f"{draft.id} is your photo and no draft", "Say what should change first.")
    again, found = _better(draft, turn)
    assert found.card is not None
    turn.emit(
        Routed(
            found.card.title,
            found.reasons,
            tuple((one.title, one.reason) for one in found.rejected),
            found.cost_usd,
            found.seconds or 0.0,
            found.leaves_machine,
        )
    )
    locks = await locks_for(again, turn)
    async with passage((found,), again, turn) as (backend,):
        made = await make(again, found, backend, turn, locks, finish=True)
    await hand_over([await _held_against(draft, one) for one in made], again, turn)


def _which(said: str, turn: Turn) -> str:
    """The variant that is meant, read as the reader reads it elsewhere."""
    if said in {"it", "this", "that", "this one", "that one"}:
        return turn.session.current
    said = re.sub(r"^(?:number|draft|variant|version) ", "variant ", said.replace("draft", "variant"))
    return turn.read(f"use {said}", "").subject or turn.session.current


def _better(draft: Variant, turn: Turn) -> tuple[Plan, Route]:
    """Raises NotPossible where nothing else that is set up does this kind of work."""
    plan = turn.read(draft.words, draft.parent)
    # One picture is sent and one comes back, whatever the words asked of the drafts.
    plan = replace(plan, subject=draft.id, count=1, parallel=False, steps=plan.steps[:1], wish=Wish(dial=BEST))
    around = surroundings(plan, turn)
    never = (*around.policy.never, Never(ENGINE), Never(draft.model))
    found = route(plan, cards(), replace(around, policy=replace(around.policy, never=never, dial=BEST)))
    if found.card is None:
        made_by = card(draft.model, cards())
        who = made_by.title if made_by else "Stet"
        then = f"{draft.id} is complete as it is: “export {draft.id}” writes it at full size."
        raise NotPossible(f"nothing that is set up would make {draft.id} better than {who} did", then)
    return plan, found


async def _held_against(draft: Variant, one: Made) -> Made:
    from tools.likeness import like_its_draft

    checks = await asyncio.to_thread(like_its_draft, draft.proxy, one.variant.proxy)
    return replace(one, rendition=replace(one.rendition, checks=(*one.rendition.checks, *checks)))
