"""What must not be in a picture, and what always holds: told to whoever makes it, and said plainly to the person."""

from __future__ import annotations

from agent.plan import Plan
from agent.turn import Turn
from backends.types import Json


def told(plan: Plan, turn: Turn) -> str:
    """The instruction of a job: the words as they were said, with the rules that stand and are not among them."""
    rules = [rule for rule in turn.session.settings.get("rules", {}) if rule.lower() not in plan.words.lower()]
    return f"{plan.words}. Always: {'; '.join(rules)}." if rules else plan.words


def not_there(plan: Plan, recipe: Json) -> str:
    """A sentence about what was to be avoided, where a recipe of the engine made the picture: it adds nothing."""
    done = {word for step in plan.steps for word in (step.target, step.region, step.words)}
    things = [thing for thing in plan.avoid if not thing.startswith("too ") and not any(thing in one for one in done)]
    if not things or not recipe:
        return ""
    what = " or ".join(things)
    return f"Nothing was added, so no {what} came in; what was in the photo before is still there."
