"""A border of one colour around a photo: even, or with the wide foot of an instant print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

import numpy as np

from backends.engine.fields import number, text
from backends.engine.operations.base import Operation, Planned
from backends.engine.operations.paint import checked_hex, hex_of, in_codes
from backends.engine.pixels import Array, Pixels
from backends.errors import BadRequest
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

STYLES = ("even", "instant")


@dataclass(frozen=True, slots=True)
class Border(Operation):
    """`width` and the `foot` below, as fractions of the long side before it."""

    reframes: ClassVar[bool] = True

    width: float = number(0.04, 0.001, 0.5)
    foot: float = number(0.04, 0.001, 1.0)
    colour: str = text("#ffffff", most=7)

    def __post_init__(self) -> None:
        checked_hex(self.colour, "border.colour")

    def size(self, width: int, height: int) -> tuple[int, int]:
        side, foot = self._pixels(width, height)
        return width + 2 * side, height + side + foot

    def carried(self, plane: Array) -> Array:
        return Operation.carried(replace(self, colour="#000000"), plane)

    def apply(self, pixels: Pixels) -> Pixels:
        height, width = pixels.rgb.shape[:2]
        side, _ = self._pixels(width, height)
        across, down = self.size(width, height)
        inside = slice(side, side + height), slice(side, side + width)
        rgb = np.empty((down, across, 3), pixels.rgb.dtype)
        rgb[:] = np.round(in_codes(self.colour, pixels.icc, rgb.dtype)).astype(rgb.dtype)
        rgb[inside] = pixels.rgb
        alpha = None
        if pixels.alpha is not None:
            alpha = np.full((down, across), np.iinfo(rgb.dtype).max, rgb.dtype)
            alpha[inside] = pixels.alpha
        return Pixels(cast(Array, rgb), cast("Array | None", alpha), pixels.icc)

    def _pixels(self, width: int, height: int) -> tuple[int, int]:
        longest = max(width, height)
        return max(1, round(self.width * longest)), max(1, round(self.foot * longest))


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """Optional `width` (fraction of the long side), `colour`, `style` (see STYLES)."""
    if region is not None:
        raise BadRequest(f"a border goes around the whole photo, not around {region.name}", "Leave the region out.")
    width = values.get("width", 0.04)
    if isinstance(width, bool) or not isinstance(width, int | float) or not 0.001 <= width <= 0.5:
        raise BadRequest("a border's width must be between 0.1 and 50 % of the long side", "4 % is usual.")
    style = values.get("style", "even")
    if style not in STYLES:
        raise BadRequest(f"there is no border {str(style)[:30]!r}", f"There are {', '.join(STYLES)}.")
    colour = hex_of(values.get("colour", "white"))
    foot = float(width) * (4.5 if style == "instant" else 1.0)
    step = Border(float(width), min(foot, 1.0), colour)
    height, across = picture.rgb.shape[:2]
    framed = step.size(across, height)
    share = 1 - across * height / (framed[0] * framed[1])
    checks = (Check("border, share of the new picture", round(share, 2), "<= 0.75", share <= 0.75),)
    name = "an instant print's border" if style == "instant" else f"a border of {width:.0%}"
    if width < 0.01:
        name = f"a border of {width:.1%}"
    return Planned((step,), f"border {colour}", f"{name} in {values.get('colour', 'white')}", checks)
