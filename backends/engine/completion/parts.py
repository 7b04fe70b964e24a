"""Cuts a mask into holes that are filled one by one, each in a frame of what is around it, the same at every size."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.completion.patchmatch import Flags
from backends.engine.regions.base import Mask

# A working picture has at most this many pixels, which keeps the search within seconds, and shows the whole picture at
# most this large, which is the size of a proxy.
PIXELS = 300_000
LONG_SIDE = 1536
# Where a mask (0..255) begins to be filled at all; from there to twice OPAQUE - FIRST it fades in.
FIRST, OPAQUE = 64, 128
# Of the long side: holes nearer than this are filled together, and this much around a hole is looked at in any case.
_TOGETHER = 0.02
_AROUND = 0.10
MOST_PARTS = 80


@dataclass(frozen=True, slots=True)
class Part:
    """`frame` is (top, bottom, left, right) in pixels of the mask; `own` and `others` are the mask within it: what is
    to be filled here, and what must not be copied."""

    frame: tuple[int, int, int, int]
    own: Mask
    others: Mask

    def place(self, mask: tuple[int, int], size: tuple[int, int]) -> tuple[slice, slice]:
        """The frame in a picture of `size` (height, width), when the whole mask has (height, width) `mask`."""
        down, across = size[0] / mask[0], size[1] / mask[1]
        top, bottom, left, right = self.frame
        return slice(round(top * down), round(bottom * down)), slice(round(left * across), round(right * across))

    def hole(self, height: int, width: int) -> tuple[Flags, Flags]:
        """What is missing and what must not be copied at a working size, (height, width) each."""
        return _at(self.own, height, width), _at(self.others, height, width)


def _at(mask: Mask, height: int, width: int) -> Flags:
    return np.asarray(drawn_out(mask, height, width)) >= FIRST


def drawn_out(mask: Mask, height: int, width: int) -> NDArray[np.uint8]:
    shrinks = height * width < mask.size
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(mask, (width, height), interpolation=how), np.uint8)


def parts_of(mask: Mask) -> list[Part]:
    """`mask` (height, width), 255 what is to be filled; its long side is that of a region."""
    height, width = mask.shape
    reach = max(1, round(_TOGETHER * max(height, width)))
    close = cv2.dilate((mask > 0).astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(close)
    parts: list[Part] = []
    for label in range(1, count):
        left, top, wide, high = (int(value) for value in stats[label][:4])
        margin = max(round(_AROUND * max(height, width)), max(wide, high) // 2)
        frame = (
            max(0, top - margin),
            min(height, top + high + margin),
            max(0, left - margin),
            min(width, left + wide + margin),
        )
        cut = slice(frame[0], frame[1]), slice(frame[2], frame[3])
        own = np.where(labels[cut] == label, mask[cut], 0).astype(np.uint8)
        parts.append(Part(frame, own, (mask[cut] - own).astype(np.uint8)))
    return parts


def working_size(place: tuple[slice, slice], size: tuple[int, int]) -> tuple[int, int]:
    """(height, width) at which the frame at `place` of a picture of `size` is completed."""
    height, width = (side.stop - side.start for side in place)
    scale = min(1.0, (PIXELS / (height * width)) ** 0.5, LONG_SIDE / max(size))
    return max(1, round(height * scale)), max(1, round(width * scale))
