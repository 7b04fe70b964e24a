"""The widget that shows one picture file, centred, and never makes the screen wait for it."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from pathlib import Path
from typing import Protocol, cast

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from agent.harmless import harmless
from agent.ui.pictures import Drawing, Mode, Pictures
from agent.ui.text import columns, shorten

# How long a photo may take to be painted before what comes after it goes on.
_PATIENCE = 1.0


class HasPictures(Protocol):
    pictures: Pictures


def pictures(widget: Widget) -> Pictures:
    """What draws the pictures of the app that `widget` is in."""
    return cast(HasPictures, widget.app).pictures  # pyright: ignore[reportUnknownMemberType]


class Picture(Widget):
    """Shows `path`, or `words` while there is no picture to show. The old picture stays until the new one is drawn."""

    class Shown(Message):
        """The picture is on the screen."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    def __init__(
        self, path: Path | None = None, *, words: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._path = path
        self._words = words
        self._drawing: Drawing | None = None
        self._settled = asyncio.Event()

    @property
    def path(self) -> Path | None:
        return self._path

    def show(self, path: Path | None, words: str = "") -> None:
        """Show another picture; `words` stand in for it until it is drawn, and where pictures are off."""
        self._words = words
        if path is None:
            self._drawing = None
        if path != self._path:
            self._path = path
            self._request()
        if self._drawing is None:
            self.refresh()

    async def present(self, path: Path) -> bool:
        """`show`, and wait until it is painted; False when that takes too long or cannot be."""
        self._settled.clear()
        self.show(path, self._words)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._settled.wait()
        return self._drawing is not None

    def on_mount(self) -> None:
        self._request()

    def on_resize(self, event: events.Resize) -> None:
        self._request()

    def _request(self) -> None:
        width, height = self.content_size
        if self._path is None or width < 1 or height < 1 or not self.is_attached:
            return
        kept = pictures(self)
        if kept.mode is Mode.NONE:
            return
        drawing = kept.get(self._path, width, height)
        if drawing is not None:
            self._take(self._path, drawing)
            return
        # A call, not a coroutine: a worker that is replaced before it starts would leave that one never awaited.
        self.run_worker(
            partial(self._draw, self._path, width, height), group="draw", exclusive=True, exit_on_error=False
        )

    async def _draw(self, path: Path, width: int, height: int) -> None:
        try:
            drawing = await pictures(self).draw(path, width, height)
        except OSError:
            self._drawing = None
            self._words = "this picture cannot be read"
            self.refresh()
            self._settled.set()
            return
        if path == self._path:
            self._take(path, drawing)

    def _take(self, path: Path, drawing: Drawing) -> None:
        if drawing is not self._drawing:
            self._drawing = drawing
            self.refresh()
        self.post_message(self.Shown(path))

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        style = self.visual_style.rich_style
        drawing = self._drawing
        if drawing is None:
            return self._line_of_words(y, width, height)
        top = max(0, (height - drawing.rows) // 2)
        if not top <= y < top + drawing.rows:
            return Strip.blank(width, style)
        # Who waits for this goes on when all lines were written: until then nothing else runs.
        self._settled.set()
        strip = drawing.strips[y - top]
        left = max(0, (width - drawing.columns) // 2)
        if left or strip.cell_length < width:
            right = max(0, width - left - strip.cell_length)
            strip = Strip([Segment(" " * left, style), *strip, Segment(" " * right, style)])
        return strip.crop(0, width)

    def _line_of_words(self, y: int, width: int, height: int) -> Strip:
        style = self.visual_style.rich_style
        lines = self._words.split("\n")
        at = y - max(0, (height - len(lines)) // 2)
        if not 0 <= at < len(lines):
            return Strip.blank(width, style)
        words = shorten(lines[at], width) if len(lines) == 1 else harmless(lines[at])
        left = max(0, (width - columns(words)) // 2)
        return Strip([Segment(" " * left, style), Segment(words, style)]).adjust_cell_length(width, style)
