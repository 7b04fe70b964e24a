"""What the planner asks a language model, in words of neither wire; `chat` and `responses` write it as servers want.

The order of the messages is the order on the wire, and equal requests make equal bytes, so that a server's cache holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from agent.llm.reply import Reply, ToolCall
from backends.types import Json


@dataclass(frozen=True, slots=True)
class Image:
    """A thumbnail, already stripped of metadata: exactly these bytes leave."""

    data: bytes = field(repr=False)
    media_type: str = "image/jpeg"
    detail: Literal["low", "high", "auto"] = "low"


@dataclass(frozen=True, slots=True)
class System:
    text: str


@dataclass(frozen=True, slots=True)
class User:
    """Text and pictures in order; label a picture by the text before it."""

    parts: tuple[str | Image, ...]


@dataclass(frozen=True, slots=True)
class Assistant:
    """An answer of the model as history. Every call needs one ToolResult before the next message that is none."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    echo: Json = field(default_factory=dict[str, Any])

    @classmethod
    def of(cls, reply: Reply) -> Assistant:
        """Refused calls are calls too: the model must be told why, by a ToolResult with their id."""
        refused = tuple(ToolCall(call.id, call.name, "{}") for call in reply.refused)
        return cls(reply.text or reply.refusal, reply.tool_calls + refused, reply.echo)


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a call came to, also when it was refused, declined, cancelled or failed. Pictures follow where they may
    stand: behind the results on the chat wire, inside them on the Responses wire."""

    call_id: str
    text: str
    pictures: tuple[str | Image, ...] = ()


Message = System | User | Assistant | ToolResult


@dataclass(frozen=True, slots=True)
class Tool:
    """`parameters` is a JSON schema of an object, see `schema.of`."""

    name: str
    description: str
    parameters: Json


@dataclass(frozen=True, slots=True)
class Request:
    messages: tuple[Message, ...]
    tools: tuple[Tool, ...] = ()
    tool_choice: Literal["auto", "required", "none"] = "auto"
    max_tokens: int = 4096
    effort: Literal["", "none", "low", "medium", "high"] = ""
    temperature: float | None = None
    cache_key: str = ""
    parallel: bool = True
    """False asks for one call at a time, which small local models keep in order better; servers may ignore it."""

    def __post_init__(self) -> None:
        check(self.messages)


def check(messages: tuple[Message, ...]) -> None:
    """Raise ValueError unless every call has exactly one result, in order, before anything else is said.

    Servers differ in what they do with a history that breaks this, from 400 to an answer about the wrong call.
    """
    open_calls: list[str] = []
    for message in messages:
        if isinstance(message, ToolResult):
            if not open_calls or message.call_id != open_calls[0]:
                raise ValueError(f"a result for {message.call_id!r}, while {open_calls[:1]} waits for one")
            open_calls.pop(0)
            continue
        if open_calls:
            raise ValueError(f"no result for {open_calls}")
        if isinstance(message, Assistant):
            open_calls = [call.id for call in message.calls]
            if len(set(open_calls)) != len(open_calls):
                raise ValueError(f"an id stands for two calls: {open_calls}")
    if open_calls:
        raise ValueError(f"no result for {open_calls}")
