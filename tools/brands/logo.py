"""Finds a brand's logo in a photo by matching features, so that it can be locked where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.encoding import screen_rgb
from backends.engine.files.decode import decode_proxy
from backends.engine.pixels import Pixels
from backends.types import Geometry

Grey = NDArray[np.uint8]

# Lowe 2004: a match counts where the second best is that much farther.
_RATIO = 0.78
# Fewer agreeing points than this, or a smaller share of the matches, happen by chance.
_LEAST, _SHARE = 8, 0.25
_SIDE, _LOGO_SIDE = 1600, 400
# Of the photo: a quadrilateral that is smaller, or larger than all of it, is no logo.
_SMALLEST, _LARGEST = 0.0002, 0.9
# The lock goes this much beyond the logo's own frame, of its size.
_AIR = 0.03


def find_logo(photo: Path, logo: Path | str) -> Geometry | None:
    """The logo's quadrilateral on the photo, as a polygon in fractions; None where it is not there for sure."""
    scene = _grey(screen_rgb(decode_proxy(photo)))
    mark = _on_ground(decode_proxy(Path(logo)))
    corners = matched(mark, scene)
    if corners is None:
        return None
    height, width = scene.shape
    middle = corners.mean(0)
    wider = middle + (corners - middle) * (1 + _AIR)
    shares = np.clip(wider / (width, height), 0, 1)
    return Geometry("polygon", tuple(round(float(number), 5) for number in shares.ravel()))


def matched(mark: Grey, scene: Grey) -> NDArray[np.float64] | None:
    """The corners of `mark` in `scene`, in its pixels, or None. A logo may also stand there inverted (white on its
    colour), which looks like other features."""
    sift: Any = cv2.SIFT_create(contrastThreshold=0.02)  # pyright: ignore[reportAttributeAccessIssue]
    small, scale = _fitted(scene, _SIDE, most=1.5)
    there, features = sift.detectAndCompute(small, None)
    if features is None or len(there) < _LEAST:
        return None
    best: tuple[int, NDArray[np.float64]] | None = None
    for one in (mark, cast(Grey, 255 - mark)):
        fitted, _ = _fitted(one, _LOGO_SIDE)
        own, own_features = sift.detectAndCompute(fitted, None)
        if own_features is None or len(own) < _LEAST:
            continue
        found = _agreeing(fitted, own, own_features, there, features, small.shape)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return None if best is None else best[1] / scale


def _agreeing(
    mark: Grey, own: Any, own_features: Any, there: Any, their_features: Any, shape: tuple[int, ...]
) -> tuple[int, NDArray[np.float64]] | None:
    """How many points agree on one homography, and where it puts the corners."""
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(own_features, their_features, k=2)
    good = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < _RATIO * pair[1].distance]
    if len(good) < _LEAST:
        return None
    here = np.array([own[match.queryIdx].pt for match in good], np.float32)
    seen = np.array([there[match.trainIdx].pt for match in good], np.float32)
    cv2.setRNGSeed(1)
    homography, inliers = cv2.findHomography(here, seen, cv2.RANSAC, 4.0)
    if homography is None or int(inliers.sum()) < max(_LEAST, _SHARE * len(good)):
        return None
    # Many features of the scene may match one point of the logo.
    agreeing = len({tuple(np.round(point)) for point in seen[inliers.ravel() > 0]})
    height, width = mark.shape
    frame = np.array([[[0, 0]], [[width, 0]], [[width, height]], [[0, height]]], np.float32)
    corners = np.asarray(cv2.perspectiveTransform(frame, homography), np.float64)[:, 0]
    if agreeing < _LEAST or not _plausible(corners, shape):
        return None
    return agreeing, corners


def _plausible(corners: NDArray[np.float64], shape: tuple[int, ...]) -> bool:
    """A convex quadrilateral of a sensible size that lies in the picture."""
    hull = corners.astype(np.float32)
    area = float(cv2.contourArea(hull)) / (shape[0] * shape[1])
    if not cv2.isContourConvex(hull) or not _SMALLEST < area < _LARGEST:
        return False
    middle = corners.mean(0)
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)
    inside = bool((middle > 0).all() and middle[0] < shape[1] and middle[1] < shape[0])
    return inside and float(sides.max() / max(sides.min(), 1e-6)) < 40


def _on_ground(logo: Pixels) -> Grey:
    """A logo with transparency on white, or on black where it is itself light."""
    grey = _grey(screen_rgb(logo))
    if logo.alpha is None:
        return grey
    share = logo.alpha.astype(np.float32) / np.iinfo(logo.alpha.dtype).max
    own = float((grey * share).sum() / max(float(share.sum()), 1.0))
    ground = 0.0 if own > 160 else 255.0
    return (grey * share + ground * (1 - share)).astype(np.uint8)


def _grey(rgb: NDArray[np.uint8]) -> Grey:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)


def _fitted(grey: Grey, side: int, most: float = 8.0) -> tuple[Grey, float]:
    scale = min(most, side / max(grey.shape))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    return np.asarray(cv2.resize(grey, size, interpolation=how), np.uint8), scale
