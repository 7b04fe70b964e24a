"""`stet sessions`, `resume`, `log`, `show` and `search`: look at what was made, and go on with it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from agent.harmless import one_line, tell
from agent.session.model import Variant
from agent.session.places import home
from agent.session.session import Session
from agent.session.store import Store


@contextmanager
def opened() -> Generator[Store]:
    """The person's sessions, closed again."""
    store = Store(home())
    try:
        if store.only_read:
            tell(store.only_read, sys.stderr)
        yield store
    finally:
        store.close()


def parser_for(command: str, description: str, *, session: bool = True) -> argparse.ArgumentParser:
    """What every command has: --json, and --session where it is about one."""
    parser = argparse.ArgumentParser(prog=f"stet {command}", description=description)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    if session:
        parser.add_argument("--session", default="", metavar="ID", help="which one (default: the one used last)")
    return parser


def acts_of(parser: argparse.ArgumentParser, names: str) -> Callable[..., argparse.ArgumentParser]:
    """Makes the words after a command that has several; --json may stand behind them too."""
    acts = parser.add_subparsers(dest="act", metavar=names)

    def add(name: str, help: str) -> argparse.ArgumentParser:
        act = acts.add_parser(name, help=help)
        act.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON object a line")
        return act

    return add


def sessions(arguments: Sequence[str]) -> int:
    given = parser_for("sessions", "List your sessions, the one used last first.", session=False).parse_args(arguments)
    with opened() as store:
        every = store.sessions()
        for one in every:
            if given.json:
                print(json.dumps({"event": "session"} | asdict(one)), flush=True)
            else:
                size = f"{one.width}x{one.height}"
                tell(f"{one.id}  {one_line(one.label)}  {size}  {one.variants - 1} variants, at {one.current}")
        if not every and not given.json:
            tell("No photo was opened yet. Start as: stet photo.jpg")
    return 0


def resume(arguments: Sequence[str]) -> int:
    """Make a session the one that `stet` goes on with, and open the screen unless a script only wants to choose."""
    parser = parser_for("resume", "Go on with a session on the screen.", session=False)
    parser.add_argument("session", nargs="?", default="", help="its id or how it begins (default: the one used last)")
    given = parser.parse_args(arguments)
    with opened() as store:
        session = store.open(given.session) if given.session else store.last()
        if given.json:
            print(json.dumps({"event": "resumed", "session": session.id, "current": session.current}), flush=True)
            return 0
    from agent.cli import main

    return main([])


def log(arguments: Sequence[str]) -> int:
    parser = parser_for("log", "List the variants of a session, oldest first.")
    parser.add_argument("--all", action="store_true", help="of every session, with what was discarded")
    given = parser.parse_args(arguments)
    with opened() as store:
        chosen = [one.id for one in store.sessions()] if given.all else [store.find(given.session).id]
        for id in chosen:
            session = store.find(id)
            current = session.current
            if given.all and not given.json:
                tell(f"{session.id}  {one_line(session.label)}")
            for variant in session.variants(all=given.all):
                if given.json:
                    print(json.dumps(described(variant, session)), flush=True)
                else:
                    tell(line(variant, current))
    return 0


def show(arguments: Sequence[str]) -> int:
    parser = parser_for("show", "Say everything that is known of a variant.")
    parser.add_argument("variant", nargs="?", default="", help="such as v5, or its name (default: where you are)")
    given = parser.parse_args(arguments)
    with opened() as store:
        session = store.find(given.session)
        variant = session.variant(given.variant or session.current)
        body = described(variant, session)
        checks = [asdict(check) for check in variant.checks]
        if given.json:
            more = {"recipe": variant.recipe, "reasons": list(variant.reasons), "checks": checks}
            print(json.dumps(body | more | {"receipt": session.receipt(variant.id)}), flush=True)
            return 0 if body["stored"] else 1
        tell(line(variant, session.current))
        made = f"made by {variant.model}: {variant.measured}" if variant.parent else "your photo"
        tell(f"  {variant.width} x {variant.height}, {made}")
        if variant.depth:
            tell(f"  {depth(variant)}")
        for text in (session.receipt(variant.id), variant.note):
            if text:
                tell(f"  {text}")
        if not body["stored"]:
            tell(f"  Its picture is missing: {body['object']}. Run: stet repair")
            return 1
        tell(f"  {body['object']}")
    return 0


def search(arguments: Sequence[str]) -> int:
    parser = parser_for("search", "Find variants by what you said, a look, a name or a note.")
    parser.add_argument("words", nargs="+", help="such as: the one with the beach")
    parser.add_argument("--all", action="store_true", help="in every session")
    given = parser.parse_args(arguments)
    words = " ".join(given.words)
    with opened() as store:
        found = store.search(words) if given.all else store.find(given.session).search(words)
        for number, one in enumerate(found, 1):
            session = store.find(one.session)
            if given.json:
                print(json.dumps(described(one.variant, session) | {"why": one.why}), flush=True)
            else:
                where = f"{one.session}  " if given.all else ""
                tell(f"{number:>2}  {where}{line(one.variant, session.current).strip()}\n      {one.why}")
        if not found and not given.json:
            tell("Nothing was found.")
    return 0 if found else 1


def described(variant: Variant, session: Session) -> dict[str, Any]:
    """A variant as plain values, for scripts. `object` is the stored file: of v0 the photo itself, as it came in."""
    source = session.source
    stored, sha256 = (source.path, source.ref.sha256) if variant.id == "v0" else (variant.proxy, variant.sha256)
    return {
        "event": "variant",
        "session": session.id,
        "id": variant.id,
        "parent": variant.parent,
        "words": variant.words,
        "model": variant.model,
        "sha256": sha256,
        "object": str(stored),
        "stored": stored.is_file(),
        "look": variant.look,
        "measured": variant.measured,
        "task": variant.task,
        "width": variant.width,
        "height": variant.height,
        "depth": variant.depth,
        "name": variant.name,
        "note": variant.note,
        "starred": variant.starred,
        "discarded": variant.discarded,
        "current": variant.id == session.current,
        "cost_usd": variant.cost_usd,
    }


def depth(variant: Variant) -> str:
    """How far a variant lies from the photo, and what shortens the way."""
    if variant.depth == 1:
        return "one generative re-render lies between it and your photo"
    return (
        f"{variant.depth} generative re-renders lie between it and your photo; each loses a little:"
        f" stet rebase {variant.id}, or “redo this from the original”, asks for all of it in one"
    )


def line(variant: Variant, current: str) -> str:
    here = "▸" if variant.id == current else " "
    marks = "".join((" ★" if variant.starred else "", " (discarded)" if variant.discarded else ""))
    name = f" {variant.name}" if variant.name else ""
    origin = f" from {variant.parent}" if variant.parent else ""
    said = f": {one_line(variant.words)}" if variant.words else ""
    look = f" ({variant.look})" if variant.look else ""
    return f"{here} {variant.id}{name}{origin}{marks}{said}{look}"
