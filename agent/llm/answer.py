"""One answer while it comes in: bytes to events under every limit, and what it came to at the end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from agent.llm.body import Body, TooLong
from agent.llm.events import CallBegun, Event, ReasoningDelta, TextDelta
from agent.llm.failures import EndpointFailed
from agent.llm.mapping import Mapping
from agent.llm.reply import Reply
from agent.llm.spoken import spoken_calls
from agent.llm.thinking import Thinking
from agent.llm.wire import Assembling, Wire
from backends.outbound import Failure


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and characters that no good answer of a planner needs."""

    wall_clock: float = 300.0
    first_token: float = 120.0
    idle: float = 60.0
    after_finish: float = 5.0
    """What may still come behind the finish (the counts), before the server is taken to have forgotten to close."""
    characters: int = 1_000_000


class Answer:
    """`reply` once `read` has ended without a failure; `shown` as soon as a word of the answer was given out."""

    def __init__(self, wire: Wire, mapping: Mapping, limits: Limits, ends: float, tools: Collection[str] = ()) -> None:
        self._wire = wire
        self._mapping = mapping
        self._limits = limits
        self._ends = ends
        self._tools = tools
        self._assembler: Assembling = wire.assembler()
        self._thinking = Thinking()
        self._thoughts: list[str] = []
        self._spoken: list[str] = []
        self._begun = 0
        self._characters = 0
        self._chunks = 0
        self._terminal = False
        self._bytes = 0
        self.shown = False
        self.reply = Reply()

    @property
    def nothing(self) -> bool:
        """Not one byte of an answer came, although the server had agreed to give one."""
        return self._bytes == 0

    @property
    def empty(self) -> bool:
        return self._chunks == 0

    @contextlib.asynccontextmanager
    async def deadline(self, *, first: bool = False) -> AsyncGenerator[None]:
        """The time until the next event of the answer; comments of a server that stalls do not count as one."""
        wait = self._limits.first_token if first else self._limits.idle
        if self._finished:
            wait = self._limits.after_finish
        async with asyncio.timeout_at(min(self._ends, asyncio.get_running_loop().time() + wait)):
            yield

    @property
    def _finished(self) -> bool:
        return self._chunks > 0 and self._assembler.finished

    async def read(self, response: Any) -> AsyncGenerator[Event | EndpointFailed]:
        """The events of the body; a failure is the last one."""
        body = Body()
        pieces = response.iter_bytes()
        failure: EndpointFailed | None = None
        while failure is None and not body.done and not self._terminal:
            try:
                async with self.deadline(first=self._chunks == 0):
                    values = await self._next(pieces, body)
            except TimeoutError:
                failure = self._out_of_time()
                break
            except (Failure, OSError, ValueError) as error:
                failure = self._mapping.broken(error, sent=True, partial=self._partial())
                break
            for event in self._take(values or []):
                yield event
            if body.fault is not None:
                failure = self._fault(body.fault)
            elif self._characters > self._limits.characters:
                failure = self._mapping.too_much(self._partial())
            elif values is None:
                break
        if body.done or self._terminal:
            await self._let_it_end(pieces)
        for event in self._held_back():
            yield event
        if failure is None and not self._spoken and (text := self._assembler.reply().text):
            # Told only in the last event, as a whole.
            for event in self._tell(text, ""):
                yield event
        failure = failure or self._settle(body.done, response)
        if failure is not None:
            yield failure

    async def _next(self, pieces: Any, body: Body) -> list[object] | None:
        """The next values; None at the end of the body, when what was left has been read."""
        while True:
            try:
                piece = await anext(pieces)
            except StopAsyncIteration:
                left = body.finish()
                if not left:
                    return None
                return left
            self._bytes += len(piece)
            if (values := body.feed(piece)) or body.fault is not None or body.done:
                return values

    def _take(self, values: list[object]) -> Iterator[Event]:
        for value in values:
            text, reasoning = self._assembler.feed(value)
            self._chunks += 1
            self._terminal = self._terminal or self._wire.terminal(value)
            self._characters += len(text) + len(reasoning)
            if reasoning:
                self.shown = True
                yield ReasoningDelta(reasoning)
            yield from self._tell(*self._thinking.feed(text)) if text else ()
            for name in self._assembler.names[self._begun :]:
                self._begun += 1
                yield CallBegun(name)

    def _tell(self, text: str, thought: str) -> Iterator[Event]:
        if thought:
            self._thoughts.append(thought)
            self.shown = True
            yield ReasoningDelta(thought)
        if text:
            self._spoken.append(text)
            self.shown = True
            yield TextDelta(text)

    def _held_back(self) -> Iterator[Event]:
        yield from self._tell(*self._thinking.finish())

    async def _let_it_end(self, pieces: Any) -> None:
        """A body that is read to its end leaves the connection open for the next request."""
        with contextlib.suppress(TimeoutError, Failure, OSError, StopAsyncIteration):
            async with asyncio.timeout(0.2):
                while True:
                    await anext(pieces)

    def _out_of_time(self) -> EndpointFailed | None:
        if self._finished and asyncio.get_running_loop().time() < self._ends:
            return None
        what = "took too long" if asyncio.get_running_loop().time() >= self._ends else "fell silent"
        return self._mapping.too_slow(what, partial=self._partial())

    def _fault(self, fault: Exception) -> EndpointFailed:
        if isinstance(fault, TooLong):
            return self._mapping.too_much(self._partial())
        return self._mapping.protocol(str(fault), partial=self._partial(), begun=self._chunks > 0)

    def _partial(self) -> Reply:
        """What had come, without a call that may run."""
        reply = self._told(self._assembler.reply())
        return replace(reply, tool_calls=(), complete=False)

    def _told(self, reply: Reply) -> Reply:
        """The reply with thoughts told apart from text, as it was given out."""
        if not self._thoughts:
            return reply
        return replace(reply, text="".join(self._spoken), reasoning=reply.reasoning + "".join(self._thoughts))

    def _settle(self, done: bool, response: Any) -> EndpointFailed | None:
        if self._chunks == 0:
            kind = response.headers.get("content-type") or "nothing"
            what = f"no event came (content type {kind})" if self._bytes else f"an empty answer ({kind})"
            return self._mapping.protocol(what, partial=None, begun=False)
        headers = {name.lower() for name in response.headers}
        if done or headers & {"content-length", "transfer-encoding"}:
            # Both are checked by the transport: what is shorter than announced ends in an exception.
            self._assembler.end()
        reply = self._told(self._assembler.reply())
        if reply.error is not None:
            return self._mapping.in_stream(reply.error, self._partial())
        if not reply.ended:
            return self._mapping.incomplete(self._partial())
        if not reply.tool_calls and not reply.refused and self._tools:
            text, calls = spoken_calls(reply.text, self._tools)
            reply = replace(reply, text=text, tool_calls=calls)
        self.reply = reply
        return None
