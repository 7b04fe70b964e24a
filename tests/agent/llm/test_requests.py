"""What is sent: both wires, every kind of history, pictures where they may stand, the same bytes for the same words."""

from __future__ import annotations

import base64
import dataclasses
import io
from typing import Any, Literal

import pytest
from PIL import Image as Pillow
from pydantic import BaseModel, ConfigDict, Field

from agent.llm import chat, responses, schema
from agent.llm.client import Client
from agent.llm.endpoint import Endpoint
from agent.llm.failures import Trouble
from agent.llm.profiles import Profile, Profiles, expected, learn
from agent.llm.reply import Refused, Reply, ToolCall
from agent.llm.request import Assistant, Image, Request, System, Tool, ToolResult, User
from backends.outbound import LoopbackOnly
from tests.agent.llm.asking import EDIT, HELLO, UNDO, Heard, ask, endpoint, heard
from tests.agent.llm.recorded import chunks
from tests.fakes.llm_server import LlmServer, Play, call_chunk, error, finish_chunk, said, sse, text_chunk


def thumbnail() -> Image:
    file = io.BytesIO()
    Pillow.new("RGB", (32, 24), (200, 120, 40)).save(file, "JPEG")
    return Image(file.getvalue())


def history() -> tuple[Any, ...]:
    calls = (ToolCall("a", "edit", '{"variant":"v1"}'), ToolCall("b", "no such tool!", "{}"))
    again = (ToolCall("a", "undo", "{}"),)
    return (
        System("You edit photos."),
        User(("[img 1 = v1]", thumbnail(), "make it warmer")),
        Assistant("I will.", calls),
        ToolResult("a", "v2 made", ("[img 2 = v2]", thumbnail())),
        ToolResult("b", "no such tool; available: edit, undo"),
        User(("and back",)),
        Assistant("", again),
        ToolResult("a", "not executed: the person declined"),
        Assistant("", ()),
        User(("hello?",)),
    )


@pytest.mark.parametrize("wire", ["chat", "responses"])
@pytest.mark.parametrize("picky", [False, True], ids=["as OpenAI", "as a plain server"])
async def test_a_long_history_is_a_valid_request(wire: Literal["chat", "responses"], picky: bool) -> None:
    """The fixture of this folder validates it."""
    request = Request(history(), (EDIT, UNDO), "required", 900, "low", 0.2, "session-1", parallel=False)
    profiles = Profiles()
    async with LlmServer(said()) as server:
        strict = Profile(strict=not picky, cache_key=not picky, nine_letter_ids=picky, pictures=not picky)
        profiles.remember(endpoint(server), strict)
        await ask(server, request, wire=wire, profiles=profiles)
        assert len(server.asked) == 1


def test_the_same_request_is_the_same_bytes() -> None:
    first, second = (str(chat.body(Request(history(), (EDIT, UNDO)), "m", Profile())) for _ in range(2))
    assert first == second


def test_on_the_chat_wire_pictures_of_results_follow_them_as_the_persons() -> None:
    messages = chat.body(Request(history()), "m", Profile())["messages"]
    roles = [message["role"] for message in messages]
    assert roles == ["system", "user", "assistant", "tool", "tool", "user", "assistant", "tool", "assistant", "user"]
    assert all(isinstance(message["content"], str) for message in messages if message["role"] == "tool")
    kinds = [part["type"] for part in messages[5]["content"]]
    assert kinds == ["text", "image_url", "text"], "neighbouring user messages are one"


def test_on_the_responses_wire_pictures_stand_in_the_result() -> None:
    items = responses.body(Request(history()), "m", Profile())["input"]
    output = next(item["output"] for item in items if item.get("type") == "function_call_output")
    assert [part["type"] for part in output] == ["input_text", "input_text", "input_image"]


def test_what_is_sent_is_exactly_the_thumbnail() -> None:
    picture = thumbnail()
    made = chat.body(Request((User((picture,)),)), "m", Profile())
    url = made["messages"][0]["content"][0]["image_url"]["url"]
    assert base64.b64decode(url.partition(",")[2]) == picture.data


def test_a_model_that_cannot_see_gets_words_in_place_of_pictures() -> None:
    made = str(chat.body(Request(history()), "m", Profile(pictures=False)))
    assert "image_url" not in made and "cannot see" in made


def test_ids_that_came_twice_or_do_not_fit_are_made_new_and_stay_paired() -> None:
    messages = chat.body(Request(history()), "m", Profile(nine_letter_ids=True))["messages"]
    ids = [call["id"] for message in messages for call in message.get("tool_calls", [])]
    assert len(set(ids)) == 3 and all(len(id) == 9 and id.isalnum() for id in ids)
    assert ids == [message["tool_call_id"] for message in messages if message["role"] == "tool"]


@pytest.mark.parametrize(
    "messages",
    [
        (Assistant("", (ToolCall("a", "undo", "{}"),)), User(("hi",))),
        (ToolResult("a", "done"),),
        (Assistant("", (ToolCall("a", "x", "{}"), ToolCall("b", "x", "{}"))), ToolResult("b", ""), ToolResult("a", "")),
        (Assistant("", (ToolCall("a", "undo", "{}"),)), ToolResult("a", ""), ToolResult("a", "")),
        (Assistant("", (ToolCall("a", "undo", "{}"),)),),
    ],
)
def test_a_history_that_does_not_hang_together_cannot_be_asked(messages: Any) -> None:
    with pytest.raises(ValueError, match="result"):
        Request(messages)


def test_a_refused_call_goes_back_as_a_call_that_can_be_answered() -> None:
    reply = Reply(tool_calls=(ToolCall("a", "undo", "{}"),), refused=(Refused("b", "edit", '{"var', "cut", cut=True),))
    said_back = Assistant.of(reply)
    request = Request((User(("hi",)), said_back, ToolResult("a", "done"), ToolResult("b", "not executed: cut")))
    arguments = [
        call["function"]["arguments"] for call in chat.body(request, "m", Profile())["messages"][1]["tool_calls"]
    ]
    assert arguments == ["{}", "{}"], "many servers parse the history's arguments"


async def test_what_a_server_wants_back_is_sent_back_to_it() -> None:
    call = call_chunk("undo", "{}")
    call["choices"][0]["delta"]["tool_calls"][0]["extra_content"] = {"google": {"thought_signature": "abc="}}
    think = {"id": "c1", "choices": [{"index": 0, "delta": {"reasoning_content": "Hm", "reasoning_details": []}}]}
    details = [{"type": "reasoning.text", "index": 0, "text": part} for part in ("He", "l", "lo")]
    more = [{"choices": [{"index": 0, "delta": {"reasoning_details": [detail]}}]} for detail in details]
    async with LlmServer(Play((sse(think, *more, call, finish_chunk("tool_calls")),)), said()) as server:
        reply = (await ask(server)).reply
        back = Request((User(("hi",)), Assistant.of(reply), ToolResult("call_1", "done")))
        await ask(server, back)
        message = server.asked[1].body["messages"][1]
    assert message["reasoning_content"] == "Hm" and message["reasoning_details"][0]["text"] == "Hello"
    assert message["tool_calls"][0]["extra_content"] == {"google": {"thought_signature": "abc="}}


async def test_sealed_reasoning_goes_back_on_the_responses_wire() -> None:
    item = {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "sealed"}
    call = {"type": "function_call", "call_id": "c1", "name": "undo", "arguments": "{}"}
    events = [
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.output_item.done", "output_index": 1, "item": call},
        {"type": "response.completed", "response": {"status": "completed", "usage": {"input_tokens": 1}}},
    ]
    async with LlmServer(Play((sse(*events, done=False),))) as server:
        reply = (await ask(server, wire="responses")).reply
        await ask(server, Request((User(("hi",)), Assistant.of(reply), ToolResult("c1", "ok"))), wire="responses")
        items = server.asked[1].body["input"]
    assert [item.get("type") for item in items] == [None, "reasoning", "function_call", "function_call_output"]
    assert items[1]["encrypted_content"] == "sealed" and server.asked[0].body["store"] is False


REFUSALS = [
    (400, "Unknown parameter: 'parallel_tool_calls'.", "parallel_tool_calls"),
    (400, "Unknown parameter: 'stream_options'.", "stream_options"),
    (
        400,
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        "max_tokens",
    ),
    (
        400,
        "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) is supported.",
        "temperature",
    ),
    (400, "Unrecognized request argument supplied: reasoning_effort", "reasoning_effort"),
    (400, "Thinking mode does not support this tool_choice", "tool_choice"),
    (422, "Extra inputs are not permitted: prompt_cache_key", "prompt_cache_key"),
]


@pytest.mark.parametrize(("status", "message", "field"), REFUSALS, ids=[field for *_, field in REFUSALS])
async def test_a_field_that_a_server_refuses_is_left_out_once_and_for_all(
    status: int, message: str, field: str
) -> None:
    profiles = Profiles()
    request = dataclasses.replace(
        HELLO, tool_choice="required", effort="low", temperature=0.2, cache_key="s", parallel=False
    )
    async with LlmServer(error(status, message), said()) as server:
        profiles.remember(endpoint(server), Profile(cache_key=True))
        await ask(server, request, profiles=profiles)
        await ask(server, request, profiles=profiles)
    assert [field in asked.body for asked in server.asked] == [True, False, False]


async def learned(*answers: Play, request: Request = HELLO) -> tuple[Heard, list[dict[str, Any]]]:
    async with LlmServer(*answers, said()) as server:
        found = await ask(server, request)
        return found, [asked.body for asked in server.asked]


async def test_the_role_of_the_instructions_is_learned() -> None:
    refusals = [
        error(
            400,
            f"Unsupported value: 'messages[0].role' does not support '{role}' with this model.",
            param="messages[0].role",
        )
        for role in ("system", "developer")
    ]
    found, bodies = await learned(*refusals)
    assert found.reply.text == "Good."
    assert [body["messages"][0]["role"] for body in bodies] == ["system", "developer", "user"]


async def test_a_smaller_limit_is_learned_from_its_range() -> None:
    _, bodies = await learned(error(400, "Invalid max_tokens value, the valid range of max_tokens is [1, 384]"))
    assert [body["max_tokens"] for body in bodies] == [500, 384]


@pytest.mark.parametrize(
    "message",
    [
        "'max_tokens' is too large: 500. This model's maximum context length is 384 tokens and your request has 200.",
        "max_tokens is too large: 500. This model supports at most 384 completion tokens, whereas you provided 500.",
        "max_tokens: 500 > 384, which is the maximum allowed number of output tokens",
    ],
)
async def test_a_smaller_answer_is_asked_for_where_it_does_not_fit(message: str) -> None:
    _, bodies = await learned(error(400, message))
    assert [body["max_tokens"] for body in bodies] == [500, 384]


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "Failed to deserialize the JSON body: messages[1]: unknown variant `image_url`, expected `text`"),
        (500, "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj"),
        (400, "This model does not support image inputs."),
        (404, "No endpoints found that support image input"),
    ],
)
async def test_a_model_that_refuses_pictures_is_asked_without_them(status: int, message: str) -> None:
    request = Request((User(("what is it?", thumbnail())),))
    found, bodies = await learned(error(status, message), request=request)
    assert found.reply.text == "Good." and "image_url" in str(bodies[0]) and "image_url" not in str(bodies[1])


async def test_a_model_that_takes_tools_only_without_reasoning_is_asked_so() -> None:
    message = "Function tools with reasoning_effort are not supported here. Use /v1/responses or set it to 'none'."
    found, bodies = await learned(error(400, message.replace("it", "reasoning_effort")))
    assert found.reply.text == "Good."
    assert [body.get("reasoning_effort") for body in bodies] == [None, "none"]


async def test_an_address_without_a_model_is_asked_for_its_models_first() -> None:
    listing = b'{"data": [{"id": "blind"}, {"id": "seer", "architecture": {"input_modalities": ["text", "image"]}}]}'
    async with LlmServer(Play((listing,), content_type="application/json"), said()) as server:
        client = Client(endpoint(server, model=""), LoopbackOnly())
        assert (await heard(client)).reply.text == "Good." and client.endpoint.model == "seer"
        await client.close()
        assert server.asked[1].body["model"] == "seer"


async def test_a_conversation_that_is_too_large_is_not_sent() -> None:
    picture = Image(b"x" * 4_000_000)
    async with LlmServer(said()) as server:
        failure = (await ask(server, Request((User((picture,)),)))).failed()
        assert failure.kind is Trouble.TOO_LONG and not server.asked


async def test_strict_schemas_are_learned_to_be_left_out() -> None:
    profiles = Profiles()
    async with LlmServer(error(400, "tools.0.function.strict: Extra inputs are not permitted"), said()) as server:
        profiles.remember(endpoint(server), Profile(strict=True))
        await ask(server, profiles=profiles)
    assert ["strict" in str(asked.body["tools"]) for asked in server.asked] == [True, False]


def test_nothing_is_learned_from_what_is_not_known() -> None:
    assert learn(Profile(), "The moon is in the wrong place", 500) is None


async def test_a_lesson_that_changes_nothing_is_no_reason_to_ask_again() -> None:
    async with LlmServer(error(400, "bad temperature of the server room")) as server:
        found = await ask(server)
    assert len(server.asked) == 1 and "server room" in str(found.failed())


class Crop(BaseModel):
    """What a tool of ours may look like."""

    model_config = ConfigDict(extra="forbid")

    class Box(BaseModel):
        model_config = ConfigDict(extra="forbid")
        left: float = Field(ge=0, le=1, description="Where it begins.")

    variant: str = Field(pattern=r"^v\d+$")
    title: str = ""
    box: Box | None = None
    mode: Literal["fit", "fill"] = "fit"


def test_a_schema_is_flat_and_keeps_names_that_look_like_its_own_words() -> None:
    made = schema.of(Crop)
    assert "$ref" not in str(made) and set(made["properties"]) == {"variant", "title", "box", "mode"}
    assert "default" not in str(made) and made["properties"]["variant"] == {"pattern": r"^v\d+$", "type": "string"}


def test_strict_mode_requires_everything_and_lets_what_is_optional_be_null() -> None:
    made = schema.strict(schema.of(Crop))
    assert made["required"] == ["variant", "title", "box", "mode"] and made["additionalProperties"] is False
    read = Crop.model_validate(schema.without_nulls({"variant": "v1", "title": None, "box": None, "mode": None}))
    assert read == Crop(variant="v1")


def test_openai_itself_is_asked_on_the_responses_wire_and_others_are_not() -> None:
    assert Endpoint("OpenAI", "https://api.openai.com/v1", "gpt").speaks == "responses"
    assert Endpoint("Mine", "http://localhost:11434/v1", "qwen").speaks == "chat"
    assert expected(Endpoint("Mistral", "https://api.mistral.ai/v1", "m")).nine_letter_ids


async def test_the_estimate_of_tokens_says_that_it_is_one() -> None:
    async with LlmServer(Play((sse(text_chunk("Hi"), finish_chunk()),))) as server:
        client = Client(endpoint(server), LoopbackOnly())
        done = (await heard(client)).events[-1]
        await client.close()
    assert getattr(done, "estimated", False) and getattr(done, "tokens").sent > 5  # noqa: B009
    assert chunks(sse({"a": 1})) == [{"a": 1}]


def test_a_tool_of_ours_can_be_sent() -> None:
    tool = Tool("crop", "Crop the picture.", schema.of(Crop))
    body = chat.body(Request((User(("x",)),), (tool,)), "m", Profile(strict=True))
    assert body["tools"][0]["function"]["strict"] is True
