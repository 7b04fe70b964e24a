"""Which part of a photo a model is sent for an edit of one region, and at what size: enough to understand, no more."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from backends.engine.regions.base import Mask
from backends.errors import NotPossible

# Around the region, of its own sides: so much of the scene tells a model its light and perspective.
_CONTEXT = 0.5
# The region should not fill more of what is sent than this, of a side.
_MOST_FILLED = 0.8


@dataclass(frozen=True, slots=True)
class Works:
    """The size that a model works best at. `pixels` in all; sides are multiples of `multiple` and lie between `least`
    and `most`; `ratios` (width over height) where only some shapes are possible, () for any."""

    pixels: int = 1024 * 1024
    multiple: int = 16
    least: int = 256
    most: int = 2048
    ratios: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """`left`, `top`, `width`, `height` in pixels of the photo, and the size that it is `sent` at (width, height)."""

    left: int
    top: int
    width: int
    height: int
    sent: tuple[int, int]

    @property
    def rows(self) -> slice:
        return slice(self.top, self.top + self.height)

    @property
    def columns(self) -> slice:
        return slice(self.left, self.left + self.width)

    @property
    def scale(self) -> float:
        """Sent pixels for one of the photo."""
        return self.sent[0] / self.width


def window_for(region: Mask, works: Works) -> Window:
    """Around `region` (255 inside, of the size of the photo) with context, in the shape and the size that suits.

    A region that is small in the photo is sent pixel for pixel with more around it, since enlarging shows a model
    nothing new. Raises NotPossible for an empty region.
    """
    height, width = region.shape
    rows, columns = np.flatnonzero(region.any(1)), np.flatnonzero(region.any(0))
    if not len(rows):
        raise NotPossible("the region to change is empty", "Give a box, such as: box 10% 20% 50% 60%.")
    top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    across = max((right - left) * (1 + 2 * _CONTEXT), (right - left) / _MOST_FILLED)
    down = max((bottom - top) * (1 + 2 * _CONTEXT), (bottom - top) / _MOST_FILLED)
    if across * down < works.pixels:
        grow = math.sqrt(works.pixels / (across * down))
        across, down = across * grow, down * grow
    across, down = min(across, width), min(down, height)
    across, down = _shaped(across, down, width, height, works)
    sent = _sent(across, down, works)
    # The window takes the exact shape of what is sent, or the picture would come back stretched.
    across, down = _as_shaped(across, down, sent[0] / sent[1], width, height)
    x = _placed((left + right) / 2, across, width)
    y = _placed((top + bottom) / 2, down, height)
    return Window(x, y, across, down, sent)


def _shaped(across: float, down: float, width: int, height: int, works: Works) -> tuple[float, float]:
    """Grown, as far as the photo goes, to the nearest shape that is possible."""
    if not works.ratios:
        return across, down
    ratio = min(works.ratios, key=lambda one: abs(math.log(one / (across / down))))
    if across / down < ratio:
        across = min(width, down * ratio)
        return across, across / ratio
    down = min(height, across / ratio)
    return down * ratio, down


def _sent(across: float, down: float, works: Works) -> tuple[int, int]:
    scale = math.sqrt(works.pixels / (across * down))
    # Never larger than the photo has it, but for what a model needs at least.
    scale = min(scale, max(1.0, works.least / min(across, down)), works.most / max(across, down))

    def side(length: float) -> int:
        return max(works.multiple, round(length * scale / works.multiple) * works.multiple)

    return side(across), side(down)


def _as_shaped(across: float, down: float, ratio: float, width: int, height: int) -> tuple[int, int]:
    if across / down > ratio:
        down = min(height, across / ratio)
        across = down * ratio
    else:
        across = min(width, down * ratio)
        down = across / ratio
    return min(width, max(1, round(across))), min(height, max(1, round(down)))


def _placed(middle: float, length: int, whole: int) -> int:
    return int(min(max(0, round(middle - length / 2)), whole - length))
