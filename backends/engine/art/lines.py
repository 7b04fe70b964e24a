"""Lines as a pen would draw them, from differences of Gaussians."""

from __future__ import annotations

import cv2
import numpy as np

from backends.engine.art.canvas import Floats, blurred, light, resized

# Bilateral filtering takes a window's square of time; lines need no more than this to know where edges are.
_CALM = 1000


def pen(value: Floats, sigma: float, sharpness: float, level: float, steepness: float) -> Floats:
    """0 on lines to 1 on paper: extended difference of Gaussians (Winnemoeller, Kyprianidis, Olsen 2012, "XDoG")."""
    fine, wide = blurred(value, sigma), blurred(value, sigma * 1.6)
    edges = (1 + sharpness) * fine - sharpness * wide
    return np.asarray(np.where(edges >= level, 1, 1 + np.tanh(steepness * (edges - level))), np.float32).clip(0, 1)


def calm(picture: Floats, times: int, colour: float, reach: float) -> Floats:
    """The picture without texture but with its edges: a bilateral filter `times` over (Tomasi, Manduchi 1998),
    `colour` in levels 0..1, `reach` a fraction of the long side."""
    height, width = picture.shape[:2]
    scale = min(1.0, _CALM / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = resized(picture, *size) if scale < 1 else picture
    work = (np.clip(small, 0, 1) * 255 + 0.5).astype(np.uint8)
    sigma = max(0.8, reach * max(size))
    for _ in range(times):
        work = cv2.bilateralFilter(work, 2 * round(1.5 * sigma) + 1, colour * 255, sigma)
    result = np.multiply(work, np.float32(1 / 255), dtype=np.float32)
    # Cubic enlarging rings beyond black and white.
    return np.clip(resized(result, width, height), 0, 1) if scale < 1 else result


def centred(value: Floats, darkest: float) -> Floats:
    """Middle grey brought to the middle, or the lines of a dark photo would drown in ink; `darkest` is the highest
    power that a bright one is taken to."""
    middle = float(np.clip(np.median(value), 0.08, 0.9))
    return value ** np.float32(np.clip(np.log(0.55) / np.log(middle), 0.45, darkest))


def drawing(picture: Floats, weight: float, detail: float, shade: float) -> Floats:
    """(height, width) of 0 ink to 1 paper. `weight` is the width of the pen as a share of the long side, `detail`
    0..1 how faint an edge is still drawn, `shade` 0..1 how much of the dark is filled."""
    longest = max(picture.shape[:2])
    value = centred(light(calm(picture, 1, 0.12, 0.004)), 1.4)
    level = 0.18 + 0.25 * shade
    return pen(value, max(0.5, weight * longest), 14 + 18 * detail, level, 7.0)
