"""Which planner reads the words of a session: what the settings say, what was chosen with /model, and what is there."""

from __future__ import annotations

import asyncio
from pathlib import Path

from agent.harmless import one_line
from agent.keys import Keys
from agent.ledger import Ledger
from agent.llm.accounts import Accounts
from agent.llm.endpoint import Endpoint
from agent.llm.endpoints import chosen, hosted, on_this_computer
from agent.llm.planner import LanguagePlanner
from agent.llm.profiles import Profiles
from agent.session.session import Session
from agent.session.store import Store
from agent.settings import Settings, load

RULES, AUTO = "rules", "auto"
_MOST_LISTED = 8
_NOTHING = (
    "No other is set up: start Ollama, LM Studio or llama.cpp here, or run stet keys set openrouter in another window."
)


class Choosing:
    """One for the program. With `only_named`, nothing is offered that was not asked for by name (no screen to ask on).

    Each session has a planner of its own, and so a yes of its own.
    """

    def __init__(self, store: Store, home: Path, *, only_named: bool = False) -> None:
        self._store = store
        self._home = home
        self._only_named = only_named
        self._settings: Settings = load(home)
        self._wanted = self._settings.planner.strip() or AUTO
        self._profiles = Profiles()
        self._planners: dict[str, LanguagePlanner | None] = {}

    async def planner(self, session: Session) -> LanguagePlanner | None:
        """None for the rules. Raises NotPossible, once, where what was named is not there; it is the rules then."""
        if session.id not in self._planners:
            self._planners[session.id] = None
            if endpoint := await self._endpoint(self._wanted):
                self._planners[session.id] = self._made(endpoint, session)
        return self._planners[session.id]

    async def switch(self, words: str, session: Session) -> str:
        """`/model NAME`; without a name, what there is. Returns what the person is told."""
        wanted = one_line(words)[:200]
        if not wanted:
            return await self._told(session)
        endpoint = None if wanted == RULES else await chosen(self._with(wanted), Keys(self._home))
        await self.leave(session)
        self._wanted = wanted
        if endpoint is None:
            nothing = "" if wanted == RULES else " Nothing is set up that could be asked; stet doctor says what to do."
            self._planners[session.id] = None
            return f"Your words are read without a language model now.{nothing}"
        self._planners[session.id] = self._made(endpoint, session)
        return f"{_named(endpoint)} reads your words from now on. You are asked before anything is sent to it."

    async def _endpoint(self, wanted: str) -> Endpoint | None:
        if wanted == RULES or (wanted == AUTO and self._only_named):
            return None
        return await chosen(self._with(wanted), Keys(self._home))

    def _with(self, wanted: str) -> Settings:
        return self._settings.model_copy(update={"planner": wanted})

    def _made(self, endpoint: Endpoint, session: Session) -> LanguagePlanner:
        accounts = Accounts(Ledger(self._store), session.id)
        return LanguagePlanner(endpoint, session, accounts=accounts, profiles=self._profiles)

    async def leave(self, session: Session) -> None:
        old = self._planners.pop(session.id, None)
        if old is not None:
            await old.close()

    async def _told(self, session: Session) -> str:
        now = self._planners.get(session.id)
        reads = f"{_named(now.endpoint)} reads your words" if now else "Your words are read without a language model"
        here = await on_this_computer()
        names = [f"{one.kind}:{one_line(model.id)}" for one in here for model in one.models]
        names += [_named(endpoint) for endpoint in await asyncio.to_thread(hosted, self._settings, Keys(self._home))]
        there = f" Set up: {', '.join(names[:_MOST_LISTED])}." if names else f" {_NOTHING}"
        return f"{reads}.{there} Choose with /model NAME; /model rules does without."


def _named(endpoint: Endpoint) -> str:
    name = one_line(endpoint.name)[:80]
    return f"{name}, model {one_line(endpoint.model)[:80]}" if endpoint.model else name
