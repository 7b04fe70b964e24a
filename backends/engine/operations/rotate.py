"""Turns and mirrors, and straightens a horizon: a small angle that is proposed, not imposed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

import cv2
import numpy as np

from backends.engine.fields import choice, number
from backends.engine.operations.base import Operation, Planned
from backends.engine.pixels import Array, Pixels
from backends.errors import BadRequest, NotPossible
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

_SIDE = 1200
# A tilt of less is not seen; of more than this it is as likely perspective or meant (the eaves of a temple seen from
# below pretend 2.4, a rocket's stays 1.9): which it is cannot be told from lines, so this is a proposal.
_SEEN, _MOST = 0.25, 3.0
_WITHIN = 8.0
_MARGIN = 0.4
# Length of lines that agree, in long sides: buildings and masts have 0.8 to 1.6, a cat or a cup 0.1 to 0.6.
_AGREE = 0.7


@dataclass(frozen=True, slots=True)
class Rotate(Operation):
    """`degrees` clockwise; quarter turns are exact, others are cut to the largest upright rectangle that has no empty
    corner. `mirror` swaps sides first: "horizontal" left and right, "vertical" top and bottom."""

    reframes: ClassVar[bool] = True

    degrees: float = number(0.0, -360.0, 360.0)
    mirror: str = choice("none", "horizontal", "vertical")

    def size(self, width: int, height: int) -> tuple[int, int]:
        quarters, rest = _quarters(self.degrees)
        if quarters % 2:
            width, height = height, width
        return _inscribed(width, height, rest) if rest else (width, height)

    def apply(self, pixels: Pixels) -> Pixels:
        alpha = None if pixels.alpha is None else self._turned(pixels.alpha)
        return Pixels(cast(Array, self._turned(pixels.rgb)), cast("Array | None", alpha), pixels.icc)

    def _turned(self, values: Any) -> Any:
        if self.mirror != "none":
            values = values[:, ::-1] if self.mirror == "horizontal" else values[::-1]
        quarters, rest = _quarters(self.degrees)
        values = np.ascontiguousarray(np.rot90(values, -quarters))
        if not rest:
            return values
        height, width = values.shape[:2]
        across, down = _inscribed(width, height, rest)
        turn = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), -rest, 1.0)
        turn[:, 2] += (across - width) / 2, (down - height) / 2
        return cv2.warpAffine(values, turn, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`degrees` clockwise, or counterclockwise where `counterclockwise` is true."""
    said = values.get("degrees", 90)
    if isinstance(said, bool) or not isinstance(said, int | float) or not -360 <= said <= 360 or said % 360 == 0:
        raise BadRequest(f"{str(said)[:20]!r} is no turn", "Such as: rotate left, rotate 2 degrees.")
    degrees = -float(said) if values.get("counterclockwise") is True else float(said)
    step = Rotate(degrees)
    way = {90: "to the right", 270: "to the left", 180: "upside down"}.get(
        round(degrees % 360) if abs(degrees - round(degrees)) < 0.005 else -1
    )
    words = f"turned {way}" if way else f"turned by {degrees:g} degrees"
    return Planned((step,), words, words)


def flip(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`direction` "horizontal" (left and right change sides) or "vertical"."""
    direction = values.get("direction", "horizontal")
    if direction not in ("horizontal", "vertical"):
        raise BadRequest(f"{str(direction)[:20]!r} is no direction to mirror in", "There are horizontal and vertical.")
    words = "mirrored" if direction == "horizontal" else "mirrored top to bottom"
    note = "Letters in the picture read backwards now." if direction == "horizontal" and values.get("letters") else ""
    return Planned((Rotate(mirror=direction),), words, words, note=note)


def straighten(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """The angle that the lines of the photo propose. Raises NotPossible where it is straight already, where the lines
    do not agree, and for more than three degrees."""
    angle, agreement = tilt(picture)
    if agreement < _AGREE:
        raise NotPossible(
            "this photo has no clear lines to straighten it by", "Say by how much, such as: rotate 1.5 degrees."
        )
    if abs(angle) < _SEEN:
        raise NotPossible("this photo is straight already, as far as its lines tell", "Nothing was changed.")
    if abs(angle) > _MOST:
        raise NotPossible(
            f"its lines lean by {abs(angle):.1f} degrees, which may be perspective and not a crooked camera",
            f"If it is crooked, say: rotate {-angle:.1f} degrees.",
        )
    step = Rotate(round(-angle, 2))
    left, _ = tilt(step.apply(picture))
    check = Check("degrees that lines still lean", round(abs(left), 2), "<= 0.35", abs(left) <= 0.35)
    words = f"straightened by {abs(angle):.1f} degrees"
    note = f"A proposal: its lines lean by {abs(angle):.1f} degrees. If they are meant to, undo."
    return Planned((step,), words, words, (check,), note)


def tilt(picture: Pixels) -> tuple[float, float]:
    """How far lines that are nearly upright or level lean clockwise, in degrees, and the length of those that agree
    within 0.4 degrees, in long sides (line segments by von Gioi and others 2010, in OpenCV)."""
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    rgb = picture.rgb if picture.rgb.dtype == np.uint8 else (picture.rgb >> 8).astype(np.uint8)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    grey = cv2.cvtColor(np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)), cv2.COLOR_RGB2GRAY)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(grey)[0]
    if found is None:
        return 0.0, 0.0
    x0, y0, x1, y1 = np.asarray(found, np.float64).reshape(-1, 4).T
    length = np.hypot(x1 - x0, y1 - y0)
    lean = (np.degrees(np.arctan2(y1 - y0, x1 - x0)) + 45) % 90 - 45
    useful = (length > 0.02 * max(grey.shape)) & (np.abs(lean) < _WITHIN)
    lean, length = lean[useful], length[useful]
    if not len(lean):
        return 0.0, 0.0
    grid = np.arange(-_WITHIN, _WITHIN + 0.01, 0.05)
    weight = (length * np.exp(-(((grid[:, None] - lean) / 0.2) ** 2))).sum(1)
    best = float(grid[int(weight.argmax())])
    near = np.abs(lean - best) < _MARGIN
    return float(np.average(lean[near], weights=length[near])), float(length[near].sum() / max(grey.shape))


def _quarters(degrees: float) -> tuple[int, float]:
    """Quarter turns clockwise, and the rest in degrees."""
    quarters = round(degrees / 90)
    rest = degrees - 90 * quarters
    return quarters % 4, 0.0 if abs(rest) < 0.005 else rest


def _inscribed(width: int, height: int, degrees: float) -> tuple[int, int]:
    """The largest upright rectangle inside of a rectangle that was turned."""
    sine, cosine = abs(math.sin(math.radians(degrees))), abs(math.cos(math.radians(degrees)))
    long, short = max(width, height), min(width, height)
    if short <= 2 * sine * cosine * long or abs(sine - cosine) < 1e-9:
        half = short / 2
        across, down = (half / sine, half / cosine) if width >= height else (half / cosine, half / sine)
    else:
        double = cosine * cosine - sine * sine
        across, down = (width * cosine - height * sine) / double, (height * cosine - width * sine) / double
    return max(1, math.floor(across + 1e-6)), max(1, math.floor(down + 1e-6))
