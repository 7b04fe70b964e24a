"""Decides whether a cut is good enough to be offered: found, measured, and refused in plain words where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from backends.engine.cut.finding import Found, Quality, in_box, on_even_ground, quality
from backends.engine.cut.matte import SIDE, Matte
from backends.engine.pixels import Array, Pixels
from backends.errors import NotPossible
from backends.types import Check

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

# Measured 2026-11 on photographs and on shapes of them laid on plain grounds: below the first, outlines were plainly
# wrong (.34 and less); up to the second there were places to look at (.61); clean cuts had .67 to .98.
OFFERED, GOOD = 0.5, 0.65


@dataclass(frozen=True, slots=True)
class Cut:
    """`mask` long side SIDE at most, 255 on the subject; what was measured of it, and what to say."""

    mask: np.ndarray
    matte: Matte
    how: str
    quality: Quality

    @property
    def check(self) -> Check:
        value = self.quality.confidence
        return Check("quality of the cut edge", round(value, 2), f">= {OFFERED}", value >= OFFERED)

    @property
    def note(self) -> str:
        if self.quality.confidence >= GOOD:
            return ""
        return "The cut is weak: look along its edge before you use it, above all where colours are alike."


def cut(picture: Pixels, region: Region | None) -> Cut:
    """What to cut out of this proxy: the region (a box or more exact) where one is given, else what stands on an even
    background. Raises NotPossible with the measured reason, and what would help."""
    found = on_even_ground(picture)
    if region is not None:
        mask = region.mask
        if "background" in region.name.lower():
            mask = np.asarray(255 - mask, np.uint8)
        boxed = in_box(picture, mask)
        # On an even ground the ground says more than the box; but the box says which thing is meant.
        found = boxed if found is None or boxed is None or not _same(found, boxed) else found
    if found is None:
        raise NotPossible(*_nothing(region))
    matte = Matte(found.mask, _small(picture))
    how = found.how
    if region is not None and how == "in the box":
        how = f"what is in {region.name}" if "box" in region.name else region.name
    result = Cut(found.mask, matte, how, quality(picture, found, matte))
    if result.quality.confidence < OFFERED:
        raise NotPossible(
            f"a clean cut is not possible here: the edge came out at {result.quality.confidence:.0%} quality"
            f" ({_reason(result.quality)}), and at least {OFFERED:.0%} is needed",
            "Draw a box close around it, photograph it on a plain background, or use a model that cuts out.",
        )
    return result


def _nothing(region: Region | None) -> tuple[str, str]:
    if region is None:
        return (
            "there is no even background in this photo to cut along",
            "Give a box close around what to cut out, such as: cut out box 20% 10% 80% 90%.",
        )
    return f"nothing could be told from the background in {region.name}", "Draw the box closer around it."


def _reason(measured: Quality) -> str:
    parts = {
        "subject and background have like colours": measured.separate,
        "there is no sharp edge": measured.sharp,
        "hair or blur mixes with the background": measured.explained,
        "the outline changes with every small change of the box": measured.found,
    }
    return min(parts, key=lambda reason: parts[reason])


def _same(one: Found, other: Found) -> bool:
    if one.mask.shape != other.mask.shape:
        return False
    both = ((one.mask > 0) & (other.mask > 0)).sum()
    return bool(both > 0.8 * max(int((one.mask > 0).sum()), int((other.mask > 0).sum())))


def _small(picture: Pixels) -> Pixels:
    """For measuring: the picture at the mask's size, as it is encoded."""
    import cv2

    height, width = picture.rgb.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return Pixels(cast(Array, cv2.resize(picture.rgb, size, interpolation=cv2.INTER_AREA)))
