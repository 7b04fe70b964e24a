"""Cuts a subject out: what is around it becomes transparent, and its edge keeps no colour of the old background."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from backends.engine.cut.matte import Matte, codes
from backends.engine.fields import text
from backends.engine.operations.base import Operation, Planned
from backends.engine.pixels import Array, Pixels
from backends.engine.regions.base import packed, unpacked
from backends.engine.regions.names import CUT_OUT
from backends.engine.within import checked_mask
from backends.errors import NotPossible
from backends.types import Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

MASK = 360_000
_ROWS = 64


@dataclass(frozen=True, slots=True)
class Cutout(Operation):
    """`mask` is 255 on the subject (long side 512 at most); its edge is worked out on the picture at each size."""

    mask: str = text(most=MASK)

    def __post_init__(self) -> None:
        checked_mask(self.mask, "the cut-out")

    def apply(self, pixels: Pixels) -> Pixels:
        if not self.mask:
            return pixels
        matte = Matte(unpacked(self.mask), pixels)
        rgb = np.empty_like(pixels.rgb)
        alpha = np.empty(rgb.shape[:2], rgb.dtype)
        top_code = float(np.iinfo(rgb.dtype).max)

        def strip(top: int, bottom: int) -> None:
            share, own = matte.rows(top, bottom)
            changed = share <= 0.995
            rgb[top:bottom] = pixels.rgb[top:bottom]
            rgb[top:bottom][changed] = codes(own[changed]) * np.float32(top_code) + np.float32(0.5)
            if pixels.alpha is not None:
                share = share * (pixels.alpha[top:bottom].astype(np.float32) * np.float32(1 / top_code))
            np.copyto(alpha[top:bottom], share * np.float32(top_code) + 0.5, casting="unsafe")

        in_strips(rgb.shape[0], strip)
        return Pixels(rgb, cast(Array, alpha), pixels.icc)


def in_strips(height: int, strip: Callable[[int, int], Any]) -> None:
    """Call `strip(top, bottom)` for all rows, on all cores."""
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as threads:
        tops = range(0, height, _ROWS)
        for _ in threads.map(lambda top: strip(top, min(top + _ROWS, height)), tops):
            pass


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """No values. `region` is what to cut out, best a box; without one the background must be even."""
    from backends.engine.cut.deciding import cut

    if region is not None and region.name == CUT_OUT:
        raise NotPossible("it is cut out already", "Undo first, or put something behind it: white background.")
    made = cut(picture, region)
    share = float((made.mask >= 128).mean())
    said = f"cut out {made.how}: {share:.0%} of the picture, edge {made.quality.confidence:.0%}"
    return Planned((Cutout(packed(made.mask)),), "cut out", said, (made.check,), made.note)
