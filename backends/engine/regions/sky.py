"""Finds the sky: what is even, or changes evenly, from the top of the frame down to the first strong edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.operations import measured
from backends.engine.regions.base import SIDE, SURE, Region
from backends.engine.regions.outline import to_the_edge
from backends.errors import NotPossible

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

Floats = NDArray[np.float32]
Bits = NDArray[np.bool_]

_SIDE = 256
# How far a pixel may be from the fitted sky, in its own deviations: what is taken, and a strict and a loose reading
# of the same sky. Their overlap says how much hangs on the limit.
_TAKEN, _STRICT, _LOOSE = 3.0, 2.0, 4.0
# Lab deviation around the fit: 1.0 to 1.8 in three skies, 2.9 and more in walls, flags, fur, grass, gravel (2026-11).
_EVEN = 2.5
_ROUNDS = 24
# Of the frame, and of its top rows: 0.87 and more in the skies, at most 0.7 in what was none.
_LEAST, _AT_TOP = 0.02, 0.75
_ADVICE = "Say where it is, such as the top third, or draw a box around it with /box."
_WALL = "An even wall or backdrop would look the same."


@dataclass(frozen=True, slots=True)
class _Grown:
    inside: Bits
    deviation: float


def sky(picture: Pixels) -> Region:
    """The sky down to buildings and trees, and between them. Raises NotPossible where nothing at the top of the frame
    is like one.

    Confidence is how well two readings agree times the share of the top row they reach. Grey and white skies, and ones
    that reach the bottom of the frame, stay below SURE: walls do the same. So do broken clouds, whose outline is that
    of the strongest edges only.
    """
    lab = np.asarray(cv2.GaussianBlur(_lab(picture, _SIDE), (0, 0), 0.6), np.float32)
    start = _above_the_edge(lab)
    if start is None:
        raise _none()
    readings = [_grown(lab, start, limit) for limit in (_STRICT, _TAKEN, _LOOSE)]
    taken = readings[1]
    if taken is None or not _is_sky(taken.inside, lab) or taken.deviation > _EVEN:
        return _clouded(picture, lab, start)
    strict, loose = (one.inside if one is not None else start for one in (readings[0], readings[2]))
    confidence = _overlap(strict, loose) * _at_top(taken.inside)
    note = ""
    if not _is_blue(taken.inside, lab) or taken.inside[-2:].mean() > 0.1:
        confidence, note = min(confidence, 0.7), _WALL
    elif confidence < SURE:
        note = "It fades into what is below it: look where it ends."
    return Region("the sky", _drawn(taken.inside, picture), round(confidence, 2), (), note)


def _clouded(picture: Pixels, lab: Floats, start: Bits) -> Region:
    """Down to the strongest edges, however uneven it is above them, where its colour is a sky's at all."""
    if not _is_sky(start, lab) or _at_top(start) < 0.95 or start.mean() < 0.08:
        raise _none()
    if not _is_blue(start, lab) and _rank(start, lab) < 0.7:
        raise _none()
    # A cloud's own edge stops some columns short: the others tell how far they go.
    ends = start.sum(0).astype(np.float32)[None]
    reach = max(1, ends.shape[1] // 16)
    near = np.lib.stride_tricks.sliding_window_view(np.pad(ends[0], reach, mode="edge"), 2 * reach + 1)
    start = np.arange(len(start))[:, None] < np.median(near, axis=1)
    note = "It is uneven, perhaps clouded: only what lies above the strongest edges is taken."
    return Region("the sky", _drawn(start, picture), 0.5, (), note)


def _above_the_edge(lab: Floats) -> Bits | None:
    """In each column, what is above the first edge, for the edge strength that best parts two even halves: the border
    energy of Shen and Wang ("Sky region detection in a single image", 2013). None where no strength does."""
    slopes = [cv2.Sobel(lab, cv2.CV_32F, *axis) for axis in ((1, 0), (0, 1))]
    edge = np.sqrt(sum((slope.astype(np.float32) ** 2).sum(2) for slope in slopes)) / 8
    rows = np.arange(len(edge))[:, None]
    best: tuple[float, Bits] | None = None
    for limit in np.geomspace(0.5, 8, 24):
        over = edge > limit
        over[-1] = True
        above = rows < over.argmax(0)
        if not 0.04 <= above.mean() <= 0.97:
            continue
        energy = 0.0
        for part, weight in ((lab[above], 2.0), (lab[~above], 1.0)):
            # The floor keeps black-and-white photos, whose colours do not vary, from dividing by nothing.
            spread = np.cov(part.T) + np.eye(3) * 0.05
            energy += weight * float(np.linalg.det(spread)) + weight * float(np.linalg.eigvalsh(spread)[-1])
        if best is None or energy < best[0]:
            best = energy, above
    return None if best is None else best[1]


def _grown(lab: Floats, start: Bits, limit: float) -> _Grown | None:
    """From `start` to all that carries on its fall of colour, in steps, so that the fit follows a dusk down to the
    horizon and a lake of nearly the same colour is not met by chance. None where nothing is left."""
    reach = np.ones((2 * max(2, round(lab.shape[1] / 40)) + 1,) * 2, np.uint8)
    small = np.ones((3, 3), np.uint8)
    inside, deviation = start, 0.0
    for _ in range(_ROUNDS):
        fit = _away(lab, cv2.erode(inside.astype(np.uint8), small) > 0)
        if fit is None:
            return None
        away, deviation = fit
        near = cv2.dilate(inside.astype(np.uint8), reach) > 0
        like = ((away < limit * float(np.clip(deviation, 1.0, _EVEN))) & near).astype(np.uint8)
        like = np.asarray(cv2.morphologyEx(like, cv2.MORPH_OPEN, small))
        _, labels = cv2.connectedComponents(like, connectivity=4)
        top = np.unique(labels[:2])
        next_one = np.isin(labels, top[top > 0])
        moved = float((next_one != inside).mean())
        inside = next_one
        if moved < 0.001:
            break
    return _Grown(inside, deviation) if inside.any() else None


def _away(lab: Floats, inside: Bits) -> tuple[Floats, float] | None:
    """Each pixel's Lab distance from a second-order surface through what is inside, and the deviation of that."""
    height, width = inside.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width - 0.5, y / height
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], -1)
    used = inside
    away, deviation = np.zeros_like(x), 1.0
    for _ in range(3):
        if used.sum() < 50:
            return None
        surface, *_ = np.linalg.lstsq(terms[used], lab[used], rcond=None)
        away = np.linalg.norm(lab - terms @ surface, axis=-1).astype(np.float32)
        deviation = 1.48 * float(np.median(away[used]))
        used = inside & (away < 3 * max(deviation, 1.0))
    return away, deviation


def _drawn(inside: Bits, picture: Pixels) -> NDArray[np.uint8]:
    """At the size of a region's mask; small holes (birds, wires, noise) are the sky's too."""
    holes = (~inside).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(holes, connectivity=8)
    filled = inside.copy()
    for label in range(1, count):
        if stats[label, cv2.CC_STAT_AREA] < 0.0004 * inside.size:
            filled |= labels == label
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    drawn = np.asarray(cv2.resize(filled.astype(np.uint8) * 255, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    lab = _lab(picture, SIDE)
    return to_the_edge(drawn, lab) if lab.shape[:2] == drawn.shape else drawn


def _is_sky(inside: Bits, lab: Floats) -> bool:
    """By where it lies, and never darker than most of the picture unless it is blue."""
    if inside.mean() < _LEAST or _at_top(inside) < _AT_TOP:
        return False
    return _is_blue(inside, lab) or _rank(inside, lab) > 0.6 or _is_glowing(inside, lab)


def _is_blue(inside: Bits, lab: Floats) -> bool:
    _, green_red, blue_yellow = lab[inside].mean(0)
    return bool(blue_yellow < -4 and green_red < 14)


def _is_glowing(inside: Bits, lab: Floats) -> bool:
    """Orange or pink, as at sunset, and not dark."""
    light, green_red, blue_yellow = lab[inside].mean(0)
    return bool(light > 35 and green_red > 3 and abs(blue_yellow) + green_red > 12 and _rank(inside, lab) > 0.45)


def _rank(inside: Bits, lab: Floats) -> float:
    """The share of the picture that is darker than the mean of what is inside."""
    return float((lab[..., 0] < lab[..., 0][inside].mean()).mean())


def _at_top(inside: Bits) -> float:
    return float(inside[:3].mean())


def _overlap(one: Bits, other: Bits) -> float:
    return float((one & other).sum()) / max(1.0, float((one | other).sum()))


def _lab(picture: Pixels, side: int) -> Floats:
    small = np.ascontiguousarray(measured.small_srgb(picture, side), np.float32)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), np.float32)


def _none() -> NotPossible:
    return NotPossible("no sky was found in this photo", _ADVICE)
