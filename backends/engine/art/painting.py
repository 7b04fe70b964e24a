"""Watercolour and oil: what a wet wash and a loaded brush do to areas, edges and light."""

from __future__ import annotations

import cv2
import numpy as np

from backends.engine.art.canvas import Floats, blurred, f32, laid, light, noise, paper, resized

_WASH = 900

# How often a stroke is sampled each way; bristles are broader than the distance between.
_TAPS = 8


def kuwahara(picture: Floats, radius: int) -> Floats:
    """Areas flattened, edges kept: the mean of the calmest of four quadrants (Kuwahara 1976), softly chosen."""
    side = radius + 1
    value = light(picture)
    total, weight = np.zeros_like(picture), np.zeros_like(value)
    for across in (0, radius):
        for down in (0, radius):
            at = (across, down)
            mean = cv2.boxFilter(value, -1, (side, side), anchor=at, borderType=cv2.BORDER_REFLECT)
            square = cv2.boxFilter(value * value, -1, (side, side), anchor=at, borderType=cv2.BORDER_REFLECT)
            part = 1e-16 / (1e-5 + np.maximum(square - mean * mean, 0)) ** 4
            total += part[..., None] * cv2.boxFilter(
                picture, -1, (side, side), anchor=at, borderType=cv2.BORDER_REFLECT
            )
            weight += part
    return total / weight[..., None]


def watercolor(picture: Floats, longest: float, wash: float, pigment: float) -> Floats:
    """`longest` is the long side in pixels that brushes are measured by, `wash` 0..1 how broad, `pigment` a factor.
    Pigment darkens by its density, gathers at the edges of a wash and grains on the paper (Bousseau, Kaplan, Thollot,
    Sillion 2006, "Interactive watercolor rendering")."""
    height, width = picture.shape[:2]
    flat = _washed(picture, longest, wash)
    unit = longest / 1000
    moves = [laid(noise(11.0, seed), height, width) * np.float32(1.3 * unit * (0.4 + wash)) for seed in (2, 3)]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    flat = np.asarray(
        cv2.remap(flat, x + moves[0], y + moves[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.float32
    )
    value = light(flat)
    edge = np.clip((blurred(value, 3 * unit) - value) * 4, 0, 1) * 0.35
    slope = np.hypot(cv2.Sobel(value, -1, 1, 0), cv2.Sobel(value, -1, 0, 1)) * np.float32(max(unit, 0.3))
    edge += np.clip(blurred(np.asarray(slope, np.float32), 1.2 * unit), 0, 0.35)
    # Less of it in the dark, where density is high and an even night sky would turn cloudy.
    uneven = 1 + 0.08 * (0.25 + 0.75 * value) * laid(noise(25.0, 4), height, width)
    density = -np.log(np.clip(flat, 0.03, 1)) * (0.74 * pigment * uneven * (1 + edge))[..., None]
    # The lightest tones are left to the paper.
    density *= np.clip(1.1 - 0.9 * value**6, 0, 2)[..., None]
    painted = np.exp(-density) * np.array([0.985, 0.975, 0.95], np.float32)
    grey = light(painted)[..., None]
    painted = grey + (painted - grey) * np.float32(1.2)
    return f32(np.clip(painted * (0.985 + 0.022 * laid(paper(), height, width))[..., None], 0, 1))


def _washed(picture: Floats, longest: float, wash: float) -> Floats:
    height, width = picture.shape[:2]
    scale = min(1.0, _WASH / longest)
    size = max(2, round(width * scale)), max(2, round(height * scale))
    small = (np.clip(resized(picture, *size), 0, 1) * 255 + 0.5).astype(np.uint8)
    reach = float(np.clip((14 + 46 * wash) * longest * scale / 900, 1, 200))
    for _ in range(2):
        small = cv2.edgePreservingFilter(small, flags=cv2.RECURS_FILTER, sigma_s=reach, sigma_r=0.18 + 0.22 * wash)
    flat = np.multiply(small, np.float32(1 / 255), dtype=np.float32)
    flat = kuwahara(flat, max(1, round((2 + 4 * wash) * longest * scale / 900)))
    return np.clip(resized(flat, width, height), 0, 1)


def oil(picture: Floats, longest: float, brush: float, relief: float) -> Floats:
    """`brush` 0..1 of its breadth, `relief` 0..2 of how thick the paint lies. Strokes follow the forms: colour and
    bristle noise are smeared along the structure tensor's direction (Cabral, Leedom 1993, "line integral
    convolution"; Kyprianidis, Doellner 2008) and lit from the upper left."""
    height, width = picture.shape[:2]
    unit = longest / 1000
    broad = 0.5 + brush
    flat = kuwahara(kuwahara(picture, max(1, round(6 * unit * broad))), max(1, round(4 * unit * broad)))
    flow = _flow(light(flat), 6 * unit * broad)
    bristle = laid(noise(1.1, 8, 1000), height, width) if longest == max(height, width) else _grain(height, width, unit)
    length = max(2, round(10 * unit * broad))
    smeared = _smear(np.dstack([flat, bristle]), flow, length)
    paint, height_map = smeared[..., :3], smeared[..., 3]
    height_map = height_map / max(float(height_map.std()), 1e-4)
    lit = -0.7 * (cv2.Sobel(height_map, -1, 1, 0) + cv2.Sobel(height_map, -1, 0, 1))
    lit = lit / max(float(lit.std()), 1e-4)
    painted = f32(paint * (1 + np.clip(lit, -2.5, 2.5)[..., None] * (0.055 * relief)))
    grey = light(painted)[..., None]
    painted = grey + (painted - grey) * np.float32(1.15)
    return f32(np.clip(painted + 0.10 * (painted - 0.45) * (1 - np.abs(2 * painted - 1)), 0, 1))


def _grain(height: int, width: int, unit: float) -> Floats:
    """Bristle noise for a part of the picture."""
    square = noise(1.1, 8, 1000)
    rows, columns = (min(999, max(2, round(n / unit))) for n in (height, width))
    return resized(np.ascontiguousarray(square[:rows, :columns]), width, height)


def _flow(value: Floats, sigma: float) -> tuple[Floats, Floats]:
    """Unit vectors along the edges."""
    gx, gy = cv2.Sobel(value, -1, 1, 0), cv2.Sobel(value, -1, 0, 1)
    xx, xy, yy = (blurred(np.asarray(part, np.float32), sigma) for part in (gx * gx, gx * gy, gy * gy))
    turn = 0.5 * np.arctan2(2 * xy, xx - yy) + np.float32(np.pi / 2)
    return np.cos(turn).astype(np.float32), np.sin(turn).astype(np.float32)


def _smear(planes: Floats, flow: tuple[Floats, Floats], length: int) -> Floats:
    """The mean of `planes` (height, width, 4) along the flow, `length` pixels each way."""
    height, width = planes.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    field = np.dstack(flow)
    total = planes.copy()
    step = max(1.0, length / _TAPS)
    taken = max(1, round(length / step))
    for sign in (1, -1):
        x, y = columns.copy(), rows.copy()
        along = field * np.float32(sign)
        for _ in range(taken):
            x += along[..., 0] * np.float32(step)
            y += along[..., 1] * np.float32(step)
            # Fixed-point maps are read twice as fast (1/32 of a pixel is finer than any bristle).
            places, parts = cv2.convertMaps(x, y, cv2.CV_16SC2)
            here = cv2.remap(field, places, parts, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT)
            # Directions have no sign: the way on is the one that does not turn back.
            turned = np.sum(here * along, axis=-1, keepdims=True) < 0
            along = np.where(turned, -here, here)
            total += cv2.remap(planes, places, parts, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return total / np.float32(2 * taken + 1)
