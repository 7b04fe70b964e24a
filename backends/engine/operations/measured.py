"""What an operation did to a photo, as the same measures and words that looks are judged by."""

from __future__ import annotations

import cv2
import numpy as np

from backends.engine.colour import lut
from backends.engine.measure import features as measure
from backends.engine.measure import words
from backends.engine.pixels import Pixels, as_float


def small_srgb(pixels: Pixels, side: int = measure.SIDE) -> np.ndarray:
    """Display-encoded sRGB, float32 0..1, long side at most `side`."""
    height, width = pixels.rgb.shape[:2]
    scale = side / max(height, width)
    rgb = pixels.rgb
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA))
    return np.clip(lut.to_srgb(as_float(rgb), pixels.icc), 0, 1)


def changed(before: Pixels, after: Pixels) -> dict[str, float]:
    """Every measure of `measure.change`."""
    return measure.change(*(measure.measure(small_srgb(one)) for one in (before, after)))


def in_words(before: Pixels, after: Pixels) -> str:
    return words.describe(changed(before, after))
