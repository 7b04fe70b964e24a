"""Guesses where a result lies: by phase correlation over zooms, and by matching features. Never the last word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np

from tools.receipt.refine import IDENTITY, Motion, agreement
from tools.receipt.structure import Floats, Level

# Zooms that models deliver lie within some per cent; a step of 1.5 % is what refining closes.
_ZOOMS = tuple(float(zoom) for zoom in np.geomspace(0.87, 1.15, 19))
_BEST = 2
_FEATURES, _LEAST_MATCHES = 900, 12


def by_phase(before: Level, after: Level) -> list[Motion]:
    """The best of the shifts that phase correlation finds at each zoom, by how the pictures then agree: the height of
    the peak itself prefers a wrong zoom where the content changed (1.9 % on a real pair)."""
    height, width = before.structure.shape
    window = _window(width, height)
    one = np.fft.rfft2(before.structure * window)
    found: list[tuple[float, Motion]] = []
    for zoom in _ZOOMS:
        other = np.fft.rfft2(_zoomed(after, zoom, width, height, before) * window)
        cross = other * np.conj(one)
        peak = np.fft.irfft2(cross / (np.abs(cross) + 1e-6), s=(height, width))
        y, x = np.unravel_index(int(peak.argmax()), peak.shape)
        right, down = (int(at) - size if at > size / 2 else int(at) for at, size in ((x, width), (y, height)))
        shift = np.array([right / before.factor[0], down / before.factor[1]]) * zoom
        motion = np.column_stack([np.eye(2) * zoom, shift])
        agree = agreement(before, after, motion)
        found.append((agree.residual(agree.counts), motion))
    return [motion for _, motion in sorted(found, key=lambda one: one[0])[:_BEST]]


@lru_cache(maxsize=4)
def _window(width: int, height: int) -> Floats:
    return np.outer(np.hanning(height + 2)[1:-1], np.hanning(width + 2)[1:-1]).astype(np.float32)


def _zoomed(after: Level, zoom: float, width: int, height: int, before: Level) -> Floats:
    """`after` as it would look unzoomed, in the frame of `before`."""
    high, wide = after.structure.shape
    across, down = (zoom * after.factor[axis] / before.factor[axis] for axis in (0, 1))
    matrix = np.array(
        [
            [across, 0, wide / 2 - 0.5 - across * (width / 2 - 0.5)],
            [0, down, high / 2 - 0.5 - down * (height / 2 - 0.5)],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(after.structure, matrix, (width, height), flags=flags), np.float32)


def by_features(before: Level, after: Level) -> Iterator[Motion]:
    """What most SIFT features agree on (Lowe 2004; RANSAC): any zoom, turn or crop, where there is texture."""
    finder = cv2.SIFT.create(nfeatures=_FEATURES)
    (ones, first), (others, second) = (
        finder.detectAndCompute(np.clip(level.light, 0, 255).astype(np.uint8), None) for level in (before, after)
    )
    if first is None or second is None or len(ones) < _LEAST_MATCHES or len(others) < _LEAST_MATCHES:
        return
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(first, second, k=2)
    good = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < 0.8 * pair[1].distance]
    if len(good) < _LEAST_MATCHES:
        return
    start = _centred(np.array([ones[match.queryIdx].pt for match in good]), before)
    end = _centred(np.array([others[match.trainIdx].pt for match in good]), after)
    cv2.setRNGSeed(1)
    motion, agreed = cv2.estimateAffinePartial2D(
        start, end, method=cv2.RANSAC, ransacReprojThreshold=2.0 / before.factor[0], maxIters=3000, confidence=0.999
    )
    if motion is not None and int(agreed.sum()) >= _LEAST_MATCHES:
        yield np.asarray(motion, np.float64)


def _centred(spots: np.ndarray, level: Level) -> np.ndarray:
    height, width = level.light.shape
    return (spots + 0.5 - np.array([width, height]) / 2) / np.array(level.factor)


__all__ = ["IDENTITY", "by_features", "by_phase"]
