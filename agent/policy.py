"""The gate before anything is paid for or leaves the machine: allow, or ask a person."""

from __future__ import annotations

from enum import StrEnum

from agent.route import Route


class Verdict(StrEnum):
    ALLOW = "allow"
    ASK = "ask"


def judge(route: Route) -> Verdict:
    """Free work that stays on this machine needs no question; everything else waits for a yes."""
    return Verdict.ASK if route.needs_approval else Verdict.ALLOW


def question(route: Route) -> str:
    """What the person is asked, with everything that would follow from a yes."""
    assert route.card is not None
    sent = f"Your picture goes to {route.leaves_machine}." if route.leaves_machine else "Nothing is sent."
    return f"{route.card.title} would cost ${route.cost_usd:.2f}. {sent} Go ahead?"
