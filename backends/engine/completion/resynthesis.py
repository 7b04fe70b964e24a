"""Fills a hole at the picture's own size with its own pixels, along what was found at a small one: 24 MP stay sharp."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.completion.parts import FIRST, OPAQUE, drawn_out
from backends.engine.completion.patchmatch import Flags, Floats
from backends.engine.pixels import Array
from backends.engine.regions.base import Mask

# Rows at once, so that a large hole never needs a float copy of its frame.
_ROWS = 128


def resynthesise(
    source: Array, target: Array, mask: Mask, hole: Flags, field: NDArray[np.int16], correction: Floats | None
) -> None:
    """Write into `target` what `field` says, from `source`; both are the frame of a part, (height, width[, 3]).

    `mask` is of any size, `hole`, `field` (.., 2) and `correction` (.., 3, in levels of 255, or None) have the working
    size. Between cells that come from different places the pieces are mixed over one cell.
    """
    height, width = source.shape[:2]
    scale = height / hole.shape[0], width / hole.shape[1]
    shares = np.clip((drawn_out(mask, height, width).astype(np.float32) - FIRST) / (2 * (OPAQUE - FIRST)), 0, 1)
    top_level = float(np.iinfo(source.dtype).max)
    for top in range(0, height, _ROWS):
        rows, columns = np.nonzero(shares[top : top + _ROWS])
        if not len(rows):
            continue
        rows += top
        share = shares[rows, columns].reshape(-1, *(1,) * (source.ndim - 2))
        mixed = _mixed(source, (rows, columns), scale, hole, field, correction, top_level / 255)
        own = source[rows, columns]
        target[rows, columns] = np.clip(own + (mixed - own) * share + 0.5, 0, top_level).astype(source.dtype)


def _mixed(
    source: Array,
    at: tuple[NDArray[np.int64], NDArray[np.int64]],
    scale: tuple[float, float],
    hole: Flags,
    field: NDArray[np.int16],
    correction: Floats | None,
    level: float,
) -> Floats:
    """(pixels[, 3]): the mean of what the four cells around each pixel would copy, by their nearness."""
    rows, columns = at
    height, width = source.shape[:2]
    down, across = (rows + 0.5) / scale[0] - 0.5, (columns + 0.5) / scale[1] - 0.5
    first_row, first_column = np.floor(down).astype(np.int64), np.floor(across).astype(np.int64)
    extra = (1,) * (source.ndim - 2)
    total = np.zeros((len(rows), *source.shape[2:]), np.float32)
    weights = np.zeros((len(rows), *extra), np.float32)
    for step in (0, 1):
        for aside in (0, 1):
            row = np.clip(first_row + step, 0, hole.shape[0] - 1)
            column = np.clip(first_column + aside, 0, hole.shape[1] - 1)
            nearness = (1 - np.abs(down - first_row - step)) * (1 - np.abs(across - first_column - aside))
            # Squared, so that most of a cell is one copy and not a mixture, which would be softer.
            weight = np.where(hole[row, column], nearness**2 + 1e-5, 1e-9).astype(np.float32).reshape(-1, *extra)
            from_row = np.clip(rows + np.round(field[row, column, 0] * scale[0]).astype(np.int64), 0, height - 1)
            from_column = np.clip(columns + np.round(field[row, column, 1] * scale[1]).astype(np.int64), 0, width - 1)
            piece = source[from_row, from_column].astype(np.float32)
            if correction is not None:
                piece += correction[row, column] * np.float32(level)
            total += weight * piece
            weights += weight
    return total / weights


def working_copy(source: Array, height: int, width: int) -> Floats:
    """(height, width, 3) in levels 0..255."""
    small = source
    if source.shape[:2] != (height, width):
        smaller = height < source.shape[0] or width < source.shape[1]
        how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
        small = cv2.resize(source, (width, height), interpolation=how)
    return np.multiply(small, 255 / np.iinfo(source.dtype).max, dtype=np.float32)
