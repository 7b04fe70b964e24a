"""What a model is sent of a variant: a copy of nothing but pixels, cut to the part that the edit is about, a mask where
it takes one, and in words what stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backends.engine.colour.encoding import eight_bit
from backends.engine.files.decode import decode_full
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Mask
from backends.errors import NotPossible
from backends.types import Job, Lock
from tools.leaving import bare
from tools.locks.masks import bounds, locked_pixels, model_mask
from tools.locks.words import kept
from tools.roundtrip.part import Part
from tools.roundtrip.paste import cut
from tools.roundtrip.window import Window, Works, all_of
from tools.wording.keeping import also_kept


@dataclass(frozen=True, slots=True)
class Manner:
    """How a model is worked with: the size it works best at, whether it takes a mask, and the guide by which it is told
    what stays."""

    works: Works
    masks: bool = False
    guide: str = ""


@dataclass(frozen=True, slots=True)
class Going:
    """`photo` is the variant at full resolution and `window` what is sent of it. `inside` is 255 where the `part` is,
    `masks` where each of `locks` is, both of the size of the window."""

    photo: Pixels
    window: Window
    part: Part | None
    inside: Mask | None
    locks: tuple[Lock, ...]
    masks: tuple[Mask, ...]
    copy: Path
    mask: Path | None
    prompt: str


def going(job: Job, whole: Path, part: Part | None, manner: Manner, folder: Path) -> Going:
    """`whole` is what the job starts from, at full resolution. Raises NotPossible where all of the part is locked."""
    photo = decode_full(whole)
    height, width = photo.rgb.shape[:2]
    window = part.window(width, height, manner.works) if part else all_of(width, height, manner.works)
    inside = np.ascontiguousarray(part.mask(width, height)[window.rows, window.columns]) if part else None
    locks, masks = _locked(job, photo, window)
    if inside is not None and not free_of(inside, *masks).any():
        raise NotPossible("all of that is locked", "Lift the lock first, such as: unlock everything.")
    stays = kept([_as_seen(lock, mask) for lock, mask in zip(locks, masks, strict=True)])
    mask = _mask(inside, masks, window, folder) if manner.masks else None
    return Going(
        photo,
        window,
        part,
        inside,
        locks,
        masks,
        bare(_picture(photo, window, whole=part is None), folder / "sent").path,
        mask,
        also_kept(job.prompt, stays.things, stays.spared, manner.guide, masked=mask is not None),
    )


def free_of(inside: Mask, *locked: Mask) -> Mask:
    free = inside.copy()
    for mask in locked:
        free[mask > 0] = 0
    return free


def _locked(job: Job, photo: Pixels, window: Window) -> tuple[tuple[Lock, ...], tuple[Mask, ...]]:
    """The locks of the job that are in what is sent, as they lie there."""
    if not job.locks:
        return (), ()
    base = Recipe.from_json(job.base)
    source = decode_full(job.source) if base.steps else photo
    found = [(lock, locked_pixels(lock, source, base)[window.rows, window.columns]) for lock in job.locks]
    found = [(lock, np.ascontiguousarray(mask)) for lock, mask in found if mask.any()]
    return tuple(lock for lock, _ in found), tuple(mask for _, mask in found)


def _as_seen(lock: Lock, mask: Mask) -> Lock:
    """A box is told in fractions of what is sent."""
    if lock.geometry.kind != "box":
        return lock
    outside = lock.geometry.outside
    return replace(lock, geometry=replace(bounds(np.asarray(255 - mask) if outside else mask), outside=outside))


def _mask(inside: Mask | None, masks: tuple[Mask, ...], window: Window, folder: Path) -> Path | None:
    """White where the model may paint, at the size that is sent; None where it may anywhere."""
    if inside is None and not masks:
        return None
    free = np.full((window.height, window.width), 255, np.uint8) if inside is None else inside
    for mask in masks:
        free = np.minimum(free, model_mask(mask))
    small = cv2.resize(free, window.sent, interpolation=cv2.INTER_NEAREST)
    Image.fromarray(np.asarray(small, np.uint8)).save(folder / "mask.png")
    return folder / "mask.png"


def _picture(photo: Pixels, window: Window, *, whole: bool) -> NDArray[np.uint8]:
    """Transparency is sent with a whole picture; a part comes back into what is there."""
    rgb = cut(photo, window)
    if photo.alpha is None or not whole:
        return rgb
    alpha = cv2.resize(eight_bit(photo.alpha), window.sent, interpolation=cv2.INTER_AREA)
    return np.dstack([rgb, np.asarray(alpha, np.uint8)])
