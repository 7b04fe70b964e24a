"""Gives a photo the colours of another one: its tones, and the tint and strength of colour in each zone of light."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from backends.engine.colour import lut
from backends.engine.colour.oklab import Floats, shown, to_oklab
from backends.engine.files.decode import decode_proxy
from backends.engine.operations import measured
from backends.engine.operations.base import Planned
from backends.engine.operations.table import ColourTable, packed
from backends.engine.pixels import Pixels
from backends.engine.within import within
from backends.errors import BadRequest
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

_SIDE = 256
_ZONES = 5
# What a grade may do to a photo before it shows: slopes of the tone curve, and how far colours spread or shrink.
_SLOPES = (0.45, 2.2)
_DARKEST_SLOPE = 1.1
_SPREADS = (0.45, 1.9)
# A zone that only some pixels fall in says little: this many of a thousand count as much as the whole picture.
_FEW = 0.03
_CLOSER = 0.7
_FLOOR = np.eye(2) * 1e-4


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`path` of the picture with the wanted colours, `name` what to call it, `amount` 0..1."""
    path, amount = values.get("path"), values.get("amount", 1.0)
    if not isinstance(path, str) or not path.strip():
        raise BadRequest("matching needs the picture whose colours are wanted", "Such as: match old.jpg.")
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 < amount <= 1:
        raise BadRequest("the amount of a match must be more than 0 and at most 1", "0.5 goes half way.")
    file = Path(path.strip()).expanduser()
    name = str(values.get("name") or file.name)
    wanted = _colours(decode_proxy(file))
    own = _colours(picture, region)
    match = Match.between(own, wanted)
    colours = lut.lattice()
    moved = colours + (match.of(colours) - colours) * np.float32(amount)
    step = ColourTable(f"colours of {name}"[:120], packed(np.asarray(moved, np.float32).reshape(33, 33, 33, 3)))

    after = _own_after(step, picture, region)
    before, left = (distance(colours, to_oklab(wanted)) for colours in (to_oklab(own), to_oklab(after)))
    limit = 1 - (1 - _CLOSER) * float(amount)
    share = left / max(before, 1e-6)
    check = Check("distance of the colours against before", round(share, 2), f"<= {limit:.2f}", share <= limit)
    steps = (step,) if region is None else (within(region.name, region.mask, (step,)),)
    where = f" in {region.name}" if region is not None else ""
    change = measured.changed(picture, step.apply(picture))
    note = ""
    if before < 0.02:
        note = f"The two pictures have nearly the same colours already: there was little to match to {name}."
    elif share > limit:
        note = f"Only part of the colours of {name} could be taken over without tearing tones apart."
    if change["crushed"] + change["clipped"] > 0.06:
        note = f"{note} {change['crushed'] + change['clipped']:.0%} of the photo became pure black or white.".strip()
    said = f"{max(1 - share, 0):.0%} closer to {name} in colour: {measured.in_words(picture, step.apply(picture))}"
    return Planned(steps, f"colours of {name}{where}", said + where, (check,), note)


@dataclass(frozen=True, slots=True)
class Match:
    """`tones` are the new lightness at (65,) even steps of the old; `centres`, `means` and `maps` are those of the
    zones of light: where they lie, and how a* and b* are moved and spread there."""

    tones: Floats
    centres: Floats
    before: Floats
    after: Floats
    maps: Floats

    @staticmethod
    def between(own: Floats, wanted: Floats) -> Match:
        """From sRGB colours (n, 3) to those of another picture (m, 3)."""
        one, other = to_oklab(own), to_oklab(wanted)
        tones = _tone_curve(one[:, 0], other[:, 0])
        moved = np.interp(one[:, 0], np.linspace(0, 1, len(tones)), tones)
        centres = np.linspace(0.1, 0.9, _ZONES, dtype=np.float32)
        # A picture with next to no colour, or one only, is worth matching further than shades are shrunk elsewhere.
        shrinks = np.trace(np.cov(other[:, 1:].T)) / np.trace(np.cov(one[:, 1:].T) + _FLOOR)
        least = min(_SPREADS[0], float(np.sqrt(shrinks)))
        before, after, maps = [], [], []
        for here, there in zip(_weights(moved, centres).T, _weights(other[:, 0], centres).T, strict=True):
            first, second = _spread_of(one[:, 1:], here), _spread_of(other[:, 1:], there)
            before.append(first[0])
            after.append(second[0])
            maps.append(_between(first[1], second[1], least))
        return Match(tones, centres, *(np.array(part, np.float32) for part in (before, after, maps)))

    def of(self, srgb: Floats) -> Floats:
        lab = to_oklab(np.clip(srgb, 0, 1))
        light = np.interp(lab[:, 0], np.linspace(0, 1, len(self.tones)), self.tones)
        weights = _weights(light, self.centres)
        result = np.zeros((len(lab), 2))
        for number in range(len(self.centres)):
            own = self.before[number]
            placed = (lab[:, 1:] - own) @ self.maps[number].T + own
            placed += _shift(placed, own, self.after[number] - own)
            result += weights[:, number, None] * placed
        # Black and white stay clean: there is no room for a tint at either end.
        ends = np.clip(np.minimum(light / 0.12, (1 - light) / 0.06), 0, 1)[:, None]
        return shown(np.concatenate([light[:, None], result * ends], 1))


def _shift(ab: NDArray[Any], own: NDArray[Any], move: NDArray[Any]) -> NDArray[Any]:
    """(n, 2): `move` for colours like the zone's mean `own`. Where it takes colour away, what has less loses less,
    down to grey: else the white cup on an orange table would turn blue."""
    size = float(np.hypot(*own))
    if size < 0.01 or move @ own >= 0:
        return move[None, :]
    along = own / size
    less = np.clip(ab @ along / size, 0, 1)[:, None]
    taken = max(float(move @ along), -size) * along
    return move - taken + taken * less


def distance(one: Floats, other: Floats, seed: int = 5) -> float:
    """Sliced Wasserstein distance of two sets of Oklab colours (Rabin et al. 2011), over 32 directions."""
    directions = np.random.default_rng(seed).normal(size=(3, 32))
    directions /= np.linalg.norm(directions, axis=0)
    quantiles = np.linspace(0.005, 0.995, 100)
    a, b = (np.quantile(colours @ directions, quantiles, axis=0) for colours in (one, other))
    return float(np.abs(a - b).mean())


def _colours(picture: Pixels, region: Region | None = None) -> Floats:
    """(n, 3) sRGB of the picture, or of the region in it."""
    import cv2

    srgb = measured.small_srgb(picture, _SIDE)
    colours = srgb.reshape(-1, 3)
    if region is not None:
        mask = np.asarray(cv2.resize(region.mask, srgb.shape[1::-1], interpolation=cv2.INTER_AREA)).ravel() >= 128
        colours = colours[mask] if mask.sum() >= 50 else colours
    return np.asarray(colours, np.float32)


def _own_after(step: ColourTable, picture: Pixels, region: Region | None) -> Floats:
    return np.clip(step.colours(_colours(picture, region)), 0, 1)


def _tone_curve(own: Floats, wanted: Floats) -> Floats:
    """New lightness at 65 even steps of the old: quantile to quantile, with slopes that tear nothing apart."""
    places = np.concatenate([[0.0], np.linspace(0.01, 0.99, 33), [1.0]])
    x, y = np.quantile(own, places), np.quantile(wanted, places)
    axis = np.linspace(0, 1, 65)
    x, keep = np.unique(x, return_index=True)
    curve = np.interp(axis, x, y[keep])
    # Cube roots are steep at black: there, noise would rise out of it.
    most = np.interp(axis[1:], [0.15, 0.4], [_DARKEST_SLOPE, _SLOPES[1]])
    slopes = np.clip(np.diff(curve) * 64, _SLOPES[0], most)
    slopes = np.convolve(np.pad(slopes, 6, mode="edge"), np.hanning(15)[1:-1] / np.hanning(15).sum(), "valid")
    limited = np.concatenate([[0.0], np.cumsum(slopes) / 64])
    # The limited slopes have lost where they were: put the middle of the photo's own tones back.
    weight = np.interp(axis, np.quantile(own, [0, 0.1, 0.9, 1]), [0.05, 1, 1, 0.05])
    limited += np.average(curve - limited, weights=weight)
    low, high = limited[0], limited[-1]
    if high > 1 or low < 0:
        limited = np.where(limited > 0.8, 0.8 + (limited - 0.8) * min(1.0, 0.2 / max(high - 0.8, 0.2)), limited)
        limited = np.where(limited < 0.15, 0.15 - (0.15 - limited) * min(1.0, 0.15 / max(0.15 - low, 0.15)), limited)
    return np.asarray(np.clip(limited, 0, 1), np.float32)


def _weights(light: NDArray[Any], centres: NDArray[Any]) -> Floats:
    """(n, zones): how much each colour belongs to each zone; rows sum to 1."""
    near = np.exp(-0.5 * ((np.asarray(light)[:, None] - centres) / 0.13) ** 2) + 1e-9
    return np.asarray(near / near.sum(1, keepdims=True), np.float32)


def _spread_of(ab: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Mean and covariance of a zone, drawn to those of the whole picture where few pixels are in it."""
    share = float(weights.mean())
    trust = share / (share + _FEW)
    whole, every = ab.mean(0), np.cov(ab.T)
    mean = (weights[:, None] * ab).sum(0) / weights.sum()
    apart = ab - mean
    spread = (weights[:, None] * apart).T @ apart / weights.sum()
    return mean * trust + whole * (1 - trust), spread * trust + every * (1 - trust)


def _between(own: NDArray[Any], wanted: NDArray[Any], least: float) -> Floats:
    """The linear map that carries one covariance to the other with the least movement (Pitie, Kokaram 2007), no
    colour spread or shrunk by more than `_SPREADS`."""
    own, wanted = own + _FLOOR, wanted + _FLOOR * least / _SPREADS[0]
    root = _root(own)
    inverse = np.linalg.inv(root)
    move = inverse @ _root(root @ wanted @ root) @ inverse
    values, vectors = np.linalg.eigh((move + move.T) / 2)
    return np.asarray((vectors * np.clip(values, least, _SPREADS[1])) @ vectors.T, np.float32)


def _root(matrix: NDArray[Any]) -> NDArray[Any]:
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(np.maximum(values, 1e-9))) @ vectors.T
