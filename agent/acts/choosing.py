"""Words about who should do it and nothing else: why, why not, use, faster, cheapest, never; what of it is kept."""

from __future__ import annotations

import dataclasses

from agent.acts import edit
from agent.acts.deciding import surroundings
from agent.kept import forget, keep
from agent.plan import Intent, Plan, Wish
from agent.route import Route
from agent.router import route, why_not
from agent.turn import Turn
from backends.catalog import card, cards
from backends.naming import titles


async def carry_out(plan: Plan, turn: Turn) -> None:
    """Answer; or do the last edit again by another model, where there is one that can run here."""
    wish = plan.wish
    if wish.allow:
        _allow(wish, turn)
    elif wish.lasting:
        remember(wish, turn)
    elif (last := _last(turn)) is None:
        turn.say(f"There is no edit yet that could be done {_how(wish)}. Say what should change first.")
    elif wish.why:
        turn.say(_why(last, wish, turn))
    else:
        await _otherwise(dataclasses.replace(last, wish=wish), turn)


def remember(wish: Wish, turn: Turn) -> None:
    """Keep what was said to hold from now on, and say so with the way back."""
    if not wish.lasting:
        return
    keep(turn.session.home, wish)
    if wish.never:
        about = f" for {wish.about}" if wish.about else ""
        name = titles(wish.never)
        turn.say(f"Kept: {name} is never used{about}. To take it back, say “you may use {name.lower()} again”.")
    if wish.use:
        name = titles(wish.use)
        turn.say(
            f"Kept: where a model is needed, {name} comes first. Exact work stays with Stet's own engine."
            f" To take it back, say “you may use {name.lower()} again”."
        )


def _allow(wish: Wish, turn: Turn) -> None:
    name = titles(wish.allow)
    if forget(turn.session.home, wish.allow, wish.about):
        turn.say(f"Taken back: {name} is chosen like any other again.")
    else:
        turn.say(f"Nothing was kept about {name}{f' for {wish.about}' if wish.about else ''}.")


def _last(turn: Turn) -> Plan | None:
    """The edit that the current variant came of, read again; None for the photo itself."""
    variant = turn.session.variant(turn.session.current)
    if not variant.words or not variant.parent:
        return None
    plan = turn.read(variant.words, variant.parent)
    return dataclasses.replace(plan, subject=variant.parent) if plan.intent is Intent.EDIT else None


def _why(last: Plan, wish: Wish, turn: Turn) -> str:
    """The choice with its reasons, and the two that came closest; or what speaks against the one that was named."""
    around = surroundings(last, turn)
    if wish.why_not:
        return f"{why_not(last, cards(), around, wish.why_not) or 'I know no such model'}."
    found = route(last, cards(), around)
    variant = turn.session.variant(turn.session.current)
    made = card(variant.model, cards())
    by = made.title if made else variant.model or "Stet"
    reasons = "; ".join(variant.reasons) or "; ".join(found.reasons)
    others = " ".join(f"Not {one.title}: {one.reason}." for one in found.rejected)
    return f"{variant.id} was made by {by}: {reasons}. {others}".strip()


async def _otherwise(plan: Plan, turn: Turn) -> None:
    """Do it again by who fits the wish, where that is somebody else; else say how it stands."""
    found = route(plan, cards(), surroundings(plan, turn))
    made_by = turn.session.variant(turn.session.current).model
    if found.card is not None and found.card.id != made_by:
        await edit.edit(plan, turn)
        return
    turn.say(_as_it_is(found, plan.wish))
    if found.card is None:
        turn.exit_code = 3


def _as_it_is(found: Route, wish: Wish) -> str:
    if found.card is None:
        return f"That cannot be: {'; '.join(found.reasons)}. Nothing was changed."
    if wish.by == "price":
        return f"{found.card.title} made it, and nobody is cheaper: {_cost(found)}."
    if wish.by == "time":
        return f"{found.card.title} made it, and nobody that is set up is faster."
    return f"{found.card.title} made it already: {found.reasons[0]}."


def _cost(found: Route) -> str:
    return f"it costs ${found.cost_usd:.4f}".rstrip("0") if found.cost_usd else "it is free"


def _how(wish: Wish) -> str:
    if wish.use:
        return f"by {titles(wish.use)}"
    return {"price": "more cheaply", "time": "faster"}.get(wish.by, "another way")
