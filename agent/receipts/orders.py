"""From a stored variant to what its receipt is taken of: nothing but the session is needed, at any later time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.harmless import harmless
from agent.plan import Scene
from agent.receipts.asked import wish_of
from agent.rules.planner import read
from backends.errors import BadRequest
from backends.types import Json
from tools.following.order import MENDED, Order

if TYPE_CHECKING:
    from agent.session.model import Variant
    from agent.session.session import Session


def order_for(session: Session, id: str) -> Order:
    """Raises BadRequest for the photo itself, which was made from nothing."""
    variant = session.variant(id)
    if not variant.parent:
        raise BadRequest(f"{variant.id} is the photo itself", "A receipt is of what was made from it, such as v1.")
    first = painted(session, variant)
    since, source = session.variant(first.parent), session.variant("v0")
    return Order(
        id=variant.id,
        since=since.id,
        before=since.proxy,
        after=variant.proxy,
        source=source.proxy,
        before_size=(since.width, since.height),
        after_size=(variant.width, variant.height),
        source_size=(source.width, source.height),
        wish=wish_of(read(harmless(first.words), Scene())),
        steps=_steps(variant, since) if first is variant else None,
        way=_all_steps(variant) if not variant.depth else None,
        done=variant.look,
        checks=variant.checks,
        depth=variant.depth,
    )


def painted(session: Session, variant: Variant) -> Variant:
    """The variant itself; of one that was put right the one that was at fault, which is what the words made."""
    while variant.model == MENDED:
        variant = session.variant(variant.parent)
    return variant


def _steps(variant: Variant, since: Variant) -> tuple[Json, ...] | None:
    """The steps by which its recipe is longer; None where there is none, or it is another one."""
    base, steps = _all_steps(since) or (), _all_steps(variant)
    return steps[len(base) :] if steps and steps[: len(base)] == base else None


def _all_steps(variant: Variant) -> tuple[Json, ...]:
    return tuple(variant.recipe.get("steps", ()))
