"""Geometry that outlives a picture as pixels of a mask of any size, and a mask as geometry."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.regions.base import Mask
from backends.errors import BadRequest
from backends.types import Geometry

# A mask that came from outside must not be drawn out to more than it describes.
_MOST = 1024 * 1024


def rasterised(geometry: Geometry, height: int, width: int) -> Mask:
    """255 on every pixel of a picture of `height` x `width` that the geometry touches, else 0.

    Raises BadRequest for what describes no place; a named region has one only on a photo.
    """
    mask = np.zeros((height, width), np.uint8)
    if geometry.kind == "box":
        left, top, right, bottom = _within_the_frame(geometry.numbers, 4)
        columns = slice(int(np.floor(left * width)), int(np.ceil(right * width)))
        mask[int(np.floor(top * height)) : int(np.ceil(bottom * height)), columns] = 255
    elif geometry.kind == "polygon":
        if len(geometry.numbers) < 6 or len(geometry.numbers) % 2:
            raise BadRequest("a polygon needs at least three corners", "Give x and y of each, in fractions.")
        points = np.array(_within_the_frame(geometry.numbers, len(geometry.numbers)), np.float64).reshape(-1, 2)
        cv2.fillPoly(mask, [np.round(points * (width, height) - 0.5).astype(np.int32)], 255)
    elif geometry.kind == "mask":
        mask = drawn_out(_unrolled(geometry), height, width)
    else:
        raise BadRequest("this lock has no place in the picture", "Set it again, by a name or a box.")
    return (255 - mask) if geometry.outside else mask


def as_geometry(mask: NDArray[np.uint8], *, outside: bool = False) -> Geometry:
    """All of a mask that is at least half inside."""
    flat = (mask >= 128).ravel()
    changes = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    bounds = np.concatenate(([0], changes, [flat.size]))
    runs = [int(run) for run in np.diff(bounds)]
    # The first run is what lies outside, which may be nothing.
    return Geometry(
        "mask",
        size=(int(mask.shape[0]), int(mask.shape[1])),
        runs=tuple([0, *runs] if flat[0] else runs),
        outside=outside,
    )


def drawn_out(mask: Mask, height: int, width: int) -> Mask:
    """A hard mask at another size, without a pixel less: what a pixel of it touches is inside."""
    if mask.shape == (height, width):
        return mask
    grows = height >= mask.shape[0] and width >= mask.shape[1]
    if grows:
        return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST_EXACT), np.uint8)
    shrunk = np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return np.where(shrunk > 0, 255, 0).astype(np.uint8)


def _unrolled(geometry: Geometry) -> Mask:
    if len(geometry.size) != 2 or min(geometry.size) < 1 or geometry.size[0] * geometry.size[1] > _MOST:
        raise BadRequest("the mask of this lock has no size", "Set it again, by a name or a box.")
    height, width = geometry.size
    if min(geometry.runs, default=-1) < 0 or sum(geometry.runs) != height * width:
        raise BadRequest("the mask of this lock is damaged", "Set it again, by a name or a box.")
    values = np.zeros(len(geometry.runs), np.uint8)
    values[1::2] = 255
    return np.repeat(values, geometry.runs).reshape(height, width)


def _within_the_frame(numbers: tuple[float, ...], count: int) -> tuple[float, ...]:
    if len(numbers) != count or not all(0 <= number <= 1 for number in numbers):
        raise BadRequest("a lock must lie in the picture", "Give its corners in fractions of 0 to 1.")
    return numbers
