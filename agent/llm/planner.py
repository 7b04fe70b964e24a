"""The planner that a language model is: one turn as a bounded loop of requests, calls and receipts.

Nothing is sent before a person agreed to the endpoint, and nothing runs that was not read as a whole and checked here.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from agent.acts.paying import what_holds
from agent.caps import OverCap
from agent.events import ApprovalNeeded, Said, Writing
from agent.harmless import harmless, one_line
from agent.llm.accounts import Accounts
from agent.llm.answer import Limits
from agent.llm.attached import Attached, opened
from agent.llm.briefing import pictures, state, system
from agent.llm.client import Client
from agent.llm.consent import Asks, Consent
from agent.llm.doing import Result, Wish, do
from agent.llm.endpoint import Endpoint
from agent.llm.events import Done, Retrying, TextDelta
from agent.llm.failures import EndpointFailed, Trouble
from agent.llm.memory import Memory, without_pictures
from agent.llm.offered import NotACall, read, tools
from agent.llm.profiles import Profiles
from agent.llm.reply import Refused, Reply, ToolCall
from agent.llm.request import Assistant, Message, Request, System, ToolResult, User
from agent.plan import Intent
from agent.policy import Judgement, Verdict
from agent.session.session import Session
from agent.turn import Turn

MOST_REQUESTS = 12
MOST_CALLS = 8
MOST_MALFORMED = 3
MOST_ALIKE = 3
_ROOM = 4096
_PICTURES_SEEN = 2


class Outcome(StrEnum):
    """What became of a turn: `UNTOUCHED` is for the other planner, since nothing was said or done yet."""

    DONE = "done"
    UNTOUCHED = "untouched"


@dataclass(slots=True)
class _Loop:
    """Where a turn stands."""

    wish: Wish
    turn: Turn
    messages: list[Message]
    room: int = _ROOM
    calls: int = 0
    malformed: int = 0
    nudged: bool = False
    acted: bool = False
    spoke: bool = False
    denied: set[str] = field(default_factory=set[str])
    seen: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class _Linked:
    """The connection to the server, and what the person allowed on it."""

    client: Client
    consent: Consent


class LanguagePlanner:
    """One endpoint in one session. `accounts` keeps what it costs."""

    def __init__(
        self,
        endpoint: Endpoint,
        session: Session,
        *,
        accounts: Accounts | None = None,
        profiles: Profiles | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.endpoint = endpoint
        self._profiles = profiles
        self._limits = limits
        self._linked: _Linked | None = None
        self._accounts = accounts
        self._memory = Memory(session.messages()[:-1])

    async def close(self) -> None:
        if self._linked is not None:
            self._linked.consent.take_back()
            await self._linked.client.close()

    async def take(self, wish: Wish, turn: Turn) -> Outcome:
        """Carry out what was said. Where the model cannot be asked, the person is told so in one sentence."""

        async def asks(asked: ApprovalNeeded) -> str:
            return await turn.approve(asked, turn.emit)

        judged = await self._allowed(turn, asks)
        if judged.verdict is Verdict.DENY:
            if judged.why:
                name = one_line(self.endpoint.name)
                turn.say(f"{name} was not asked: {judged.why}. I read your words without a language model.")
            return Outcome.UNTOUCHED
        came = await opened(wish.files, turn, lambda file: self._hides(file, turn))
        loop = _Loop(wish, turn, [await self._opening(wish, turn, came)], attached=came)
        try:
            await self._run(loop)
        except (EndpointFailed, OverCap) as failure:
            if not (loop.acted or loop.spoke):
                turn.say(f"{harmless(str(failure))} I read your words without a language model this time.")
                return Outcome.UNTOUCHED
            turn.say(harmless(str(failure)))
            turn.exit_code = max(turn.exit_code, 1)
        except BaseException:
            self._memory.keep([loop.messages[0], Assistant("[stopped]")])
            raise
        self._memory.keep(_closed(loop.messages))
        return Outcome.DONE

    async def _allowed(self, turn: Turn, asks: Asks) -> Judgement:
        """What the person's rules and answers say about this server now. Sets what it may cost."""
        standing, caps = what_holds(turn)
        if self._accounts is not None:
            self._accounts.caps = caps
        if self._linked is None:
            # Through the conversation's own gate, which is there from the first turn on.
            client = Client(self.endpoint, turn.gate, profiles=self._profiles, limits=self._limits)
            self._linked = _Linked(client, Consent(self.endpoint, turn.gate))
        id = f"planner-{secrets.token_hex(4)}"
        return await self._linked.consent.get(id, standing, asks, self._spent)

    @property
    def _spent(self) -> float:
        return self._accounts.spent(self.endpoint) if self._accounts is not None else 0.0

    def _hides(self, file: Path, turn: Turn) -> bool:
        """Whether a rule for where an attached picture lies keeps it from this server."""
        standing, _ = what_holds(turn, (str(file.absolute().parent),))
        return self._to.consent.judged(standing).verdict is Verdict.DENY

    @property
    def _shows(self) -> bool:
        return self._to.consent.pictures and self._to.client.profile.pictures

    @property
    def _to(self) -> _Linked:
        assert self._linked is not None, "nothing was allowed yet"
        return self._linked

    async def _opening(self, wish: Wish, turn: Turn, came: Sequence[Attached]) -> User:
        block = state(turn.session, wish.current, wish.reading, came)
        seen = await pictures(turn.session, wish.current, came, shown=self._shows)
        return User((wish.words, block, *seen))

    async def _run(self, loop: _Loop) -> None:
        for _ in range(MOST_REQUESTS):
            reply = await self._reply(loop)
            if reply is None:
                return
            if reply.finish == "length" and any(call.cut for call in reply.refused) and loop.room == _ROOM:
                loop.room *= 4
                continue
            if reply.empty and reply.finish != "content_filter":
                if loop.nudged:
                    self._stop(loop, "The language model returned nothing, so nothing more was done. Say it again?")
                    return
                loop.nudged = True
                loop.messages += [Assistant("[nothing]"), User(("Answer, or call a tool.",))]
                continue
            self._tell(reply, loop)
            loop.messages.append(Assistant.of(reply))
            if not (reply.tool_calls or reply.refused):
                if not loop.acted and loop.wish.rules.intent is Intent.EDIT:
                    loop.turn.say("Nothing was changed.")
                return
            if not await self._calls(reply, loop):
                return
        made = f" It made {', '.join(loop.turn.made)}." if loop.turn.made else ""
        self._stop(loop, f"I stopped the language model after {MOST_REQUESTS} requests.{made} Say how to go on.")

    async def _reply(self, loop: _Loop) -> Reply | None:
        """One request. None where a person did not let it cost more."""
        newest = _PICTURES_SEEN if self._shows else 0
        history = without_pictures([*self._memory.messages(), *loop.messages], newest=newest)
        request = Request(
            (System(system()), *history),
            tuple(tool for tool in tools() if tool.name not in loop.denied),
            max_tokens=loop.room,
            cache_key=loop.turn.session.id,
            parallel=not self.endpoint.local,
        )
        if not await self._affordable(request, loop):
            return None
        try:
            return await self._sent(request, loop.turn)
        except EndpointFailed as failure:
            if failure.kind is not Trouble.TOO_LONG or not self._memory.forget():
                raise
        return await self._sent(
            replace(request, messages=(System(system()), *self._memory.messages(), *without_pictures(loop.messages))),
            loop.turn,
        )

    async def _affordable(self, request: Request, loop: _Loop) -> bool:
        async def asks(asked: ApprovalNeeded) -> str:
            return await loop.turn.approve(asked, loop.turn.emit)

        if self._accounts is None or self.endpoint.local:
            return True
        consent, spent = self._to.consent, self._spent
        if consent.affords(spent + self._accounts.at_most(request)):
            return True
        if await consent.ask_for_more(f"planner-more-{secrets.token_hex(4)}", spent, asks):
            return True
        self._stop(loop, "The language model was not asked any further, as you chose.")
        return False

    async def _sent(self, request: Request, turn: Turn) -> Reply:
        charge = self._accounts.begin(self.endpoint, request) if self._accounts else ""
        done: Done | None = None
        try:
            async with aclosing(self._to.client.ask(request)) as events:
                async for event in events:
                    match event:
                        case Done():
                            done = event
                        case TextDelta(text):
                            turn.emit(Writing(text))
                        case Retrying(seconds, why):
                            turn.emit(Said(f"{harmless(why)}. The next try is in {seconds:.0f} s; esc stops it."))
                        case _:
                            pass
        except EndpointFailed as failure:
            if self._accounts:
                self._accounts.failed(charge, maybe=failure.maybe_charged, why=str(failure))
            raise
        except BaseException:
            if self._accounts:
                self._accounts.failed(charge, maybe=True, why="it was stopped while it answered")
            raise
        assert done is not None
        if self._accounts:
            self._accounts.settle(charge, self.endpoint, done.tokens)
        return done.reply

    def _tell(self, reply: Reply, loop: _Loop) -> None:
        if text := harmless(reply.text).strip():
            loop.spoke = True
            loop.turn.say(text)
        if reply.refusal:
            loop.spoke = True
            loop.turn.say(f"The language model will not do that: {harmless(reply.refusal).strip()}")
        if reply.finish == "content_filter":
            loop.spoke = True
            loop.turn.say("The server's filter cut the answer of the language model off.")

    async def _calls(self, reply: Reply, loop: _Loop) -> bool:
        """Run the calls in the model's order. Every one gets exactly one result. False ends the turn."""
        goes_on = True
        whole = len(reply.tool_calls)
        for at, call in enumerate((*reply.tool_calls, *reply.refused)):
            if not goes_on:
                result = Result("not executed: the turn was stopped")
            elif at >= MOST_CALLS:
                result = Result(f"too many calls in one answer; only the first {MOST_CALLS} were read")
            elif isinstance(call, Refused) or at >= whole:
                result = self._malformed(loop, call.why if isinstance(call, Refused) else "")
            else:
                result = await self._call(call, loop)
            loop.messages.append(ToolResult(call.id, result.text, result.pictures))
            if result.declined:
                loop.denied.add(call.name)
            if goes_on and (why := _enough(loop)):
                self._stop(loop, why)
                goes_on = False
        return goes_on

    async def _call(self, call: ToolCall, loop: _Loop) -> Result:
        loop.calls += 1
        variants = [variant.id for variant in loop.turn.session.variants()]
        try:
            arguments = read(call, variants, loop.denied, [one.id for one in loop.attached])
        except NotACall as error:
            return self._malformed(loop, str(error))
        loop.malformed = 0
        loop.seen[call.name, arguments.model_dump_json()] += 1
        if loop.seen.most_common(1)[0][1] >= MOST_ALIKE:
            return Result("not executed: the same call for the third time")
        result = await do(arguments, loop.wish, loop.turn, loop.calls, loop.attached, shown=self._shows)
        loop.acted = loop.acted or result.acted
        return result

    def _malformed(self, loop: _Loop, why: str) -> Result:
        loop.malformed += 1
        return Result(f"not executed: {why}"[:400])

    def _stop(self, loop: _Loop, sentence: str) -> None:
        loop.spoke = True
        loop.turn.say(sentence)
        loop.turn.exit_code = max(loop.turn.exit_code, 1)


def _enough(loop: _Loop) -> str:
    if loop.malformed >= MOST_MALFORMED:
        return "The language model sent three calls in a row that cannot be carried out, so I stopped it. Say it again?"
    if loop.seen and loop.seen.most_common(1)[0][1] >= MOST_ALIKE:
        return "The language model wanted the same thing three times, so I stopped it. Say what to do instead."
    return ""


def _closed(messages: Sequence[Message]) -> list[Message]:
    """A turn as history ends with an answer, so that the next request begins with a person's words."""
    kept = list(messages)
    if not isinstance(kept[-1], Assistant):
        kept.append(Assistant("[the turn ended here]"))
    return kept
