"""Takes something out of a picture and fills its place with what is around it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from backends.engine.completion import marks
from backends.engine.completion.confidence import confidence
from backends.engine.completion.fieldtext import from_text, to_text
from backends.engine.completion.filling import fields_fit, filled, find
from backends.engine.completion.verdict import INPAINTING, checks, refuse_if_poor, weakness
from backends.engine.fields import text, whole
from backends.engine.operations.base import Operation, Planned
from backends.engine.pixels import Pixels
from backends.engine.regions.base import SIDE, Mask, Region, packed, unpacked
from backends.errors import BadRequest, NotPossible
from backends.types import Json

# 512 x 512 bytes in base64, which the PNG of a mask never reaches.
_MOST_MASK = 360_000
MOST_FIELD = 2_000_000
# Of the picture: with more missing than this there is no photo left to fill it from.
_MOST_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Fill(Operation):
    """What `mask` covers (a grey PNG of at most 512 pixels in base64, 255 to be filled) is made of what is around it.

    `field` keeps where each of its pixels comes from, as it was found on the proxy; where it is empty, `seed` and the
    picture at the size of a proxy decide.
    """

    mask: str = text(most=_MOST_MASK)
    seed: int = whole(1, 0, 2**31 - 1)
    field: str = text(most=MOST_FIELD)

    def __post_init__(self) -> None:
        """A recipe may come from anywhere: the header is read before anything is decoded."""
        try:
            head = base64.b64decode(self.mask[:64], validate=True)
        except binascii.Error:
            head = b"damaged"
        width, height = (int.from_bytes(head[at : at + 4], "big") for at in (16, 20))
        if self.mask and not (head[:4] == b"\x89PNG" and 1 <= width <= SIDE and 1 <= height <= SIDE):
            raise BadRequest("what is to be filled in a recipe is no mask")

    def apply(self, pixels: Pixels) -> Pixels:
        if not self.mask:
            return pixels
        mask = unpacked(self.mask)
        if self.field:
            fields = from_text(self.field)
            if not fields_fit(mask, fields):
                raise BadRequest("the filling of a recipe does not belong to its mask")
        else:
            found = find(pixels, mask, self.seed)
            if found is None:
                raise NotPossible("there is too little around it to fill it from", "Mark less of the photo.")
            fields = found.fields
        return filled(pixels, mask, fields)


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """Remove a region, or `box`: [left, top, right, bottom] in fractions. `anyway`: true shows what would be refused.

    Raises NotPossible where the filling would not fit, with the kind of model that does it.
    """
    marks.only(values, "box", "anyway", "seed")
    anyway, seed = marks.flag(values, "anyway"), int(marks.number(values, "seed", 1, 0, 2**31 - 1))
    if "box" in values:
        name, mask = "what is in the box", marks.boxed(picture, values["box"])
    elif region is not None:
        name, mask = region.name, marks.grown(region)
    else:
        raise BadRequest("say what is to be removed", f"Name it, or give a box. {marks.BOX_ADVICE}")
    if float(mask.mean()) / 255 > _MOST_SHARE:
        raise NotPossible(f"{name} is too much of the photo to fill from the rest", f"{INPAINTING}.")
    refusal = f"{name} cannot be removed well: what is around does not continue behind it"
    return planned(picture, mask, refusal, f"{name} removed", seed, anyway)


def planned(picture: Pixels, mask: Mask, refusal: str, label: str, seed: int, anyway: bool) -> Planned:
    """The step that fills `mask`, with what was found for it, and how well that went. Raises NotPossible with the
    `refusal` where it does not fit, unless `anyway`."""
    found = refuse_if_poor(find(picture, mask, seed), refusal, INPAINTING, anyway)
    after = filled(picture, mask, found.fields)
    share = 100 * float(mask.mean()) / 255
    return Planned(
        steps=(Fill(packed(mask), seed, to_text(found.fields)),),
        label=label,
        words=f"{label}: {share:.1f} % of the photo filled from what is around, confidence {confidence(found):.2f}",
        checks=checks(found, after, mask),
        note=weakness(found),
    )
