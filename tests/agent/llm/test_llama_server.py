"""A live llama.cpp server with random weights: found, asked for, streamed from, cancelled, and a turn carried through.

    python -m venv LLAMA && LLAMA/bin/pip install xllamacpp gguf numpy
    STET_LLAMA_PYTHON=LLAMA/bin/python pytest -m slow tests/agent/llm/test_llama_server.py

Nothing is downloaded beside these packages. It says how Stet and the server get on, and nothing about any model.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, aclosing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from agent.cli import main
from agent.events import Done as TurnDone
from agent.keys import Keys
from agent.llm import endpoints
from agent.llm.client import Client
from agent.llm.endpoint import Endpoint, Wire
from agent.llm.endpoints import chosen, on_this_computer
from agent.llm.events import Done, TextDelta
from agent.llm.profiles import Profiles
from agent.llm.request import Request, System, ToolResult, User
from agent.settings import load
from backends.outbound import LoopbackOnly
from tests.agent.llm.asking import HELLO, heard
from tests.agent.llm.talking import Talk, talk_to, words

ROOT = Path(__file__).parents[3]
PYTHON = os.environ.get("STET_LLAMA_PYTHON", sys.executable)


def _missing() -> bool:
    return subprocess.run([PYTHON, "-c", "import xllamacpp, gguf, numpy"], capture_output=True).returncode != 0


pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
Serve = Callable[[float, float], int]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """`serve(calls, ends)` starts a server with such a model, once, and returns its port."""
    if _missing():
        pytest.skip("a real llama.cpp server needs xllamacpp and gguf; STET_LLAMA_PYTHON names a Python that has them")
    folder, ports = tmp_path_factory.mktemp("llama"), dict[tuple[float, float], int]()
    with ExitStack() as stack:

        def start(calls: float, ends: float) -> int:
            if (calls, ends) not in ports:
                ports[calls, ends] = stack.enter_context(_running(folder, calls, ends))
            return ports[calls, ends]

        yield start


@contextmanager
def _running(folder: Path, calls: float, ends: float) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYTHON, "-m", "tests.fakes.llama", str(folder / f"{port}.gguf"), *map(str, (port, calls, ends))]
    with (folder / f"{port}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        ends_at = time.monotonic() + 60
        while not _is_there(port):
            assert process.poll() is None and time.monotonic() < ends_at, (folder / f"{port}.log").read_text()
            time.sleep(0.1)
        yield port
    finally:
        process.kill()
        process.wait(10)


def _is_there(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


def _busy(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/slots", timeout=5) as answer:
        return any(slot["is_processing"] for slot in json.load(answer))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[int], None]:
    """Nothing is set up but this server, where llama.cpp would listen."""
    for name in ("OPENAI_API_KEY", "OPENROUTER_API_KEY", "GEMINI_API_KEY", "OPENAI_BASE_URL", "STET_PLANNER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    return lambda port: monkeypatch.setattr(endpoints, "LOCAL_SERVERS", {"llamacpp": ("llama.cpp", port)})


def _endpoint(port: int, wire: Wire = "chat") -> Endpoint:
    return Endpoint("llama.cpp", f"http://127.0.0.1:{port}/v1", "random", wire=wire)


# Talks and ends; calls again and again, until the answer is cut; never stops by itself.
TALKS, CALLS, ENDLESS = (5.0, 4.6), (9.0, 5.0), (-9.0, -9.0)


def test_doctor_finds_it_and_says_how_to_go_on(
    serve: Serve, alone: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    alone(serve(*TALKS))
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "llama.cpp      works" in out and "/model to let llama.cpp read your requests" in out


async def test_it_is_known_that_it_sees_no_pictures(serve: Serve, alone: Callable[[int], None], tmp_path: Path) -> None:
    alone(serve(*TALKS))
    (found,) = await on_this_computer()
    assert [model.sees for model in found.models] == [False]
    one = await chosen(load(tmp_path), Keys(tmp_path))
    assert one is not None and one.local and one.model == found.models[0].id


@pytest.mark.parametrize("wire", ["chat", "responses"])
async def test_calls_that_it_streams_are_whole_and_fit_the_schema_or_are_not_run(serve: Serve, wire: Wire) -> None:
    client = Client(_endpoint(serve(*CALLS), wire), LoopbackOnly(), profiles=Profiles())
    seen = 0
    for at in range(4):
        told = await heard(client, replace(HELLO, messages=(System("You edit."), User((f"make it warmer {at}",)))))
        if told.failure is not None:
            assert "charged" in str(told.failure)
            continue
        for call in told.reply.tool_calls:
            arguments = json.loads(call.arguments)
            assert call.name in ("edit", "undo") and isinstance(arguments, dict)
            assert call.name == "undo" or isinstance(arguments["variant"], str)
            seen += 1
    await client.close()
    assert seen >= 4


async def test_what_it_writes_comes_piece_by_piece(serve: Serve) -> None:
    client = Client(_endpoint(serve(*ENDLESS)), LoopbackOnly())
    told = await heard(client, Request((System("You edit."), User(("hello",))), max_tokens=200))
    await client.close()
    assert len([event for event in told.events if isinstance(event, TextDelta)]) > 100
    assert told.reply.finish == "length" and isinstance(told.events[-1], Done) and told.reply.text == told.text
    assert not told.events[-1].estimated and told.events[-1].tokens.made == 200


async def test_cancelling_returns_at_once_and_the_server_stops(serve: Serve) -> None:
    port = serve(*ENDLESS)
    client = Client(_endpoint(port), LoopbackOnly())
    began = asyncio.Event()

    async def listen() -> None:
        request = Request((System("You edit."), User(("tell me everything",))), max_tokens=30_000)
        async with aclosing(client.ask(request)) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    began.set()

    task = asyncio.create_task(listen())
    await asyncio.wait_for(began.wait(), 60)
    assert await asyncio.to_thread(_busy, port)
    started = time.perf_counter()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    took = time.perf_counter() - started
    for _ in range(50):
        if not await asyncio.to_thread(_busy, port):
            break
        await asyncio.sleep(0.05)
    assert not await asyncio.to_thread(_busy, port)
    await client.close()
    print(f"cancelled in {1000 * took:.0f} ms, the server was idle {time.perf_counter() - started:.2f} s after the key")
    assert took < 0.2


@pytest.mark.parametrize("tilt", [TALKS, CALLS], ids=["talks", "calls"])
async def test_a_conversation_asks_once_and_ends_whatever_it_says(
    serve: Serve, tmp_path: Path, tilt: tuple[float, float]
) -> None:
    where, profiles = _endpoint(serve(*tilt)), Profiles()
    # It would fill whatever room it gets.
    profiles.remember(where, replace(profiles.of(where), most_tokens=60))
    one: Talk = await talk_to(tmp_path, where, profiles=profiles)
    told: list[str] = []
    for request in ("what would be nicer here?", "make it moodier, you choose how"):
        events = await asyncio.wait_for(one.say(request), 280)
        assert isinstance(events[-1], TurnDone)
        told.append(words(events))
    first, *more = one.asked
    assert first.choices == ("yes", "no") and "on this computer" in first.question
    assert not [asked for asked in more if asked.id.startswith("planner")], "one yes is enough"
    assert all(told)
    print(*told, one.ids, sep="\n")
    called = [message for message in one.planner._memory.messages() if isinstance(message, ToolResult)]
    assert bool(called) is (tilt == CALLS)
    await one.close()
