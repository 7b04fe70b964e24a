"""Steps that look at a pixel's place or surroundings, prepared on a small picture and applied strip by strip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.grade import tint_offset
from backends.engine.looks.spread import Spread
from backends.engine.recipe import Bloom, Clarity, Grain, SpatialStep, Vignette

Floats = NDArray[np.float32]

# Changes rows [top, bottom) of the picture in place: float32 (rows, width, 3), display-encoded, 0..1 where in range.
Applied = Callable[[Floats, int, int], None]

# The picture that grain is drawn for; its long side in pixels.
GRAIN = 1536


@dataclass(frozen=True, slots=True)
class Shade:
    """Changes the channels of a pixel alike: by the factor `gain` of its place, or by the summand that `offset` makes
    of its light (float32 (rows, width), which it must not change) in rows [top, bottom)."""

    gain: Spread | None = None
    offset: Callable[[np.ndarray, int, int], np.ndarray] | None = None

    def __call__(self, strip: Floats, top: int, bottom: int) -> None:
        shaded((self,))(strip, top, bottom)


def shaded(shades: Sequence[Shade]) -> Applied:
    """Several in turn by one pass over the colours: light is a third of what they are, and is enough in between."""
    last = max((number for number, shade in enumerate(shades) if shade.offset), default=-1)

    def apply(strip: Floats, top: int, bottom: int) -> None:
        light: np.ndarray = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
        gains: np.ndarray | None = None
        offsets: np.ndarray | None = None
        for number, shade in enumerate(shades):
            if shade.gain:
                gain = shade.gain.rows(top, bottom)
                gains = gain if gains is None else cv2.multiply(gains, gain)
                offsets = offsets if offsets is None else cv2.multiply(offsets, gain, dst=offsets)
                light = cv2.multiply(light, gain, dst=light)
            if shade.offset:
                offset = shade.offset(light, top, bottom)
                offsets = offset if offsets is None else cv2.add(offsets, offset, dst=offsets)
                light = cv2.add(light, offset, dst=light) if number < last else light
        if gains is not None:
            cv2.multiply(strip, cv2.cvtColor(gains, cv2.COLOR_GRAY2RGB), dst=strip)
        if offsets is not None:
            cv2.add(strip, cv2.cvtColor(offsets, cv2.COLOR_GRAY2RGB), dst=strip)

    return apply


def prepare(step: SpatialStep, scout: Floats, height: int, width: int) -> Shade | Applied | None:
    """What `step` does to a picture of `height` and `width` that looks like `scout`; None where it does nothing.

    `scout` is the picture as it is before the step, small (see `Pixels.scout`).
    """
    if not step.amount:
        return None
    match step:
        case Clarity():
            return _clarity(step, scout, height, width)
        case Vignette():
            return _vignette(step, height, width)
        case Grain():
            return _grain(step, height, width)
        case Bloom():
            return _bloom(step, scout, height, width)


def _clarity(step: Clarity, scout: Floats, height: int, width: int) -> Shade:
    """Adds detail that a guided filter (He, Sun, Tang 2010) leaves out; its coefficients come from the scout
    ("Fast Guided Filter", He and Sun 2015), so edges get no halo and a large radius costs nothing."""
    luma = cv2.cvtColor(np.clip(scout, 0, 1), cv2.COLOR_RGB2GRAY)
    reach = 2 * max(1, round(step.radius * max(luma.shape))) + 1

    def mean(values: np.ndarray) -> np.ndarray:
        return cv2.blur(values, (reach, reach), borderType=cv2.BORDER_REFLECT_101)

    average = mean(luma)
    variance = mean(luma * luma) - average * average
    slope = variance / (variance + 0.01)
    slope, offset = mean(slope), mean(average * (1 - slope))
    slopes, offsets = (Spread(small * step.amount, height, width) for small in (1 - slope, offset))

    def detail(light: np.ndarray, top: int, bottom: int) -> np.ndarray:
        found = cv2.multiply(light, slopes.rows(top, bottom))
        cv2.subtract(found, offsets.rows(top, bottom), dst=found)
        return cv2.multiply(found, _midtones(light, 0.2), dst=found)

    return Shade(offset=detail)


def _midtones(light: np.ndarray, least: float) -> np.ndarray:
    """1 at middle grey, `least` at black and white and beyond."""
    steep = 4 * (1 - least)
    weight = cv2.addWeighted(light, steep, cv2.multiply(light, light), -steep, least)
    return np.maximum(weight, np.float32(least), out=weight)


def _vignette(step: Vignette, height: int, width: int) -> Shade:
    rows, columns = (max(2, round(side * 256 / max(height, width))) for side in (height, width))
    y = (np.arange(rows) + 0.5) / rows * 2 - 1
    x = (np.arange(columns) + 0.5) / columns * 2 - 1
    distance = np.hypot(y[:, None], x[None, :]) / np.sqrt(2)
    fall = np.clip((distance - step.start) / (1 - step.start), 0, 1)
    fall = fall * fall * (3 - 2 * fall)
    # Light falls off linearly; display values follow at about the power 1/2.2.
    return Shade(gain=Spread(np.power(1 - step.amount * fall, 1 / 2.2).astype(np.float32), height, width))


def _grain(step: Grain, height: int, width: int) -> Shade:
    scale = GRAIN / max(height, width)
    field = _noise(step.seed, step.size, max(2, round(height * scale)), max(2, round(width * scale)))
    noise = Spread(field, height, width)

    def grains(light: np.ndarray, top: int, bottom: int) -> np.ndarray:
        return cv2.multiply(noise.rows(top, bottom), _midtones(light, 0.2), scale=step.amount)

    return Shade(offset=grains)


@lru_cache(maxsize=2)
def _noise(seed: int, size: float, height: int, width: int) -> Floats:
    """Blurred white noise of standard deviation 1, the same for every size of one picture."""
    # Even noise is quicker to draw than normal noise, and the blur makes it nearly normal.
    field = np.random.default_rng(seed).integers(0, 256, (height, width), dtype=np.uint8).astype(np.float32)
    field = cv2.GaussianBlur(field, (0, 0), size * GRAIN)
    mean, deviation = cv2.meanStdDev(field)
    return (field - np.float32(mean[0, 0])) / np.float32(deviation[0, 0])


def _bloom(step: Bloom, scout: Floats, height: int, width: int) -> Applied:
    picture = np.clip(scout, 0, 1)
    light = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    bright = np.clip((light - step.threshold) / (1 - step.threshold), 0, 1)
    glow = picture * bright[..., None]
    glow = cv2.GaussianBlur(glow, (0, 0), step.radius * max(light.shape), borderType=cv2.BORDER_REFLECT_101)
    glow = np.clip(glow * (1 + tint_offset(step.tint)) * step.amount, 0, 1).astype(np.float32)
    spill = Spread(glow, height, width)

    def apply(strip: Floats, top: int, bottom: int) -> None:
        """Screen: what is nearly white takes next to nothing, so highlights are not blown out."""
        room = np.subtract(1.0, strip, dtype=np.float32)
        np.maximum(room, 0.0, out=room)
        cv2.add(strip, cv2.multiply(room, spill.rows(top, bottom), dst=room), dst=strip)

    return apply
