"""What is done to the tree in one sentence each, for words, keys and commands alike; one undo takes any of it back."""

from __future__ import annotations

from collections.abc import Sequence

from agent.session.session import Session
from backends.errors import BadRequest

# What undo took back or redo did again, by the kind of the change; walking says where it led by itself.
_TAKEN = {
    "star": "the star on {}",
    "unstar": "taking the star from {}",
    "note": "the note on {}",
    "rename": "the name of {}",
    "rename session": "the name of the session",
    "discard": "putting {} out of sight",
    "prune": "putting {} out of sight",
    "restore": "bringing {} back",
}


def star(session: Session, ids: Sequence[str]) -> str:
    session.star(*ids)
    return f"{_all(ids)} {_has(ids)} a star now: “find the starred ones” lists them."


def unstar(session: Session, ids: Sequence[str]) -> str:
    session.star(*ids, on=False)
    return f"{_all(ids)} {_has(ids)} no star any more."


def note(session: Session, id: str, text: str) -> str:
    """A second note joins the first; an empty one removes all of it."""
    before = session.variant(id).note
    session.note(id, f"{before} · {text}" if before and text else text)
    return f"Noted with {id}: “{session.variant(id).note}”." if text else f"{id} has no note now."


def name(session: Session, id: str, called: str) -> str:
    session.rename(id, called)
    given = session.variant(id).name
    return f"{id} is called {given} now: “back to {given}” goes there." if given else f"{id} has no name now."


def title(session: Session, called: str) -> str:
    session.rename_session(called)
    return f"The session is called {session.label} now."


def discard(session: Session, ids: Sequence[str]) -> str:
    gone = session.discard(*ids)
    return f"{_all(gone)} out of sight. Nothing is deleted: undo, or restore {' '.join(gone)}, brings it back."


def prune(session: Session, id: str) -> str:
    gone = session.prune(id)
    return f"{_all(gone)} out of sight, {id} and what was made from it. One undo brings all of it back."


def restore(session: Session, ids: Sequence[str]) -> str:
    """Those named, else what was put out of sight last."""
    ids = [session.variant(id).id for id in ids] or session.discarded()
    if not ids:
        raise BadRequest("Nothing is discarded here", f"You are at {session.current}.")
    session.restore(*ids)
    return f"{_all(ids)} {'are' if len(ids) > 1 else 'is'} back."


def branch(session: Session, id: str, called: str) -> str:
    session.branch(id, called)
    given = session.variant(id).name
    return f"Now at {id}{f', called {given}' if given else ''}: what you ask for next grows from there."


def taken(session: Session, way: str) -> str:
    """What the last undo or redo moved, "" where it was only a walk. `way` is "undo" or "redo"."""
    kind, ids = session.last_step()
    what = _TAKEN.get(kind, "").format(_all(ids))
    if not what:
        return ""
    return f"{'Took back' if way == 'undo' else 'Did again:'} {what}. You are at {session.current}."


def _all(ids: Sequence[str]) -> str:
    return ", ".join(ids)


def _has(ids: Sequence[str]) -> str:
    return "have" if len(ids) > 1 else "has"
