"""Where the content of one picture lies in another: the shift, zoom and turn between them, and how to undo them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The content of `before` is found in `after` zoomed by `scale` about the middle, turned by `rotation` degrees
    (clockwise as seen) and moved by `dx`, `dy` pixels of `before` (right and down).

    `frame` is (width, height) of `before`, `size` of `after`; a result at another size is a resample first, by `fit`:
    pixels of `after` for one of `before`, across and down. `turned` by quarters clockwise and `mirrored` say how
    `after` lies against `before`; `size` and all else are those of `after` after it was set upright. The residuals are
    the disagreement of structure, 0..1, as delivered and as aligned; where aligning did not help it is not `accepted`
    and all of it is the identity. `defined` is false where there is too little in the picture to say.
    """

    frame: tuple[int, int]
    size: tuple[int, int]
    fit: tuple[float, float]
    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    rotation: float = 0.0
    resid_before: float = 0.0
    resid_after: float = 0.0
    accepted: bool = False
    defined: bool = True
    turned: int = 0
    mirrored: bool = False

    @property
    def motion(self) -> NDArray[np.float64]:
        """2x3 in pixels of `before` from its middle: where a point of it went, before the fit to another size."""
        angle = math.radians(self.rotation)
        cos, sin = self.scale * math.cos(angle), self.scale * math.sin(angle)
        return np.array([[cos, -sin, self.dx], [sin, cos, self.dy]])

    def matrix(self, frame: tuple[int, int] = (0, 0), size: tuple[int, int] = (0, 0)) -> NDArray[np.float64]:
        """2x3 from pixels of `before` to pixels of `after` set upright, both at any size: what was measured on small
        copies holds for the large ones."""
        (width, height), (wide, high) = frame if frame[0] else self.frame, size if size[0] else self.size
        into = np.diag([self.frame[0] / width, self.frame[1] / height])
        out = np.diag([self.fit[0] * wide / self.size[0], self.fit[1] * high / self.size[1]])
        turn = out @ self.motion[:, :2] @ into
        # Pixels are counted by their centres, so that pictures of other sizes lie on each other without half a step.
        middle = np.array([width / 2 - 0.5, height / 2 - 0.5])
        move = out @ self.motion[:, 2] + np.array([wide / 2 - 0.5, high / 2 - 0.5]) - turn @ middle
        return np.column_stack([turn, move])

    def at(self, frame: tuple[int, int], size: tuple[int, int]) -> Alignment:
        """The same for both pictures at other sizes (`size` of `after` set upright)."""
        x, y = frame[0] / self.frame[0], frame[1] / self.frame[1]
        fit = self.fit[0] * size[0] / self.size[0] / x, self.fit[1] * size[1] / self.size[1] / y
        return replace(self, frame=frame, size=size, fit=fit, dx=self.dx * x, dy=self.dy * y)

    @property
    def moved(self) -> float:
        """How far the corners went at most, in pixels of `before`."""
        half = np.array(self.frame) / 2
        corners = np.array([[x, y] for x in (-half[0], half[0]) for y in (-half[1], half[1])])
        went = corners @ self.motion[:, :2].T + self.motion[:, 2] - corners
        return float(np.hypot(*went.T).max())

    @property
    def as_it_was(self) -> bool:
        """Nothing to take back but, where the sizes differ, a resample."""
        return self.moved == 0 and not self.turned and not self.mirrored


def upright(after: Picture, alignment: Alignment) -> Picture:
    """`after` without its quarter turns and mirroring."""
    set_right = np.rot90(after, alignment.turned // 90) if alignment.turned else after
    return np.ascontiguousarray(set_right[:, ::-1] if alignment.mirrored else set_right)


def warp(after: Picture, alignment: Alignment, size: tuple[int, int] | None = None) -> Picture:
    """`after` laid over `before`, at `size` (width, height; default: that of `before`), whatever the size of `after`.

    Beyond its edge the outermost pixels are repeated; `covered` says where that is. At the identity and the same size
    it is `after` itself, untouched.
    """
    size = size or alignment.frame
    lying = upright(after, alignment)
    high, wide = lying.shape[:2]
    if alignment.as_it_was and (wide, high) == size:
        return lying
    matrix = alignment.matrix(size, (wide, high))
    shrink = math.sqrt(abs(float(np.linalg.det(matrix[:, :2]))))
    if shrink > 1.5:
        # Warping takes a few neighbours only, which would alias; what is too large is averaged down before.
        wide, high = max(1, round(wide / shrink)), max(1, round(high / shrink))
        lying = np.asarray(cv2.resize(lying, (wide, high), interpolation=cv2.INTER_AREA))
        matrix = alignment.matrix(size, (wide, high))
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(lying, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE))


def covered(alignment: Alignment, size: tuple[int, int] | None = None) -> NDArray[np.bool_]:
    """Which pixels of `before`, at `size`, lie within the frame of `after`; half a pixel beyond its outermost row still
    counts, since that is where the row ends."""
    size = size or alignment.frame
    matrix = alignment.matrix(size)
    x, y = np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32)[:, None]
    across, down = (matrix[row, 0] * x + matrix[row, 1] * y + matrix[row, 2] for row in (0, 1))
    wide, high = alignment.size
    return (across >= -0.51) & (across <= wide - 0.49) & (down >= -0.51) & (down <= high - 0.49)
