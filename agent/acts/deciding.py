"""Who does an edit of this turn: the router, asked with what the conversation has set up and the person said before."""

from __future__ import annotations

from collections.abc import Sequence

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
    return Surroundings(
        facts=facts_in_words(plan, facts_of(turn)),
        policy=policy_of(plan, kept(turn.session.home)),
        setup=Setup(frozenset(turn.backends)),
    )


def facts_of(turn: Turn) -> Facts:
    ref = turn.session.source.ref
    return Facts(ref.width, ref.height, ref.has_alpha)


def shelf(plan: Plan, turn: Turn) -> Sequence[ModelCard]:
    """All cards; but the engine's alone where nothing else could be chosen and nobody else was named, since reading
    them all takes longer than many an edit."""
    only_the_engine = turn.backends.keys() <= {"engine"} and not plan.wish.use
    return (engine_card(),) if only_the_engine else cards()
