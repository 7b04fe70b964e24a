"""Gives a picture a wider frame: a thin border of more sky, water or wall, made of what is beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

import cv2
import numpy as np

from backends.engine.completion import marks
from backends.engine.completion.confidence import confidence
from backends.engine.completion.fieldtext import from_text, to_text
from backends.engine.completion.filling import fields_fit, filled, find
from backends.engine.completion.verdict import OUTPAINTING, checks, refuse_if_poor, weakness
from backends.engine.fields import number, text, whole
from backends.engine.operations.base import Operation, Planned
from backends.engine.operations.fill import MOST_FIELD
from backends.engine.pixels import Array, Pixels
from backends.engine.regions.base import Mask, Region
from backends.errors import BadRequest, NotPossible
from backends.types import Json

SIDES = ("left", "top", "right", "bottom")
# Of the width or height: a wider border would need things in it, which nothing here can invent.
_MOST = 0.15
_REFUSAL = "the border cannot be made well: what the frame cuts does not go on in it"


@dataclass(frozen=True, slots=True)
class Grow(Operation):
    """`left` and `right` are fractions of the width, `top` and `bottom` of the height that are added.

    The outermost 0.4 % of the picture are mixed with the new border. `field` and `seed` as for filling.
    """

    reframes = True

    left: float = number(0.0, 0.0, 0.5)
    top: float = number(0.0, 0.0, 0.5)
    right: float = number(0.0, 0.0, 0.5)
    bottom: float = number(0.0, 0.0, 0.5)
    seed: int = whole(1, 0, 2**31 - 1)
    field: str = text(most=MOST_FIELD)

    def size(self, width: int, height: int) -> tuple[int, int]:
        left, top, right, bottom = self._borders(width, height)
        return width + left + right, height + top + bottom

    def carried(self, plane: Array) -> Array:
        left, top, right, bottom = self._borders(*plane.shape[::-1])
        return cast(Array, cv2.copyMakeBorder(plane, top, bottom, left, right, cv2.BORDER_CONSTANT, value=0))

    def apply(self, pixels: Pixels) -> Pixels:
        if not any((self.left, self.top, self.right, self.bottom)):
            return pixels
        canvas, mask = self.laid_out(pixels)
        if self.field:
            fields = from_text(self.field)
            if not fields_fit(mask, fields):
                raise BadRequest("the border of a recipe does not belong to its picture")
        else:
            found = find(canvas, mask, self.seed)
            if found is None:
                raise NotPossible("there is too little in the photo to make a border from", f"{OUTPAINTING}.")
            fields = found.fields
        return filled(canvas, mask, fields)

    def laid_out(self, pixels: Pixels) -> tuple[Pixels, Mask]:
        """The picture on its wider canvas, its edge drawn out, and what is to be filled there."""
        height, width = pixels.rgb.shape[:2]
        left, top, right, bottom = self._borders(width, height)

        def wider(plane: Array) -> Array:
            return cast(Array, cv2.copyMakeBorder(plane, top, bottom, left, right, cv2.BORDER_REPLICATE))

        canvas = Pixels(wider(pixels.rgb), None if pixels.alpha is None else wider(pixels.alpha), pixels.icc)
        return canvas, self._mask(width, height)

    def _borders(self, width: int, height: int) -> tuple[int, int, int, int]:
        return (
            round(self.left * width),
            round(self.top * height),
            round(self.right * width),
            round(self.bottom * height),
        )

    def _mask(self, width: int, height: int) -> Mask:
        """From the fractions and not from the pixels, so that every size has the same; one pixel of it over the edge
        of the picture, so that nothing of the drawn out edge shows."""
        wide, high = width * (1 + self.left + self.right), height * (1 + self.top + self.bottom)
        mask = marks.canvas_of(wide, high)
        rows, columns = mask.shape
        mask[:] = 255
        ends = (
            (self.top * height / high * rows, rows - self.bottom * height / high * rows, rows),
            (self.left * width / wide * columns, columns - self.right * width / wide * columns, columns),
        )
        kept = []
        for start, stop, most in ends:
            first = int(np.ceil(start)) + 1 if start else 0
            last = int(np.floor(stop)) - 1 if stop < most else most
            kept.append(slice(first, max(first, last)))
        mask[kept[0], kept[1]] = 0
        return mask


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`left`, `right` (of the width), `top`, `bottom` (of the height) or `all` as fractions, or `aspect` "4:5", which
    grows what is too short on both sides alike. `anyway` as for removing. Raises NotPossible for more than a border."""
    marks.only(values, *SIDES, "all", "aspect", "anyway", "seed")
    if region is not None:
        raise BadRequest("a frame is grown for the whole photo, not for a part of it")
    anyway, seed = marks.flag(values, "anyway"), int(marks.number(values, "seed", 1, 0, 2**31 - 1))
    height, width = picture.rgb.shape[:2]
    borders = _borders(values, width, height)
    if not any(borders):
        raise BadRequest("say on which side the photo should grow", "Such as top 0.05, or aspect 4:5.")
    if max(borders) > _MOST:
        raise NotPossible(
            f"a border of {100 * max(borders):.0f} % is more than can be made of what is there (at most "
            f"{100 * _MOST:.0f} %)",
            f"{OUTPAINTING}; what you can do now: “pad to 16:9 with blur”.",
        )
    step = Grow(*borders, seed)
    canvas, mask = step.laid_out(picture)
    found = refuse_if_poor(find(canvas, mask, seed), _REFUSAL, OUTPAINTING, anyway)
    sides = " and ".join(
        f"{100 * border:.0f} % at the {side}" for side, border in zip(SIDES, borders, strict=True) if border
    )
    return Planned(
        steps=(replace(step, field=to_text(found.fields)),),
        label="grown",
        words=f"grown by {sides}, made of what is beside it, confidence {confidence(found):.2f}",
        checks=checks(found, filled(canvas, mask, found.fields), mask),
        note=weakness(found, OUTPAINTING),
    )


def _borders(values: Json, width: int, height: int) -> tuple[float, float, float, float]:
    if "aspect" in values:
        found = re.fullmatch(r"\s*(\d{1,4}(?:\.\d+)?)\s*[:/x]\s*(\d{1,4}(?:\.\d+)?)\s*", str(values["aspect"]))
        if found is None or float(found[1]) == 0 or float(found[2]) == 0:
            raise BadRequest(f"aspect cannot be {values['aspect']!r}", "Such as 4:5, 1:1 or 16:9.")
        wanted = float(found[1]) / float(found[2])
        across, down = max(0.0, wanted * height / width - 1), max(0.0, width / wanted / height - 1)
        return across / 2, down / 2, across / 2, down / 2
    every = marks.number(values, "all", 0.0, 0.0, 1.0)
    left, top, right, bottom = (marks.number(values, side, every, 0.0, 1.0) for side in SIDES)
    return left, top, right, bottom
