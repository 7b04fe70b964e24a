"""Tells of a half that it is an edit by itself, which would be done at once."""

from __future__ import annotations

from agent.plan import Decision, Intent, Plan


def is_sure(plan: Plan) -> bool:
    return plan.intent is Intent.EDIT and plan.decision is Decision.ACT and bool(plan.steps) and plan.count == 1
