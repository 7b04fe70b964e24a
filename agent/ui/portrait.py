"""Pictures of the screen itself, drawn by the program: for the README and for judging it by eye."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from agent.ui.app import StetApp


async def portray(
    app: StetApp, path: Path, words: Sequence[str] = (), *, size: tuple[int, int] = (140, 45), patience: float = 60.0
) -> Path:
    """Run `app` without a terminal, say `words` one after the other, and write the screen to `path` as SVG.

    `size` is columns x rows. Words that start with "key:" press that key instead. Raises TimeoutError when a turn
    or a picture takes longer than `patience` seconds.
    """
    async with app.run_test(size=size) as pilot:
        async with asyncio.timeout(patience):
            await _settled(app)
            for each in words:
                if each.startswith("key:"):
                    await pilot.press(each.removeprefix("key:"))
                else:
                    app.desk.prompt.words.put(each)
                    await pilot.press("enter")
                await _settled(app)
        app.desk.hints.clear()
        await pilot.pause()
        await asyncio.to_thread(path.write_text, app.export_screenshot(title="stet"), encoding="utf-8")
        app.exit(0)
    return path


async def _settled(app: StetApp) -> None:
    """Wait until nothing is opened, said or drawn any more."""
    quiet = 0
    while quiet < 4:
        await asyncio.sleep(0.05)
        quiet = 0 if app.busy else quiet + 1
