"""A decoded picture in the encoding of its own file: an edit never squeezes it through a smaller colour space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.uint8] | NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Pixels:
    """`rgb` is (height, width, 3), `alpha` (height, width) or None: both uint8 or both uint16, C-contiguous, upright.

    Code values mean what `icc` says (an RGB matrix profile); `b""` means sRGB.
    """

    rgb: Array
    alpha: Array | None = None
    icc: bytes = b""
