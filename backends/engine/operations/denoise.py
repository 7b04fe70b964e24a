"""Takes mild noise out of a picture and leaves its edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

import cv2
import numpy as np

from backends.engine.fields import number
from backends.engine.measure import detail
from backends.engine.operations.amounts import amount_of
from backends.engine.operations.base import Operation, Planned
from backends.engine.pixels import Array, Pixels
from backends.engine.recipe import Recipe
from backends.engine.render import render
from backends.engine.within import limited
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

# Below this (in steps of 255) nobody sees noise; above the second one skin turns to plastic before it is gone.
_NONE, _STRONG = 1.2, 14.0
_SEARCH = 9
_CHROMA = 6


@dataclass(frozen=True, slots=True)
class Denoise(Operation):
    """Non-local means on lightness (Buades, Coll, Morel 2005, in OpenCV) and a guided filter on colour (He, Sun, Tang
    2010). How strong follows from the noise that is there; `amount` 1 takes out what can go and leaves the texture.
    Less leaves a share of the noise, since a weaker filter would leave nearly all of it.

    Works in 8 bits: of a 16-bit picture the change is taken, so that its finer steps stay.
    """

    amount: float = number(1.0, 0.0, 2.0)
    grows: ClassVar[tuple[str, ...]] = ("amount",)

    def apply(self, pixels: Pixels) -> Pixels:
        noise = min(detail.noise_of(pixels.rgb), 2 * _STRONG)
        if not self.amount or noise < 0.25:
            return pixels
        strength, share = noise * max(1.0, self.amount), min(1.0, self.amount)
        return detail.banded(pixels, 4 * _CHROMA, lambda band: _partly(band, _clean(band, strength), share))


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`amount`: a word or a number, 1 is plain."""
    step = Denoise(amount_of(values))
    before = detail.noise_of(picture.rgb)
    after = render(picture, Recipe((step,)))
    left, edges = detail.noise_of(after.rgb), detail.edges_of(after.rgb) / max(detail.edges_of(picture.rgb), 0.01)
    note = "Noise is finer than this preview: it is taken out of the full-size picture when that is exported."
    checks = (Check("edges kept", round(edges, 2), ">= 0.85", edges >= 0.85),)
    words = "the fine noise taken out"
    if before >= _NONE:
        share = left / before
        checks += (Check("noise that is left", round(share, 2), "<= 0.75", share <= 0.75),)
        words = f"{1 - share:.0%} less noise"
        note = ""
    if before > _STRONG:
        note = "This noise is strong: what is left, or looks like plastic, only a model that invents detail can mend."
    steps, where = limited((step,), region)
    return Planned(steps, f"denoised{where}", words + where, checks, note)


def _clean(rgb: Array, noise: float) -> Array:
    top = np.iinfo(rgb.dtype).max
    eight = rgb if rgb.dtype == np.uint8 else (rgb >> 8).astype(np.uint8)
    split = cv2.cvtColor(eight, cv2.COLOR_RGB2YCrCb)
    light = cv2.fastNlMeansDenoising(
        np.ascontiguousarray(split[..., 0]), None, h=0.8 * noise, templateWindowSize=3, searchWindowSize=_SEARCH
    )
    guide = light.astype(np.float32)
    colour = [_guided(guide, split[..., at].astype(np.float32), noise * noise) for at in (1, 2)]
    joined = np.dstack([guide, *colour])
    clean = cv2.cvtColor(np.clip(joined + 0.5, 0, 255).astype(np.uint8), cv2.COLOR_YCrCb2RGB)
    if rgb.dtype == np.uint8:
        return np.asarray(clean, np.uint8)
    change = (clean.astype(np.float32) - eight) * np.float32(top / 255)
    return cast(Array, np.clip(rgb + change + 0.5, 0, top).astype(rgb.dtype))


def _partly(before: Array, after: Array, share: float) -> Array:
    if share >= 1:
        return after
    mixed = before + (after.astype(np.float32) - before) * np.float32(share)
    return cast(Array, (mixed + 0.5).astype(before.dtype))


def _guided(guide: np.ndarray, values: np.ndarray, smooth: float) -> np.ndarray:
    side = (2 * _CHROMA + 1, 2 * _CHROMA + 1)
    means = [cv2.blur(one, side) for one in (guide, values, guide * values, guide * guide)]
    slope = (means[2] - means[0] * means[1]) / (means[3] - means[0] * means[0] + smooth)
    offset = means[1] - slope * means[0]
    return cv2.blur(slope, side) * guide + cv2.blur(offset, side)
