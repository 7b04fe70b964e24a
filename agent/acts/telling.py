"""What a model is told for a plan, and who it is: put into words once it is chosen, and kept with what it made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent.acts.sending import paints
from agent.plan import Plan, Step
from agent.route import Route
from agent.turn import Turn
from backends.types import Lock

if TYPE_CHECKING:
    from tools.wording.sending import Sending


def sending(
    plan: Plan, chosen: Route, turn: Turn, locks: Sequence[Lock], steps: Sequence[Step] = (), *, finish: bool = False
) -> Sending | None:
    """For the plan, or for only these `steps` of it. None for the engine, which is told recipes and no words."""
    if chosen.card is None or not paints(chosen):
        return None
    from agent.wording.wishes import prompt_for
    from tools.wording.sending import Sending

    rules = tuple(turn.session.settings.get("rules", {}))
    return Sending(
        prompt_for(plan, chosen.card, steps, locks=locks, rules=rules, finish=finish),
        words=plan.asked or plan.words,
        model=chosen.card.id,
        via=chosen.access.via if chosen.access else "",
        known_as=chosen.access.model if chosen.access else "",
        receiver=chosen.leaves_machine,
    )
