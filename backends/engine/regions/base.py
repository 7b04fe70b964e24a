"""A region of a picture: where something is, how sure that is, and how to say so."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.errors import BadRequest

Mask = NDArray[np.uint8]

# Long side of a mask that is kept in a recipe; its edge follows the picture's by a guided filter.
SIDE = 512


@dataclass(frozen=True, slots=True)
class Region:
    """`mask` is (height, width) uint8, 255 inside, long side at most SIDE; `name` as people read it ("the sky").

    `confidence` 0..1 is a measured figure; below `SURE` the mask is shown and asked about before it is relied on.
    `boxes` are (left, top, right, bottom) in fractions where the region is made of separate things (faces, words);
    `lines` says that these are lines of letters.
    """

    name: str
    mask: Mask
    confidence: float
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    note: str = ""
    lines: bool = False

    @property
    def share(self) -> float:
        """Of the picture, 0..1."""
        return float(self.mask.mean()) / 255

    def inverted(self, name: str) -> Region:
        return Region(name, cast(Mask, 255 - self.mask), self.confidence, (), self.note)


SURE = 0.8


def packed(mask: Mask) -> str:
    """A mask as text for a recipe: a grey PNG in base64."""
    done, encoded = cv2.imencode(".png", mask, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    assert done
    return base64.b64encode(encoded.tobytes()).decode("ascii")


def fitted(mask: NDArray[np.uint8]) -> Mask:
    """A mask of any size at a long side of at most SIDE."""
    scale = SIDE / max(mask.shape)
    if scale >= 1:
        return mask
    size = max(1, round(mask.shape[1] * scale)), max(1, round(mask.shape[0] * scale))
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), np.uint8)


@lru_cache(maxsize=16)
def unpacked(text: str) -> Mask:
    """The mask that `packed` was given; raises BadRequest for anything else. Not to be written to."""
    mask = cv2.imdecode(np.frombuffer(base64.b64decode(text), np.uint8), cv2.IMREAD_GRAYSCALE)
    if mask is None:
        raise BadRequest("a region of this recipe is damaged")
    return np.asarray(mask, np.uint8)
