"""Asks the one question that a reading leaves open, and gives the words that its answer stands for."""

from __future__ import annotations

from agent.events import ApprovalNeeded
from agent.plan import Decision, Plan
from agent.turn import Turn


def is_open(plan: Plan) -> bool:
    """Whether a plan waits for an answer before anything can be done."""
    return plan.decision is Decision.ASK and bool(plan.choices)


async def ask(plan: Plan, turn: Turn) -> str:
    """The words to read instead of those that were said; "" where nothing shall be done."""
    labels = tuple(choice.label for choice in plan.choices)
    asked = ApprovalNeeded(
        id=f"{turn.workplace.name}-which-{len(plan.words)}",
        question=plan.question,
        choices=labels,
        says=tuple(choice.words for choice in plan.choices),
    )
    answer = await turn.approve(asked, turn.emit)
    return next((choice.words for choice in plan.choices if choice.label == answer), "")
