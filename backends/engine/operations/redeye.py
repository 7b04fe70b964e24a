"""Makes the red pupils of a flash dark again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.fields import numbers
from backends.engine.operations.base import Operation, Planned
from backends.engine.pixels import Array, Pixels
from backends.errors import BadRequest, NotPossible
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

# Red this much above the brighter of green and blue is no skin: lips and cheeks stay below (measured on samples).
_RED = 1.9
# A flash lights a pupil; a dark curl or iris, as reddish, stays below this (68 at most on the samples).
_LEAST = 80
# A pupil's share of the width of a face; smaller is noise, larger is a lip.
_SMALLEST, _LARGEST = 0.01, 0.16
_MOST = 40
_ALL = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class RedEye(Operation):
    """`pupils` are x, y, radius, x, y, radius, ...: x of the width, y of the height, radius of the long side. Within
    each, red is brought down to the mean of green and blue, so that the glint stays."""

    pupils: tuple[float, ...] = numbers(-3 * _MOST, 0.0, 1.0)

    def __post_init__(self) -> None:
        if len(self.pupils) % 3:
            raise BadRequest("red eyes in a recipe need three numbers each")

    def apply(self, pixels: Pixels) -> Pixels:
        if not self.pupils:
            return pixels
        rgb = pixels.rgb.copy()
        height, width = rgb.shape[:2]
        for at in range(0, len(self.pupils), 3):
            x, y, radius = (
                self.pupils[at] * width,
                self.pupils[at + 1] * height,
                self.pupils[at + 2] * max(width, height),
            )
            reach = int(np.ceil(radius * 1.5)) + 1
            left, top = max(0, int(x) - reach), max(0, int(y) - reach)
            part = rgb[top : int(y) + reach + 1, left : int(x) + reach + 1]
            if not part.size:
                continue
            rows, columns = np.mgrid[top : top + part.shape[0], left : left + part.shape[1]]
            inside = np.clip((1.5 - np.hypot(columns - x, rows - y) / max(radius, 0.5)) * 2, 0, 1)
            part[...] = _darkened(part, inside.astype(np.float32))
        return Pixels(rgb, pixels.alpha, pixels.icc)


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """No values; `region` limits where to look, else faces do. Raises NotPossible where there is no red pupil."""
    from backends.engine.regions.faces import face_boxes

    boxes = list(region.boxes) if region is not None and region.boxes else face_boxes(picture)
    if not boxes and region is None:
        raise NotPossible(
            "no face was found in this photo to look for red eyes in",
            "Say where, such as: fix the red eyes in box 30% 10% 60% 40%.",
        )
    found = [pupil for box in boxes or [_ALL] for pupil in _pupils(picture, box)][:_MOST]
    if not found:
        raise NotPossible("no red pupil was found", "Nothing was changed.")
    step = RedEye(tuple(round(value, 5) for pupil in found for value in pupil))
    after = step.apply(picture)
    # Looked for where they were: what else is dark and reddish in a face was none before either.
    left = sum(any(_near(pupil, one) for one in found) for box in boxes or [_ALL] for pupil in _pupils(after, box))
    words = f"{len(found)} red pupil{'s' if len(found) > 1 else ''} darkened"
    return Planned((step,), "red eyes removed", words, (Check("red pupils left", left, "0", left == 0),))


def _near(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return bool(np.hypot(one[0] - other[0], one[1] - other[1]) < 2 * other[2])


def _darkened(part: Array, share: NDArray[np.float32]) -> Array:
    top = np.iinfo(part.dtype).max
    values = part.astype(np.float32)
    red, other = values[..., 0], values[..., 1:].mean(-1)
    share = share * np.clip((red / np.maximum(values[..., 1:].max(-1), 1) - 1.2) / 0.5, 0, 1)
    values[..., 0] = red + (other - red) * share
    return cast(Array, np.clip(values + 0.5, 0, top).astype(part.dtype))


def _pupils(picture: Pixels, box: tuple[float, float, float, float], most: int = 2) -> list[tuple[float, float, float]]:
    """The `most` largest of the round, very red spots in the upper part of a face."""
    height, width = picture.rgb.shape[:2]
    left, right = int(box[0] * width), int(np.ceil(box[2] * width))
    top, bottom = int(box[1] * height), int(np.ceil(box[3] * height))
    part = picture.rgb[top : top + max(1, round((bottom - top) * 0.62)), left:right].astype(np.float32)
    if part.size == 0:
        return []
    part *= 255.0 / np.iinfo(picture.rgb.dtype).max
    red = (part[..., 0] > _LEAST) & (part[..., 0] > _RED * np.maximum(part[..., 1], part[..., 2]))
    spots = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, parts, middles = cv2.connectedComponentsWithStats(spots)
    found: list[tuple[float, float, float]] = []
    for (_, _, across, down, area), (x, y) in zip(parts[1:], middles[1:], strict=True):
        diameter = max(across, down)
        fits = _SMALLEST * (right - left) <= diameter <= _LARGEST * (right - left) and diameter >= 2
        if fits and min(across, down) >= 0.5 * diameter and area >= 0.45 * across * down:
            found.append(((left + x + 0.5) / width, (top + y + 0.5) / height, 0.6 * diameter / max(width, height)))
    # A face has two; what else is red and round in it (a curl, a freckle) is smaller.
    return sorted(found, key=lambda pupil: -pupil[2])[:most]
