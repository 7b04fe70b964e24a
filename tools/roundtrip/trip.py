"""One region edited by a model at the size it works best at, in a photo that keeps its own: the round trip."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import numpy as np
from PIL import Image
from pydantic import Field

from backends.engine.carrying import carried
from backends.engine.files import landing
from backends.engine.files.decode import decode_full
from backends.engine.files.encode import Wrapping, encoder_for
from backends.engine.measure.seam import Seam
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Mask
from backends.engine.regions.geometry import drawn_out, rasterised
from backends.engine.render import render
from backends.errors import BackendFailed, NotPossible
from backends.types import Geometry, Job, Progress, Rendition, Task
from tools.base import VARIANT_ID, Arguments, Context, Effect
from tools.locks.honest import judged
from tools.locks.masks import locked_pixels
from tools.locks.words import in_words
from tools.repair.offers import Offer
from tools.roundtrip.paste import Pasted, cut, paste
from tools.roundtrip.window import Window, Works, window_for


class TripArguments(Arguments):
    variant: str = Field(pattern=VARIANT_ID, description="the variant to edit")
    task: Task = Field(default=Task.REPLACE, description="the kind of edit")
    region: str = Field(min_length=1, max_length=200, description="the part of the picture to change")
    words: str = Field(min_length=1, max_length=2000, description="what to ask the model for")


@dataclass(frozen=True, slots=True)
class Patched:
    """The photo with its region edited, at `path` (a PNG, without loss). `window` is what was sent; `outside` the
    largest difference outside the region, which is 0; `words` say how the seam measures, and `offers` what can be done
    where it would show."""

    path: Path
    width: int
    height: int
    window: Window
    outside: int
    seam: Seam | None
    words: str
    offers: tuple[Offer, ...] = ()
    notes: tuple[str, ...] = field(default=())


class RoundTrip:
    """`works` are the numbers of the model behind the context's backend."""

    name: ClassVar[str] = "edit region"
    description: ClassVar[str] = "Change one part of a picture by a model and leave every pixel outside of it alone."
    effects: ClassVar[frozenset[Effect]] = frozenset({Effect.CREATE_LOCAL, Effect.UPLOAD, Effect.SPEND})

    def __init__(self, works: Works) -> None:
        self.works = works

    async def run(self, arguments: TripArguments, context: Context) -> AsyncIterator[Progress | Patched]:
        """Yield progress, and the patched photo. Raises what finding the region and the backend raise, and NotPossible
        where all of the region is locked. Only the window leaves the computer."""
        tree = context.tree
        start, source = tree.variant(arguments.variant), tree.source.path
        found = await context.darkroom.locate(source, start.recipe, arguments.region, context.workplace, place=True)
        prepared = await asyncio.to_thread(self._prepared, source, start.recipe, found.geometry, context)
        job = Job(
            id=context.workplace.name,
            task=arguments.task,
            source=prepared.sent,
            instruction=" ".join(filter(None, (arguments.words, in_words(context.locks)))),
            folder=context.workplace,
        )
        made: Rendition | None = None
        async for step in context.backend.run(job):
            if isinstance(step, Rendition):
                made = step
                break
            yield step
        if made is None:
            raise BackendFailed("the model gave nothing back", "Try it again, or in other words.")
        yield await asyncio.to_thread(self._finished, prepared, made, found.name, context.workplace)

    def _prepared(self, source: Path, recipe: object, geometry: Geometry, context: Context) -> _Prepared:
        whole = decode_full(source)
        base = Recipe.from_json(recipe)
        photo = render(whole, base)
        region = on_picture(geometry, whole, base, photo)
        if context.locks:
            # The region less what is locked, found on the same frame.
            region = np.where(locked_pixels(context.locks, whole, base) > 0, 0, region).astype(np.uint8)
            if not region.any():
                raise NotPossible("all of that is locked", "Lift the lock first, such as: unlock everything.")
        window = window_for(region, self.works)
        sent = context.workplace / "window.png"
        Image.fromarray(cut(photo, window)).save(sent, "PNG", compress_level=1)
        return _Prepared(photo, region, window, sent)

    def _finished(self, prepared: _Prepared, made: Rendition, name: str, folder: Path) -> Patched:
        pasted = paste(prepared.photo, prepared.window, prepared.region, decode_full(made.proxy))
        height, width = prepared.region.shape
        path = folder / "patched.png"
        landing.land(path, encoder_for(".png").encode(pasted.pixels, Wrapping(Image.Exif())), force=True)
        verdict = judged(pasted.seam, name)
        outside = outside_difference(prepared.photo, pasted.pixels, prepared.region)
        notes = _notes(prepared.window, pasted)
        return Patched(path, width, height, prepared.window, outside, pasted.seam, verdict.words, verdict.offers, notes)


@dataclass(frozen=True, slots=True)
class _Prepared:
    photo: Pixels
    region: Mask
    window: Window
    sent: Path


def on_picture(geometry: Geometry, source: Pixels, base: Recipe, picture: Pixels) -> Mask:
    """Where a place of the source is on `picture`, which `base` made of it: 255 inside, of its size."""
    height, width = picture.rgb.shape[:2]
    mask = rasterised(geometry, *source.rgb.shape[:2])
    return drawn_out(carried(mask, base.steps), height, width)


def outside_difference(before: Pixels, after: Pixels, region: Mask) -> int:
    """The largest difference of any channel of any pixel outside of the region, in the photo's own levels."""
    most = 0
    planes = [(before.rgb, after.rgb)]
    if before.alpha is not None and after.alpha is not None:
        planes.append((before.alpha, after.alpha))
    for one, other in planes:
        for top in range(0, region.shape[0], 256):
            rows = slice(top, top + 256)
            free = region[rows] == 0
            if free.any():
                most = max(most, int(np.abs(one[rows].astype(np.int32) - other[rows])[free].max()))
    return most


def _notes(window: Window, pasted: Pasted) -> tuple[str, ...]:
    notes: list[str] = []
    if window.scale < 0.5:
        notes.append(
            f"The region was sent at {window.scale:.0%} of its size: what is new in it has less detail than the photo."
        )
    if any(pasted.shift):
        said = ", ".join(f"{part:+.1f}" for part in pasted.shift)
        notes.append(f"The model had moved the light of all that it was sent ({said} of 255); that was taken off.")
    if not pasted.alignment.defined:
        notes.append(
            "There is too little in the picture around the region to register by, so it was placed as it came."
        )
    return tuple(notes)
