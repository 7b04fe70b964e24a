"""Pictures as terminal characters: fitted, drawn by chafa (or Pillow half blocks) in a thread, and kept."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock

from rich.segment import Segment
from textual.strip import Strip

# A cell of a picture takes about 150 bytes as Segments and Styles; 400,000 cells are about 60 MB.
_KEEP_CELLS = 400_000


class Mode(StrEnum):
    """How many colours the terminal shows; `NONE` is a screen without pictures."""

    TRUECOLOR = "truecolor"
    INDEXED = "256"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of `columns` x `rows` cells, one Strip a row."""

    strips: tuple[Strip, ...]
    columns: int
    rows: int


def fit(width: int, height: int, columns: int, rows: int, cell: float = 0.5) -> tuple[int, int]:
    """The largest (columns, rows) within the given ones that keeps the aspect of `width` x `height` pixels.

    `cell` is the width of a terminal cell over its height; most fonts have about 0.5. At least 1 x 1.
    """
    if min(width, height, columns, rows) < 1:
        return 1, 1
    aspect = width / height / cell
    if columns / rows > aspect:
        return max(1, min(columns, round(rows * aspect))), rows
    return columns, max(1, min(rows, round(columns / aspect)))


class Pictures:
    """Draws each (file, size) once. `get` answers at once from what is kept; `draw` makes it in a thread."""

    def __init__(self, mode: Mode, cell: float = 0.5) -> None:
        self.mode = mode
        self.cell = cell
        self._kept: OrderedDict[tuple[Path, int, int], Drawing] = OrderedDict()
        self._cells = 0
        self._lock = Lock()

    def get(self, path: Path, columns: int, rows: int) -> Drawing | None:
        with self._lock:
            drawing = self._kept.get((path, columns, rows))
            if drawing is not None:
                self._kept.move_to_end((path, columns, rows))
            return drawing

    async def draw(self, path: Path, columns: int, rows: int) -> Drawing:
        """The picture in `path`, as large as it gets within `columns` x `rows` cells. OSError if it cannot be read."""
        drawing = self.get(path, columns, rows)
        if drawing is None:
            drawing = await asyncio.to_thread(self._draw, path, columns, rows)
        return drawing

    def rename(self, old: Path, new: Path) -> None:
        """What was drawn of `old` is good for `new`, which holds the same bytes."""
        with self._lock:
            for path, columns, rows in [key for key in self._kept if key[0] == old]:
                self._kept[new, columns, rows] = self._kept.pop((path, columns, rows))

    def warm(self) -> None:
        """Import what drawing needs, so that the first picture does not wait for it. Call it in a thread."""
        from agent.ui import mosaic

        mosaic.ready()

    def _draw(self, path: Path, columns: int, rows: int) -> Drawing:
        from agent.ui import mosaic

        lines = mosaic.draw(path, columns, rows, self.cell, indexed=self.mode is Mode.INDEXED)
        strips = tuple(Strip([Segment(text, style) for text, style in line]) for line in lines)
        drawing = Drawing(strips, strips[0].cell_length if strips else 0, len(strips))
        with self._lock:
            self._kept[path, columns, rows] = drawing
            self._cells += drawing.columns * drawing.rows
            while self._cells > _KEEP_CELLS and len(self._kept) > 1:
                _, old = self._kept.popitem(last=False)
                self._cells -= old.columns * old.rows
        return drawing
