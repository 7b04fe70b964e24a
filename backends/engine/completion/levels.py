"""The sizes at which a hole is completed, from coarse to fine: what is known, what is missing, how much texture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.completion.patchmatch import PAD, Flags, Floats

# Side of a patch in pixels of the working size, and its half. 7 as in Wexler et al. and Newson et al.
PATCH = 7
HALF = PATCH // 2
# Half the width of a hole at which a smooth guess is as good as any.
_COARSEST = 3.0


@dataclass(frozen=True, slots=True)
class Level:
    """One size of a working picture: `picture` (height, width, 3) in levels 0..255, `hole` (height, width), `texture`
    (height, width, 2), how strongly the picture changes across and down; nothing is copied from `barred`. All with a
    margin of PAD."""

    picture: Floats
    hole: Flags
    barred: Flags
    texture: Floats

    @property
    def sources(self) -> Flags:
        """Where a whole patch is known and may be copied."""
        return ~_touched(self.hole | self.barred) & self._inside()

    @property
    def targets(self) -> Flags:
        """Where a patch lies in the picture and touches the hole."""
        return _touched(self.hole) & self._inside()

    def _inside(self) -> Flags:
        inside = np.zeros(self.hole.shape, bool)
        edge = PAD + HALF
        inside[edge:-edge, edge:-edge] = True
        return inside


def levels(picture: Floats, hole: Flags, barred: Flags) -> list[Level]:
    """From coarse to fine, each half of the next. `picture` (height, width, 3) in levels, the rest (height, width)."""
    planes = np.concatenate([picture, _texture(picture, hole | barred)], -1)
    sizes = [(planes, hole, barred)]
    while True:
        planes, hole, barred = sizes[-1]
        wide = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 3).max()
        height, width = (side // 2 for side in hole.shape)
        if wide <= _COARSEST or min(height, width) < 4 * PATCH:
            break
        smaller = _halved(planes, hole | barred, (width, height))
        sizes.append((smaller, _any(hole, (width, height)), _any(barred, (width, height))))
    return [
        Level(_padded(planes[..., :3]), np.pad(hole, PAD), np.pad(barred, PAD), _padded(planes[..., 3:]))
        for planes, hole, barred in reversed(sizes)
    ]


def _touched(part: Flags) -> Flags:
    return cv2.dilate(part.astype(np.uint8), np.ones((PATCH, PATCH), np.uint8)).astype(bool)


def _any(part: Flags, size: tuple[int, int]) -> Flags:
    return np.asarray(cv2.resize(part.astype(np.float32), size, interpolation=cv2.INTER_AREA)) > 0.01


def _halved(planes: Floats, unknown: Flags, size: tuple[int, int]) -> Floats:
    """What is missing does not colour what is known beside it."""
    known = (~unknown).astype(np.float32)
    share = np.asarray(cv2.resize(known, size, interpolation=cv2.INTER_AREA), np.float32)
    weighted = planes * known[..., None]
    # OpenCV averages at most four planes at once.
    halves = [cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in (weighted[..., :3], weighted[..., 3:])]
    return np.asarray(np.concatenate(halves, -1) / np.maximum(share, 1e-3)[..., None], np.float32)


def _padded(plane: Floats) -> Floats:
    return np.ascontiguousarray(np.pad(plane, ((PAD, PAD), (PAD, PAD), (0, 0)), mode="edge"))


def _texture(picture: Floats, hole: Flags) -> Floats:
    """Mean absolute change over about a patch, from known pixels only (Newson et al. 2014, section 3.3)."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.float32)
    known = cv2.erode((~hole).astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.float32)
    share = np.maximum(np.asarray(cv2.GaussianBlur(known, (0, 0), HALF)), 1e-3)
    strengths: list[NDArray[Any]] = []
    for across, down in ((1, 0), (0, 1)):
        change = np.abs(np.asarray(cv2.Sobel(grey, cv2.CV_32F, across, down, scale=0.25), np.float32))
        strengths.append(np.asarray(cv2.GaussianBlur(change * known, (0, 0), HALF)) / share)
    return np.stack(strengths, -1).astype(np.float32)
