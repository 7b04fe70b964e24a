"""Whether a face stayed: by its worst tile once it is aligned, since a mean over it does not see blurred eyes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.pixels import Pixels
from backends.engine.regions.faces import found
from tools.receipt.pictures import Rgb, shrunk

Floats = NDArray[Any]

# Long side that a face is brought to, and the tiles it is judged by.
_SIDE, _TILE = 160, 20
# The worst tile of a face: a JPEG or WebP of quality 75, or a resize, leaves .90 and more, blurred eyes .82 and less.
CHANGED, DIFFERS = 0.84, 0.87
_SURE = 0.6
_KEPT = 8
# Long side that faces are looked for at: one of a twenty-seventh of it is still found.
_SEARCHED = 640


@dataclass(frozen=True, slots=True)
class Face:
    """`box` (left, top, right, bottom) in fractions; `worst` is the smallest structural similarity of its tiles, and
    `blurred` says that it became softer rather than another."""

    box: tuple[float, float, float, float]
    worst: float
    blurred: bool


def faces(before: Rgb, toned: Rgb, after: Rgb, there: NDArray[np.bool_], noise: float) -> list[Face]:
    """The faces of `before` as they are in `after`, which lies on it; `toned` is `before` in the tone of `after`."""
    height, width = before.shape[:2]
    seen: list[Face] = []
    for box in _boxes(before):
        left, top, right, bottom = box
        rows, columns = (
            slice(int(top * height), int(bottom * height) + 1),
            slice(int(left * width), int(right * width) + 1),
        )
        if there[rows, columns].mean() < 0.95:
            continue
        one, other = (_fitted(picture[rows, columns]) for picture in (toned, after))
        tiles = similarity(one, other, noise)
        seen.append(Face(box, float(tiles.min()), _softer(one, other)))
    return seen


def similarity(one: Floats, other: Floats, noise: float) -> Floats:
    """Structural similarity (Wang et al. 2004) by tiles, 0..1 each, with the noise of the pictures allowed for."""
    first, second = (cv2.GaussianBlur(light, (0, 0), 1.0) for light in (one, other))

    def mean(values: Floats) -> Floats:
        return cv2.GaussianBlur(values, (0, 0), _TILE / 5)

    a, b = mean(first), mean(second)
    va, vb, both = mean(first * first) - a * a, mean(second * second) - b * b, mean(first * second) - a * b
    # 4.5 is the 0.03 x 150 of what shows on skin; noise is no structure.
    small = 4.5**2 + (0.4 * noise) ** 2
    tiles = (2 * both + small) / (va + vb + small) * (2 * a * b + 40) / (a * a + b * b + 40)
    size = max(1, one.shape[1] // (_TILE // 2)), max(1, one.shape[0] // (_TILE // 2))
    return np.asarray(cv2.resize(tiles, size, interpolation=cv2.INTER_AREA))


def _fitted(part: Rgb) -> Floats:
    light = np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), np.float32)
    share = _SIDE / max(light.shape)
    size = max(20, round(light.shape[1] * share)), max(20, round(light.shape[0] * share))
    return np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC))


def _softer(one: Floats, other: Floats) -> bool:
    fine = [float(np.percentile(np.abs(light - cv2.GaussianBlur(light, (0, 0), 2.0)), 95)) for light in (one, other)]
    return fine[1] < 0.8 * fine[0]


_LAST: dict[bytes, list[tuple[float, float, float, float]]] = {}


def _boxes(rgb: Rgb) -> list[tuple[float, float, float, float]]:
    """The search takes longer than all else here, and several results come of one picture."""
    key = hashlib.sha256(rgb.tobytes()).digest()
    if key not in _LAST:
        while len(_LAST) >= _KEPT:
            _LAST.pop(next(iter(_LAST)))
        share = min(1.0, _SEARCHED / max(rgb.shape))
        size = max(8, round(rgb.shape[1] * share)), max(8, round(rgb.shape[0] * share))
        small = Pixels(np.ascontiguousarray(shrunk(rgb, size)))
        _LAST[key] = [face.box for face in found(small) if face.confidence >= _SURE]
    return _LAST[key]
