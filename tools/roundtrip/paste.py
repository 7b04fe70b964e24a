"""Cuts the window out for a model, and puts what comes back into the photo: nothing outside the region changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.encoding import eight_bit, from_screen, screen_rgb
from backends.engine.measure.seam import Seam, seam
from backends.engine.pixels import Array, Pixels
from backends.engine.regions.base import Mask
from tools.receipt.register import Alignment, register, warp
from tools.roundtrip.window import Window

Floats = NDArray[np.float32]

# The new content comes in over this much of the region's smaller side, and at most so much of the window's.
_FEATHER, _WIDEST = 0.08, 0.03
# In registering, how much the region itself counts: it was to be repainted.
_REPAINTED = 0.02
# The region's light is not known to be the same; what lies further from it than this, of the window, is compared.
_LIGHT = 0.15
# A shift of light that is less than this per channel (of 255) is noise; one that is larger was asked for.
_LEAST_SHIFT, _MOST_SHIFT = 0.3, 24.0
_ROWS = 256


@dataclass(frozen=True, slots=True)
class Over:
    """A result laid over the part of the photo that was sent. `shift` is what was taken off its light (R, G, B of 255),
    as it had moved outside the region too."""

    part: Pixels
    pixels: Pixels
    alignment: Alignment
    shift: tuple[float, float, float]

    def mixed(self, inside: Mask) -> Pixels:
        """The part with the result in `inside` (255, of its size): every pixel outside is that of the part."""
        return replace(self.part, rgb=_mixed(self.part.rgb, self.pixels.rgb, _shares(inside)))

    def seam(self, together: Pixels, inside: Mask) -> Seam | None:
        """None where `inside` fills the part."""
        return seam(self.pixels.rgb, self.part.rgb, together.rgb, inside)


def cut(photo: Pixels, window: Window) -> NDArray[np.uint8]:
    """What the model gets: the window as 8-bit sRGB at the size to send."""
    shown = screen_rgb(Pixels(part_of(photo, window).rgb, None, photo.icc))
    if (shown.shape[1], shown.shape[0]) == window.sent:
        return shown
    how = cv2.INTER_AREA if window.scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(shown, window.sent, interpolation=how), np.uint8)


def laid(photo: Pixels, window: Window, inside: Mask, returned: Pixels) -> Over:
    """`returned` (sRGB, of any size, shifted or recompressed) over the window of the photo; `inside` is 255 where it
    was to be repainted, of the size of the window."""
    part = part_of(photo, window)
    # Compared at the size that was sent, since there is nothing finer in what came back.
    sent = cut(photo, window)
    small = np.asarray(cv2.resize(inside, window.sent, interpolation=cv2.INTER_NEAREST), np.uint8)
    weight = np.where(small > 0, _REPAINTED, 1.0).astype(np.float32)
    alignment = register(sent, eight_bit(returned.rgb), weight)
    shift = _moved_light(sent, eight_bit(warp(returned.rgb, alignment)), small)
    over = np.ascontiguousarray(warp(returned.rgb, alignment, (window.width, window.height)))
    pixels = Pixels(from_screen(_without(over, shift), Pixels(part.rgb, None, part.icc)), part.alpha, part.icc)
    return Over(part, pixels, alignment, shift)


def part_of(photo: Pixels, window: Window) -> Pixels:
    alpha = photo.alpha
    if alpha is not None:
        alpha = cast(Array, np.ascontiguousarray(alpha[window.rows, window.columns]))
    return Pixels(cast(Array, np.ascontiguousarray(photo.rgb[window.rows, window.columns])), alpha, photo.icc)


def put_into(photo: Pixels, window: Window, part: Pixels) -> Pixels:
    """The whole photo with `part` in its window; alpha is the photo's own."""
    rgb = photo.rgb.copy()
    rgb[window.rows, window.columns] = part.rgb
    return replace(photo, rgb=cast(Array, rgb))


def _moved_light(sent: NDArray[np.uint8], laid: NDArray[np.uint8], inside: Mask) -> tuple[float, float, float]:
    """A model moves the light of all that it is sent: by how much in the part that was not asked about."""
    near = _near(inside)
    if not near.any():
        return 0.0, 0.0, 0.0
    # The middle and not the mean: what was repainted around the region is no light.
    moved = np.median(laid[near].astype(np.float32) - sent[near], axis=0)
    if not _LEAST_SHIFT <= np.abs(moved).max() <= _MOST_SHIFT:
        return 0.0, 0.0, 0.0
    return round(float(moved[0]), 2), round(float(moved[1]), 2), round(float(moved[2]), 2)


def _without(laid: NDArray[Any], shift: tuple[float, float, float]) -> NDArray[Any]:
    if not any(shift):
        return laid
    top = np.iinfo(laid.dtype).max
    levels = np.arange(top + 1, dtype=np.float32)
    tables = (np.clip(levels - part * (top / 255) + 0.5, 0, top).astype(laid.dtype) for part in shift)
    return np.stack([table[laid[..., channel]] for channel, table in enumerate(tables)], axis=-1)


def _near(inside: Mask) -> NDArray[np.bool_]:
    distance = cv2.distanceTransform((inside == 0).astype(np.uint8), cv2.DIST_L2, 3)
    return (distance > 1) & (distance <= _LIGHT * max(inside.shape))


def _shares(inside: Mask) -> Floats:
    """0 on every pixel outside, and from there a smooth rise inside; the frame of the photo is no edge."""
    depth = np.asarray(cv2.distanceTransform((inside > 0).astype(np.uint8), cv2.DIST_L2, 5), np.float32)
    reach = max(1.0, min(_FEATHER * 2 * float(depth.max()), _WIDEST * max(inside.shape)))
    share = np.clip((depth - 0.5) / reach, 0, 1)
    return np.asarray(np.where(inside > 0, share * share * (3 - 2 * share), 0), np.float32)


def _mixed(before: Array, after: Array, share: Floats) -> Array:
    """In strips, since floats of a whole window would be many times the photo."""
    result = before.copy()
    for top in range(0, len(before), _ROWS):
        rows = slice(top, top + _ROWS)
        inside = share[rows] > 0
        if inside.any():
            start = before[rows][inside].astype(np.float32)
            over = after[rows][inside].astype(np.float32)
            mixed = start + (over - start) * share[rows][inside][:, None] + np.float32(0.5)
            result[rows][inside] = mixed.astype(before.dtype)
    return result
