"""Lets all patches over a missing pixel vote on it: one sparse product a round, since scattering 49 times took half of
a removal's time (2026-11)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backends.engine.completion.patchmatch import Flags, Floats, Places


class Votes:
    """Of `targets`, the places of patches, on the `missing` pixels of one grid; `moves` lead from a patch's middle to
    each of its pixels."""

    def __init__(self, targets: Places, missing: Flags, moves: NDArray[np.int64]) -> None:
        index = np.full(len(missing) + 1, len(targets), np.int32)
        index[targets] = np.arange(len(targets), dtype=np.int32)
        pixels = np.flatnonzero(missing)
        # Which patch has each pixel at each of its places; one past the last for none.
        over = index[np.clip(pixels[:, None] - moves, 0, len(missing))]
        seen = (over < len(targets)).any(1)
        self.pixels: Places = pixels[seen]
        self._over = np.ascontiguousarray(over[seen])
        self._moves = moves.astype(np.int32)
        self._ends = np.arange(0, self._over.size + 1, len(moves), dtype=np.int32)

    def cast(self, planes: Floats, places: Places, weights: Floats) -> Floats:
        """(pixels, planes): the mean of what the patches at `places` hold there, by the `weights` of the targets."""
        from scipy.sparse import csr_matrix

        if not len(self.pixels):
            return np.zeros((0, planes.shape[1]), np.float32)
        share = np.append(weights, np.float32(0))[self._over]
        # A patch that is not there counts nothing, wherever it points.
        at = np.append(places.astype(np.int32), np.int32(0))[self._over]
        at = np.where(share > 0, at + self._moves, 0)
        matrix = csr_matrix((share.ravel(), at.ravel(), self._ends), shape=(len(self.pixels), len(planes)))
        return np.asarray(matrix @ planes, np.float32) / share.sum(1, keepdims=True)
