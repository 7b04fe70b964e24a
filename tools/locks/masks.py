"""A lock as pixels: where nothing may change, and the same as the mask that a model takes."""

from __future__ import annotations

import cv2
import numpy as np

from backends.engine.held import held
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Mask
from backends.engine.regions.geometry import drawn_out, rasterised
from backends.engine.render import reframes, size_after
from backends.types import Geometry, Lock

# Models paint over a mask's edge by a few pixels, and what lies beside a lock is blended: of the long side.
_ROOM = 0.008


def locked_pixels(lock: Lock, source: Pixels, base: Recipe | None = None) -> Mask:
    """255 on every pixel that a lock covers of what `base` makes of `source`, at its size. Raises what finding a named
    region raises, and BadRequest for a lock without a place."""
    base = base or Recipe()
    width, height = size_after(base, source.rgb.shape[1], source.rgb.shape[0])
    if lock.geometry.kind != "region" and not reframes(base.steps):
        return rasterised(lock.geometry, height, width)
    there = held((lock,), source, base)
    return drawn_out(there.mask, height, width) if there else np.zeros((height, width), np.uint8)


def model_mask(locked: Mask) -> Mask:
    """255 where a model may paint, 0 where it must not: a little around what is locked is kept too, since its edge is
    blended there."""
    room = max(1, round(_ROOM * max(locked.shape)))
    ellipse = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * room + 1, 2 * room + 1))
    wider = np.asarray(cv2.dilate(locked, ellipse), np.uint8)
    # Where nothing would be left to change, the lock alone is what counts.
    return np.asarray(255 - (locked if wider.all() else wider), np.uint8)


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
