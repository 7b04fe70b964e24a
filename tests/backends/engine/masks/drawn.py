"""Subjects and skies of sample photos, drawn by hand over a grid: polygons in per cent of width and height.

The subject is what a person would call the picture's thing, with what belongs to it (the cup with saucer and spoon,
the astronaut with her helmet). Each entry holds what is added and what is cut out again.
"""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

Polygon = list[tuple[float, float]]
Drawn = tuple[list[Polygon], list[Polygon]]

_PAGODA: Polygon = [
    (31, 7), (33.5, 7.5), (33.5, 11), (34, 15), (37, 19), (41, 23), (45, 25.5), (50, 28), (49.5, 30), (46, 33),
    (46, 36.5), (51.5, 41), (51, 43), (50, 45), (50, 53), (51, 54.5), (51, 56.5), (55, 59), (54.5, 61), (53, 63.5),
    (53, 69), (54.5, 72), (54, 75), (57.5, 77.5), (56, 81), (53, 85), (50, 88), (46, 91), (36, 90), (32, 86), (26, 84),
    (25, 80), (18, 79), (11.5, 79), (11.5, 76), (12.5, 74), (12.5, 66.5), (10, 64), (11, 60), (15, 57), (15, 45.5),
    (13, 43), (14, 40), (19, 37.5), (19, 33), (15, 30.5), (15, 26), (20, 24), (25, 21.5), (30, 16), (30, 12),
]  # fmt: skip
_MAN: Polygon = [
    (0, 51), (4, 44), (8, 37), (12, 31), (17, 26.5), (22, 24.5), (26, 24), (29, 21), (31.5, 20.5), (33, 17), (36, 13.5),
    (41, 12.3), (46, 14), (50, 17.5), (52.5, 22), (52.5, 25.5), (50, 27.3), (63, 27.2), (63.3, 30), (62.5, 34),
    (64.5, 35), (64, 40), (61, 42), (58.5, 42), (59.5, 53), (56.5, 56), (52, 59.5), (48, 61), (44, 59.5), (40.5, 57.5),
    (35, 65), (30, 71), (27.5, 74.5), (29, 83), (29.5, 100), (25.5, 100), (22, 92), (19, 86), (18.5, 100), (0, 100),
]  # fmt: skip
_ROCKET: Polygon = [(48.5, 33), (50, 30), (52, 33), (52.2, 42), (52.2, 95), (48.8, 95), (48.5, 42)]

SUBJECTS: dict[str, Drawn] = {
    "astronaut": ([[
        (30, 14), (33, 10), (37, 7), (40, 4.5), (45, 3), (50, 4), (54, 6), (57, 9), (58.8, 15), (58.5, 19), (57, 22),
        (54, 25.5), (52, 26.5), (51, 30), (50, 33.5), (52, 36), (56, 40), (59, 45), (63, 47.5), (66.5, 51), (69, 57),
        (71, 66), (75, 67.5), (80, 67), (86, 69), (91, 73), (95, 79), (96.8, 86), (99.5, 91), (100, 96), (100, 100),
        (7, 100), (5, 92), (4.5, 86), (3.5, 80), (4.8, 74), (5.5, 68), (6, 62), (8, 56), (10.5, 50), (15, 45),
        (19, 42.5), (22, 40.5), (22.5, 36.5), (24.5, 33.5), (27, 31), (31, 29), (35.5, 29), (35.5, 26), (33, 24.5),
        (31, 21), (30, 17),
    ]], []),
    "coffee": ([[
        (29, 20), (30, 16), (33, 11), (37, 7.5), (42, 5), (47, 4.3), (52, 5), (57, 7), (62, 10.5), (65.5, 15),
        (66.3, 17.5), (68.5, 16.5), (70.5, 18.5), (70, 22), (69.5, 27), (73, 31), (77, 38), (79.5, 46), (80, 54),
        (78.5, 64), (75.5, 72), (71, 80), (65, 88), (58, 94), (50, 97), (42, 96.5), (34, 94), (28, 89), (22, 81),
        (17.5, 72), (14.5, 62), (13, 54), (13.5, 46), (16, 37), (20, 29), (24, 23.5), (29, 18.5),
    ]], []),
    "chelsea": ([[
        (9, 0), (89, 0), (86, 6), (83, 13), (80, 19), (77, 25), (79, 32), (80, 40), (79.5, 48), (78, 56), (76, 63),
        (72, 70), (71, 77), (69, 84), (66, 90), (61, 95), (55, 100), (0, 100), (0, 43), (5, 40), (7, 36), (8, 28),
        (8, 15),
    ]], []),
    "flower": ([[
        (49, 20), (54, 22), (58, 23.5), (62, 27), (65, 31), (67, 36), (68, 40), (69, 45), (69.6, 51), (69, 57),
        (67.5, 63), (66, 69), (63.5, 74), (61, 78), (56, 82), (51, 84), (46, 84), (41, 82), (36, 79), (32, 74.5),
        (29.5, 69), (27.5, 63), (26.5, 56), (26.5, 48), (28, 41), (29.5, 35), (32, 30.5), (36, 26.5), (40, 23),
        (44, 22),
    ]], []),
    "china": ([_PAGODA], []),
    "camera": ([_MAN], []),
    "rocket": ([_ROCKET], []),
}  # fmt: skip

SKIES: dict[str, Drawn] = {
    "china": ([[
        (0, 0), (100, 0), (100, 39), (98, 34), (95.5, 32), (92, 35), (90, 41), (87.5, 47.5), (15, 48), (8, 47.5),
        (6, 47), (4, 43), (1.5, 42), (0, 34),
    ]], [_PAGODA]),
    "rocket": ([[(0, 0), (100, 0), (100, 95), (0, 95)]], [
        _ROCKET,
        [(8, 0), (13.5, 0), (12.5, 95), (0.5, 95)],
        [(88, 0), (94, 0), (100, 70), (100, 95), (90, 95)],
        [(31, 29), (31.8, 29), (31.8, 95), (27, 95), (29.5, 45)],
        [(69.5, 29), (70.3, 45), (71, 45), (74, 95), (69, 95)],
    ]),
    "camera": ([[
        (0, 0), (100, 0), (100, 38), (95, 37), (92, 36), (88, 33), (84.5, 37), (84.5, 23), (80.5, 25), (80.5, 37),
        (75, 35.5), (70, 33), (65, 34.5), (9, 35.5), (6, 34.5), (0, 35.5),
    ]], [_MAN]),
}  # fmt: skip


def picture(name: str) -> NDArray[np.uint8]:
    """A sample by its name; skips where scikit-learn, which brings two of them, is not installed."""
    if name in ("china", "flower"):
        datasets = pytest.importorskip("sklearn.datasets", reason="china and flower come with scikit-learn")
        return np.ascontiguousarray(datasets.load_sample_image(f"{name}.jpg"))
    found = getattr(data, name)()
    return np.ascontiguousarray(np.stack([found] * 3, -1) if found.ndim == 2 else found)


def mask(drawn: Drawn, width: int, height: int) -> NDArray[np.uint8]:
    """255 inside."""
    result = np.zeros((height, width), np.uint8)
    for polygons, value in ((drawn[0], 255), (drawn[1], 0)):
        for polygon in polygons:
            points = np.round(np.array(polygon) / 100 * (width, height) * 16).astype(np.int32)
            cv2.fillPoly(result, [points], (value,), cv2.LINE_AA, 4)
    return result


def overlap(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Intersection over union of what is more inside than outside."""
    a, b = one >= 128, other >= 128
    union = float((a | b).sum())
    return float((a & b).sum()) / union if union else 1.0
