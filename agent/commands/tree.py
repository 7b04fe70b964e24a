"""`stet undo`, `redo`, `back`, `branch`, `rename`, `note`, `star`, `discard`, `restore`, `prune` …: tend the tree."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence

from agent import tending
from agent.commands.sessions import opened, parser_for
from agent.harmless import tell
from agent.session.session import Session

# What is done to the session, and the sentence that says it.
Act = Callable[[Session, argparse.Namespace], str]


def _command(name: str, description: str, takes: str, act: Act) -> Callable[[Sequence[str]], int]:
    """`takes` names the arguments: "variant text?"; ? may be missing, + is one or more, * is any number."""

    def run(arguments: Sequence[str]) -> int:
        parser = parser_for(name, description)
        for each in takes.split():
            many = each[-1] if each[-1] in "?+*" else None
            parser.add_argument(each.rstrip("?+*"), nargs=many, default=None)
        given = parser.parse_args(arguments)
        with opened() as store:
            session = store.find(given.session)
            said = act(session, given)
            if given.json:
                body = {"event": name, "session": session.id, "current": session.current, "said": said}
                print(json.dumps(body), flush=True)
            else:
                tell(said)
        return 0

    return run


def _undo(session: Session, given: argparse.Namespace) -> str:
    current = session.undo()
    return tending.taken(session, "undo") or f"Now at {current}."


def _redo(session: Session, given: argparse.Namespace) -> str:
    current = session.redo()
    return tending.taken(session, "redo") or f"Now at {current}."


def _back(session: Session, given: argparse.Namespace) -> str:
    session.go(given.variant)
    return f"Now at {session.current}."


def _rename(session: Session, given: argparse.Namespace) -> str:
    if given.name is None:
        return tending.title(session, given.variant)
    return tending.name(session, _id(session, given.variant), given.name)


def _of_many(
    name: str, description: str, tend: Callable[[Session, list[str]], str], least: str = "+"
) -> Callable[[Sequence[str]], int]:
    def act(session: Session, given: argparse.Namespace) -> str:
        return tend(session, [_id(session, one) for one in given.variants])

    return _command(name, description, f"variants{least}", act)


def _id(session: Session, said: str) -> str:
    """The id of what may be a name."""
    return session.variant(said).id


undo = _command("undo", "Take the last change back.", "", _undo)
redo = _command("redo", "Do again what was undone.", "", _redo)
back = _command("back", "Go back, or on, to a variant.", "variant", _back)
rename = _command(
    "rename",
    "Name a variant (VARIANT NAME; an empty one takes it away), or the session (NAME).",
    "variant name?",
    _rename,
)
branch = _command(
    "branch",
    "Begin another line from a variant, under a name to come back by.",
    "variant name?",
    lambda session, given: tending.branch(session, _id(session, given.variant), given.name or ""),
)
note = _command(
    "note",
    "Write a note on a variant; it joins what is noted there, an empty one removes all of it.",
    "variant text",
    lambda session, given: tending.note(session, _id(session, given.variant), given.text),
)
star = _of_many("star", "Give variants a star.", tending.star)
unstar = _of_many("unstar", "Take their stars away.", tending.unstar)
discard = _of_many("discard", "Take variants out of sight; undo and restore bring them back.", tending.discard)
restore = _of_many(
    "restore", "Bring discarded variants back (default: what was discarded last).", tending.restore, least="*"
)
prune = _command(
    "prune",
    "Take a variant and all that was made from it out of sight; one undo brings it back.",
    "variant",
    lambda session, given: tending.prune(session, _id(session, given.variant)),
)
