"""What the tests ask, and how they collect what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import SecretStr

from agent.llm.answer import Limits
from agent.llm.client import Client
from agent.llm.endpoint import Endpoint, Wire
from agent.llm.events import Done, Event, TextDelta
from agent.llm.failures import EndpointFailed
from agent.llm.profiles import Profiles
from agent.llm.reply import Reply
from agent.llm.request import Request, System, Tool, User
from backends.outbound import LoopbackOnly
from tests.fakes.llm_server import LlmServer

CANARY = "CANARY-sk-7f3a9c1e5b2d8064-KEY"
UNDO = Tool("undo", "Take back the last edit.", {"type": "object", "properties": {}, "additionalProperties": False})
EDIT = Tool(
    "edit",
    "Change the picture.",
    {
        "type": "object",
        "properties": {"variant": {"type": "string"}, "count": {"type": "integer", "minimum": 1, "maximum": 8}},
        "required": ["variant"],
        "additionalProperties": False,
    },
)
HELLO = Request((System("You edit photos."), User(("make it warmer",))), (EDIT, UNDO), max_tokens=500)


@dataclass(slots=True)
class Heard:
    events: list[Event] = field(default_factory=list[Event])
    failure: EndpointFailed | None = None

    @property
    def reply(self) -> Reply:
        assert not self.failure, self.failure
        assert isinstance(self.events[-1], Done)
        return self.events[-1].reply

    @property
    def text(self) -> str:
        return "".join(event.text for event in self.events if isinstance(event, TextDelta))

    def failed(self) -> EndpointFailed:
        assert self.failure is not None, self.events
        return self.failure


def endpoint(server: LlmServer, *, wire: Wire = "chat", key: str | None = CANARY, model: str = "m") -> Endpoint:
    return Endpoint("The server", server.url, model, SecretStr(key) if key else None, wire)


async def ask(
    server: LlmServer,
    request: Request = HELLO,
    *,
    wire: Wire = "chat",
    limits: Limits | None = None,
    profiles: Profiles | None = None,
) -> Heard:
    client = Client(endpoint(server, wire=wire), LoopbackOnly(), limits=limits, profiles=profiles)
    try:
        return await heard(client, request)
    finally:
        await client.close()


async def heard(client: Client, request: Request = HELLO) -> Heard:
    found = Heard()
    try:
        async for event in client.ask(request):
            found.events.append(event)
    except EndpointFailed as failure:
        found.failure = failure
    return found
