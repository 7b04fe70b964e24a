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
    return conversation, opened.notices


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
        store.begin,
        path,
        opened,
        label=one_line(label or path.name),
        suffix=_SUFFIXES.get(opened.media_type, path.suffix.lower()),
        fresh=fresh,
    )
    darkroom.copied(path, session.source.path)
    return Conversation(session, darkroom, {"engine": darkroom}, delivery=delivery)


def continue_last(store: Store, darkroom: Darkroom) -> Conversation:
    """The conversation that was used last. Raises BadRequest when there is none."""
    return Conversation(store.last(), darkroom, {"engine": darkroom})


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
