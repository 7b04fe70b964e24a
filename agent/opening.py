"""Open a photo into a conversation, go on with the last one, and find what a crash left unpaid."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from agent import intake
from agent.conversation import Conversation
from agent.session.places import discard

if TYPE_CHECKING:
    from agent.session.store import Store
    from agent.turn import Delivery
    from backends.base import Darkroom
    from backends.types import Opened


async def open_photo(
    path: Path,
    proxy: Path,
    store: Store,
    darkroom: Darkroom,
    *,
    fresh: bool = False,
    delivery: Delivery | None = None,
    label: str = "",
) -> tuple[Conversation, tuple[str, ...]]:
    """Return the conversation about `path` and what the person should know about the file.

    Nothing is written when it is not a picture: the store is touched only after the engine could read it.
    `fresh` starts a new session instead of going on with the last one about the same bytes.
    """
    try:
        opened = await intake.read(path, proxy, darkroom)
        conversation = await keep(path, opened, store, darkroom, fresh=fresh, delivery=delivery, label=label)
    finally:
        discard(proxy.parent)
    return conversation, (*opened.notices, *await money_in_flight(conversation))


async def keep(
    path: Path,
    opened: Opened,
    store: Store,
    darkroom: Darkroom,
    *,
    fresh: bool = False,
    delivery: Delivery | None = None,
    label: str = "",
) -> Conversation:
    """The second half of `open_photo`: the photo is in the store when this returns, and can be talked about."""
    session = await intake.keep(path, opened, store, darkroom, fresh=fresh, label=label)
    return Conversation(session, darkroom, {"engine": darkroom}, delivery=delivery)


async def money_in_flight(conversation: Conversation) -> tuple[str, ...]:
    """What a crash left in the ledger: services are asked, and the person where they cannot tell."""
    from agent.ledger import Ledger

    ledger = Ledger(conversation.session)
    if conversation.session.only_read or not ledger.left_behind():
        return ()
    from agent.spending import look_back
    from backends.errors import dollars

    return tuple(
        f"An earlier job at {one.backend} may have cost up to {dollars(one.usd)}, and nobody could tell what became of"
        f" it. It counts as spent until you say: stet spend --resolve {one.id} with what you were charged, such as 0."
        for one in await look_back(ledger, conversation.backends, conversation.gate)
    )


def continue_last(store: Store, darkroom: Darkroom) -> Conversation:
    """The conversation that was used last. Raises BadRequest when there is none."""
    return Conversation(store.last(), darkroom, {"engine": darkroom})
