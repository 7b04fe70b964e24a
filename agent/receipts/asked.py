"""What of a plan a receipt can check: where the change may be, what must stay, and what must come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from agent.plan import Plan, Step
from agent.rules.engine.tongues import in_english
from backends.errors import BadRequest
from backends.types import Task
from tools.following.order import Wish

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels
    from tools.receipt.asked import Asked

# As of tools.receipt.asked, which brings what measures along.
_EVERYWHERE, _UNKNOWN = "whole", "unknown"
_OF_THE_FRAME = {Task.CROP, Task.LAYOUT, Task.VIEWPOINT, Task.COMPLETE}
# What moves light and colour alone, all over the picture or in a named part.
_OF_THE_TONE = {Task.TONE, Task.COLOR}
_TONAL = ("mood", "film", "black and white")


def asked_of(plan: Plan, proxy: Callable[[], Pixels]) -> Asked:
    """`proxy` decodes the picture before, where a part of it has to be found by its name."""
    from tools.following import wanted

    wish = wish_of(plan)
    ratio = plan.output.ratio or next((str(step.values["ratio"]) for step in plan.steps if "ratio" in step.values), "")
    size, format = (plan.output.width, plan.output.height), plan.output.suffix.lstrip(".")
    return replace(wanted.asked_of(wish, proxy), size=size, ratio=ratio, format=format)


def wish_of(plan: Plan) -> Wish:
    """The same without a picture: parts of it by their names, and nothing of the file that it may become."""
    steps = plan.steps
    regions = _where(steps)
    return Wish(
        words=plan.words,
        regions=regions,
        keeps=tuple(dict.fromkeys(map(in_english, plan.keep))),
        scope=_scope(steps),
        tone=bool(steps) and all(_keeps_shapes(step) for step in steps),
        edits=any(step.task not in _OF_THE_FRAME for step in steps),
        reframes=any(step.task in _OF_THE_FRAME for step in steps),
        alpha=True if any(step.operation == "cutout" or step.task is Task.EXTRACT for step in steps) else None,
        text=next((step.value.strip("'\"") for step in steps if step.task is Task.TEXT), ""),
        look=next((step.value for step in steps if step.look), "") if len(steps) == 1 else "",
        strength=next((step.strength for step in steps if step.look), 1.0),
    )


def _scope(steps: tuple[Step, ...]) -> str:
    """Everywhere for what concerns the picture as a whole; else the words do not say where."""
    everywhere = {Task.STYLE, Task.TONE, Task.COLOR, Task.RESTORE, Task.COMPOSE}
    if any(step.task in everywhere and not step.target and not step.region for step in steps):
        return _EVERYWHERE
    return _UNKNOWN


def _keeps_shapes(step: Step) -> bool:
    if step.task in _OF_THE_TONE:
        return True
    if step.task is not Task.STYLE or not step.look:
        return False
    from backends.engine.looks.library import looks

    try:
        return looks().find(step.value)[0].family in _TONAL
    except BadRequest:
        return False


def _where(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The parts that all steps are about; none where one of them is about something else."""
    names = [step.region or (step.target if step.task in {Task.REMOVE, Task.COLOR} else "") for step in steps]
    if any(step.task is Task.BACKGROUND for step in steps):
        names = [name or "the background" for name in names]
    return tuple(map(in_english, dict.fromkeys(names))) if names and all(names) else ()
