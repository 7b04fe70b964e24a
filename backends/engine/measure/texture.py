"""What a drawn, printed or lit picture has that a photo has not: measures of texture, of dots, lines, washes and of
light that was added. On a copy of 512 pixels, where the small one of `measure` has no texture left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.lut import to_srgb
from backends.engine.measure.features import to_lab
from backends.engine.pixels import Pixels, scout

Floats = NDArray[np.float32]

SIDE = 512


@dataclass(frozen=True)
class Texture:
    """`srgb` display-encoded floats 0..1 and `lab` CIE Lab, (height, width, 3), long side at most SIDE."""

    srgb: Floats
    lab: Floats

    @staticmethod
    def of(pixels: Pixels) -> Texture:
        srgb = np.clip(to_srgb(scout(pixels.rgb, SIDE), pixels.icc), 0, 1).astype(np.float32, copy=False)
        return Texture(srgb, np.asarray(to_lab(srgb), np.float32))

    @property
    def light(self) -> Floats:
        return np.ascontiguousarray(self.lab[..., 0])

    @cached_property
    def slope(self) -> Floats:
        """Gradient of lightness, in L* a pixel."""
        across, down = cv2.Sobel(self.light, cv2.CV_32F, 1, 0), cv2.Sobel(self.light, cv2.CV_32F, 0, 1)
        return np.asarray(cv2.magnitude(across, down) / 8, np.float32)


def change(before: Texture, after: Texture) -> dict[str, float]:
    """Every measure of texture that a definition may name (see `definitions.TEXTURE`)."""
    fine = [float(np.abs(t.light - cv2.GaussianBlur(t.light, (0, 0), 1.2)).mean()) for t in (before, after)]
    dark, bright = _ends(after)
    return {
        "flat": _flat(after) - _flat(before),
        "detail": fine[1] / max(fine[0], 0.05),
        "colours": float(_colours(after.srgb)),
        "hue_spread": _hue_spread(after),
        "two_tone": float(np.hypot(*(bright - dark))),
        "dots": _dots(after) / max(_dots(before), 1.0),
        "squares": _squares(after) / max(_squares(before), 1e-3),
        "ink_lines": _ink_lines(after) - _ink_lines(before),
        "paper": _paper(after) - _paper(before),
        "midtones": float(((after.light > 20) & (after.light < 88)).mean()),
        "outlined": (fine[1] / max(fine[0], 0.05)) / max(_broad(after) / max(_broad(before), 1.0), 0.05),
        "strokes": _coherence(after) - _coherence(before),
        "slip": _slip(after) - _slip(before),
        "tears": _tears(after) - _tears(before),
        "edge_glow": _edge_glow(before, after),
        "sun": _sun(before, after),
        "veil": _veil(before, after),
        "halo": _halo(before, after),
        "grain": _grain(before, after),
    }


def _flat(seen: Texture) -> float:
    """Share of pixels that are as their neighbours."""
    return float((seen.slope < 0.35).mean())


def _colours(srgb: Floats) -> int:
    """How many colours, told apart at 16 levels a channel, make up nine tenths of the picture."""
    levels = np.minimum((srgb * 16).astype(np.int32), 15)
    counts = np.sort(np.bincount((levels[..., 0] * 256 + levels[..., 1] * 16 + levels[..., 2]).ravel()))[::-1]
    return int(np.searchsorted(np.cumsum(counts), 0.9 * counts.sum()) + 1)


def _hue_spread(seen: Texture) -> float:
    """How far colours of the same lightness lie from each other, in units of a* and b*: 0 for one or two inks."""
    bins = np.minimum((seen.light / 4).astype(int), 25).ravel()
    colour = seen.lab[..., 1:].reshape(-1, 2)
    counts = np.maximum(np.bincount(bins, minlength=26), 1)
    means = np.stack([np.bincount(bins, colour[:, n], 26) / counts for n in (0, 1)], -1)
    return float(np.hypot(*(colour - means[bins]).T).mean())


def _ends(seen: Texture) -> tuple[np.ndarray, np.ndarray]:
    """Mean a* and b* of the darkest and of the brightest third."""
    low, high = np.percentile(seen.light, [33, 67])
    return seen.lab[seen.light <= low, 1:].mean(0), seen.lab[seen.light >= high, 1:].mean(0)


def _dots(seen: Texture) -> float:
    """How far the strongest regular pattern of 2.2 to 12 pixels stands out of the spectrum around it."""
    height, width = seen.light.shape
    side = 1 << int(np.log2(max(16, min(height, width))))
    top, left = (height - side) // 2, (width - side) // 2
    part = seen.light[max(0, top) : max(0, top) + side, max(0, left) : max(0, left) + side]
    if min(part.shape) < 16:
        return 1.0
    window = np.outer(np.hanning(part.shape[0]), np.hanning(part.shape[1]))
    power = np.abs(np.fft.rfft2((part - part.mean()) * window)) ** 2
    down, across = np.fft.fftfreq(part.shape[0])[:, None], np.fft.rfftfreq(part.shape[1])[None, :]
    period = 1 / np.maximum(np.hypot(down, across), 1e-6)
    band = (period > 2.2) & (period < 12)
    around = np.asarray(cv2.blur(power.astype(np.float32), (15, 15)), np.float32)
    return float((power / np.maximum(around, 1e-3))[band].max())


def _squares(seen: Texture) -> float:
    """How regularly steps return along rows and columns: the strongest period of the mean step, against its mean."""
    best = 0.0
    for axis in (0, 1):
        steps = np.abs(np.diff(seen.light, axis=1 - axis)).mean(axis)
        if len(steps) < 32:
            continue
        power = np.abs(np.fft.rfft((steps - steps.mean()) * np.hanning(len(steps)))) ** 2
        power = power[len(power) // 8 :]
        best = max(best, float(power.max() / max(power.mean(), 1e-6)) * float(steps.std() / max(steps.mean(), 1e-6)))
    return best


def _ink_lines(seen: Texture) -> float:
    """Share of thin dark lines: where closing with 5 x 5 lifts lightness by more than 15."""
    closed = cv2.morphologyEx(seen.light, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return float((closed - seen.light > 15).mean())


def _paper(seen: Texture) -> float:
    """Share of nearly white and nearly colourless."""
    return float(((seen.light > 86) & (cv2.magnitude(seen.lab[..., 1], seen.lab[..., 2]) < 10)).mean())


def _tensor(light: Floats) -> tuple[Floats, Floats, Floats]:
    across, down = cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1)
    parts = across * across, across * down, down * down
    return tuple(np.asarray(part, np.float32) for part in parts)  # type: ignore[return-value]


def _broad(seen: Texture) -> float:
    """Contrast of what is larger than a fortieth of the picture, in L*."""
    return float(cv2.GaussianBlur(seen.light, (0, 0), SIDE / 40).std())


def _coherence(seen: Texture) -> float:
    """Mean agreement of directions nearby, weighted evenly: high where strokes run side by side."""
    xx, xy, yy = (cv2.GaussianBlur(part, (0, 0), 2.5) for part in _tensor(seen.light))
    return float((np.hypot(xx - yy, 2 * xy) / np.maximum(xx + yy, 0.5)).mean())


def _slip(seen: Texture) -> float:
    """How far red lies beside blue, as a share of the width."""
    red, blue = (np.ascontiguousarray(seen.srgb[..., n]) for n in (0, 2))
    if min(red.shape) < 32:
        return 0.0
    edges = [np.abs(cv2.Sobel(plane, cv2.CV_32F, 1, 0)) for plane in (red, blue)]
    (across, _), sure = cv2.phaseCorrelate(edges[0], edges[1], cv2.createHanningWindow(red.shape[::-1], cv2.CV_32F))
    return float(abs(across) / red.shape[1]) if sure > 0.03 else 0.0


def _tears(seen: Texture) -> float:
    """Share of rows that break off from the row above, where photos go on."""
    steps = np.abs(np.diff(seen.light, axis=0)).mean(1)
    around = np.asarray(cv2.medianBlur(steps.astype(np.float32)[:, None], 5), np.float32)[:, 0]
    return float((steps > 2.2 * np.maximum(around, 0.4)).mean())


def _edge_glow(before: Texture, after: Texture) -> float:
    """How much warmer and brighter the most changed side of the frame got than the middle, in units of L* and b*."""
    moved = after.lab - before.lab
    glow = moved[..., 0] + 0.5 * moved[..., 1] + moved[..., 2]
    height, width = glow.shape
    rows, columns = max(1, height // 8), max(1, width // 8)
    sides = glow[:rows], glow[-rows:], glow[:, :columns], glow[:, -columns:]
    middle = glow[3 * rows : -3 * rows, 3 * columns : -3 * columns]
    return float(max(side.mean() for side in sides) - (middle.mean() if middle.size else 0.0))


def _sun(before: Texture, after: Texture) -> float:
    """How much lighter a small spot got than the picture as a whole; 0 where it is no small spot."""
    moved = cv2.GaussianBlur(after.light - before.light, (0, 0), 4)
    peak, mean = float(moved.max()), float(moved.mean())
    small = float((moved > mean + 0.5 * (peak - mean)).mean()) < 0.06
    return peak - mean if small else 0.0


def _veil(before: Texture, after: Texture) -> float:
    """How much more of its fine contrast the upper half kept than the lower: below 1 it lies in mist."""
    half = before.light.shape[0] // 2
    kept = [
        after.slope[part].mean() / max(float(before.slope[part].mean()), 0.05)
        for part in (slice(half), slice(half, None))
    ]
    return float(kept[0] / max(float(kept[1]), 0.02))


def _halo(before: Texture, after: Texture) -> float:
    """How much lighter the surroundings of the brightest areas got than what is far from them, in L*."""
    high = max(60.0, float(np.percentile(before.light, 90)))
    bright = (before.light >= high).astype(np.uint8)
    reach = max(3, SIDE // 40) | 1
    near = cv2.dilate(bright, np.ones((reach, reach), np.uint8)) > 0
    far = cv2.dilate(bright, np.ones((4 * reach, 4 * reach), np.uint8)) == 0
    ring = near & (before.light < high - 8)
    if ring.mean() < 0.002 or far.mean() < 0.02:
        return 0.0
    moved = after.light - before.light
    return float(moved[ring].mean() - moved[far].mean())


def _grain(before: Texture, after: Texture) -> float:
    """Fine noise added to what was calm before, in L*."""
    mask = before.slope < np.percentile(before.slope, 40)
    found = [float((t.light - cv2.medianBlur(t.light, 3))[mask].std()) for t in (before, after)]
    return found[1] - found[0]
