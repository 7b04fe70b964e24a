"""Another size in pixels: smaller by means of areas, up to twice as large by Lanczos, never more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

import cv2
import numpy as np

from backends.engine.fields import flag, number, whole
from backends.engine.operations.base import Operation, Planned
from backends.engine.pixels import Array, Pixels
from backends.errors import BadRequest, NotPossible
from backends.types import Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

_MOST = 65_000
# Beyond twice the size there is nothing to see that a viewer would not show anyway.
_LARGEST = 2.0
_MOST_PIXELS = 150_000_000
# More than this and the back-projection's floats would not fit beside the picture.
_PROJECTED_PIXELS = 60_000_000
_PROJECTIONS = 4


@dataclass(frozen=True, slots=True)
class Resize(Operation):
    """To `width` x `height` or a `long_side` in pixels (0 is unset; one of width and height gives the other), or by
    `scale`. Without `enlarge`, a picture that is smaller stays as it is.

    Averages are taken of code values, as most programs do. Twice the size is corrected until it shrinks back to what
    it came from (Irani, Peleg 1991), which is sharper than Lanczos alone; it invents nothing.
    """

    reframes: ClassVar[bool] = True

    width: int = whole(0, 0, _MOST)
    height: int = whole(0, 0, _MOST)
    long_side: int = whole(0, 0, _MOST)
    scale: float = number(0.0, 0.0, _LARGEST)
    enlarge: bool = flag()

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Raises NotPossible for more than twice the size."""
        wanted = self._wanted(width, height)
        factor = max(wanted[0] / width, wanted[1] / height)
        if factor > 1.001 and not self.enlarge:
            return width, height
        if factor > _LARGEST * 1.01 or wanted[0] * wanted[1] > _MOST_PIXELS:
            raise NotPossible(
                f"{wanted[0]} x {wanted[1]} is {factor:.1f} times the size of this picture, and beyond twice there is"
                " no detail to show",
                f"Nano Banana 2 or an upscaler can invent it; here {width * 2} x {height * 2} is the most.",
            )
        return wanted

    def carried(self, plane: Array) -> Array:
        return plane

    def apply(self, pixels: Pixels) -> Pixels:
        height, width = pixels.rgb.shape[:2]
        try:
            wanted = self.size(width, height)
        except NotPossible:
            # A proxy is smaller than the picture that the size was checked for; it shows the same either way.
            return pixels
        if wanted == (width, height):
            return pixels
        alpha = pixels.alpha
        if alpha is not None:
            alpha = cast(Array, np.asarray(cv2.resize(alpha, wanted, interpolation=cv2.INTER_AREA)))
        if wanted[0] <= width:
            rgb = np.asarray(cv2.resize(pixels.rgb, wanted, interpolation=cv2.INTER_AREA))
        else:
            rgb = _larger(pixels.rgb, wanted)
        return Pixels(cast(Array, rgb), alpha, pixels.icc)

    def _wanted(self, width: int, height: int) -> tuple[int, int]:
        if self.scale:
            return max(1, round(width * self.scale)), max(1, round(height * self.scale))
        if self.width and self.height:
            return self.width, self.height
        longest = self.long_side / max(width, height)
        factor = longest or self.width / width or self.height / height or 1.0
        return self.width or max(1, round(width * factor)), self.height or max(1, round(height * factor))


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`width`, `height`, `long_side` in pixels, or `scale` (2.0 is twice). Width and height of another shape than the
    picture's are reached by a crop around what matters, never by stretching."""
    height, width = picture.rgb.shape[:2]
    numbers = {name: _pixels(values[name]) for name in ("width", "height", "long_side") if name in values}
    scale = values.get("scale")
    if scale is not None:
        if isinstance(scale, bool) or not isinstance(scale, int | float) or scale <= 0:
            raise BadRequest("a size needs a number above 0", "Such as: resize to 50 %.")
        if scale > _LARGEST:
            raise NotPossible(
                f"{scale:g} times the size needs detail that the photo does not hold",
                "Nano Banana 2 or an upscaler can invent it; “resize to 200 %” is the most here.",
            )
        step = Resize(scale=float(scale), enlarge=True)
        return Planned((step,), f"resized to {scale:.0%}", f"resized to {scale:.0%}")
    if not numbers:
        raise BadRequest("a new size needs a number of pixels", "Such as: resize to 2000 px, or to 1920x1080.")
    step = Resize(**numbers, enlarge=True)
    said = f"{numbers['width']} x {numbers['height']}" if len(numbers) == 2 else f"{next(iter(numbers.values()))} px"
    if len(numbers) == 2 and abs(numbers["width"] / numbers["height"] / (width / height) - 1) > 0.005:
        from backends.engine.operations.crop import plan as crop

        cropped = crop(picture, {"ratio": f"{numbers['width']}:{numbers['height']}"}, None)
        words = f"cropped and resized to {said}"
        return Planned((*cropped.steps, step), f"resized to {said}", words, cropped.checks, cropped.note)
    return Planned((step,), f"resized to {said}", f"resized to {said}")


def _pixels(said: object) -> int:
    if isinstance(said, bool) or not isinstance(said, int | float) or not 1 <= said <= _MOST or said != int(said):
        raise BadRequest(f"{str(said)[:20]!r} is no number of pixels", f"It goes from 1 to {_MOST}.")
    return int(said)


def _larger(rgb: Array, size: tuple[int, int]) -> Array:
    top = np.iinfo(rgb.dtype).max
    height, width = rgb.shape[:2]
    if size[0] * size[1] > _PROJECTED_PIXELS:
        return cast(Array, np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_LANCZOS4)))
    result = np.empty((size[1], size[0], 3), rgb.dtype)
    for channel in range(3):
        source = rgb[..., channel].astype(np.float32)
        large = np.asarray(cv2.resize(source, size, interpolation=cv2.INTER_LANCZOS4), np.float32)
        for _ in range(_PROJECTIONS):
            missing = source - cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA)
            large += cv2.resize(missing, size, interpolation=cv2.INTER_CUBIC)
        result[..., channel] = np.clip(large + 0.5, 0, top).astype(rgb.dtype)
    return cast(Array, result)
