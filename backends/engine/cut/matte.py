"""How much of each pixel is the subject, and the subject's own colour there, from a mask of 512 pixels at any size."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.looks.spread import Spread
from backends.engine.pixels import Pixels

Floats = NDArray[np.float32]

SIDE = 512
# Half the width of the edge that is looked into, as a fraction of the long side: 2.5 pixels of the mask.
EDGE = 0.005
# Squared distance of two colours in light from which they tell subject from background; noise is far below.
_TELLING = 0.02**2
_SURE = 0.998


def light(values: NDArray[Any]) -> Floats:
    """Code values 0..1 as light. A square stands for every encoding curve in use: within some per cent of sRGB's, and
    a hundred times as quick."""
    return np.asarray(values * values, np.float32)


def codes(values: NDArray[Any]) -> Floats:
    return np.asarray(np.sqrt(np.maximum(values, 0)), np.float32)


class Matte:
    """Strip by strip: in the edge, a pixel is taken as a mix of the subject's and the background's colours nearby, in
    light (the compositing equation); elsewhere the mask decides. Where both have one colour, the picture's edges do.
    """

    def __init__(self, mask: NDArray[np.uint8], pixels: Pixels) -> None:
        """`mask` of any size up to SIDE: 255 where the subject is."""
        height, width = pixels.rgb.shape[:2]
        self._rgb = pixels.rgb
        self._top = float(np.iinfo(pixels.rgb.dtype).max)
        scale = min(1.0, SIDE / max(height, width))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = light(np.asarray(cv2.resize(pixels.rgb, size, interpolation=cv2.INTER_AREA), np.float32) / self._top)
        inside = (np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR)) >= 128).astype(np.uint8)
        reach = max(1, round(EDGE * max(size)))
        sure, sure_not = _eroded(inside, reach), _eroded(1 - inside, reach)
        self.subject, self.ground = nearby(small, sure, reach), nearby(small, sure_not, reach)
        soft = reach / 2
        self.low = np.asarray(cv2.GaussianBlur(sure.astype(np.float32), (0, 0), soft), np.float32)
        self.high = 1 - np.asarray(cv2.GaussianBlur(sure_not.astype(np.float32), (0, 0), soft), np.float32)
        self.edge = (sure == 0) & (sure_not == 0)
        # Only there are all three beyond doubt.
        self.low = np.clip(self.low * 2 - 1, 0, 1)
        self.high = np.clip(self.high * 2, 0, 1)
        # Wood or cloth in the background would be read as traces of the subject: a mix of two colours tells only as
        # much as each is one colour.
        unrest = _unrest(small, sure_not, self.ground, reach) + 0.3 * _unrest(small, sure, self.subject, reach)
        self._maps = [Spread(part, height, width) for part in (self.subject, self.ground, self.low, self.high, unrest)]
        # Small and calm, so that it follows an edge but not the grain of what is behind it.
        smooth = np.asarray(cv2.GaussianBlur(inside.astype(np.float32), (0, 0), max(1.0, 0.6 * reach)), np.float32)
        slope, offset = _guided(smooth, np.asarray(small.mean(2)), max(1, round(0.8 * reach)))
        self._follow = Spread(slope, height, width), Spread(offset, height, width)

    def rows(self, top: int, bottom: int) -> tuple[Floats, Floats]:
        """The share of the subject (rows, width) 0..1, and its light (rows, width, 3) without the background in it."""
        here = light(self._rgb[top:bottom].astype(np.float32) * np.float32(1 / self._top))
        subject, ground, low, high, unrest = (part.rows(top, bottom) for part in self._maps)
        share = np.where(low > _SURE, np.float32(1), np.float32(0))
        own = np.where(share[..., None] > 0, here, subject)
        # Only the edge is worked out: a few per cent of a picture.
        edge = (low <= _SURE) & (high >= 1 - _SURE)
        if edge.any():
            slope, offset = (part.rows(top, bottom)[edge] for part in self._follow)
            parts = here[edge], subject[edge], ground[edge]
            limits = low[edge], high[edge]
            share[edge], own[edge] = _mix(parts, limits, unrest[edge], slope, offset)
        return share, np.asarray(own, np.float32)


def _mix(
    parts: tuple[Floats, Floats, Floats],
    limits: tuple[Floats, Floats],
    unrest: Floats,
    slope: Floats,
    offset: Floats,
) -> tuple[Floats, Floats]:
    """Share (n,) and own light (n, 3) of pixels that are `parts`: seen, the subject's nearby, the ground's nearby."""
    here, subject, ground = parts
    apart = subject - ground
    size = np.einsum("ik,ik->i", apart, apart)
    mixed = np.einsum("ik,ik->i", here - ground, apart) / np.maximum(size, 1e-6)
    # Noise at either end is not a trace of the other.
    mixed = np.clip((mixed - 0.06) / 0.88, 0, 1)
    telling = size / (size + _TELLING + unrest * 50)
    drawn = np.clip((slope * here.mean(1) + offset - 0.5) * 1.6 + 0.5, 0, 1)
    share = mixed * telling + drawn * (1 - telling)
    low, high = limits
    share = np.asarray(np.clip(share, low, np.maximum(high, low)), np.float32)
    return share, _unmixed(here, share, subject, ground)


def _unmixed(here: Floats, share: NDArray[Any], subject: Floats, ground: Floats) -> Floats:
    """What is left when the background's part is taken out; where little of the subject is seen, its colour nearby."""
    part = share[:, None]
    own = np.clip((here - (1 - part) * ground) / np.maximum(part, 0.05), 0, 1)
    trust = np.clip((part - 0.15) / 0.5, 0, 1)
    return np.asarray(subject + (own - subject) * trust, np.float32)


def nearby(small: Floats, where: NDArray[np.uint8], reach: int) -> Floats:
    """The colours of the marked places carried out to all others, each from as near as there is one: blurs of
    growing width, normalised by the mask (Knutsson, Westin 1993)."""
    weight = where.astype(np.float32)
    result = np.zeros_like(small)
    known = np.zeros(where.shape, np.float32)
    sigma = float(max(1, reach))
    while True:
        total, colours = _blurred(weight, sigma), _blurred(small * weight[..., None], sigma)
        trust = np.clip(total / 0.02, 0, 1) * (1 - known)
        result += (colours / np.maximum(total, 1e-6)[..., None]) * trust[..., None]
        known += trust
        if sigma > max(where.shape) or known.min() > 0.999:
            break
        sigma *= 2.5
    average = small[where > 0].mean(0) if where.any() else small.mean((0, 1))
    return np.asarray(result + average * (1 - known)[..., None], np.float32)


def _guided(mask: Floats, guide: Floats, reach: int) -> tuple[Floats, Floats]:
    """Coefficients of a guided filter (He, Sun, Tang 2010): mask = slope x guide + offset."""
    box = 2 * reach + 1

    def mean(values: NDArray[Any]) -> Floats:
        return np.asarray(cv2.blur(values, (box, box), borderType=cv2.BORDER_REFLECT_101), np.float32)

    average, inside = mean(guide), mean(mask)
    slope = (mean(guide * mask) - average * inside) / (mean(guide * guide) - average * average + 2e-3)
    return mean(slope), mean(inside - slope * average)


def _unrest(small: Floats, where: NDArray[np.uint8], colours: Floats, reach: int) -> Floats:
    """(rows, columns): the squared distance of the marked places nearby from their own mean."""
    off = small - colours
    squared = np.einsum("ijk,ijk->ij", off, off).astype(np.float32)[..., None]
    return nearby(np.repeat(squared, 3, axis=2), where, reach)[..., 0]


def _blurred(picture: Floats, sigma: float) -> Floats:
    """A Gaussian blur, wide ones made small first, which nobody can tell."""
    height, width = picture.shape[:2]
    shrink = max(1, min(int(sigma / 4), height, width))
    if shrink > 1:
        size = max(1, width // shrink), max(1, height // shrink)
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma / shrink), np.float32)
        return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)


def _eroded(mask: NDArray[np.uint8], reach: int) -> NDArray[np.uint8]:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    # The picture's own border is no edge of the subject.
    return np.asarray(cv2.erode(mask, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=1), np.uint8)
