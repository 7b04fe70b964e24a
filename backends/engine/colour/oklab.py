"""Colours as people order them (Oklab, Ottosson 2020), where turning a hue changes neither lightness nor strength."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# Bjoern Ottosson, "A perceptual color space for image processing", 2020-12; matrices as corrected 2021-01-25.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def to_oklab(srgb: NDArray) -> Floats:
    """Display-encoded sRGB (..., 3) as L 0..1, a, b; values outside 0..1 are mirrored at 0."""
    cones = _linear(np.asarray(srgb, np.float32)) @ _TO_CONES.T.astype(np.float32)
    return np.asarray(np.cbrt(cones) @ _TO_LAB.T.astype(np.float32), np.float32)


def from_oklab(lab: NDArray) -> Floats:
    """The way back, not clipped."""
    cones = np.asarray(lab, np.float32) @ np.linalg.inv(_TO_LAB).T.astype(np.float32)
    return _encoded(cones**3 @ np.linalg.inv(_TO_CONES).T.astype(np.float32))


def hue_of(lab: NDArray) -> Floats:
    """Degrees 0..360 of Oklab colours (..., 3)."""
    return np.asarray(np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360, np.float32)


def chroma_of(lab: NDArray) -> Floats:
    return np.asarray(np.hypot(lab[..., 1], lab[..., 2]), np.float32)


def apart(hue: NDArray | float, other: NDArray | float) -> NDArray:
    """Degrees from `other` to `hue` the short way, -180..180."""
    return (np.asarray(hue) - other + 180) % 360 - 180


def shown(lab: NDArray) -> Floats:
    """Display-encoded sRGB 0..1 of Oklab colours: what sRGB cannot show loses strength, not hue or lightness."""
    lab = np.asarray(lab, np.float32).copy()
    lab[..., 0] = np.clip(lab[..., 0], 0, 1)
    srgb = from_oklab(lab)
    out = ((srgb < -1e-4) | (srgb > 1 + 1e-4)).any(-1)
    if out.any():
        high = lab[out]
        least, most = np.zeros(len(high), np.float32), np.ones(len(high), np.float32)
        for _ in range(10):
            middle = (least + most) / 2
            tried = from_oklab(high * np.stack([np.ones_like(middle), middle, middle], -1))
            fits = ((tried >= 0) & (tried <= 1)).all(-1)
            least, most = np.where(fits, middle, least), np.where(fits, most, middle)
        srgb[out] = from_oklab(high * np.stack([np.ones_like(least), least, least], -1))
    return np.clip(srgb, 0, 1)


def _linear(srgb: NDArray) -> Floats:
    """IEC 61966-2-1."""
    size = np.abs(srgb)
    linear = np.where(size <= 0.04045, size / 12.92, ((size + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.copysign(linear, srgb), np.float32)


def _encoded(linear: NDArray) -> Floats:
    size = np.abs(linear)
    encoded = np.where(size <= 0.0031308, size * 12.92, 1.055 * size ** (1 / 2.4) - 0.055)
    return np.asarray(np.copysign(encoded, linear), np.float32)
