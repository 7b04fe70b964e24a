"""Faces keep their features in a painted picture: where they are, and a finer brush there."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from backends.engine.art.canvas import Floats
from backends.engine.lut import to_srgb
from backends.engine.pixels import Pixels
from backends.engine.render import scout

_SIDE = 720
_MOST = 8


def found(picture: Pixels) -> tuple[float, ...]:
    """x, y, width and height of up to eight frontal faces one after the other, as fractions of the picture's width
    and height, the largest first. Small, covered and side-on faces are missed (Haar cascade of Viola and Jones)."""
    small = to_srgb(scout(picture.rgb, _SIDE), picture.icc)
    grey = cv2.cvtColor((np.clip(small, 0, 1) * 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    least = max(24, max(height, width) // 24)
    boxes = _cascade().detectMultiScale(cv2.equalizeHist(grey), 1.1, 5, minSize=(least, least))
    ordered = sorted((tuple(int(n) for n in box) for box in boxes), key=lambda box: -box[2])[:_MOST]
    return tuple(round(n, 4) for x, y, w, h in ordered for n in (x / width, y / height, w / width, h / height))


@lru_cache(maxsize=1)
def _cascade() -> cv2.CascadeClassifier:
    import cv2.data

    return cv2.CascadeClassifier(str(Path(cv2.data.haarcascades) / "haarcascade_frontalface_alt2.xml"))


def with_finer_faces(
    painted: Floats, picture: Floats, faces: tuple[float, ...], paint: Callable[[Floats], Floats]
) -> Floats:
    """`painted` with `paint` of each face alone, in an oval around it that fades out."""
    height, width = picture.shape[:2]
    for x, y, w, h in zip(faces[0::4], faces[1::4], faces[2::4], faces[3::4], strict=False):
        # A cascade's box cuts brow and chin, which belong to the likeness.
        left, right = int(max(0, (x - 0.2 * w) * width)), int(min(width, (x + 1.2 * w) * width + 1))
        top, bottom = int(max(0, (y - 0.25 * h) * height)), int(min(height, (y + 1.3 * h) * height + 1))
        if right - left < 8 or bottom - top < 8:
            continue
        frame = slice(top, bottom), slice(left, right)
        rows = (np.arange(top, bottom) / height - y - 0.54 * h) / (0.72 * h)
        columns = (np.arange(left, right) / width - x - 0.5 * w) / (0.62 * w)
        away = np.hypot(rows[:, None], columns[None, :]).astype(np.float32)
        share = np.clip((1.0 - away) / 0.35, 0, 1)[..., None]
        fine = paint(np.ascontiguousarray(picture[frame]))
        painted[frame] += (fine - painted[frame]) * (share * share * (3 - 2 * share))
    return painted
