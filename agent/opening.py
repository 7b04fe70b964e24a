"""Open a photo into a conversation: the engine reads it, the store keeps a copy, the last session goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from agent.conversation import Conversation
from agent.harmless import one_line
from agent.session.places import discard
from backends.errors import BadImage

if TYPE_CHECKING:
    from agent.session.session import Session
    from agent.session.store import Store
    from agent.turn import Delivery
    from backends.base import Darkroom
    from backends.types import Opened

# The stored copy keeps a plain ending; whatever the person's file was called, the bytes decide.
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/tiff": ".tiff",
    "image/avif": ".avif",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
    "image/heic": ".heic",
    "image/heif": ".heic",
}


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
        opened = await read(path, proxy, darkroom)
        conversation = await keep(path, opened, store, darkroom, fresh=fresh, delivery=delivery, label=label)
    finally:
        discard(proxy.parent)
    return conversation, (*opened.notices, *await money_in_flight(conversation))


async def read(path: Path, proxy: Path, darkroom: Darkroom) -> Opened:
    """The first half of `open_photo`: the picture can be shown from then on, and nothing is kept yet."""
    before = _stamp(path)
    opened = await darkroom.open(path, proxy)
    if _stamp(path) != before:
        raise BadImage(f"{path.name} changed while it was read", "Open it again when it is complete.")
    return opened


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
    session = await asyncio.to_thread(
        _begin,
        store,
        path,
        opened,
        label=one_line(label or path.name),
        suffix=_SUFFIXES.get(opened.media_type, path.suffix.lower()),
        fresh=fresh,
    )
    darkroom.copied(path, session.source.path)
    return Conversation(session, darkroom, {"engine": darkroom}, delivery=delivery)


def _begin(store: Store, path: Path, opened: Opened, *, label: str, suffix: str, fresh: bool) -> Session:
    session = store.begin(path, opened, label=label, suffix=suffix, fresh=fresh)
    # A folder that was made for a pipe says nothing; the person stands where they work.
    if not session.only_read:
        session.came_from(Path.cwd() if path.parent.name.startswith("stet-") else path.parent)
    return session


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


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
