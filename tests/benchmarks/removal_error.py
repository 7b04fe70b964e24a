"""How far a filling is from the truth as an eye would have it: colour over an area, and strength of texture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

Picture = NDArray[np.uint8]
# Pixels over which colour and texture are averaged: grass need not stand blade for blade where it stood.
_AREA = 4.0
# One unit of the texture's logarithm (2.7 times too strong or too weak) counts like this many CIEDE2000.
_TEXTURE = 10.0


def error(result: Picture, truth: Picture, hole: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Colour (mean CIEDE2000 of areas), texture (mean absolute logarithm of the ratio of mean gradients of areas, at
    two scales and in two directions) and both as one figure, colour + 10 x texture."""
    colour = deltaE_ciede2000(rgb2lab(_blurred(result)), rgb2lab(_blurred(truth)))[hole].mean()
    pairs = zip(_gradients(result), _gradients(truth), strict=True)
    texture = np.mean([np.abs(np.log((a[hole] + 0.5) / (b[hole] + 0.5))).mean() for a, b in pairs])
    return float(colour), float(texture), float(colour + _TEXTURE * texture)


def area_under_curve(good: list[float], bad: list[float]) -> float:
    """How often a good one has the higher figure of a pair: 0.5 is chance, 1 is always."""
    pairs = np.array(good)[:, None] - np.array(bad)[None]
    return float(np.mean((pairs > 0) + 0.5 * (pairs == 0)))


def _blurred(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), _AREA), np.uint8)


def _gradients(picture: Picture) -> list[NDArray[np.float32]]:
    light = np.asarray(rgb2lab(picture)[..., 0], np.float32)
    found = []
    for blur in (0.0, 1.5):
        seen = np.asarray(cv2.GaussianBlur(light, (0, 0), blur), np.float32) if blur else light
        for across, down in ((1, 0), (0, 1)):
            change = np.abs(np.asarray(cv2.Sobel(seen, cv2.CV_32F, across, down, scale=0.25), np.float32))
            found.append(np.asarray(cv2.GaussianBlur(change, (0, 0), _AREA), np.float32))
    return found
