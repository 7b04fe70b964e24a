"""`stet lock`: what must stay as it is in a session - list it, add to it, lift it."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Sequence

from agent.acts.locks import lift, listed, placed
from agent.commands.sessions import acts_of, opened, parser_for
from agent.events import ApprovalNeeded, Event
from agent.harmless import one_line, tell
from agent.oneshot import NEEDS_APPROVAL
from agent.plan import Plan
from agent.session.places import discard, workplace
from agent.session.session import Session
from agent.turn import Turn
from backends.engine.client import Engine
from backends.errors import BadRequest
from backends.types import Lock, Scope

_ALL = {"all", "everything"}


class _Open(Exception):
    """A question that nobody is there to answer."""


def run(arguments: Sequence[str]) -> int:
    given = _parser().parse_args(arguments)
    with opened() as store:
        session = store.find(given.session)
        if given.act == "lift":
            said = lift([] if _ALL & {*given.things} else given.things, _turn(session, None, given))
        elif given.act == "add":
            said = ""
            try:
                for lock in asyncio.run(_added(session, given)):
                    said += f"Locked: {lock.label} ({lock.id}). "
            except _Open as question:
                tell(f"{question} Run it again with --yes to say yes, or give a --box.", sys.stderr)
                return NEEDS_APPROVAL
        else:
            said = listed(session.locks())
        if given.json:
            for lock in session.locks():
                print(json.dumps(as_json(session, lock)), flush=True)
        else:
            tell(said.strip())
    return 0


def as_json(session: Session, lock: Lock) -> dict[str, object]:
    """One line for a program; a mask is told by its size, as its runs would fill the screen."""
    geometry: dict[str, object] = {"kind": lock.geometry.kind, "outside": lock.geometry.outside}
    if lock.geometry.numbers:
        geometry["numbers"] = list(lock.geometry.numbers)
    if lock.geometry.size:
        geometry |= {"size": list(lock.geometry.size), "share": round(_share(lock), 4)}
    return {
        "event": "lock",
        "session": session.id,
        "id": lock.id,
        "label": lock.label,
        "geometry": geometry,
        "tolerance": lock.tolerance,
        "scope": lock.scope,
        "on": lock.on,
        "created_from": one_line(lock.created_from),
    }


def _share(lock: Lock) -> float:
    inside = sum(lock.geometry.runs[1::2]) / max(1, sum(lock.geometry.runs))
    return 1 - inside if lock.geometry.outside else inside


async def _added(session: Session, given: argparse.Namespace) -> list[Lock]:
    names = [*given.things, *(f"box {box}" for box in given.box)]
    if len(given.things) == 1 and len(given.box) == 1:
        names = [f"{given.things[0]} in box {given.box[0]}"]
    if not names:
        raise BadRequest("There is nothing to lock", 'Name it: stet lock add "her face", or give a --box.')
    engine = Engine()
    turn = _turn(session, engine, given)
    try:
        start = session.variant(given.variant or session.current).id
        scope = Scope(given.scope)
        # All are found before any is kept.
        found = [
            await placed(name, scope, start, turn, f"stet lock add {name}", tolerance=given.tolerance) for name in names
        ]
        return [session.lock(lock) for lock in found]
    finally:
        await engine.close()
        discard(turn.workplace)


def _turn(session: Session, engine: Engine | None, given: argparse.Namespace) -> Turn:
    async def approve(asked: ApprovalNeeded, emit: Callable[[Event], None]) -> str:
        if getattr(given, "yes", False):
            return "yes"
        raise _Open(asked.question)

    def read(words: str, current: str) -> Plan:
        raise NotImplementedError("a command has its arguments and reads no words")

    folder = workplace()
    return Turn(
        session=session,
        darkroom=engine,  # pyright: ignore[reportArgumentType]  # none where nothing has to be found
        backends={},
        workplace=folder,
        scratch=folder,
        delivery=None,
        emit=lambda event: None,
        approve=approve,
        read=read,
    )


def _parser() -> argparse.ArgumentParser:
    parser = parser_for("lock", "What must stay as it is: list it, add to it, or lift a lock.")
    act = acts_of(parser, "add | lift | list")
    act("list", "what is locked (as without a word)")
    add = act("add", "lock something by its name or a box")
    add.add_argument("things", nargs="*", help='such as "her face", "the sky", "the headline"')
    add.add_argument(
        "--box", action="append", default=[], metavar="L,T,R,B", help="in per cent from the left and the top"
    )
    add.add_argument("--scope", choices=[str(one) for one in Scope if one is not Scope.STEP], default="session")
    add.add_argument("--tolerance", type=_tolerance, default=0, metavar="0-255", help="how far a pixel may be off")
    add.add_argument("--variant", default="", metavar="ID", help="on which one (default: the current one)")
    add.add_argument("--yes", action="store_true", help="lock it even where it was not found for sure")
    off = act("lift", "unlock something by its name or its id, or all")
    off.add_argument("things", nargs="+")
    return parser


def _tolerance(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 255:
        raise argparse.ArgumentTypeError("between 0 and 255")
    return number
