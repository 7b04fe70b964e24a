"""How light and colour moved as one: what a grade or a cast does to every pixel alike, repainted ones left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.lut import baked
from backends.engine.measure import features as measure
from tools.receipt.pictures import Rgb, shrunk

Floats = NDArray[Any]

_SIDE = 160
# Below this many units of CIEDE2000 on average nothing moved, and taking it out would only hide what changed in a part.
_NOTHING = 0.6
_ROUNDS = 6
_WORDS = (("redder", "greener"), ("yellower", "bluer"))


@dataclass(frozen=True, slots=True)
class Tone:
    """`weights` (10, 3) bring the colours before to those after; None where nothing moved. `size` is the mean CIEDE2000
    of it, `shift` the mean move of L*, a* and b*, `steps` the mean move of the channel that moved most, of 255."""

    weights: Floats | None
    size: float
    shift: tuple[float, float, float]
    steps: float = 0.0

    def on(self, rgb: Rgb) -> Rgb:
        """The picture before with its colours moved."""
        if self.weights is None:
            return rgb
        moved = np.empty_like(rgb)
        weights = self.weights
        baked(lambda colours: np.asarray(_terms(colours) @ weights, np.float32), b"").apply(rgb, moved)
        return moved

    @property
    def words(self) -> str:
        """Which way, such as "darker and bluer"; "unevenly" where it is no one way."""
        light, *colour = self.shift
        parts: list[tuple[float, str]] = []
        if abs(light) >= 0.8:
            parts.append((abs(light), "brighter" if light > 0 else "darker"))
        parts += [(abs(by), words[by < 0]) for by, words in zip(colour, _WORDS, strict=True) if abs(by) >= 0.8]
        said = [word for _, word in sorted(parts, reverse=True)[:2]]
        return " and ".join(said) if said else "unevenly"


def tone(before: Rgb, after: Rgb, stays: NDArray[np.bool_]) -> Tone:
    """What happened to the colours alike, over the pixels that `stays` (all three of one size). Pixels that moved in
    another way than most are left out (biweight, Beaton and Tukey 1974)."""
    height, width = before.shape[:2]
    share = min(1.0, _SIDE / max(height, width))
    size = max(4, round(width * share)), max(4, round(height * share))
    there = cv2.resize(stays.astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA) > 250
    if there.sum() < 60:
        return Tone(None, 0.0, (0.0, 0.0, 0.0))
    one, other = (np.asarray(shrunk(picture, size), np.float32)[there] / 255 for picture in (before, after))
    weights = _fitted(_terms(one), other)
    became = np.clip(_terms(one) @ weights, 0, 1)
    first, second = (_lab(colours) for colours in (one, became))
    moved = float(measure.ciede2000(first, second).mean())
    shift = second.mean(0) - first.mean(0)
    return Tone(
        weights if moved > _NOTHING else None,
        moved,
        cast("tuple[float, float, float]", tuple(map(float, shift))),
        float(np.abs(became - one).mean(0).max() * 255),
    )


def curved(toned: Rgb, after: Rgb, stays: NDArray[np.bool_]) -> Rgb:
    """The light of `toned` as grey, each step of it brought to what it became on average, never backwards."""
    one, other = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (toned, after))
    count = np.bincount(one[stays] // 4, minlength=64)
    became = np.bincount(one[stays] // 4, weights=other[stays], minlength=64) / np.maximum(count, 1)
    known = np.flatnonzero(count >= 50)
    if len(known) < 3:
        return toned
    curve = np.interp(np.arange(256) / 4 - 0.375, known, np.maximum.accumulate(became[known]))
    return np.asarray(cv2.cvtColor(cv2.LUT(one, curve.round().astype(np.uint8)), cv2.COLOR_GRAY2RGB), np.uint8)


def _fitted(terms: Floats, other: Floats) -> Floats:
    counts = np.ones(len(terms), np.float32)
    weights = np.zeros((terms.shape[1], 3), np.float32)
    weights[1:4] = np.eye(3)
    # The identity is held on to a little, for colours that the picture hardly has.
    held = np.eye(terms.shape[1], dtype=np.float32) * (1e-4 * len(terms))
    start = held @ weights
    for _ in range(_ROUNDS):
        weighted = terms * counts[:, None]
        weights = np.linalg.solve(weighted.T @ terms + held, weighted.T @ other + start)
        apart = np.abs(terms @ weights - other).max(1)
        reach = max(0.03, 4.7 * float(np.median(apart)))
        counts = np.square(np.clip(1 - (apart / reach) ** 2, 0, 1)).astype(np.float32)
    return weights


def _terms(colours: Floats) -> Floats:
    red, green, blue = np.moveaxis(np.asarray(colours, np.float32), -1, 0)
    one = np.ones_like(red)
    return np.stack([one, red, green, blue, red**2, green**2, blue**2, red * green, green * blue, red * blue], -1)


def _lab(colours: Floats) -> Floats:
    return measure.to_lab(np.asarray(colours, np.float32)[None])[0]
