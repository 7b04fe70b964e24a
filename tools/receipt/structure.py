"""A picture as its structure alone: what is left when light, contrast and colour are taken out, at several sizes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

# Contrast, in steps of 255, below which structure is noise: it is pushed towards zero instead of being amplified.
_NOISE = 3.0


def grey(picture: NDArray[Any]) -> Floats:
    """Luma 0..255 of a picture of 8 or 16 bits, grey or RGB."""
    plain = picture if picture.ndim == 2 else cv2.cvtColor(np.ascontiguousarray(picture[..., :3]), cv2.COLOR_RGB2GRAY)
    scale = np.float32(1.0 if plain.dtype != np.uint16 else 255 / 65535)
    return np.asarray(plain, np.float32) * scale


def scaled(picture: NDArray[Any], width: int, height: int) -> NDArray[Any]:
    if picture.shape[1] == width and picture.shape[0] == height:
        return picture
    shrinks = width < picture.shape[1] or height < picture.shape[0]
    way = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (width, height), interpolation=way))


def normal(light: Floats, reach: float) -> tuple[Floats, Floats]:
    """Light as deviations from its surroundings in units of their contrast, and that contrast in steps of 255."""
    soft = np.asarray(cv2.GaussianBlur(light, (0, 0), 0.7), np.float32)
    away = soft - surroundings(soft, reach)
    # A box adds up as it goes, and so may end a little below nothing.
    contrast = np.maximum(surroundings(away * away, reach), 0)
    deviation = away / cv2.sqrt(contrast + np.float32(_NOISE**2))
    return np.asarray(deviation, np.float32), np.asarray(cv2.sqrt(contrast), np.float32)


def surroundings(values: Floats, reach: float) -> Floats:
    """The mean around every pixel, weighted by a cone about as wide as a Gaussian of sigma `reach`: two boxes, which
    take the same time at any reach. (OpenCV's stackBlur adds up floats as it goes and ends below zero.)"""
    side = 2 * round(((6 * reach * reach + 1) ** 0.5 - 1) / 2) + 1
    return np.asarray(cv2.blur(cv2.blur(values, (side, side)), (side, side)), np.float32)


@dataclass(frozen=True)
class Level:
    """One size of a picture: `factor` is (across, down) pixels of it for one of the whole picture."""

    light: Floats
    factor: tuple[float, float]
    reach: float

    @cached_property
    def normal(self) -> tuple[Floats, Floats]:
        return normal(self.light, self.reach)

    @property
    def structure(self) -> Floats:
        return self.normal[0]

    @property
    def contrast(self) -> Floats:
        return self.normal[1]


def level(light: Floats, factor: tuple[float, float], reach: float) -> Level:
    """The picture at `factor` (across, down), as nearly as whole pixels allow; `reach` of what counts as the
    surroundings, in pixels of the level."""
    height, width = light.shape
    wide, high = max(8, round(width * factor[0])), max(8, round(height * factor[1]))
    small = np.asarray(scaled(light, wide, high), np.float32)
    return Level(small, (wide / width, high / height), reach)


def like(one: Level, other: Floats, weight: Floats) -> Level:
    """`one` in the light of `other`, which lies over it: by the mean that each tone became where `weight` says that it
    stayed. A darker or harder picture moves the middle of every edge a little, which would read as a zoom."""
    tones = np.clip(one.light / 4, 0, 63).astype(np.uint8)
    large = cv2.resize(weight, one.light.shape[::-1], interpolation=cv2.INTER_NEAREST)
    there = (other >= 0) & (large > 0.5)
    count = np.bincount(tones[there], minlength=64)
    became = np.bincount(tones[there], weights=other[there], minlength=64) / np.maximum(count, 1)
    known = np.flatnonzero(count >= 50)
    if len(known) < 3:
        return one
    # Eight steps between two whole tones, so that a smooth edge stays smooth.
    fine = np.interp(np.arange(2048) / 32 - 0.5, known, np.maximum.accumulate(became[known])).astype(np.float32)
    steps = np.clip(np.rint(one.light * 8), 0, 2047).astype(np.uint16)
    return Level(fine[steps], one.factor, one.reach)
