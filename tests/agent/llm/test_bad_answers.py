"""Rows of the bad-input table that end at the border to the planner: what a model or its server can answer wrongly.

What the planner makes of them (rows 2 to 11, 14's nudge, 19, 20, 29's compaction, 62) is tested with the planner.
"""

from __future__ import annotations

import pytest

from agent.llm.arguments import NotArguments, parse
from agent.llm.assembler import assemble
from agent.llm.events import CallReady, TextDelta
from agent.llm.failures import Trouble
from agent.llm.mapping import Mapping
from agent.llm.request import Request, User
from agent.llm.spoken import spoken_calls
from tests.agent.llm.asking import EDIT, HELLO, UNDO, ask, endpoint
from tests.fakes.llm_server import LlmServer, Play, call_chunk, error, finish_chunk, said, sse, text_chunk

WRONG = [
    ("{", "cut off"),
    ('{"a": ', "cut off"),
    ('{"a": "b', "cut off"),
    ('{"a": 1} trailing', "not JSON"),
    ("{'a': 1}", "not JSON"),
    ('{"a": NaN}', "NaN"),
    ('{"a": Infinity}', "Infinity"),
    ('{"a": 1, "a": 2}', "twice"),
    ("[1]", "a list"),
    ('"{}"', "a text"),
    ("null", "null"),
    ("7", "a number"),
    ('{"a": "\\ud800"}', "not JSON"),
    ("[" * 100_000, "not JSON"),
    ('{"a": ' + "9" * 5000 + "}", "not JSON"),
    ('{"a": "' + "x" * 300_000 + '"}', "longer than"),
]


@pytest.mark.parametrize(("arguments", "why"), WRONG, ids=[why + str(at) for at, (_, why) in enumerate(WRONG)])
async def test_row_1_arguments_that_are_no_json_object_are_refused_with_the_reason(arguments: str, why: str) -> None:
    async with LlmServer(Play((sse(call_chunk("edit", arguments), finish_chunk("tool_calls")),))) as server:
        found = await ask(server)
    (refused,) = found.reply.refused
    assert why in refused.why and refused.id == "call_1" and refused.name == "edit"
    assert not found.reply.tool_calls and not found.reply.complete
    assert not [event for event in found.events if isinstance(event, CallReady)]


async def test_row_1_a_sound_call_beside_a_broken_one_still_stands() -> None:
    both = sse(call_chunk("edit", '{"a'), call_chunk("undo", "{}", "call_2", 1), finish_chunk("tool_calls"))
    async with LlmServer(Play((both,))) as server:
        reply = (await ask(server)).reply
    assert [call.id for call in reply.tool_calls] == ["call_2"] and [call.id for call in reply.refused] == ["call_1"]


def test_row_8_numbers_keep_their_size_for_the_tools_own_bounds() -> None:
    assert parse('{"count": 1000000000, "ratio": -1.5e3}') == {"count": 1_000_000_000, "ratio": -1500.0}
    with pytest.raises(NotArguments, match="NaN"):
        parse('{"count": NaN}')


@pytest.mark.parametrize("arguments", ["", "{", '{"variant": "v', "{}"])
async def test_row_12_length_inside_the_arguments_is_refused_as_cut(arguments: str) -> None:
    async with LlmServer(Play((sse(call_chunk("edit", arguments), finish_chunk("length")),))) as server:
        reply = (await ask(server)).reply
    assert not reply.tool_calls and reply.refused[0].cut and reply.finish == "length"


async def test_row_12_what_was_whole_before_the_limit_stands() -> None:
    chunks = (call_chunk("undo", "{}"), call_chunk("edit", '{"variant":"v1"}', "b", 1), finish_chunk("length"))
    async with LlmServer(Play((sse(*chunks),))) as server:
        reply = (await ask(server)).reply
    assert [call.name for call in reply.tool_calls] == ["undo", "edit"]


@pytest.mark.parametrize("finish", ["stop", "tool_calls", "function_call", "end_turn", "STOP"])
async def test_row_13_calls_are_ready_whatever_the_finish_is_called(finish: str) -> None:
    async with LlmServer(Play((sse(call_chunk("undo", "{}"), finish_chunk(finish)),))) as server:
        found = await ask(server)
    assert [event.call.name for event in found.events if isinstance(event, CallReady)] == ["undo"]


async def test_row_14_an_empty_answer_is_an_answer_and_says_that_it_is_empty() -> None:
    async with LlmServer(Play((sse(text_chunk(" \n"), finish_chunk()),))) as server:
        reply = (await ask(server)).reply
    assert reply.empty and reply.complete


@pytest.mark.parametrize("wire", ["chat", "responses"])
async def test_row_15_a_refusal_is_told_as_one_and_not_retried(wire: str) -> None:
    if wire == "chat":
        delta = {"choices": [{"index": 0, "delta": {"refusal": "I cannot."}}]}
        play = Play((sse(delta, finish_chunk()),))
        async with LlmServer(play) as server:
            reply = (await ask(server)).reply
    else:
        body = {"type": "message", "content": [{"type": "refusal", "refusal": "I cannot."}]}
        events = [
            {"type": "response.refusal.delta", "output_index": 0, "content_index": 0, "delta": "I cannot."},
            {"type": "response.output_item.done", "output_index": 0, "item": body},
            {"type": "response.completed", "response": {"status": "completed"}},
        ]
        async with LlmServer(Play((sse(*events, done=False),))) as server:
            reply = (await ask(server, wire="responses")).reply
    assert (reply.refusal, reply.empty, reply.complete) == ("I cannot.", False, True) and len(server.asked) == 1


async def test_row_16_a_content_filter_is_told_as_the_finish() -> None:
    async with LlmServer(Play((sse(text_chunk("So"), finish_chunk("content_filter")),))) as server:
        reply = (await ask(server)).reply
    assert reply.finish == "content_filter" and len(server.asked) == 1


SPOKEN = [
    '<tool_call>\n{"name": "edit", "arguments": {"variant": "v1"}}\n</tool_call>',
    '<tool_call>{"name": "edit", "arguments": "{\\"variant\\": \\"v1\\"}"}</tool_call>',
    '<function=edit>{"variant": "v1"}</function>',
    '[TOOL_CALLS][{"name": "edit", "arguments": {"variant": "v1"}}]',
    'functions.edit:{"variant": "v1"}',
    '<|python_tag|>{"name": "edit", "parameters": {"variant": "v1"}}<|eom_id|>',
    'functions.edit:0 {"variant": "v1"}',
]


@pytest.mark.parametrize("text", SPOKEN)
async def test_row_17_a_call_in_a_known_form_of_text_is_a_call(text: str) -> None:
    async with LlmServer(Play((sse(text_chunk(text), finish_chunk()),))) as server:
        reply = (await ask(server)).reply
    ((_, name, arguments),) = reply.tool_calls
    assert (name, parse(arguments), reply.text) == ("edit", {"variant": "v1"}, "")


@pytest.mark.parametrize(
    "text",
    [
        *(text[:-1] for text in SPOKEN if not text.endswith("|>")),
        '<|python_tag|>{"name": "edit", "parameters": {"variant": "v1"',
        '<tool_call>{"name": "edit", "arguments": {"variant": "v1"}}</tool_call><tool_call>{"name": "ed',
        '<tool_call>{"name": "rm", "arguments": {}}</tool_call>',
        '<tool_call>{"name": "edit", "arguments": {"a": 1, "a": 2}}</tool_call>',
        '<tool_call>{"name": "edit", "arguments": [1]}</tool_call>',
        '<tool_call>{"name": {"a": 1}, "arguments": {}}</tool_call>',
        "functions.compare:",
        "Say functions.edit:{} to edit.",
        "[TOOL_CALLS]nothing",
        '[TOOL_CALLS]["edit"]',
        '{"name": "edit", "arguments": {"variant": "v1"}}',
    ],
)
async def test_row_17_everything_else_is_text_and_nothing_of_it_runs(text: str) -> None:
    async with LlmServer(Play((sse(text_chunk(text), finish_chunk()),))) as server:
        reply = (await ask(server)).reply
    assert not reply.tool_calls and reply.text == text


def test_row_17_two_calls_in_text_have_two_ids() -> None:
    text, calls = spoken_calls(f"I will.\n{SPOKEN[0]}\n{SPOKEN[0]}", {"edit"})
    assert text == "I will." and len({call.id for call in calls}) == 2


async def test_row_17_without_tools_offered_no_text_is_a_call() -> None:
    async with LlmServer(Play((sse(text_chunk(SPOKEN[0]), finish_chunk()),))) as server:
        reply = (await ask(server, Request((User(("hi",)),)))).reply
    assert not reply.tool_calls


async def test_thoughts_in_tags_are_thoughts_wherever_the_stream_is_cut() -> None:
    for size in (1, 3, 7, 100):
        text = "\n<think>First a < b.</thin then</think>\n\nWarmer <think> it is."
        pieces = [text_chunk(text[at : at + size]) for at in range(0, len(text), size)]
        async with LlmServer(Play((sse(*pieces, finish_chunk()),))) as server:
            found = await ask(server)
        assert found.reply.text == found.text == "Warmer <think> it is."
        assert found.reply.reasoning == "First a < b.</thin then"


STATUSES = [
    (401, "Incorrect API key provided: {key}.", Trouble.KEY_REJECTED),
    (403, "forbidden", Trouble.KEY_REJECTED),
    (402, "Insufficient credits", Trouble.NO_CREDIT),
    (429, "You exceeded your current quota, please check your plan and billing details.", Trouble.NO_CREDIT),
    (400, "Your credit balance is too low to access the API.", Trouble.NO_CREDIT),
    (400, "This model's maximum context length is 8192 tokens. However, you requested 9000.", Trouble.TOO_LONG),
    (400, "prompt too long; exceeded max context length by 1119046 tokens", Trouble.TOO_LONG),
    (400, "request (2009 tokens) exceeds the available context size (512 tokens), try increasing it", Trouble.TOO_LONG),
    (400, "The total length of all messages is too long.", Trouble.TOO_LONG),
    (404, "The model `m` does not exist or you do not have access to it.", Trouble.NO_SUCH_MODEL),
    (400, "m is not a valid model ID", Trouble.NO_SUCH_MODEL),
    (400, "Invalid model: m", Trouble.NO_SUCH_MODEL),
    (400, "The supported API model names are a or b, but you passed m.", Trouble.NO_SUCH_MODEL),
    (404, "Specified model not found: m. Did you mean: n", Trouble.NO_SUCH_MODEL),
    (404, 'model "m" not found, try pulling it first', Trouble.NO_SUCH_MODEL),
    (500, "tools param requires --jinja flag", Trouble.REFUSED),
    (400, "registry.ollama.ai/library/m does not support tools", Trouble.REFUSED),
    (400, "Tool choice is required, but model did not call a tool", Trouble.REFUSED),
    (404, "No endpoints found that support tool use.", Trouble.REFUSED),
    (400, "The requested model 'm' is not supported by any provider", Trouble.NO_SUCH_MODEL),
    (400, "This model cannot do that: sound input is not supported", Trouble.REFUSED),
    (413, "Payload too large", Trouble.TOO_LONG),
    (418, "teapot", Trouble.REFUSED),
]


@pytest.mark.parametrize(("status", "message", "kind"), STATUSES)
async def test_rows_26_to_31_a_refusal_has_its_kind_and_one_sentence(status: int, message: str, kind: Trouble) -> None:
    async with LlmServer(error(status, message.format(key="CANARY-sk-7f3a9c1e5b2d8064-KEY"))) as server:
        found = await ask(server)
    failure = found.failed()
    assert failure.kind is kind, failure
    assert "nothing was charged" in str(failure) and "CANARY" not in str(failure) and str(failure)[0].isupper()
    assert len([asked for asked in server.asked if asked.method == "POST"]) == 1, "waiting would not help"


async def test_row_31_the_model_that_was_meant_is_named() -> None:
    models = Play((b'{"data": [{"id": "qwen3-vl"}, {"id": "llama4"}]}',), content_type="application/json")
    async with LlmServer(error(404, "The model `qwen3vl` does not exist"), models) as server:
        from agent.llm.client import Client
        from backends.outbound import LoopbackOnly

        client = Client(endpoint(server, model="qwen3vl"), LoopbackOnly())
        from tests.agent.llm.asking import heard

        failure = (await heard(client)).failed()
        await client.close()
    assert "Did you mean “qwen3-vl”?" in str(failure)


async def test_row_19_a_servers_words_reach_a_person_without_escapes_and_cut() -> None:
    nasty = "\x1b]8;;http://evil\x07click\x1b]8;;\x07 \x1b[31mred\u202egnp.exe\u202c " + "long " * 500
    async with LlmServer(error(400, nasty)) as server:
        words = str((await ask(server)).failed())
    assert "\x1b" not in words and "\u202e" not in words and "evil" not in words and len(words) < 600


@pytest.mark.parametrize(
    "body",
    ['[{"error": {"code": 400, "message": "odd", "status": "X"}}]', '{"detail": "odd"}', '{"message": "odd"}', "odd"],
)
async def test_errors_are_read_in_every_shape(body: str) -> None:
    async with LlmServer(Play((body.encode(),), 400, {}, "application/json", framing="length")) as server:
        assert "“odd”" in str((await ask(server)).failed())


async def test_an_error_page_is_not_quoted() -> None:
    page = Play((b"<!DOCTYPE html><html>secret</html>",), 403, {}, "text/html", framing="length")
    async with LlmServer(page) as server:
        assert "html" not in str((await ask(server)).failed())


async def test_a_spent_stream_error_that_is_about_money_says_so() -> None:
    late = sse(text_chunk("a"), {"error": {"message": "insufficient credits", "code": 402}})
    async with LlmServer(Play((late,))) as server:
        assert (await ask(server)).failed().kind is Trouble.NO_CREDIT


def test_the_same_chunks_make_the_same_made_up_ids() -> None:
    chunks = [call_chunk("undo", "{}", id=""), finish_chunk()]
    first, second = assemble(chunks), assemble(chunks)
    assert first.tool_calls == second.tool_calls and len(first.tool_calls[0].id) == 9
    assert UNDO.name and HELLO.tools[0] is EDIT


async def test_words_before_a_call_are_shown_as_they_come() -> None:
    async with LlmServer(
        Play((sse(text_chunk("I "), text_chunk("will"), call_chunk("undo", "{}"), finish_chunk()),))
    ) as server:
        found = await ask(server)
    assert [event.text for event in found.events if isinstance(event, TextDelta)] == ["I ", "will"]


async def test_said_is_a_good_answer() -> None:
    async with LlmServer(said("Yes")) as server:
        assert (await ask(server)).reply.complete
        assert Mapping(endpoint(server)).clean("CANARY-sk-7f3a9c1e5b2d8064-KEY x") == "••• x"
        assert Mapping(endpoint(server, key="x")).clean("an exact text") == "an exact text"
