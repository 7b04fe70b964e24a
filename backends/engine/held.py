"""What is locked stays through any edit of the engine: as a part of the recipe, so that every size keeps it exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import cv2
import numpy as np
from PIL import Image

from backends.engine.carrying import carried
from backends.engine.files.screen import Locked
from backends.engine.looks.variants import Made
from backends.engine.measure.seam import Seam, seam
from backends.engine.operations.base import Operation
from backends.engine.operations.grow import Grow
from backends.engine.operations.resize import Resize
from backends.engine.operations.rotate import Rotate
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe, Step
from backends.engine.regions.base import SIDE, Mask, Region, packed
from backends.engine.regions.geometry import drawn_out, rasterised
from backends.engine.regions.places import mask_size
from backends.engine.regions.tighten import tightened
from backends.engine.render import render
from backends.engine.within import LOCKED, Within
from backends.errors import NotPossible
from backends.types import Check, Lock

# The edge is blended over this much of the long side, more where the light changes more: from 1.2 % to 5 %.
_FEATHER, _PER_DELTA, _WIDEST = 0.012, 0.003, 0.05
# A lock may lose this share of itself to a crop's rounding, and a filled border mixes that much of the frame's edge.
_ROUNDING, _MIXED = 0.01, 0.01
# A frame that is to leave a lock whole leaves it this much more, of its sides.
_AIR = 0.01
# From this much of 255 on a pixel of a soft mask is taken to be of the thing that must stay.
_OF_IT = 64
_FACE = re.compile(r"\b(?:face|head)s?\b")
# Beyond this CIEDE2000 the eye takes what is locked for pasted in, however wide the edge is blended.
_SEEN = 12.0


@dataclass(frozen=True, slots=True)
class Held:
    """What is locked on one photo as it is before an edit: `masks` beside `locks`, 255 where nothing may change."""

    locks: tuple[Lock, ...]
    masks: tuple[Mask, ...]

    @property
    def names(self) -> str:
        """ "her face and the label"."""
        return listed([lock.label for lock in self.locks])

    @property
    def mask(self) -> Mask:
        return _joined(self.masks)

    def boxes(self) -> tuple[tuple[float, float, float, float], ...]:
        """Around all together first, then around each: left, top, right and bottom in fractions. Of those that may not
        be cut."""
        whole = [mask for lock, mask in zip(self.locks, self.masks, strict=True) if not lock.may_be_cut]
        if not whole:
            return ()
        each = tuple(_box(mask) for mask in whole)
        joined = _box(_joined(whole))
        return (joined, *each) if len(each) > 1 else each

    def free(self) -> Region:
        """Where something may change. Raises NotPossible where there is nothing left."""
        mask = np.asarray(255 - self.mask, np.uint8)
        if (mask > 0).mean() < 0.002:
            raise NotPossible(f"{self.names} {_is(self.locks)} locked, and nothing else is in the frame", _LIFT)
        return Region(f"everything except {self.names}", mask, 1.0)


_LIFT = "Lift a lock first, such as: unlock everything."


def held(locks: Sequence[Lock], source: Pixels, base: Recipe) -> Held | None:
    """`locks` on `source` after `base`; those that an earlier crop cut away hold no more. None without any.

    Raises what finding a named region raises.
    """
    found: list[tuple[Lock, Mask]] = []
    for lock in locks:
        mask = carried(_on(source, lock), base.steps)
        if mask.any():
            found.append((lock, mask))
    return Held(tuple(lock for lock, _ in found), tuple(mask for _, mask in found)) if found else None


def refuse_if_locked(region: Region, held: Held) -> None:
    """Raises NotPossible where all of what is to change is locked."""
    inside = region.mask >= 128
    locked = np.asarray(cv2.resize(held.mask, inside.shape[::-1], interpolation=cv2.INTER_NEAREST_EXACT)) > 0
    if inside.any() and (locked & inside).sum() / inside.sum() > 0.98:
        raise NotPossible(f"{region.name} cannot be changed while {held.names} {_is(held.locks)} locked", _LIFT)


def under(made: Made, base: Recipe, source: Pixels, held: Held, *, first: bool = True) -> Made:
    """`made` with all that it adds to `base` kept off what is locked; only the `first` of a job says how it looks.
    Raises NotPossible where a change of the frame cannot keep it."""
    start = render(source, base)
    added = made.recipe.steps[len(base.steps) :]
    feather = _feather(start, made.pixels, held)
    steps, masks = _wrapped(added, held, feather)
    recipe = base.then(steps)
    pixels = render(source, recipe)
    reframed = render(start, Recipe(tuple(step for step in added if _reframes(step))))
    checks = tuple(
        _check(lock, mask, reframed, pixels) for lock, mask in zip(held.locks, masks, strict=True) if mask.any()
    )
    seam = _light(start, made.pixels, pixels, held)
    notes = (made.note, *((_resampled(added, held), seam) if first else ()))
    return replace(
        made,
        recipe=recipe,
        pixels=pixels,
        checks=(*made.checks, *checks),
        note=" ".join(note for note in notes if note),
        locked=_joined(masks),
        seam=seam,
    )


def locked_in(made: Made, added: Sequence[Step], shown: str) -> Locked | None:
    """What the stored picture must take over from `shown`, the stored picture before `added`."""
    if made.locked is None:
        return None
    picture = None
    if shown:
        with Image.open(shown) as image:
            stored = Pixels(np.asarray(image.convert("RGB")))
        picture = render(stored, Recipe(tuple(step for step in added if _reframes(step)))).rgb
    return Locked(made.locked, cast("Mask | None", picture))


def listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _wrapped(added: Sequence[Step], held: Held, feather: float) -> tuple[tuple[Step, ...], list[Mask]]:
    """Each run of steps that stays in its frame within what is free in that frame; and the masks in the last one."""
    steps: list[Step] = []
    run: list[Step] = []
    masks = list(held.masks)

    def close() -> None:
        if run:
            free = np.asarray(255 - _small(_joined(masks)), np.uint8)
            name = f"everything except {held.names}"[:80]
            steps.append(Within(name, packed(free), LOCKED, tuple(run), round(feather, 4)))
            run.clear()

    for step in added:
        if not _reframes(step):
            run.append(step)
            continue
        close()
        masks = [_through(step, lock, mask) for lock, mask in zip(held.locks, masks, strict=True)]
        steps.append(step)
    close()
    return tuple(steps), masks


def _through(step: Step, lock: Lock, mask: Mask) -> Mask:
    """The mask after a change of the frame. Raises NotPossible where that cuts the lock or mixes something into it."""
    after = carried(mask, (step,))
    before = int((mask > 0).sum())
    if lock.may_be_cut:
        return after
    if isinstance(step, Grow) and _touches(mask, step):
        raise NotPossible(
            f"A wider frame would mix its new border into {lock.label}, which is locked and reaches the edge", _LIFT
        )
    lost = 1 - int((after > 0).sum()) / max(before, 1)
    if lost > _ROUNDING and not isinstance(step, Resize):
        raise NotPossible(
            f"That would cut off {max(lost, 0.01):.0%} of {lock.label}, which is locked",
            "Crop less, or “pad to that shape with blur” keeps all of it; “unlock everything” lets it be cut.",
        )
    return after


def _touches(mask: Mask, step: Grow) -> bool:
    rows, columns = (max(1, round(_MIXED * side)) for side in mask.shape)
    edges = {
        "left": mask[:, :columns],
        "right": mask[:, -columns:],
        "top": mask[:rows],
        "bottom": mask[-rows:],
    }
    return any(getattr(step, side) > 0 and bool(edge.any()) for side, edge in edges.items())


def _check(lock: Lock, mask: Mask, before: Pixels, after: Pixels) -> Check:
    """Measured on the picture itself, on every locked pixel."""
    inside = drawn_out(mask, *after.rgb.shape[:2]) > 0
    apart = np.abs(after.rgb[inside].astype(np.int32) - before.rgb[inside])
    most = float(apart.max()) if apart.size else 0.0
    if before.alpha is not None and after.alpha is not None and inside.any():
        alphas = np.abs(after.alpha[inside].astype(np.int32) - before.alpha[inside])
        most = max(most, float(alphas.max()))
    if after.rgb.dtype != np.uint8:
        most /= 257
    return Check.of_lock(lock, most)


def _feather(before: Pixels, after: Pixels, held: Held) -> float:
    found = _seam(before, after, after, held)
    return min(_WIDEST, _FEATHER + _PER_DELTA * (found.light if found else 0.0))


def _light(before: Pixels, alone: Pixels, together: Pixels, held: Held) -> str:
    """What to say where the light around it became another one."""
    found = _seam(before, alone, together, held)
    if found is None or found.light < _SEEN:
        return ""
    way = "brighter" if found.lighter > 2 else "darker" if found.lighter < -2 else "of another colour"
    return (
        f"{_capital(held.names)} {_keeps(held.locks)} the old light and {_is(held.locks)} {way} now than what is"
        f" around (by {found.light:.0f}, where 2 is just visible), which may look pasted in; without the lock the light"
        " would change there too."
    )


def _seam(piece: Pixels, ground: Pixels, together: Pixels, held: Held) -> Seam | None:
    if not piece.rgb.shape == ground.rgb.shape == together.rgb.shape:
        return None
    return seam(piece.rgb, ground.rgb, together.rgb, held.mask)


def _resampled(added: Sequence[Step], held: Held) -> str:
    turned = any(isinstance(step, Rotate) and step.degrees % 90 for step in added)
    if turned or any(isinstance(step, Resize) for step in added):
        how = "turned" if turned else "resized"
        return (
            f"{_capital(held.names)} {'were' if len(held.locks) > 1 else 'was'} {how} with the rest, not else changed."
        )
    return ""


def _on(source: Pixels, lock: Lock) -> Mask:
    """255 on what is locked, long side at most SIDE."""
    if lock.geometry.kind == "region":
        from backends.engine.regions.find import find

        mask = lockable(source, find(source, lock.geometry.name))
        return np.asarray(255 - mask, np.uint8) if lock.geometry.outside else mask
    height, width = mask_size(source)
    if lock.geometry.kind != "polygon":
        return rasterised(lock.geometry, height, width)
    # Its slanted edges are rounded to the pixels of each size: the one of the recipe must hold those of all.
    sides = rasterised(replace(lock.geometry, outside=False), height, width)
    wider = cv2.morphologyEx(
        sides, cv2.MORPH_ERODE if lock.geometry.outside else cv2.MORPH_DILATE, np.ones((3, 3), np.uint8)
    )
    return np.asarray(255 - wider if lock.geometry.outside else wider, np.uint8)


def lockable(picture: Pixels, region: Region) -> Mask:
    """255 on all that may be of the region, since half of a soft edge is of the thing; an oval drawn in to the face."""
    mask = np.where(region.mask >= _OF_IT, 255, 0).astype(np.uint8)
    return tightened(picture, mask) if _FACE.search(region.name) else mask


def _small(mask: Mask) -> Mask:
    """As a recipe holds it; a frame that grew has a mask that grew."""
    scale = min(1.0, SIDE / max(mask.shape))
    return drawn_out(mask, max(1, round(mask.shape[0] * scale)), max(1, round(mask.shape[1] * scale)))


def _box(mask: Mask) -> tuple[float, float, float, float]:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    height, width = mask.shape
    left, right = columns[0] / width - _AIR, (columns[-1] + 1) / width + _AIR
    top, bottom = rows[0] / height - _AIR, (rows[-1] + 1) / height + _AIR
    return max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom)


def _joined(masks: Sequence[Mask]) -> Mask:
    mask = masks[0]
    for other in masks[1:]:
        mask = np.maximum(mask, drawn_out(other, *mask.shape))
    return mask


def _reframes(step: Step) -> bool:
    return isinstance(step, Operation) and step.reframes


def _is(locks: Sequence[Lock]) -> str:
    return "are" if len(locks) > 1 else "is"


def _keeps(locks: Sequence[Lock]) -> str:
    return "keep" if len(locks) > 1 else "keeps"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
