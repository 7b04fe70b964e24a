"""Light that was not there: a leak at the frame's edge, a sun in the sky, air between here and there."""

from __future__ import annotations

import cv2
import numpy as np

from backends.engine.art.canvas import Floats, blurred, f32, laid, noise

# Where each leak lies: middle and spread as shares of width and height, and its colour.
_Leak = tuple[tuple[float, float, float, float], tuple[float, float, float]]
LEAKS: dict[str, tuple[_Leak, ...]] = {
    "right": (((1.05, 0.20, 0.28, 0.50), (1.0, 0.32, 0.08)), ((1.0, 0.55, 0.18, 0.30), (1.0, 0.65, 0.2))),
    "left": (((-0.04, 0.75, 0.26, 0.45), (1.0, 0.26, 0.14)), ((0.0, 0.45, 0.15, 0.35), (1.0, 0.55, 0.1))),
    "top": (((0.30, -0.06, 0.45, 0.26), (1.0, 0.45, 0.1)), ((0.75, -0.02, 0.35, 0.18), (0.95, 0.2, 0.4))),
    "corners": (((1.02, 0.0, 0.30, 0.34), (1.0, 0.5, 0.12)), ((-0.04, 1.0, 0.26, 0.36), (0.9, 0.18, 0.45))),
}
_SIDE = 256
_FLARE_SIDE = 1500


def leak(place: str, amount: float, height: int, width: int) -> Floats:
    """What is left of the dark after the leak, (small, small, 3) to be drawn out: result = 1 - (1 - picture) x this."""
    scale = _SIDE / max(height, width)
    rows, columns = (max(2, round(n * scale)) for n in (height, width))
    y = ((np.arange(rows) + 0.5) / rows)[:, None]
    x = ((np.arange(columns) + 0.5) / columns)[None, :]
    left = np.ones((rows, columns, 3), np.float32)
    for (at_x, at_y, wide, tall), colour in LEAKS[place]:
        share = np.exp(-(((x - at_x) / wide) ** 2 + ((y - at_y) / tall) ** 2)).astype(np.float32)
        left *= 1 - np.float32(0.85 * amount) * share[..., None] * np.array(colour, np.float32)
    return left


# Reflections between lenses: where on the line from the sun through the middle, their size, and their colour.
_GHOSTS = (
    (0.35, 0.030, (0.5, 0.8, 0.4)),
    (0.62, 0.050, (0.9, 0.5, 0.3)),
    (1.25, 0.022, (0.4, 0.5, 1.0)),
    (1.60, 0.070, (0.6, 0.3, 0.5)),
)


def flare(height: int, width: int, at: tuple[float, float], amount: float, size: float, warm: float) -> Floats:
    """The light of a sun at `at` (shares of width and height), its rays and its reflections, to be added to light;
    (small, small, 3) to be drawn out, as nothing of it is sharper."""
    scale = min(1.0, _FLARE_SIDE / max(height, width))
    rows, columns = (max(2, round(n * scale)) for n in (height, width))
    longest = max(rows, columns)
    x = ((np.arange(columns, dtype=np.float32) + 0.5) / longest)[None, :]
    y = ((np.arange(rows, dtype=np.float32) + 0.5) / longest)[:, None]
    wide, tall = columns / longest, rows / longest
    sun = at[0] * wide, at[1] * tall
    away = np.hypot(x - sun[0], y - sun[1]) / np.float32(size)
    angle = np.arctan2(y - sun[1], x - sun[0])
    glow = 1.4 * np.exp(-((away / 0.035) ** 2)) + 0.75 * np.exp(-away / 0.12)
    rays = np.abs(np.cos(6 * angle + 0.4)) ** 60 + 0.5 * np.abs(np.cos(9 * angle + 1.1)) ** 90
    colour = np.array([1.0, 0.90 - 0.12 * warm, 0.80 - 0.45 * warm], np.float32)
    added = (glow + 0.5 * rays * np.exp(-away / 0.10))[..., None] * colour * np.float32(0.9 * amount)
    for along, reach, tone in _GHOSTS:
        ghost = sun[0] + (wide / 2 - sun[0]) * along, sun[1] + (tall / 2 - sun[1]) * along
        off = np.hypot(x - ghost[0], y - ghost[1])
        disc = np.clip((reach - off) / 0.004, 0, 1) * (0.3 + 0.7 * np.minimum(off / reach, 1) ** 3)
        added += (0.08 * amount * disc)[..., None].astype(np.float32) * np.array(tone, np.float32)
    return f32(added)


def lit(strip: Floats, added: Floats) -> Floats:
    """A strip with light added. A square stands for the display's curve: near enough where light is only invented.
    What exceeds white is rolled off rather than cut, so that a sun has a rim."""
    light = strip * strip + added
    return np.sqrt(np.minimum(light / (1 + 0.12 * light), 1))


def depth(small: Floats) -> Floats:
    """How far things seem, 0 near to 1 far, of a small picture: hazy and high up is far (the dark channel of He, Sun,
    Tang 2009 with a prior of height). An estimate that only landscapes bear."""
    height, width = small.shape[:2]
    longest = max(height, width)
    window = np.ones((max(3, longest // 40), max(3, longest // 40)), np.uint8)
    dark = np.asarray(cv2.erode(small.min(-1), window), np.float32)
    dark = blurred(dark, longest / 90)
    high = 1 - ((np.arange(height, dtype=np.float32) + 0.5) / height)[:, None]
    far = 0.55 * dark / max(float(np.percentile(dark, 98)), 0.05) + 0.45 * high
    return np.clip(far, 0, 1).astype(np.float32)


def drift(height: int, width: int, seed: int) -> Floats:
    """How unevenly the fog lies, 0..1."""
    total = np.zeros((height, width), np.float32)
    for octave in range(2, 7):
        total += laid(noise(240.0 / 2**octave, seed + octave, 600), height, width) / 2 ** (octave - 1)
    return np.clip(0.5 + 0.35 * total, 0, 1)


def hidden(small: Floats, density: float, seed: int) -> Floats:
    """What the fog hides, (height, width) of 0..1, for a small picture."""
    height, width = small.shape[:2]
    far = depth(small)
    through = np.exp(-density * far ** np.float32(1.6) * (0.7 + 0.6 * drift(height, width, seed)))
    return np.asarray(1 - through, np.float32)
