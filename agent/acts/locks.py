"""From the words for what must stay to locks that hold: found in the picture, asked about where unsure, kept as long as
was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.acts import batch
from agent.acts.brands import brand_locks
from agent.acts.regions import agree
from agent.plan import LockAct, LockWish, Plan
from agent.rules.engine.tongues import in_english
from agent.rules.reading import REACH
from agent.rules.slots.keeps import ELSE
from agent.rules.slots.locking import without_reach
from agent.turn import Turn
from backends.errors import BadRequest, NotPossible
from backends.types import Check, Lock, Scope, Task
from tools.locks.scope import standing, together
from tools.stem import stem

# What no change of light and colour moves, so that it needs no lock.
_UNMOVED = re.compile(
    r"\b(?:pose|posture|composition|expression|framing|perspective|angle|position|identity|likeness|layout|size|shape"
    r"|format|resolution|aspect ratio|crop|camera)s?$"
)
_MOVING = {Task.CROP, Task.LAYOUT, Task.COMPLETE}
_ARTICLE = re.compile(r"^(?:the|a|an|her|his|their|my|our|your|its|this|that|these|those|all|both|everything in)\s+")


async def locks_for(plan: Plan, turn: Turn) -> tuple[Lock, ...]:
    """Everything that is locked for an edit of the plan's subject: what stands, and what the words ask for, which is
    kept where it is meant for longer. Raises NotPossible where something cannot be found, BadRequest for a no."""
    start = plan.subject or turn.session.current
    await batch.settle(start, turn)
    stored = standing(turn.session.locks(), start, _parents(turn))
    scope = plan.lock.scope if plan.lock is not None else Scope.STEP
    moves = any(step.task in _MOVING for step in plan.steps)
    asked: list[Lock] = []
    for thing in dict.fromkeys((*plan.keep, *(thing for step in plan.steps for thing in step.keep))):
        thing, _ = without_reach(thing)
        if thing == ELSE:
            asked += await _all_else(plan, scope, start, turn)
        elif _named(thing, stored) or (_UNMOVED.search(thing) and not moves):
            continue
        else:
            asked.append(await placed(thing, scope, start, turn, plan.words))
    asked += await brand_locks(plan.brands, start, turn, plan.words)
    if scope is not Scope.STEP:
        asked = [turn.session.lock(one) for one in asked]
    return together(stored, asked)


async def change_locks(wish: LockWish, plan: Plan, turn: Turn) -> None:
    """Set, lift or list, and say what is locked then."""
    if wish.act is LockAct.LIST:
        turn.say(listed(turn.session.locks()))
        return
    if wish.act is LockAct.LIFT:
        turn.say(lift(wish.things, turn))
        return
    start = plan.subject or turn.session.current
    of_brands = await brand_locks(plan.brands, start, turn, plan.words)
    for thing in wish.things:
        if _named(thing, of_brands):
            continue
        if known := _named(thing, turn.session.locks()):
            turn.say(f"{_capital(known[0].label)} is locked already.")
            continue
        lock = turn.session.lock(await placed(thing, wish.scope, start, turn, plan.words))
        said = f"{_capital(lock.label)} is locked{REACH[lock.scope]}: nothing changes it."
        turn.say(f"{said} “Unlock {lock.label}” lifts that.")
    for lock in of_brands:
        kept = turn.session.lock(replace(lock, scope=wish.scope))
        turn.say(f"{_capital(kept.label)} is locked{REACH[kept.scope]}.")


def lift(things: Sequence[str], turn: Turn) -> str:
    """Lift the locks on `things`, or all without any. Raises BadRequest where nothing of that name is locked."""
    stored = turn.session.locks()
    if not stored:
        raise BadRequest("Nothing is locked", "Say what must stay, such as: lock her face.")
    lifted: dict[str, Lock] = {} if things else {lock.id: lock for lock in stored}
    for thing in things:
        found = _named(thing, stored)
        if not found:
            raise BadRequest(f"{_capital(thing)} is not locked", listed(stored))
        lifted |= {lock.id: lock for lock in found}
    turn.session.unlock(*lifted)
    return f"Unlocked: {', '.join(lock.label for lock in lifted.values())}."


def listed(locks: Sequence[Lock]) -> str:
    if not locks:
        return "Nothing is locked. “Lock her face” would lock something."
    return "Locked: " + "; ".join(f"{lock.label}{REACH[lock.scope]}" for lock in locks) + "."


async def placed(thing: str, scope: Scope, start: str, turn: Turn, words: str, *, tolerance: int = 0) -> Lock:
    """Where the thing is on the variant, asked about where that is not sure. Raises NotPossible and BadRequest."""
    variant = turn.session.variant(start)
    name = in_english(thing)
    try:
        source = stem(turn.session, start)
        found = await turn.darkroom.locate(source, variant.recipe, name, turn.scratch, place=True)
    except NotPossible as unknown:
        raise NotPossible(
            unknown.what, f"Draw a box with /box, or say where: keep {thing} in box 10% 20% 50% 60%."
        ) from None
    key = _key(thing)
    await agree(
        found,
        turn,
        id=f"{turn.workplace.name}-lock-{key.replace(' ', '-')}",
        what=f"I am not sure about {thing}: what I would lock",
        ask="Lock that?",
        no="Nothing was locked and nothing done, as you chose",
        instead=f"lock {key} in box 10% 20% 50% 60%",
    )
    # The thing by its name where that says more than where it was found.
    label = thing if re.search(r"[^\W\d_]", thing) else found.name
    return Lock("", label, found.geometry, tolerance, scope, start, words)


def kept(checks: Sequence[Check]) -> str:
    """What the receipt says of locks, "" without any: "her face identical"."""
    said = [
        f"{check.lock} {'identical' if check.value == 0 else f'within {check.value:g} of 255'}"
        f" (largest difference {check.value:g})"
        for check in checks
        if check.lock and check.holds
    ]
    # What the person chose instead of the lock is said as plainly.
    said += [f"{check.name} {check.value:.3g}, as you chose" for check in checks if check.limit == "as you chose"]
    return ", ".join(said)


async def _all_else(plan: Plan, scope: Scope, start: str, turn: Turn) -> list[Lock]:
    """Everything else than what the steps are about, where all of them are about some part."""
    regions = list(dict.fromkeys(step.region for step in plan.steps))
    if not all(regions) or any(step.task in _MOVING for step in plan.steps):
        return []
    try:
        return [await placed(f"everything except {' and '.join(regions)}", scope, start, turn, plan.words)]
    except NotPossible:
        return []  # the steps themselves will ask about the region


def _named(thing: str, locks: Sequence[Lock]) -> list[Lock]:
    """By its label or its id; "the face" is "her face"."""
    wanted = _key(in_english(thing))
    return [lock for lock in locks if wanted in (_key(in_english(lock.label)), lock.id)]


def _key(thing: str) -> str:
    return _ARTICLE.sub("", thing.strip().casefold())


def _parents(turn: Turn) -> dict[str, str]:
    return {variant.id: variant.parent for variant in turn.session.variants(all=True) if variant.parent}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
