"""Takes something out of a picture and fills its place with what is around it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from backends.engine.fields import text, whole
from backends.engine.operations.base import Operation
from backends.engine.pixels import Pixels
from backends.errors import BadRequest, NotPossible

# 512 x 512 bytes in base64, which the PNG of a mask never reaches.
_MOST_MASK = 360_000
_MOST_FIELD = 2_000_000
_SIDE = 512


@dataclass(frozen=True, slots=True)
class Fill(Operation):
    """What `mask` covers (a grey PNG of at most 512 pixels in base64, 255 to be filled) is made of what is around it.

    `field` keeps where each of its pixels comes from, as it was found on the proxy; where it is empty, `seed` and the
    picture at the size of a proxy decide.
    """

    mask: str = text(most=_MOST_MASK)
    seed: int = whole(1, 0, 2**31 - 1)
    field: str = text(most=_MOST_FIELD)

    def __post_init__(self) -> None:
        """A recipe may come from anywhere: the header is read before anything is decoded."""
        try:
            head = base64.b64decode(self.mask[:64], validate=True)
        except binascii.Error:
            head = b"damaged"
        width, height = (int.from_bytes(head[at : at + 4], "big") for at in (16, 20))
        if self.mask and not (head[:4] == b"\x89PNG" and 1 <= width <= _SIDE and 1 <= height <= _SIDE):
            raise BadRequest("what is to be filled in a recipe is no mask")

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.completion.fieldtext import from_text
        from backends.engine.completion.filling import fields_fit, filled, find
        from backends.engine.regions.base import unpacked

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
