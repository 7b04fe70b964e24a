"""Keys in the row and in the tree keep order in a real session: stars, notes, names, what is out of sight, search."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from agent.conversation import Conversation
from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.store import Store
from agent.ui.app import StetApp
from agent.ui.text import marked
from tests.agent.ui.conftest import Stage
from tests.fakes.darkroom import ScriptedDarkroom
from tests.photos import write_photo

WIDE = (140, 45)


class RealStage(Stage):
    """The screen over a real conversation and a scripted engine."""

    def __init__(self, folder: Path, photo: Path) -> None:
        self.store, self.folder = Store(folder / "home"), folder
        self.app = StetApp(self._open_real, photo, graphics="none")

    async def _open_real(self, path: Path | None) -> Conversation:
        assert path is not None
        conversation, _ = await open_photo(path, workplace() / "proxy.jpg", self.store, ScriptedDarkroom())
        return conversation

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[Pilot[int]]:
        """With three variants, and the cursor in the row."""
        try:
            async with self.app.run_test(size=WIDE) as pilot:
                await self.until(pilot, lambda: self.app.conversation)
                await self.say(pilot, "make three moodier versions")
                self.app.desk.grid.focus()
                await pilot.pause()
                yield pilot
        finally:
            self.store.close()

    async def press(self, pilot: Pilot[int], *keys: str) -> None:
        await pilot.press(*keys)
        await self.settled(pilot)


async def test_a_star_comes_and_goes_with_one_key(tmp_path: Path, photo: Path) -> None:
    on = RealStage(tmp_path, photo)
    async with on.running() as pilot:
        await on.press(pilot, "2", "s")
        session = on.store.last()
        assert session.variant("v2").starred and "v2 has a star now" in on.shown
        assert "2  v2 ★" in on.shown and "v2 ★ " in on.shown, "in the row and in the tree"
        await on.press(pilot, "s")
        assert not session.variant("v2").starred


async def test_out_of_sight_and_back_from_the_tree(tmp_path: Path, photo: Path) -> None:
    on = RealStage(tmp_path, photo)
    async with on.running() as pilot:
        await on.press(pilot, "3", "x")
        session = on.store.last()
        assert [variant.id for variant in session.variants()] == ["v0", "v1", "v2"]
        assert [variant.id for variant in on.app.desk.grid.variants if variant.parent] == ["v1", "v2"]
        on.app.desk.tree.focus()
        await on.press(pilot, "d")
        assert "v3 ✕" in on.shown
        await on.press(pilot, *(["down"] * 3), "x")
        assert "v3 is back" in on.shown
        assert [variant.id for variant in session.variants()] == ["v0", "v1", "v2", "v3"]
        await on.press(pilot, "p", "escape", "ctrl+z")
        assert "Took back putting v3 out of sight" in on.shown
        assert len(session.variants()) == 4


async def test_a_note_a_name_and_a_search_are_typed_into_the_prompt(tmp_path: Path, photo: Path) -> None:
    on = RealStage(tmp_path, photo)
    async with on.running() as pilot:
        words = on.app.desk.prompt.words
        await on.press(pilot, "2", "n")
        assert words.text == "note on v2: "
        await on.press(pilot, *"beach", "enter")
        assert on.store.last().variant("v2").note == "beach"
        on.app.desk.grid.focus()
        await on.press(pilot, "3", "r")
        await on.press(pilot, *"dusk", "enter")
        assert on.store.last().variant("v3").name == "dusk"
        assert "v3 dusk" in on.shown
        on.app.desk.grid.focus()
        await on.press(pilot, "f")
        await on.press(pilot, *"beach", "enter")
        assert "“beach” in its note" in on.read
        assert [variant.id for variant in on.app.desk.grid.variants] == ["v2"]
        assert on.app.focused is words
        await on.say(pilot, "a bit warmer")
        assert [variant.id for variant in on.app.desk.grid.variants if variant.parent][-1] == "v4"


async def test_commands_say_the_same(tmp_path: Path, photo: Path) -> None:
    on = RealStage(tmp_path, photo)
    async with on.running() as pilot:
        session = on.store.last()
        for command, holds in (
            ("/star", lambda: session.variant("v1").starred),
            ("/note more contrast: for her", lambda: session.variant("v1").note == "more contrast: for her"),
            ("/name one two three four five six", lambda: session.variant("v1").name == "one two three four five six"),
            ("/discard v2", lambda: session.variant("v2").discarded),
            ("/restore", lambda: not session.variant("v2").discarded),
            ("/find more contrast", lambda: "“more” and “contrast” in its note" in on.read),
        ):
            on.app.desk.prompt.words.focus()
            await on.say(pilot, command)
            assert holds(), command
        await on.say(pilot, "/find")
        assert on.app.desk.prompt.words.text == "/find "
        await on.press(pilot, "enter")
        assert "Type /find and its words" in on.shown
        assert marked(session.variant("v1")) == "v1 ★"


async def test_what_is_done_to_another_photo_is_shown_and_nothing_here_moves(tmp_path: Path, photo: Path) -> None:

    on = RealStage(tmp_path, photo)
    other = tmp_path / "cat.png"
    write_photo(other, "chelsea")
    async with on.running() as pilot:
        on.app.desk.prompt.words.focus()
        words = on.app.desk.prompt.words
        words.put("do the same to ")
        words.post_message(events.Paste(f"'{other}'"))
        await on.until(pilot, lambda: "cat.png" in words.text)
        await on.press(pilot, "enter")
        assert "cat.png is at v1 now" in on.read and f"/open {other} goes there" in on.read
        await on.say(pilot, "/same the other photo")
        assert "cat.png is at v2 now" in on.read and "/open cat.png goes there" in on.read
        assert on.store.last().current == "v1"
        assert len(on.store.sessions()) == 2
        await on.say(pilot, f"/open {other}")
        await on.until(pilot, lambda: "cat.png" in on.shown)
        assert on.store.last().source.label == "cat.png"
