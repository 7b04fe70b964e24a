"""Who would fit a topic of advice: the router, asked about work of that kind instead of about a request."""

from __future__ import annotations

from datetime import date

from agent.advising.texts import Topic
from agent.plan import Intent, Plan, Step
from agent.route import BEST, Facts, Policy, Route, Setup, Surroundings
from agent.router import route
from agent.routing.fit import index
from agent.routing.needs import Needs, needs_of
from backends.catalog import cards
from backends.types import Task

# How many megapixels a question about large sizes is taken to mean.
_LARGE = 12.0


def fitting(topic: Topic, setup: Setup, today: date, *, by: str = "", stay: bool = False) -> Route:
    """The best that this set-up has for it; `by` is "price" or "time" where the question is about that."""
    policy = Policy(
        local_only=stay, by=by or topic.dial, dial=BEST, use=topic.use, megapixels=_LARGE if topic.size else 0.0
    )
    around = Surroundings(_facts(topic), policy, setup, today=today)
    return route(_plan(topic.tasks), cards(), around)


def needs_for(topic: Topic | None) -> Needs:
    """What work of this kind needs; without a topic, what adding a thing does."""
    facts = _facts(topic) if topic else Facts()
    return needs_of(_plan(topic.tasks if topic else (Task.ADD,)), facts, Policy())


def fits(topic: Topic | None) -> dict[str, float]:
    """How well each card fits, by id."""
    return index(cards()).fits(needs_for(topic))


def _plan(tasks: tuple[Task, ...]) -> Plan:
    return Plan("", Intent.EDIT, tuple(Step(task, generates=True) for task in tasks))


def _facts(topic: Topic) -> Facts:
    return Facts(face=topic.face, mask=topic.mask)
