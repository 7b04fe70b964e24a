"""What a picture looks like in numbers, in CIE Lab on a small copy, and how far two pictures are from each other."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

# Long side of the small copy that features are measured on, in pixels.
SIDE = 256

# Chroma below which a pixel of the picture before counts as grey: only there is a shift of b* a shift of temperature.
NEAR_NEUTRAL = 12.0

_PAIR_SIDE = 96
_BLACK = 12.0


@dataclass(frozen=True, slots=True)
class Look:
    """Measured features. Lightness 0..100; `low` and `high` are the 5th and 95th percentile of lightness;
    `split` is b* of the brightest third less that of the darkest; `clipped` and `crushed` are fractions of pixels
    with L* above 99 and below 2; `sharpness` is the logarithm of the Laplacian's variance;
    `gaudy` the fraction of pixels at the edge of what sRGB can show; `corners` their lightness over the centre's."""

    lab: np.ndarray
    lightness: float
    contrast: float
    low: float
    high: float
    chroma: float
    shadow_light: float
    highlight_light: float
    shadow_b: float
    highlight_b: float
    clipped: float
    crushed: float
    sharpness: float
    gaudy: float
    corners: float

    @property
    def range(self) -> float:
        return self.high - self.low

    @property
    def split(self) -> float:
        return self.highlight_b - self.shadow_b


def to_lab(srgb: np.ndarray) -> np.ndarray:
    """CIE Lab (D65) of display-encoded sRGB, float32 (height, width, 3); out-of-range values are clipped first."""
    return cv2.cvtColor(np.clip(srgb, 0, 1).astype(np.float32, copy=False), cv2.COLOR_RGB2Lab)


def measure(srgb: np.ndarray) -> Look:
    """Features of a small display-encoded sRGB picture (long side about SIDE), float32 0..1."""
    lab = to_lab(srgb)
    light, b = lab[..., 0], lab[..., 2]
    chroma = cv2.magnitude(lab[..., 1], b)
    low, dark, bright, high = np.percentile(light, [5, 33, 67, 95])
    limits = np.clip(srgb, 0, 1)
    saturated = (limits.max(-1) >= 0.996) & (limits.min(-1) <= 0.004)
    grey = cv2.cvtColor(limits.astype(np.float32), cv2.COLOR_RGB2GRAY) * np.float32(255)
    return Look(
        lab=lab,
        lightness=float(light.mean()),
        contrast=float(light.std()),
        low=float(low),
        high=float(high),
        chroma=float(chroma.mean()),
        shadow_light=float(light[light <= dark].mean()),
        highlight_light=float(light[light >= bright].mean()),
        shadow_b=float(b[light <= dark].mean()),
        highlight_b=float(b[light >= bright].mean()),
        clipped=float((light > 99).mean()),
        crushed=float((light < 2).mean()),
        sharpness=float(np.log(cv2.Laplacian(grey, cv2.CV_32F).var() + 1)),
        gaudy=float(saturated.mean()),
        corners=_corners(light),
    )


def near_neutral(before: Look) -> np.ndarray:
    """Mask of the pixels that show a change of temperature. Where next to nothing is grey, or only what is black and
    cannot be coloured, it is the least coloured tenth of what has light."""
    light = before.lab[..., 0]
    chroma = cv2.magnitude(before.lab[..., 1], before.lab[..., 2])
    mask = (chroma < NEAR_NEUTRAL) & (light > 3) & (light < 99.5)
    if mask.mean() < 0.02 or light[mask].mean() < _BLACK:
        lit = light >= min(_BLACK, float(np.median(light)))
        mask = lit & (chroma <= np.percentile(chroma[lit], 10))
    return mask


def shift(before: Look, after: Look) -> tuple[float, float]:
    """Mean change of a* and b* on near-neutral pixels: towards magenta, towards yellow (warmer)."""
    mask = near_neutral(before)
    moved = after.lab[mask] - before.lab[mask]
    return float(moved[:, 1].mean()), float(moved[:, 2].mean())


def change(before: Look, after: Look) -> dict[str, float]:
    """Every measure that a definition may name (see `definitions.MEASURES`), of `after` against `before`."""
    a, b = shift(before, after)
    return {
        "lightness": after.lightness / max(before.lightness, 1.0),
        # A picture without colour has no ratio to speak of; 2 is what still reads as black and white.
        "chroma": after.chroma / max(before.chroma, 2.0),
        "chroma_left": after.chroma,
        "temperature": b,
        "cast": _cast(before, after),
        "tint": a,
        "range": after.range / max(before.range, 1.0),
        "contrast": after.contrast / max(before.contrast, 1.0),
        "punch": (after.contrast / max(after.lightness, 1.0)) / max(before.contrast / max(before.lightness, 1.0), 0.02),
        "low": after.low - before.low,
        "high": after.high - before.high,
        "crushed": after.crushed - before.crushed,
        "clipped": after.clipped - before.clipped,
        "split": after.split,
        "split_change": after.split - before.split,
        "shadow_light": after.shadow_light - before.shadow_light,
        "highlight_light": after.highlight_light - before.highlight_light,
        "shadow_b": after.shadow_b - before.shadow_b,
        "highlight_b": after.highlight_b - before.highlight_b,
        "sharpness": after.sharpness - before.sharpness,
        "gaudy": after.gaudy - before.gaudy,
        "corners": after.corners / max(before.corners, 0.05),
        "skin_hue": _skin_hue(before, after),
    }


def _cast(before: Look, after: Look) -> float:
    """The shift of b* beyond what darker or lighter alone does to it (b* shrinks with L*)."""
    mask = near_neutral(before)
    was, now = before.lab[mask].mean(0), after.lab[mask].mean(0)
    return float(now[2] - was[2] * now[0] / max(float(was[0]), 1.0))


def _corners(light: np.ndarray) -> float:
    height, width = (max(1, side // 6) for side in light.shape)
    edges = [
        part[:, side].mean()
        for part in (light[:height], light[-height:])
        for side in (slice(width), slice(-width, None))
    ]
    centre = light[2 * height : 4 * height, 2 * width : 4 * width]
    return float(np.mean(edges) / max(float(centre.mean()) if centre.size else 0.0, 1.0))


def _skin_hue(before: Look, after: Look) -> float:
    """Degrees that the mean hue of skin-like pixels turned; 0 where there are next to none or hardly any
    colour is left."""
    hue = np.degrees(np.arctan2(before.lab[..., 2], before.lab[..., 1]))
    chroma = cv2.magnitude(before.lab[..., 1], before.lab[..., 2])
    light = before.lab[..., 0]
    mask = (hue > 25) & (hue < 75) & (chroma > 12) & (chroma < 45) & (light > 35) & (light < 88)
    mean_before, mean_after = (
        look.lab[mask].mean(0) if mask.mean() > 0.03 else np.zeros(3) for look in (before, after)
    )
    if np.hypot(mean_after[1], mean_after[2]) < 8:
        return 0.0
    angles = [np.degrees(np.arctan2(m[2], m[1])) for m in (mean_before, mean_after)]
    return float(abs((angles[1] - angles[0] + 180) % 360 - 180))


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Mean CIEDE2000 of two Lab pictures."""
    return float(ciede2000(one, other).mean())


def apart(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Mean CIEDE2000 as it is, and after `other`'s mean lightness is matched: more than a different exposure?"""
    one, other = (cv2.resize(lab, _pair_size(lab), interpolation=cv2.INTER_AREA) for lab in (one, other))
    matched = other.copy()
    matched[..., 0] = np.clip(other[..., 0] + (one[..., 0].mean() - other[..., 0].mean()), 0, 100)
    both = ciede2000(np.stack([one, one]), np.stack([other, matched]))
    return float(both[0].mean()), float(both[1].mean())


def _pair_size(lab: np.ndarray) -> tuple[int, int]:
    scale = min(1.0, _PAIR_SIDE / max(lab.shape[:2]))
    return max(1, round(lab.shape[1] * scale)), max(1, round(lab.shape[0] * scale))


def noise(picture: np.ndarray) -> float:
    """Standard deviation of fine noise in a picture of uint8 or uint16, 0..1 of the range (Immerkaer 1996)."""
    scale = float(np.iinfo(picture.dtype).max)
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    response = cv2.filter2D(picture[..., 1], cv2.CV_32F, kernel)
    return float(np.abs(response).mean() * np.sqrt(np.pi / 2) / 6 / scale)


def ciede2000(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """CIEDE2000 of Lab pixels (..., 3), after Sharma, Wu, Dalal 2005, "The CIEDE2000 Color-Difference Formula".

    Its own few lines, because importing scikit-image's takes 0.2 s and a turn has one; tests hold both equal.
    """
    l1, a1, b1 = np.moveaxis(one.astype(np.float32, copy=False), -1, 0)
    l2, a2, b2 = np.moveaxis(other.astype(np.float32, copy=False), -1, 0)
    seven = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    stretch = 1.5 - 0.5 * np.sqrt(seven / (seven + 25.0**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.arctan2(b1, a1), np.arctan2(b2, a2)
    turn = h2 - h1
    turn = np.where(turn > np.pi, turn - 2 * np.pi, np.where(turn < -np.pi, turn + 2 * np.pi, turn))
    delta_l, delta_c, delta_h = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(turn / 2)
    hue = np.where(c1 * c2 == 0, h1 + h2, h1 + turn / 2)
    light, chroma = (l1 + l2) / 2 - 50, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * np.cos(hue - np.radians(30))
        + 0.24 * np.cos(2 * hue)
        + 0.32 * np.cos(3 * hue + np.radians(6))
        - 0.20 * np.cos(4 * hue - np.radians(63))
    )
    # The formula's angle is in degrees, 0..360, around 275.
    around = np.degrees(hue) % 360 - 275
    rotation = np.radians(30) * np.exp(-((around / 25) ** 2))
    seven = chroma**7
    cross = -2 * np.sqrt(seven / (seven + 25.0**7)) * np.sin(2 * rotation)
    part_l = delta_l / (1 + 0.015 * light**2 / np.sqrt(20 + light**2))
    part_c = delta_c / (1 + 0.045 * chroma)
    part_h = delta_h / (1 + 0.015 * chroma * weight)
    return np.sqrt(np.maximum(part_l**2 + part_c**2 + part_h**2 + cross * part_c * part_h, 0))
