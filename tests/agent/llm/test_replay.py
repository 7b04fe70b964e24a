"""Recorded streams of real servers, played byte by byte to the real client, are what their own clients understood."""

from __future__ import annotations

import json
import random
from typing import Any, Literal

import pytest

from agent.llm.client import Client
from agent.llm.failures import Trouble
from agent.llm.reply import Reply
from agent.llm.request import Request, User
from backends.outbound import LoopbackOnly
from tests.agent.llm.asking import Heard, endpoint, heard
from tests.agent.llm.recorded import HERE, chunks, manifest, needed, read
from tests.fakes.llm_server import LlmServer, Play, said

WHOLE = (pytest.mark.slow, pytest.mark.timeout(600))
PLAIN = Request((User(("hello",)),))


def torn(raw: bytes, chance: random.Random) -> list[bytes]:
    """At most 60 pieces at random places, in letters and line ends too."""
    places = sorted(chance.sample(range(len(raw)), min(len(raw), chance.choice((0, 1, 7, 60)))))
    return [raw[start:end] for start, end in zip([0, *places], [*places, len(raw)], strict=True)]


async def replayed(
    raw: bytes, wire: Literal["chat", "responses"], chance: random.Random, client: Client, server: LlmServer
) -> Heard:
    server.answers = [Play(torn(raw, chance))]
    return await heard(client, PLAIN)


def check_chat(entry: dict[str, Any], found: Heard) -> None:
    if found.failure:
        # The only exceptions are the provider's own errors.
        assert entry["error"] and found.failure.kind is Trouble.PROVIDER, (entry["file"], found.failure)
        reply = found.failure.partial
        assert reply is not None and not reply.tool_calls
    else:
        assert not entry["error"], entry["file"]
        reply = found.reply
    assert (len(reply.text), len(reply.reasoning)) == (entry["text_len"], entry["reasoning_len"]), entry["file"]
    assert reply.finish == entry["finish"] and found.text == reply.text
    assert bool(reply.usage) or not entry["usage"]
    for call in reply.tool_calls:
        assert isinstance(json.loads(call.arguments), dict)
    if expected := entry["oracle_next_request"]:
        wanted = [(id, name, json.loads(arguments)) for id, name, arguments in expected]
        assert [(id, name, json.loads(arguments)) for id, name, arguments in reply.tool_calls] == wanted, entry["file"]


def check_responses(entry: dict[str, Any], given: list[dict[str, Any]], reply: Reply) -> None:
    items = [event["item"] for event in given if event.get("type") == "response.output_item.done"]
    calls = [(item["call_id"], item["name"], item["arguments"]) for item in items if item["type"] == "function_call"]
    text = "".join(event["delta"] for event in given if event.get("type") == "response.output_text.delta")
    assert (list(reply.tool_calls), reply.text) == (calls, text), entry["file"]
    assert bool(calls) == entry["function_call"] and reply.complete == entry["completed"]
    assert reply.finish == ("tool_calls" if calls else "stop") and reply.usage


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=WHOLE)])
async def test_recorded_chat_streams(every: int) -> None:
    needed("sse_chat")
    chance = random.Random(11)
    async with LlmServer(Play()) as server:
        client = Client(endpoint(server), LoopbackOnly())
        for entry in manifest("sse_chat")[::every]:
            check_chat(entry, await replayed(read("sse_chat", entry), "chat", chance, client, server))
        await client.close()


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=WHOLE)])
async def test_recorded_responses_streams(every: int) -> None:
    needed("sse_responses")
    chance = random.Random(12)
    async with LlmServer(Play()) as server:
        client = Client(endpoint(server, wire="responses"), LoopbackOnly())
        for entry in manifest("sse_responses")[::every]:
            raw = read("sse_responses", entry)
            found = await replayed(raw, "responses", chance, client, server)
            check_responses(entry, chunks(raw), found.reply)
        await client.close()


async def test_the_few_recordings_that_come_with_the_project() -> None:
    """The same where the development data are not; licences and origins stand in the manifest beside them."""
    folder = HERE / "recordings"
    entries = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    assert {entry["licence"] for entry in entries} <= {"MIT", "Apache-2.0"}
    chance = random.Random(13)
    for entry in entries:
        raw = (folder / entry["file"]).read_bytes()
        wire: Literal["chat", "responses"] = "responses" if "event_types" in entry else "chat"
        async with LlmServer(Play()) as server:
            client = Client(endpoint(server, wire=wire), LoopbackOnly())
            for _ in range(3):
                found = await replayed(raw, wire, chance, client, server)
                if wire == "chat":
                    check_chat(entry, found)
                else:
                    check_responses(entry, chunks(raw), found.reply)
            await client.close()


@pytest.mark.parametrize("times", [10, pytest.param(300, marks=WHOLE)])
async def test_damaged_recordings_end_in_a_reply_or_in_one_of_our_failures(times: int) -> None:
    """Bytes flipped, dropped, doubled or cut off: any exception but an EndpointFailed would leave `heard`."""
    folder = HERE / "recordings"
    chance = random.Random(14)
    async with LlmServer(Play()) as server:
        clients = {wire: Client(endpoint(server, wire=wire), LoopbackOnly()) for wire in ("chat", "responses")}
        for path in sorted(folder.glob("*.sse")):
            for _ in range(times):
                raw = bytearray(path.read_bytes())
                for _ in range(chance.randrange(1, 5)):
                    at, size = chance.randrange(len(raw) - 1), chance.randrange(1, 40)
                    piece = bytes(raw[at : at + size])
                    raw[at : at + size] = chance.choice([b"", piece * 2, bytes([chance.randrange(256)]) * len(piece)])
                cut = Play(torn(bytes(raw), chance), then=chance.choice(["end", "end", "cut"]))
                # A retry of what did not come to a first event gets an honest answer.
                server.answers = [cut, said()]
                found = await heard(clients["responses" if path.name.startswith("responses") else "chat"], PLAIN)
                assert found.events or found.failure
                if found.failure is None:
                    for call in found.reply.tool_calls:
                        assert isinstance(json.loads(call.arguments), dict)
                elif found.failure.partial is not None:
                    assert not found.failure.partial.tool_calls
        for client in clients.values():
            await client.close()
