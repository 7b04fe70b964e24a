"""Which part of a photo a model is sent for an edit of one region, and at what size: enough to understand, no more."""

from __future__ import annotations

import math
from dataclasses import dataclass

from backends.catalog import Can
from backends.errors import NotPossible

Box = tuple[float, float, float, float]

# Around the region, of its own sides: so much of the scene tells a model its light and perspective.
_CONTEXT = 0.5
# The region should not fill more of what is sent than this, of a side.
_MOST_FILLED = 0.8


@dataclass(frozen=True, slots=True)
class Works:
    """The size that a model works best at. `pixels` in all, and up to `most_pixels` where a region has so many; sides
    are multiples of `multiple` and lie between `least` and `most`; `ratios` (width over height) where only some shapes
    are possible, () for any."""

    pixels: int = 1024 * 1024
    multiple: int = 16
    least: int = 256
    most: int = 2048
    ratios: tuple[float, ...] = ()
    most_pixels: int = 0


def works_of(can: Can) -> Works:
    """By a model card. A megapixel is what all current ones were trained at; a card says what they go up to."""
    most = round(can.megapixels * 1e6)
    usual = Works()
    return Works(min(usual.pixels, most or usual.pixels), most=can.edge or 2 * usual.most, most_pixels=most)


@dataclass(frozen=True, slots=True)
class Window:
    """`left`, `top`, `width`, `height` in pixels of the photo, and the size that it is `sent` at (width, height)."""

    left: int
    top: int
    width: int
    height: int
    sent: tuple[int, int]

    def in_words(self, width: int, height: int) -> str:
        """As a region of a photo of `width` x `height` is written: "box 10% 20% 50% 60%"."""
        edges = (
            self.left / width,
            self.top / height,
            (self.left + self.width) / width,
            (self.top + self.height) / height,
        )
        return f"box {' '.join(f'{100 * edge:.5g}%' for edge in edges)}"

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


def window_around(box: Box, width: int, height: int, works: Works) -> Window:
    """Around the part `box` (left, top, right, bottom in pixels) of a photo with context, in the shape and the size
    that suits.

    A part that is small in the photo is sent pixel for pixel with more around it, since enlarging shows a model
    nothing new. Raises NotPossible for an empty part.
    """
    left, top, right, bottom = box
    if right <= left or bottom <= top:
        raise NotPossible("the region to change is empty", "Give a box, such as: box 10% 20% 50% 60%.")
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


def all_of(width: int, height: int, works: Works) -> Window:
    """The whole photo, made smaller only where a model takes no more."""
    scale = min(
        1.0,
        math.sqrt(works.most_pixels / (width * height)) if works.most_pixels else 1.0,
        works.most / max(width, height) if works.most_pixels else 1.0,
    )
    return Window(0, 0, width, height, (max(1, int(width * scale)), max(1, int(height * scale))))


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
    scale = math.sqrt(max(works.pixels, works.most_pixels) / (across * down))
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
