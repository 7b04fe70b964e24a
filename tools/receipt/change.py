"""Where two pictures that lie on each other differ, tile by tile, by more than saving and resizing alone would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.measure import features as measure
from tools.receipt.pictures import Rgb

Floats = NDArray[Any]
Mask = NDArray[np.bool_]

# Pixels across a tile.
TILE = 8
# Times what is harmless, from where a tile counts as changed, and as changed beyond doubt.
CHANGED, SURE = 2.5, 4.0
# In steps of 255: what rounding and sensor grain leave of light, and of colour (a*, b*), in the mean of a tile.
_LEAST_LIGHT, _LEAST_COLOUR = 1.4, 1.3
# Pixels that an accepted alignment may be off.
_OFF = 0.3
# White noise of the pixels, after the blur below, as a share of its own size.
_NOISE_LEFT, _BLUR = 0.28, 1.0
# What may happen to a picture on its way without anyone calling it a change (see `_harmless`).
_QUALITY, _SHARE = 75, 0.6
# Of how much the colours around vary, what saving may move a tile's by.
_BLEED = 0.12
# Pixels around, whose light a part is brought to before its shapes are compared.
_PART = 10.0


@dataclass(frozen=True, slots=True)
class Map:
    """`times` (rows, columns) is how many times more than harmless each tile differs, `known` which tiles both
    pictures show; `size` (width, height) of the pictures that were compared."""

    times: Floats
    known: Mask
    size: tuple[int, int]

    @property
    def changed(self) -> Mask:
        """Tiles that changed: beyond doubt, or with a neighbour that did too, since grain makes single ones."""
        likely = (self.times > CHANGED) & self.known
        beside = cv2.filter2D(
            likely.astype(np.float32), -1, np.ones((3, 3), np.float32), borderType=cv2.BORDER_CONSTANT
        )
        return likely & ((beside >= 3) | (self.times > SURE))

    def share(self, part: Mask | None = None) -> float | None:
        """Per cent of the known tiles (of `part`, at the size of the map) that changed; None where none is known."""
        known = self.known if part is None else self.known & part
        return float((self.changed & known).sum() / known.sum() * 100) if known.any() else None

    def tiles(self, mask: Mask) -> Mask:
        """Which tiles lie in a mask for the most part."""
        return np.asarray(_cells(mask.astype(np.float32)) > 0.5)


def shapes(before: Rgb, toned: Rgb, after: Rgb, there: Mask, noise: float) -> Map:
    """Where neither `before` nor `toned`, it in the colours of `after`, explains what is drawn: a hard black and white
    turns hues into light and blacks into nothing, which the light of the surroundings alone does not explain."""
    one, other = (_shapes(picture, after, there, noise) for picture in (before, toned))
    return Map(np.minimum(one.times, other.times), one.known, one.size)


def _shapes(before: Rgb, after: Rgb, there: Mask, noise: float) -> Map:
    """The same where light and colour were asked to change: each part of `before` is first brought to the light and
    the contrast of its surroundings in `after`, so that only what is drawn differently is left."""
    one, other = (_luma(picture) for picture in (before, after))
    a, b = (cv2.GaussianBlur(light, (0, 0), _PART) for light in (one, other))
    var = cv2.GaussianBlur(one * one, (0, 0), _PART) - a * a
    both = cv2.GaussianBlur(one * other, (0, 0), _PART) - a * b
    gain = np.clip(both / (var + 4.0), 0.2, 4.0)
    rest = cv2.GaussianBlur(other - b - gain * (one - a), (0, 0), _BLUR)
    light = np.sqrt(_around(_cells(rest * rest)))
    scale = np.maximum(_cells(gain), 0.5)
    lost = np.sqrt(_around(_cells(cv2.GaussianBlur(_luma(_harmless(before)) - one, (0, 0), _BLUR) ** 2)))
    sharp = np.sqrt(_cells(_slope(before))) * _OFF
    # Grain and halos are part of many looks: twice what rounding leaves, and a tenth of the contrast that was there.
    contrast = np.sqrt(np.maximum(_cells(var), 0)) * 0.15
    allowed = np.sqrt(_spread(lost**2) + sharp**2 + contrast**2 + (2 * _LEAST_LIGHT) ** 2 + (_NOISE_LEFT * noise) ** 2)
    size = before.shape[1], before.shape[0]
    return Map(light / (allowed * scale), np.asarray(_cells(there.astype(np.float32)) > 0.99), size)


def visible(before: Rgb, after: Rgb) -> Floats:
    """CIEDE2000 of the tiles' mean colours as they are, with no tone taken out."""
    size = max(1, before.shape[1] // TILE), max(1, before.shape[0] // TILE)
    one, other = (cv2.resize(picture, size, interpolation=cv2.INTER_AREA) for picture in (before, after))
    return measure.ciede2000(*(measure.to_lab(np.asarray(part, np.float32) / 255) for part in (one, other)))


def compared(before: Rgb, after: Rgb, there: Mask, noise: float, aligned: bool) -> Map:
    """`before` in the tone of `after`, which lies on it; `there` which pixels both show; `noise` of both in steps of
    255; `aligned` where `after` had to be moved first."""
    size = before.shape[1], before.shape[0]
    sent = _harmless(before)
    light, lost, colour, colour_lost = (
        *_light(before, after, sent),
        *_colour(before, after, sent),
    )
    sharp = np.sqrt(_cells(_slope(before))) * _OFF * (1.0 if aligned else 0.5)
    allowed = np.sqrt(_spread(lost**2) + sharp**2 + _LEAST_LIGHT**2 + (_NOISE_LEFT * noise) ** 2)
    allowed_colour = np.sqrt(
        _spread(colour_lost**2) + (_BLEED * _patchy(before)) ** 2 + _LEAST_COLOUR**2 + (0.15 * noise) ** 2
    )
    times = np.maximum(light / allowed, colour / allowed_colour)
    return Map(times, np.asarray(_cells(there.astype(np.float32)) > 0.99), size)


def _harmless(rgb: Rgb) -> Rgb:
    """The picture after a resize to 60 % and back and a JPEG of quality 75: what it loses is its own measure of what is
    no change. Fine texture loses much, a sky next to nothing."""
    height, width = rgb.shape[:2]
    small = cv2.resize(
        rgb, (max(8, round(width * _SHARE)), max(8, round(height * _SHARE))), interpolation=cv2.INTER_AREA
    )
    back = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    coded = cv2.imencode(".jpg", back, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)


def _light(before: Rgb, after: Rgb, sent: Rgb) -> tuple[Floats, Floats]:
    """Root mean square of the difference of luma a tile, finest grain left out: of the result, and of the harmless."""
    one, other, third = (_luma(picture) for picture in (before, after, sent))
    apart = (cv2.GaussianBlur(there - one, (0, 0), _BLUR) for there in (other, third))
    light, lost = (np.sqrt(_around(_cells(away * away))) for away in apart)
    return light, lost


def _colour(before: Rgb, after: Rgb, sent: Rgb) -> tuple[Floats, Floats]:
    """Distance of the mean a* and b* a tile."""
    size = max(1, before.shape[1] // TILE), max(1, before.shape[0] // TILE)
    small = (cv2.resize(picture, size, interpolation=cv2.INTER_AREA) for picture in (before, after, sent))
    one, other, third = (measure.to_lab(np.asarray(part, np.float32) / 255)[..., 1:] for part in small)
    return np.hypot(*np.moveaxis(other - one, -1, 0)), np.hypot(*np.moveaxis(third - one, -1, 0))


def _patchy(rgb: Rgb) -> Floats:
    """How much colour varies around each tile: encoders keep one colour for four pixels and more, so that small bright
    things lose some of theirs to what is beside them."""
    size = max(1, 2 * (rgb.shape[1] // TILE)), max(1, 2 * (rgb.shape[0] // TILE))
    half = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.float32) / 255
    colour = measure.to_lab(half)[..., 1:]
    spread = (cv2.blur(colour * colour, (5, 5)) - cv2.blur(colour, (5, 5)) ** 2).sum(-1)
    there = size[0] // 2, size[1] // 2
    return np.sqrt(np.maximum(np.asarray(cv2.resize(spread, there, interpolation=cv2.INTER_AREA)), 0))


def _luma(rgb: Rgb) -> Floats:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)


def _slope(rgb: Rgb) -> Floats:
    light = cv2.GaussianBlur(_luma(rgb), (0, 0), _BLUR)
    across, down = cv2.Sobel(light, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(light, cv2.CV_32F, 0, 1, scale=0.125)
    return across * across + down * down


def _cells(values: Floats) -> Floats:
    size = max(1, values.shape[1] // TILE), max(1, values.shape[0] // TILE)
    return np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA))


def _around(cells: Floats) -> Floats:
    return cv2.GaussianBlur(cells, (3, 3), 0.7)


def _spread(cells: Floats) -> Floats:
    """What is harmless beside an edge is harmless where the edge moved a little."""
    return cv2.GaussianBlur(cells, (5, 5), 1.2)
