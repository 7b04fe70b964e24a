"""The Responses wire, for api.openai.com: its newer models take tools only here. Nothing is stored (`store` false)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from agent.llm import schema
from agent.llm.profiles import Profile
from agent.llm.request import Assistant, Image, Request, System, Tool, ToolResult, User
from agent.llm.response_events import TERMINAL, ResponsesAssembler
from agent.llm.untyped import an_object, objects
from agent.llm.wire import NOT_SHOWN, Ids, Wire, data_url, offered, token_limit, tuned, wire_name
from backends.types import Json

if TYPE_CHECKING:
    from openai import AsyncOpenAI


def body(request: Request, model: str, profile: Profile) -> Json:
    """The whole body, fields in a fixed order. Reasoning comes back sealed and is sent back with the history."""
    made: Json = {"model": model, "input": _input(request, profile)} | offered(request, profile, _tool)
    if profile.caps:
        made["max_output_tokens"] = max(16, token_limit(request, profile))
    if request.effort and profile.effort:
        made["reasoning"] = {"effort": request.effort}
    made |= tuned(request, profile)
    made["store"] = False
    if profile.echo:
        made["include"] = ["reasoning.encrypted_content"]
    made["stream"] = profile.stream
    return made


def _tool(tool: Tool, profile: Profile) -> Json:
    parameters = schema.strict(tool.parameters) if profile.strict else tool.parameters
    return {
        "type": "function",
        "name": tool.name,
        "description": tool.description,
        "parameters": parameters,
        "strict": profile.strict,
    }


def _input(request: Request, profile: Profile) -> list[Json]:
    made: list[Json] = []
    ids = Ids(nine_letters=False)
    for message in request.messages:
        match message:
            case System(text):
                made.append({"role": profile.roles[0], "content": text})
            case User(parts):
                made.append({"role": "user", "content": _parts(parts, profile)})
            case Assistant():
                made += _assistant(message, profile, ids)
            case ToolResult(call_id, text, pictures):
                output = [{"type": "input_text", "text": text}, *_parts(pictures, profile)] if pictures else text
                made.append({"type": "function_call_output", "call_id": ids.of_result(call_id), "output": output})
    return made


def _assistant(message: Assistant, profile: Profile, ids: Ids) -> list[Json]:
    kept = objects(message.echo.get("items")) if profile.echo else []
    # Without its seal, reasoning is a reference to something that was not stored.
    made = [_sealed(item) for item in kept if item.get("encrypted_content")]
    if message.text:
        made.append({"role": "assistant", "content": message.text})
    made += [
        {
            "type": "function_call",
            "call_id": ids.of_call(call.id),
            "name": wire_name(call.name),
            "arguments": call.arguments,
        }
        for call in message.calls
    ]
    return made


def _sealed(item: Json) -> Json:
    return {
        "type": "reasoning",
        "id": item.get("id", ""),
        "summary": item.get("summary") or [],
        "encrypted_content": item["encrypted_content"],
    }


def _parts(parts: Sequence[str | Image], profile: Profile) -> list[Json]:
    return [_part(part, profile) for part in parts]


def _part(part: str | Image, profile: Profile) -> Json:
    if isinstance(part, str):
        return {"type": "input_text", "text": part}
    if not profile.pictures:
        return {"type": "input_text", "text": NOT_SHOWN}
    return {"type": "input_image", "image_url": data_url(part), "detail": part.detail}


def _send(sdk: AsyncOpenAI, made: Json) -> AbstractAsyncContextManager[Any]:
    return sdk.responses.with_streaming_response.create(stream=bool(made["stream"]), extra_body=made)


def _terminal(event: object) -> bool:
    return an_object(event).get("type") in TERMINAL


WIRE: Wire = Wire("responses", body, _send, ResponsesAssembler, _terminal)
