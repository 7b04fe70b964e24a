"""Tone curves as a person draws them: points of one curve, for all channels or for one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from backends.engine.fields import choice, numbers
from backends.engine.operations import measured
from backends.engine.operations.base import Planned
from backends.engine.operations.pointwise import Floats, Pointwise, inside
from backends.engine.pixels import Pixels
from backends.engine.within import within
from backends.errors import BadRequest
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

CHANNELS = ("all", "red", "green", "blue")
_MOST = 16


@dataclass(frozen=True, slots=True)
class Curve(Pointwise):
    """`points` are x, y, x, y, ... of display values 0..1 with rising x; between them the curve neither overshoots
    nor turns back. Outside the first and last point it is level."""

    channel: str = choice(*CHANNELS)
    points: tuple[float, ...] = numbers(-2 * _MOST, 0.0, 1.0)

    def __post_init__(self) -> None:
        x = self.points[::2]
        if len(self.points) % 2 or any(after - before < 1e-3 for before, after in pairwise(x)):
            raise BadRequest("the points of a curve must be pairs from left to right", "Such as 0,0 0.25,0.2 1,1.")

    def colours(self, srgb: Floats) -> Floats:
        if len(self.points) < 4:
            return srgb
        colours, beyond = inside(srgb)
        curve = monotone(np.array(self.points[::2]), np.array(self.points[1::2]))
        parts = range(3) if self.channel == "all" else (CHANNELS.index(self.channel) - 1,)
        result = colours.copy()
        for part in parts:
            result[:, part] = np.interp(colours[:, part], _AXIS, curve)
        return np.asarray(result + beyond, np.float32)


_AXIS = np.linspace(0, 1, 1025)


def monotone(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(1025,) values at 0..1 of the cubic through the points that keeps their order (Fritsch, Carlson 1980,
    "Monotone Piecewise Cubic Interpolation"; slopes by the harmonic mean of Fritsch, Butland 1984)."""
    width = np.diff(x)
    rise = np.diff(y) / width
    slope = np.zeros_like(y)
    if len(x) == 2:
        slope[:] = rise[0]
    else:
        same = rise[:-1] * rise[1:] > 0
        first, second = 2 * width[1:] + width[:-1], width[1:] + 2 * width[:-1]
        with np.errstate(divide="ignore", invalid="ignore"):
            between = (first + second) / (first / rise[:-1] + second / rise[1:])
        slope[1:-1] = np.where(same, between, 0.0)
        slope[0], slope[-1] = rise[0], rise[-1]
    at = np.clip(_AXIS, x[0], x[-1])
    part = np.clip(np.searchsorted(x, at, "right") - 1, 0, len(width) - 1)
    t = (at - x[part]) / width[part]
    return np.clip(
        (1 + 2 * t) * (1 - t) ** 2 * y[part]
        + t * (1 - t) ** 2 * width[part] * slope[part]
        + t * t * (3 - 2 * t) * y[part + 1]
        + t * t * (t - 1) * width[part] * slope[part + 1],
        0,
        1,
    )


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`points`: pairs [x, y] of 0..1 for all channels, or an object of such lists by channel (see CHANNELS)."""
    given = values.get("points")
    by_channel = given if isinstance(given, dict) else {"all": given}
    steps = tuple(Curve(_channel(name), _points(points)) for name, points in by_channel.items())
    if not steps:
        raise BadRequest("a curve needs at least two points", "Such as [[0, 0], [0.25, 0.2], [0.75, 0.8], [1, 1]].")
    after = picture
    for step in steps:
        after = step.apply(after)
    change = measured.changed(picture, after)
    levels = max(int(np.unique(after.rgb[..., part]).size) for part in range(3))
    least = min(24, int(np.unique(picture.rgb).size))
    check = Check("levels that are left of 256", float(levels), f">= {least}", levels >= least)
    note = ""
    if change["crushed"] + change["clipped"] > 0.05:
        note = f"{change['crushed'] + change['clipped']:.0%} of the photo became pure black or white."
    if region is not None:
        steps = (within(region.name, region.mask, steps),)
    where = f" in {region.name}" if region is not None else ""
    return Planned(steps, f"curve{where}", measured.in_words(picture, after) + where, (check,), note)


def _channel(name: object) -> str:
    if name not in CHANNELS:
        raise BadRequest(f"a curve knows no channel {str(name)[:20]!r}", "There are all, red, green, blue.")
    return str(name)


def _points(points: object) -> tuple[float, ...]:
    if not isinstance(points, list | tuple) or not 2 <= len(points) <= _MOST:
        raise BadRequest(f"a curve needs 2 to {_MOST} points", "Such as [[0, 0], [0.25, 0.2], [0.75, 0.8], [1, 1]].")
    flat: list[float] = []
    for point in points:
        if not isinstance(point, list | tuple) or len(point) != 2:
            raise BadRequest("each point of a curve is a pair of numbers 0 to 1", "Such as [0.25, 0.2].")
        for value in point:
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                raise BadRequest("each point of a curve is a pair of numbers 0 to 1", "Such as [0.25, 0.2].")
            flat.append(float(value))
    return tuple(flat)
