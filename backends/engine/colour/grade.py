"""Turns a grade into OpenColorIO transforms: light in linear, tone and colour on display values, like a colourist."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import PyOpenColorIO as ocio

from backends.engine.recipe import HUES, Grade

# Rec. 709 weights of linear light (ITU-R BT.709-6, item 3.2); also used as luma on display values.
LUMA = np.array([0.2126, 0.7152, 0.0722])

# Where the hue curves of OpenColorIO 2.6 have their hues: magenta at 0, red at 1/6 (probed 2026-11 with pure colours).
_HUE_DEGREES = {"red": 0, "skin": 25, "yellow": 60, "green": 120, "cyan": 180, "blue": 240, "magenta": 300}
_HUE_AT = {name: (degrees / 360 + 1 / 6) % 1 for name, degrees in _HUE_DEGREES.items()}
_HUES_IN_ORDER = sorted(HUES, key=lambda name: _HUE_AT[name])

# OpenColorIO 2.6 refuses a zone below .2 ("GradingTone shadows ... below lower bound").
_ZONE = 0.8


def transforms(grade: Grade) -> list[ocio.Transform]:
    """Transforms from display-encoded, unbounded sRGB to the same; an empty list for a grade that does nothing."""
    return [*_light(grade), *_tone(grade), *_colour(grade), *_ends(grade)]


def tint_offset(tint: tuple[float, ...]) -> np.ndarray:
    """(3,) display values to add for a tint (hue in degrees, amount); it does not change luma."""
    hue, amount = tint
    colour = np.clip(np.abs((hue / 60 + np.array([0, 4, 2])) % 6 - 3) - 1, 0, 1)
    return (colour - LUMA @ colour) * amount


def _light(grade: Grade) -> list[ocio.Transform]:
    matrix = white_balance(grade.temperature, grade.tint) * 2.0**grade.exposure
    if grade.mix:
        matrix = np.tile(np.array(grade.mix), (3, 1)) @ matrix
    if np.array_equal(matrix, np.eye(3)):
        return []
    padded = np.eye(4)
    padded[:3, :3] = matrix
    return [_srgb_curve(False), ocio.MatrixTransform(padded.ravel().tolist()), _srgb_curve(True)]


@lru_cache(maxsize=256)
def white_balance(temperature: float, tint: float) -> np.ndarray:
    """(3, 3) on linear sRGB. Adapts D65 to a white 65 mired warmer for +1, by von Kries scaling in Bradford's cone
    space (Lindbloom, "Chromatic Adaptation"; ICC.1:2022 annex E), keeping the luminance of white.

    Temperature moves along the Planckian locus in CIE 1960 u, v (Krystek 1985), `tint` across it.
    """
    if not temperature and not tint:
        return np.eye(3)
    white, target = _planckian(6504.0, 0.0), _planckian(1e6 / max(1e6 / 6504.0 + 65.0 * temperature, 20.0), tint)
    scale = np.diag((_BRADFORD @ target) / (_BRADFORD @ white))
    matrix = np.linalg.inv(_SRGB_XYZ) @ np.linalg.inv(_BRADFORD) @ scale @ _BRADFORD @ _SRGB_XYZ
    return matrix / (LUMA @ matrix @ np.ones(3))


_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_SRGB_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def _planckian(kelvin: float, tint: float) -> np.ndarray:
    t = min(max(kelvin, 1500.0), 60000.0)
    u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t * t) / (1 + 8.42420235e-4 * t + 7.08145163e-7 * t * t)
    v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t * t) / (1 - 2.89741816e-5 * t + 1.61456053e-7 * t * t)
    u, v = u + 0.0087 * tint, v - 0.005 * tint
    x, y = 3 * u / (2 * u - 8 * v + 4), 2 * v / (2 * u - 8 * v + 4)
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _srgb_curve(inverse: bool) -> ocio.Transform:
    direction = ocio.TRANSFORM_DIR_INVERSE if inverse else ocio.TRANSFORM_DIR_FORWARD
    return ocio.ExponentWithLinearTransform(
        gamma=[2.4, 2.4, 2.4, 1.0],
        offset=[0.055, 0.055, 0.055, 0.0],
        negativeStyle=ocio.NEGATIVE_MIRROR,
        direction=direction,
    )


def _tone(grade: Grade) -> list[ocio.Transform]:
    result: list[ocio.Transform] = []
    if grade.blacks or grade.shadows or grade.midtones or grade.highlights or grade.whites:
        tone = ocio.GradingTone(ocio.GRADING_VIDEO)
        for name in ("blacks", "shadows", "midtones", "highlights", "whites"):
            zone = getattr(tone, name)
            setattr(tone, name, ocio.GradingRGBMSW(1, 1, 1, 1 + _ZONE * getattr(grade, name), zone.start, zone.width))
        result.append(ocio.GradingToneTransform(tone, ocio.GRADING_VIDEO, False))
    top = max(1.0, _encode(2.0**grade.exposure)) if grade.rolloff else 1.0
    if grade.contrast or grade.gamma != 1.0 or (grade.rolloff and top > 1.0):
        x = np.concatenate([np.linspace(0, 1, 15) ** 1.4, np.linspace(1, top, 5)[1:] if top > 1.0 else []])
        y = s_curve(_rolled_off(x, top, grade.rolloff) ** grade.gamma, grade.contrast, grade.pivot)
        result.append(_curves(master=(x, y)))
    return result


def _encode(value: float) -> float:
    return 1.055 * value ** (1 / 2.4) - 0.055


def _rolled_off(x: np.ndarray, top: float, amount: float) -> np.ndarray:
    """Compresses [knee, top] to [knee, end], with slope 1 at the knee; `end` is 1 for a full roll-off."""
    if top <= 1.0 or not amount:
        return x
    knee, end = 0.55, top + (1.0 - top) * amount
    span, room = top - knee, end - knee
    # A parabola through the knee with slope 1 bends to exactly `room` at `span` where that is possible.
    bend = min((span - room) / span**2, 1 / (2 * span))
    over = np.clip(x - knee, 0, None)
    bent = over - bend * over**2
    return np.where(x > knee, knee + bent * room / (span - bend * span**2), x)


def s_curve(x: np.ndarray, contrast: float, pivot: float) -> np.ndarray:
    if not contrast:
        return x
    steep = 1 + abs(contrast) * 6

    def logistic(t: np.ndarray | float) -> np.ndarray:
        return 1 / (1 + np.exp(-steep * (np.asarray(t) - pivot)))

    shaped = (logistic(x) - logistic(0.0)) / (logistic(1.0) - logistic(0.0))
    strength = min(1.0, abs(contrast) * 1.4)
    return x + (shaped - x) * strength if contrast > 0 else x - (shaped - x) * strength * 0.6


def _colour(grade: Grade) -> list[ocio.Transform]:
    result: list[ocio.Transform] = []
    by_hue = grade.hue_saturation or grade.hue_shift or grade.hue_lightness
    if by_hue or grade.vibrance or grade.shadow_saturation != 1.0:
        result.append(_hue_curves(grade))
    if grade.saturation != 1.0:
        primary = ocio.GradingPrimary(ocio.GRADING_VIDEO)
        primary.saturation = grade.saturation
        result.append(ocio.GradingPrimaryTransform(primary, ocio.GRADING_VIDEO, False))
    return result


def _hue_curves(grade: Grade) -> ocio.Transform:
    curve = ocio.GradingHueCurve(ocio.GRADING_VIDEO)
    at = [_HUE_AT[name] for name in _HUES_IN_ORDER]
    if grade.hue_saturation:
        curve.hue_sat = _spline(at, [grade.hue_saturation.get(n, 1.0) for n in _HUES_IN_ORDER], ocio.HUE_SAT)
    if grade.hue_lightness:
        curve.hue_lum = _spline(at, [grade.hue_lightness.get(n, 1.0) for n in _HUES_IN_ORDER], ocio.HUE_LUM)
    if grade.hue_shift:
        shifted = [_HUE_AT[n] + grade.hue_shift.get(n, 0.0) / 360 for n in _HUES_IN_ORDER]
        # Hues may close up but not change places, which OpenColorIO refuses.
        curve.hue_hue = _spline(at, np.maximum.accumulate(shifted), ocio.HUE_HUE)
    if grade.vibrance:
        x = np.array([0, 0.12, 0.25, 0.5, 0.75, 1.0])
        curve.sat_sat = _spline(x, x * (1 + grade.vibrance * 0.9 * (1 - x) ** 2.5), ocio.SAT_SAT)
    if grade.shadow_saturation != 1.0:
        low = grade.shadow_saturation
        curve.lum_sat = _spline([0.0, 0.25, 0.5, 1.0], [low, (1 + low) / 2, 1.0, 1.0], ocio.LUM_SAT)
    transform = ocio.GradingHueCurveTransform(ocio.GRADING_VIDEO)
    transform.setValue(curve)
    return transform


def _spline(x, y, kind: ocio.HueCurveType) -> ocio.GradingBSplineCurve:
    flat = [float(v) for pair in zip(x, y, strict=True) for v in pair]
    return ocio.GradingBSplineCurve(flat, kind)


def _ends(grade: Grade) -> list[ocio.Transform]:
    """Split tone, fade and ceiling in one set of curves for each channel."""
    tinted = any(t[1] for t in (grade.shadow_tint, grade.mid_tint, grade.highlight_tint))
    if not tinted and not grade.fade and grade.ceiling == 1.0:
        return []
    x = np.linspace(0, 1, 13)
    # Zero at black and white, so that neither is dirtied; a lifted black or lowered white may take its zone's tint.
    low = (1 - x) ** 2 * np.maximum(np.clip(x * 8, 0, 1), min(1.0, max(grade.fade, 0.0) * 8))
    high = x**2 * np.maximum(np.clip((1 - x) * 6, 0, 1), min(1.0, max(1 - grade.ceiling, 0.0) * 6))
    middle = 4 * x * (1 - x)
    base = grade.fade + (grade.ceiling - grade.fade) * x
    offsets = [tint_offset(t) for t in (grade.shadow_tint, grade.mid_tint, grade.highlight_tint)]
    channels = [base + low * offsets[0][c] + middle * offsets[1][c] + high * offsets[2][c] for c in range(3)]
    return [_curves(channels=[(x, np.maximum.accumulate(y)) for y in channels])]


Points = tuple[np.ndarray, np.ndarray]


def _curves(master: Points | None = None, channels: list[Points] | None = None) -> ocio.Transform:
    straight = ocio.GradingBSplineCurve([0.0, 0.0, 0.5, 0.5, 1.0, 1.0])

    def spline(points: Points) -> ocio.GradingBSplineCurve:
        return ocio.GradingBSplineCurve([float(v) for pair in zip(*points, strict=True) for v in pair])

    red, green, blue = [spline(points) for points in channels] if channels else [straight] * 3
    value = ocio.GradingRGBCurve(red, green, blue, spline(master) if master else straight)
    return ocio.GradingRGBCurveTransform(value, ocio.GRADING_VIDEO, False)
