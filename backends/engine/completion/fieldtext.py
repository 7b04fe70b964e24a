"""Keeps in a recipe where each pixel of a hole comes from, so that a replay at any size never searches again."""

from __future__ import annotations

import base64
import binascii
import zlib

import numpy as np
from numpy.typing import NDArray

from backends.engine.completion.parts import MOST_PARTS, PIXELS
from backends.errors import BadRequest

Field = NDArray[np.int16]
_MOST_BYTES = 64_000_000


def to_text(found: list[Field]) -> str:
    """`found` are (height, width, 2) each: rows and columns to the source."""
    pieces: list[bytes] = []
    for field in found:
        pieces.append(np.array(field.shape[:2], "<u2").tobytes())
        pieces += [np.ascontiguousarray(field[..., plane], "<i2").tobytes() for plane in (0, 1)]
    return base64.b64encode(zlib.compress(b"".join(pieces), 9)).decode("ascii")


def from_text(text: str) -> list[Field]:
    """What `to_text` was given; raises BadRequest for anything else."""
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode(text, validate=True), _MOST_BYTES)
    except (binascii.Error, zlib.error):
        raise BadRequest("the filling of a recipe is damaged") from None
    found: list[Field] = []
    at = 0
    while at < len(data):
        height, width = (int(side) for side in np.frombuffer(data[at : at + 4].ljust(4, b"\0"), "<u2"))
        count = height * width
        at += 4
        if not 0 < count <= 1.1 * PIXELS or at + 4 * count > len(data) or len(found) == MOST_PARTS:
            raise BadRequest("the filling of a recipe is damaged")
        planes = np.frombuffer(data[at : at + 4 * count], "<i2").reshape(2, height, width)
        found.append(np.ascontiguousarray(planes.transpose(1, 2, 0), np.int16))
        at += 4 * count
    return found
