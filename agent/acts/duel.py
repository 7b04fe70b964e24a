"""The same request by two or three models, shown without names: one key picks, it is counted, then names are told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from agent.acts.deciding import surroundings
from agent.acts.edit import hand_over, make
from agent.acts.locks import locks_for
from agent.acts.paying import close_failed, passage
from agent.acts.refusing import not_possible
from agent.events import ApprovalNeeded, Routed
from agent.plan import Plan
from agent.policy import worst
from agent.route import Never, Route, Surroundings
from agent.router import route
from agent.routing.limits import needed
from agent.routing.wording import about, named
from agent.taste import counts, decided
from agent.turn import Turn
from backends.catalog import ModelCard, card, cards
from backends.errors import NotPossible, StetError, dollars
from backends.types import Task
from backends.ways import RUNNING
from tools.base import Made

_NAMES = "ABC"


async def duel(plan: Plan, turn: Turn) -> None:
    """Raises NotPossible where fewer than two models could take part, before anything is asked."""
    number = plan.wish.models
    plan = replace(plan, count=1, parallel=False, wish=replace(plan.wish, models=0))
    routes = contenders(plan, turn, number)
    if len(routes) < 2:
        raise _no_duel(routes, plan, turn)
    # Who comes first must tell nothing.
    random.shuffle(routes)
    titles = named([one.card.title for one in sorted(routes, key=lambda one: one.cost_usd) if one.card])
    turn.emit(
        Routed(
            titles,
            ("each does the same, and you see them without their names",),
            cost_usd=sum(one.cost_usd for one in routes),
            seconds=sum(one.seconds or 0.0 for one in routes),
            leaves_machine=" and ".join(dict.fromkeys(one.leaves_machine for one in routes if one.leaves_machine)),
        )
    )
    came = await _all(routes, plan, turn)
    made = [one for _, results in came for one in results]
    try:
        await hand_over(made, plan, turn)
        await _told(came, turn)
    finally:
        for one in made:
            turn.session.show_cost(one.variant.id, one.rendition.cost_usd)


async def _told(came: list[tuple[Route, list[Made]]], turn: Turn) -> None:
    if len(came) < 2:
        turn.say("So this was no duel, and nothing is counted.")
    elif turn.delivery is not None:
        turn.say(f"{_who(came)} To pick one without names, ask on a screen.")
    else:
        await _pick(came, turn)


def contenders(plan: Plan, turn: Turn, number: int) -> list[Route]:
    """The best by the router, then the best but for those that were chosen: of another family where there is one."""
    around, shelf = surroundings(plan, turn), cards()
    found: list[Route] = []
    while len(found) < number:
        rival = _next(plan, shelf, around, found, families=True) or _next(plan, shelf, around, found, families=False)
        if rival is None:
            break
        found.append(rival)
    return found


def _next(
    plan: Plan, shelf: Sequence[ModelCard], around: Surroundings, found: list[Route], *, families: bool
) -> Route | None:
    policy = around.policy
    spent = sum(worst(one) for one in found)
    chosen = [one.card for one in found if one.card]
    policy = replace(
        policy,
        never=(*policy.never, *(Never(one.family if families else one.id) for one in chosen)),
        max_usd=None if policy.max_usd is None else policy.max_usd - spent,
        # A name is for the first one only: its rival is another model.
        use="" if found else policy.use,
    )
    one = route(plan, shelf, replace(around, policy=policy))
    return one if one.card is not None else None


def _no_duel(routes: list[Route], plan: Plan, turn: Turn) -> StetError:
    if not routes:
        found = route(plan, cards(), surroundings(plan, turn))
        return not_possible(plan, found, others=turn.backends.keys() > {"engine"})
    only = routes[0].card
    assert only is not None
    rival = next((one for one in routes[0].rejected if (other := card(one.id, cards())) and other.routes), None)
    other = card(rival.id, cards()) if rival else None
    yet = (
        ""
        if other and any(way.via in RUNNING for way in other.routes)
        else ", but cannot be connected to this version yet"
    )
    more = f" {other.title} could be the other: it needs {needed(other.routes)}{yet}." if other else ""
    return NotPossible(
        f"only {only.title} is set up for this, and two takes of one model are no duel",
        f"Say “make two versions” for two takes of it.{more}",
    )


async def _all(routes: list[Route], plan: Plan, turn: Turn) -> list[tuple[Route, list[Made]]]:
    """Those that came. One that fails takes nothing from the others."""
    came: list[tuple[Route, list[Made]]] = []
    locks = await locks_for(plan, turn)
    round = turn.session.next_round()
    async with passage(routes, plan, turn) as backends:
        for name, one, backend in zip(_NAMES, routes, backends, strict=False):
            before = sum(len(results) for _, results in came)
            try:
                results = await make(plan, one, backend, turn, locks, round=round, before=before, blind=name)
            except StetError as error:
                await close_failed(backend, error)
                turn.say(str(error))
                turn.exit_code = error.exit_code
                continue
            if results:
                came.append((one, results))
    if came:
        turn.session.go(came[0][1][-1].variant.id)
    return came


async def _pick(came: list[tuple[Route, list[Made]]], turn: Turn) -> None:
    ids = {name: results[-1].variant.id for name, (_, results) in zip(_NAMES, came, strict=False)}
    asked = ApprovalNeeded(
        id=f"{turn.workplace.name}-duel",
        question=f"Which is better: {', '.join(f'{name} ({id})' for name, id in ids.items())}?",
        choices=(*ids, "neither"),
    )
    answer = await turn.approve(asked, turn.emit)
    if answer not in ids:
        turn.say(f"Nothing is counted. {_who(came)}")
        return
    winner = ids[answer]
    decided(turn.session, turn.session.id, winner, [id for id in ids.values() if id != winner])
    turn.session.go(winner)
    variant = turn.session.variant(winner)
    one = counts(turn.session)[variant.task, variant.model]
    chosen = card(variant.model, cards())
    kind = about(frozenset({Task(variant.task)}))
    turn.say(
        f"{_who(came)} Your pick is counted: for your {kind} edits, {chosen.title if chosen else variant.model} was"
        f" picked {one.picked} of {one.edits}."
    )


def _who(came: list[tuple[Route, list[Made]]]) -> str:
    said: list[str] = []
    for name, (one, results) in zip(_NAMES, came, strict=False):
        assert one.card is not None
        cost = sum(made.rendition.cost_usd for made in results)
        said.append(f"{name} was {one.card.title} ({results[-1].variant.id}, {dollars(cost) if cost else 'free'})")
    return f"{named(said)}."
