"""One turn as the acts see it: what they work with, and how they speak."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from agent.events import ApprovalNeeded, Event, ReceiptReady, Said
from agent.plan import Plan
from agent.policy import Gate
from agent.session.session import Session
from backends.base import Backend, Darkroom
from backends.errors import NotPossible


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a one-shot run hands over its variants: as files in `folder`, of format `suffix` ("" keeps the source's)."""

    folder: Path
    suffix: str = ""
    long_side: int = 0
    quality: int = 92
    max_bytes: int = 0
    keep_gps: bool = False
    force: bool = False


async def _not_here(id: str, *, again: bool = False) -> ReceiptReady:
    raise NotPossible("No receipt is taken here", f"Try: stet receipt {id}")


@dataclass(slots=True)
class Turn:
    """`workplace` is cleared after the turn, `scratch` when the conversation closes.

    `receipt(id, again=False)` is the whole receipt of a variant, measured where there is none yet.

    `exit_code` is that of the one-shot command: 0, or 1 when a check failed, or 2 when nothing was understood.
    `withdrawn` says that it was stopped while something that is paid for had still to be kept.
    """

    session: Session
    darkroom: Darkroom
    backends: Mapping[str, Backend]
    workplace: Path
    scratch: Path
    delivery: Delivery | None
    emit: Callable[[Event], None]
    approve: Callable[[ApprovalNeeded, Callable[[Event], None]], Awaitable[str]]
    read: Callable[[str, str], Plan]
    gate: Gate = field(default_factory=Gate)
    receipt: Callable[..., Awaitable[ReceiptReady]] = _not_here
    made: list[str] = field(default_factory=list[str])
    exit_code: int = 0
    withdrawn: bool = False

    def say(self, text: str) -> None:
        """Speak, and keep it in the session."""
        self.session.say("stet", text)
        self.emit(Said(text))
