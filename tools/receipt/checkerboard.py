"""Tells a checkerboard that was painted for transparency from a picture: two flat greys that alternate both ways."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]

_SIDE = 512
# Squares across, in pixels of the copy that is searched, and larger ones in pixels of one half as large.
_SQUARES, _LARGER = (4, 5, 6, 7, 8, 10), (6, 7, 9, 11, 13, 16, 20, 24)
# Red, green and blue of a grey differ by this much at most, of 255, after a JPEG.
_GREY = 14
# The two greys differ by this much: less is no pattern, more is a chess board.
_LEAST_STEP, _MOST_STEP = 4.0, 70.0
_ALIKE = 0.72
_LEAST_SHARE = 0.015
# Of a window, what must be grey to judge it.
_LEAST_GREY = 0.4


def painted(rgb: NDArray[np.uint8]) -> float:
    """Share 0..1 of the picture that is such a pattern; 0 where it is too little to be meant."""
    small = _small(rgb)
    red, green, blue = cv2.split(small)
    most, least = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    grey = (cv2.subtract(most, least) <= _GREY).astype(np.float32)
    if grey.mean() < _LEAST_SHARE:
        return 0.0
    light = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.float32)
    half = max(1, light.shape[1] // 2), max(1, light.shape[0] // 2)
    smaller = [np.asarray(cv2.resize(part, half, interpolation=cv2.INTER_AREA)) for part in (light, grey)]
    shares = [
        float(_alternates(*copy, square).mean())
        for copy, squares in (((light, grey), _SQUARES), ((smaller[0], smaller[1]), _LARGER))
        for square in squares
        if square * 6 < min(copy[0].shape)
    ]
    share = max(shares, default=0.0)
    return share if share >= _LEAST_SHARE else 0.0


def _small(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = rgb.shape[:2]
    share = min(1.0, _SIDE / max(height, width))
    size = max(8, round(width * share)), max(8, round(height * share))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _alternates(light: Floats, grey: Floats, square: int) -> NDArray[np.bool_]:
    """Pixels in whose surroundings (four squares wide) a move by one square, across or down, turns the pattern over,
    and a move by one both ways, or by two, brings it back. Only what is grey takes part."""
    window, grid = (4 * square + 1, 4 * square + 1), (2 * square, 2 * square)
    share = cv2.blur(grey, window)
    enough = share > _LEAST_GREY
    if enough.mean() < _LEAST_SHARE:
        return enough
    away = (light - cv2.blur(light * grey, grid) / (cv2.blur(grey, grid) + np.float32(1e-3))) * grey
    strength = cv2.blur(away * away, window) / (share + np.float32(1e-3))
    step = np.sqrt(np.maximum(strength, 0))
    fits = enough & (step > _LEAST_STEP / 2) & (step < _MOST_STEP)
    for right, down, sign in ((1, 0, -1), (1, 1, 1), (0, 1, -1), (2, 0, 1), (0, 2, 1)):
        if fits.mean() < _LEAST_SHARE:
            break
        there = _moved(away, right * square, down * square)
        both = _moved(grey, right * square, down * square) * grey
        one, other = (cv2.blur(part * part * both, window) for part in (away, there))
        alike = sign * cv2.blur(away * there, window) / (np.sqrt(np.maximum(one * other, 0)) + np.float32(1e-2))
        fits &= alike > _ALIKE
    return fits


def _moved(values: Floats, right: int, down: int) -> Floats:
    return cv2.copyMakeBorder(values, 0, down, 0, right, cv2.BORDER_REFLECT_101)[down:, right:]
