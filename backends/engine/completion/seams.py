"""Evens out what was copied: the colour steps at the rim of a filled hole and between its pieces become gradual.

Perez, Gangnet, Blake, "Poisson Image Editing" (SIGGRAPH 2003), with the copied pieces' own gradients across their
seams. Steps too large to be a difference of light are edges of things and are not spread, which would bleed colour.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backends.engine.completion.patchmatch import Flags, Floats

# Levels of a step that is spread half.
_STEP = 24.0

Field = NDArray[np.int16]


def copied(picture: Floats, field: Field) -> Floats:
    """`picture` (height, width, 3) with each pixel taken from where `field` (height, width, 2) says."""
    height, width = picture.shape[:2]
    rows, columns = np.mgrid[:height, :width]
    return picture[np.clip(rows + field[..., 0], 0, height - 1), np.clip(columns + field[..., 1], 0, width - 1)]


def correction(picture: Floats, hole: Flags, field: Field) -> Floats:
    """(height, width, 3) levels to add to what is copied into the hole; 0 outside. `field` reaches past the rim."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.linalg import splu

    shape = picture.shape
    if not hole.any():
        return np.zeros(shape, np.float32)
    number = np.full(hole.shape, -1, np.int64)
    number[hole] = np.arange(np.count_nonzero(hole))
    count = int(number.max()) + 1
    diagonal, wanted = np.zeros(count), np.zeros((count, 3))
    rows: list[NDArray[np.int64]] = []
    columns: list[NDArray[np.int64]] = []
    for down, across in ((0, 1), (1, 0)):
        first = slice(0, shape[0] - down), slice(0, shape[1] - across)
        second = slice(down, None), slice(across, None)
        pair = hole[first] | hole[second]
        a, b = number[first][pair], number[second][pair]
        step = _step(picture, hole, field, (down, across))[pair]
        for own, other, sign in ((a, b, -1.0), (b, a, 1.0)):
            inside = own >= 0
            np.add.at(diagonal, own[inside], 1.0)
            np.add.at(wanted, own[inside], sign * step[inside])
            both = inside & (other >= 0)
            rows.append(own[both])
            columns.append(other[both])
    at, other = np.concatenate(rows), np.concatenate(columns)
    every = np.arange(count)
    values = np.concatenate([np.full(len(at), -1.0), diagonal])
    system = coo_matrix((values, (np.concatenate([at, every]), np.concatenate([other, every]))), (count, count))
    result = np.zeros(shape, np.float32)
    result[hole] = splu(system.tocsc(), permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True}).solve(wanted)
    return result


def _step(picture: Floats, hole: Flags, field: Field, move: tuple[int, int]) -> Floats:
    """How much the correction should rise from each pixel to the one `move` away: what the step between them is beyond
    the step that their sources have. Known pixels need no correction."""
    down, across = move
    first = slice(0, hole.shape[0] - down), slice(0, hole.shape[1] - across)
    second = slice(down, None), slice(across, None)
    content = np.where(hole[..., None], copied(picture, field), picture)
    actual = content[second] - content[first]
    of_first = _moved(picture, field, move)[first] - copied(picture, field)[first]
    of_second = copied(picture, field)[second] - _moved(picture, field, (-down, -across))[second]
    here, there = hole[first][..., None], hole[second][..., None]
    meant = np.where(here & there, (of_first + of_second) / 2, np.where(here, of_first, of_second))
    step = meant - actual
    size = np.sqrt(np.mean(step * step, -1, keepdims=True))
    return step * (_STEP**2 / (_STEP**2 + size * size))


def _moved(picture: Floats, field: Field, move: tuple[int, int]) -> Floats:
    return copied(picture, (field + np.array(move, np.int16)).astype(np.int16))
