"""The repairs that need no model: lay a result back over its frame, put back what was to stay, bring it to its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.encoding import eight_bit, from_screen, screen_rgb
from backends.engine.measure.seam import Seam
from backends.engine.pixels import Array, Pixels
from backends.engine.regions.base import Mask
from backends.errors import BadRequest, NotPossible
from tools.locks.honest import Verdict, judged
from tools.locks.restore import restore
from tools.receipt.register import covered, register, warp
from tools.repair.failed import REALIGN, RECROP, RESTORE

# Enlarging by more than this would pretend detail.
_LARGEST = 2.0
# A shape that differs by less is brought there by a stretch nobody sees; by more, by a crop.
_SAME = 0.004
# Steps of 255 by which the light of the two may differ where what one lacks is taken from the other.
_ONE_PICTURE = 4.0


@dataclass(frozen=True, slots=True)
class Repaired:
    """`did` names the repairs in the order they were done, `notes` are whole sentences about each; `verdict` says
    whether what was put back sits in honestly (None where nothing was)."""

    pixels: Pixels
    did: tuple[str, ...]
    notes: tuple[str, ...] = ()
    seam: Seam | None = None
    verdict: Verdict | None = None


def repaired(
    before: Pixels,
    after: Pixels,
    repairs: Sequence[str],
    *,
    locked: Mask | None = None,
    label: str = "what was to stay",
    size: tuple[int, int] = (0, 0),
) -> Repaired:
    """Do the local ones of `repairs` in the order that makes sense. `after` is sRGB as a model gives it.

    `locked` is 255 where nothing was to change, of the size of `before`; `size` (width, height) what was asked, 0 for a
    free side. Raises BadRequest where a repair lacks what it needs, NotPossible where it cannot be done.
    """
    did: list[str] = []
    notes: list[str] = []
    seam: Seam | None = None
    verdict: Verdict | None = None
    pixels = after
    if RESTORE in repairs:
        if locked is None:
            raise BadRequest("It is not known what was to stay", "Give it as --keep or as a lock.")
        put = restore(before, after, locked)
        pixels, seam, verdict = put.pixels, put.seam, judged(put.seam, label)
        did += [REALIGN, RESTORE] if put.alignment.accepted else [RESTORE]
        notes.append(f"{label[:1].upper()}{label[1:]} was put back; {verdict.words}.")
    elif REALIGN in repairs:
        pixels, said = realigned(before, after)
        did.append(REALIGN)
        notes.append(said)
    if RECROP in repairs:
        pixels, said = recropped(pixels, size)
        did.append(RECROP)
        notes.append(said)
    return Repaired(pixels, tuple(did), tuple(notes), seam, verdict)


def realigned(before: Pixels, after: Pixels) -> tuple[Pixels, str]:
    """`after` in the frame, the size and the encoding of `before`, and what that took. Raises NotPossible where the two
    do not agree anywhere."""
    height, width = before.rgb.shape[:2]
    alignment = register(screen_rgb(before), eight_bit(after.rgb))
    if not alignment.accepted and not alignment.as_it_was:
        raise NotPossible("the result shows too little of the picture before to be laid over it", "Ask for it again.")
    laid = from_screen(np.ascontiguousarray(warp(after.rgb, alignment, (width, height))), before)
    there = covered(alignment, (width, height))
    missing = 1 - float(there.mean())
    fits = missing <= 0.001 or _same_light(before, laid, there)
    if fits:
        laid = np.where(there[..., None], laid, before.rgb)
    alpha = None
    if after.alpha is not None:
        alpha = cast(Array, np.ascontiguousarray(warp(after.alpha, alignment, (width, height))))
        if alpha.dtype != laid.dtype:
            alpha = cast(Array, from_screen(alpha[..., None].repeat(3, axis=2), Pixels(laid))[..., 0])
    said = (
        f"Laid back over the frame: moved by {alignment.dx:+.1f}, {alignment.dy:+.1f} pixels, zoom"
        f" {1 / alignment.scale:.4f}."
    )
    if missing > 0.001:
        how = "is from the picture before" if fits else "was drawn out from its edge"
        said += f" {missing:.1%} of the frame lay outside of the result and {how}."
    return Pixels(laid, alpha, before.icc), said


def _same_light(before: Pixels, laid: Array, there: NDArray[np.bool_]) -> bool:
    """Whether what stands beside each other would look like one picture: half of it differs by next to nothing."""
    apart = np.abs(eight_bit(laid[there][::7]).astype(np.int16) - eight_bit(before.rgb[there][::7]))
    return bool(apart.size) and float(np.median(apart)) <= _ONE_PICTURE


def recropped(pixels: Pixels, size: tuple[int, int]) -> tuple[Pixels, str]:
    """To exactly `size`: cut to its shape around the middle, then resized. Raises NotPossible beyond twice the size."""
    height, width = pixels.rgb.shape[:2]
    wide, high = size
    if not wide and not high:
        raise BadRequest("It is not known which size was asked", "Give a size.")
    wide, high = wide or round(high * width / height), high or round(wide * height / width)
    ratio = wide / high
    across, down = width, height
    if abs(width / height / ratio - 1) > _SAME:
        across, down = min(width, round(height * ratio)), min(height, round(width / ratio))
    if max(wide / across, high / down) > _LARGEST:
        raise NotPossible(
            f"{across} x {down} pixels were delivered and {wide} x {high} asked: more than twice that shows no detail",
            "Ask a model that makes it larger.",
        )
    left, top = (width - across) // 2, (height - down) // 2
    part = slice(top, top + down), slice(left, left + across)
    cut = 1 - across * down / (width * height)

    def resized(plane: Array) -> Array:
        how = cv2.INTER_AREA if wide < across else cv2.INTER_LANCZOS4
        return cast(Array, np.asarray(cv2.resize(np.ascontiguousarray(plane[part]), (wide, high), interpolation=how)))

    alpha = None if pixels.alpha is None else resized(pixels.alpha)
    said = f"Brought from {width} x {height} to {wide} x {high}" + (f", {cut:.0%} was cut off." if cut > 0.001 else ".")
    return Pixels(resized(pixels.rgb), alpha, pixels.icc), said
