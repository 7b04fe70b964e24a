"""How well a piece of one picture sits in another: the step at its edge, its light, and whether outlines meet there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Hard = NDArray[np.uint8]

# The ring around the piece that is looked at, of the long side.
RING = 0.02
# Seams are seen at the size of a screen; measuring there also keeps noise out of the gradients.
_SIDE = 1024
# Gradients (of 255 a pixel) below this are noise: a seam in a blank wall is judged by it, not by the wall.
_NOISE = 1.0


@dataclass(frozen=True, slots=True)
class Seam:
    """`step`: the change across the edge against the usual change there in either picture (1 is no seam).
    `light`: CIEDE2000 between the ring in both pictures, `lighter` by how much of it the piece is lighter (L*, signed).
    `contours`: the share of outlines in the ring that do not go on across the edge, 0 to 1."""

    step: float
    light: float
    lighter: float
    contours: float


def seam(piece: NDArray[Any], ground: NDArray[Any], together: NDArray[Any], mask: Hard) -> Seam | None:
    """`piece` shows inside of `mask`, `ground` away from it, `together` is what came of both; (height, width, 3) RGB.

    None where the mask has no edge in the picture.
    """
    pictures = [_small(picture) for picture in (piece, ground, together)]
    inside = _small_mask(mask, pictures[0].shape[:2])
    across = _distance(inside)
    width = max(3.0, RING * max(inside.shape))
    ring = (across > 0) & (across <= width)
    if not ring.any() or inside.all():
        return None
    both = (across > -width) & (across <= 2 * width)
    normal_y, normal_x = np.gradient(cv2.GaussianBlur(across, (0, 0), 2))
    slopes = [_slope(picture, normal_x, normal_y)[both] for picture in pictures]
    usual = np.maximum(slopes[0], slopes[1])
    step = float((slopes[2].mean() + _NOISE) / (usual.mean() + _NOISE))
    own, around = (cv2.cvtColor(picture, cv2.COLOR_RGB2Lab)[ring].mean(0) for picture in pictures[:2])
    return Seam(
        round(step, 3), round(_delta(own, around), 2), round(float(own[0] - around[0]), 2), _apart(pictures, ring)
    )


def _apart(pictures: list[Floats], ring: NDArray[np.bool_]) -> float:
    """Edges of one picture without one in the other at the same place; a shift in light is no difference of edges."""
    edges = [_edges(picture)[ring] for picture in pictures[:2]]
    strong = [float(np.percentile(edge, 90)) for edge in edges]
    if max(strong) * 255 < 4 * _NOISE:
        return 0.0
    total = [max(float(edge.sum()), 1e-6) for edge in edges]
    # A flatter picture has weaker edges at the same places.
    scaled = edges[1] * min(max(total[0] / total[1], 0.5), 2.0)
    return round(1 - float(np.minimum(edges[0], scaled).sum()) / float(np.maximum(edges[0], scaled).sum()), 3)


def _edges(picture: Floats) -> Floats:
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 1.2)
    right, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    return np.asarray(np.hypot(right, down) / 8, np.float32)


def _slope(picture: Floats, normal_x: Floats, normal_y: Floats) -> Floats:
    """How fast light changes from inside to outside, in 255ths a pixel."""
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 1) * 255
    down, right = np.gradient(grey)
    return np.asarray(np.abs(right * normal_x + down * normal_y), np.float32)


def _distance(inside: Hard) -> Floats:
    """To the edge of the mask in pixels, negative inside."""
    padded = np.pad(inside, 1, mode="edge")
    outwards = cv2.distanceTransform(1 - padded, cv2.DIST_L2, 5)
    inwards = cv2.distanceTransform(padded, cv2.DIST_L2, 5)
    return np.asarray((outwards - inwards)[1:-1, 1:-1], np.float32)


def _delta(one: NDArray[Any], other: NDArray[Any]) -> float:
    from skimage.color import deltaE_ciede2000

    return float(deltaE_ciede2000(np.asarray(one, np.float64), np.asarray(other, np.float64)))


def _small(picture: NDArray[Any]) -> Floats:
    scale = min(1.0, _SIDE / max(picture.shape[:2]))
    if scale < 1:
        size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    top = 1.0 if picture.dtype == np.float32 else np.iinfo(picture.dtype).max
    return np.asarray(picture[..., :3], np.float32) / np.float32(top)


def _small_mask(mask: Hard, shape: tuple[int, ...]) -> Hard:
    drawn = cv2.resize(mask, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(drawn >= 128, np.uint8)
