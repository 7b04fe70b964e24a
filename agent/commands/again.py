"""`stet rebase` and `stet apply`: a variant again in one edit of the original, or as the same edits of other photos."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from agent.commands.sessions import opened, parser_for
from agent.conversation import Conversation
from agent.events import Elsewhere, Event, Said
from agent.harmless import one_line
from agent.plan import Intent, Move, Plan, Scene
from agent.session.places import discard, workplace
from agent.session.session import Session
from agent.session.store import Store
from backends.engine.client import Engine


def rebase(arguments: Sequence[str]) -> int:
    parser = parser_for("rebase", "Make a variant again as one edit of your photo, with nothing in between.")
    parser.add_argument("variant", nargs="?", default="", help="such as v5 (default: where you are)")
    given = parser.parse_args(arguments)
    with opened() as store:
        session = store.find(given.session)
        id = session.variant(given.variant or session.current).id
        return asyncio.run(_run(session, [Plan("", Intent.NAVIGATE, move=Move.REBASE, subject=id)], given, store))


def apply(arguments: Sequence[str]) -> int:
    parser = parser_for("apply", "Do to other photos what made a variant of this one; each becomes a session.")
    parser.add_argument("variant", help="such as v5")
    parser.add_argument("photos", nargs="+", help="files, or ids of sessions")
    parser.add_argument(
        "--out", type=Path, default=None, metavar="DIR", help="write each at full size into this folder"
    )
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")
    parser.add_argument("--yes", action="store_true", help="yes to parts of a picture that were not found for sure")
    given = parser.parse_args(arguments)
    with opened() as store:
        session = store.find(given.session)
        id = session.variant(given.variant).id
        plans = [Plan("", Intent.NAVIGATE, move=Move.APPLY, subject=id, text=one) for one in given.photos]
        return asyncio.run(_run(session, plans, given, store))


async def _run(session: Session, plans: Sequence[Plan], given: argparse.Namespace, store: Store) -> int:
    """Each plan is a turn of the session, as if it had been said there. The worst exit code counts."""
    from agent import oneshot
    from agent.rules.planner import read

    show = oneshot.print_json if given.json else oneshot.print_plain
    engine, code = Engine(), 0
    elsewhere: list[Elsewhere] = []

    def shown(event: Event) -> None:
        if isinstance(event, Elsewhere):
            elsewhere.append(event)
        show(event)

    try:
        for plan in plans:
            asked = (
                "make it again from the original"
                if plan.move is Move.REBASE
                else f"do the same to {one_line(plan.text)}"
            )
            conversation = Conversation(session, engine, {"engine": engine}, read=_reader(asked, plan, read))
            try:
                code = max(code, await oneshot.take_turn(conversation, asked, shown, yes=getattr(given, "yes", False)))
            finally:
                await conversation.close()
        if getattr(given, "out", None):
            await _write(elsewhere, given, store, engine, show)
    finally:
        await engine.close()
    return code


def _reader(asked: str, plan: Plan, read: Callable[[str, Scene], Plan]) -> Callable[[str, Scene], Plan]:
    """The words stand for the plan; those of the variants that are made again are read as ever."""
    return lambda words, scene: plan if words == asked else read(words, scene)


async def _write(
    elsewhere: Sequence[Elsewhere],
    given: argparse.Namespace,
    store: Store,
    engine: Engine,
    show: Callable[[Event], None],
) -> None:
    from agent.events import Exported as Written
    from tools.base import Context
    from tools.export import Export, ExportArguments, Exported

    given.out.expanduser().mkdir(parents=True, exist_ok=True)
    folder = workplace()
    try:
        for one in elsewhere:
            session = store.find(one.session)
            arguments = ExportArguments(
                variants=(one.variants[-1],), to=str(given.out.expanduser().absolute()), force=given.force
            )
            async for step in Export().run(arguments, Context(session, engine, engine, folder)):
                if isinstance(step, Exported):
                    file = step.written
                    show(Written(step.variant.id, file.path, file.width, file.height, file.notices))
                    if not given.json:
                        show(Said(f"{one_line(one.label)} {step.variant.id} is at {one_line(str(file.path))}"))
    finally:
        discard(folder)
