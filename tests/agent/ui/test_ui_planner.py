"""Ten whole conversations with a scripted language model through the real app, on both wires."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from agent.conversation import Conversation
from agent.llm.endpoint import Wire
from agent.llm.planner import LanguagePlanner
from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.store import Store
from agent.ui.answer import Answer
from agent.ui.app import StetApp
from agent.ui.approval import ApprovalCard
from tests.agent.llm.asking import CANARY, endpoint
from tests.agent.llm.openapi import faults
from tests.agent.llm.talking import One, Says, model, results
from tests.agent.ui.conftest import Stage
from tests.fakes.darkroom import ScriptedDarkroom
from tests.fakes.llm_server import Asked, LlmServer, Play, error, finish_chunk, sse, text_chunk

WARM = ("vary", {"variant": "v0", "adjust": {"warmth": 1.0}})


class ModelStage(Stage):
    """The screen over a real conversation, a scripted engine and a scripted language model."""

    def __init__(self, folder: Path, photo: Path, server: LlmServer, wire: Wire, room: ScriptedDarkroom) -> None:
        self.folder, self.server, self.room = folder, server, room
        self.wire: Wire = wire
        self.store = Store(folder / "home")
        self.app = StetApp(self._open_real, photo, graphics="none")

    async def _open_real(self, path: Path | None) -> Conversation:
        assert path is not None
        conversation, _ = await open_photo(path, workplace() / "proxy.jpg", self.store, self.room)
        conversation.planners = One(LanguagePlanner(endpoint(self.server, wire=self.wire), conversation.session))
        return conversation

    @property
    def ids(self) -> list[str]:
        return [variant.id for variant in self.store.last().variants()]

    async def ask(self, pilot: Pilot[int], words: str, *keys: str) -> None:
        """Say words and press one key for each question that comes."""
        self.app.desk.prompt.words.put(words)
        await pilot.press("enter")
        for key in keys:
            await self.until(pilot, lambda: any(card.can_focus for card in self.app.query(ApprovalCard)))
            self.app.query(ApprovalCard).last().focus()
            await pilot.pause()
            await pilot.press(key)
        await self.settled(pilot)

    @property
    def read(self) -> str:
        return "\n".join([super().read, *(answer.source for answer in self.app.query(Answer))])

    def told(self, request: int) -> list[str]:
        return results(self.server.asked[request])


Begin = Callable[..., contextlib.AbstractAsyncContextManager[tuple[ModelStage, Pilot[int]]]]


@pytest.fixture(params=["chat", pytest.param("responses", marks=pytest.mark.slow)])
def wire(request: pytest.FixtureRequest) -> Wire:
    return request.param


@pytest.fixture
async def begin(
    tmp_path: Path, photo: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> AsyncGenerator[Begin]:
    monkeypatch.setattr("agent.ui.approval._SETTLE", 0.0)
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)
    wrong: list[str] = []

    def look(asked: Asked) -> None:
        wrong.extend(faults(asked))

    @contextlib.asynccontextmanager
    async def start(*answers: Says | Play, holds: bool = True) -> AsyncIterator[tuple[ModelStage, Pilot[int]]]:
        LlmServer.watchers.append(look)
        try:
            async with model(*answers) as server:
                on = ModelStage(tmp_path, photo, server, wire, ScriptedDarkroom(holds=holds))
                async with on.app.run_test(size=(140, 45)) as pilot:
                    await on.until(pilot, lambda: on.app.conversation)
                    yield on, pilot
                    screen = on.read + on.shown + on.app.export_screenshot()
                on.store.close()
        finally:
            LlmServer.watchers.remove(look)
        assert server.asked and not wrong, wrong
        # The key is in the header of the endpoint that it belongs to, and nowhere else.
        assert {asked.headers.get("authorization") for asked in server.asked} == {f"Bearer {CANARY}"}
        assert all(CANARY.encode() not in asked.raw for asked in server.asked)
        assert CANARY not in screen and CANARY not in caplog.text
        assert not with_the_key(tmp_path)

    yield start


def with_the_key(folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if CANARY.encode() in path.read_bytes()]


async def test_vision(begin: Begin) -> None:
    look = Says(calls=[("look", {"variants": ["v0"], "size": 256})])
    async with begin(look, Says("A cup of coffee on a dark table.")) as (on, pilot):
        await on.ask(pilot, "what is in this picture?", "1")
        assert "A cup of coffee" in on.read and on.ids == ["v0"]
        assert "small pictures follow" in on.told(1)[0]
        assert json.dumps(on.server.asked[1].body).count("data:image/jpeg") == 2


async def test_one_edit_and_words_about_it(begin: Begin) -> None:
    second = ("vary", {"variant": "v1", "adjust": {"exposure": 0.5}})
    answers = (Says(calls=[WARM]), Says("v1 is warmer."), Says(calls=[second]), Says("v2 is brighter too."))
    async with begin(*answers) as (on, pilot):
        await on.ask(pilot, "it looks cold to me", "1")
        await on.ask(pilot, "good, and now lighter please")
        assert "v2 is brighter too." in on.read and on.ids == ["v0", "v1", "v2"]
        assert on.store.last().variant("v2").parent == "v1"
        assert 'selected="v1"' in json.dumps(on.server.asked[2].body).replace("\\", "")


async def test_parallel_calls(begin: Begin) -> None:
    noir = ("vary", {"variant": "v0", "look": "noir"})
    async with begin(Says("Two ways:", [WARM, noir]), Says("v1 is warm and v2 is noir.")) as (on, pilot):
        await on.ask(pilot, "show me one cosy and one like an old detective film", "1")
        assert on.ids == ["v0", "v1", "v2"] and "v2 is noir" in on.read
        assert ["made v1" in on.told(1)[0], "made v2" in on.told(1)[1]] == [True, True]


async def test_refusal(begin: Begin) -> None:
    async with begin(Says(refusal="I cannot help with that.")) as (on, pilot):
        await on.ask(pilot, "make her look like somebody famous", "1")
        assert "will not do that: I cannot help with that." in on.read and on.ids == ["v0"]


async def test_correction_after_a_bad_receipt(begin: Begin) -> None:
    again = ("vary", {"variant": "v0", "adjust": {"warmth": 1.6}})
    answers = (Says(calls=[WARM]), Says(calls=[again]), Says("v1 was too weak, v2 is stronger."))
    async with begin(*answers, holds=False) as (on, pilot):
        await on.ask(pilot, "it looks cold to me", "1")
        assert "weak" in on.told(1)[0] and on.ids == ["v0", "v1", "v2"] and "v2 is stronger" in on.read


async def test_navigation_is_instant(begin: Begin) -> None:
    async with begin(Says(calls=[WARM]), Says("v1 is warmer.")) as (on, pilot):
        await on.ask(pilot, "it looks cold to me", "1")
        await on.ask(pilot, "undo")
        assert on.store.last().current == "v0" and len(on.server.asked) == 2


@pytest.mark.parametrize(("key", "files"), [("1", ["v0"]), ("2", [])])
async def test_writing_a_file_takes_a_key(begin: Begin, key: str, files: list[str]) -> None:
    export = Says(calls=[("export", {"variants": ["v0"], "suffix": ".png"})])
    async with begin(export, Says("That is all.")) as (on, pilot):
        await on.ask(pilot, "I would like to have this as a file", "1", key)
        assert len(on.room.exports) == len(files)
        assert ("was written" in on.told(1)[0]) == bool(files)
        assert ("the person said no" in on.told(1)[0]) == (not files)


async def test_a_server_that_is_away(begin: Begin) -> None:
    async with begin(Says("Nice photo."), error(402, "You have no credit", code="insufficient_quota")) as (on, pilot):
        await on.ask(pilot, "do you like it?", "1")
        await on.ask(pilot, "make it moodier")
        assert "without a language model this time" in on.read and on.ids == ["v0", "v1"]


async def test_a_call_that_is_wrong_is_mended(begin: Begin) -> None:
    wrong = ("vary", {"variant": "v9", "adjust": {"warmth": 1.0}})
    async with begin(Says(calls=[wrong]), Says(calls=[WARM]), Says("v1 is warmer.")) as (on, pilot):
        await on.ask(pilot, "it looks cold to me", "1")
        assert "no variant 'v9'" in on.told(1)[0] and on.ids == ["v0", "v1"]


async def test_what_must_be_invented_is_told_to_both(begin: Begin) -> None:
    beach = ("generate", {"variant": "v0", "task": "background", "instruction": "put the cup on a beach"})
    async with begin(Says(calls=[beach]), Says("No model that invents is set up here.")) as (on, pilot):
        await on.ask(pilot, "I want the cup to stand on a beach", "1")
        assert on.told(1)[0].startswith("not done:") and on.ids == ["v0"]
        assert "No model that invents" in on.read


SLOW: dict[str, tuple[bytes, bytes]] = {
    "chat": (
        sse(text_chunk("The **light**"), done=False),
        sse(text_chunk(" is soft."), finish_chunk()),
    ),
    "responses": (
        sse({"type": "response.output_text.delta", "output_index": 0, "delta": "The **light**"}, done=False),
        sse(
            {"type": "response.output_text.delta", "output_index": 0, "delta": " is soft."},
            {"type": "response.completed", "response": {"status": "completed", "usage": {"input_tokens": 1}}},
            done=False,
        ),
    ),
}


async def test_an_answer_is_read_while_it_is_written(begin: Begin, wire: Wire) -> None:
    async with begin(Says("Hello."), Play(SLOW[wire], pause=4.0)) as (on, pilot):
        await on.ask(pilot, "do you like it?", "1")
        on.app.desk.prompt.words.put("and what about the light?")
        await pilot.press("enter")
        await on.until(pilot, lambda: "The light" in on.shown and on.app.busy)
        assert "is soft" not in on.shown
        await on.settled(pilot)
        await on.until(pilot, lambda: "The light is soft." in on.shown)
        assert on.read.count("is soft") == 1


async def test_a_fault_of_the_screen_shows_no_key(
    tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def breaks(self: object) -> None:
        key = CANARY  # a local variable of a frame, which Textual's own crash screen would print
        raise RuntimeError(f"broken after {len(key)}")

    monkeypatch.setattr("agent.ui.approval._SETTLE", 0.0)
    monkeypatch.setattr("agent.ui.app.StetApp.action_help", breaks)
    caplog.set_level(logging.DEBUG)
    async with model(Says("Hello.")) as server:
        on = ModelStage(tmp_path, photo, server, "chat", ScriptedDarkroom())
        with contextlib.suppress(Exception):
            async with on.app.run_test(size=(140, 45)) as pilot:
                await on.until(pilot, lambda: on.app.conversation)
                await on.ask(pilot, "hello there, do you like it?", "1")
                await pilot.press("f1")
        on.store.close()
    out, err = capfd.readouterr()
    told = out + err + caplog.text + str(on.app._exit_renderables)
    assert server.asked and "Stet had to close" in told and "RuntimeError: broken" in told
    assert CANARY not in told
