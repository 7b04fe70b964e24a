"""Crops: to a shape or a place around what matters, to a region, to a box, or some off a side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

import numpy as np

from backends.engine.fields import number
from backends.engine.framing.attention import attention
from backends.engine.framing.best import Box, Frame, best_frame
from backends.engine.framing.shapes import Shape, wanted_shape
from backends.engine.operations.base import Operation, Planned
from backends.engine.operations.resize import Resize
from backends.engine.pixels import Array, Pixels
from backends.errors import BadRequest, NotPossible
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

_SIDES = ("left", "top", "right", "bottom")
_LEAST = 0.02
# Less attention than this inside, or more on the cut, and the crop is offered with the way to keep everything.
_KEPT, _CUT = 0.72, 0.16
_AIR = 0.12
# The lines of thirds: whether they stand, and where.
_THIRDS = {"left": (True, 1 / 3), "right": (True, 2 / 3), "upper": (False, 1 / 3), "lower": (False, 2 / 3)}
# Less than this of a side is another picture, and so much of a region may be lost at its edge.
_LEAST_LEFT, _OVER = 0.4, 0.03


@dataclass(frozen=True, slots=True)
class Crop(Operation):
    """Keeps what lies between `left`, `top`, `right`, `bottom`, in fractions from the top left corner. With a `ratio`
    (width over height) the last pixel is rounded so that it comes out as exactly as pixels allow."""

    reframes: ClassVar[bool] = True

    left: float = number(0.0, 0.0, 1.0)
    top: float = number(0.0, 0.0, 1.0)
    right: float = number(1.0, 0.0, 1.0)
    bottom: float = number(1.0, 0.0, 1.0)
    ratio: float = number(0.0, 0.0, 20.0)

    def __post_init__(self) -> None:
        if self.right - self.left < 0.001 or self.bottom - self.top < 0.001:
            raise BadRequest("a crop in a recipe keeps nothing")

    def size(self, width: int, height: int) -> tuple[int, int]:
        left, top, right, bottom = self._pixels(width, height)
        return right - left, bottom - top

    def apply(self, pixels: Pixels) -> Pixels:
        height, width = pixels.rgb.shape[:2]
        left, top, right, bottom = self._pixels(width, height)
        rgb = cast(Array, np.ascontiguousarray(pixels.rgb[top:bottom, left:right]))
        alpha = pixels.alpha
        if alpha is not None:
            alpha = cast(Array, np.ascontiguousarray(alpha[top:bottom, left:right]))
        return Pixels(rgb, alpha, pixels.icc)

    def _pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        across = max(1, round((self.right - self.left) * width))
        down = max(1, round((self.bottom - self.top) * height))
        if self.ratio:
            # The side that fits gives the other.
            if across / down > self.ratio:
                across = max(1, round(down * self.ratio))
            else:
                down = max(1, round(across / self.ratio))
        left = min(max(0, round((self.left + self.right) / 2 * width - across / 2)), width - across)
        top = min(max(0, round((self.top + self.bottom) / 2 * height - down / 2)), height - down)
        return left, top, left + across, top + down


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`ratio` ("4:5") or `place` ("instagram story"); or `region`; or `left`, `top`, `right`, `bottom`: how much goes
    off each side, in fractions. `third` is the line of thirds that a region comes to ("left", "upper"). With a place,
    what is larger is made as large as the place wants. `whole` are boxes that a shape should leave whole, as it does
    faces."""
    height, width = picture.rgb.shape[:2]
    shape = wanted_shape(values, width, height)
    trims = {side: values[side] for side in _SIDES if side in values}
    if region is not None and values.get("third"):
        return _on_a_third(region, str(values["third"]))
    if region is not None:
        return _to_region(region, shape, width, height)
    if shape is not None:
        return _to_shape(picture, shape, values.get("whole") or ())
    if not trims:
        raise BadRequest("a crop needs a shape, a place or a side", "Such as: crop to 4:5, crop 10% off the left.")
    return _trimmed(trims)


def _to_shape(picture: Pixels, shape: Shape, whole: tuple[Box, ...]) -> Planned:
    height, width = picture.rgb.shape[:2]
    found = attention(picture)
    if whole:
        found = replace(found, faces=(*whole, *found.faces))
    frame = best_frame(found, shape.ratio, width, height)
    step = Crop(*(round(edge, 5) for edge in frame.box), ratio=round(shape.ratio, 5))
    steps: tuple[Operation, ...] = (step,)
    if shape.size[0]:
        steps += (Resize(width=shape.size[0], height=shape.size[1]),)
    checks = [_shape_check(step, shape, width, height)]
    if found.faces:
        checks.append(Check("faces that are cut", 0.0 if frame.whole_faces else 1.0, "0", frame.whole_faces))
    return Planned(steps, f"cropped to {shape.name}", _words(frame, shape), tuple(checks), _note(frame, shape))


def _words(frame: Frame, shape: Shape) -> str:
    left, top, right, bottom = frame.box
    return f"cropped to {shape.name}, {(right - left) * (bottom - top):.0%} of the picture kept"


def _note(frame: Frame, shape: Shape) -> str:
    if frame.whole_faces and frame.kept >= _KEPT and frame.cut <= _CUT:
        return ""
    said = f"“pad to {shape.name} with blur” keeps all of it"
    if not frame.whole_faces:
        return f"This shape cannot keep every face whole here; {said}."
    return f"This shape cuts into what draws the eye here ({frame.kept:.0%} of that is kept); {said}."


def _shape_check(step: Crop, shape: Shape, width: int, height: int) -> Check:
    across, down = step.size(width, height)
    off = abs(across - down * shape.ratio)
    return Check("pixels off the shape", round(off, 1), "<= 1", off <= max(1.0, shape.ratio))


def _on_a_third(region: Region, third: str) -> Planned:
    """The largest part in which the middle of the region lies on that line: of the same shape where the region fits."""
    if third not in _THIRDS:
        raise BadRequest(f"{third[:30]!r} is no line of thirds", f"There are {', '.join(_THIRDS)}.")
    across, share = _THIRDS[third]
    left, top, right, bottom = _edges_of(region)
    (low, high), (near, far) = ((left, right), (top, bottom)) if across else ((top, bottom), (left, right))
    middle = (low + high) / 2
    size = min(1.0, middle / share, (1 - middle) / (1 - share))
    start = middle - share * size
    if size < _LEAST_LEFT or low < start - _OVER or high > start + size + _OVER:
        raise NotPossible(
            f"{region.name} is too large or too near the edge to come to the {third} third by cropping",
            "Nothing was cropped. To continue the picture beyond its edge needs a model.",
        )
    beside = min(1.0, max(size, (far - near) * (1 + _AIR)))
    other = min(max(0.0, (near + far) / 2 - beside / 2), 1 - beside)
    box = (start, other, start + size, other + beside) if across else (other, start, other + beside, start + size)
    step = Crop(*(round(float(min(1.0, max(0.0, edge))), 5) for edge in box))
    label = f"{region.name} on the {third} third"
    return Planned((step,), label, f"{label}, {size * beside:.0%} of the picture kept", note=region.note)


def _edges_of(region: Region) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the region, in fractions."""
    rows, columns = np.flatnonzero((region.mask >= 128).any(1)), np.flatnonzero((region.mask >= 128).any(0))
    if not len(rows) or not len(columns):
        raise NotPossible(f"{region.name} is too small to crop to", "Give a box instead.")
    tall, wide = region.mask.shape
    return columns[0] / wide, rows[0] / tall, (columns[-1] + 1) / wide, (rows[-1] + 1) / tall


def _to_region(region: Region, shape: Shape | None, width: int, height: int) -> Planned:
    left, top, right, bottom = _edges_of(region)
    drawn = region.name.startswith("the box")
    air = 0.0 if drawn else _AIR * max((right - left) * width, (bottom - top) * height)
    left, right = max(0.0, left - air / width), min(1.0, right + air / width)
    top, bottom = max(0.0, top - air / height), min(1.0, bottom + air / height)
    if shape is not None:
        return _shaped_around((left, top, right, bottom), region, shape, width, height)
    if right - left > 0.99 and bottom - top > 0.99:
        raise NotPossible(f"{region.name} fills the picture already", "Nothing was cropped.")
    step = Crop(*(round(float(edge), 5) for edge in (left, top, right, bottom)))
    share = (step.right - step.left) * (step.bottom - step.top)
    label = f"cropped to {region.name}"
    return Planned((step,), label, f"{label}, {share:.0%} of the picture kept", note=region.note)


def _shaped_around(box: Box, region: Region, shape: Shape, width: int, height: int) -> Planned:
    """The largest frame of a shape with the region in its middle, as far as the picture reaches."""
    wide = min(width, height * shape.ratio)
    tall = wide / shape.ratio
    left = min(max(0.0, (box[0] + box[2]) / 2 * width - wide / 2), width - wide)
    top = min(max(0.0, (box[1] + box[3]) / 2 * height - tall / 2), height - tall)
    edges = left / width, top / height, (left + wide) / width, (top + tall) / height
    step = Crop(*(round(edge, 5) for edge in edges), ratio=round(shape.ratio, 5))
    steps: tuple[Operation, ...] = (step,)
    if shape.size[0]:
        steps += (Resize(width=shape.size[0], height=shape.size[1]),)
    cut = box[0] < edges[0] - 0.01 or box[1] < edges[1] - 0.01 or box[2] > edges[2] + 0.01 or box[3] > edges[3] + 0.01
    note = f"Not all of {region.name} fits into this shape." if cut else ""
    label = f"cropped to {shape.name} around {region.name}"
    share = (step.right - step.left) * (step.bottom - step.top)
    checks = (_shape_check(step, shape, width, height),)
    return Planned(steps, label, f"{label}, {share:.0%} of the picture kept", checks, f"{region.note} {note}".strip())


def _trimmed(trims: Json) -> Planned:
    amounts: dict[str, float] = dict.fromkeys(_SIDES, 0.0)
    for side, said in trims.items():
        if isinstance(said, bool) or not isinstance(said, int | float):
            raise BadRequest(f"how much goes off the {side} must be a number", "Such as: crop 10% off the left.")
        amounts[side] = float(said) / 100 if said > 1 else float(said)
    if not all(0 <= amount < 1 for amount in amounts.values()) or not any(amounts.values()):
        raise BadRequest("a side can lose more than nothing and less than all", "Such as: crop 10% off the left.")
    right, bottom = 1 - amounts["right"], 1 - amounts["bottom"]
    if right - amounts["left"] < _LEAST or bottom - amounts["top"] < _LEAST:
        raise BadRequest("that would leave nothing of the picture", "Take less off.")
    sides = " and ".join(f"{amounts[side]:.0%} off the {side}" for side in _SIDES if amounts[side])
    return Planned((Crop(amounts["left"], amounts["top"], right, bottom),), f"cropped {sides}", f"cropped {sides}")
