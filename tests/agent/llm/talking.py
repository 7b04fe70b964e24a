"""A scripted language model behind a conversation with a scripted engine: what it says is played on either wire."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agent.conversation import Conversation
from agent.events import ApprovalNeeded, Event, Said
from agent.llm.endpoint import Endpoint, Wire
from agent.llm.planner import LanguagePlanner
from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.session import Session
from agent.session.store import Store
from tests.agent.llm.asking import endpoint
from tests.fakes.darkroom import ScriptedDarkroom
from tests.fakes.llm_server import Asked, LlmServer, Play, sse
from tests.photos import write_photo


@dataclass(frozen=True, slots=True)
class Says:
    """One answer of the scripted model: words, and calls as (name, arguments), which may be any text."""

    text: str = ""
    calls: Sequence[tuple[str, Any]] = ()
    refusal: str = ""
    finish: str = ""

    def play(self, asked: Asked) -> Play:
        return self._responses() if asked.path.endswith("/responses") else self._chat()

    def _written(self) -> list[tuple[str, str]]:
        return [(name, given if isinstance(given, str) else json.dumps(given)) for name, given in self.calls]

    def _chat(self) -> Play:
        calls = [
            {"index": at, "id": f"call_{at}", "type": "function", "function": {"name": name, "arguments": arguments}}
            for at, (name, arguments) in enumerate(self._written())
        ]
        delta: dict[str, Any] = {"role": "assistant", "content": self.text or None}
        delta |= {"tool_calls": calls} if calls else {}
        delta |= {"refusal": self.refusal} if self.refusal else {}
        finish = self.finish or ("tool_calls" if calls else "stop")
        return Play(
            (
                sse(
                    {"id": "c", "choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
                    {"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]},
                    {"id": "c", "choices": [], "usage": {"prompt_tokens": 900, "completion_tokens": 40}},
                ),
            )
        )

    def _responses(self) -> Play:
        items: list[dict[str, Any]] = []
        if self.text or self.refusal:
            part = {"type": "refusal", "refusal": self.refusal} if self.refusal else {"type": "output_text"}
            part |= {} if self.refusal else {"text": self.text, "annotations": []}
            items.append({"type": "message", "id": "m", "role": "assistant", "status": "completed", "content": [part]})
        items += [
            {"type": "function_call", "id": f"f{at}", "call_id": f"call_{at}", "name": name, "arguments": arguments}
            for at, (name, arguments) in enumerate(self._written())
        ]
        events: list[Any] = [
            {"type": kind, "output_index": at, "item": item}
            for at, item in enumerate(items)
            for kind in ("response.output_item.added", "response.output_item.done")
        ]
        status = {"length": "incomplete"}.get(self.finish, "completed")
        response: dict[str, Any] = {"id": "r", "status": status, "output": items}
        response["usage"] = {"input_tokens": 900, "output_tokens": 40}
        if status == "incomplete":
            response["incomplete_details"] = {"reason": "max_output_tokens"}
        return Play((sse(*events, {"type": f"response.{status}", "response": response}, done=False),))


def model(*answers: Says | Play) -> LlmServer:
    return LlmServer(*(one.play if isinstance(one, Says) else one for one in answers))


class One:
    """The planner of a conversation, chosen already."""

    def __init__(self, planner: LanguagePlanner) -> None:
        self.language = planner

    async def planner(self, session: Session) -> LanguagePlanner:
        return self.language

    async def switch(self, words: str, session: Session) -> str:
        raise AssertionError(words)

    async def leave(self, session: Session) -> None:
        await self.language.close()


@dataclass
class Talk:
    """A conversation about one photo. `keys` are what the person presses, question by question; "" is nothing."""

    conversation: Conversation
    store: Store
    darkroom: ScriptedDarkroom
    planner: LanguagePlanner
    keys: list[str] = field(default_factory=lambda: ["yes"])
    asked: list[ApprovalNeeded] = field(default_factory=list[ApprovalNeeded])

    @property
    def ids(self) -> list[str]:
        return [variant.id for variant in self.conversation.session.variants()]

    async def say(self, words: str, files: Sequence[Path] = ()) -> list[Event]:
        events: list[Event] = []
        async for event in self.conversation.submit(words, files):
            events.append(event)
            if isinstance(event, ApprovalNeeded):
                self.asked.append(event)
                key = self.keys.pop(0) if self.keys else "no"
                await self.conversation.answer(event.id, key)
        return events

    async def close(self) -> None:
        await self.planner.close()
        await self.conversation.close()
        self.store.close()


async def talk(
    folder: Path, server: LlmServer, *, wire: Wire = "chat", darkroom: ScriptedDarkroom | None = None, **more: Any
) -> Talk:
    return await talk_to(folder, endpoint(server, wire=wire), darkroom=darkroom, **more)


async def talk_to(folder: Path, where: Endpoint, *, darkroom: ScriptedDarkroom | None = None, **more: Any) -> Talk:
    photo = folder / "coffee.jpg"
    write_photo(photo)
    store = Store(folder / "home")
    room = darkroom or ScriptedDarkroom()
    conversation, _ = await open_photo(photo, workplace() / "proxy.jpg", store, room)
    planner = LanguagePlanner(where, conversation.session, **more)
    conversation.planners = One(planner)
    return Talk(conversation, store, room, planner)


def words(events: Sequence[Event]) -> str:
    return "\n".join(event.text for event in events if isinstance(event, Said))


def results(asked: Asked) -> list[str]:
    """The texts of the tool results in a request, on either wire."""
    body = asked.body
    found: list[str] = []
    for message in body.get("messages") or body.get("input") or []:
        if message.get("role") == "tool":
            found.append(str(message["content"]))
        elif message.get("type") == "function_call_output":
            found.append(str(message["output"]))
    return found
