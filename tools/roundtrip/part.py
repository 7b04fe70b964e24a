"""The part of a variant that an edit is about, as it lies in the variant's own frame."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from backends.engine.carrying import carried
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Mask
from backends.engine.regions.geometry import as_geometry, rasterised
from backends.engine.render import reframes
from backends.types import Geometry, Json
from tools.roundtrip.window import Window, Works, window_around

# Fine enough for the outline of a thing that was found on a small copy anyway.
_SIDE = 512


@dataclass(frozen=True, slots=True)
class Part:
    """`name` for people; `place` in fractions of the variant."""

    name: str
    place: Geometry

    def mask(self, width: int, height: int) -> Mask:
        """255 inside, of that size."""
        return rasterised(self.place, height, width)

    def window(self, width: int, height: int, works: Works) -> Window:
        """What a model is sent for it, of a variant of that size."""
        if self.place.kind == "box" and not self.place.outside:
            left, top, right, bottom = self.place.numbers
            return window_around((left * width, top * height, right * width, bottom * height), width, height, works)
        scale = min(1.0, _SIDE / max(width, height))
        small = self.mask(max(1, round(width * scale)), max(1, round(height * scale)))
        left, top, across, down = cv2.boundingRect(small)
        x, y = width / small.shape[1], height / small.shape[0]
        return window_around((left * x, top * y, (left + across) * x, (top + down) * y), width, height, works)


def in_its_frame(place: Geometry, base: Json, width: int, height: int) -> Geometry:
    """A place on the picture that the recipe `base` is about, of `width` x `height` pixels, on what becomes of it."""
    steps = Recipe.from_json(base).steps
    if not reframes(steps):
        return place
    scale = min(1.0, _SIDE / max(width, height))
    mask = rasterised(place, max(1, round(height * scale)), max(1, round(width * scale)))
    return as_geometry(np.asarray(carried(mask, steps), np.uint8))
