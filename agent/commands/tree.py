"""`stet undo`, `redo`, `back`, `branch`, `rename`, `note`, `star`, `discard`, `restore` and `prune`: tend the tree."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence

from agent.commands.sessions import opened, parser_for
from agent.harmless import tell
from agent.session.session import Session

# What is done to the session, and the sentence that says it.
Act = Callable[[Session, argparse.Namespace], str]


def undo(arguments: Sequence[str]) -> int:
    return _run("undo", "Take the last change back.", (), lambda session, _: f"Now at {session.undo()}.", arguments)


def redo(arguments: Sequence[str]) -> int:
    return _run("redo", "Do again what was undone.", (), lambda session, _: f"Now at {session.redo()}.", arguments)


def back(arguments: Sequence[str]) -> int:
    def act(session: Session, given: argparse.Namespace) -> str:
        session.go(given.variant)
        return f"Now at {session.current}."

    return _run("back", "Go back, or on, to a variant.", ("variant",), act, arguments)


def branch(arguments: Sequence[str]) -> int:
    def act(session: Session, given: argparse.Namespace) -> str:
        id = session.branch(given.variant, given.name or "")
        return f"Now at {id}{f', called {given.name}' if given.name else ''}: what you ask for next grows from there."

    return _run("branch", "Begin another line from a variant.", ("variant", "name?"), act, arguments)


def rename(arguments: Sequence[str]) -> int:
    def act(session: Session, given: argparse.Namespace) -> str:
        if given.name is None:
            session.rename_session(given.variant)
            return f"The session is called {session.label} now."
        session.rename(given.variant, given.name)
        return f"{given.variant} is called {given.name} now." if given.name else f"{given.variant} has no name now."

    description = "Name a variant (VARIANT NAME), or the session (NAME)."
    return _run("rename", description, ("variant", "name?"), act, arguments)


def note(arguments: Sequence[str]) -> int:
    def act(session: Session, given: argparse.Namespace) -> str:
        session.note(given.variant, given.text)
        return f"Noted with {given.variant}." if given.text else f"{given.variant} has no note now."

    return _run("note", "Write a note on a variant; an empty one removes it.", ("variant", "text"), act, arguments)


def star(arguments: Sequence[str]) -> int:
    def act(session: Session, given: argparse.Namespace) -> str:
        on = not session.variant(given.variant).starred
        session.star(given.variant, on)
        return f"{given.variant} has a star." if on else f"{given.variant} has no star any more."

    return _run("star", "Give a variant a star, or take it away.", ("variant",), act, arguments)


def discard(arguments: Sequence[str]) -> int:
    def act(session: Session, given: argparse.Namespace) -> str:
        session.discard(given.variant)
        return f"{given.variant} is out of sight. stet undo, or stet restore {given.variant}, brings it back."

    return _run("discard", "Take a variant out of sight.", ("variant",), act, arguments)


def restore(arguments: Sequence[str]) -> int:
    def act(session: Session, given: argparse.Namespace) -> str:
        session.restore(given.variant)
        return f"{given.variant} is back."

    return _run("restore", "Bring a discarded variant back.", ("variant",), act, arguments)


def prune(arguments: Sequence[str]) -> int:
    def act(session: Session, given: argparse.Namespace) -> str:
        gone = session.prune(given.variant)
        return f"{', '.join(gone)} out of sight. stet undo brings all of it back; stet gc would remove it for good."

    return _run("prune", "Take a variant and all that was made from it out of sight.", ("variant",), act, arguments)


def _run(command: str, description: str, takes: Sequence[str], act: Act, arguments: Sequence[str]) -> int:
    parser = parser_for(command, description)
    for name in takes:
        parser.add_argument(name.rstrip("?"), nargs="?" if name.endswith("?") else None)
    given = parser.parse_args(arguments)
    with opened() as store:
        session = store.find(given.session)
        said = act(session, given)
        if given.json:
            body = {"event": command, "session": session.id, "current": session.current, "said": said}
            print(json.dumps(body), flush=True)
        else:
            tell(said)
    return 0
