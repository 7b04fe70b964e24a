"""Small maps at the size of the picture, without ever holding one that large."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Spread:
    """A small map drawn out to the full size, row by row when asked, so that no full-size map is ever held."""

    def __init__(self, small: np.ndarray, height: int, width: int) -> None:
        """`small` is (rows, columns) or (rows, columns, 3)."""
        self._parts = 1 if small.ndim == 2 else small.shape[2]
        self._width = width
        shrinks = height < small.shape[0] or width < small.shape[1]
        if shrinks:
            small = cv2.resize(small, (width, height), interpolation=cv2.INTER_AREA)
        elif small.shape[1] != width:
            small = cv2.resize(small, (width, small.shape[0]), interpolation=cv2.INTER_LINEAR)
        self._rows = small.astype(np.float32, copy=False).reshape(small.shape[0], -1)
        at = (np.arange(height) + 0.5) * (small.shape[0] / height) - 0.5
        self._at = np.clip(at, 0, small.shape[0] - 1)
        self._chunk = self._rows_at_once(small.shape[0] / height)

    def _rows_at_once(self, ratio: float) -> int:
        """OpenBLAS multiplies on threads of its own above 65536 x 4 products (interface/gemm.c); inside ours, that
        costs more than it gives."""
        rows = 64
        while rows > 1 and rows * (rows * ratio + 3) * self._rows.shape[1] > 65536 * 4:
            rows //= 2
        return rows

    def rows(self, top: int, bottom: int) -> Floats:
        """(rows, width) or (rows, width, 3), linearly interpolated."""
        if len(self._at) == len(self._rows):
            drawn = self._rows[top:bottom]
        else:
            drawn = np.empty((bottom - top, self._rows.shape[1]), np.float32)
            for start in range(top, bottom, self._chunk):
                end = min(start + self._chunk, bottom)
                self._draw(start, end, drawn[start - top : end - top])
        return drawn if self._parts == 1 else drawn.reshape(bottom - top, self._width, self._parts)

    def _draw(self, top: int, bottom: int, into: Floats) -> None:
        at = self._at[top:bottom]
        first = int(at[0])
        known = self._rows[first : int(at[-1]) + 2]
        distance = np.abs(at[:, None] - np.arange(first, first + len(known)))
        np.matmul(np.clip(1 - distance, 0, None).astype(np.float32), known, out=into)
