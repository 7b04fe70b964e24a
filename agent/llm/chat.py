"""The Chat Completions wire: what every compatible server speaks."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from agent.llm import schema
from agent.llm.assembler import Assembler
from agent.llm.profiles import Profile
from agent.llm.request import Assistant, Image, Request, System, Tool, ToolResult, User
from agent.llm.untyped import an_object
from agent.llm.wire import NOT_SHOWN, Ids, Wire, data_url, offered, token_limit, tuned, wire_name
from backends.types import Json

if TYPE_CHECKING:
    from openai import AsyncOpenAI


def body(request: Request, model: str, profile: Profile) -> Json:
    """The whole body, fields in a fixed order."""
    made: Json = {"model": model, "messages": _messages(request, profile)} | offered(request, profile, _tool)
    if profile.caps:
        made[profile.caps[0]] = token_limit(request, profile)
    if profile.effort and (effort := "none" if profile.no_effort and request.tools else request.effort):
        made["reasoning_effort"] = effort
    made |= tuned(request, profile)
    made["stream"] = profile.stream
    if profile.stream and profile.stream_options:
        made["stream_options"] = {"include_usage": True}
    return made


def _tool(tool: Tool, profile: Profile) -> Json:
    function: Json = {"name": tool.name, "description": tool.description}
    if profile.strict:
        return {
            "type": "function",
            "function": function | {"parameters": schema.strict(tool.parameters), "strict": True},
        }
    return {"type": "function", "function": function | {"parameters": tool.parameters}}


def _messages(request: Request, profile: Profile) -> list[Json]:
    made: list[Json] = []
    shown: list[str | Image] = []
    ids = Ids(profile.nine_letter_ids)
    for message in request.messages:
        if not isinstance(message, ToolResult) and shown:
            # Images in a tool message are refused by most servers, and no other message may stand between the results.
            made.append(_user(shown, profile))
            shown = []
        match message:
            case System(text):
                made.append({"role": profile.roles[0], "content": text})
            case User(parts):
                made.append(_user(parts, profile))
            case Assistant():
                made.append(_assistant(message, profile, ids))
            case ToolResult(call_id, text, pictures):
                made.append({"role": "tool", "tool_call_id": ids.of_result(call_id), "content": text})
                shown.extend(pictures)
    if shown:
        made.append(_user(shown, profile))
    return _one_user_at_a_time(made)


def _user(parts: Sequence[str | Image], profile: Profile) -> Json:
    if not any(isinstance(part, Image) for part in parts) or not profile.pictures:
        words = [part if isinstance(part, str) else NOT_SHOWN for part in parts]
        return {"role": "user", "content": "\n".join(words)}
    return {"role": "user", "content": [_part(part) for part in parts]}


def _part(part: str | Image) -> Json:
    if isinstance(part, str):
        return {"type": "text", "text": part}
    return {"type": "image_url", "image_url": {"url": data_url(part), "detail": part.detail}}


def _assistant(message: Assistant, profile: Profile, ids: Ids) -> Json:
    made: Json = {"role": "assistant", "content": message.text or None}
    extras = an_object(message.echo.get("calls")) if profile.echo else {}
    if message.calls:
        made["tool_calls"] = [
            {"id": ids.of_call(call.id), "type": "function"}
            | {"function": {"name": wire_name(call.name), "arguments": call.arguments}}
            | an_object(extras.get(call.id))
            for call in message.calls
        ]
    elif not message.text:
        made["content"] = ""
    if profile.echo:
        made |= {name: value for name, value in message.echo.items() if name not in ("calls", "items")}
    return made


def _one_user_at_a_time(messages: list[Json]) -> list[Json]:
    """Neighbouring user messages as one: chat templates of local models often insist on turns (llama.cpp, vLLM)."""
    made: list[Json] = []
    for message in messages:
        if made and made[-1]["role"] == message["role"] == "user":
            made[-1] = {"role": "user", "content": _joined(made[-1]["content"], message["content"])}
        else:
            made.append(message)
    return made


def _joined(first: Any, second: Any) -> Any:
    if isinstance(first, str) and isinstance(second, str):
        return f"{first}\n{second}"
    as_parts = [[{"type": "text", "text": some}] if isinstance(some, str) else some for some in (first, second)]
    return as_parts[0] + as_parts[1]


def _send(sdk: AsyncOpenAI, made: Json) -> AbstractAsyncContextManager[Any]:
    # The SDK's own types would refuse fields that servers want back; the body goes as it is.
    return sdk.chat.completions.with_streaming_response.create(
        model=made["model"], messages=[], stream=bool(made["stream"]), extra_body=made
    )


WIRE = Wire("chat", body, _send, Assembler, lambda chunk: False)
