"""Does a repair on the pictures at their full size, in the process that was asked for it."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from backends.engine.files import landing
from backends.engine.files.decode import decode_full
from backends.engine.files.encode import Wrapping, encoder_for
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Mask
from backends.engine.regions.find import find
from backends.engine.render import render
from backends.errors import BadRequest, NotPossible
from backends.types import Check
from tools.locks.masks import locked_pixels
from tools.locks.restore import largest_difference
from tools.repair.errand import Errand, Outcome
from tools.repair.failed import RESTORE
from tools.repair.local import repaired

# Around what was to change, of the long side: an edit may have its soft edge and its shadow there.
_RIM = 0.015
_SMALL = 1024


def carry_out(errand: Errand) -> Outcome:
    """Raises what finding a named part raises, BadRequest where nothing says what was to stay, NotPossible where the
    result cannot be laid over the picture before."""
    whole = decode_full(errand.source)
    base = Recipe.from_json(errand.recipe)
    before = render(whole, base)
    after = decode_full(errand.after)
    locked, label = _to_stay(errand, whole, base, before) if _needs_mask(errand) else (None, "")
    if RESTORE in errand.repairs and locked is None:
        raise BadRequest("It is not known what was to stay", "Say it, such as: restore everything except the cup.")
    done = repaired(before, after, errand.repairs, locked=locked, label=label, size=errand.frame)
    height, width = done.pixels.rgb.shape[:2]
    landing.land(errand.target, encoder_for(".png").encode(done.pixels, Wrapping(Image.Exif())), force=True)
    checks: tuple[Check, ...] = ()
    if locked is not None and done.pixels.rgb.shape == before.rgb.shape:
        left = largest_difference(before, done.pixels, locked > 0)
        checks = (Check(f"{label} differs by", left, "<= 0", left <= 0, label),)
    verdict = done.verdict
    return Outcome(width, height, done.did, done.notes, checks, verdict is None or verdict.honest)


def _needs_mask(errand: Errand) -> bool:
    return RESTORE in errand.repairs and bool(errand.locks or errand.keeps or errand.regions)


def _to_stay(errand: Errand, whole: Pixels, base: Recipe, before: Pixels) -> tuple[Mask, str]:
    """255 on what is put back, at the size of the picture before, and what it is called."""
    height, width = before.rgb.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    names: list[str] = []
    small = _small(before)
    for lock in errand.locks:
        mask |= locked_pixels(lock, whole, base)
        names.append(lock.label)
    for keep in errand.keeps:
        region = find(small, keep)
        mask |= _large(np.where(region.mask >= 64, 255, 0).astype(np.uint8), width, height)
        names.append(region.name)
    if errand.regions:
        free = np.zeros((height, width), np.uint8)
        found = [find(small, name) for name in errand.regions]
        for region in found:
            free |= _large(np.where(region.mask >= 64, 255, 0).astype(np.uint8), width, height)
        reach = max(2, round(_RIM * max(width, height)))
        ellipse = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
        mask |= np.asarray(255 - cv2.dilate(free, ellipse), np.uint8)
        names.append(f"everything except {' and '.join(region.name for region in found)}")
    if not mask.any():
        raise NotPossible("What was to stay is not in this picture", "Nothing was changed.")
    return mask, " and ".join(dict.fromkeys(names))


def _small(picture: Pixels) -> Pixels:
    """Parts are found on a copy as large as those they are found on for the screen."""
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, _SMALL / max(width, height))
    rgb = picture.rgb if picture.rgb.dtype == np.uint8 else (picture.rgb >> 8).astype(np.uint8)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return Pixels(np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8), None, picture.icc)


def _large(mask: Mask, width: int, height: int) -> Mask:
    grown = np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.where(grown > 0, 255, 0).astype(np.uint8)
