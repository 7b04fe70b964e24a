"""Makes a face, a plate or a text unrecognisable so that nothing in the file can bring it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.fields import choice, number, text
from backends.engine.operations.amounts import amount_of
from backends.engine.operations.base import Operation, Planned
from backends.engine.pixels import Array, Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import fitted, packed, unpacked
from backends.engine.render import render
from backends.engine.within import checked_mask
from backends.errors import BadRequest
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

# So many squares over the short side of what is hidden: a face in 6 x 6 is nobody; in 12 x 12 it still is somebody
# (Harmon 1973, "The Recognition of Faces": 16 x 16 is enough to know a face).
_ACROSS = 6
# Squares as fractions of the long side, so that a tiny plate is hidden too and a whole picture is still a picture.
_FINEST, _COARSEST = 1 / 90, 1 / 24
_SOFT = 1 / 120
# A line of letters is legible in two squares over its height, and can be guessed letter by letter; in one it is a bar.
_LINE, _WIDEST = 1.0, 1 / 8
# What is so much longer than high is a line of letters, whoever drew the box around it.
_LONG = 2.2
# The mask is grown by this part of a square, so that no rim shows what was under it. A line of letters is found with a
# rim of its own, and the next line must stay.
_GROWN, _GROWN_LINE = 0.5, 0.06
_LIGHTLY = "So little hides nothing for sure; “{0} {1}” does."


@dataclass(frozen=True, slots=True)
class Obscure(Operation):
    """What `mask` covers (a grey PNG in base64; empty is everything) becomes the mean colours of squares of `cell` (a
    fraction of the long side), left as squares or blurred into each other: one colour a square is all that is kept.
    The mask is grown by `rim` squares first."""

    mask: str = text(most=360_000)
    cell: float = number(1 / 48, 1 / 400, 1 / 4)
    kind: str = choice("blur", "pixelate")
    rim: float = number(_GROWN, 0.0, 1.0)

    def __post_init__(self) -> None:
        checked_mask(self.mask, "what is to be hidden")

    def apply(self, pixels: Pixels) -> Pixels:
        height, width = pixels.rgb.shape[:2]
        side = max(1.0, self.cell * max(height, width))
        size = max(1, round(width / side)), max(1, round(height / side))
        few = cv2.resize(pixels.rgb, size, interpolation=cv2.INTER_AREA)
        how = cv2.INTER_NEAREST if self.kind == "pixelate" else cv2.INTER_CUBIC
        hidden = cast(Array, np.asarray(cv2.resize(few, (width, height), interpolation=how)))
        if not self.mask:
            return Pixels(hidden, pixels.alpha, pixels.icc)
        share = _share(unpacked(self.mask), (width, height), size, self)
        result = pixels.rgb.copy()
        rows, columns = np.flatnonzero(share.any(1)), np.flatnonzero(share.any(0))
        if not len(rows):
            return pixels
        frame = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        part = share[frame][..., None].astype(np.float32) / 255
        mixed = result[frame] * (1 - part) + hidden[frame] * part
        result[frame] = (mixed + 0.5).astype(result.dtype)
        return Pixels(result, pixels.alpha, pixels.icc)


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`kind` "blur" or "pixelate", and an `amount` of it; the whole picture is blurred where there is no region."""
    kind = values.get("kind", "blur")
    if kind not in ("blur", "pixelate"):
        raise BadRequest(f"there is no way to hide called {str(kind)[:30]!r}", "There are blur and pixelate.")
    amount = amount_of(values)
    if region is None:
        step = Obscure(cell=(_SOFT if kind == "blur" else _COARSEST) * amount, kind=kind)
        said = "the whole picture blurred" if kind == "blur" else "the whole picture in squares"
        return Planned((step,), said, said)
    cell, rim = _cell(region)
    step = Obscure(packed(fitted(region.mask)), cell * amount, kind, rim)
    after = render(picture, Recipe((step,)))
    left = _left(picture, after, step)
    checks = [Check("fine detail that is left there", round(left, 2), "<= 0.15", left <= 0.15)]
    done = "blurred" if kind == "blur" else "pixelated"
    if amount < 1:
        # Squares half as wide leave enough of a face to know it.
        note = f"{region.note} {_LIGHTLY.format(kind, region.name)}".strip()
        return Planned((step,), f"{region.name} lightly {done}", "what is there may still be known", note=note)
    words = "it cannot be undone in the exported file"
    return Planned((step,), f"{region.name} {done}", words, tuple(checks), region.note)


def _share(mask: NDArray[np.uint8], frame: tuple[int, int], size: tuple[int, int], step: Obscure) -> NDArray[np.uint8]:
    """(height, width), 255 where nothing of the original may stay. Squares are hidden whole, but for those of a line; a
    blur ends softly, and only outside of what was asked for."""
    reach = max(1, round(step.rim * max(mask.shape) / max(size)))
    grown = np.asarray(cv2.dilate((mask > 64).astype(np.uint8) * 255, np.ones((2 * reach + 1,) * 2, np.uint8)))
    if step.kind == "pixelate":
        if step.rim < _GROWN:
            return np.asarray(cv2.resize(grown, frame, interpolation=cv2.INTER_NEAREST), np.uint8)
        squares = cv2.resize(grown, size, interpolation=cv2.INTER_AREA)
        whole = (squares > 40).astype(np.uint8) * 255
        return np.asarray(cv2.resize(whole, frame, interpolation=cv2.INTER_NEAREST), np.uint8)
    wide = np.asarray(cv2.dilate(grown, np.ones((2 * reach + 1,) * 2, np.uint8)))
    soft = np.maximum(np.asarray(cv2.blur(wide, (2 * reach + 1,) * 2)), grown)
    return np.asarray(cv2.resize(soft, frame, interpolation=cv2.INTER_LINEAR), np.uint8)


def _cell(region: Region) -> tuple[float, float]:
    """A sixth of the short side of the largest separate part, or all of it where that is a line of letters; and by how
    many squares to grow what is hidden."""
    mask = region.mask
    _, _, parts, _ = cv2.connectedComponentsWithStats((mask > 64).astype(np.uint8))
    sides = [(int(part[cv2.CC_STAT_WIDTH]), int(part[cv2.CC_STAT_HEIGHT])) for part in parts[1:]]
    if region.lines:
        high, wide = mask.shape
        sides += [(round((box[2] - box[0]) * wide), round((box[3] - box[1]) * high)) for box in region.boxes]
    plain = [min(side) for side in sides if not _is_line(side)]
    lines = [min(side) for side in sides if region.lines or _is_line(side)]
    cell = np.clip(max(plain, default=1) / _ACROSS / max(mask.shape), _FINEST, _COARSEST)
    line = min(max(lines, default=0) / _LINE / max(mask.shape), _WIDEST)
    return (float(line), _GROWN_LINE) if line > cell else (float(cell), _GROWN)


def _is_line(side: tuple[int, int]) -> bool:
    return max(side) >= _LONG * min(side)


def _left(before: Pixels, after: Pixels, step: Obscure) -> float:
    """The share of detail finer than a square that is left in the middle of what was hidden."""
    height, width = before.rgb.shape[:2]
    inside = cv2.resize(unpacked(step.mask), (width, height), interpolation=cv2.INTER_LINEAR) > 200
    if not inside.any():
        return 0.0

    def fine(pixels: Pixels) -> Any:
        light = np.asarray(cv2.cvtColor(pixels.rgb, cv2.COLOR_RGB2GRAY), np.float32)
        return (light - cv2.GaussianBlur(light, (0, 0), max(0.8, step.cell * max(height, width) / 6)))[inside]

    was, now = fine(before), fine(after)
    # What is left of the original, not the edges of squares, which are new.
    return float(abs(np.mean(was * now)) / max(float(np.mean(was * was)), 1e-3))
