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
# Below this similarity in any window, at any size from this long side down, faces are looked for.
_DOUBT, _WINDOW, _DOUBTED, _LEAST_SIDE = 0.92, 5, 900, 60
# Contrast, in steps of 255, that shows on skin: 0.03 x 150.
_SHOWS = 4.5
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
    if not _may_differ(toned, after, there):
        return seen
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


def _may_differ(one: Rgb, other: Rgb, there: NDArray[np.bool_]) -> bool:
    """Whether the structural similarity falls anywhere so low that it would matter in a face, of whatever size: the
    search for faces takes longer than all else here, and most results leave every part as it was."""
    share = min(1.0, _DOUBTED / max(there.shape))
    size = max(8, round(there.shape[1] * share)), max(8, round(there.shape[0] * share))
    small = [cv2.cvtColor(shrunk(rgb, size), cv2.COLOR_RGB2GRAY).astype(np.float32) for rgb in (one, other)]
    small.append(shrunk(there.astype(np.uint8) * 255, size).astype(np.float32))
    window = (_WINDOW, _WINDOW)
    while min(small[0].shape) >= _LEAST_SIDE:
        first, second, known = small
        middle, beside = (cv2.blur(light, window) for light in (first, second))
        spread = cv2.blur(first * first + second * second, window) - middle * middle - beside * beside
        lost = cv2.blur(cv2.absdiff(first, second) ** 2, window) / (np.maximum(spread, 0) + _SHOWS**2)
        if float(lost[cv2.erode(known, np.ones(window, np.uint8)) > 250].max(initial=0)) > 1 - _DOUBT:
            return True
        half = first.shape[1] // 2, first.shape[0] // 2
        small = [cv2.resize(part, half, interpolation=cv2.INTER_AREA) for part in small]
    return False


def similarity(one: Floats, other: Floats, noise: float) -> Floats:
    """Structural similarity (Wang et al. 2004) by tiles, 0..1 each, with the noise of the pictures allowed for."""
    first, second = (cv2.GaussianBlur(light, (0, 0), 1.0) for light in (one, other))

    def mean(values: Floats) -> Floats:
        return cv2.GaussianBlur(values, (0, 0), _TILE / 5)

    a, b = mean(first), mean(second)
    va, vb, both = mean(first * first) - a * a, mean(second * second) - b * b, mean(first * second) - a * b
    # Noise is no structure.
    small = _SHOWS**2 + (0.4 * noise) ** 2
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
