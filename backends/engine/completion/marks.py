"""Turns what is to go, a region, a box or points, into the mask of a hole that leaves no rim of it."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from backends.engine.pixels import Pixels
from backends.engine.regions.base import SIDE, Mask, Region
from backends.errors import BadRequest
from backends.types import Json

# Of the mask's long side: how far a region is grown, since its edge is known to a pixel or two of the mask.
_RIM = 0.006


def canvas(picture: Pixels) -> Mask:
    """An empty mask in the shape of the picture, long side at most SIDE."""
    height, width = picture.rgb.shape[:2]
    return canvas_of(width, height)


def canvas_of(width: float, height: float) -> Mask:
    scale = min(1.0, SIDE / max(height, width))
    return np.zeros((max(1, round(height * scale)), max(1, round(width * scale))), np.uint8)


def grown(region: Region) -> Mask:
    reach = max(1, round(_RIM * max(region.mask.shape)))
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return cast(Mask, cv2.dilate(np.where(region.mask >= 128, 255, 0).astype(np.uint8), shape))


def boxed(picture: Pixels, box: object) -> Mask:
    """A mask of [left, top, right, bottom] in fractions; raises BadRequest."""
    left, top, right, bottom = fractions("box", box, 4)
    if right - left < 0.002 or bottom - top < 0.002:
        raise BadRequest("a box needs its left before its right and its top before its bottom", BOX_ADVICE)
    mask = canvas(picture)
    height, width = mask.shape
    rows = slice(int(np.floor(top * height)), int(np.ceil(bottom * height)))
    mask[rows, int(np.floor(left * width)) : int(np.ceil(right * width))] = 255
    return mask


def dotted(picture: Pixels, points: object, radius: float) -> Mask:
    """A mask of discs around [[x, y], ...] in fractions, `radius` a fraction of the long side; raises BadRequest."""
    if not isinstance(points, list | tuple) or not 1 <= len(points) <= 60:
        raise BadRequest("points must be a list of 1 to 60 places", "Each is [x, y] in fractions: [[0.4, 0.25]].")
    mask = canvas(picture)
    height, width = mask.shape
    size = max(1, round(radius * max(height, width)))
    for point in points:
        x, y = fractions("each of the points", point, 2)
        cv2.circle(mask, (min(width - 1, int(x * width)), min(height - 1, int(y * height))), size, 255, -1)
    return mask


BOX_ADVICE = "Give left, top, right and bottom in fractions: [0.1, 0.2, 0.5, 0.6]."


def fractions(name: str, value: object, count: int) -> tuple[float, ...]:
    if not isinstance(value, list | tuple) or len(value) != count or not all(_is_fraction(item) for item in value):
        raise BadRequest(f"{name} must be {count} numbers between 0 and 1", BOX_ADVICE if count == 4 else "")
    return tuple(float(item) for item in value)


def number(values: Json, name: str, default: float, low: float, high: float) -> float:
    value = values.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise BadRequest(f"{name} must be between {low:g} and {high:g}, not {value!r}")
    return float(value)


def only(values: Json, *names: str) -> None:
    for name in values:
        if name not in names:
            raise BadRequest(f"there is no value {name!r} here", f"There are {', '.join(names)}.")


def flag(values: Json, name: str) -> bool:
    value = values.get(name, False)
    if not isinstance(value, bool):
        raise BadRequest(f"{name} must be true or false, not {value!r}")
    return value


def _is_fraction(item: object) -> bool:
    return not isinstance(item, bool) and isinstance(item, int | float) and 0 <= item <= 1
