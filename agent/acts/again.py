"""Fills in wishes about the last wish: another take of it, the same again, and the same weaker or stronger."""

from __future__ import annotations

import dataclasses
import re

from agent.plan import Intent, Plan, Step
from agent.rules.engine.strengths import changes_strength, scaled
from agent.session.model import Variant
from agent.turn import Turn
from backends.errors import BadRequest
from backends.types import Task
from tools.base import VariantLike

_AGAIN = {Task.VARIATION, Task.REPEAT}
# A chain of changes of strength is not followed further.
_MOST = 40


def with_the_last_wish(plan: Plan, turn: Turn) -> Plan:
    """The words of the variant that “another one”, “again” or “less” are about, read again.

    Another take and another strength start from the same parent; again is applied on top.
    """
    kinds = {step.task for step in plan.steps}
    if not kinds & _AGAIN or any(step.value for step in plan.steps):
        return plan
    like = _with_words(plan.subject or turn.session.current, turn)
    factor = changes_strength(plan.steps)
    wish, earlier = _wish(like, turn)
    if factor != 1 or earlier != 1:
        steps = tuple(of_its_recipe(step, like) for step in wish.steps) if factor != 1 else wish.steps
        wish = dataclasses.replace(wish, steps=_scaled(steps, factor * earlier))
    subject = _first_of_its_chain(like, turn).parent if Task.VARIATION in kinds else like.id
    count = 1 if factor != 1 else plan.count
    return dataclasses.replace(
        plan,
        steps=wish.steps,
        subject=subject,
        keep=plan.keep or wish.keep,
        parallel=False,
        count=count,
        said=wish.said or wish.words,
    )


def _with_words(id: str, turn: Turn) -> Variant:
    like = turn.session.variant(id)
    if not like.words:
        newest = turn.session.variants()[-1]
        like = newest if newest.words else like
    if not like.words:
        raise BadRequest("There is no earlier edit to repeat", "Say what should change, such as: moodier.")
    return like


def _wish(like: Variant, turn: Turn) -> tuple[Plan, float]:
    """The plan that made `like`, and how many times as strong it was said since."""
    factor = 1.0
    made = turn.session.variants()
    for _ in range(_MOST):
        start = _first_of_its_chain(like, turn)
        wish = turn.read(like.words, start.parent)
        if (
            any(step.task is Task.REPEAT for step in wish.steps)
            and (before := turn.session.variant(start.parent)).words
        ):
            # "Again" repeats what made the variant that it was put on.
            like = before
            continue
        times = changes_strength(wish.steps)
        beside = [one for one in made if one.parent == start.parent and one.words and _number(one) < _number(start)]
        if wish.intent is not Intent.EDIT or times == 1 or not beside:
            break
        # "Less" was about the variant that it names, or about the one beside it that was made before.
        named = next((one for one in made if one.id == wish.subject and one.words and one.parent), None)
        like, factor = named or beside[-1], factor * times
    else:
        wish = turn.read(like.words, like.parent)
    if wish.parallel:
        wish = dataclasses.replace(wish, steps=wish.steps[like.ordinal - 1 : like.ordinal] or wish.steps)
    if wish.intent is not Intent.EDIT or {step.task for step in wish.steps} & _AGAIN:
        look = Step(Task.STYLE, value=like.look.partition(":")[0], look=True)
        wish = dataclasses.replace(wish, intent=Intent.EDIT, steps=(look,))
    return wish, factor


def _first_of_its_chain(like: Variant, turn: Turn) -> Variant:
    """“Noir, contrast +20” made two variants, one from the other; the wish begins where the first did."""
    while (
        like.parent and (parent := turn.session.variant(like.parent)).round == like.round and parent.words == like.words
    ):
        like = parent
    return like


def of_its_recipe(step: Step, like: VariantLike) -> Step:
    """The very recipe that is on the screen, where its look has several."""
    look = like.look.rpartition(" in ")[0] or like.look if step.region else like.look
    recipe = re.sub(r", (?:bolder|gentler)$", "", look)
    return dataclasses.replace(step, value=recipe) if step.look and recipe.startswith(f"{step.value}:") else step


def _scaled(steps: tuple[Step, ...], factor: float) -> tuple[Step, ...]:
    """What has a strength gets another one; Raises BadRequest where nothing has one."""
    found = [scaled(step, factor) for step in steps]
    if not any(found):
        said = steps[0].words if steps else "the last step"
        raise BadRequest(f"“{said}” has no strength that could be more or less", "Say undo to be rid of it.")
    return tuple(new or old for new, old in zip(found, steps, strict=True))


def _number(variant: Variant) -> int:
    return int(variant.id.removeprefix("v"))
