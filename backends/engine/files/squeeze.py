"""Brings a file under a wanted size: by quality as far as nobody sees it, then by pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import cv2
import numpy as np

from backends.engine.files.encode import Encoder, Parts, Wrapping
from backends.engine.pixels import Array, Pixels
from backends.errors import NotPossible

# Below this JPEG and its kin show blocks; a smaller picture of better quality looks better.
_LOWEST = 70
_GOOD = 82
_SMALLEST_SIDE = 48
_TRIES = 8


def squeezed(
    pixels: Pixels, encoder: Encoder, wrap: Callable[[int, int], Wrapping], most: int
) -> tuple[Pixels, Parts, tuple[str, ...]]:
    """The picture as it was written, its file of at most `most` bytes, and what that took in whole sentences.

    `wrap` gives what goes beside a picture of a width and height.
    Raises NotPossible for formats without a quality and for sizes that no picture fits in.
    """
    height, width = pixels.rgb.shape[:2]
    parts = encoder.encode(pixels, wrap(width, height))
    if _bytes(parts) <= most:
        return pixels, parts, ()
    if not encoder.lossy:
        raise NotPossible(
            f"{encoder.name} keeps every pixel, and this one takes {_bytes(parts) / 1000:,.0f} kB",
            "Export as JPEG or WebP, or with fewer pixels.",
        )
    found = _by_quality(pixels, encoder, wrap(width, height), most)
    if found is not None:
        return pixels, found[1], (f"To stay under {most / 1000:,.0f} kB the quality is {found[0]}.",)
    small = pixels
    for _ in range(_TRIES):
        down, across = small.rgb.shape[:2]
        wrapping = wrap(across, down)
        size = _bytes(encoder.encode(small, replace(wrapping, quality=min(_GOOD, wrapping.quality))))
        if size > most:
            # A file grows a little slower than its pixels do.
            small = _smaller(pixels, small, 0.97 * (most / size) ** 0.56)
            if max(small.rgb.shape[:2]) < _SMALLEST_SIDE:
                break
            continue
        found = _by_quality(small, encoder, wrapping, most)
        if found is not None:
            said = f"To stay under {most / 1000:,.0f} kB it has {across} x {down} pixels instead of {width} x {height}"
            return small, found[1], (f"{said}, at quality {found[0]}.",)
    raise NotPossible(f"no picture worth looking at fits in {most / 1000:,.1f} kB", "Allow more.")


def _by_quality(pixels: Pixels, encoder: Encoder, wrapping: Wrapping, most: int) -> tuple[int, Parts] | None:
    """The best quality that fits, and its file; None where the lowest does not."""
    low, high = min(_LOWEST, wrapping.quality), wrapping.quality
    parts = encoder.encode(pixels, replace(wrapping, quality=low))
    if _bytes(parts) > most:
        return None
    best = low, parts
    while low < high:
        middle = (low + high + 1) // 2
        parts = encoder.encode(pixels, replace(wrapping, quality=middle))
        if _bytes(parts) <= most:
            best, low = (middle, parts), middle
        else:
            high = middle - 1
    return best


def _smaller(whole: Pixels, small: Pixels, factor: float) -> Pixels:
    """From the whole picture each time, so that it is resampled once."""
    height, width = small.rgb.shape[:2]
    size = max(1, round(width * factor)), max(1, round(height * factor))
    rgb = np.asarray(cv2.resize(whole.rgb, size, interpolation=cv2.INTER_AREA))
    alpha = whole.alpha
    if alpha is not None:
        alpha = cast(Array, np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)))
    return Pixels(cast(Array, rgb), alpha, whole.icc)


def _bytes(parts: Parts) -> int:
    return sum(len(part) for part in parts)
