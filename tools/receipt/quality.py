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
# JPEG qualities that the difference is compared with, from bad to good.
_LADDER, _GOOD = (10, 20, 30, 40, 50, 62), 75
# At most this many pixels of the picture are coded again at each of them.
_MOST = 300_000
# Blocks whose light leaves room for noise on both sides.
_DARK, _LIGHT = 18.0, 237.0
_REPAINTED = 9.0


@dataclass(frozen=True, slots=True)
class Quality:
    """`noise` that came on top, as the standard deviation of a channel in steps of 255; `like_jpeg` the JPEG quality
    that would do as much to this picture, 100 for nothing; `fine` and `broad` the share of fine and of less fine
    detail that is left, 1 for all."""

    noise: float = 0.0
    like_jpeg: float = 100.0
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
    softer = _Softer(light, there)
    error = softer.error(changed - light)
    good = softer.error(_coded(one, _GOOD) - light)
    fine, broad = light - _soft(light, 1.0), _soft(light, 1.0) - _soft(light, 2.5)
    return Quality(
        noise=_noise(light, error - good, blocks),
        like_jpeg=_like_jpeg(one, light, softer, error, good, blocks),
        fine=_left(changed - _soft(changed, 1.0), fine, there),
        broad=_left(_soft(changed, 1.0) - _soft(changed, 2.5), broad, there),
    )


class _Softer:
    """Takes out of a difference what being softer explains: that is no noise and no compression."""

    def __init__(self, light: Floats, there: NDArray[np.bool_]) -> None:
        parts = [light - _soft(light, reach) for reach in (0.7, 1.3, 2.5)]
        self.busy = _blocks(parts[2] ** 2)
        self._basis = np.stack([part.ravel() for part in parts], 1)
        self._there = there.ravel()
        gram = self._basis[self._there].T @ self._basis[self._there]
        self._gram = gram + np.eye(3) * (1e-3 * np.trace(gram) + 1e-6)

    def error(self, away: Floats) -> Floats:
        """Mean square a block of what is left."""
        explained = np.linalg.solve(self._gram, self._basis[self._there].T @ away.ravel()[self._there])
        rest = away - (self._basis @ explained).reshape(away.shape)
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


def _like_jpeg(
    rgb: Rgb, light: Floats, softer: _Softer, error: Floats, good: Floats, blocks: NDArray[np.bool_]
) -> float:
    """Where the error stands on a ladder of the same picture saved at falling qualities: by the middle of the blocks
    that have texture."""
    textured = blocks & (softer.busy >= np.percentile(softer.busy[blocks], 60))

    def height(errors: Floats) -> float:
        return float(np.median(np.log(errors[textured] + 0.25)))

    if height(error) <= height(good):
        return float(np.interp(height(error), [height(good) - 2, height(good)], [100, _GOOD]))
    ladder = [height(softer.error(_coded(rgb, step) - light)) for step in _LADDER] + [height(good)]
    rising = np.maximum.accumulate(-np.array(ladder))
    return float(np.interp(-height(error), rising, [*_LADDER, _GOOD]))


def _coded(rgb: Rgb, step: int) -> Floats:
    coded = cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, step])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.float32)[..., 1]
