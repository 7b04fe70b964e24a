"""Works on the lightness of a large picture in bands, and measures its noise and its edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.pixels import Array, Pixels

Floats = NDArray[np.float32]

# Rows of a band: 8 MP of a 6000 pixel wide picture as floats are 32 MB.
_BAND = 1024
_BLOCK = 16
# Norm of the kernel below for white noise (Immerkaer 1996, "Fast Noise Variance Estimation").
_KERNEL = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


def banded(pixels: Pixels, margin: int, work: Callable[[Array], Any]) -> Pixels:
    """`work` on bands of rows that overlap by `margin` on either side, so that no seam is left.

    `work` gets (rows, width, 3) and gives back the same shape and depth.
    """
    height = pixels.rgb.shape[0]
    result = np.empty_like(pixels.rgb)
    for top in range(0, height, _BAND):
        bottom = min(top + _BAND, height)
        first, last = max(0, top - margin), min(height, bottom + margin)
        done = work(pixels.rgb[first:last])
        result[top:bottom] = done[top - first : bottom - first]
    return Pixels(result, pixels.alpha, pixels.icc)


def lightness(rgb: Array) -> Floats:
    """Luma of code values, 0..255 whatever the depth."""
    scale = 255.0 / np.iinfo(rgb.dtype).max
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32) * np.float32(scale)


def noise_of(rgb: Array) -> float:
    """Standard deviation of the noise in flat places, in steps of 255: the quiet fifth of all blocks, so that
    texture does not count; blocks at either end of the range tell nothing."""
    light = lightness(rgb)
    rows, columns = light.shape[0] // _BLOCK * _BLOCK, light.shape[1] // _BLOCK * _BLOCK
    if not rows or not columns:
        return 0.0
    response = np.abs(np.asarray(cv2.filter2D(light, cv2.CV_32F, _KERNEL)))

    def blocks(values: Floats) -> Floats:
        size = (columns // _BLOCK, rows // _BLOCK)
        return np.asarray(cv2.resize(values[:rows, :columns], size, interpolation=cv2.INTER_AREA), np.float32)

    level, found = blocks(light), blocks(response)
    useful = found[(level > 10) & (level < 245)]
    return float(np.percentile(useful, 20) * np.sqrt(np.pi / 2) / 6 / 0.93) if useful.size else 0.0


def edges_of(rgb: Array) -> float:
    """Mean step across the strongest hundredth of edges, in steps of 255 per pixel."""
    light = lightness(rgb)
    across, down = cv2.Sobel(light, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(light, cv2.CV_32F, 0, 1, scale=0.125)
    steps = np.hypot(across, down).ravel()
    most = max(1, len(steps) // 100)
    return float(np.partition(steps, len(steps) - most)[-most:].mean())


def shifted(rgb: Array, by: Floats) -> Array:
    """Every channel moved by `by` (in steps of 255): the colour stays, the lightness changes."""
    top = np.iinfo(rgb.dtype).max
    moved = rgb.astype(np.float32) + by[..., None] * np.float32(top / 255)
    return cast(Array, np.clip(moved + 0.5, 0, top).astype(rgb.dtype))
