"""Fills what a mask covers in a picture of any size: finds where its pixels come from, or takes what was found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backends.engine.completion.parts import Part, parts_of, working_size
from backends.engine.completion.patchmatch import Floats
from backends.engine.completion.resynthesis import resynthesise, working_copy
from backends.engine.completion.seams import correction
from backends.engine.completion.solve import complete
from backends.engine.pixels import Pixels
from backends.engine.regions.base import Mask

Field = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Found:
    """Where each hole's pixels come from, one (height, width, 2) per part of the mask, and what is left to doubt:
    `residual` is that of 90 % of all patches in levels, `spread` that of the worst part (see `solve.Completed`)."""

    fields: list[Field]
    residual: float
    spread: float


def find(pixels: Pixels, mask: Mask, seed: int) -> Found | None:
    """None where too little is known around a hole to fill it from."""
    fields: list[Field] = []
    residuals: list[Floats] = []
    spread = 0.0
    for part in parts_of(mask):
        place = part.place(mask.shape, pixels.rgb.shape[:2])
        height, width = working_size(place, pixels.rgb.shape[:2])
        completed = complete(working_copy(pixels.rgb[place], height, width), *part.hole(height, width), seed)
        if completed is None:
            return None
        fields.append(completed.field)
        residuals.append(completed.residual[completed.near])
        spread = max(spread, completed.spread)
    if not fields:
        return None
    return Found(fields, float(np.percentile(np.concatenate(residuals), 90)), spread)


def filled(pixels: Pixels, mask: Mask, fields: list[Field]) -> Pixels:
    """In new memory; depth, profile and size stay, alpha is copied along."""
    rgb, alpha = pixels.rgb.copy(), None if pixels.alpha is None else pixels.alpha.copy()
    for part, field in zip(parts_of(mask), fields, strict=True):
        place = part.place(mask.shape, rgb.shape[:2])
        _fill(pixels.rgb[place], rgb[place], part, field, True)
        if alpha is not None and pixels.alpha is not None:
            _fill(pixels.alpha[place], alpha[place], part, field, False)
    return Pixels(rgb, alpha, pixels.icc)


def _fill(source: NDArray, target: NDArray, part: Part, field: Field, colour: bool) -> None:
    height, width = field.shape[:2]
    hole, _ = part.hole(height, width)
    even = correction(working_copy(source, height, width), hole, field) if colour else None
    resynthesise(source, target, part.own, hole, field, even)


def fields_fit(mask: Mask, fields: list[Field]) -> bool:
    return len(parts_of(mask)) == len(fields)
