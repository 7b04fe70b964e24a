"""A pencil drawing: outlines by dodging, tone by two directions of hatching."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from backends.engine.art.canvas import Floats, blurred, f32, laid, light, noise, paper

_SIDE = 1200
_PAPER = np.array([1.0, 0.99, 0.965], np.float32)


def pencil(picture: Floats, darkness: float, hatching: float, colour: float) -> Floats:
    """`darkness` 0..2 of lines and tone, `hatching` 0..1 how much tone is laid, `colour` 0 graphite to 1 coloured."""
    height, width = picture.shape[:2]
    longest = max(height, width)
    value = light(picture)
    # A dark photo would be all graphite: its middle grey is brought up first.
    middle = float(np.clip(np.median(value), 0.05, 0.95))
    value = f32(value ** np.clip(np.log(0.45) / np.log(middle), 0.5, 1.0))
    value = f32(np.clip(value + 0.6 * (value - blurred(value, 0.02 * longest)), 0, 1))
    around = blurred(1 - value, 0.0045 * longest)
    outline = np.clip(value / (1 - around + 1e-3), 0, 1) ** np.float32(1.6 * darkness)
    tone = np.clip(blurred(value, 0.0012 * longest), 0.02, 1)
    first, second = (0.35 + 1.3 * laid(_strokes(angle), height, width) for angle in (-50, -20))
    middle, dark = np.clip((0.72 - tone) / 0.72, 0, 1), np.clip((0.35 - tone) / 0.35, 0, 1)
    reach = np.float32(hatching * min(darkness, 1.2))
    shade = (1 - middle * 0.8 * reach * first) * (1 - dark * 0.7 * reach * second)
    drawn = np.clip(outline * shade, 0, 1) * (0.98 + 0.02 * laid(paper(), height, width))
    drawn = (0.08 + 0.92 * drawn)[..., None] * _PAPER
    if colour <= 0:
        return f32(drawn)
    return f32(drawn * (1 + (_pigment(picture, longest) - 1) * colour))


def _pigment(picture: Floats, longest: int) -> Floats:
    """The photo's hues as light pigment: as bright as they get, weaker where there is little colour."""
    smooth = blurred(picture, 0.003 * longest)
    brightest = smooth.max(-1, keepdims=True)
    hue = smooth / np.maximum(brightest, 0.02)
    trust = np.clip((brightest - 0.06) / 0.2, 0, 1)
    return np.clip(1 + (hue - 1) * trust * 1.15, 0.05, 1)


@lru_cache(maxsize=4)
def _strokes(angle: int) -> Floats:
    """Short parallel strokes as a square texture, 0..1 around .5."""
    length = 27
    kernel = np.zeros((length, length), np.float32)
    middle, turn = length // 2, np.radians(angle)
    reach = np.cos(turn) * middle, np.sin(turn) * middle
    ends = [(round(middle + sign * reach[0]), round(middle + sign * reach[1])) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA)
    drawn = np.asarray(cv2.filter2D(noise(0.0, 11 + abs(angle), _SIDE), -1, kernel), np.float32)
    return np.clip(0.5 + 0.28 * (drawn - drawn.mean()) / drawn.std(), 0, 1)
