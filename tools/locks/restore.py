"""Puts what is locked back into a result: the parent's own pixels, registered, with the blend outside of the lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from backends.engine.colour.encoding import eight_bit, from_screen, screen_rgb
from backends.engine.measure.seam import Seam, seam
from backends.engine.pixels import Array, Pixels
from backends.engine.regions.base import Mask, fitted
from backends.engine.regions.blend import Weights, blended
from backends.engine.within import LOCKED
from tools.receipt.register import Alignment, register, warp

# The blend beside a lock, of the long side; wider where the light differs more, as far as that.
_FEATHER, _PER_DELTA, _WIDEST = 0.012, 0.003, 0.05
# How much what is not locked counts in registering: it may have been repainted, but it steadies a small lock.
_REST = 0.15
# Rows of a difference at once.
_ROWS = 256


@dataclass(frozen=True, slots=True)
class Restored:
    """`pixels` in the frame, depth and encoding of the parent, `laid` the result alone in that frame.

    `found` is the largest difference of a locked pixel before (of 255, as delivered), `left` after; `seam` is None
    where the lock has no edge in the picture. `pasted` is false where the result kept to the lock within its tolerance
    by itself."""

    pixels: Pixels
    laid: Pixels
    alignment: Alignment
    found: float
    left: float
    pasted: bool
    seam: Seam | None


@dataclass(frozen=True, slots=True)
class Laid:
    """`over` is the result in the frame, depth and encoding of `ground`, which is the picture before; both have alpha
    where one of them does."""

    over: Pixels
    ground: Pixels
    alignment: Alignment


def laid_over(before: Pixels, after: Pixels, locked: Mask) -> Laid:
    """`after` (sRGB as a model gives it, of any size) over `before`, by what `locked` (255 inside) has in both."""
    height, width = before.rgb.shape[:2]
    weight = np.where(fitted(locked) > 0, 1.0, _REST).astype(np.float32)
    alignment = register(screen_rgb(before), eight_bit(after.rgb), weight)
    laid = from_screen(np.ascontiguousarray(warp(after.rgb, alignment, (width, height))), before)
    alpha = after.alpha
    if alpha is not None:
        alpha = np.ascontiguousarray(warp(alpha, alignment, (width, height)))
        alpha = cast(Array, from_screen(alpha[..., None].repeat(3, axis=2), Pixels(before.rgb))[..., 0])
    over = _as_opaque(Pixels(laid, alpha, before.icc), before)
    return Laid(over, _as_opaque(before, over), alignment)


def put_back(laid: Laid, locked: Mask) -> Pixels:
    """The result with every pixel in `locked` from the picture before, and a blend outside of that."""
    lit = seam(laid.ground.rgb, laid.over.rgb, laid.over.rgb, locked)
    feather = min(_WIDEST, _FEATHER + _PER_DELTA * (lit.light if lit else 0.0))
    free = fitted(np.asarray(255 - locked, np.uint8))
    return blended(laid.ground, laid.over, Weights(free, laid.ground, LOCKED, feather))


def restore(before: Pixels, after: Pixels, locked: Mask, *, tolerance: int = 0) -> Restored:
    """`after` (sRGB as a model gives it, of any size) laid over `before`, with its locked pixels from there.

    `locked` is 255 where nothing may differ, of the size of `before`. Every locked pixel of what comes back is that
    of `before`, unless all of them were within `tolerance` anyway.
    """
    laid = laid_over(before, after, locked)
    inside = locked > 0
    found = largest_difference(laid.ground, laid.over, inside)
    if found <= tolerance:
        return Restored(laid.over, laid.over, laid.alignment, found, found, False, None)
    together = put_back(laid, locked)
    measured = seam(laid.ground.rgb, laid.over.rgb, together.rgb, locked)
    left = largest_difference(laid.ground, together, inside)
    return Restored(together, laid.over, laid.alignment, found, left, True, measured)


def largest_difference(one: Pixels, other: Pixels, inside: np.ndarray) -> float:
    """Over the pixels `inside`, in 255ths whatever the depth, of any channel."""
    most = 0
    planes = [(one.rgb, other.rgb)]
    if one.alpha is not None and other.alpha is not None:
        planes.append((one.alpha, other.alpha))
    for first, second in planes:
        for top in range(0, inside.shape[0], _ROWS):
            rows = slice(top, top + _ROWS)
            if inside[rows].any():
                apart = np.abs(first[rows].astype(np.int32) - second[rows])[inside[rows]]
                most = max(most, int(apart.max()))
    return most * 255 / np.iinfo(one.rgb.dtype).max


def _as_opaque(pixels: Pixels, other: Pixels) -> Pixels:
    """With alpha where the other has it: what a model gave back without transparency is opaque, and is told so."""
    if pixels.alpha is not None or other.alpha is None:
        return pixels
    opaque = np.full(pixels.rgb.shape[:2], np.iinfo(pixels.rgb.dtype).max, pixels.rgb.dtype)
    return Pixels(pixels.rgb, cast(Array, opaque), pixels.icc)
