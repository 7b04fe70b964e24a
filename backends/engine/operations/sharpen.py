"""Makes edges crisper without halos; it brings back no detail that the lens or the hand lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

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
from backends.errors import BadRequest
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

# Radius as a fraction of the long side: 2.4 pixels of 6000 for a sharp photo, 6 where the focus missed a little.
RADIUS = {"plain": 1 / 2500, "defocus": 1 / 1000}
_STRENGTH = {"plain": 0.9, "defocus": 1.7}
# An edge may overshoot what is around it by this much (in steps of 255) before it would be seen as a halo.
_HALO = 6.0


@dataclass(frozen=True, slots=True)
class Sharpen(Operation):
    """Unsharp masking of lightness: the difference to a blur of `radius` (of the long side) times `amount`.

    Differences of the size of the noise are left alone, and no edge overshoots its surroundings by more than 6 steps.
    """

    radius: float = number(RADIUS["plain"], 1 / 20000, 1 / 200)
    amount: float = number(0.9, 0.0, 4.0)
    grows: ClassVar[tuple[str, ...]] = ("amount",)

    def apply(self, pixels: Pixels) -> Pixels:
        if not self.amount:
            return pixels
        sigma = max(0.5, self.radius * max(pixels.rgb.shape[:2]))
        quiet = 1.5 * detail.noise_of(pixels.rgb)
        return detail.banded(pixels, int(4 * sigma) + 4, lambda band: _sharp(band, sigma, self.amount, quiet))


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`amount`: a word or a number, 1 is plain; `kind` "plain" or "defocus"."""
    kind = values.get("kind", "plain")
    if kind not in RADIUS:
        raise BadRequest(f"there is no sharpening called {str(kind)[:30]!r}", f"There are {', '.join(RADIUS)}.")
    step = Sharpen(RADIUS[kind], _STRENGTH[kind] * amount_of(values))
    after = render(picture, Recipe((step,)))
    crisper = detail.edges_of(after.rgb) / max(detail.edges_of(picture.rgb), 0.01)
    noisier = (detail.noise_of(after.rgb) + 0.5) / (detail.noise_of(picture.rgb) + 0.5)
    checks = (
        Check("edges against before", round(crisper, 2), ">= 1.04", crisper >= 1.04),
        Check("noise against before", round(noisier, 2), "<= 1.6", noisier <= 1.6),
    )
    note = ""
    if kind == "defocus":
        note = "This makes edges crisper; what was out of focus has lost detail that only a model could invent."
    steps, where = limited((step,), region)
    return Planned(steps, f"sharpened{where}", f"edges {crisper - 1:.0%} crisper{where}", checks, note)


def _sharp(rgb: Array, sigma: float, amount: float, quiet: float) -> Array:
    light = detail.lightness(rgb)
    blurred = np.asarray(cv2.GaussianBlur(light, (0, 0), sigma), np.float32)
    difference = light - blurred
    if quiet:
        difference *= difference * difference / (difference * difference + np.float32(quiet * quiet))
    reach = np.ones((3, 3), np.uint8) if sigma < 1.5 else np.ones((5, 5), np.uint8)
    high = np.asarray(cv2.dilate(light, reach), np.float32) + np.float32(_HALO)
    low = np.asarray(cv2.erode(light, reach), np.float32) - np.float32(_HALO)
    crisp = np.clip(light + np.float32(amount) * difference, low, high)
    return detail.shifted(rgb, np.asarray(crisp - light, np.float32))
