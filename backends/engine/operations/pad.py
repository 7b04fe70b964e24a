"""Brings a picture to a shape without cutting: what is added is a blur of the picture itself, or a colour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

import cv2
import numpy as np

from backends.engine.fields import number, text
from backends.engine.framing.shapes import wanted_shape
from backends.engine.operations.base import Operation, Planned
from backends.engine.operations.paint import checked_hex, hex_of, in_codes
from backends.engine.operations.resize import Resize
from backends.engine.pixels import Array, Pixels
from backends.errors import BadRequest, NotPossible
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

BLUR = "blur"
# The blur is worked out this small: there is nothing finer in it. It is darkened so that the picture stands before it.
_SIDE = 160
_SIGMA = 5.0
_DARKER = 0.72


@dataclass(frozen=True, slots=True)
class Pad(Operation):
    """To `ratio` (width over height), the picture in the middle; `fill` is "blur" or "#rrggbb"."""

    reframes: ClassVar[bool] = True

    ratio: float = number(1.0, 1 / 20, 20.0)
    fill: str = text(BLUR, most=7)

    def __post_init__(self) -> None:
        if self.fill != BLUR:
            checked_hex(self.fill, "pad.fill")

    def size(self, width: int, height: int) -> tuple[int, int]:
        if width / height < self.ratio:
            return max(width, round(height * self.ratio)), height
        return width, max(height, round(width / self.ratio))

    def carried(self, plane: Array) -> Array:
        return Operation.carried(replace(self, fill="#000000"), plane)

    def apply(self, pixels: Pixels) -> Pixels:
        height, width = pixels.rgb.shape[:2]
        across, down = self.size(width, height)
        if (across, down) == (width, height):
            return pixels
        left, top = (across - width) // 2, (down - height) // 2
        inside = slice(top, top + height), slice(left, left + width)
        if self.fill == BLUR:
            rgb = _backdrop(pixels.rgb, across, down)
        else:
            rgb = np.empty((down, across, 3), pixels.rgb.dtype)
            rgb[:] = np.round(in_codes(self.fill, pixels.icc, rgb.dtype)).astype(rgb.dtype)
        rgb[inside] = pixels.rgb
        alpha = None
        if pixels.alpha is not None:
            alpha = np.full((down, across), np.iinfo(rgb.dtype).max, rgb.dtype)
            alpha[inside] = pixels.alpha
        return Pixels(cast(Array, rgb), cast("Array | None", alpha), pixels.icc)


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`ratio` or `place`, and `fill` "blur" (else) or `colour`. With a place, what is larger than it wants is made as
    large."""
    height, width = picture.rgb.shape[:2]
    shape = wanted_shape(values, width, height)
    if shape is None:
        raise BadRequest(
            "padding needs a shape or a place", "Such as: pad to 16:9 with blur, pad to square with white."
        )
    colour = values.get("colour") or (values.get("fill") if values.get("fill") not in (None, BLUR, "blurred") else None)
    fill = BLUR if colour is None else hex_of(colour)
    step = Pad(round(shape.ratio, 5), fill)
    across, down = step.size(width, height)
    if (across, down) == (width, height):
        raise NotPossible(f"this picture has the shape {shape.name} already", "Nothing was added.")
    added = 1 - width * height / (across * down)
    steps: tuple[Operation, ...] = (step,)
    if shape.size[0]:
        steps += (Resize(width=shape.size[0], height=shape.size[1]),)
    how = "a blur of itself" if fill == BLUR else str(colour)
    label = f"padded to {shape.name} with {'blur' if fill == BLUR else colour}"
    off = abs(across - down * shape.ratio)
    check = Check("pixels off the shape", round(off, 1), "<= 1", off <= max(1.0, shape.ratio))
    note = "More than half of it is padding now." if added > 0.5 else ""
    return Planned(steps, label, f"padded to {shape.name}: {added:.0%} of it is {how}", (check,), note)


def _backdrop(rgb: Array, across: int, down: int) -> np.ndarray:
    """The picture large enough to cover the frame, blurred and darker."""
    height, width = rgb.shape[:2]
    scale = _SIDE / max(across, down)
    cover = max(across / width, down / height) * scale
    size = max(1, round(width * cover)), max(1, round(height * cover))
    small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.float32)
    columns, rows = max(1, round(across * scale)), max(1, round(down * scale))
    left, top = max(0, (size[0] - columns) // 2), max(0, (size[1] - rows) // 2)
    part = cv2.GaussianBlur(small[top : top + rows, left : left + columns], (0, 0), _SIGMA) * _DARKER
    # Enlarged as floats and rounded with a fixed pattern, or the few steps of a dark blur would show as bands.
    large = np.asarray(cv2.resize(part, (across, down), interpolation=cv2.INTER_CUBIC), np.float32)
    noise = np.random.default_rng(0).random((64, 64, 1), np.float32)
    pattern = np.tile(noise, (down // 64 + 1, across // 64 + 1, 1))[:down, :across]
    return np.clip(large + pattern, 0, np.iinfo(rgb.dtype).max).astype(rgb.dtype)
