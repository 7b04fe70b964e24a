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
_LEAST = 50
# Shaded brown hair is as far from grey, but its green is well above its blue.
_BROWN, _DARKEST = 1.6, 12
# Where a face's eyes are, from its top.
_EYES = (0.2, 0.62)
# A pupil's share of the width of a face; smaller is noise, larger is a lip.
_SMALLEST, _LARGEST = 0.01, 0.16
_MOST = 40

Box = tuple[float, float, float, float]


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
        raise NotPossible("no face was found in this photo to look for red eyes in", "Say where: red eyes in box …")
    # A box that was drawn may be just around the eyes.
    share = _EYES if region is None or "face" in region.name else (0.0, 1.0)
    places = [_within(box, share) for box in boxes or [(0.0, 0.0, 1.0, 1.0)]]
    found = [pupil for place in places for pupil in _pupils(picture, place)][:_MOST]
    if not found:
        raise NotPossible("no red pupil was found", "Nothing was changed.")
    step = RedEye(tuple(round(value, 5) for pupil in found for value in pupil))
    after = step.apply(picture)
    left = sum(len(_pupils(after, place)) for place in places)
    words = f"{len(found)} red pupil{'s' if len(found) > 1 else ''} darkened"
    return Planned((step,), "red eyes removed", words, (Check("red pupils left", left, "0", left == 0),))


def _darkened(part: Array, share: NDArray[np.float32]) -> Array:
    top = np.iinfo(part.dtype).max
    values = part.astype(np.float32)
    red, other = values[..., 0], values[..., 1:].mean(-1)
    share = share * np.clip((red / np.maximum(values[..., 1:].max(-1), 1) - 1.2) / 0.5, 0, 1)
    values[..., 0] = red + (other - red) * share
    return cast(Array, np.clip(values + 0.5, 0, top).astype(part.dtype))


def _within(box: Box, share: tuple[float, float]) -> Box:
    """A box between two shares of its height."""
    left, top, right, bottom = box
    return left, top + (bottom - top) * share[0], right, top + (bottom - top) * share[1]


def _pupils(picture: Pixels, box: Box) -> list[tuple[float, float, float]]:
    """Round, very red spots; `box` is as wide as a face."""
    height, width = picture.rgb.shape[:2]
    left, right = int(box[0] * width), int(np.ceil(box[2] * width))
    top, bottom = int(box[1] * height), int(np.ceil(box[3] * height))
    part = picture.rgb[top:bottom, left:right].astype(np.float32)
    if part.size == 0:
        return []
    part *= 255.0 / np.iinfo(picture.rgb.dtype).max
    red = (part[..., 0] > _LEAST) & (part[..., 0] > _RED * np.maximum(part[..., 1], part[..., 2]))
    red &= part[..., 1] <= _BROWN * part[..., 2] + _DARKEST
    spots = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, parts, middles = cv2.connectedComponentsWithStats(spots)
    found: list[tuple[float, float, float]] = []
    for (_, _, across, down, area), (x, y) in zip(parts[1:], middles[1:], strict=True):
        diameter = max(across, down)
        fits = _SMALLEST * (right - left) <= diameter <= _LARGEST * (right - left) and diameter >= 2
        if fits and min(across, down) >= 0.5 * diameter and area >= 0.45 * across * down:
            found.append(((left + x + 0.5) / width, (top + y + 0.5) / height, 0.6 * diameter / max(width, height)))
    return found
