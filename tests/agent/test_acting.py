"""Questions are asked and answered, what holds from now on is kept, second pictures are used, files get their shape."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image

from agent.cli import main
from agent.conversation import Conversation
from agent.events import (
    Answered,
    ApprovalNeeded,
    Cancelled,
    Done,
    Event,
    Exported,
    Failed,
    Moved,
    Planned,
    ReceiptReady,
    Said,
    VariantReady,
)
from agent.opening import open_photo
from agent.session import schema
from agent.session.changes import replay
from agent.session.database import connect
from agent.session.objects import Objects
from agent.session.places import workplace
from agent.session.store import Store
from agent.turn import Delivery
from backends.engine.client import Engine
from backends.types import Json
from tests.agent.session.scenarios import back_to_format_2
from tests.fakes.darkroom import ScriptedDarkroom
from tests.photos import write_photo

E = TypeVar("E")


@pytest.fixture
async def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> AsyncIterator[Talk]:
    monkeypatch.chdir(tmp_path)
    opened = Talk(tmp_path, engine)
    yield opened
    await opened.close()


class Talk:
    """Conversations on one photo, 600 x 400, over a scripted engine or the real one."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.photo = folder / "coffee.png"
        self.cat = folder / "cat.png"
        write_photo(self.photo)
        write_photo(self.cat, "chelsea")
        self.store = Store(folder / "home")
        self.darkroom = ScriptedDarkroom()
        self._opened: list[Conversation] = []
        self._engine = engine

    async def begin(self, *, real: bool = False, delivery: Delivery | None = None) -> Conversation:
        room = self._engine if real else self.darkroom
        conversation, _ = await open_photo(self.photo, workplace() / "proxy.jpg", self.store, room, delivery=delivery)
        self._opened.append(conversation)
        return conversation

    async def close(self) -> None:
        for conversation in self._opened:
            await conversation.close()
        self.store.close()


async def turn(conversation: Conversation, words: str, *files: Path, answer: str = "") -> list[Event]:
    events: list[Event] = []
    async for event in conversation.submit(words, files):
        events.append(event)
        if isinstance(event, ApprovalNeeded) and answer:
            assert [done async for done in conversation.submit(answer)] == [Done(current=conversation.session.current)]
    return events


def only(events: list[Event], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def made(events: list[Event]) -> list[tuple[str, str]]:
    return [(one.id, one.parent) for one in only(events, VariantReady)]


async def test_a_question_is_answered_in_words_and_the_answer_is_carried_out(talk: Talk) -> None:
    conversation = await talk.begin()
    await turn(conversation, "make three moodier versions")
    events = await turn(conversation, "the other one, but warmer", answer="the second one")
    (asked,) = only(events, ApprovalNeeded)
    assert asked.says == ("v2, but warmer", "v3, but warmer") and "the other one" in asked.question
    assert only(events, Answered) == [Answered(asked.id, asked.choices[1])]
    assert made(events) == [("v4", "v3")] and len(only(events, Planned)) == 2
    assert [one.text for one in conversation.session.messages() if one.who == "you"][-1] == "the second one"


async def test_a_key_answers_too_and_doing_nothing_is_an_answer(talk: Talk) -> None:
    conversation = await talk.begin()
    await turn(conversation, "make three moodier versions")
    async for event in conversation.submit("no, the other one"):
        if isinstance(event, ApprovalNeeded):
            await conversation.answer(event.id, event.choices[1])
    assert conversation.session.current == "v3"
    events = await turn(conversation, "go back to the previous one or the original", answer="stay at v3")
    assert conversation.session.current == "v3" and not only(events, Moved)
    assert only(events, Said)[-1].text == "Nothing was done."


async def test_other_words_take_the_place_of_an_open_question(talk: Talk) -> None:
    conversation = await talk.begin()
    await turn(conversation, "make three moodier versions")
    first: list[Event] = []
    second: list[Event] = []
    reading: asyncio.Task[None] | None = None
    async for event in conversation.submit("the other one, but warmer"):
        first.append(event)
        if isinstance(event, ApprovalNeeded):
            # The turn that asks has to end before the next one begins; a screen reads both at once.
            reading = asyncio.create_task(_all(conversation.submit("a bit darker"), second))
    assert reading is not None
    await reading
    assert only(first, Cancelled) and not made(first)
    assert made(second) == [("v4", "v1")]


async def _all(events: AsyncIterator[Event], into: list[Event]) -> None:
    async for event in events:
        into.append(event)


async def test_the_second_reading_is_carried_out_from_where_the_first_began(talk: Talk) -> None:
    conversation = await talk.begin()
    (planned,) = only(await turn(conversation, "noir and vintage"), Planned)
    assert planned.plan.second is not None and planned.other == "noir | vintage · 2 variants of v0"
    events = [event async for event in conversation.submit("noir and vintage", about="v0", reading=planned.plan.second)]
    assert made(events) == [("v3", "v0"), ("v4", "v0")]


async def test_everything_square_crops_each_picture_once_and_another_photo_lends_its_colours(talk: Talk) -> None:
    conversation = await talk.begin(real=True)
    session = conversation.session
    await turn(conversation, "from now on everything square")
    assert session.settings == {"ratio": "1:1"}
    events = await turn(conversation, "a bit warmer")
    assert [(one.id, one.width, one.height) for one in only(events, VariantReady)] == [
        ("v1", 400, 400),
        ("v2", 400, 400),
    ]
    assert "as always: square" in only(events, Planned)[0].reading
    assert made(await turn(conversation, "a bit darker")) == [("v3", "v2")]
    await turn(conversation, "stop making everything square")
    assert session.settings == {}
    events = await turn(conversation, "the original, but a bit warmer")
    assert [(one.width, one.height) for one in only(events, VariantReady)] == [(600, 400)]

    events = await turn(conversation, "like this one", talk.cat)
    (receipt,) = only(events, ReceiptReady)
    assert "closer to cat.png in colour" in receipt.line and all(check.holds for check in receipt.checks)
    (failed,) = only(await turn(conversation, "like this one", talk.cat.with_name("gone.png")), Failed)
    assert failed.exit_code == 2 and "gone.png" in failed.message


async def test_undo_takes_a_setting_back_and_redo_brings_it_again(talk: Talk) -> None:
    conversation = await talk.begin()
    session = conversation.session
    await turn(conversation, "from now on give me three versions each time")
    assert len(made(await turn(conversation, "moodier"))) == 3
    await turn(conversation, "from now on everything square")
    events = await turn(conversation, "forget that")
    assert session.settings == {"count": 3} and not only(events, Moved)
    assert "3 variants each time" in only(events, Said)[-1].text
    await turn(conversation, "redo")
    assert session.settings == {"count": 3, "ratio": "1:1"}
    assert replay(session.operations()) == session.state()
    await turn(conversation, "forget all settings")
    assert len(made(await turn(conversation, "vintage"))) == 1


async def test_a_number_a_shape_or_a_format_that_is_said_wins_over_what_holds(talk: Talk) -> None:
    conversation = await talk.begin()
    await turn(conversation, "from now on give me three versions each time")
    await turn(conversation, "always export as png at 300")
    assert len(made(await turn(conversation, "two moodier versions"))) == 2
    assert len(made(await turn(conversation, "crop to 4:5"))) == 1
    (written,) = only(await turn(conversation, "export"), Exported)
    assert written.path.suffix == ".png" and talk.darkroom.exports[-1][1].long_side == 300
    (written,) = only(await turn(conversation, "export as webp 200 px"), Exported)
    assert written.path.suffix == ".webp" and talk.darkroom.exports[-1][1].long_side == 200


async def test_a_rule_spares_what_can_be_found(talk: Talk) -> None:
    conversation = await talk.begin()
    await turn(conversation, "from now on the walls stay white")
    await turn(conversation, "darker")
    assert [lock.label for lock in talk.darkroom.jobs[-1].locks] == ["the walls"]
    assert conversation.session.variant("v1").words == "darker"
    talk.darkroom.confidence = 0.4
    said = only(await turn(conversation, "from now on the ceiling stays blue"), Said)
    assert "cannot hold that by itself" in said[-1].text
    # It is one lock with the words of the rule: both go together, whichever way it is said.
    assert [(lock.label, lock.may_be_cut) for lock in conversation.session.locks()] == [("the walls", True)]
    assert conversation.session.settings["rules"] == {"the walls stay white": "k1", "the ceiling stays blue": ""}
    await turn(conversation, "unlock the walls")
    assert conversation.session.settings["rules"] == {"the ceiling stays blue": ""}
    talk.darkroom.confidence = 1.0
    await turn(conversation, "from now on the doors stay green")
    await turn(conversation, "forget about the green doors")
    assert conversation.session.locks() == () and "doors" not in str(conversation.session.settings)
    await turn(conversation, "undo")
    assert [lock.label for lock in conversation.session.locks()] == ["the doors"]


async def test_a_limit_of_cost_is_kept_for_the_gate(talk: Talk) -> None:
    conversation = await talk.begin()
    said = only(await turn(conversation, "never spend more than 10 cents"), Said)
    assert conversation.session.settings == {"most_usd": 0.1} and "$0.10" in said[0].text
    again = Store(talk.store.folder)
    assert again.last().settings == {"most_usd": 0.1}
    again.close()


async def test_no_text_is_said_plainly(talk: Talk) -> None:
    conversation = await talk.begin()
    events = await turn(conversation, "make it warmer, no text")
    assert "avoid: text" in only(events, Planned)[0].reading
    assert "still there" in only(events, Said)[-1].text


async def test_a_file_has_the_size_and_shape_that_was_said(talk: Talk) -> None:
    conversation = await talk.begin(real=True)
    for words, size, how in (
        ("export at 300x375 jpg under 30 kB", (300, 375), "cropped"),
        ("export at 500x500 with white bars as png", (500, 500), "padded"),
        ("export 16:9 as webp", (600, 337), "cropped"),
        ("export for an instagram story without cropping as jpg", (600, 1067), "padded"),
    ):
        events = await turn(conversation, words)
        (written,), (receipt,) = only(events, Exported), only(events, ReceiptReady)
        with Image.open(written.path) as image:
            assert image.size == size == (written.width, written.height), words
            assert image.format == {".jpg": "JPEG"}.get(written.path.suffix, written.path.suffix[1:].upper())
            if "white" in words:
                assert image.convert("RGB").getpixel((250, 20)) == (255, 255, 255)
        assert how in receipt.line and all(check.holds for check in receipt.checks) and len(receipt.checks) >= 2
        assert "kB" not in words or written.path.stat().st_size <= 30_000
    assert [one.id for one in conversation.session.variants()] == ["v0"]

    # What cannot be had both ways is called weak, and what cannot be had at all is refused.
    events = await turn(conversation, "make it warmer and save as 320x400 jpg under 6 kB")
    (variant,), (written,) = only(events, VariantReady), only(events, Exported)
    assert (variant.width, variant.height) == (600, 400)
    assert written.width < 320 and "weak: width of the file" in only(events, ReceiptReady)[-1].line
    assert only(events, Done)[0].exit_code == 1
    (failed,) = only(await turn(conversation, "export at 4000x4000"), Failed)
    assert failed.exit_code == 3 and "beyond twice" in failed.message


@pytest.mark.parametrize("words", ["export as mp4", "warmer, and make a 5 second loop of it"])
async def test_motion_is_not_there_yet_and_that_is_said(talk: Talk, words: str) -> None:
    (failed,) = only(await turn(await talk.begin(), words), Failed)
    assert failed.exit_code == 3 and "cannot make pictures move yet" in failed.message


async def test_another_photo_lends_its_colours_and_stands_behind(talk: Talk) -> None:
    conversation = await talk.begin()
    events = await turn(conversation, "like this one, and replace the background with white", talk.cat)
    assert "with picture 1" in only(events, Planned)[0].reading
    match, behind = talk.darkroom.jobs
    assert (match.operation, match.values) == ("match", {"path": str(talk.cat)})
    assert (behind.operation, behind.values) == ("background", {"colour": "white"})
    await turn(conversation, "use it as the background", talk.cat)
    assert talk.darkroom.jobs[-1].values == {"path": str(talk.cat)}
    (failed,) = only(await turn(conversation, "put the cat from this photo on the table", talk.cat), Failed)
    assert failed.exit_code == 3


def test_a_record_of_format_2_gets_its_settings(tmp_path: Path) -> None:
    older = sqlite3.connect(tmp_path / "stet.db")
    schema.create(older)
    back_to_format_2(older)
    older.commit()
    older.close()
    now = connect(tmp_path, Objects(tmp_path / "objects"))
    assert now.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
    assert "settings" in {row["name"] for row in now.execute("PRAGMA table_info(session)")}
    now.close()


async def test_the_settings_of_a_session_are_listed_and_taken_back_by_a_command(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    conversation = await talk.begin()
    for words in ("always export as png at 300", "from now on the walls stay white"):
        await turn(conversation, words)
    monkeypatch.setenv("STET_HOME", str(talk.store.folder))
    assert main(["settings"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "suffix: files as PNG",
        "long_side: 300 px on the long side",
        "rule 1: the walls stay white",
    ]
    assert main(["settings", "--forget", "rule 1"]) == 0
    assert main(["settings", "--forget", "shape"]) == 2
    assert "suffix, long_side" in capsys.readouterr().err
    left: Json = conversation.session.settings
    assert left == {"suffix": ".png", "long_side": 300}
