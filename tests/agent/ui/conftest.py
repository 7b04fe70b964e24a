"""What every test of the screen starts from: a real photo, and an app over a scripted conversation."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from agent.ui.app import StetApp
from agent.ui.transcript import Block
from tests.fakes.scripted import Nothing, ScriptedConversation
from tests.photos import write_photo

Until = Callable[[Callable[[], object]], Awaitable[None]]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "coffee.png"
    write_photo(path)
    return path


class Stage:
    """An app and the conversations that it opened."""

    def __init__(self, folder: Path, path: Path | None, graphics: str) -> None:
        self._folder = folder
        self.opened: list[ScriptedConversation] = []
        self.app = StetApp(self._open, path, graphics=graphics)

    async def _open(self, path: Path | None) -> ScriptedConversation:
        if path is None:
            raise Nothing("There is no session to go on with", "Open a photo.")
        if not await asyncio.to_thread(path.is_file):
            raise Nothing(f"There is no file {path.name}", "Check its name.")
        self.opened.append(ScriptedConversation(path, self._folder))
        return self.opened[-1]

    @property
    def talk(self) -> ScriptedConversation:
        return self.opened[-1]

    @property
    def shown(self) -> str:
        """All that the screen shows, as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    @property
    def read(self) -> str:
        """The conversation as text, not wrapped."""
        return "\n".join(str(block.content) for block in self.app.desk.transcript.query(Block))

    async def until(self, pilot: Pilot[int], happened: Callable[[], object], seconds: float = 10.0) -> None:
        """Wait for something, and fail with the screen when it does not come."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not happened():
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"it never happened; the screen was:\n{self.shown}")
            await pilot.pause(0.02)

    async def settled(self, pilot: Pilot[int]) -> None:
        await self.until(pilot, lambda: not self.app.busy)
        await pilot.pause()

    async def say(self, pilot: Pilot[int], words: str) -> None:
        """Write words into the prompt, send them, and wait for the turn to end."""
        self.app.desk.prompt.words.put(words)
        await pilot.press("enter")
        await self.settled(pilot)


@pytest.fixture
def stage(tmp_path: Path, photo: Path) -> Callable[..., Stage]:
    def make(*, empty: bool = False, graphics: str = "auto") -> Stage:
        return Stage(tmp_path, None if empty else photo, graphics)

    return make
