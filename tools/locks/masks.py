"""A lock as pixels: where nothing may change, and the same as the mask that a model takes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from enum import StrEnum

import cv2
import numpy as np
from PIL import Image

from backends.engine.held import held
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Mask
from backends.engine.regions.geometry import drawn_out, rasterised
from backends.engine.render import reframes, size_after
from backends.types import Geometry, Lock

# Models paint over a mask's edge by a few pixels, and what lies beside a lock is blended: of the long side.
_ROOM = 0.008


class Convention(StrEnum):
    """What a model's mask means."""

    WHITE_CHANGES = "white changes"
    BLACK_CHANGES = "black changes"
    TRANSPARENT_CHANGES = "transparent changes"


def locked_pixels(locks: Sequence[Lock], source: Pixels, base: Recipe | None = None) -> Mask:
    """255 on every pixel that a lock covers of what `base` makes of `source`, at its size. Raises what finding a named
    region raises, and BadRequest for a lock without a place."""
    base = base or Recipe()
    width, height = size_after(base, source.rgb.shape[1], source.rgb.shape[0])
    mask = np.zeros((height, width), np.uint8)
    moved = reframes(base.steps)
    found = [lock for lock in locks if moved or lock.geometry.kind == "region"]
    for lock in locks:
        if lock not in found:
            mask |= rasterised(lock.geometry, height, width)
    if found and (there := held(found, source, base)):
        for one in there.masks:
            mask |= drawn_out(one, height, width)
    return mask


def model_mask(locked: Mask, convention: Convention) -> bytes:
    """A PNG of the mask's size. A little around what is locked is kept too, since its edge is blended there."""
    room = max(1, round(_ROOM * max(locked.shape)))
    ellipse = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * room + 1, 2 * room + 1))
    wider = np.asarray(cv2.dilate(locked, ellipse), np.uint8)
    # Where nothing would be left to change, the lock alone is what counts.
    kept = locked if wider.all() else wider
    changes = np.asarray(255 - kept, np.uint8)
    out = io.BytesIO()
    if convention is Convention.TRANSPARENT_CHANGES:
        clear = np.zeros((*locked.shape, 4), np.uint8)
        clear[..., 3] = kept
        Image.fromarray(clear).save(out, "PNG")
    else:
        Image.fromarray(changes if convention is Convention.WHITE_CHANGES else kept).save(out, "PNG")
    return out.getvalue()


def bounds(mask: Mask) -> Geometry:
    """The box around a mask, in fractions; of kind "" for an empty one."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return Geometry()
    height, width = mask.shape
    return Geometry(
        "box",
        (columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height),
    )
