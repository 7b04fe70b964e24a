"""Requests about variants that exist: walk among them, compare them, write them to files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from agent.acts.refusing import refuse_motion
from agent.events import Compared, Exported, Moved, Progress, ReceiptReady
from agent.plan import Move, Output, Plan
from agent.standing import phrases
from agent.tending import taken
from agent.turn import Delivery, Turn
from backends.errors import BadRequest
from tools.base import Context
from tools.compare import Compare, CompareArguments
from tools.export import Export, ExportArguments
from tools.export import Exported as Delivered
from tools.go import Go, GoArguments, Where
from tools.sheet import Sheet, SheetArguments

# Until the receipt can look at meaning and letters, it says so each time.
NOT_CHECKED = ("likeness", "meaning", "spelling")


async def walk(plan: Plan, turn: Turn) -> None:
    """Undo or redo, as many steps as were said, or go to a variant."""
    where = Where(plan.move or Move.GO)
    arguments = GoArguments(where=where, variant=plan.subject or turn.session.current)
    standing = turn.session.settings
    for _ in range(plan.count):
        before = turn.session.current
        async for current in Go().run(arguments, context(turn)):
            if where is not Where.GO and (what := taken(turn.session, where)):
                turn.say(what)
            if current != before or where is Where.GO:
                turn.emit(Moved(current))
    if turn.session.settings != standing:
        turn.say(f"From now on: {', '.join(phrases(turn.session.settings)) or 'nothing special any more'}.")
    else:
        turn.session.say("stet", f"Now at {turn.session.current}.")


async def compare(plan: Plan, turn: Turn) -> None:
    """The subject against the one named, else against its parent."""
    after = plan.subject or turn.session.current
    before = plan.others[0] if plan.others else turn.session.variant(after).parent
    if not before or before == after:
        raise BadRequest(
            f"{after} has nothing to be compared with", "Make a variant first, or say “compare v1 and v2”."
        )
    # The heat map is looked at after the turn, so it must outlive the turn's workplace.
    at = context(turn, workplace=turn.scratch)
    async for found in Compare().run(CompareArguments(before=before, after=after), at):
        difference = found.difference
        words = f"{after} against {before}: {difference.words}"
        turn.session.say("stet", words)
        turn.emit(Compared(before, after, found.before.proxy, found.after.proxy, difference.heat_map, words))


async def export(plan: Plan, turn: Turn) -> None:
    """Write the subject, or all that were named, at full resolution or in the size and shape that was said."""
    ids = [plan.subject or turn.session.current, *plan.others]
    wanted = plan.output
    refuse_motion(plan)
    if wanted.together:
        await _together(ids, wanted, turn)
        return
    own = turn.delivery or Delivery(Path.cwd())
    arguments = files(ids, wanted, own, to=_place(own, wanted.path)).model_copy(
        update={"renumber": not turn.delivery and not wanted.path}
    )
    async for delivered in write(arguments, turn):
        written = delivered.written
        turn.emit(Exported(delivered.variant.id, written.path, written.width, written.height, written.notices))
        turn.session.say("stet", " ".join((f"{delivered.variant.id} is at {written.path}.", *written.notices)))
        report(delivered, turn)


def files(ids: Sequence[str], wanted: Output, own: Delivery, *, to: str) -> ExportArguments:
    """What was said of the files, and where nothing was, what the command line says."""
    return ExportArguments(
        variants=tuple(dict.fromkeys(ids)),
        to=to,
        suffix=wanted.suffix or own.suffix,
        long_side=wanted.long_side or own.long_side,
        width=wanted.width,
        height=wanted.height,
        ratio=wanted.ratio,
        place=wanted.place,
        pad=wanted.fit == "pad",
        fill=wanted.fill or "blur",
        quality=wanted.quality or own.quality,
        max_bytes=wanted.max_bytes or own.max_bytes,
        keep_gps=own.keep_gps,
        force=own.force,
    )


def report(delivered: Delivered, turn: Turn) -> None:
    """What was asked of a file against what it is, where anything but a copy was asked."""
    if len(delivered.checks) < 2 and not delivered.how:
        return
    written = delivered.written
    broken = [check for check in delivered.checks if not check.holds]
    asked = "; ".join(f"{check.name} is {check.value:g}, asked {check.limit}" for check in broken)
    kilobytes = written.path.stat().st_size / 1000
    parts = [
        f"{delivered.variant.id} as a file: {written.width} x {written.height}, {kilobytes:,.0f} kB",
        delivered.how,
        f"weak: {asked}" if broken else "as asked",
    ]
    line = " · ".join(filter(None, parts))
    turn.emit(ReceiptReady(delivered.variant.id, line, delivered.checks, NOT_CHECKED))
    turn.session.say("stet", line)
    if delivered.note:
        turn.say(delivered.note)
    if broken:
        turn.exit_code = 1


def _place(own: Delivery, said: str) -> str:
    """Where a file goes that was given this name, or none: into the folder of the run, unless it names its own."""
    return str(own.folder / Path(said).expanduser())


async def _together(ids: list[str], wanted: Output, turn: Turn) -> None:
    """Several in one picture; one alone is shown beside what it was made from."""
    if len(ids) == 1:
        ids = [turn.session.variant(ids[0]).parent, *ids]
    if not ids[0]:
        raise BadRequest("There is only your photo yet", "Make a variant first.")
    own = turn.delivery or Delivery(Path.cwd())
    arguments = SheetArguments(
        variants=tuple(ids),
        to=_place(own, wanted.path),
        suffix=wanted.suffix or own.suffix,
        quality=wanted.quality or own.quality,
        force=own.force,
    )
    async for written in Sheet().run(arguments, context(turn)):
        turn.emit(Exported(ids[-1], written.path, written.width, written.height, written.notices))
        turn.session.say("stet", f"{', '.join(ids)} are side by side in {written.path}.")


async def write(arguments: ExportArguments, turn: Turn) -> AsyncIterator[Delivered]:
    """Run the export tool, passing its progress on."""
    async for step in Export().run(arguments, context(turn)):
        if isinstance(step, Delivered):
            yield step
        else:
            turn.emit(Progress(step.job, step.done, step.total, step.doing))


def context(turn: Turn, *, workplace: Path | None = None) -> Context:
    """Where a tool works that needs no model, only the engine's hands on files."""
    return Context(turn.session, turn.darkroom, turn.darkroom, workplace or turn.workplace)
