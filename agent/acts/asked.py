"""What of a plan a receipt can check: where the change may be, what must stay, and what must come out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from agent.plan import Plan, Step
from agent.rules.elsewhere import in_english
from backends.errors import BadRequest, NotPossible
from backends.types import Task
from tools.receipt.asked import Area, Asked, Scope

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

_OF_THE_FRAME = {Task.CROP, Task.LAYOUT, Task.VIEWPOINT, Task.COMPLETE}
# What moves light and colour alone, all over the picture or in a named part.
_OF_THE_TONE = {Task.TONE, Task.COLOR}
_TONAL = ("mood", "film", "black and white")


def asked_of(plan: Plan, proxy: Callable[[], Pixels]) -> Asked:
    """`proxy` decodes the picture before, where a part of it has to be found by its name."""
    steps = plan.steps
    area = _where(steps, proxy)
    scope = Scope.REGION if area is not None else _scope(steps)
    ratio = plan.output.ratio or next((str(step.values["ratio"]) for step in steps if "ratio" in step.values), "")
    return Asked(
        words=plan.words,
        region=area,
        keeps=tuple(_found(words, proxy) for words in dict.fromkeys(plan.keep)) if plan.keep else (),
        scope=scope,
        tone=scope is Scope.WHOLE and bool(steps) and all(_keeps_shapes(step) for step in steps),
        edits=any(step.task not in _OF_THE_FRAME for step in steps),
        reframes=any(step.task in _OF_THE_FRAME for step in steps),
        size=(plan.output.width, plan.output.height),
        ratio=ratio,
        format=plan.output.suffix.lstrip("."),
        alpha=True if any(step.operation == "cutout" or step.task is Task.EXTRACT for step in steps) else None,
        text=next((step.value.strip("'\"") for step in steps if step.task is Task.TEXT), ""),
        look=next((step.value for step in steps if step.look), "") if scope is Scope.WHOLE and len(steps) == 1 else "",
        strength=next((step.strength for step in steps if step.look), 1.0),
        count=1,
    )


def _scope(steps: tuple[Step, ...]) -> Scope:
    """Everywhere for what concerns the picture as a whole; else the words do not say where."""
    everywhere = {Task.STYLE, Task.TONE, Task.COLOR, Task.RESTORE, Task.COMPOSE}
    if any(step.task in everywhere and not step.target and not step.region for step in steps):
        return Scope.WHOLE
    return Scope.UNKNOWN


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


def _where(steps: tuple[Step, ...], proxy: Callable[[], Pixels]) -> Area | None:
    """Where all steps are about parts that can be found; else nothing is known of it."""
    names = [step.region or (step.target if step.task in {Task.REMOVE, Task.COLOR} else "") for step in steps]
    if any(step.task is Task.BACKGROUND for step in steps):
        names = [name or "the background" for name in names]
    if not names or not all(names):
        return None
    found = [_found(name, proxy) for name in dict.fromkeys(names)]
    if any(area.mask is None for area in found):
        return None
    mask = found[0].mask
    for area in found[1:]:
        assert mask is not None and area.mask is not None
        mask = mask | area.mask
    return Area(" and ".join(area.name for area in found), mask=mask)


def _found(name: str, proxy: Callable[[], Pixels]) -> Area:
    """A part by its name; without a mask where it cannot be found, which then is not checked."""
    from backends.engine.regions.find import find

    try:
        region = find(proxy(), in_english(name))
    except (NotPossible, BadRequest):
        return Area(name)
    return Area(region.name, mask=region.mask >= 128)
