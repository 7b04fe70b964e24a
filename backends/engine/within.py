"""Limits steps to a region: done to the whole picture, shown where the mask is, along the picture's own edges."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from backends.engine.fields import choice, number, text
from backends.engine.operations.base import Operation
from backends.errors import BadRequest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from backends.engine.pixels import Array, Pixels
    from backends.engine.regions.base import Region

# 512 x 512 bytes in base64, which the PNG of a mask never reaches.
_MOST = 360_000
_SIDE = 512
LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Within(Operation):
    """`steps` where `mask` is white. `edge` "guided" follows the picture's own edges within some pixels of the mask's,
    "soft" blurs it, "hard" takes it as it is. "locked" leaves all that is not white exactly as it was, at every size,
    and blends over `feather` of the long side outside of that."""

    name: str = text(most=80)
    mask: str = text(most=_MOST)
    edge: str = choice("guided", "soft", "hard", LOCKED)
    steps: tuple[Any, ...] = ()
    feather: float = number(0.0, 0.0, 0.3)

    def __post_init__(self) -> None:
        checked_mask(self.mask, f"the region {self.name!r}")

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.recipe import Recipe
        from backends.engine.regions.base import unpacked
        from backends.engine.regions.blend import Weights, blended
        from backends.engine.render import render

        if not self.mask or not self.steps:
            return pixels
        changed = render(pixels, Recipe(self.steps))
        weights = Weights(unpacked(self.mask), pixels, self.edge, self.feather)
        if self.edge == LOCKED and (pixels.alpha is None) != (changed.alpha is None):
            pixels, changed = _with_alpha(pixels), _with_alpha(changed)
        return blended(pixels, changed, weights)


def _with_alpha(pixels: Pixels) -> Pixels:
    """Opaque where it was without: what is locked does not become transparent with the rest."""
    import numpy as np

    from backends.engine.pixels import Pixels

    if pixels.alpha is not None:
        return pixels
    opaque = np.full(pixels.rgb.shape[:2], np.iinfo(pixels.rgb.dtype).max, pixels.rgb.dtype)
    return Pixels(pixels.rgb, cast("Array", opaque), pixels.icc)


def checked_mask(mask: str, what: str) -> None:
    """A recipe may come from anywhere: the header of a mask is read before anything is decoded. Raises BadRequest."""
    try:
        head = base64.b64decode(mask[:64], validate=True)
    except binascii.Error:
        head = b"damaged"
    width, height = (int.from_bytes(head[at : at + 4], "big") for at in (16, 20))
    if mask and not (head[:4] == b"\x89PNG" and 1 <= width <= _SIDE and 1 <= height <= _SIDE):
        raise BadRequest(f"{what} in a recipe is no mask")


def within(name: str, mask: NDArray[np.uint8], steps: tuple[Any, ...], edge: str = "guided") -> Within:
    """`mask` is (height, width) of any size, 255 inside."""
    from backends.engine.regions.base import fitted, packed

    return Within(name, packed(fitted(mask)), edge, steps)


def limited(steps: tuple[Any, ...], region: Region | None, edge: str = "guided") -> tuple[tuple[Any, ...], str]:
    """`steps` as they are, or only in `region`; and how to say where ("" or " in the sky")."""
    if region is None:
        return steps, ""
    return (within(region.name, region.mask, steps, edge),), f" in {region.name}"
