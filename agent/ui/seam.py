"""What the screen needs of a conversation, so that it can be built and tested without the rooms behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from agent.events import Event
    from agent.plan import Plan
    from agent.session.model import Message, Variant


class Session(Protocol):
    """The photo and its tree of variants, read-only. `label` is the file's name as the person knows it."""

    @property
    def id(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def current(self) -> str: ...

    @property
    def settings(self) -> dict[str, Any]:
        """What holds from now on (see `agent.standing`)."""
        ...

    @property
    def only_read(self) -> str:
        """Why nothing can be changed here, as one sentence; "" where it can."""
        ...

    def variants(self, *, all: bool = False) -> Sequence[Variant]:
        """Oldest first; the first is v0, the source. Discarded ones only with `all`."""
        ...

    def variant(self, id: str) -> Variant: ...

    def messages(self, limit: int = 60) -> Sequence[Message]:
        """The newest `limit` lines of the conversation, oldest first."""
        ...


class Conversation(Protocol):
    """Words go in, events come out; every turn ends with `Done`."""

    @property
    def session(self) -> Session: ...

    def submit(
        self, words: str, references: Sequence[Path] = (), *, about: str = "", reading: Plan | None = None
    ) -> AsyncIterator[Event]: ...

    def receipts(self) -> AsyncIterator[Event]:
        """Whole receipts, each when it is measured, with the events of what is done about one that failed."""
        ...

    async def answer(self, approval: str, choice: str) -> None: ...

    async def cancel(self) -> None: ...

    async def close(self) -> None: ...


OpenPhoto = Callable[[Path | None], Awaitable[Conversation]]
"""Open a photo, or with None go on with the last session. Raises an error that has `what` and `advice`."""


def problem(error: BaseException) -> str | None:
    """The plain sentence of an error that was made for people, or None when the error is a fault of Stet's own."""
    what = getattr(error, "what", None)
    if not isinstance(what, str):
        return None
    advice = getattr(error, "advice", "")
    return f"{what}. {advice}".strip() if isinstance(advice, str) else f"{what}."
