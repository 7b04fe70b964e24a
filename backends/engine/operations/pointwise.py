"""Operations that map one colour to another: defined on sRGB, replayed as one baked table in any profile and depth."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from backends.engine.colour import lut
from backends.engine.operations.base import Operation
from backends.engine.pixels import Pixels

Floats = NDArray[np.float32]

# Values of a strip, as in `render`.
_STRIP = 1 << 18


@dataclass(frozen=True, slots=True)
class Pointwise(Operation):
    """Subclasses say what becomes of a colour; the frame, alpha and the profile stay."""

    def colours(self, srgb: Floats) -> Floats:
        """Display-encoded sRGB (n, 3) after the step. Wide-gamut files send values outside 0..1."""
        raise NotImplementedError

    def apply(self, pixels: Pixels) -> Pixels:
        table = _baked(self, pixels.icc)
        source = pixels.rgb
        result = np.empty_like(source)
        rows = max(4, _STRIP // (3 * source.shape[1]))

        def strip(top: int) -> None:
            table.apply(source[top : top + rows], result[top : top + rows])

        with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as threads:
            for _ in threads.map(strip, range(0, source.shape[0], rows)):
                pass
        return Pixels(result, pixels.alpha, pixels.icc)


def inside(srgb: Floats) -> tuple[Floats, Floats]:
    """Colours clipped to what sRGB can show, and what was cut off: add it again, and wide colours stay wide."""
    clipped = np.clip(srgb, 0, 1)
    return clipped, srgb - clipped


@lru_cache(maxsize=8)
def _baked(step: Pointwise, icc: bytes) -> lut.Table:
    return lut.baked(step.colours, icc)
