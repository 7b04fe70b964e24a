"""Who reads the words of a session where it is not the rules alone: stated here, kept by `agent.llm.choosing`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from agent.llm.planner import LanguagePlanner
    from agent.session.session import Session


class Planners(Protocol):
    async def planner(self, session: Session) -> LanguagePlanner | None:
        """The language model of this session; None where the rules read alone."""
        ...

    async def switch(self, words: str, session: Session) -> str:
        """Choose another by name, or tell what there is. Returns what the person is told."""
        ...

    async def leave(self, session: Session) -> None:
        """The session is closed."""
        ...
