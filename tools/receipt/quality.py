"""Damage to the picture as a whole: noise, compression and blur, each apart from the others and from the edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.receipt.pictures import Rgb

Floats = NDArray[Any]

_BLOCK = 8
# JPEG qualities that the result is compared with, from bad to good, and one that nobody minds.
_LADDER, _GOOD = (10, 15, 20, 25, 30, 37, 45, 60), 75
# At most this many pixels of the picture are coded again at each of them.
_MOST = 250_000
# What counts as a step between two qualities: of the error (natural logarithm), of the fine detail and of the grid.
_STEPS = np.array([0.25, 0.08, 0.25])
# Blocks that vary by less (a variance in steps of 255) show no compression.
_TEXTURE = 1.0
# A step between two pixels stands for no more than this many of 255 in the search for a grid.
_MOST_STEP = 8.0
# Blocks whose light leaves room for noise on both sides.
_DARK, _LIGHT = 18.0, 237.0
_REPAINTED = 9.0


@dataclass(frozen=True, slots=True)
class Quality:
    """`noise` that came on top, as the standard deviation of a channel in steps of 255; `like_jpeg` the JPEG quality
    that would do the same to this picture, 100 for nothing, and `error` what that leaves of it, as the standard
    deviation where there is texture; `blocks` how much of the grid of 8 pixels that such a JPEG would show is there, 0
    for none; `fine` and `broad` the share of fine and of less fine detail that is left, 1 for all."""

    noise: float = 0.0
    like_jpeg: float = 100.0
    error: float = 0.0
    blocks: float = 0.0
    fine: float = 1.0
    broad: float = 1.0


def quality(before: Rgb, after: Rgb, stays: NDArray[np.bool_]) -> Quality:
    """Of `after`, which lies on `before` in its tone, where `stays` says that nothing was to change."""
    rows, columns = _piece(stays)
    one, other, there = before[rows, columns], after[rows, columns], stays[rows, columns].copy()
    # Green holds most of the light, and noise of its own as strong as that of any channel.
    light, changed = (np.asarray(picture[..., 1], np.float32) for picture in (one, other))
    # What was repainted differs broadly, which grain and compression never do.
    there &= np.abs(_soft(changed - light, 4.0)) < _REPAINTED
    blocks = _blocks(there.astype(np.float32)) > 0.99
    if blocks.sum() < 24:
        return Quality()
    marks = _Marking(light, there, blocks)
    error, coded = marks.error(changed), _coded(one, _GOOD)
    noise = _noise(light, error - marks.error(coded), blocks)
    like, found, expected = _like_jpeg(one, marks, marks.of(changed), marks.of(coded))
    broad = _soft(light, 1.0) - _soft(light, 2.5)
    return Quality(
        noise=noise,
        like_jpeg=like,
        error=float(np.sqrt(max(0.0, np.exp(found[_ERROR]) - _FLOOR))),
        blocks=float(np.clip(found[_GRID] / max(float(expected[_GRID]), 0.1), 0, 2)),
        fine=float(found[_FINE]),
        broad=_left(_soft(changed, 1.0) - _soft(changed, 2.5), broad, there),
    )


class _Softer:
    """Takes out of a difference what being softer explains: that is no noise and no compression."""

    def __init__(self, light: Floats, there: NDArray[np.bool_]) -> None:
        parts = [light - _soft(light, reach) for reach in (0.7, 1.3, 2.5)]
        self.busy = _blocks(parts[2] ** 2)
        self._parts = np.stack([part.ravel() for part in parts])
        self._known = self._parts * there.ravel()
        gram = self._known @ self._parts.T
        self._gram = gram + np.eye(3) * (1e-3 * np.trace(gram) + 1e-6)

    def error(self, away: Floats) -> Floats:
        """Mean square a block of what is left."""
        explained = np.linalg.solve(self._gram, self._known @ away.ravel()).astype(np.float32)
        rest = away - (explained @ self._parts).reshape(away.shape)
        return _blocks(rest * rest)


def _piece(stays: NDArray[np.bool_]) -> tuple[slice, slice]:
    """The middle, in whole blocks of 8 from the corner, so that a JPEG's own grid is kept."""
    height, width = stays.shape
    share = min(1.0, (_MOST / (height * width)) ** 0.5)
    down, across = (max(_BLOCK, int(side * share) // _BLOCK * _BLOCK) for side in (height, width))
    top, left = ((side - part) // 2 // _BLOCK * _BLOCK for side, part in ((height, down), (width, across)))
    return slice(top, top + down), slice(left, left + across)


def _soft(light: Floats, reach: float) -> Floats:
    return cv2.GaussianBlur(light, (0, 0), reach)


def _blocks(values: Floats) -> Floats:
    size = max(1, values.shape[1] // _BLOCK), max(1, values.shape[0] // _BLOCK)
    cut = values[: size[1] * _BLOCK, : size[0] * _BLOCK]
    return np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_AREA))


def _noise(light: Floats, more: Floats, blocks: NDArray[np.bool_]) -> float:
    """What is more than a good JPEG would leave, in the quietest third of the blocks: compression spares those."""
    busy, level = _blocks((light - _soft(light, 1.5)) ** 2), _blocks(light)
    useful = blocks & (level > _DARK) & (level < _LIGHT)
    if useful.sum() < 8:
        useful = blocks
    quiet = useful & (busy <= np.percentile(busy[useful], 33))
    return float(np.sqrt(max(0.0, float(np.median(more[quiet])))))


def _left(after: Floats, before: Floats, there: NDArray[np.bool_]) -> float:
    energy = float((before[there] ** 2).sum())
    return float((after[there] * before[there]).sum() / energy) if energy > there.sum() * 0.3 else 1.0


_ERROR, _FINE, _GRID = 0, 1, 2
# Mean square, in steps of 255, that rounding leaves.
_FLOOR = 0.25


class _Marking:
    """What compression does to a picture, as numbers that can be compared: see `of`."""

    def __init__(self, light: Floats, there: NDArray[np.bool_], blocks: NDArray[np.bool_]) -> None:
        self._light, self._there = light, there
        self._softer = _Softer(light, there)
        self._fine = light - _soft(light, 1.0)
        self._grid = _grid(light, there)
        busy = self._softer.busy
        textured = blocks & (busy >= max(_TEXTURE, float(np.percentile(busy[blocks], 60))))
        self._textured = textured if textured.sum() >= 24 else blocks & (busy >= np.percentile(busy[blocks], 60))

    def error(self, changed: Floats) -> Floats:
        return self._softer.error(changed - self._light)

    def fine(self, changed: Floats) -> float:
        return _left(changed - _soft(changed, 1.0), self._fine, self._there)

    def of(self, changed: Floats) -> Floats:
        """The logarithm of the error in the middle of the blocks with texture, the fine detail that is left, and by how
        much a grid of 8 pixels stands out more than before, in the direction in which it does less."""
        height = float(np.median(np.log(self.error(changed)[self._textured] + _FLOOR)))
        more = (_grid(changed, self._there) - self._grid).max(1).min()
        return np.array([height, self.fine(changed), max(0.0, float(np.log1p(max(0.0, more))))])


def _like_jpeg(rgb: Rgb, marks: _Marking, found: Floats, good: Floats) -> tuple[float, Floats, Floats]:
    """The quality whose marks are nearest, with the marks that were found and those of that quality. The error alone
    does not tell: where all grain is gone at a quality of 75, one of 30 leaves no more of it."""
    worse = (found - good) / _STEPS * (1, -1, 1)
    if (worse <= 0.4).all():
        return float(np.interp(found[_ERROR], [good[_ERROR] - 2, good[_ERROR]], [100, _GOOD])), found, good
    ladder = [(step, marks.of(_coded(rgb, step))) for step in _LADDER] + [(_GOOD, good)]
    step, nearest = min(ladder, key=lambda one: float((((found - one[1]) / _STEPS) ** 2).sum()))
    return float(step), found, nearest


def _grid(light: Floats, there: NDArray[np.bool_]) -> Floats:
    """By how much the steps between pixels stand out every eighth time, by where in eight they lie: (2, 8), across and
    down; 0 for a picture that was never cut in blocks."""
    return np.stack([_standing_out(light, there), _standing_out(light.T, there.T)])


def _standing_out(light: Floats, there: NDArray[np.bool_]) -> Floats:
    step = light[:, 1:] - light[:, :-1]
    bend = np.minimum(np.abs(step[:, 1:-1] - (step[:, :-2] + step[:, 2:]) / 2), _MOST_STEP)
    counts = (there[:, :-3] & there[:, 3:]).astype(np.float32)
    columns, many = (bend * counts).sum(0), counts.sum(0)
    phases = np.array([columns[at::_BLOCK].sum() / max(1.0, float(many[at::_BLOCK].sum())) for at in range(_BLOCK)])
    return phases / (np.median(phases) + 0.05) - 1


def _coded(rgb: Rgb, step: int) -> Floats:
    coded = cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, step])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.float32)[..., 1]
