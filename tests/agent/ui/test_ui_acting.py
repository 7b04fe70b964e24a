"""The screen over a real conversation: questions, the other reading, pictures that wait for words, what holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from agent.conversation import Conversation
from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.session import Session
from agent.session.store import Store
from agent.ui.approval import ApprovalCard
from agent.ui.other import OTHER_READING, OtherReading
from tests.agent.ui.conftest import Stage
from tests.fakes.darkroom import ScriptedDarkroom
from tests.photos import write_photo

SIZE = (140, 45)


class RealStage(Stage):
    """A screen over the conversation that people get, with a scripted engine below it."""

    def __init__(self, folder: Path, path: Path) -> None:
        super().__init__(folder, path, "none")
        self.store = Store(folder / "home")
        self.darkroom = ScriptedDarkroom()
        self.conversations: list[Conversation] = []

    async def _open(self, path: Path | None) -> Conversation:  # type: ignore[override]
        assert path is not None
        opened, _ = await open_photo(path, workplace() / "proxy.jpg", self.store, self.darkroom)
        self.conversations.append(opened)
        return opened

    @property
    def session(self) -> Session:
        return self.conversations[-1].session

    async def type(self, pilot: Pilot[int], words: str) -> None:
        """As `say`, for turns that wait for an answer."""
        self.app.desk.prompt.words.put(words)
        await pilot.press("enter")

    async def paste(self, pilot: Pilot[int], path: Path) -> None:
        self.app.desk.prompt.words.post_message(events.Paste(str(path)))
        await pilot.pause()


@pytest.fixture
async def on(tmp_path: Path, photo: Path) -> AsyncIterator[RealStage]:
    stage = RealStage(tmp_path, photo)
    yield stage
    stage.store.close()


@pytest.fixture
def cat(tmp_path: Path) -> Path:
    path = tmp_path / "cat on a mat.png"
    write_photo(path, "chelsea")
    return path


async def test_a_question_is_answered_by_a_word_in_the_prompt_or_by_its_number(on: RealStage) -> None:
    async with on.app.run_test(size=SIZE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        await on.type(pilot, "the other one, but warmer")
        await on.until(pilot, lambda: on.app.desk.transcript.query(ApprovalCard))
        assert "Which one do you mean" in on.shown and "1 v2, take 2" in on.shown and "2 v3, take 3" in on.shown
        # The card has the focus, and letters go to the prompt.
        await pilot.press("v", "3", "enter")
        await on.settled(pilot)
        card = on.app.desk.transcript.query_one(ApprovalCard)
        assert "→ v3, take 3" in str(card.content) and not card.can_focus
        assert on.session.variant("v4").parent == "v3"
        assert "That comes next" not in on.app.desk.hints.flashing

        await on.say(pilot, "back to v1")
        await on.type(pilot, "compare it with the moodier one")
        await on.until(pilot, lambda: len(on.app.desk.transcript.query(ApprovalCard)) == 2)
        await pilot.press(*"darker", "enter")
        await on.settled(pilot)
        assert "→ nothing was done" in str(on.app.desk.transcript.query(ApprovalCard).last().content)
        assert on.session.variant("v5").parent == "v1"


async def test_one_key_shows_the_other_reading_and_enter_does_that_instead(on: RealStage) -> None:
    async with on.app.run_test(size=SIZE) as pilot:
        await on.settled(pilot)
        await pilot.press(OTHER_READING)
        assert "no other reading" in on.app.desk.hints.flashing
        await on.say(pilot, "noir and vintage")
        assert f"Read as: noir, then vintage · 1 variant of v0   {OTHER_READING} other reading" in on.read
        await pilot.press(OTHER_READING)
        await pilot.pause()
        assert "noir | vintage · 2 variants of v0" in on.shown and "do this instead" in on.shown
        await pilot.press("escape")
        await pilot.pause()
        assert len(on.session.variants()) == 3
        assert on.app.focused is on.app.desk.prompt.words
        await pilot.press(OTHER_READING)
        await pilot.press("enter")
        await on.settled(pilot)
        assert [(one.id, one.parent) for one in on.session.variants()[3:]] == [("v3", "v0"), ("v4", "v0")]
        assert not any(card.can_focus for card in on.app.desk.transcript.query(OtherReading))


async def test_a_dropped_picture_waits_for_words_and_enter_alone_opens_it(on: RealStage, cat: Path) -> None:
    async with on.app.run_test(size=SIZE) as pilot:
        await on.settled(pilot)
        await on.paste(pilot, cat)
        assert "+ cat on a mat.png" in on.shown and "alone opens it" in on.shown
        await on.say(pilot, "like this one")
        assert on.darkroom.jobs[-1].values == {"path": str(cat)}
        assert "+ cat on a mat.png" in on.read and "alone opens it" not in on.shown

        await on.paste(pilot, cat)
        await pilot.press("escape")
        await pilot.pause()
        assert "alone opens it" not in on.shown and len(on.conversations) == 1
        await on.paste(pilot, cat)
        await pilot.press("enter")
        await on.settled(pilot)
        assert len(on.conversations) == 2 and on.session.label == cat.name


async def test_what_always_holds_stands_in_the_first_line_and_is_listed(on: RealStage) -> None:
    async with on.app.run_test(size=SIZE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "/settings")
        assert "Nothing special holds" in on.read
        await on.say(pilot, "from now on everything square")
        assert "always square" in on.shown.splitlines()[0]
        await on.say(pilot, "/settings")
        assert "· square" in on.read and "“stop square”" in on.read
        await pilot.press("ctrl+z")
        await on.settled(pilot)
        assert "always" not in on.shown.splitlines()[0] and on.session.settings == {}
