"""Mixes two pictures by a mask, along the picture's own edges."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.looks.spread import Spread
from backends.engine.pixels import Pixels
from backends.engine.regions.base import SIDE

Floats = NDArray[np.float32]
_ROWS = 64
# How many times as steep the rise beside what is locked is where the picture has nothing of it.
_QUICK = 8.0
# Half of a pixel's surroundings look locked where the lock's edge is none of the picture: that much is like it still.
_UNSURE = 0.1


class Weights:
    """A mask drawn out to the picture's size, strip by strip: 0 outside, 1 inside."""

    def __init__(self, mask: NDArray[np.uint8], pixels: Pixels, edge: str, feather: float = 0.0) -> None:
        height, width = pixels.rgb.shape[:2]
        self._rgb = pixels.rgb
        self._unit = np.float32(1 / np.iinfo(pixels.rgb.dtype).max)
        scale = min(1.0, SIDE / max(height, width))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR), np.float32) / 255
        small = np.asarray(small, np.float32)
        if edge == "soft":
            small = np.asarray(cv2.GaussianBlur(small, (0, 0), max(size) / 64), np.float32)
        self._slope: Spread | None = None
        self._ramp: Spread | None = None
        if edge == "locked":
            reach = feather * max(size)
            locked, ramp = _away(small, reach)
            colours = np.asarray(cv2.resize(pixels.rgb, size, interpolation=cv2.INTER_AREA), np.float32)
            slopes, offset = _guided_by_colour(locked, colours * self._unit, max(2, round(reach * 0.7)))
            self._colours, self._ramp = Spread(slopes, height, width), Spread(ramp, height, width)
            self._offset = Spread(offset, height, width)
        elif edge == "guided":
            slope, offset = _guided(small, self._light(cv2.resize(pixels.rgb, size, interpolation=cv2.INTER_AREA)))
            self._slope, self._offset = Spread(slope, height, width), Spread(offset, height, width)
        else:
            self._offset = Spread(small, height, width)

    def rows(self, top: int, bottom: int) -> Floats:
        """(rows, width) of 0..1."""
        if self._ramp is not None:
            return self._around_what_is_locked(top, bottom)
        if self._slope is None:
            return self._offset.rows(top, bottom)
        light = self._light(self._rgb[top:bottom])
        return np.clip(self._slope.rows(top, bottom) * light + self._offset.rows(top, bottom), 0, 1)

    def _around_what_is_locked(self, top: int, bottom: int) -> Floats:
        """A slow rise over what looks like the locked thing and goes on beyond its edge, a quick one over the rest, so
        that no halo of the old tone stays around it."""
        assert self._ramp is not None
        rgb = self._rgb[top:bottom].astype(np.float32) * self._unit
        like = (self._colours.rows(top, bottom) * rgb).sum(-1) + self._offset.rows(top, bottom)
        ramp = self._ramp.rows(top, bottom)
        quick = np.minimum(np.sqrt(ramp) * _QUICK, 1)
        unlike = 1 - np.clip((like - _UNSURE) * 3, 0, 1)
        return np.asarray(ramp + (quick - ramp) * unlike, np.float32)

    def _light(self, rgb: Any) -> Floats:
        return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32) * self._unit


def _away(mask: Floats, feather: float) -> tuple[Floats, Floats]:
    """What is locked, and how far a pixel is from it: 0 on all that is not wholly inside the mask and on its
    neighbours, so that no size of the picture mixes into it, and from there a smooth rise over `feather` pixels."""
    free = np.asarray(cv2.erode((mask > 0.999).astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1), np.uint8)
    if free.all():
        return np.zeros_like(mask), np.ones_like(mask)
    distance = np.asarray(cv2.distanceTransform(free, cv2.DIST_L2, 5), np.float32)
    share = np.clip(distance / max(feather, 1.0), 0, 1)
    return (1 - free).astype(np.float32), np.asarray(share * share * (3 - 2 * share), np.float32)


def _guided_by_colour(mask: Floats, rgb: Floats, radius: int) -> tuple[Floats, Floats]:
    """The guided filter with three channels as its guide: mask = slopes . colour + offset."""

    def mean(values: NDArray[Any]) -> Floats:
        size = (2 * radius + 1, 2 * radius + 1)
        return np.asarray(cv2.blur(values, size, borderType=cv2.BORDER_REFLECT_101), np.float32)

    average, inside = mean(rgb), mean(mask)
    spread = np.empty((*mask.shape, 3, 3), np.float32)
    for one in range(3):
        for other in range(one, 3):
            both = mean(rgb[..., one] * rgb[..., other]) - average[..., one] * average[..., other]
            spread[..., one, other] = spread[..., other, one] = both
    spread += np.eye(3, dtype=np.float32) * np.float32(5e-4)
    with_mask = mean(rgb * mask[..., None]) - average * inside[..., None]
    slopes = np.asarray(np.linalg.solve(spread, with_mask[..., None])[..., 0], np.float32)
    return mean(slopes), mean(inside - (slopes * average).sum(-1))


def _guided(mask: Floats, light: Floats) -> tuple[Floats, Floats]:
    """Coefficients of the guided filter (He, Sun, Tang 2010) with the picture's light as the guide: mask = slope x
    light + offset. Computed small and drawn out ("Fast Guided Filter", He and Sun 2015)."""
    reach = 2 * max(1, round(max(mask.shape) / 170)) + 1

    def mean(values: NDArray[Any]) -> Floats:
        return np.asarray(cv2.blur(values, (reach, reach), borderType=cv2.BORDER_REFLECT_101), np.float32)

    average, inside = mean(light), mean(mask)
    slope = (mean(light * mask) - average * inside) / (mean(light * light) - average * average + 1e-4)
    offset = inside - slope * average
    return mean(slope), mean(offset)


def blended(before: Pixels, after: Pixels, weights: Weights) -> Pixels:
    """`after` where the weights are 1, `before` where they are 0."""
    height = before.rgb.shape[0]
    result = np.empty_like(before.rgb)
    alpha = None if before.alpha is None or after.alpha is None else np.empty_like(before.alpha)

    def strip(top: int) -> None:
        bottom = min(top + _ROWS, height)
        share = weights.rows(top, bottom)
        _mix(before.rgb[top:bottom], after.rgb[top:bottom], share[..., None], result[top:bottom])
        if alpha is not None and before.alpha is not None and after.alpha is not None:
            _mix(before.alpha[top:bottom], after.alpha[top:bottom], share, alpha[top:bottom])

    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as threads:
        for _ in threads.map(strip, _tops(height)):
            pass
    return Pixels(result, before.alpha if alpha is None else alpha, before.icc)


def _tops(height: int) -> Iterator[int]:
    yield from range(0, height, _ROWS)


def _mix(before: Any, after: Any, share: Floats, into: Any) -> None:
    start = before.astype(np.float32)
    np.copyto(into, start + (after.astype(np.float32) - start) * share + 0.5, casting="unsafe")
