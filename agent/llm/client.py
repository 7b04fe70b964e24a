"""Asks a language model and tells what comes back, whichever wire and server: tries, limits and cancel in one place."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from agent.llm import chat, responses
from agent.llm.answer import Answer, Limits
from agent.llm.endpoint import Endpoint
from agent.llm.events import CallReady, Done, Event, Learned, Retrying
from agent.llm.failures import EndpointFailed, Trouble
from agent.llm.mapping import Mapping
from agent.llm.models import Model, listed, nearest
from agent.llm.profiles import Profile, Profiles, learn
from agent.llm.reply import Reply, Tokens, tokens
from agent.llm.request import Image, Request, System, ToolResult, User
from agent.llm.retrying import AGAIN, LONGEST_WAIT, MOST_TRIES, backoff, retry_after
from agent.llm.transport import connect, http
from agent.llm.untyped import an_object
from backends.outbound import Failure, Gate
from backends.types import Json

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_MOST_LESSONS = 6
_MOST_SENT = 4_000_000


@dataclass(frozen=True, slots=True)
class _Refusal:
    """An error status, with what may be learned from it."""

    failure: EndpointFailed
    status: int
    message: str
    wait: float | None


@dataclass(slots=True)
class _Attempt:
    """Where an `ask` stands: its last moment, which try this is, what was learned on the way."""

    ends: float
    number: int = 1
    lessons: int = 0
    stream: bool = True


class Client:
    """One endpoint. Several `ask` may run at once; `close` gives the connections back."""

    def __init__(
        self, endpoint: Endpoint, gate: Gate, *, profiles: Profiles | None = None, limits: Limits | None = None
    ) -> None:
        self.endpoint = endpoint
        self._profiles = profiles if profiles is not None else Profiles()
        self._limits = limits or Limits()
        self._wire = responses.WIRE if endpoint.speaks == "responses" else chat.WIRE
        self._mapping = Mapping(endpoint)
        self._http = http(endpoint, gate)
        self._sdk: AsyncOpenAI | None = None

    @property
    def profile(self) -> Profile:
        """What the endpoint is known to take now, for instance whether it can see pictures."""
        return self._profiles.of(self.endpoint)

    async def close(self) -> None:
        await self._http.aclose()

    async def models(self) -> list[Model]:
        """What the server offers; what it says about pictures is kept in mind. An EndpointFailed where it cannot."""
        try:
            async with asyncio.timeout(15):
                response = await self._http.get(f"{self.endpoint.base_url}/models")
            found = listed(response) if response.status_code == 200 else None
        except ValueError as error:
            wrong: BaseException = error
        except (Failure, OSError, TimeoutError) as error:
            wrong = error
        else:
            if found is None:
                raise self._mapping.status(response.status_code, response.headers, response.content[:20_000])
            if any(model.id == self.endpoint.model and model.sees is False for model in found):
                self._profiles.remember(self.endpoint, replace(self.profile, pictures=False))
            return found
        if isinstance(wrong, ValueError):
            raise self._mapping.protocol(f"no list of models ({wrong})", partial=None, begun=False)
        raise self._mapping.broken(wrong, sent=False, partial=None)

    async def _first_model(self) -> str:
        """Where an address is set up without a model: one that can see, else the first; local servers take any name."""
        listed = await self.models()
        # One that is handed on to somebody else is not what a server on this computer was allowed for.
        found = [model for model in listed if not replace(self.endpoint, model=model.id).relayed]
        return next((model.id for model in found if model.sees), found[0].id if found else "default")

    async def _meant(self) -> str:
        try:
            return nearest(self.endpoint.model, await self.models())
        except EndpointFailed:
            return ""

    async def ask(self, request: Request) -> AsyncGenerator[Event]:
        """The answer as it comes. The last event is Done; anything else ends in an EndpointFailed.

        Cancel the task that iterates, or close the iterator: the connection closes at once and the server hears of it.
        """
        if self._sdk is None:
            # Before the clock starts: importing the package takes seconds on a slow computer.
            self._sdk = await asyncio.to_thread(connect, self.endpoint, self._http)
        if not self.endpoint.model:
            self.endpoint = replace(self.endpoint, model=await self._first_model())
        attempt = _Attempt(asyncio.get_running_loop().time() + self._limits.wall_clock)
        while True:
            profile = self.profile if attempt.stream else replace(self.profile, stream=False)
            body = self._wire.body(request, self.endpoint.model, profile)
            if len(json.dumps(body)) > _MOST_SENT:
                raise self._mapping.too_large(_MOST_SENT)
            tools = [tool.name for tool in request.tools]
            answer = Answer(self._wire, self._mapping, self._limits, attempt.ends, tools)
            trouble: _Refusal | EndpointFailed | None = None
            async with contextlib.aclosing(self._once(body, answer)) as events:
                async for event in events:
                    if isinstance(event, _Refusal | EndpointFailed):
                        trouble = event
                    else:
                        yield event
            if trouble is None:
                break
            if isinstance(trouble, _Refusal) and (learned := self._learn(trouble, profile, request, body, attempt)):
                yield learned
                continue
            again = self._again(trouble, answer, attempt)
            if again is None:
                raise await self._explained(trouble)
            yield again
            await asyncio.sleep(again.seconds)
            attempt.ends += again.seconds
            attempt.number += 1
        if not attempt.stream:
            self._profiles.remember(self.endpoint, profile)
        reply = answer.reply
        for call in reply.tool_calls:
            yield CallReady(call)
        counted = tokens(reply.usage) if reply.usage else _estimated(body, request, reply)
        yield Done(reply, counted, estimated=not reply.usage)

    async def _once(self, body: Json, answer: Answer) -> AsyncGenerator[Event | _Refusal | EndpointFailed]:
        """One request. Failures are values here: an exception that is handled later keeps the request alive with it."""
        from openai import APIStatusError, OpenAIError

        try:
            async with answer.deadline(first=True):
                assert self._sdk is not None
                manager = self._wire.send(self._sdk, body)
                response: Any = await manager.__aenter__()
        except APIStatusError as error:
            failure = self._mapping.status(error.status_code, error.response.headers, error.body or error.message)
            yield _Refusal(failure, error.status_code, _complaint(error.body), retry_after(error.response.headers))
            return
        except TimeoutError:
            yield self._mapping.too_slow("did not begin to answer in time", partial=None)
            return
        except (OpenAIError, Failure, OSError, ValueError) as error:
            yield self._mapping.broken(error, sent=True, partial=None)
            return
        try:
            async with contextlib.aclosing(answer.read(response)) as events:
                async for event in events:
                    yield event
        finally:
            await manager.__aexit__(None, None, None)

    def _learn(
        self, refusal: _Refusal, profile: Profile, request: Request, body: Json, attempt: _Attempt
    ) -> Learned | None:
        """Leave out what the server complains of. A lesson that would not change this request is none."""
        lesson = _lesson(refusal, profile, request)
        if lesson is None or attempt.lessons >= _MOST_LESSONS:
            return None
        if self._wire.body(request, self.endpoint.model, lesson[0]) == body:
            return None
        attempt.lessons += 1
        self._profiles.remember(self.endpoint, lesson[0])
        return Learned(lesson[1])

    def _again(self, trouble: _Refusal | EndpointFailed, answer: Answer, attempt: _Attempt) -> Retrying | None:
        """May the same request go out once more? Not after a word was shown, nor where waiting will not help."""
        number = attempt.number
        if number > MOST_TRIES or answer.shown:
            return None
        if isinstance(trouble, _Refusal):
            failure = trouble.failure
            waits = trouble.wait if trouble.wait is not None else backoff(number)
            passing = failure.kind in (Trouble.OVERLOADED, Trouble.RATE_LIMITED) and trouble.status in AGAIN
            if not passing or waits > LONGEST_WAIT:
                return None
            return Retrying(waits, failure.what, number, failure.maybe_charged)
        if trouble.kind is Trouble.UNREACHABLE and not self.endpoint.local:
            return Retrying(backoff(number), trouble.what, number)
        if number > 1 or not answer.empty:
            return None
        # Nothing at all came. Once more, and said: the server may have counted the first.
        if trouble.kind is Trouble.PROTOCOL and answer.nothing and attempt.stream and self.profile.stream:
            # llama-cpp-python's answer to a forced tool is an empty stream; whole, the same request is answered.
            attempt.stream = False
            return Retrying(0.0, trouble.what, number, maybe_charged=True)
        if trouble.kind is Trouble.INCOMPLETE:
            return Retrying(backoff(number), trouble.what, number, maybe_charged=True)
        return None

    async def _explained(self, trouble: _Refusal | EndpointFailed) -> EndpointFailed:
        failure = trouble.failure if isinstance(trouble, _Refusal) else trouble
        if failure.kind is Trouble.NO_SUCH_MODEL and (meant := await self._meant()):
            failure.advice = f"Did you mean “{meant}”? Choose it with /model."
        return failure


def _complaint(body: object) -> str:
    """The words of a refusal and the field that it names, without its numbers of errors and requests."""
    found = an_object(body)
    return f"{found.get('message') or found.get('detail') or body} {found.get('param') or ''}"


def _lesson(refusal: _Refusal, profile: Profile, request: Request) -> tuple[Profile, str] | None:
    if refusal.failure.kind is Trouble.REFUSED:
        return learn(profile, refusal.message, request.max_tokens)
    # llama.cpp answers 500 to pictures that its model cannot see; nothing else is learned from a failing server.
    if refusal.status in (500, 501) and "image" in refusal.message:
        return learn(profile, "image", request.max_tokens)
    return None


def _estimated(body: Json, request: Request, reply: Reply) -> Tokens:
    """About 3.6 characters a token; a small picture about 85 (OpenAI's formula for low detail)."""
    pictures = words = 0
    for message in request.messages:
        match message:
            case System(text):
                words += len(text)
            case User(parts) | ToolResult(pictures=parts):
                pictures += sum(isinstance(part, Image) for part in parts)
                words += sum(len(part) for part in parts if isinstance(part, str))
            case _:
                words += len(message.text)
    words += len(str(body.get("tools", "")))
    made = len(reply.text) + len(reply.reasoning) + sum(len(call.arguments) for call in reply.tool_calls)
    return Tokens(sent=round(words / 3.6) + 85 * pictures, made=round(made / 3.6))
