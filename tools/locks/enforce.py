"""Holds a model's whole result to what is locked: the stored picture has the parent's own pixels there, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from backends.engine.files import landing
from backends.engine.files.decode import decode_full
from backends.engine.files.encode import Wrapping, encoder_for
from backends.engine.measure.seam import seam
from backends.engine.recipe import Recipe
from backends.engine.render import render
from backends.types import Check, Json, Lock, Rendition
from tools.locks.honest import Verdict, judged
from tools.locks.masks import locked_pixels
from tools.locks.restore import largest_difference, restore


@dataclass(frozen=True, slots=True)
class LockHeld:
    """One lock in the stored result, as a receipt tells it: `max_diff` of 255, and whether it had to be put back."""

    id: str
    label: str
    max_diff: float
    restored: bool


@dataclass(frozen=True, slots=True)
class Enforced:
    """`rendition` names the stored picture, a PNG of the parent's size; `verdicts` beside `held` say of each lock
    whether it sits in honestly and, where not, what is offered."""

    rendition: Rendition
    held: tuple[LockHeld, ...]
    verdicts: tuple[Verdict, ...]


def enforce(made: Rendition, source: Path, recipe: Json, locks: Sequence[Lock], folder: Path) -> Enforced:
    """`made` is a model's result for the variant that `recipe` makes of the photo at `source`. Raises what finding a
    named lock raises."""
    whole = decode_full(source)
    base = Recipe.from_json(recipe)
    before = render(whole, base)
    masks = [locked_pixels((lock,), whole, base) for lock in locks]
    together = np.maximum.reduce(masks)
    tolerance = min(lock.tolerance for lock in locks)
    put = restore(before, decode_full(made.proxy), together, tolerance=tolerance)
    held: list[LockHeld] = []
    verdicts: list[Verdict] = []
    for lock, mask in zip(locks, masks, strict=True):
        left = largest_difference(before, put.pixels, mask > 0)
        held.append(LockHeld(lock.id, lock.label, left, put.pasted))
        sits = seam(before.rgb, put.laid.rgb, put.pixels.rgb, mask) if put.pasted else None
        verdicts.append(judged(sits, lock.label))
    path = folder / f"{made.proxy.stem}-held.png"
    landing.land(path, encoder_for(".png").encode(put.pixels, Wrapping(Image.Exif())), force=True)
    height, width = put.pixels.rgb.shape[:2]
    checks = tuple(
        Check(f"{lock.label} differs by", one.max_diff, f"<= {lock.tolerance}", one.max_diff <= lock.tolerance)
        for lock, one in zip(locks, held, strict=True)
    )
    notes = [f"{one.words[:1].upper()}{one.words[1:]}." for one in verdicts if not one.honest]
    rendition = replace(
        made,
        proxy=path,
        width=width,
        height=height,
        checks=(*made.checks, *checks),
        note=" ".join(part for part in (made.note, *notes) if part),
    )
    return Enforced(rendition, tuple(held), tuple(verdicts))
