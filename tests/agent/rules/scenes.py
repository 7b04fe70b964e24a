"""Where the words of the tests are said: a new photo, after a round of three, and deep in a tree."""

from __future__ import annotations

from agent.plan import Plan, Scene

FRESH = Scene()
ROUND = Scene(("v0", "v1", "v2", "v3"), ("v1", "v2", "v3"), "v1", {"v1": "v0", "v2": "v0", "v3": "v0"})
DEEP = Scene(
    ("v0", "v1", "v2", "v3", "v4", "v5"),
    ("v5",),
    "v5",
    {"v1": "v0", "v2": "v0", "v3": "v0", "v4": "v2", "v5": "v4"},
)


def adjustments(plan: Plan) -> dict[str, float]:
    return {step.value: step.strength for step in plan.steps if not step.look}
