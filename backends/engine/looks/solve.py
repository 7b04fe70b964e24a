"""Fits a recipe to the photo: light and saturation are searched until it is as dark and as colourful as meant."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backends.engine.colour.lut import to_srgb
from backends.engine.measure import features as measure
from backends.engine.pixels import scout
from backends.engine.recipe import Grade, Recipe, Step
from backends.engine.render import render_float

# Long side of the picture that is solved on.
SIDE = 96

_ROUNDS = 5
_DARK = 26.0
_BRIGHTEST = 96.0
_MIDDLE = 40.0

# How a wished stop is shared between exposure and gamma (a stop is a gamma of about 1.3 at middle grey).
_BY_EXPOSURE = 0.5
_BY_GAMMA = 0.22


@dataclass(frozen=True, slots=True)
class Sample:
    """A small copy of a picture as its own file encodes it, with what it measures."""

    picture: np.ndarray
    icc: bytes
    seen: measure.Look

    @staticmethod
    def of(picture: np.ndarray, icc: bytes, side: int = SIDE) -> Sample:
        small = scout(picture, side)
        return Sample(small, icc, measure.measure(to_srgb(small, icc)))

    def then(self, steps: Sequence[Step]) -> Sample:
        """The sample as it is after these steps."""
        picture = render_float(self.picture, Recipe(tuple(steps)), self.icc)
        return Sample(picture, self.icc, measure.measure(to_srgb(picture, self.icc)))

    def after(self, steps: Sequence[Step]) -> measure.Look:
        return self.then(steps).seen


def solve(sample: Sample, steps: Sequence[Step], lightness: float | None, chroma: float | None) -> tuple[Step, ...]:
    """`steps` with exposure and saturation of their first grade such that mean lightness and chroma are these
    ratios of `sample`'s, spatial steps included, without crushing shadows; None leaves one as it is."""
    if lightness is None and chroma is None:
        return tuple(steps)
    at = next(n for n, step in enumerate(steps) if isinstance(step, Grade))
    grade = steps[at]
    assert isinstance(grade, Grade)
    before = sample.seen
    goal = None if lightness is None else _reachable(lightness, before) * before.lightness
    colour = None if chroma is None else chroma * before.chroma
    stops = grade.exposure
    if goal is not None:
        stops = _clip(np.log(goal / max(before.lightness, 1)) / 0.27, -3, 2)
        grade = _lit(grade, stops)
    tried: list[tuple[float, float]] = []
    for _ in range(_ROUNDS):
        seen = sample.after([*steps[:at], grade, *steps[at + 1 :]])
        done = True
        changes: dict[str, float] = {}
        if goal is not None and abs(seen.lightness / goal - 1) > 0.015:
            tried.append((stops, float(np.log(max(seen.lightness, 0.5) / goal))))
            stops = _clip(stops + _stops(tried), -4.5, 3)
            done = False
        if colour is not None and abs(seen.chroma - colour) > max(0.3, 0.03 * colour):
            factor = _clip(colour / max(seen.chroma, 0.5), 0.4, 2.2)
            changes["saturation"] = round(_clip(grade.saturation * factor, *_saturations(chroma)), 4)
            done = done and changes["saturation"] == grade.saturation
        if seen.crushed > before.crushed + 0.06 and lightness is not None and lightness < 1:
            # A floor under the shadows: lift them and soften the curve, and let the search go on.
            changes["blacks"] = _clip(grade.blacks + 0.2, -1, 0.6)
            changes["contrast"] = grade.contrast * 0.75
            changes["fade"] = _clip(grade.fade + 0.012, -0.1, 0.12)
            tried.clear()
            done = False
        if done:
            break
        grade = dataclasses.replace(_lit(grade, stops), **changes)
    return (*steps[:at], grade, *steps[at + 1 :])


def _lit(grade: Grade, stops: float) -> Grade:
    """Part of the light is given or taken by gamma, which holds white, so that lights stay lights."""
    return dataclasses.replace(
        grade, exposure=round(stops * _BY_EXPOSURE, 4), gamma=round(_clip(2 ** (-stops * _BY_GAMMA), 0.35, 3), 4)
    )


def _reachable(ratio: float, before: measure.Look) -> float:
    """A photo that is dark already cannot lose as much light, and a bright one not gain as much;
    a dark one gains as much as a middling one would."""
    if ratio >= 1:
        room = max(_BRIGHTEST - before.lightness, 0.0)
        wish = (ratio - 1) * max(before.lightness, _MIDDLE)
        return 1 + min(wish, 0.45 * room) / max(before.lightness, 1.0)
    dark = _clip((_DARK - before.lightness) / 20, 0, 1)
    return ratio + (max(ratio, 0.84) - ratio) * dark


def _saturations(chroma: float | None) -> tuple[float, float]:
    """Bounds, so that neither a tint nor a colourless photo drives the saturation to where it looks false."""
    ratio = 1.0 if chroma is None else chroma
    return (0.0 if ratio < 0.4 else 0.35), max(1.2, min(ratio * 1.35, 1.9))


def _stops(tried: list[tuple[float, float]]) -> float:
    """The secant's step in stops; the logarithm of mean lightness is nearly straight in exposure."""
    slope = 0.27
    if len(tried) > 1:
        (e0, f0), (e1, f1) = tried[-2:]
        if abs(e1 - e0) > 1e-3:
            slope = _clip((f1 - f0) / (e1 - e0), 0.06, 0.6)
    return _clip(-tried[-1][1] / slope, -1.5, 1.5)


def _clip(value: float, low: float, high: float) -> float:
    return float(min(max(value, low), high))
