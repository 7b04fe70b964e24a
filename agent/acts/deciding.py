"""Who does an edit of this turn: the router, asked with what the conversation has set up and the person said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.kept import kept
from agent.plan import Plan
from agent.route import Facts, Route, Setup, Surroundings
from agent.router import route
from agent.routing.around import facts_in_words, policy_of
from agent.turn import Turn
from backends.catalog import ModelCard, cards, engine_card


def decided(plan: Plan, turn: Turn) -> Route:
    return route(plan, shelf(plan, turn), surroundings(plan, turn))


def surroundings(plan: Plan, turn: Turn) -> Surroundings:
    """What is known of the photo, what was said now and before, and the backends that there are."""
    policy = policy_of(plan, kept(turn.session.home))
    facts, setup = facts_in_words(plan, facts_of(plan, turn)), Setup(frozenset(turn.backends))
    if turn.backends.keys() <= {"engine"}:
        return Surroundings(facts, policy, setup)
    from agent.acts.paying import what_holds
    from agent.ledger import Ledger
    from agent.taste import record

    standing, caps = what_holds(turn)
    left = Ledger(turn.session).left(turn.session.id, caps)
    most = [one for one in (policy.max_usd, left.usd if left else None) if one is not None]
    policy = replace(
        policy, local_only=policy.local_only or bool(standing.local_only), max_usd=min(most) if most else None
    )
    return Surroundings(facts, policy, setup, record(turn.session))


def facts_of(plan: Plan, turn: Turn) -> Facts:
    start = turn.session.variant(plan.subject or turn.session.current)
    return Facts(start.width, start.height, turn.session.source.ref.has_alpha)


def shelf(plan: Plan, turn: Turn) -> Sequence[ModelCard]:
    """All cards; but the engine's alone where nothing else could be chosen and nobody else was named, since reading
    them all takes longer than many an edit."""
    only_the_engine = turn.backends.keys() <= {"engine"} and not plan.wish.use
    return (engine_card(),) if only_the_engine else cards()
