"""Which other photo is meant by "b.jpg", "the other photo" or "photo holiday", opened as a session of its own."""

from __future__ import annotations

import re
from pathlib import Path

from agent import intake
from agent.session.places import discard, workplace
from agent.session.session import Session
from agent.session.store import Store
from backends.base import Darkroom
from backends.errors import BadRequest

_OTHER = re.compile(r"(?:the )?other (?:photo|picture|image|session)|另(?:外)?一(?:张|幅)(?:照片|图片|图)?", re.I)
_CALLED = re.compile(r"^(?:the |my )?(?:photo|picture|image|session)\s+(?:called |named )?", re.I)


async def other_photo(said: str, here: str, store: Store, darkroom: Darkroom) -> tuple[Session, tuple[str, ...]]:
    """The session of the photo that was said, and what to know about its file. `here` is the session to stay in.

    A path opens that file, which is copied in; anything else names a session that there is. Which session was used
    last stays as it was.
    """
    if _OTHER.fullmatch(said):
        others = [one.id for one in store.sessions() if one.id != here]
        if not others:
            raise BadRequest("There is no other photo yet", "Give its path, such as: do the same to ~/Pictures/b.jpg.")
        return store.find(others[0]), ()
    path, there = _file(said)
    if there:
        proxy = workplace() / "proxy"
        try:
            opened = await intake.read(path, proxy, darkroom)
            session = await intake.keep(path, opened, store, darkroom)
        finally:
            discard(proxy.parent)
        if here:
            _with_what_is_for_all(session, store.open(here))
        return session, opened.notices
    found = _by_name(_CALLED.sub("", said), here, store)
    if found is None:
        raise BadRequest(
            f"There is no file {path}, and no session is called {said}",
            "Give the path of the photo, or open it first with /open; stet sessions lists what there is.",
        )
    return found, ()


def _with_what_is_for_all(other: Session, here: Session) -> None:
    """ "Do the same to b.jpg" makes a set of two, wherever the other photo lies."""
    from agent.acts.batch import carried

    if not other.locks() and not other.last_change:
        other.adopt(carried(here.locks()))


def _file(said: str) -> tuple[Path, bool]:
    path = Path(said).expanduser().absolute()
    return path, path.is_file()


def _by_name(called: str, here: str, store: Store) -> Session | None:
    try:
        found = store.find(called) if called else None
    except BadRequest:
        return None
    if found is not None and found.id == here:
        raise BadRequest(f"{found.label} is the photo that you are at", "Name another one.")
    return found
