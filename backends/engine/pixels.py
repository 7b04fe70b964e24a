"""A decoded picture in the encoding of its own file: an edit never squeezes it through a smaller colour space."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.uint8] | NDArray[np.uint16]

# The small picture that neighbourhoods are measured on; its long side in pixels.
SCOUT = 512


@dataclass(frozen=True)
class Pixels:
    """`rgb` is (height, width, 3), `alpha` (height, width) or None: both uint8 or both uint16, C-contiguous, upright.

    Code values mean what `icc` says (an RGB matrix profile); `b""` means sRGB.
    """

    rgb: Array
    alpha: Array | None = None
    icc: bytes = b""

    @cached_property
    def scout(self) -> NDArray[np.float32]:
        """`scout` of the picture, measured once for all that is made of it; not to be changed."""
        return scout(self.rgb)


def scout(picture: NDArray, side: int = SCOUT) -> NDArray[np.float32]:
    """A small float copy of a picture of any depth: 0..1, long side at most `side`."""
    scale = side / max(picture.shape[:2])
    if scale < 1:
        height, width = (max(1, round(n * scale)) for n in picture.shape[:2])
        picture = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return as_float(picture)


def as_float(picture: NDArray) -> NDArray[np.float32]:
    if picture.dtype == np.float32:
        return picture
    return np.multiply(picture, 1 / np.iinfo(picture.dtype).max, dtype=np.float32)
