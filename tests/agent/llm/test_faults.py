"""Every way in which a connection goes wrong has its stated outcome; nothing runs, hangs or is paid twice unseen.

Rows 18, 21 to 26 and 32 to 34 of the bad-input table, and the transport faults of the reference.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from email.utils import formatdate

import pytest

from agent.llm.answer import Limits
from agent.llm.client import Client
from agent.llm.events import CallReady, Retrying, TextDelta
from agent.llm.failures import Trouble
from backends.outbound import LoopbackOnly
from tests.agent.llm.asking import HELLO, ask, endpoint, heard
from tests.fakes.llm_server import (
    USAGE,
    LlmServer,
    Play,
    call_chunk,
    error,
    finish_chunk,
    said,
    sse,
    text_chunk,
)

CUT_CALL = sse(text_chunk("Let me"), call_chunk("edit", '{"variant": "v'), done=False)
# The first token may take long here, since a computer under load reads certificates and packages meanwhile.
QUICK = Limits(wall_clock=9.0, first_token=5.0, idle=0.3, after_finish=0.3)


def waits(events: list[object]) -> list[Retrying]:
    return [event for event in events if isinstance(event, Retrying)]


async def test_closed_without_done_after_the_finish_is_accepted() -> None:
    async with LlmServer(Play((sse(text_chunk("Hi"), finish_chunk(), done=False),), framing="close")) as server:
        assert (await ask(server)).reply.text == "Hi"


@pytest.mark.parametrize(
    "play",
    [
        Play((CUT_CALL,), framing="close"),
        Play((CUT_CALL,), then="cut"),
        Play((CUT_CALL,), framing="length", length=5000, then="cut"),
    ],
    ids=["connection closed", "chunk missing", "shorter than announced"],
)
async def test_cut_inside_the_arguments_nothing_runs(play: Play) -> None:
    async with LlmServer(play) as server:
        found = await ask(server)
    failure = found.failed()
    assert failure.kind is Trouble.INCOMPLETE and "may have been charged" in str(failure)
    assert failure.partial is not None and failure.partial.text == "Let me"
    assert not failure.partial.tool_calls
    assert not [event for event in found.events if isinstance(event, CallReady)]
    assert len(server.asked) == 1, "words were shown: it is not asked again unseen"


async def test_done_inside_the_arguments_is_an_answer_with_a_refused_call() -> None:
    async with LlmServer(Play((CUT_CALL + b"data: [DONE]\n\n",))) as server:
        reply = (await ask(server)).reply
    assert reply.refused[0].cut and not reply.tool_calls and reply.ended and not reply.complete


@pytest.mark.parametrize("bad", [b'data: {"choices": [}\n\n', b'data: {"a": "\xff\xfe"}\n\n'], ids=["JSON", "UTF-8"])
async def test_an_event_that_cannot_be_read_ends_the_answer_and_keeps_its_text(bad: bytes) -> None:
    async with LlmServer(Play((sse(text_chunk("So far"), done=False) + bad, sse(finish_chunk())))) as server:
        failure = (await ask(server)).failed()
    assert failure.kind is Trouble.PROTOCOL and failure.partial is not None
    assert failure.partial.text == "So far"


@pytest.mark.parametrize(
    "said_so",
    [
        sse({"object": "error", "message": "out of memory", "code": 500}),
        b'event: error\ndata: {"message": "out of memory", "code": "oom"}\n\n',
        sse({"error": {"message": "out of memory", "code": "oom"}}),
        sse({"error": "out of memory"}),
        sse({"choices": [{"index": 0, "delta": {}, "error": {"message": "out of memory"}, "finish_reason": "error"}]}),
    ],
    ids=["object error", "event error", "error object", "error text", "error in the choice"],
)
async def test_an_error_inside_a_good_status_is_the_providers_error(said_so: bytes) -> None:
    async with LlmServer(Play((sse(text_chunk("Well"), done=False), said_so))) as server:
        failure = (await ask(server)).failed()
    assert failure.kind is Trouble.PROVIDER and "out of memory" in str(failure)


@pytest.mark.parametrize(
    ("play", "words"),
    [
        (Play((b"<html><body>Welcome</body></html>",), content_type="text/html"), "a web page"),
        (Play((), content_type="text/event-stream", framing="length"), "text/event-stream"),
        (Play((b"upstream connect error",), content_type="text/plain"), "text/plain"),
    ],
    ids=["HTML", "empty", "words"],
)
async def test_no_answer_in_a_good_status_says_what_came(play: Play, words: str) -> None:
    async with LlmServer(play) as server:
        failure = (await ask(server)).failed()
    assert failure.kind is Trouble.PROTOCOL and words in str(failure)


async def test_an_empty_stream_is_asked_once_more_without_streaming_and_says_so() -> None:
    async with LlmServer(Play(()), whole_answer()) as server:
        found = await ask(server)
    assert found.reply.tool_calls[0].name == "undo"
    assert [request.body["stream"] for request in server.asked] == [True, False]
    assert [wait.maybe_charged for wait in waits(list(found.events))] == [True]


def whole_answer() -> Play:
    call = {"id": "c", "type": "function", "function": {"name": "undo", "arguments": "{}"}}
    message = {"role": "assistant", "content": "Done so.", "tool_calls": [call]}
    whole = {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}]}
    return Play((json.dumps(whole, indent=2).encode(),), content_type="application/json", framing="length")


async def test_json_although_a_stream_was_asked_for_is_read() -> None:
    async with LlmServer(whole_answer()) as server:
        reply = (await ask(server)).reply
    assert (reply.text, [call.name for call in reply.tool_calls]) == ("Done so.", ["undo"])


@pytest.mark.parametrize("after", ["0.2", "date", "-5", "soon"])
async def test_a_short_wait_that_the_server_asks_for_is_kept_and_told(after: str) -> None:
    value = formatdate(time.time() + 1, usegmt=True) if after == "date" else after
    async with LlmServer(error(429, "slow down", {"Retry-After": value}), said()) as server:
        found = await ask(server)
    assert found.reply.text == "Good." and len(server.asked) == 2
    (wait,) = waits(list(found.events))
    assert wait.seconds == {"0.2": 0.2, "-5": 0.5, "soon": 0.5}.get(after, pytest.approx(0.5, abs=0.5))


@pytest.mark.parametrize("after", ["300", "date"])
async def test_a_long_wait_is_not_waited_for(after: str) -> None:
    value = formatdate(time.time() + 900, usegmt=True) if after == "date" else after
    async with LlmServer(error(429, "slow down", {"Retry-After": value})) as server:
        failure = (await ask(server)).failed()
    assert failure.kind is Trouble.RATE_LIMITED and len(server.asked) == 1
    assert failure.retry_after is not None and failure.retry_after > 60
    assert "try again at " in str(failure).lower() and "nothing was charged" in str(failure)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_failing_server_is_asked_a_few_times_and_then_named_with_its_request(
    status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.llm.client.backoff", lambda attempt: 0.01 * attempt)
    async with LlmServer(error(status, "boom", {"x-request-id": "req_77"})) as server:
        found = await ask(server)
    assert len(server.asked) == 4 and found.failed().kind is Trouble.OVERLOADED
    assert "req_77" in str(found.failed()) and len(waits(list(found.events))) == 3


async def test_no_headers_in_time() -> None:
    async with LlmServer(Play(before=30)) as server:
        failure = (await ask(server, limits=Limits(first_token=0.5))).failed()
    assert failure.kind is Trouble.TOO_SLOW and "may have been charged" in str(failure)


async def test_a_stall_in_the_middle() -> None:
    async with LlmServer(Play((sse(text_chunk("One"), done=False),), then="hang")) as server:
        failure = (await ask(server, limits=QUICK)).failed()
    assert failure.kind is Trouble.TOO_SLOW and failure.partial is not None and failure.partial.text == "One"


async def test_comments_without_end_do_not_keep_an_answer_alive() -> None:
    one = sse(text_chunk("One"), done=False)
    async with LlmServer(Play([one, *[b": still here\n\n"] * 400], pause=0.05)) as server:
        begun = time.perf_counter()
        failure = (await ask(server, limits=QUICK)).failed()
    assert failure.kind is Trouble.TOO_SLOW and time.perf_counter() - begun < 8


async def test_words_without_end_stop_at_the_wall_clock() -> None:
    endless = Play([sse(text_chunk("la "), done=False)] * 4000, pause=0.01)
    async with LlmServer(endless) as server:
        failure = (await ask(server, limits=Limits(wall_clock=0.8))).failed()
    assert failure.kind is Trouble.TOO_SLOW


@pytest.mark.parametrize(
    "target",
    [
        "http://elsewhere.example/v1/chat/completions",
        "http://127.0.0.1:1/x",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed_and_names_its_target(status: int, target: str) -> None:
    async with LlmServer(Play((), status, {"Location": target}, "text/plain", framing="length")) as server:
        failure = (await ask(server)).failed()
    assert failure.kind is Trouble.REDIRECTED and len(server.asked) == 1
    assert target.split("/")[2].split(":")[0] in str(failure)


async def test_a_redirect_to_another_server_of_this_computer_sends_nothing_there() -> None:
    async with LlmServer(said()) as other:
        async with LlmServer(Play((), 307, {"Location": f"{other.url}/chat/completions"}, "text/plain")) as server:
            assert (await ask(server)).failed().kind is Trouble.REDIRECTED
        assert not other.asked


async def test_a_line_of_200_megabytes_is_cut_off_early() -> None:
    line = [b'data: {"choices": [{"index": 0, "delta": {"content": "'] + [b"x" * 1_000_000] * 200
    async with LlmServer(Play(line)) as server:
        failure = (await ask(server)).failed()
    assert failure.kind is Trouble.TOO_MUCH


async def test_a_gzip_bomb_is_cut_off_early() -> None:
    bomb = gzip.compress(b"data: " + b"x" * 70_000_000, 1)
    play = Play((bomb,), headers={"Content-Encoding": "gzip"}, framing="length")
    async with LlmServer(play) as server:
        failure = (await ask(server)).failed()
    assert failure.kind is Trouble.TOO_MUCH and server.asked[0].headers["accept-encoding"] == "identity"


async def test_a_gzip_bomb_in_an_error_is_cut_off_early() -> None:
    bomb = gzip.compress(b"x" * 70_000_000, 1)
    async with LlmServer(
        Play((bomb,), 400, {"Content-Encoding": "gzip"}, "application/json", framing="length")
    ) as server:
        failure = (await ask(server)).failed()
    assert failure.kind is Trouble.TOO_MUCH


async def test_a_zipped_answer_is_read_although_none_was_wanted() -> None:
    zipped = gzip.compress(sse(text_chunk("Zip"), finish_chunk(), USAGE))
    async with LlmServer(Play((zipped[:20], zipped[20:]), headers={"Content-Encoding": "gzip"})) as server:
        assert (await ask(server)).reply.text == "Zip"


async def test_endless_text_is_cut_at_the_cap_and_the_connection_closed() -> None:
    many = Play([sse(text_chunk("word " * 2000), done=False)] * 500)
    async with LlmServer(many) as server:
        failure = (await ask(server, limits=Limits(characters=100_000))).failed()
        await asyncio.wait_for(server.closed.wait(), 2)
    assert failure.kind is Trouble.TOO_MUCH and failure.partial is not None
    assert 100_000 < len(failure.partial.text) < 200_000


@pytest.mark.parametrize("place", ["before the headers", "in the middle"])
async def test_cancel_returns_within_200_ms_and_the_server_hears_of_it(place: str) -> None:
    slow = (
        Play(before=30) if place == "before the headers" else Play((sse(text_chunk("One"), done=False),), then="hang")
    )
    async with LlmServer(said(), slow) as server:
        client = Client(endpoint(server), LoopbackOnly())
        await heard(client)
        heard_one = asyncio.Event()

        async def read() -> None:
            async for event in client.ask(HELLO):
                if isinstance(event, TextDelta):
                    heard_one.set()

        task = asyncio.create_task(read())
        if place == "in the middle":
            await heard_one.wait()
        else:
            while len(server.asked) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        begun = time.perf_counter()
        task.cancel()
        await asyncio.wait({task})
        assert time.perf_counter() - begun < 0.2 and task.cancelled()
        await asyncio.wait_for(server.closed.wait(), 1)
        assert time.perf_counter() - begun < 0.3
        await client.close()


async def test_leaving_the_iteration_closes_the_connection() -> None:
    async with LlmServer(Play((sse(text_chunk("One"), done=False),), then="hang")) as server:
        client = Client(endpoint(server), LoopbackOnly())
        answer = client.ask(HELLO)
        async for _ in answer:
            break
        await answer.aclose()
        await asyncio.wait_for(server.closed.wait(), 1)
        await client.close()


async def test_a_server_that_forgets_to_close_after_the_finish_is_not_waited_for() -> None:
    async with LlmServer(Play((sse(text_chunk("Hi"), finish_chunk(), done=False),), then="hang")) as server:
        assert (await ask(server, limits=QUICK)).reply.text == "Hi"


async def test_nothing_listens_there() -> None:
    async with LlmServer(said()) as server:
        pass
    failure = (await ask(server)).failed()
    assert failure.kind is Trouble.UNREACHABLE and "nothing was charged" in str(failure)
    assert "Is the server running?" in str(failure)


async def test_dropped_before_the_answer_is_tried_once_more_and_says_so() -> None:
    async with LlmServer(Play((), framing="length", length=10, then="cut"), said()) as server:
        found = await ask(server)
    assert found.reply.text == "Good." and [wait.maybe_charged for wait in waits(list(found.events))] == [True]
