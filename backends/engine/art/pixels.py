"""Pixel art: a few large squares in a few colours."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from PIL import Image

from backends.engine.art.canvas import Floats, f32, light, resized, shrunk
from backends.engine.pixels import Array, Pixels

# Four greens as on a handheld console's first screen, and sixteen as a home computer had them: no maker's own table,
# but with a brown and a skin colour, without which faces fall into grey and red.
FOUR_GREENS = ((15, 56, 15), (48, 98, 48), (139, 172, 15), (202, 220, 159))
SIXTEEN = (
    (16, 16, 20), (84, 84, 88), (156, 156, 156), (244, 244, 236), (112, 40, 40), (196, 64, 48), (232, 132, 64),
    (236, 188, 148), (112, 72, 32), (232, 212, 96), (48, 96, 56), (120, 176, 88), (36, 48, 120), (72, 112, 196),
    (140, 196, 224), (136, 80, 152),
)  # fmt: skip

_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47


def squares(pixels: Pixels, across: int) -> Floats:
    """`across` squares along the long side, (rows, columns, 3) of 0..1, with a little more contrast and colour."""
    height, width = pixels.rgb.shape[:2]
    scale = across / max(height, width)
    top = np.float32(1 / np.iinfo(pixels.rgb.dtype).max)
    # In two steps, so that no float copy of a large picture is made.
    picture = np.multiply(shrunk(pixels.rgb, 8 * across), top, dtype=np.float32)
    small = resized(picture, max(1, round(width * scale)), max(1, round(height * scale)))
    grey = light(small)[..., None]
    lively = grey + (small - grey) * np.float32(1.3)
    return f32(np.clip(lively + 0.25 * (lively - 0.45) * (1 - np.abs(2 * np.clip(lively, 0, 1) - 1)), 0, 1))


def palette(small: Floats, colours: int) -> tuple[float, ...]:
    """The `colours` that stand for most of the squares, red, green and blue one after the other, 0..255."""
    image = Image.fromarray((small * 255 + 0.5).astype(np.uint8))
    reduced = image.quantize(colours, method=Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE)
    return tuple(float(n) for n in (reduced.getpalette() or [])[: 3 * colours])


def painted(small: Floats, colours: Floats, dither: float) -> Floats:
    """Each square in the nearest of `colours` (count, 3), 0..1, with ordered dither of `dither` 0..1."""
    rows, columns = small.shape[:2]
    tile = np.tile(_BAYER, (rows // 4 + 1, columns // 4 + 1))[:rows, :columns, None]
    wanted = small + np.float32(dither * 0.35) * tile
    if len(colours) <= 4:
        # So few are steps of lightness, not hues.
        order = colours[np.argsort(light(colours))]
        steps = np.clip(light(f32(wanted)) * len(colours), 0, len(colours) - 1).astype(int)
        return order[steps]
    flat = wanted.reshape(-1, 1, 3) - colours[None]
    nearest = (flat * flat * np.array([0.6, 1.0, 0.5], np.float32)).sum(-1).argmin(-1)
    return colours[nearest].reshape(rows, columns, 3)


def grown(small: Floats, pixels: Pixels) -> Pixels:
    """Squares with hard borders in the place of the picture."""
    height, width = pixels.rgb.shape[:2]
    top = np.iinfo(pixels.rgb.dtype).max
    exact = (np.clip(small, 0, 1) * top + 0.5).astype(pixels.rgb.dtype)
    if height >= small.shape[0] and width >= small.shape[1]:
        rows = np.minimum((np.arange(height) * small.shape[0]) // height, small.shape[0] - 1)
        columns = np.minimum((np.arange(width) * small.shape[1]) // width, small.shape[1] - 1)
        large = exact[rows][:, columns]
    else:
        large = cv2.resize(exact, (width, height), interpolation=cv2.INTER_AREA)
    return Pixels(cast(Array, np.ascontiguousarray(large)), pixels.alpha, pixels.icc)
