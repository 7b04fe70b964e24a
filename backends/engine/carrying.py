"""Where a place of the source photo is after a recipe, and where a place of a variant is on the source.

Crops, turns and borders move things; what is drawn once on one frame must be found again on another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import cv2
import numpy as np

from backends.engine.operations.base import Operation
from backends.engine.recipe import Recipe, Step
from backends.engine.regions.base import SIDE, Mask, unpacked
from backends.engine.regions.geometry import drawn_out
from backends.engine.within import LOCKED, Within

# Of the long side: holes that a turn leaves where two pixels of the source fall on one of the variant.
_HOLE = 3


def carried(mask: Mask, steps: Iterable[Step]) -> Mask:
    """A mask on the frame before `steps` on the frame after them."""
    for step in steps:
        if isinstance(step, Operation) and step.reframes:
            # A turn interpolates: what is half inside counts.
            mask = np.where(np.asarray(step.carried(mask)) >= 64, 255, 0).astype(np.uint8)
    return mask


def locked_after(recipe: Recipe) -> Mask | None:
    """Where steps of a recipe left something alone, in the frame that it ends with; None where all was free."""
    found: Mask | None = None
    for step in recipe.steps:
        if isinstance(step, Operation) and step.reframes and found is not None:
            found = carried(found, (step,))
        elif isinstance(step, Within) and step.edge == LOCKED and step.mask:
            mask = np.where(unpacked(step.mask) < 255, 255, 0).astype(np.uint8)
            found = mask if found is None else np.maximum(mask, drawn_out(found, *mask.shape))
    return found


def on_source(mask: Mask, recipe: Recipe, width: int, height: int) -> Mask:
    """A mask on the frame after `recipe` on the source of `width` x `height` pixels, long side at most SIDE."""
    scale = min(1.0, SIDE / max(width, height))
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    if not any(isinstance(step, Operation) and step.reframes for step in recipe.steps):
        return np.asarray(cv2.resize(mask, (columns, rows), interpolation=cv2.INTER_LINEAR), np.uint8)
    # One above the place, so that 0 is left for what is new in the frame.
    across = np.tile(np.arange(1, columns + 1, dtype=np.uint16), (rows, 1)) * np.uint16(64)
    down = np.tile(np.arange(1, rows + 1, dtype=np.uint16)[:, None], (1, columns)) * np.uint16(64)
    for step in recipe.steps:
        if isinstance(step, Operation):
            across, down = (cast(np.ndarray, step.carried(plane)) for plane in (across, down))
    inside = cv2.resize(mask, across.shape[::-1], interpolation=cv2.INTER_LINEAR) >= 128
    inside &= (across >= 64) & (down >= 64)
    found = np.zeros((rows, columns), np.uint8)
    x = np.clip(np.round(across[inside] / 64).astype(np.int64) - 1, 0, columns - 1)
    y = np.clip(np.round(down[inside] / 64).astype(np.int64) - 1, 0, rows - 1)
    found[y, x] = 255
    return np.asarray(cv2.morphologyEx(found, cv2.MORPH_CLOSE, np.ones((_HOLE, _HOLE), np.uint8)), np.uint8)
