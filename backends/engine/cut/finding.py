"""Finds what to cut out: what stands before an even background, or what a person drew a box around."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.cut.matte import SIDE, Matte
from backends.engine.measure import features as measure
from backends.engine.operations import measured
from backends.engine.pixels import Pixels

Mask = NDArray[np.uint8]

# GrabCut's time grows fast beyond this side, its result hardly (1.8 s at 480, 2026-07).
_GRABCUT = 320
_LEAST, _MOST = 0.003, 0.92


@dataclass(frozen=True, slots=True)
class Found:
    """`mask` (long side SIDE at most) is 255 on the subject, `how` it was found. `steady` 0..1 is how much of it stays
    when what it was found from is a little different, and `fills` 0..1 how much of a box, each way, it reaches."""

    mask: Mask
    how: str
    steady: float
    fills: float = 1.0


def on_even_ground(picture: Pixels) -> Found | None:
    """What differs from a background of one smoothly changing colour around it; None where there is no such one."""
    lab = _lab(picture)
    ring = _ring(lab.shape[:2])
    model, even = _smooth_ground(lab, ring)
    if even < 0.72:
        return None
    away = measure.ciede2000(lab, model)
    at_border = away[ring]
    noise = float(np.percentile(at_border[at_border < 12], 95)) if (at_border < 12).any() else 12.0
    limit = float(np.clip(noise * 1.6, 3.5, 11.0))
    away = np.asarray(cv2.GaussianBlur(away, (0, 0), 0.8))
    mask, loose, strict = (_not_like(away, limit * factor, ring) for factor in (1.0, 0.75, 1.35))
    share = float(mask.mean()) / 255
    if not _LEAST < share < _MOST:
        return None
    return Found(mask, "from its even background", min(_overlap(mask, loose), _overlap(mask, strict)))


def _not_like(away: np.ndarray, limit: float, ring: NDArray[np.bool_]) -> Mask:
    like = (away < limit).astype(np.uint8)
    count, labels = cv2.connectedComponents(like, connectivity=4)
    # What touches the border is background; what does not may be seen through a handle, where it is just as even.
    touching = np.unique(labels[ring & (like > 0)])
    ground = np.isin(labels, touching[touching > 0])
    for label in range(1, count):
        hole = labels == label
        if not ground[hole].any() and hole.sum() > 0.0006 * hole.size and away[hole].mean() < limit * 0.45:
            ground |= hole
    return _cleaned(np.where(ground, 0, 255).astype(np.uint8))


def in_box(picture: Pixels, region: Mask) -> Found | None:
    """What a box or a rough mask holds, by GrabCut (Rother, Kolmogorov, Blake 2004); None where it finds nothing."""
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, _GRABCUT / max(height, width))
    size = max(8, round(width * scale)), max(8, round(height * scale))
    small = (measured.small_srgb(picture, _GRABCUT) * 255).astype(np.uint8)
    small = np.ascontiguousarray(cv2.resize(small, size)[..., ::-1])
    inside = (np.asarray(cv2.resize(region, size, interpolation=cv2.INTER_AREA)) >= 128).astype(np.uint8)
    if not inside.any() or inside.mean() > 0.98:
        return None
    found = _grabbed(small, inside)
    reach = max(1, round(0.02 * max(size)))
    # Not grown past the frame, and not shrunk from it: only the box's own sides move.
    others = [_grabbed(small, moved) for moved in (_grown(inside, reach), 1 - _grown(1 - inside, reach))]
    if found is None:
        return None
    steady = min(0.0 if other is None else _overlap(found, other) for other in others)
    full = min(1.0, SIDE / max(height, width))
    to = max(1, round(width * full)), max(1, round(height * full))
    mask = _cleaned(np.where(np.asarray(cv2.resize(found, to)) >= 128, 255, 0).astype(np.uint8))
    if not _LEAST < float(mask.mean()) / 255 < _MOST:
        return None
    return Found(mask, "in the box", steady, _fill(found, inside))


def _grabbed(small: np.ndarray, inside: Mask) -> Mask | None:
    marks = np.where(inside > 0, cv2.GC_PR_FGD, cv2.GC_BGD).astype(np.uint8)
    rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    if not len(rows) or inside.all():
        return None
    if inside.sum() < 0.95 * (rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1):
        # A found region is right in its middle and loose at its edge.
        reach = max(2, round(0.02 * max(inside.shape)))
        marks = np.where(_grown(inside, reach) > 0, cv2.GC_PR_FGD, cv2.GC_BGD).astype(np.uint8)
        marks[_grown(1 - inside, reach) == 0] = cv2.GC_FGD
    models = np.zeros((1, 65)), np.zeros((1, 65))
    try:
        cv2.setRNGSeed(7)
        cv2.grabCut(small, marks, (0, 0, 1, 1), *models, 4, cv2.GC_INIT_WITH_MASK)
    except cv2.error:
        return None
    found = np.where((marks == cv2.GC_FGD) | (marks == cv2.GC_PR_FGD), 255, 0).astype(np.uint8)
    return _cleaned(found) if found.any() else None


def _grown(mask: Mask, reach: int) -> Mask:
    return np.asarray(cv2.dilate(mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)), np.uint8)


def _overlap(one: Mask, other: Mask) -> float:
    """Intersection over union."""
    both, either = ((one > 0) & (other > 0)).sum(), ((one > 0) | (other > 0)).sum()
    return float(both / max(int(either), 1))


def _fill(found: Mask, inside: Mask) -> float:
    """How much of the box the subject reaches, the worse way of the two: people draw boxes close around things."""
    shares: list[float] = []
    for axis in (0, 1):
        own, box = np.flatnonzero(found.any(axis)), np.flatnonzero(inside.any(axis))
        shares.append((own[-1] - own[0] + 1) / (box[-1] - box[0] + 1))
    return float(min(*shares, 1.0)) * (1 - float(np.clip((_cut_off(found, inside) - 0.15) / 0.4, 0, 1)))


def _cut_off(found: Mask, inside: Mask) -> float:
    """The share of a side of the box, the worst one, that the subject runs up against; sides of the picture do not
    count."""
    rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    top, bottom, left, right = rows[0], rows[-1], columns[0], columns[-1]
    box = found[top : bottom + 1, left : right + 1] > 0
    height, width = found.shape
    sides = [
        (top > 1, box[:2]),
        (bottom < height - 2, box[-2:]),
        (left > 1, box[:, :2]),
        (right < width - 2, box[:, -2:]),
    ]
    return max((float(side.mean()) for counts, side in sides if counts), default=0.0)


@dataclass(frozen=True, slots=True)
class Quality:
    """Of a cut, 0..1: `separate` is the share of it where subject and background differ enough in colour to be
    told apart, `sharp` where the picture has an edge of its own there; `explained` how well the mix of both explains
    the pixels in it; `weakest` both of the first on the worst fifth of the edge, where a cut goes wrong; `found` how
    sure the whole outline is. `confidence` is what they come to together."""

    separate: float
    sharp: float
    explained: float
    weakest: float
    found: float

    @property
    def confidence(self) -> float:
        edge = self.separate**0.7 * self.sharp**0.7 * self.explained**0.6
        return float(edge * self.found * (0.55 + 0.45 * min(self.weakest / 0.8, 1.0)))


def quality(picture: Pixels, cut: Found, matte: Matte) -> Quality:
    mask = cut.mask
    lab = _lab(picture)
    inside = (np.asarray(cv2.resize(mask, lab.shape[1::-1])) >= 128).astype(np.uint8)
    contour = (inside > 0) & (cv2.erode(inside, np.ones((3, 3), np.uint8), borderValue=1) == 0)
    frame = np.zeros_like(contour)
    frame[2:-2, 2:-2] = True
    contour &= frame
    if not contour.any():
        return Quality(0.0, 0.0, 0.0, 0.0, 0.0)
    subject, ground = (measure.to_lab(np.sqrt(np.clip(part, 0, 1))) for part in (matte.subject, matte.ground))
    apart = measure.ciede2000(subject, ground)
    told_apart = np.clip((apart[contour] - 4) / 10, 0, 1)

    slope = sum(
        np.hypot(cv2.Scharr(lab[..., n], cv2.CV_32F, 1, 0), cv2.Scharr(lab[..., n], cv2.CV_32F, 0, 1)) for n in range(3)
    )
    slope = np.asarray(slope) / 32
    # The strongest slope within two pixels of the contour, against that of the subject and ground further away.
    near = np.asarray(cv2.dilate(slope.astype(np.float32), np.ones((5, 5), np.uint8)))
    edges = np.clip(near[contour] / 7, 0, 1)
    separate, sharp = float(told_apart.mean()), float(edges.mean())
    weakest = float(np.percentile(told_apart * edges, 20))

    rgb = measured.small_srgb(picture, SIDE).astype(np.float32)
    small = Matte(mask, Pixels((rgb * 255 + 0.5).astype(np.uint8)))
    share, _ = small.rows(0, len(rgb))
    part = share[..., None]
    composed = small.subject * part + small.ground * (1 - part)
    left = measure.ciede2000(measure.to_lab(rgb), measure.to_lab(np.sqrt(np.clip(composed, 0, 1))))
    edge = small.edge & frame
    explained = float(1 - np.clip(np.median(left[edge]) / 16, 0, 1)) if edge.any() else 0.0
    found = float(np.clip((cut.steady - 0.5) / 0.45, 0, 1) * np.clip((cut.fills - 0.4) / 0.4, 0, 1))
    return Quality(separate, sharp, explained, weakest, found)


def _lab(picture: Pixels) -> np.ndarray:
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = measured.small_srgb(picture, SIDE).astype(np.float32)
    return measure.to_lab(np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA)))


def _ring(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    reach = max(2, round(0.02 * max(shape)))
    ring = np.ones(shape, bool)
    ring[reach:-reach, reach:-reach] = False
    return ring


def _smooth_ground(lab: np.ndarray, ring: NDArray[np.bool_]) -> tuple[np.ndarray, float]:
    """A surface of second degree through the border's colours, fitted again without what is far from it (a subject
    cut by the frame), and the share of the border that it explains."""
    rows, columns = lab.shape[:2]
    y, x = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j]
    terms = np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], -1)
    known, colours = terms[ring], lab[ring]
    middle = np.median(colours, axis=0)
    kept = np.linalg.norm(colours - middle, axis=1) < 25
    weights = np.zeros((6, 3))
    for _ in range(4):
        if kept.sum() < 60:
            return np.broadcast_to(middle, lab.shape).astype(np.float32), 0.0
        weights = np.linalg.lstsq(known[kept], colours[kept], rcond=None)[0]
        off = np.linalg.norm(known @ weights - colours, axis=1)
        kept = off < 9
    return (terms @ weights).astype(np.float32), float(kept.mean())


def _cleaned(mask: Mask) -> Mask:
    """Without specks of either kind: parts below a twentieth of the largest, and pinholes."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((mask > 0).astype(np.uint8))
    if count > 1:
        sizes = stats[1:, cv2.CC_STAT_AREA]
        keep = [number + 1 for number, size in enumerate(sizes) if size > 0.05 * sizes.max()]
        mask = np.where(np.isin(labels, keep), 255, 0).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((mask == 0).astype(np.uint8))
    for number in range(1, count):
        if stats[number, cv2.CC_STAT_AREA] < 0.0004 * mask.size:
            mask[labels == number] = 255
    return mask
