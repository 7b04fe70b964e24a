"""From a measured receipt to what is said of it: its line, what can be done where it failed, and who asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from agent.events import ReceiptReady
from agent.plan import Intent, Move, Plan
from agent.receipts.following import AUTO, OFF
from tools.following.model import Whole
from tools.following.order import MENDED
from tools.repair.failed import FREE, in_words, offers_for
from tools.repair.offers import Offer

if TYPE_CHECKING:
    from agent.session.session import Session


def kept(session: Session, id: str) -> Whole | None:
    body = session.measured(id)
    try:
        return Whole.model_validate_json(body) if body else None
    except ValidationError:
        return None


def ready(session: Session, id: str, whole: Whole) -> ReceiptReady:
    offers = offers_of(session, id, whole)
    if offers and mode(session) == OFF:
        offers = ()
    return ReceiptReady(
        id,
        f"{id} {whole.line}",
        session.variant(id).checks,
        whole.not_checked,
        whole=True,
        verdict=whole.verdict,
        words=whole.change.words,
        at=whole.at,
        mends=in_words(offers, id),
        repairs=tuple(offer.name for offer in offers),
    )


def offers_of(session: Session, id: str, whole: Whole) -> tuple[Offer, ...]:
    """What can be done about a receipt that failed, the cheapest first; nothing for one that did not.

    What the engine made is a recipe: there is no other frame or pixel to bring back, only undo.
    """
    variant = session.variant(id)
    if whole.verdict != "fail" or variant.recipe or not variant.depth:
        return ()
    knows = bool(whole.asked.region or whole.asked.keep or whole.locks or session.locks())
    failed = [flag for flag in whole.flags if flag.level == "fail"]
    offers = offers_for(failed, knows_region=knows, generative=True)
    done = variant.look if variant.model == MENDED else ""
    return tuple(offer for offer in offers if offer.name not in done)


def by_itself(session: Session, ready: ReceiptReady) -> Plan | None:
    """Never more than once for a variant, and never what costs: the cheapest of the offers has to be free."""
    if ready.verdict != "fail" or not ready.repairs or mode(session) != AUTO:
        return None
    if session.variant(ready.id).model == MENDED or ready.repairs[0] not in FREE:
        return None
    return Plan("", Intent.NAVIGATE, move=Move.REPAIR, subject=ready.id)


def mode(session: Session) -> str:
    """ask, auto or off: as it was said here, else as it is set."""
    from agent.settings import load

    return str(session.settings.get("repair") or load(session.home).repair)
