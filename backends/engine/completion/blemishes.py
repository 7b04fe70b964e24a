"""Finds spots and wires in a region: what is thin or small and unlike everything beside it."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.pixels import Pixels
from backends.engine.regions.base import SIDE, Mask

What = Literal["spots", "wires", "both"]

# Of the long side: nothing thicker counts as a spot or a wire. Three pixels of dust on a sensor of 6000 spread to 40.
_THICK = 0.012
# Of the long side: what is shorter than this is a spot and no wire.
_SHORT = 0.03
# Levels, and multiples of the usual deviation in the region, that something must stand out by.
_LEAST, _TIMES = 9.0, 6.0
# Square root of the pixels of a proxy at which is looked.
_WORK = 1500


def blemishes(picture: Pixels, region: Mask, what: What) -> tuple[Mask, int]:
    """Their mask, grown by a pixel or two and at the size of `region`, and how many there are."""
    light = _light(picture)
    height, width = light.shape[:2]
    inside = np.asarray(cv2.resize(region, (width, height), interpolation=cv2.INTER_LINEAR)) >= 128
    thick = 2 * max(1, round(_THICK * max(height, width) / 2)) + 1
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thick, thick))
    stands_out = np.zeros((height, width), np.float32)
    for plane in cv2.split(light):
        smooth = cv2.GaussianBlur(plane, (0, 0), 0.8)
        for hat in (cv2.MORPH_TOPHAT, cv2.MORPH_BLACKHAT):
            np.maximum(stands_out, cv2.morphologyEx(smooth, hat, shape), out=stands_out)
    if not inside.any():
        return np.zeros_like(region), 0
    limit = max(_LEAST, _TIMES * float(np.median(stands_out[inside])))
    mask, count = _pieces(stands_out, inside, limit, what, max(height, width))
    grown = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    small = np.asarray(cv2.resize(grown, region.shape[::-1], interpolation=cv2.INTER_AREA))
    near = cv2.dilate(np.where(small >= 40, 255, 0).astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray(near, np.uint8), count


def _pieces(
    stands_out: NDArray[np.float32], inside: NDArray[np.bool_], limit: float, what: What, side: int
) -> tuple[Mask, int]:
    """What exceeds the limit, taken along to where it fades, by its length."""
    found = ((stands_out > limit / 2) & inside).astype(np.uint8)
    number, pieces, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    labels = np.asarray(pieces, np.int64)
    peak = np.zeros(number, np.float32)
    np.maximum.at(peak, labels.ravel(), stands_out.ravel())
    long = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= _SHORT * side
    wanted = (peak > limit) & (stats[:, cv2.CC_STAT_AREA] >= 3)
    if what != "both":
        wanted &= long if what == "wires" else ~long
    wanted[0] = False
    return np.where(wanted[labels], 255, 0).astype(np.uint8), int(wanted.sum())


def _light(picture: Pixels) -> NDArray[np.float32]:
    """(height, width, 3) levels 0..255 at the size of a proxy at most."""
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, max(_WORK, SIDE) / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(picture.rgb, size, interpolation=cv2.INTER_AREA) if scale < 1 else picture.rgb
    return np.asarray(small, np.float32) * np.float32(255 / np.iinfo(picture.rgb.dtype).max)
