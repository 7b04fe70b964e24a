"""Take a photo in: the engine reads it, and the store keeps a copy, or goes on with the session that it has of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from agent.harmless import one_line
from backends.errors import BadImage

if TYPE_CHECKING:
    from agent.session.session import Session
    from agent.session.store import Store
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


async def read(path: Path, proxy: Path, darkroom: Darkroom) -> Opened:
    """The picture can be shown from then on, and nothing is kept yet. Raises BadImage."""
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
    label: str = "",
) -> Session:
    """The photo is in the store when this returns. `fresh` starts a new session instead of going on with the last one
    about the same bytes."""
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
    return session


def _begin(store: Store, path: Path, opened: Opened, *, label: str, suffix: str, fresh: bool) -> Session:
    session = store.begin(path, opened, label=label, suffix=suffix, fresh=fresh)
    # A folder that was made for a pipe says nothing; the person stands where they work.
    if not session.only_read:
        session.came_from(Path.cwd() if path.parent.name.startswith("stet-") else path.parent)
        if not session.last_change and not session.messages(1) and (others := store.batch_locks(session)):
            from agent.acts.batch import carried  # few photos are of a set

            session.adopt(carried(others))
    return session


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
