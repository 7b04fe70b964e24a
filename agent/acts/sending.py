"""What of a variant a model gets for a plan, and the way there and back: known before anybody is asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agent.acts.seams import asked_about
from agent.plan import Plan
from agent.route import Route
from agent.rules.engine.tongues import in_english
from agent.session.model import Variant
from agent.turn import Turn
from backends.base import Backend
from backends.errors import BadRequest, NotPossible
from backends.types import Task
from tools.roundtrip.window import works_of
from tools.stem import stem

if TYPE_CHECKING:
    from tools.roundtrip.part import Part

# What changes something where it is: a named part is its limit, and not only where to look for it.
_IN_PLACE = frozenset(
    (Task.COLOR, Task.MATERIAL, Task.TONE, Task.TEXT, Task.STYLE, Task.RESTORE, Task.BLUR, Task.REMOVE, Task.REPLACE)
)


def paints(route: Route) -> bool:
    """Whether a model makes the picture, and not the engine's exact work."""
    return route.card is not None and not route.card.is_engine


async def part_of(plan: Plan, turn: Turn) -> Part | None:
    """The part that all steps are limited to, where it is surely found: None sends the whole picture."""
    names = {step.region for step in plan.steps}
    name = names.pop() if len(names) == 1 else ""
    if not name:
        return None
    from backends.engine.regions.places import box_in
    from backends.types import Geometry
    from tools.roundtrip.part import Part, in_its_frame

    if (box := box_in(name)) is not None:
        return Part("the box", Geometry("box", box))
    if not all(step.task in _IN_PLACE for step in plan.steps):
        return None
    start = turn.session.variant(plan.subject or turn.session.current)
    source = stem(turn.session, start.id)
    try:
        found = await turn.darkroom.locate(source, start.recipe, in_english(name), turn.workplace, place=True)
    except (BadRequest, NotPossible):
        # A model reads words for what the engine does not find.
        return None
    if not found.sure:
        return None
    ref = turn.session.source.ref
    return Part(found.name, in_its_frame(found.geometry, start.recipe, ref.width, ref.height))


def narrowed(routes: Sequence[Route], part: Part | None, start: Variant) -> list[Route]:
    """The routes with what leaves as it will be: the part with what is around it, or the whole."""
    found: list[Route] = []
    for route in routes:
        leaves = route.leaves
        if leaves is not None and route.card is not None and paints(route):
            works = works_of(route.card.can)
            window = part.window(start.width, start.height, works) if part else None
            crop = window.in_words(start.width, start.height) if window else ""
            pixels = window.sent[0] * window.sent[1] if window else leaves.pixels
            route = replace(route, leaves=replace(leaves, crop=crop, pixels=pixels))
        found.append(route)
    return found


def way_of(backend: Backend, route: Route, part: Part | None, turn: Turn) -> Backend:
    """The backend, by the round trip where a model paints."""
    if route.card is None or not paints(route):
        return backend
    from tools.roundtrip.going import Manner
    from tools.roundtrip.trip import RoundTrip

    lacks = route.access.lacks if route.access else frozenset[str]()
    masks = route.card.can.mask != "none" and "mask" not in lacks
    manner = Manner(works_of(route.card.can), masks, route.card.guide)
    return RoundTrip(backend, turn.darkroom, manner, lambda why, seen: asked_about(why, seen, turn), part)
