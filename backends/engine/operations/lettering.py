"""Draws words on a photo, at any size of it the same, with a soft shade behind them where they need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from backends.engine.fields import choice, number, text
from backends.engine.operations.base import Operation
from backends.engine.operations.fonts import at_size
from backends.engine.operations.paint import Floats, checked_hex, in_codes
from backends.engine.pixels import Pixels
from backends.errors import BadRequest

_ROWS = 64
_LINE = 1.22


@dataclass(frozen=True, slots=True)
class Text(Operation):
    """`words` with line breaks where the plan put them; `letters` is their size as a fraction of the long side. `left`
    and `top` are the block's corner, as fractions of width and height. `shade` 0..1 draws a soft ground behind the
    words, in `ground`. `font` is a name for `fonts.at_size`."""

    words: str = text(most=400)
    font: str = text(most=120)
    letters: float = number(0.05, 0.004, 0.5)
    left: float = number(0.05, -0.5, 1.0)
    top: float = number(0.05, -0.5, 1.0)
    align: str = choice("left", "centre", "right")
    colour: str = text("#ffffff", most=7)
    opacity: float = number(1.0, 0.05, 1.0)
    shade: float = number(0.0, 0.0, 0.95)
    ground: str = text("#000000", most=7)

    def __post_init__(self) -> None:
        checked_hex(self.colour, "text.colour")
        checked_hex(self.ground, "text.ground")
        if self.words.count("\n") > 20:
            raise BadRequest("text.words has more than 20 lines")

    def apply(self, pixels: Pixels) -> Pixels:
        if not self.words.strip():
            return pixels
        rgb = pixels.rgb.copy()
        alpha = None if pixels.alpha is None else pixels.alpha.copy()
        height, width = rgb.shape[:2]
        block = drawn(self.words, self.font, letter_pixels(self.letters, width, height), self.align)
        left, top = round(self.left * width), round(self.top * height)
        if self.shade:
            ground = in_codes(self.ground, pixels.icc, rgb.dtype)
            _shade(
                rgb, self.shade, ground, (left, top, block.shape[1], block.shape[0]), self.letters * max(width, height)
            )
        stamp(rgb, block, left, top, in_codes(self.colour, pixels.icc, rgb.dtype), self.opacity)
        if alpha is not None:
            # Words on what is transparent are seen too.
            full = np.full(3, np.iinfo(rgb.dtype).max, np.float32)
            stamp(alpha[..., None], block, left, top, full[:1], self.opacity)
        return Pixels(rgb, alpha, pixels.icc)


def letter_pixels(size: float, width: int, height: int) -> int:
    return max(1, round(size * max(width, height)))


def extent(words: str, font: str, pixels: int) -> tuple[int, int]:
    """Width and height of the block of words, as `drawn` makes it."""
    lines = words.split("\n")
    face = at_size(font, pixels)
    widest = max(face.getlength(line) for line in lines)
    return max(1, round(widest + 0.08 * pixels)), max(1, round((len(lines) - 1) * _LINE * pixels + 1.2 * pixels))


def drawn(words: str, font: str, pixels: int, align: str) -> np.ndarray:
    """(height, width) uint8, 255 where letters are."""
    width, height = extent(words, font, pixels)
    image = Image.new("L", (width, height))
    pen = ImageDraw.Draw(image)
    face = at_size(font, pixels)
    margin = 0.04 * pixels
    for at, line in enumerate(words.split("\n")):
        room = width - 2 * margin - face.getlength(line)
        x = margin + {"left": 0.0, "centre": room / 2, "right": room}[align]
        pen.text((x, 0.95 * pixels + at * _LINE * pixels), line, fill=255, font=face, anchor="ls")
    return np.asarray(image)


def stamp(picture: Any, mask: np.ndarray, left: int, top: int, colour: Floats, opacity: float) -> None:
    """Paint `colour` through a mask into rows of `picture` (height, width, parts), in place; what is outside is cut."""
    height, width = picture.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + mask.shape[1]), min(height, top + mask.shape[0])
    if x1 <= x0:
        return
    for row in range(y0, y1, _ROWS):
        end = min(row + _ROWS, y1)
        part = picture[row:end, x0:x1]
        weight = mask[row - top : end - top, x0 - left : x1 - left, None] * np.float32(opacity / 255)
        here = part.astype(np.float32)
        np.copyto(part, here + (colour - here) * weight + 0.5, casting="unsafe")


def _shade(rgb: Any, strength: float, ground: Floats, block: tuple[int, int, int, int], letter: float) -> None:
    """A ground that is full behind the block and fades out around it within about one letter and a half."""
    height, width = rgb.shape[:2]
    left, top, across, down = block
    fade = 1.6 * letter
    x = _band(np.arange(width) + 0.5, left - 0.3 * letter, left + across + 0.3 * letter, fade)
    y = _band(np.arange(height) + 0.5, top - 0.2 * letter, top + down + 0.2 * letter, fade)
    rows, columns = np.flatnonzero(y > 0), np.flatnonzero(x > 0)
    if not len(rows) or not len(columns):
        return
    x0, x1 = int(columns[0]), int(columns[-1]) + 1
    for row in range(int(rows[0]), int(rows[-1]) + 1, _ROWS):
        end = min(row + _ROWS, int(rows[-1]) + 1)
        part = rgb[row:end, x0:x1]
        weight = (strength * y[row:end, None] * x[None, x0:x1]).astype(np.float32)[..., None]
        here = part.astype(np.float32)
        np.copyto(part, here + (ground - here) * weight + 0.5, casting="unsafe")


def _band(at: np.ndarray, low: float, high: float, fade: float) -> np.ndarray:
    """1 from `low` to `high`, softly down to 0 within `fade` outside."""
    t = np.clip(1 - np.maximum(low - at, at - high) / max(fade, 1.0), 0, 1)
    return t * t * (3 - 2 * t)
