"""Finds shift, zoom and turn to a small part of a pixel by Gauss-Newton steps that a changed background cannot pull."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.receipt.structure import Floats, Level

Motion = NDArray[np.float64]

# Cells that each give points of their own, so that one busy corner does not decide the zoom alone.
_CELLS, _PER_CELL = 16, 120
# As many on the small copies, which only lead to the large one.
FEWER = 40
# Deviations beyond this many units of contrast are changed content, whatever their spread.
_LEAST_SPREAD, _MOST_SPREAD = 0.12, 0.8
# Pixels of a level across a tile whose agreement is judged.
TILE = 16
_LEAST_POINTS = 40
# Pixels that a corner may be off by a turn for each unit of contrast that the structures differ by: photos, posters and
# cut-outs have .01 to .07, a colour wheel .16.
_TURN, _UNTOLD = 1, 0.12

IDENTITY: Motion = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])


@dataclass(frozen=True, slots=True)
class Points:
    """Pixels of a level that have an edge: `place` (n, 2) from the middle in pixels of the whole picture, `value` of
    the structure there, `slope` (n, 4) of it by zoom, turn, right and down, and how much each `counts`."""

    place: NDArray[np.float64]
    value: Floats
    slope: NDArray[np.float64]
    counts: Floats
    reach: float

    def tell_turns(self) -> bool:
        """Whether a turn would show: what is round about the middle looks the same turned."""
        normal = (self.slope * self.counts[:, None]).T @ self.slope
        spread = np.linalg.inv(normal + np.eye(4) * 1e-6)
        return bool(spread[_TURN, _TURN] < _UNTOLD**2)


def points(level: Level, weight: Floats | None, reach: float, most: int = _PER_CELL) -> Points:
    """The strongest edges of every cell, `most` of each; `reach` is half the diagonal of the whole picture, the unit of
    zoom."""
    structure = level.structure
    height, width = structure.shape
    across = cv2.Sobel(structure, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    down = cv2.Sobel(structure, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    strength = across * across + down * down
    strength[:2], strength[-2:], strength[:, :2], strength[:, -2:] = 0, 0, 0, 0
    if weight is not None:
        strength = strength * _at_size(weight, (width, height))
    rows, columns = _strongest(strength, most)
    counts = np.ones(len(rows), np.float32)
    if weight is not None:
        counts = _at_size(weight, (width, height))[rows, columns]
    x = (columns + 0.5 - width / 2) / level.factor[0]
    y = (rows + 0.5 - height / 2) / level.factor[1]
    gx = across[rows, columns].astype(np.float64) * level.factor[0]
    gy = down[rows, columns].astype(np.float64) * level.factor[1]
    slope = np.stack([(gx * x + gy * y) / reach, (gy * x - gx * y) / reach, gx, gy], axis=1)
    return Points(np.stack([x, y], axis=1), structure[rows, columns], slope, counts, reach)


def _at_size(weight: Floats, size: tuple[int, int]) -> Floats:
    return np.asarray(cv2.resize(weight, size, interpolation=cv2.INTER_AREA), np.float32)


def _strongest(strength: Floats, most: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    height, width = strength.shape
    down, across = max(1, height // _CELLS), max(1, width // _CELLS)
    rows, columns = height // down, width // across
    cells = strength[: rows * down, : columns * across].reshape(rows, down, columns, across).swapaxes(1, 2)
    flat = cells.reshape(rows * columns, down * across)
    most = min(most, flat.shape[1])
    best = np.argpartition(flat, -most, axis=1)[:, -most:]
    cell = np.repeat(np.arange(rows * columns), most)
    inside = best.ravel()
    keep = flat[cell, inside] > 1e-5
    cell, inside = cell[keep], inside[keep]
    return (cell // columns) * down + inside // across, (cell % columns) * across + inside % across


def sampled(level: Level, motion: Motion, before: Points) -> tuple[Floats, NDArray[np.bool_]]:
    """The structure of the other picture where the points went, and which of them are still in its frame."""
    height, width = level.structure.shape
    went = before.place @ motion[:, :2].T + motion[:, 2]
    x = went[:, 0] * level.factor[0] + width / 2 - 0.5
    y = went[:, 1] * level.factor[1] + height / 2 - 0.5
    inside = (x > 1) & (x < width - 2) & (y > 1) & (y < height - 2)
    maps = x.astype(np.float32)[:, None], y.astype(np.float32)[:, None]
    found = cv2.remap(level.structure, *maps, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    # OpenCV looks up thirty-seconds of a pixel; what is left of a shift that all points share would stay.
    rest = [(at - np.rint(at * 32) / 32) / step for at, step in zip((x, y), level.factor, strict=True)]
    return np.asarray(found[:, 0] + (before.slope[:, 2:] * np.stack(rest, 1)).sum(1), np.float32), inside


def refined(before: Points, after: Level, motion: Motion, steps: int = 12, enough: float = 0.004) -> Motion:
    """`motion` improved at one level (inverse compositional, Baker and Matthews 2004, with weights of Geman and
    McClure). It ends when a step moves no corner by more than `enough` pixels of the level."""
    for _ in range(steps if len(before.place) >= _LEAST_POINTS else 0):
        found, inside = sampled(after, motion, before)
        if inside.sum() < _LEAST_POINTS:
            break
        apart = found[inside] - before.value[inside]
        spread = np.clip(1.4826 * np.median(np.abs(apart)), _LEAST_SPREAD, _MOST_SPREAD)
        counts = before.counts[inside] / (1 + (apart / spread) ** 2) ** 2
        slope = before.slope[inside]
        weighted = slope * counts[:, None]
        normal = weighted.T @ slope
        step = np.linalg.solve(normal + np.eye(4) * 1e-9 * (np.trace(normal) + 1e-9), weighted.T @ apart)
        motion = _less(motion, step, before.reach)
        if np.abs(step).sum() * max(after.factor) < enough:
            break
    return motion


def _less(motion: Motion, step: NDArray[np.float64], reach: float) -> Motion:
    zoom, turn = 1 + step[0] / reach, step[1] / reach
    made = np.array([[zoom, -turn, step[2]], [turn, zoom, step[3]], [0, 0, 1]])
    return (np.vstack([motion, [0, 0, 1]]) @ np.linalg.inv(made))[:2]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well the structures agree tile by tile: correlation -1..1, how much each tile counts, and how much of the
    smaller picture both show."""

    tiles: Floats
    counts: Floats
    overlap: float

    def residual(self, others: Floats) -> float:
        """Mean disagreement of the better half of the tiles, where both have something to compare: what was repainted
        should not speak."""
        counts = np.minimum(self.counts, others)
        total = counts.sum()
        if total <= 0:
            return 1.0
        order = np.argsort(-self.tiles, axis=None)
        heap = np.cumsum(counts.ravel()[order])
        best = order[: int(np.searchsorted(heap, total / 2)) + 1]
        share = counts.ravel()[best]
        disagreement = 1 - np.clip(self.tiles.ravel()[best], 0, 1)
        return float((disagreement * share).sum() / max(share.sum(), 1e-9))


def onto(before: Level, after: Level, motion: Motion) -> NDArray[np.float64]:
    """2x3 from pixels of the one level to pixels of the other."""
    height, width = before.light.shape
    high, wide = after.light.shape
    turn = np.diag(after.factor) @ motion[:, :2] @ np.diag([1 / before.factor[0], 1 / before.factor[1]])
    middle = np.array([width / 2 - 0.5, height / 2 - 0.5])
    move = np.diag(after.factor) @ motion[:, 2] + np.array([wide / 2 - 0.5, high / 2 - 0.5]) - turn @ middle
    return np.column_stack([turn, move])


def laid_over(before: Level, after: Level, motion: Motion) -> Floats:
    """The light of `after` in the frame of `before`, below zero where there is none."""
    size, flags = before.light.shape[::-1], cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    light = cv2.warpAffine(after.light, onto(before, after, motion), size, flags=flags, borderValue=-1e6)
    return np.asarray(light, np.float32)


def agreement(before: Level, after: Level, motion: Motion, weight: Floats | None = None) -> Agreement:
    height, width = before.structure.shape
    high, wide = after.structure.shape
    matrix = onto(before, after, motion)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    other = cv2.warpAffine(after.structure, matrix, (width, height), flags=flags)
    there = cv2.warpAffine(np.ones((high, wide), np.float32), matrix, (width, height), flags=cv2.WARP_INVERSE_MAP)
    counts = before.contrast**2 / (before.contrast**2 + 36.0) * (there > 0.99)
    if weight is not None:
        counts = counts * cv2.resize(weight, (width, height), interpolation=cv2.INTER_AREA)
    size = max(1, width // TILE), max(1, height // TILE)

    def tiles(values: Floats) -> Floats:
        return np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), np.float32)

    one = before.structure
    both, ones, others = tiles(one * other * counts), tiles(one * one * counts), tiles(other * other * counts)
    smaller = min(1.0, high * wide / abs(float(np.linalg.det(matrix[:, :2]))) / (height * width))
    return Agreement(both / np.sqrt(ones * others + 1e-6), tiles(counts), float(there.mean()) / smaller)
