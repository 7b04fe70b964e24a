"""Where a photo draws the eye: what a crop should keep."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.art import faces
from backends.engine.colour.lut import to_srgb
from backends.engine.pixels import Pixels, scout

Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]

_SIDE = 128
# What lies in the middle of a frame is more often meant; a weak prior, so that it never outvotes a subject at the side.
_MIDDLE = 0.35


@dataclass(frozen=True, slots=True)
class Attention:
    """`map` is (rows, columns), at most 128 on the long side, and sums to 1; `faces` are boxes in fractions, with the
    hair and chin that a face needs around it."""

    map: Floats
    faces: tuple[Box, ...]


def attention(picture: Pixels) -> Attention:
    """Spectral residual (Hou, Zhang 2007) and frequency-tuned saliency (Achanta and others 2009), multiplied up by
    faces, and a weak pull to the middle."""
    small = np.clip(to_srgb(scout(picture.rgb, _SIDE), picture.icc), 0, 1).astype(np.float32)
    rows, columns = small.shape[:2]
    lab = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), np.float32)
    tuned = np.linalg.norm(cv2.GaussianBlur(lab, (0, 0), 1.0) - lab.mean((0, 1)), axis=2)
    eye = _scaled(_residual(lab[..., 0])) + _scaled(np.asarray(tuned, np.float32))
    y, x = np.mgrid[0:rows, 0:columns]
    away = np.hypot((x + 0.5) / columns - 0.5, (y + 0.5) / rows - 0.5) / np.hypot(0.5, 0.5)
    eye *= 1 - _MIDDLE * away.astype(np.float32)
    boxes = _with_hair(faces.found(picture))
    for left, top, right, bottom in boxes:
        eye[int(top * rows) : int(bottom * rows) + 1, int(left * columns) : int(right * columns) + 1] += eye.max()
    total = float(eye.sum())
    if total <= 1e-6:
        eye = np.ones_like(eye)
        total = float(eye.sum())
    return Attention(np.asarray(eye / total, np.float32), boxes)


def _residual(light: Floats) -> Floats:
    """What the spectrum of a photo has beyond its own smooth fall."""
    spectrum = np.fft.fft2(cv2.resize(light, (64, 64), interpolation=cv2.INTER_AREA))
    log = np.log(np.abs(spectrum) + 1e-6)
    rest = log - cv2.blur(log, (3, 3))
    found = np.abs(np.fft.ifft2(np.exp(rest + 1j * np.angle(spectrum)))) ** 2
    smooth = cv2.GaussianBlur(found.astype(np.float32), (0, 0), 2.5)
    return np.asarray(cv2.resize(smooth, light.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _scaled(values: Floats) -> Floats:
    """0..1 between its 10th and 99th percentile."""
    low, high = np.percentile(values, (10, 99))
    return np.asarray(np.clip((values - low) / max(float(high - low), 1e-6), 0, 1), np.float32)


def _with_hair(found: tuple[float, ...]) -> tuple[Box, ...]:
    boxes: list[Box] = []
    for x, y, w, h in zip(found[0::4], found[1::4], found[2::4], found[3::4], strict=True):
        boxes.append((max(0.0, x - 0.2 * w), max(0.0, y - 0.7 * h), min(1.0, x + 1.2 * w), min(1.0, y + 1.2 * h)))
    return tuple(boxes)
