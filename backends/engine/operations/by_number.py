"""Tone and colour by number, as photographers dial them: exposure in stops, warmth in kelvin, the rest in per cent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from backends.engine.colour.grade import LUMA, s_curve
from backends.engine.measure import features as measure
from backends.engine.measure import words
from backends.engine.operations import measured
from backends.engine.operations.base import Planned
from backends.engine.recipe import Bloom, Clarity, Grade, Grain, Recipe, Step, Vignette
from backends.engine.render import render
from backends.engine.within import limited
from backends.errors import BadRequest
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels
    from backends.engine.regions.base import Region


class Dial(NamedTuple):
    """`least` to `most` in `unit`. `set` turns a grade to a value, or makes a step that follows it. `moves` is the
    measure that goes the value's way, or against it after a minus."""

    least: float
    most: float
    unit: str
    moves: str
    set: Callable[[Grade, float], Step]
    rest: float = 0.0


def _field(name: str, per: float = 0.01, neutral: float = 0.0) -> Callable[[Grade, float], Grade]:
    return lambda grade, value: replace(grade, **{name: round(neutral + value * per, 4)})


def _exposure(grade: Grade, stops: float) -> Grade:
    return replace(grade, exposure=stops, rolloff=1.0 if stops > 0 else 0.0)


def _contrast(grade: Grade, percent: float) -> Grade:
    """The curve whose slope at the pivot is that much steeper, or the steepest and flattest that there are."""
    wanted, step = 1 + percent / 100, 1e-3
    low, high = -1.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        ends = s_curve(np.array([grade.pivot - step, grade.pivot + step]), middle, grade.pivot)
        low, high = (middle, high) if float(ends[1] - ends[0]) / (2 * step) < wanted else (low, middle)
    return replace(grade, contrast=round((low + high) / 2, 4))


def _kelvin(grade: Grade, kelvin: float) -> Grade:
    """As a raw converter's slider moved from daylight: the light is taken to have been that much bluer."""
    return replace(grade, temperature=round((1e6 / _DAYLIGHT - 1e6 / (_DAYLIGHT + kelvin)) / _MIRED, 4))


# What `Grade.temperature` counts from and in: see `grade.white_balance`.
_DAYLIGHT, _MIRED = 6504.0, 65.0

DIALS: dict[str, Dial] = {
    "exposure": Dial(-4, 4, "stops", "lightness", _exposure),
    "contrast": Dial(-100, 100, "%", "contrast", _contrast),
    "highlights": Dial(-100, 100, "%", "highlight_light", _field("highlights")),
    "shadows": Dial(-100, 100, "%", "shadow_light", _field("shadows")),
    "whites": Dial(-100, 100, "%", "highlight_light", _field("whites")),
    "blacks": Dial(-100, 100, "%", "shadow_light", _field("blacks")),
    "midtones": Dial(-100, 100, "%", "lightness", _field("midtones")),
    "gamma": Dial(0.3, 3, "", "lightness", lambda grade, value: replace(grade, gamma=round(1 / value, 4)), 1.0),
    "warmth": Dial(-100, 100, "%", "temperature", _field("temperature", 0.025)),
    "kelvin": Dial(-3500, 12000, "K", "temperature", _kelvin),
    "tint": Dial(-100, 100, "%", "tint", _field("tint", 0.025)),
    "saturation": Dial(-100, 200, "%", "chroma", _field("saturation", 0.01, 1.0)),
    "vibrance": Dial(-100, 100, "%", "chroma", _field("vibrance")),
    "fade": Dial(0, 100, "%", "shadow_light", _field("fade", 0.003)),
    "clarity": Dial(-100, 100, "%", "sharpness", lambda _, value: Clarity(round(value * 0.01, 4))),
    "bloom": Dial(0, 100, "%", "lightness", lambda _, value: Bloom(round(value * 0.01, 4))),
    "vignette": Dial(-100, 100, "%", "-corners", lambda _, value: Vignette(round(value * 0.009, 4))),
    "grain": Dial(0, 100, "%", "noise", lambda _, value: Grain(round(value * 0.0008, 5))),
}
# How many stops the measured light may lie from what was asked.
_OFF = 0.2
# Measures that stay at 1 where nothing happens.
_RATIOS = {"lightness", "contrast", "chroma", "corners"}


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """Any of DIALS, each with a number: {"exposure": 0.7, "contrast": 30, "warmth": -10}."""
    asked = {name: _number(name, value) for name, value in values.items()}
    asked = {name: value for name, value in asked.items() if value != DIALS[name].rest}
    if not asked:
        raise BadRequest("a change by number needs one", "Such as: exposure +0.7, contrast +20, warmth -10.")
    seen = measure.measure(measured.small_srgb(picture))
    start = Grade(pivot=round(min(max(seen.lightness / 100, 0.15), 0.7), 3))
    steps = _steps(start, asked, seen.high)
    after = render(picture, Recipe(steps))
    change = measured.changed(picture, after)
    checks = tuple(
        _check(name, value, picture, render(picture, Recipe(_steps(start, {name: value}, seen.high))))
        for name, value in asked.items()
    )
    label = ", ".join(_said(name, value) for name, value in asked.items())
    lost = change["crushed"] + change["clipped"]
    note = f"{lost:.0%} of the photo became pure black or white." if lost > 0.05 else ""
    shown, where = limited(steps, region)
    return Planned(shown, label + where, f"{label}{where}: {words.describe(change)}", checks, note)


def _steps(start: Grade, asked: dict[str, float], lights: float) -> tuple[Step, ...]:
    """One grade with all that it holds, and what follows it. `lights` is the lightness of the brightest tones, so that
    a dull photo's glow too."""
    grade, beside = start, []
    for name, dial in DIALS.items():
        if name in asked:
            step = dial.set(grade, asked[name])
            if isinstance(step, Grade):
                grade = step
            elif isinstance(step, Bloom):
                beside.append(replace(step, threshold=round(min(max(lights / 100 - 0.25, 0.2), 0.75), 3)))
            else:
                beside.append(step)
    return (*((grade,) if grade != start else ()), *beside)


def _number(name: str, value: object) -> float:
    if name not in DIALS:
        raise BadRequest(f"there is no dial called {name[:30]!r}", f"There are {', '.join(DIALS)}.")
    dial = DIALS[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not dial.least <= value <= dial.most:
        raise BadRequest(
            f"{name} cannot be {str(value)[:20]}",
            f"It goes from {dial.least:g} to {dial.most:g} {dial.unit}".strip() + ".",
        )
    return float(value)


def _said(name: str, value: float) -> str:
    if name == "gamma":
        return f"gamma {value:g}"
    return f"{'warmth' if name == 'kelvin' else name} {value:+g} {DIALS[name].unit}"


def _check(name: str, value: float, before: Pixels, alone: Pixels) -> Check:
    """Whether this dial alone does to this photo what its number says: for exposure the stops, else the direction."""
    if name == "exposure" and (stops := _stops(before, alone)) is not None:
        return Check("stops in the midtones", round(stops, 2), f"{value:+g} +- {_OFF:g}", abs(stops - value) <= _OFF)
    dial = DIALS[name]
    moves = dial.moves.lstrip("-")
    if moves == "noise":
        moved = measure.noise(alone.rgb) - measure.noise(before.rgb)
    else:
        moved = measured.changed(before, alone)[moves] - (1.0 if moves in _RATIOS else 0.0)
    way = (value - dial.rest) * (-1 if dial.moves.startswith("-") else 1)
    return Check(f"{name} moved", round(moved, 3), "> 0" if way > 0 else "< 0", moved * way > 0)


def _stops(before: Pixels, after: Pixels) -> float | None:
    """How much more light the midtones have, where neither end of the range bends it; None where there are none."""
    one, other = (measured.small_srgb(picture) for picture in (before, after))
    good = (np.minimum(one, other).min(-1) > 0.05) & (other.max(-1) < 0.6) & (one.max(-1) < 0.9)
    if good.mean() < 0.02:
        return None
    was, now = (float((_linear(picture[good]) @ LUMA).mean()) for picture in (one, other))
    return float(np.log2(now / was))


def _linear(srgb: np.ndarray) -> np.ndarray:
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
