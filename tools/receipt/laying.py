"""Lays a result on the picture it was made from: one frame, one size, and which of their pixels may be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.receipt.alignment import Alignment, covered, warp
from tools.receipt.asked import Area, Asked, Scope
from tools.receipt.change import TILE, visible
from tools.receipt.pictures import Read, Rgb, shrunk
from tools.receipt.register import register
from tools.receipt.tone import Tone, tone

Mask = NDArray[np.bool_]

# Long side of the smallest copy that anything can be told of.
_LEAST = 240
# Around a region, as a share of the long side, what an edit of it may touch: a feather, a shadow.
_RIM = 0.015
# Rows at the edge of the frame that interpolation made.
_EDGE = 2


@dataclass(frozen=True)
class Laid:
    """`before` and `after` are of one size and lie on each other as `found` says (in pixels of the whole pictures);
    `there` is what both show, `solid` what is not transparent (None for all), `inside` the asked region, `near` the
    region with its rim, `keeps` what must stand."""

    found: Alignment
    before: Rgb
    after: Rgb
    there: Mask
    inside: Mask | None
    near: Mask | None
    keeps: tuple[tuple[Area, Mask], ...]
    frame: tuple[int, int]
    solid: Mask | None = None

    @property
    def size(self) -> tuple[int, int]:
        return self.before.shape[1], self.before.shape[0]

    @property
    def stays(self) -> Mask:
        """What both show and nobody asked to change."""
        return self.there if self.near is None else self.there & ~self.near

    @property
    def moved(self) -> bool:
        return self.found.accepted

    @cached_property
    def apart(self) -> NDArray[Any]:
        """How far the tiles' mean colours are from each other as they are."""
        return visible(self.before, self.after)

    @cached_property
    def tone(self) -> Tone:
        """How the colours moved as one where nothing was asked, and where there is something to see."""
        stays = self.stays if self.stays.mean() > 0.03 else self.there
        seen = stays if self.solid is None else stays & self.solid
        return tone(self.before, self.after, seen if seen.mean() > 0.01 else stays)

    @cached_property
    def toned(self) -> Rgb:
        return self.tone.on(self.before)


def laid(before: Read, after: Read, asked: Asked) -> Laid:
    small = _registered(before, after, asked)
    size = _size(before, after, small)
    one = shrunk(before.seen, size)
    other = np.asarray(warp(after.seen, small, size), np.uint8)
    there = covered(small, size)
    there[:_EDGE], there[-_EDGE:], there[:, :_EDGE], there[:, -_EDGE:] = False, False, False, False
    if small.accepted:
        there = cv2.erode(there.astype(np.uint8), np.ones((2 * _EDGE + 1,) * 2, np.uint8)) > 0
    inside = near = None
    if asked.where is Scope.REGION and asked.region is not None:
        inside = asked.region.on(before.size, size)
        reach = max(TILE, round(_RIM * max(size)))
        near = cv2.distanceTransform((~inside).astype(np.uint8), cv2.DIST_L2, 3) <= reach
    keeps = tuple((area, area.on(before.size, size)) for area in asked.keeps)
    solid = None if before.alpha is None else shrunk(before.alpha, size) > 127
    if solid is None and asked.alpha and after.alpha is not None:
        # Of what was cut out as asked only what is left can be compared, so the picture before loses the same.
        solid = np.asarray(warp(after.alpha, small, size)) > 250
        there &= cv2.erode(solid.astype(np.uint8), np.ones((13, 13), np.uint8)) > 0
        one = np.where(solid[..., None], one, other)
    whole = after.size if small.turned in (0, 180) else (after.height, after.width)
    return Laid(small.at(before.size, whole), one, other, there, inside, near, keeps, before.size, solid)


def _registered(before: Read, after: Read, asked: Asked) -> Alignment:
    weight = None
    if asked.where is Scope.REGION and asked.region is not None:
        weight = (~asked.region.on(before.size, before.small)).astype(np.float32)
        if weight.mean() < 0.02:
            weight = None
    found = register(before.seen, after.seen, weight)
    if weight is not None and not found.defined:
        # Where all that has texture was to change, it is still better than nothing to go by.
        found = register(before.seen, after.seen)
    return found


def _size(before: Read, after: Read, found: Alignment) -> tuple[int, int]:
    """Where both have detail: a result at half the size is compared at half the size."""
    share = min(1.0, max(found.fit) * found.scale)
    width, height = before.small
    share = max(share, min(1.0, _LEAST / max(width, height)))
    return max(8, round(width * share)), max(8, round(height * share))
