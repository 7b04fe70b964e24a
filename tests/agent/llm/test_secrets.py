"""A key is for one address: it is in no log, error, repr or request to anybody else, whatever goes wrong."""

from __future__ import annotations

import io
import logging
import traceback
from typing import Any

import pytest

from agent.keys import Keys
from agent.llm.client import Client
from agent.llm.endpoint import Endpoint
from agent.llm.failures import EndpointFailed
from backends.outbound import LoopbackOnly
from tests.agent.llm.asking import CANARY, HELLO, ask, endpoint
from tests.fakes.llm_server import LlmServer, Play, error, said, sse, text_chunk

FAULTS: dict[str, Play] = {
    "good": said(),
    "401 that quotes the key": error(
        401, f"Incorrect API key provided: {CANARY}. See the site.", code="invalid_api_key"
    ),
    "401 that quotes a part": error(401, f"Incorrect API key provided: {CANARY[:16]}***"),
    "400 that quotes the key": error(400, f"bad header Bearer {CANARY}"),
    "500 that quotes the key": error(500, f"panic: {CANARY}", {"Retry-After": "600"}),
    "error in the stream": Play((sse(text_chunk("a"), {"error": {"message": f"key {CANARY} died", "code": CANARY}}),)),
    "redirect with the key": Play((), 307, {"Location": f"http://{CANARY.lower()}.example/{CANARY}"}, framing="length"),
    "cut": Play((sse(text_chunk("a"), done=False),), then="cut"),
    "bad JSON with the key": Play((f"data: {{{CANARY}\n\n".encode(),)),
    "HTML with the key": Play((f"<html>{CANARY}</html>".encode(),), content_type=f"text/html; {CANARY}"),
    "strange type with the key": Play((b"x",), content_type=CANARY),
}


@pytest.mark.parametrize("fault", list(FAULTS))
async def test_the_key_is_nowhere_but_in_its_header(
    fault: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    try:
        async with LlmServer(FAULTS[fault]) as server:
            client = Client(endpoint(server), LoopbackOnly())
            told: list[Any] = [client.endpoint, client.profile, repr(client)]
            try:
                told += [event async for event in client.ask(HELLO)]
            except EndpointFailed as failure:
                told += [failure, repr(failure), vars(failure), "".join(traceback.format_exception(failure))]
                logging.getLogger("stet").exception("a turn broke")
            finally:
                await client.close()
    finally:
        logging.getLogger().removeHandler(handler)
    out, err = capfd.readouterr()
    everything = "\n".join([str(told), repr(told), caplog.text, stream.getvalue(), out, err])
    # A server's own words are part of what it said, which is for the partial reply alone and never for a log.
    assert CANARY[:12].lower() not in everything.lower()
    assert all(asked.headers["authorization"] == f"Bearer {CANARY}" for asked in server.asked)
    assert all(CANARY not in f"{asked.path} {asked.raw!r}" for asked in server.asked)


async def test_another_server_gets_no_key_and_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY", "OPENAI_CUSTOM_HEADERS"):
        monkeypatch.setenv(name, f"X-Leak: {CANARY}" if name.endswith("HEADERS") else CANARY)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    async with LlmServer(said()) as server:
        client = Client(endpoint(server, key=None), LoopbackOnly())
        assert [event async for event in client.ask(HELLO)]
        await client.close()
    (asked,) = server.asked
    assert CANARY not in f"{asked.headers} {asked.raw!r}" and "authorization" not in asked.headers
    assert not [name for name in asked.headers if name.startswith(("x-stainless-os", "openai", "x-leak"))]


def test_a_key_belongs_to_one_address_only() -> None:
    one = Endpoint("One", "https://api.one.example/v1", "m")
    assert one.holds("https", "api.one.example", None) and one.holds("https", "api.one.example", 443)
    for scheme, host, port in (
        ("http", "api.one.example", None),
        ("https", "api.one.example.evil", None),
        ("https", "api.one.example", 8443),
        ("https", "evil.example", None),
    ):
        assert not one.holds(scheme, host, port)


def test_keys_print_as_asterisks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f"  {CANARY}\n")
    monkeypatch.setenv("GEMINI_API_KEY", "   ")
    keys = Keys()
    assert CANARY not in f"{keys} {keys!r} {vars(keys)} {keys.of('OPENAI_API_KEY')!r}"
    key = keys.of("OPENAI_API_KEY")
    assert key is not None and key.get_secret_value() == CANARY and keys.of("GEMINI_API_KEY") is None


async def test_a_gate_that_says_no_is_asked_before_anything_is_opened() -> None:
    class Nobody:
        def allows(self, destination: object) -> bool:
            return False

    async with LlmServer(said()) as server:
        client = Client(endpoint(server), Nobody())
        with pytest.raises(EndpointFailed, match="Nobody has allowed"):
            _ = [event async for event in client.ask(HELLO)]
        await client.close()
        assert not server.asked
        assert (await ask(server)).reply.text == "Good."
