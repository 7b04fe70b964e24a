"""Faces keep their features in a painted picture: where they are, and a finer brush there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from backends.engine.art.canvas import Floats
from backends.engine.pixels import Pixels
from backends.engine.regions.faces import face_boxes

_MOST = 8


def found(picture: Pixels) -> tuple[float, ...]:
    """x, y, width and height of up to eight frontal faces one after the other, as fractions of the picture's width
    and height, the largest first."""
    boxes = sorted(face_boxes(picture), key=lambda box: box[0] - box[2])[:_MOST]
    sizes = ((left, top, right - left, bottom - top) for left, top, right, bottom in boxes)
    return tuple(round(float(n), 4) for box in sizes for n in box)


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
