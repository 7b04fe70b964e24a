"""Finds what a photo is about: what stands out from the frame's edges, or what a person drew a box around."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.lut import to_srgb
from backends.engine.pixels import Pixels, scout
from backends.engine.regions import installed
from backends.engine.regions.base import Region, fitted
from backends.errors import NotPossible

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Box = tuple[float, float, float, float]

_SIDE = 384
_SEGMENTS = 260
_ADVICE = "Draw a box around it (/box on the screen), or say: in box 20% 10% 80% 90%."
_LEAST, _MOST = 0.01, 0.92
# Below this the colours inside are those outside.
_DIFFERENT = 0.15
# A box that a person drew says where; how well the edge was found is still to be seen.
_BOXED = 0.1
# A segmentation network that the person installed themselves.
_INSTALLED = 0.9


def subject(picture: Pixels, box: Box | None = None) -> Region:
    """Raises NotPossible where nothing stands out. `box` holds the subject whole, in fractions."""
    better = installed.subject_mask(picture) if box is None else None
    if better is not None and _LEAST <= float((better >= 128).mean()) <= _MOST:
        return Region("the subject", better, _INSTALLED)
    small = np.clip(to_srgb(scout(picture.rgb, _SIDE), picture.icc), 0, 1).astype(np.float32)
    image = np.ascontiguousarray((small * 255 + 0.5).astype(np.uint8))
    lab = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), np.float32)
    stands_out = _standing_out(image, lab)
    heads = _heads(picture, image.shape)
    found = _cut(image, _from_box(image.shape, box) if box else _from_map(stands_out, heads), box)
    share = float((found >= 128).mean())
    if not _LEAST <= share <= _MOST:
        raise NotPossible("nothing in this photo stands out clearly enough to be its subject", _ADVICE)
    if _apart(lab, found >= 128) < _DIFFERENT:
        raise NotPossible("nothing in this photo stands out clearly enough to be its subject", _ADVICE)
    other = _cut(image, _from_map(stands_out, heads), None) if box else _cut(image, _from_middle(image.shape), None)
    sure = _confidence(lab, found, other, stands_out, boxed=box is not None)
    return Region("the subject", fitted(found), round(sure, 2))


def _standing_out(image: Bytes, lab: Floats) -> Floats:
    """0..1: how hard it is to get to a place from the frame's edge without crossing an edge of colour (a background
    prior after Wei and others 2012, "Geodesic Saliency"), and how far its colour is from the photo's mean (Achanta
    and others 2009)."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import dijkstra
    from skimage.segmentation import slic

    labels = np.asarray(slic(image, n_segments=_SEGMENTS, compactness=14, start_label=0))
    count = int(labels.max()) + 1
    sizes = np.bincount(labels.ravel(), minlength=count)
    mean = np.stack([np.bincount(labels.ravel(), lab[..., at].ravel(), count) / sizes for at in range(3)], 1)
    pairs = np.concatenate(
        [
            np.stack([labels[:, :-1], labels[:, 1:]], -1).reshape(-1, 2),
            np.stack([labels[:-1], labels[1:]], -1).reshape(-1, 2),
        ]
    )
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], 1), axis=0)
    cost = np.maximum(np.linalg.norm(mean[pairs[:, 0]] - mean[pairs[:, 1]], axis=1) - 5, 0.01)
    # The bottom edge belongs to the subject as often as not: a portrait is cut there.
    border = np.unique(
        np.concatenate([labels[0], labels[: int(len(labels) * 0.8), 0], labels[: int(len(labels) * 0.8), -1]])
    )
    rows = np.concatenate([pairs[:, 0], np.full(len(border), count)])
    columns = np.concatenate([pairs[:, 1], border])
    graph = coo_matrix((np.concatenate([cost, np.full(len(border), 0.01)]), (rows, columns)), shape=(count + 1,) * 2)
    far = np.asarray(dijkstra(graph, directed=False, indices=count))[:count]
    y, x = np.mgrid[0 : labels.shape[0], 0 : labels.shape[1]].astype(np.float32)
    height, width = labels.shape
    centre = np.exp(-(((x / width - 0.5) / 0.42) ** 2 + ((y / height - 0.52) / 0.5) ** 2))
    tuned = np.linalg.norm(cv2.GaussianBlur(lab, (0, 0), 2) - lab.mean((0, 1)), axis=2)
    map_ = (_scaled(far[labels]) * 0.65 + _scaled(tuned) * 0.35) * (0.4 + 0.6 * centre)
    return _scaled(map_)


def _scaled(values: NDArray[np.generic]) -> Floats:
    low, high = np.percentile(values.astype(np.float64), (5, 99))
    return np.asarray(np.clip((values.astype(np.float64) - low) / max(float(high - low), 1e-6), 0, 1), np.float32)


def _heads(picture: Pixels, shape: tuple[int, ...]) -> list[Box]:
    """Faces in pixels of the small picture."""
    from backends.engine.regions.faces import face_boxes

    height, width = shape[:2]
    return [(box[0] * width, box[1] * height, box[2] * width, box[3] * height) for box in face_boxes(picture)]


def _from_map(stands_out: Floats, heads: list[Box]) -> Bytes:
    """What surely is and is not the subject, and what probably is; a face brings head and body."""
    guess = np.full(stands_out.shape, cv2.GC_PR_BGD, np.uint8)
    low, middle, high = np.quantile(stands_out, (0.25, 0.6, 0.93))
    guess[stands_out <= low] = cv2.GC_BGD
    guess[stands_out > max(float(middle), 0.3)] = cv2.GC_PR_FGD
    guess[stands_out > max(float(high), 0.6)] = cv2.GC_FGD
    rows, columns = stands_out.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    for left, top, right, bottom in heads:
        wide, tall = right - left, bottom - top
        middle_x = (left + right) / 2
        body = (np.abs(x - middle_x) < 1.7 * wide * np.clip((y - top) / (2 * tall), 0.3, 1)) & (y > bottom)
        guess[body & (guess != cv2.GC_FGD)] = cv2.GC_PR_FGD
        guess[(np.abs(x - middle_x) < 0.5 * wide) & (y > bottom) & (y < bottom + 1.6 * tall)] = cv2.GC_FGD
        head = ((x - middle_x) / (0.5 * wide)) ** 2 + ((y - (top + bottom) / 2) / (0.62 * tall)) ** 2 < 1
        hair = ((x - middle_x) / (0.75 * wide)) ** 2 + ((y - (top + bottom) / 2) / (0.9 * tall)) ** 2 < 1
        guess[hair & (guess != cv2.GC_FGD)] = cv2.GC_PR_FGD
        guess[head] = cv2.GC_FGD
    return guess


def _from_box(shape: tuple[int, ...], box: Box) -> Bytes:
    height, width = shape[:2]
    guess = np.full((height, width), cv2.GC_BGD, np.uint8)
    left, right = round(box[0] * width), max(round(box[2] * width), round(box[0] * width) + 2)
    top, bottom = round(box[1] * height), max(round(box[3] * height), round(box[1] * height) + 2)
    guess[top:bottom, left:right] = cv2.GC_PR_FGD
    return guess


def _from_middle(shape: tuple[int, ...]) -> Bytes:
    """The plainest guess: what is in the middle."""
    return _from_box(shape, (0.1, 0.08, 0.9, 0.97))


def _cut(image: Bytes, guess: Bytes, box: Box | None) -> Bytes:
    """GrabCut (Rother, Kolmogorov, Blake 2004), without crumbs and holes; softened by a pixel."""
    marks = guess.copy()
    if (marks == cv2.GC_BGD).any() and ((marks == cv2.GC_PR_FGD) | (marks == cv2.GC_FGD)).any():
        models = np.zeros((1, 65)), np.zeros((1, 65))
        cv2.setRNGSeed(1)
        cv2.grabCut(image, marks, (0, 0, 0, 0), models[0], models[1], 5, cv2.GC_INIT_WITH_MASK)
    found = ((marks == cv2.GC_FGD) | (marks == cv2.GC_PR_FGD)).astype(np.uint8)
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, sizes, _ = cv2.connectedComponentsWithStats(found)
    if count > 1:
        areas = sizes[1:, cv2.CC_STAT_AREA]
        keep = 1 + np.flatnonzero(areas > 0.2 * areas.max())
        found = np.isin(labels, keep).astype(np.uint8)
    outside = np.pad(found, 1)
    cv2.floodFill(outside, None, (0, 0), (2,))
    holes = outside[1:-1, 1:-1] == 0
    _, parts, hole_sizes, _ = cv2.connectedComponentsWithStats(holes.astype(np.uint8))
    small = np.flatnonzero(hole_sizes[:, cv2.CC_STAT_AREA] < 0.06 * max(1, int(found.sum())))
    found[holes & np.isin(parts, small)] = 1
    return np.asarray(cv2.GaussianBlur(found * 255, (0, 0), 0.8), np.uint8)


def _confidence(lab: Floats, found: Bytes, other: Bytes, stands_out: Floats, *, boxed: bool) -> float:
    """0..0.95 from four things that hold where hand-drawn masks are met and fail where they are missed: two ways of
    looking agree, the colours on both sides differ, what stands out lies inside, and the frame's sides are free."""
    inside, also = found >= 128, other >= 128
    union = float((inside | also).sum())
    agree = float((inside & also).sum()) / union if union else 0.0
    apart = _apart(lab, inside)
    within = float(stands_out[inside].mean() - stands_out[~inside].mean()) if inside.any() and not inside.all() else 0.0
    sides = np.concatenate([inside[0], inside[:, 0], inside[:, -1]])
    free = 1 - float(sides.mean())
    sure = 0.4 * agree + 0.3 * apart + 0.3 * np.clip(within / 0.5, 0, 1)
    sure *= 0.5 + 0.5 * np.clip(free * 1.15, 0, 1)
    return float(np.clip(sure + (_BOXED if boxed else 0), 0.05, 0.95))


def _apart(lab: Floats, inside: NDArray[np.bool_]) -> float:
    """1 where the colours inside are never outside (one minus the overlap of their histograms)."""
    if not inside.any() or inside.all():
        return 0.0
    ranges = [(0, 100), (-80, 80), (-80, 80)]
    one, other = (np.histogramdd(lab[where], (10, 16, 16), ranges)[0] for where in (inside, ~inside))
    return float(1 - np.minimum(one / one.sum(), other / other.sum()).sum())
