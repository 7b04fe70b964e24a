"""What a job asks, on one photo: a look, adjustments or an operation, for the whole picture or a region of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from backends.engine.carrying import on_source
from backends.engine.held import Held, held, lockable, refuse_if_locked, under
from backends.engine.looks.variants import Made, make
from backends.engine.operations.base import Operation
from backends.engine.operations.registry import REQUESTS, request
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import SURE, Region
from backends.engine.regions.geometry import as_geometry
from backends.engine.render import reframes, render
from backends.engine.within import within
from backends.errors import BadRequest, NotPossible
from backends.types import Geometry, Job, Located

# Where a region is smaller than this share of the picture there is nothing to measure a look on.
_LEAST = 0.0005
# Regions that were found last, by what the picture shows and the name.
_KEPT = 4
_found: dict[tuple[str, str], Region] = {}


def made_for(job: Job, source: Pixels) -> Iterator[Made]:
    """Up to `job.count` variants of `source`, a proxy. Raises what `make` and the operations' plans raise."""
    base = Recipe.from_json(job.base)
    region = _region(render(source, base), job.region) if job.region else None
    locked = held(job.locks, source, base) if job.locks else None
    if locked is None:
        yield from _asked(job, source, base, region)
        return
    if region is not None:
        refuse_if_locked(region, locked)
    elif not job.operation:
        # Fitted to what may change, and measured there.
        yield from _limited(job, source, base, locked.free(), locked)
        return
    if job.operation == "crop":
        job = replace(job, values={"whole": locked.boxes(), **job.values})
    for number, made in enumerate(_asked(job, source, base, region)):
        yield under(made, base, source, locked, first=not number)


def _asked(job: Job, source: Pixels, base: Recipe, region: Region | None) -> Iterator[Made]:
    if job.operation:
        yield _performed(job, source, base, region)
    elif region is not None:
        yield from _limited(job, source, base, region)
    else:
        yield from _made(job, source, base)


def locate(source: Pixels, base: Recipe, name: str, folder: Path, *, place: bool = False) -> Located:
    """Find a region on the picture after `base` and draw it into a picture in `folder`; with `place`, say where
    it is on the source, as a lock keeps it."""
    from backends.engine.files.screen import save_for_screen
    from backends.engine.regions.overlay import overlay

    picture = render(source, base)
    region = _region(picture, name)
    drawn = save_for_screen(overlay(picture, region), folder)
    return Located(
        region.name,
        region.confidence,
        region.confidence >= SURE,
        region.share,
        drawn,
        region.note,
        _place_of(region, picture, base, source) if place else Geometry(),
    )


def _place_of(region: Region, picture: Pixels, base: Recipe, source: Pixels) -> Geometry:
    """On the source, whatever `base` did to the frame; a box that was given stays exact to the pixel."""
    unmoved = not reframes(base.steps)
    if unmoved and region.name == "the box" and len(region.boxes) == 1:
        return Geometry("box", tuple(float(edge) for edge in region.boxes[0]))
    height, width = source.rgb.shape[:2]
    return as_geometry(on_source(lockable(picture, region), base, width, height))


def _region(picture: Pixels, name: str) -> Region:
    """The region; it is found once where it is shown first and worked on next."""
    key = hashlib.blake2b(picture.rgb.tobytes(), digest_size=16).hexdigest(), name
    if key not in _found:
        from backends.engine.regions.find import find

        while len(_found) >= _KEPT:
            del _found[next(iter(_found))]
        _found[key] = find(picture, name)
    region = _found[key]
    if region.share < _LEAST:
        raise NotPossible(
            f"{region.name} is too small in this photo to work on", "Give a box, such as: box 10% 20% 50% 60%."
        )
    return region


def _made(job: Job, source: Pixels, base: Recipe) -> Iterator[Made]:
    return make(
        source,
        base,
        look=job.look,
        adjust=job.adjust,
        count=job.count,
        strength=job.strength,
        taken=job.taken,
        seed=job.seed,
    )


def _limited(job: Job, source: Pixels, base: Recipe, region: Region, locked: Held | None = None) -> Iterator[Made]:
    """The look or adjustment is fitted to the region alone, checked there, and shown only there; where the region is
    all that is not locked, the lock is what limits it."""
    start = render(source, base)
    part, frame = _cut(start, region)
    for number, made in enumerate(_made(replace(job, base={}), part, Recipe())):
        steps = tuple(step.placed(*frame) if isinstance(step, Operation) else step for step in made.recipe.steps)
        if locked is not None:
            recipe = base.then(steps)
            whole = replace(made, recipe=recipe, pixels=render(source, recipe))
            kept = under(whole, base, source, locked, first=not number)
            yield replace(kept, words=f"{made.words} outside {locked.names}")
            continue
        limited = within(region.name, region.mask, steps)
        recipe = base.then((limited,))
        yield replace(
            made,
            recipe=recipe,
            pixels=render(source, recipe),
            look=f"{made.look} in {region.name}",
            words=f"{made.words} in {region.name}",
        )


def _cut(picture: Pixels, region: Region) -> tuple[Pixels, tuple[float, float, float, float]]:
    """The smallest frame around the region; what lies in it but outside is filled with the region's own colours.
    And that frame: left, top, width and height as shares of the picture."""
    height, width = picture.rgb.shape[:2]
    inside = _at_size(region, width, height)
    rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    frame = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    part, mask = picture.rgb[frame].copy(), inside[frame]
    own = part[mask]
    if len(own) and not mask.all():
        part[~mask] = own[np.random.default_rng(0).integers(0, len(own), int((~mask).sum()))]
    shares = columns[0] / width, rows[0] / height, part.shape[1] / width, part.shape[0] / height
    return Pixels(part, None, picture.icc), shares


def _at_size(region: Region, width: int, height: int) -> np.ndarray:
    import cv2

    inside = np.asarray(cv2.resize(region.mask, (width, height), interpolation=cv2.INTER_LINEAR)) >= 128
    if not inside.any():
        raise NotPossible(f"{region.name} is too small in this photo to work on", "Give a box instead.")
    return inside


def _performed(job: Job, source: Pixels, base: Recipe, region: Region | None) -> Made:
    plan = request(job.operation)
    if plan is None:
        raise BadRequest(f"there is no operation called {job.operation!r}", f"There are {', '.join(REQUESTS)}.")
    planned = plan(render(source, base), dict(job.values), region)
    recipe = base.then(planned.steps)
    return Made(
        recipe=recipe,
        pixels=render(source, recipe),
        look=planned.label,
        # The label stands before the words wherever both are shown.
        words=planned.words.removeprefix(planned.label).lstrip(":, ") or planned.label,
        checks=planned.checks,
        nearest=0.0,
        note=planned.note,
    )
