"""Brings what is locked into the light around it. That recolours it, so it is offered and never done unasked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import cv2
import numpy as np

from backends.engine.colour.encoding import eight_bit
from backends.engine.pixels import Array, Pixels
from backends.engine.regions.base import Mask, fitted
from backends.engine.regions.blend import Weights, blended
from backends.engine.within import LOCKED

# The ring whose light is matched, of the long side.
_RING = 0.03
# Its light fits, so a short blend does.
_FEATHER = 0.01


class How(StrEnum):
    """`ring` moves lightness and colour by what the ring around it did; `clone` solves for the gradients (Perez and
    others 2003), which follows a light that changes along the edge."""

    RING = "ring"
    CLONE = "clone"


@dataclass(frozen=True, slots=True)
class Matched:
    """`moved` is the mean CIEDE2000 by which locked pixels were recoloured: what must be said."""

    pixels: Pixels
    moved: float


def match_light(before: Pixels, laid: Pixels, locked: Mask, how: How = How.RING) -> Matched:
    """What is locked from `before`, recoloured to the light of `laid`, in `laid`; both of one size and encoding."""
    inside = locked > 0
    if how is How.CLONE and not _reaches_the_frame(locked):
        piece = _cloned(before, laid, locked)
    else:
        piece = _ring_matched(before, laid, locked)
    free = fitted(np.asarray(255 - locked, np.uint8))
    together = blended(piece, laid, Weights(free, piece, LOCKED, _FEATHER))
    moved = _delta(eight_bit(before.rgb)[inside], eight_bit(together.rgb)[inside])
    return Matched(together, moved)


def _ring_matched(before: Pixels, laid: Pixels, locked: Mask) -> Pixels:
    most = np.float32(np.iinfo(before.rgb.dtype).max)
    ring = _around(locked, _RING)
    if not ring.any():
        return before
    old, new = (_lab(picture.rgb[ring][:, None])[:, 0].mean(0) for picture in (before, laid))
    # Lightness scales, as light does; what is black stays black.
    gain = float(np.clip(new[0] / max(float(old[0]), 1.0), 0.25, 4.0))
    rows, columns = np.flatnonzero((ring | (locked > 0)).any(1)), np.flatnonzero((ring | (locked > 0)).any(0))
    frame = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    lab = _lab(before.rgb[frame])
    lab[..., 0] *= gain
    lab[..., 1:] += (new - old)[1:]
    result = before.rgb.copy()
    drawn = np.clip(cv2.cvtColor(lab, cv2.COLOR_Lab2RGB), 0, 1) * most + np.float32(0.5)
    result[frame] = drawn.astype(result.dtype)
    return Pixels(result, before.alpha, before.icc)


def _cloned(before: Pixels, laid: Pixels, locked: Mask) -> Pixels:
    """OpenCV clones 8 bits, around the middle of the mask's box. Its edge lies outside of the lock, where both
    pictures show the same things."""
    wider = np.where(_around(locked, _RING / 2) | (locked > 0), 255, 0).astype(np.uint8)
    left, top, width, height = cv2.boundingRect(wider)
    middle = left + width // 2, top + height // 2
    cloned = cv2.seamlessClone(eight_bit(before.rgb), eight_bit(laid.rgb), wider, middle, cv2.NORMAL_CLONE)
    if before.rgb.dtype != np.uint8:
        cloned = cloned.astype(np.uint16) * np.uint16(257)
    return Pixels(cast(Array, cloned), before.alpha, before.icc)


def _around(locked: Mask, share: float) -> np.ndarray:
    distance = cv2.distanceTransform((locked == 0).astype(np.uint8), cv2.DIST_L2, 5)
    return (distance > 0) & (distance <= max(3.0, share * max(locked.shape)))


def _reaches_the_frame(locked: Mask) -> bool:
    """Cloning needs a rim of ground on all sides."""
    rim = round(_RING * max(locked.shape)) + 2
    inner = np.zeros_like(locked)
    inner[rim:-rim, rim:-rim] = locked[rim:-rim, rim:-rim]
    return int((inner > 0).sum()) < int((locked > 0).sum())


def _lab(rgb: Array) -> np.ndarray:
    most = np.float32(np.iinfo(rgb.dtype).max)
    return cv2.cvtColor(np.ascontiguousarray(rgb, np.float32) / most, cv2.COLOR_RGB2Lab)


def _delta(one: np.ndarray, other: np.ndarray) -> float:
    from skimage.color import deltaE_ciede2000

    step = max(1, len(one) // 40_000)
    first, second = (_lab(values[::step][:, None])[:, 0].astype(np.float64) for values in (one, other))
    return round(float(deltaE_ciede2000(first, second).mean()), 2)
