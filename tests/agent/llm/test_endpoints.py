"""What is set up is found and offered, nothing is asked unasked, and `stet doctor` says the next step."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from agent.cli import main
from agent.keys import Keys
from agent.llm import endpoints
from agent.llm.endpoints import checked_url, chosen, hosted, on_this_computer
from agent.llm.models import Model, nearest
from agent.settings import load
from backends.errors import BadRequest, NotPossible
from backends.outbound import Destination, LoopbackOnly, client, is_loopback
from tests.agent.llm.asking import CANARY
from tests.fakes.llm_server import LlmServer, Play

MODELS = {
    "object": "list",
    "data": [
        {"id": "llama4"},
        {"id": "qwen3-vl", "architecture": {"input_modalities": ["text", "image"]}},
    ],
}


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("OPENAI_API_KEY", "OPENROUTER_API_KEY", "GEMINI_API_KEY", "OPENAI_BASE_URL", "STET_PLANNER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STET_HOME", str(tmp_path))
    # Whatever runs on the developer's own computer is not for tests.
    monkeypatch.setattr(endpoints, "LOCAL_SERVERS", {})
    return tmp_path


def listing(body: object = MODELS) -> Play:
    return Play((json.dumps(body).encode(),), content_type="application/json", framing="length")


@asynccontextmanager
async def ollama(monkeypatch: pytest.MonkeyPatch, *answers: Play) -> AsyncIterator[LlmServer]:
    async with LlmServer(*(answers or (listing(),))) as server:
        monkeypatch.setattr(endpoints, "LOCAL_SERVERS", {"ollama": ("Ollama", server.port), "vllm": ("vLLM", 1)})
        yield server


async def test_a_server_on_this_computer_is_found_by_asking_for_its_models_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with ollama(monkeypatch) as server:
        (found,) = await on_this_computer()
        assert [(asked.method, asked.path) for asked in server.asked] == [("GET", "/v1/models")]
    assert (found.title, found.models) == ("Ollama", (Model("llama4"), Model("qwen3-vl", True)))
    assert found.endpoint().model == "qwen3-vl", "one that can see comes first"
    assert found.endpoint().local and found.endpoint().key is None


@pytest.mark.parametrize(
    "answer",
    [
        Play((b"<html>another program</html>",), content_type="text/html"),
        Play((b"no",), 404),
        Play((b'{"hello": 1}',), content_type="application/json"),
        Play((b'"text"',), content_type="application/json"),
        Play((), then="cut"),
        Play((b"[" * 100_000,), content_type="application/json"),
        Play((), before=9),
    ],
    ids=["page", "404", "other JSON", "text", "cut", "deep", "silent"],
)
async def test_another_program_on_such_a_port_is_no_server(monkeypatch: pytest.MonkeyPatch, answer: Play) -> None:
    async with ollama(monkeypatch, answer):
        assert await on_this_computer() == []


def test_keys_set_up_endpoints_in_order(monkeypatch: pytest.MonkeyPatch, clean: Path) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "g")
    monkeypatch.setenv("OPENAI_API_KEY", "o")
    found = hosted(load(clean), Keys())
    assert [(one.name, one.host) for one in found] == [
        ("OpenAI", "api.openai.com"),
        ("Google Gemini", "generativelanguage.googleapis.com"),
    ]


def test_with_an_address_of_its_own_the_openai_key_is_for_that_server(
    monkeypatch: pytest.MonkeyPatch, clean: Path
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    monkeypatch.setenv("OPENAI_BASE_URL", "https://llm.firm.example/v1/chat/completions/")
    (found,) = hosted(load(clean), Keys())
    assert (found.host, found.base_url) == ("llm.firm.example", "https://llm.firm.example/v1")
    assert found.key is not None and CANARY not in repr(found)


@pytest.mark.parametrize(
    "text",
    ["localhost:8080", "ftp://a/v1", "http://", "http://user:word@a/v1", "https://a/v1?key=1", "http://a:99999/", "x"],
)
def test_an_address_that_is_none_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(BadRequest) as refused:
        checked_url(text)
    assert "word" not in str(refused.value).replace("password", "")


async def test_the_planner_setting_names_who_is_asked(monkeypatch: pytest.MonkeyPatch, clean: Path) -> None:
    async def planner(value: str) -> tuple[str, str] | None:
        monkeypatch.setenv("STET_PLANNER", value)
        one = await chosen(load(clean), Keys())
        return one and (one.name, one.model)

    assert await planner("auto") is None
    async with ollama(monkeypatch):
        assert await planner("auto") == ("Ollama", "qwen3-vl")
        assert await planner("ollama:llama4") == ("Ollama", "llama4")
        assert await planner("llama4") == ("Ollama", "llama4")
        assert await planner("rules") is None
        monkeypatch.setenv("OPENROUTER_API_KEY", "k")
        assert await planner("auto") == ("OpenRouter", "openrouter/auto")
        assert await planner("openrouter:qwen/qwen3-vl:free") == ("OpenRouter", "qwen/qwen3-vl:free")
        assert await planner("qwen/qwen3-vl:free") == ("OpenRouter", "qwen/qwen3-vl:free")
        with pytest.raises(NotPossible, match="OPENAI_API_KEY"):
            await planner("openai:gpt-5.2")
        with pytest.raises(NotPossible, match="does not answer"):
            await planner("vllm:x")


async def test_nothing_is_set_up_for_a_named_model(monkeypatch: pytest.MonkeyPatch, clean: Path) -> None:
    monkeypatch.setenv("STET_PLANNER", "some-model")
    with pytest.raises(NotPossible, match="stet doctor"):
        await chosen(load(clean), Keys())


@pytest.mark.parametrize(
    ("wanted", "meant"), [("qwen3vl", "qwen3-vl"), ("QWEN3-VL", "qwen3-vl"), ("gpt-5.2", "openai/gpt-5.2"), ("zzz", "")]
)
def test_the_model_that_was_probably_meant(wanted: str, meant: str) -> None:
    assert nearest(wanted, [Model("llama4"), Model("qwen3-vl"), Model("openai/gpt-5.2")]) == meant


def test_the_doctor_says_that_nothing_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "built-in rules" in out and "Next: nothing is missing" in out and "OPENROUTER_API_KEY" in out


def test_the_doctor_asks_no_other_computer_unasked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("httpx.AsyncHTTPTransport.handle_async_request", nobody)
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    assert main(["doctor", "--json"]) == 0
    out = capsys.readouterr().out
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["works"] for line in lines[:-1]] == [True, None] and CANARY not in out


async def test_the_doctor_shows_what_works_and_what_does_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import asyncio

    async with LlmServer(listing()) as good, LlmServer(Play((b"{}",), 401, {}, "application/json")) as bad:
        monkeypatch.setattr(endpoints, "LOCAL_SERVERS", {"ollama": ("Ollama", good.port)})
        monkeypatch.setattr("agent.llm.endpoints.PROVIDERS", endpoints.PROVIDERS[:1])
        monkeypatch.setenv("OPENAI_BASE_URL", bad.url)
        monkeypatch.setenv("OPENAI_API_KEY", CANARY)
        code = await asyncio.to_thread(main, ["doctor", "--try"])
    out = capsys.readouterr().out
    assert code == 0 and "Ollama" in out and "llama4, qwen3-vl" in out
    assert "does not work" in out and "rejected the key" in out and CANARY not in out
    assert "say /model to let Ollama read your requests" in out


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("a.localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("[::1]", True),
        ("::ffff:127.0.0.1", True),
        ("0.0.0.0", False),
        ("localhost.example", False),
        ("192.168.1.2", False),
        ("169.254.169.254", False),
        ("127.0.0.1.nip.io", False),
        ("2130706433", False),
    ],
)
def test_this_computer_is_told_by_its_names_alone(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


async def test_a_proxy_is_never_asked_for_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LlmServer(listing()) as server, LlmServer(listing({})) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        http = client(LoopbackOnly())
        assert (await http.get(f"{server.url}/models")).status_code == 200
        await http.aclose()
        assert server.asked and not proxy.asked


async def test_the_gate_sees_where_a_request_goes_and_how_much_it_carries() -> None:
    seen: list[Destination] = []

    class Watching:
        def allows(self, destination: Destination) -> bool:
            seen.append(destination)
            return destination.loopback

    async with LlmServer(listing()) as server:
        http = client(Watching())
        await http.post(f"{server.url}/x", content=b"12345")
        with pytest.raises(Exception, match="not been allowed"):
            await http.post("https://elsewhere.example/x", content=b"1")
        await http.aclose()
    assert [(one.host, one.loopback, one.body_bytes) for one in seen] == [
        ("127.0.0.1", True, 5),
        ("elsewhere.example", False, 1),
    ]
    assert seen[1].origin == "https://elsewhere.example:443"
