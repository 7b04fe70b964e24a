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
from agent.llm.transport import http, load, sdk
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

    async def _meant(self) -> str:
        try:
            return nearest(self.endpoint.model, await self.models())
        except EndpointFailed:
            return ""

    async def ask(self, request: Request) -> AsyncGenerator[Event]:
        """The answer as it comes. The last event is Done; anything else ends in an EndpointFailed.

        Cancel the task that iterates, or close the iterator: the connection closes at once and the server hears of it.
        """
        ends = asyncio.get_running_loop().time() + self._limits.wall_clock
        lessons, tries = 0, 1
        while True:
            profile = self.profile
            body = self._wire.body(request, self.endpoint.model, profile)
            if len(json.dumps(body)) > _MOST_SENT:
                raise self._mapping.too_large(_MOST_SENT)
            answer = Answer(self._wire, self._mapping, self._limits, ends, [tool.name for tool in request.tools])
            refusal: _Refusal | None = None
            failure: EndpointFailed | None = None
            async with contextlib.aclosing(self._once(body, answer)) as events:
                async for event in events:
                    if isinstance(event, _Refusal):
                        refusal = event
                    elif isinstance(event, EndpointFailed):
                        failure = event
                    else:
                        yield event
            if refusal is not None:
                learned = _lesson(refusal, profile, request)
                # A lesson that would not change this request is none: the complaint was about something else.
                if (
                    learned is not None
                    and lessons < _MOST_LESSONS
                    and self._wire.body(request, self.endpoint.model, learned[0]) != body
                ):
                    lessons += 1
                    self._profiles.remember(self.endpoint, learned[0])
                    yield Learned(learned[1])
                    continue
                failure = refusal.failure
            if failure is None:
                break
            again = self._again(failure, refusal, answer, tries)
            if again is None:
                if failure.kind is Trouble.NO_SUCH_MODEL and (meant := await self._meant()):
                    failure.advice = f"Did you mean “{meant}”? Choose it with /model."
                raise failure
            if failure.kind is Trouble.PROTOCOL:
                # llama-cpp-python's answer to a forced tool is an empty stream; whole, the same request is answered.
                self._profiles.remember(self.endpoint, replace(profile, stream=False))
            yield again
            await asyncio.sleep(again.seconds)
            ends += again.seconds
            tries += 1
        reply = answer.reply
        for call in reply.tool_calls:
            yield CallReady(call)
        counted = tokens(reply.usage)
        yield Done(reply, counted if reply.usage else _estimated(body, request, reply), estimated=not reply.usage)

    async def _once(self, body: Json, answer: Answer) -> AsyncGenerator[Event | _Refusal | EndpointFailed]:
        """One request. Failures are values here: an exception that is handled later keeps the request alive with it."""
        if self._sdk is None:
            await asyncio.to_thread(load)
            self._sdk = sdk(self.endpoint, self._http)
        from openai import APIStatusError, OpenAIError

        try:
            async with answer.deadline(first=True):
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

    def _again(self, failure: EndpointFailed, refusal: _Refusal | None, answer: Answer, tries: int) -> Retrying | None:
        """May the same request go out once more? Not after a word was shown, nor where waiting will not help."""
        if tries > MOST_TRIES or answer.shown:
            return None
        if refusal is not None:
            waits = refusal.wait if refusal.wait is not None else backoff(tries)
            passing = failure.kind in (Trouble.OVERLOADED, Trouble.RATE_LIMITED) and refusal.status in AGAIN
            if not passing or waits > LONGEST_WAIT:
                return None
            return Retrying(waits, failure.what, tries, failure.maybe_charged)
        if failure.kind is Trouble.UNREACHABLE and not self.endpoint.local:
            return Retrying(backoff(tries), failure.what, tries)
        # Nothing at all came. Once more, and said: the server may have counted the first.
        if failure.kind in (Trouble.INCOMPLETE, Trouble.PROTOCOL) and answer.empty and tries == 1:
            if failure.kind is Trouble.PROTOCOL and not (answer.nothing and self.profile.stream):
                return None
            return Retrying(backoff(tries), failure.what, tries, maybe_charged=True)
        return None


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
