"""What was locked for all photos of a set, on the next one: found there by its name or its brand, or said missing."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from agent.rules.engine.tongues import in_english
from agent.rules.slots.locking import brands, without_reach
from agent.turn import Turn
from backends.errors import BadRequest, NotPossible
from backends.types import Geometry, Lock, Scope
from tools.stem import stem

# Of a lock that came from another photo and was not looked for on this one yet.
PENDING = "region"


def carried(locks: tuple[Lock, ...]) -> tuple[Lock, ...]:
    """Those of another photo that are for the next one too, still to be found there. What was given as a box has no
    name to be found by, and keeps its place in the frame."""
    found: dict[str, Lock] = {}
    for lock in locks:
        if lock.scope is not Scope.BATCH:
            continue
        label = without_reach(lock.label)[0]
        box = lock.geometry.numbers if lock.geometry.kind == "box" and "box" in label else ()
        place = Geometry(PENDING, box, name=in_english(label), outside=lock.geometry.outside)
        found.setdefault(label, replace(lock, id="", label=label, geometry=place, on="v0"))
    return tuple(found.values())


async def settle(start: str, turn: Turn) -> None:
    """Find what came from another photo, once, and say of each whether it holds here."""
    for lock in turn.session.locks():
        if lock.scope is not Scope.BATCH or lock.geometry.kind != PENDING:
            continue
        place = await _found(lock, start, turn)
        label = f"{lock.label[:1].upper()}{lock.label[1:]}"
        turn.session.settle(replace(lock, on=start), place)
        if place is not None:
            where = " at the same place of the frame" if lock.geometry.numbers else ""
            turn.say(f"{label} is locked here too{where}, as for all of them. “Unlock {lock.label}” lifts that.")
        else:
            turn.say(
                f"{label} is locked for all of them, but I do not find it for sure in this photo, so nothing holds it"
                f" here. “Lock {lock.label} in box 10% 20% 50% 60%” would."
            )


async def _found(lock: Lock, start: str, turn: Turn) -> Geometry | None:
    if lock.geometry.numbers:
        return replace(lock.geometry, kind="box", name="")
    source = stem(turn.session, start)
    if (names := brands(lock.created_from)) and "logo" in lock.label.casefold():
        from agent.brands import load
        from agent.session.places import home
        from tools.brands.logo import find_logo

        logos = [logo for name in names if (logo := load(home(), name).logo)]
        for logo in logos:
            if (place := await asyncio.to_thread(find_logo, source, logo)) is not None:
                return place
        if logos:
            return None
    recipe = turn.session.variant(start).recipe
    try:
        found = await turn.darkroom.locate(source, recipe, lock.geometry.name, turn.workplace, place=True)
    except (BadRequest, NotPossible):
        return None
    return replace(found.geometry, outside=lock.geometry.outside) if found.sure else None
