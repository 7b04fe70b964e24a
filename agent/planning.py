"""Finds out who could read the words of a session, beside the first turn and not before it: nobody waits for that.

Light on purpose: what it takes to speak with a language model is loaded when one is looked for.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from backends.errors import StetError

if TYPE_CHECKING:
    from agent.llm.choosing import Choosing
    from agent.llm.planner import LanguagePlanner
    from agent.session.session import Session
    from agent.session.store import Store


class Planners(Protocol):
    """Who reads the words of a session where it is not the rules alone."""

    async def planner(self, session: Session) -> LanguagePlanner | None:
        """The language model of this session; None where the rules read alone."""
        ...

    async def switch(self, words: str, session: Session) -> str:
        """Choose another by name, or tell what there is. Returns what the person is told."""
        ...

    async def leave(self, session: Session) -> None:
        """The session is closed."""
        ...


class Planning:
    """Satisfies `Planners`. With `only_named`, a model counts only where the settings name it."""

    def __init__(self, store: Store, home: Path, *, only_named: bool = False) -> None:
        self._store = store
        self._home = home
        self._only_named = only_named
        self._loading: asyncio.Task[Choosing] | None = None
        self._looking: dict[str, asyncio.Task[LanguagePlanner | None]] = {}

    def prepare(self, session: Session) -> None:
        """Begin to look for who could read the words of `session`."""
        if session.id not in self._looking:
            task = self._looking[session.id] = asyncio.create_task(self._look(session))
            # Its failure is told by the turn that asks for it, or by none.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def planner(self, session: Session) -> LanguagePlanner | None:
        """None for the rules, also while nothing that was asked for by name or key has been found yet."""
        named = _named(self._home)
        if session.id not in self._looking and (
            os.environ.get("STET_PLANNER", "").strip() == "rules" or (self._only_named and not named)
        ):
            return None
        self.prepare(session)
        task = self._looking[session.id]
        if not task.done() and not named:
            return None
        try:
            return await asyncio.shield(task)
        except StetError:
            # Told once; it is the rules from then on.
            self._looking.pop(session.id, None)
            raise

    async def switch(self, words: str, session: Session) -> str:
        told = await (await self._choosing()).switch(words, session)
        self._looking.pop(session.id, None)
        return told

    async def leave(self, session: Session) -> None:
        """A conversation is over: its connections are given back."""
        if task := self._looking.pop(session.id, None):
            task.cancel()
        if self._loading is not None and self._loading.done():
            await self._loading.result().leave(session)

    async def _look(self, session: Session) -> LanguagePlanner | None:
        return await (await self._choosing()).planner(session)

    async def _choosing(self) -> Choosing:
        if self._loading is None:
            self._loading = asyncio.create_task(self._load())
        return await asyncio.shield(self._loading)

    async def _load(self) -> Choosing:
        def load() -> Choosing:
            from agent.llm.choosing import Choosing

            return Choosing(self._store, self._home, only_named=self._only_named)

        return await asyncio.to_thread(load)


def _named(home: Path) -> bool:
    """Whether somebody set up a language model, by name, address or key, so that a turn waits for it."""
    names = ("STET_PLANNER", "OPENAI_BASE_URL", "OPENAI_API_KEY", "OPENROUTER_API_KEY", "GEMINI_API_KEY")
    files = ("settings.toml", "keys.json")
    return any(os.environ.get(name, "").strip() for name in names) or any((home / one).exists() for one in files)
