"""What must not be in a picture, said plainly to the person; a model is told by its prompt."""

from __future__ import annotations

from agent.plan import Plan
from backends.types import Json


def not_there(plan: Plan, recipe: Json) -> str:
    """A sentence about what was to be avoided, where a recipe of the engine made the picture: it adds nothing."""
    done = {word for step in plan.steps for word in (step.target, step.region, step.words)}
    things = [thing for thing in plan.avoid if not thing.startswith("too ") and not any(thing in one for one in done)]
    if not things or not recipe:
        return ""
    what = " or ".join(things)
    return f"Nothing was added, so no {what} came in; what was in the photo before is still there."
