"""One turn without a screen: the same events, printed for a person or as one JSON object a line."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from agent.answers import chosen
from agent.conversation import Conversation
from agent.events import (
    Answered,
    ApprovalNeeded,
    Cancelled,
    Compared,
    Done,
    Elsewhere,
    Event,
    Exported,
    Failed,
    JobStarted,
    Listed,
    Moved,
    Planned,
    Progress,
    ReceiptReady,
    Routed,
    Said,
    VariantReady,
    Writing,
)
from agent.harmless import one_line, tell
from agent.opening import open_photo
from agent.planning import Planning
from agent.session.places import home, sweep
from agent.session.store import Store
from agent.turn import Delivery
from agent.warmup import get_ready
from backends.base import Darkroom
from backends.errors import StetError

NEEDS_APPROVAL = 5


def run(given: argparse.Namespace, engine: Darkroom, path: Path, proxy: Path, words: str) -> int:
    """Open, run the turn, print it, close; returns the exit code."""
    return asyncio.run(_run(given, engine, Store(home()), path, proxy, words))


async def _run(given: argparse.Namespace, engine: Darkroom, store: Store, path: Path, proxy: Path, words: str) -> int:
    show = print_json if given.json else print_plain
    conversation = None
    get_ready()  # while the engine reads the photo
    gc.freeze()
    gc.enable()
    try:
        conversation, notices = await open_photo(
            path,
            proxy,
            store,
            engine,
            fresh=not given.resume,
            delivery=_delivery(given, store),
            label="photo" if given.image == "-" else "",
        )
        conversation.planners = Planning(store, home(), only_named=True)
        for notice in notices:
            show(Said(notice))
        return await take_turn(
            conversation,
            words,
            show,
            given.ref,
            yes=given.yes,
            approved=given.approve,
            seam=given.seam,
            receipts=given.receipt,
        )
    except StetError as error:
        show(Failed(type(error).__name__, str(error), error.exit_code, error.charged))
        show(Done(exit_code=error.exit_code))
        return error.exit_code
    finally:
        if conversation is not None:
            await conversation.close()
        await engine.close()
        store.close()
        sweep()


async def take_turn(
    conversation: Conversation,
    words: str,
    show: Any,
    references: Sequence[Path] = (),
    *,
    yes: bool = False,
    approved: float | None = None,
    seam: str = "",
    receipts: bool = False,
) -> int:
    """Submit words and show what comes of them, with `receipts` the whole ones too; returns the exit code."""
    code, beforehand = 0, _Beforehand(yes, approved, seam)
    async for event in conversation.submit(words, [file.expanduser().absolute() for file in references]):
        match event:
            case ApprovalNeeded():
                code = await beforehand.settle(event, conversation, show) or code
            case Done():
                code = code or event.exit_code
                if receipts:
                    code = code or await _whole_receipts(conversation, event, show)
                show(Done(event.variants, event.current, code, event.seconds))
            case Exported():
                variant = conversation.session.variant(event.id)
                show(
                    VariantReady(
                        conversation.session.id,
                        variant.id,
                        variant.parent,
                        event.path,
                        event.width,
                        event.height,
                        variant.task,
                        variant.look,
                        variant.model,
                        variant.measured,
                        cost_usd=variant.cost_usd,
                    )
                )
                for notice in event.notices:
                    show(Said(notice))
            case Moved():
                show(Said(f"Now at {event.current}."))
            case Compared():
                show(Said(event.words))
            case Writing():
                pass  # it comes whole in the end
            case _:
                show(event)
    return code


@dataclass(slots=True)
class _Beforehand:
    """What was answered on the command line: a yes to what is free and stays here, US dollars that may be spent in
    all, and what becomes of a lock that would show."""

    yes: bool
    approved: float | None
    seam: str

    async def settle(self, asked: ApprovalNeeded, conversation: Conversation, show: Any) -> int:
        """Answer, or stop the turn; returns the exit code that this makes of it, 0 for none."""
        free = _is_free(asked)
        if "yes" in asked.choices and free and self.yes:
            return await self._say_yes(asked, conversation, show, "as you said beforehand")
        within = self.approved is not None and not free and asked.worst_usd <= self.approved + 1e-9
        if "yes" in asked.choices and self.approved is not None and within:
            # What was approved is for the whole command, and is used up by each yes.
            self.approved -= asked.worst_usd
            return await self._say_yes(asked, conversation, show, "up to what you approved beforehand")
        show(asked)
        if not asked.otherwise:
            await conversation.cancel()
            return NEEDS_APPROVAL
        # What it is about is made and paid for: there is nothing to stop any more.
        answer = chosen(self.seam, asked.choices) or asked.otherwise
        told = "as you said beforehand" if self.seam else "since nobody could answer"
        show(Said(f"{answer[:1].upper()}{answer[1:]}, {told}."))
        await conversation.answer(asked.id, answer)
        return 0 if self.seam else NEEDS_APPROVAL

    async def _say_yes(self, asked: ApprovalNeeded, conversation: Conversation, show: Any, why: str) -> int:
        show(Said(f"{asked.question} Yes, {why}."))
        await conversation.answer(asked.id, "yes")
        return 0


async def _whole_receipts(conversation: Conversation, done: Done, show: Any) -> int:
    """Measured when the files are written: beside that they would take the processor from it. 1 where one failed."""
    code = 0
    for id in done.variants:
        try:
            ready = await conversation.following.receipt(id)
        except StetError as error:
            show(Failed(type(error).__name__, str(error), error.exit_code, error.charged))
            code = code or error.exit_code
            continue
        show(ready)
        code = code or int(ready.verdict == "fail")
    return code


def _is_free(event: ApprovalNeeded) -> bool:
    return event.cost_usd == 0 and not event.leaves_machine


def _delivery(given: argparse.Namespace, store: Store) -> Delivery:
    """Options win over settings; the settings are read only where an option leaves something open."""
    quality, keep_gps = given.quality, given.keep_gps
    if quality is None or not keep_gps:
        from agent.settings import load

        settings = load(store.folder)
        quality, keep_gps = quality or settings.quality, keep_gps or settings.keep_gps
    return Delivery(
        folder=(given.out or Path.cwd()).expanduser().absolute(),
        suffix=f".{given.format}" if given.format else "",
        long_side=given.long_side,
        quality=quality,
        max_bytes=given.max_bytes,
        keep_gps=keep_gps,
        force=given.force,
    )


def as_json(event: Event) -> dict[str, Any]:
    """`event` names the kind in snake case; the rest are the event's fields, paths as strings."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()
    return {"event": name} | {field.name: _plain(getattr(event, field.name)) for field in fields(event)}


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    if hasattr(value, "__dataclass_fields__"):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return value


def print_json(event: Event) -> None:
    # Escaped to ASCII: names that are no valid Unicode, and consoles that are not UTF-8, must not break a script.
    print(json.dumps(as_json(event)), flush=True)


def print_plain(event: Event) -> None:
    match event:
        case Said(text):
            tell(text)
        case Planned():
            tell(f"Reading: {event.reading}")
        case Routed():
            price = f"${event.cost_usd:.2f}" if event.cost_usd else "free"
            place = (
                f"your photo goes to {event.leaves_machine}" if event.leaves_machine else "nothing leaves this computer"
            )
            tell(f"Who does it: {event.model}, {price}; {place}. Why: {'; '.join(event.reasons)}.")
            for title, reason in event.rejected:
                tell(f"  not {title}: {reason}")
        case ApprovalNeeded(question=question, says=says) if any(says):
            tell(f"{question} Say it as one of these:", sys.stderr)
            for label, words in zip(event.choices, says, strict=True):
                if words:
                    tell(f"  {label}: “{words}”", sys.stderr)
        case ApprovalNeeded(otherwise=otherwise) if otherwise:
            tell(f"{event.question} To answer it beforehand: --seam “{'”, “'.join(event.choices)}”.", sys.stderr)
        case ApprovalNeeded():
            worst = max(0.01, -(-event.worst_usd * 100 // 1) / 100)
            how = f"Run it again with {'--yes' if _is_free(event) else f'--approve {worst:.2f}'}"
            tell(f"{event.question} {how} to say yes.", sys.stderr)
        case VariantReady():
            tell(f"{event.id} {event.look}: {event.words}")
            size = f" ({event.width}x{event.height})" if event.width else ""
            tell(f"   {one_line(str(event.path))}{size}")
        case ReceiptReady():
            said = {"ok": "Holds", "warn": "Look at it", "fail": "Failed"}.get(event.verdict, "Checked")
            tell(f"{said}: {event.line}. Not checked: {', '.join(event.not_checked)}.")
            if event.mends:
                tell(f"   {one_line(event.mends)}")
        case Failed():
            tell(event.message, sys.stderr)
        case Cancelled():
            tell("Stopped; nothing more was made.", sys.stderr)
        case (
            JobStarted()
            | Progress()
            | Done()
            | Moved()
            | Listed()
            | Elsewhere()
            | Compared()
            | Exported()
            | Answered()
            | Writing()
        ):
            pass
