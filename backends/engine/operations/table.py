"""A look as a table of colours: a person's own LUT, or what was measured on another picture, kept in the recipe."""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from backends.engine.colour import lut
from backends.engine.fields import number, text
from backends.engine.operations.pointwise import Floats, Pointwise, inside
from backends.errors import BadRequest

SIZE = lut.SIZE
# Twelve bits are a sixteenth of a level of eight. Looks of ours packed so take 43 to 60 kB of text and lose 0.02 to
# 0.06 levels on average against the exact grade, nearly all of it by the 33 points (measured 2026-11).
_TOP = 4095
_BYTES = SIZE**3 * 3 * 2
_MOST = 300_000


@dataclass(frozen=True, slots=True)
class ColourTable(Pointwise):
    """`table` is what `packed` made, applied by `amount` (0 leaves the picture, 1 is all of it, up to 1.5 overdoes it).

    `name` says where it is from ("kodak.cube").
    """

    name: str = text(most=120)
    table: str = text(most=_MOST)
    amount: float = number(1.0, 0.0, 1.5)

    def __post_init__(self) -> None:
        if self.table:
            unpacked(self.table)

    def colours(self, srgb: Floats) -> Floats:
        if not self.table:
            return srgb
        colours, beyond = inside(srgb)
        mapped = looked_up(unpacked(self.table), colours)
        return np.asarray(colours + (mapped - colours) * self.amount + beyond, np.float32)


def packed(values: Floats) -> str:
    """A table (33, 33, 33, 3) indexed by red, green, blue, clipped to 0..1, as text for a recipe."""
    steps = np.round(np.clip(values, 0, 1) * _TOP).astype(np.int16)
    for axis in range(3):
        steps = np.diff(steps, axis=axis, prepend=np.zeros_like(np.take(steps, [0], axis)))
    return base64.b64encode(zlib.compress(np.moveaxis(steps, -1, 0).astype("<i2").tobytes(), 9)).decode("ascii")


@lru_cache(maxsize=16)
def unpacked(text: str) -> Floats:
    """The table that `packed` was given, (33, 33, 33, 3), not to be written to; raises BadRequest for anything else."""
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(base64.b64decode(text, validate=True), _BYTES)
        if len(data) != _BYTES or inflater.unconsumed_tail:
            raise ValueError("wrong length")
    except (binascii.Error, zlib.error, ValueError) as fault:
        raise BadRequest("the colour table of a recipe is damaged", "Apply the LUT file again.") from fault
    steps = np.moveaxis(np.frombuffer(data, "<i2").reshape(3, SIZE, SIZE, SIZE), 0, -1)
    for axis in range(3):
        # 16 bits wrap around in the sum as they did in the difference.
        steps = np.cumsum(steps, axis=axis, dtype=np.int16)
    return np.asarray(np.clip(steps / _TOP, 0, 1), np.float32)


def looked_up(values: Floats, colours: Floats) -> Floats:
    """Colours (n, 3) of 0..1 through a table (33, 33, 33, 3), by tetrahedral interpolation."""
    result = np.ascontiguousarray(colours, np.float32).reshape(1, -1, 3).copy()
    lut.Table(values).apply(result, result)
    return result.reshape(-1, 3)
