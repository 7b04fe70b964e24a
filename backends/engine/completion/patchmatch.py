"""Finds for each patch of a hole the most alike patch of the known picture, without looking at all of them.

Barnes, Shechtman, Finkelstein, Goldman, "PatchMatch" (SIGGRAPH 2009): good matches of neighbours are tried one pixel
on, and chance finds the first. Here all patches take each trial at once, and propagation jumps like a flood (Rong and
Tan 2006), so that every step is one NumPy call over all of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

JUMPS = (8, 4, 2, 1)
# Pixels around a grid in which nothing lies, so that no jump leaves it.
PAD = max(JUMPS)


class Search:
    """Matches `targets` to places of `sources`, both flat places on one grid of `width` columns.

    `features` is (places, dimensions), the description of the patch around each place; only those of sources are read.
    A grid has PAD columns and rows at each side that are neither.
    """

    def __init__(self, features: Floats, sources: Flags, targets: Places, width: int) -> None:
        self._features = features
        self._sources = sources
        self._targets = targets
        self._width = width
        index = np.full(len(sources), -1, np.int64)
        index[targets] = np.arange(len(targets))
        self._neighbours = [
            (move, index[targets + move]) for jump in JUMPS for move in (jump, -jump, jump * width, -jump * width)
        ]
        self._wanted: Floats = np.zeros((len(targets), features.shape[1]), np.float32)
        self._work = np.empty_like(self._wanted)
        self.places: Places = np.zeros(len(targets), np.int64)
        self.costs: Floats = np.zeros(len(targets), np.float32)

    def start(self, places: Places, wanted: Floats) -> None:
        """`wanted` is (targets, dimensions), the description of each target as it looks now; `places` are sources."""
        self.places = places.copy()
        self._wanted = wanted
        self.costs = self._cost(self.places)

    def improve(self, random: np.random.Generator, rounds: int) -> None:
        for _ in range(rounds):
            for move, neighbour in self._neighbours:
                self._try(self._shifted(move, neighbour))
            self._wander(random)

    def settle(self, rounds: int, allowance: float, floor: float) -> None:
        """Take over a neighbour's shift where that costs at most `allowance` times more, or `floor` more: whole pieces
        of the picture are copied then, which keeps them sharp (coherence: Ashikhmin 2001)."""
        rows, columns = np.divmod(self._targets, self._width)
        nearest = self._neighbours[-4:]
        for turn in range(rounds):
            for parity in (0, 1):
                own = (rows + columns + turn) % 2 == parity
                move, neighbour = nearest[(turn * 2 + parity) % 4]
                self._try(np.where(own, self._shifted(move, neighbour), self.places), allowance, floor)

    def _shifted(self, move: int, neighbour: Places) -> Places:
        """What the neighbour `move` away holds, moved back by as much; a target without it keeps its own."""
        return np.where(neighbour >= 0, self.places[neighbour] - move, self.places)

    def _wander(self, random: np.random.Generator) -> None:
        """Chance trials in windows that shrink to a third."""
        width, height = self._width, len(self._sources) // self._width
        reach = max(width, height) // 2
        while reach >= 1:
            rows, columns = np.divmod(self.places, width)
            count = len(rows)
            rows = np.clip(rows + random.integers(-reach, reach + 1, count), 0, height - 1)
            columns = np.clip(columns + random.integers(-reach, reach + 1, count), 0, width - 1)
            self._try(rows * width + columns)
            reach //= 3

    def _try(self, places: Places, allowance: float = 1.0, floor: float = 0.0) -> None:
        places = np.where(self._sources[np.clip(places, 0, len(self._sources) - 1)], places, self.places)
        changed = np.flatnonzero(places != self.places)
        if not len(changed):
            return
        costs = self._cost(places[changed], changed)
        limit = self.costs[changed] * np.float32(allowance) + np.float32(floor)
        better = costs < limit
        chosen = changed[better]
        self.costs[chosen] = costs[better]
        self.places[chosen] = places[chosen]

    def _cost(self, places: Places, of: Any = None) -> Floats:
        """Squared distance between the descriptions."""
        work = self._work[: len(places)]
        np.take(self._features, places, axis=0, out=work, mode="clip")
        np.subtract(work, self._wanted if of is None else self._wanted[of], out=work)
        return np.einsum("ij,ij->i", work, work)
