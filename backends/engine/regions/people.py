"""Finds people by their faces and by their upright shape; seated, covered and side-on people are often missed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import cv2
import numpy as np

from backends.engine.colour.lut import to_srgb
from backends.engine.pixels import Pixels, scout
from backends.engine.regions.base import Mask, Region
from backends.engine.regions.subject import subject
from backends.errors import NotPossible

Box = tuple[float, float, float, float]

_SIDE = 720
_MOST = 8
# Weights of the detector below which posts and trees are found too (looked at on samples).
_LEAST_WEIGHT = 0.9
# A body is guessed from a face or a box: it is always shown before it is relied on.
_CONFIDENCE = 0.72


def people(picture: Pixels) -> Region:
    """All that were found as one region with their boxes, the largest first. Raises NotPossible where none is."""
    boxes = _bodies(picture)[:_MOST]
    masks: list[Mask] = []
    kept: list[Box] = []
    for box in boxes:
        try:
            masks.append(subject(picture, box).mask)
        except NotPossible:
            continue
        kept.append(box)
    if not masks:
        raise NotPossible(
            "no person was found in this photo (turned away, seated and small ones are missed)",
            "Draw a box around them (/box on the screen), or say: in box 20% 10% 60% 90%.",
        )
    name = "the person" if len(kept) == 1 else f"the {len(kept)} people"
    return Region(name, np.asarray(np.maximum.reduce(masks)), _CONFIDENCE, tuple(kept))


def _bodies(picture: Pixels) -> list[Box]:
    from backends.engine.regions.faces import face_boxes

    shape = picture.rgb.shape
    bodies = [_under(face, shape[1] / shape[0]) for face in face_boxes(picture)]
    for box in _upright(picture):
        if not any(_shared(box, body) > 0.3 for body in bodies):
            bodies.append(box)
    return sorted(bodies, key=lambda box: -(box[2] - box[0]) * (box[3] - box[1]))


def _under(face: Box, aspect: float) -> Box:
    """Head and body of a face: about three heads wide and seven tall, as far as the frame goes."""
    left, top, right, bottom = face
    wide, tall = right - left, bottom - top
    middle = (left + right) / 2
    return (
        max(0.0, middle - 2.2 * wide),
        max(0.0, top - 0.6 * tall),
        min(1.0, middle + 2.2 * wide),
        min(1.0, top + 7 * tall),
    )


def _upright(picture: Pixels) -> list[Box]:
    """Standing people (Dalal, Triggs 2005: histograms of oriented gradients, with OpenCV's own weights)."""
    small = (np.clip(to_srgb(scout(picture.rgb, _SIDE), picture.icc), 0, 1) * 255).astype(np.uint8)
    height, width = small.shape[:2]
    if height < 128 or width < 64:
        return []
    found, weights = _detector().detectMultiScale(np.ascontiguousarray(small), winStride=(8, 8), scale=1.06)
    boxes = [
        (int(x), int(y), int(w), int(h))
        for (x, y, w, h), weight in zip(found, np.ravel(weights), strict=True)
        if weight >= _LEAST_WEIGHT
    ]
    return [
        (max(0, x) / width, max(0, y) / height, min(width, x + w) / width, min(height, y + h) / height)
        for x, y, w, h in boxes
    ]


def _shared(one: Box, other: Box) -> float:
    """How much of the smaller box lies in the other."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    return across * down / max(1e-6, min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)))


@lru_cache(maxsize=1)
def _detector() -> cv2.HOGDescriptor:
    detector = cv2.HOGDescriptor()
    weights: Any = vars(cv2)["HOGDescriptor_getDefaultPeopleDetector"]()  # missing from OpenCV's stubs
    detector.setSVMDetector(weights)
    return detector
