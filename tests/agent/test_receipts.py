"""The whole receipt follows a variant by itself, is kept with it, and leads to the repair that fits."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from agent.conversation import Conversation
from agent.events import ApprovalNeeded, Event, Failed, ReceiptReady, Said, VariantReady
from agent.opening import open_photo
from agent.receipts.following import Following
from agent.session.alive import is_alive
from agent.session.places import workplace
from agent.session.store import Store
from backends.engine.client import Engine
from backends.engine.regions import letters
from tests.fakes.editor import Picture, ScriptedEditor, a_red_ball
from tools.following.measuring import measured
from tools.following.model import Whole
from tools.following.order import Order
from tools.repair.carry_out import carry_out
from tools.repair.errand import Errand, Outcome

Open = Callable[..., Awaitable["Talk"]]
BALL = a_red_ball(0.62, 0.1, 0.98, 0.45)


@dataclass
class Talk:
    """A conversation about the astronaut with a scripted model, and a reader of its receipts."""

    conversation: Conversation
    editor: ScriptedEditor
    asked: list[ApprovalNeeded] = field(default_factory=list[ApprovalNeeded])
    late: list[Event] = field(default_factory=list[Event])
    _reads: asyncio.Task[None] | None = None

    @property
    def session(self):
        return self.conversation.session

    def read_receipts(self) -> None:
        async def read() -> None:
            async for event in self.conversation.receipts():
                self.late.append(event)

        self._reads = asyncio.create_task(read())

    async def say(self, words: str, answer: str = "yes") -> list[Event]:
        events: list[Event] = []
        async for event in self.conversation.submit(words):
            events.append(event)
            if isinstance(event, ApprovalNeeded):
                self.asked.append(event)
                await self.conversation.answer(event.id, answer)
        return events

    async def whole(self, id: str) -> ReceiptReady:
        """The receipt that came by itself."""
        for _ in range(1200):
            for event in self.late:
                if isinstance(event, ReceiptReady) and event.id == id and event.whole:
                    return event
            await asyncio.sleep(0.05)
        raise AssertionError(f"no receipt of {id} came: {self.late}")

    async def close(self) -> None:
        await self.conversation.close()
        if self._reads is not None:
            await self._reads


class InThisProcess:
    """Measures and mends as the process does, without the two seconds that its imports take."""

    def __init__(self, *, urgent: bool = False) -> None:
        self.started = False

    async def measure(self, order: Order) -> Whole:
        return (await asyncio.to_thread(measured, order))[0]

    async def mend(self, errand: Errand) -> Outcome:
        return await asyncio.to_thread(carry_out, errand)

    async def close(self) -> None:
        pass


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.following.client.Worker", InThisProcess)
    monkeypatch.setattr("tools.repair.mend.Worker", InThisProcess)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = Engine()
    yield engine
    engine.stop()


PHOTO = np.ascontiguousarray(Image.fromarray(data.astronaut()).resize((300, 300), Image.Resampling.LANCZOS))


@pytest.fixture
async def talk(tmp_path: Path, engine: Engine) -> AsyncIterator[Open]:
    async with contextlib.AsyncExitStack() as stack:
        store = Store(tmp_path / "home")
        stack.callback(store.close)

        async def open_one(editor: ScriptedEditor | None = None) -> Talk:
            photo = tmp_path / "astronaut.png"
            Image.fromarray(PHOTO).save(photo)
            opened, _ = await open_photo(photo, workplace() / "proxy.jpg", store, engine)
            editor = editor or ScriptedEditor(BALL)
            editor.name = "fal"
            one = Talk(Conversation(opened.session, engine, {"engine": engine, "fal": editor}), editor)
            stack.push_async_callback(one.close)
            return one

        yield open_one


async def test_no_process_starts_before_a_variant_was_shown_and_it_ends_with_the_conversation(talk: Open) -> None:
    one = await talk()
    one.read_receipts()
    await one.say("help")
    assert not one.conversation.following.started
    await one.say("warmer")
    found = await one.whole("v1")
    assert found.verdict == "ok"
    assert found.line == "v1 light and colour changed, shapes stand; frame same; 300x300"
    assert "warmer" in found.words
    (worker,) = one.conversation.following._workers.values()
    pid = worker.pid
    assert is_alive(pid, "")
    if os.name == "posix":
        assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
    kept = json.loads(one.session.measured("v1"))
    assert kept["verdict"] == "ok"
    assert kept["at"].endswith("Z")
    await one.close()
    assert not is_alive(pid, "")


async def test_nobody_who_reads_no_receipts_gets_a_process(talk: Open, here: None) -> None:
    one = await talk()
    await one.say("warmer")
    assert not one.conversation.following.started
    assert one.session.measured("v1") == ""
    # When it is asked for, it is measured then, and only once.
    events = await one.say("receipt v1")
    assert any(isinstance(event, ReceiptReady) and event.whole for event in events)
    first = one.session.measured("v1")
    await one.say("receipt v1")
    assert one.session.measured("v1") == first


@pytest.mark.slow
async def test_a_process_that_was_killed_loses_one_receipt_and_the_next_comes(talk: Open) -> None:
    one = await talk()
    following: Following = one.conversation.following
    await one.say("warmer")
    worker = following._worker(False)
    asking = asyncio.create_task(following._receipt("v1", urgent=False))
    while not worker.started:  # noqa: ASYNC110 - the process tells by this alone
        await asyncio.sleep(0.01)
    os.kill(worker.pid, 9)
    with pytest.raises(Exception, match="its process ended"):
        await asking
    assert one.session.measured("v1") == ""
    assert (await following.receipt("v1")).verdict == "ok"


async def test_a_result_that_slipped_is_laid_back_for_nothing_and_passes(talk: Open, here: None) -> None:
    one = await talk(ScriptedEditor(BALL, shift=(7, -5), zoom=1.01))
    one.read_receipts()
    await one.say("add a red ball")
    failed = await one.whole("v1")
    assert failed.verdict == "fail"
    assert "the frame zoomed in by 1.0 % and moved" in failed.line
    assert failed.repairs[0] == "realign"
    assert failed.mends.startswith("“Fix v1” would lay the result back over the frame of the picture before, here and")
    events = await one.say("fix it")
    assert [event.id for event in events if isinstance(event, VariantReady)] == ["v2"]
    assert one.session.variant("v2").parent == "v1"
    assert one.session.current == "v2"
    mended = await one.whole("v2")
    assert mended.verdict == "ok", mended.line
    assert "frame same" in mended.line
    assert len(one.editor.jobs) == 1


def with_a_mark_on_her_face(picture: Picture) -> Picture:
    out = BALL(picture).copy()
    height, width = out.shape[:2]
    out[int(0.25 * height) : int(0.3 * height), int(0.4 * width) : int(0.5 * width)] = 0
    return out


async def test_what_was_to_stay_is_put_back_exactly(talk: Open, here: None) -> None:
    one = await talk(ScriptedEditor(with_a_mark_on_her_face))
    one.read_receipts()
    await one.say("add a red ball")
    await one.whole("v1")
    events = await one.say("restore her face")
    assert any(isinstance(event, Said) and "put back" in event.text for event in events)
    mended = await one.whole("v2")
    assert mended.verdict == "ok", mended.line
    assert "her face identical" in mended.line
    stored = np.asarray(Image.open(one.session.variant("v2").proxy).convert("RGB"))
    eyes = slice(75, 87), slice(122, 147)
    assert np.array_equal(stored[eyes], PHOTO[eyes])


async def test_nothing_paid_is_done_again_without_a_yes(talk: Open, here: None) -> None:
    one = await talk(ScriptedEditor(noise=0, quality=97))
    one.session.set({"repair": "auto"})
    one.read_receipts()
    await one.say("add a red ball")
    failed = await one.whole("v1")
    assert failed.repairs == ("again", "another model")
    assert "costs" in failed.mends
    asked = len(one.asked)
    events = await one.say("fix it", answer="no")
    assert len(one.asked) == asked + 1
    assert any(isinstance(event, Failed) and "nothing was charged" in event.message for event in events)
    assert len(one.editor.jobs) == 1


@pytest.mark.slow
async def test_a_free_repair_is_done_unasked_where_that_was_said(talk: Open, here: None) -> None:
    one = await talk(ScriptedEditor(BALL, shift=(6, 4)))
    one.read_receipts()
    await one.say("from now on repair by yourself")
    await one.say("add a red ball")
    assert (await one.whole("v1")).verdict == "fail"
    assert (await one.whole("v2")).verdict == "ok"
    assert one.session.current == "v2"
    assert not any(message.who == "you" and not message.text for message in one.session.messages())


@pytest.mark.slow
async def test_off_offers_nothing(talk: Open, here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STET_REPAIR", "off")
    one = await talk(ScriptedEditor(BALL, shift=(6, 4)))
    one.read_receipts()
    await one.say("add a red ball")
    failed = await one.whole("v1")
    assert (failed.verdict, failed.mends, failed.repairs) == ("fail", "", ())


@pytest.fixture(autouse=True)
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading texts has its own tests."""
    monkeypatch.setattr(letters, "available", lambda: False)
