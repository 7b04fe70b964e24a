"""Carries colours between a file's own encoding and display-encoded sRGB, without a bound, as OpenColorIO transforms.

An edit is defined in sRGB terms, but a Display P3 photo must not be squeezed through sRGB: the renderer bakes
device -> sRGB -> edit -> sRGB -> device into one table, and values outside 0..1 pass between the steps.
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import cv2
import numpy as np
import PyOpenColorIO as ocio
from numpy.typing import NDArray

from backends.engine.files.profile import Curve, Profile, read_profile
from backends.engine.pixels import Array, Pixels

# Linear sRGB to XYZ relative to D50 (IEC 61966-2-1 primaries, Bradford adaptation as in the sRGB ICC profiles).
_SRGB_TO_XYZ = np.array(
    [
        [0.4360747, 0.3850649, 0.1430804],
        [0.2225045, 0.7168786, 0.0606169],
        [0.0139322, 0.0971045, 0.7141733],
    ]
)
_CURVE_LENGTH = 4096
# Of a picture at once, as floats.
_ROWS = 256


def device_to_srgb(icc: bytes) -> ocio.Transform | None:
    """From code values 0..1 of an RGB matrix profile to sRGB, mirrored below 0 and open above 1; None where that
    changes nothing (no profile, or sRGB itself). Raises ValueError for other kinds of profile."""
    if _is_srgb(icc):
        return None
    matrix, table = _characteristics(icc)
    return ocio.GroupTransform(
        [_curve(table, ocio.TRANSFORM_DIR_FORWARD), _matrix(matrix), _srgb_curve(ocio.TRANSFORM_DIR_INVERSE)]
    )


def srgb_to_device(icc: bytes) -> ocio.Transform | None:
    """The way back; colours that the device cannot hold are clipped to it."""
    if _is_srgb(icc):
        return None
    matrix, table = _characteristics(icc)
    return ocio.GroupTransform(
        [
            _srgb_curve(ocio.TRANSFORM_DIR_FORWARD),
            _matrix(cast("NDArray[np.float64]", np.linalg.inv(matrix))),
            _curve(table, ocio.TRANSFORM_DIR_INVERSE),
        ]
    )


def screen_rgb(pixels: Pixels) -> NDArray[np.uint8]:
    """(height, width, 3) sRGB of 8 bits for a screen; wider colours are clipped. Meant for proxies."""
    rgb = eight_bit(pixels.rgb)
    transform = device_to_srgb(pixels.icc)
    if transform is None:
        return rgb
    processor = ocio.Config.CreateRaw().getProcessor(transform)
    cpu = processor.getOptimizedCPUProcessor(ocio.BIT_DEPTH_UINT8, ocio.BIT_DEPTH_UINT8, ocio.OPTIMIZATION_DEFAULT)
    out = rgb.copy()
    height, width = out.shape[:2]
    cpu.apply(
        ocio.PackedImageDesc(
            out, width, height, 3, ocio.BIT_DEPTH_UINT8, ocio.AutoStride, ocio.AutoStride, ocio.AutoStride
        )
    )
    return out


def eight_bit(plane: Array) -> NDArray[np.uint8]:
    """The same picture in 8 bits, rounded; an 8-bit one is returned as it is."""
    if plane.dtype == np.uint8:
        return cast("NDArray[np.uint8]", plane)
    return cast("NDArray[np.uint8]", cv2.convertScaleAbs(plane, alpha=1 / 257))


def grey_to_srgb(plane: Array, curve: Curve | None) -> Pixels:
    """A grey picture (height, width) as sRGB; `curve` is that of its grey profile, None when it has none."""
    if curve is not None:
        levels = 256 if plane.dtype == np.uint8 else 65536
        linear = np.array([curve.at(x) for x in np.linspace(0, 1, levels)])
        table = np.round(_encode_srgb(np.clip(linear, 0, 1)) * (levels - 1)).astype(plane.dtype)
        plane = cast(Array, table[plane])
    return Pixels(cast(Array, cv2.merge([plane, plane, plane])))


def _encode_srgb(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """IEC 61966-2-1."""
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 0.0) ** (1 / 2.4) - 0.055)


@lru_cache(maxsize=8)
def _profile(icc: bytes) -> Profile:
    profile = read_profile(icc)
    if not profile.is_matrix:
        raise ValueError(f"the profile {profile.name!r} is not an RGB matrix profile")
    return profile


@lru_cache(maxsize=8)
def _characteristics(icc: bytes) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """The matrix from linear device RGB to linear sRGB, and the three curves sampled to (length, 3)."""
    profile = _profile(icc)
    matrix = np.linalg.inv(_SRGB_TO_XYZ) @ np.array(profile.matrix)
    sums = matrix.sum(axis=1, keepdims=True)
    # Tags hold 16 binary places; without this a neutral grey would come back a trace off neutral.
    if np.abs(sums - 1).max() < 0.01:
        matrix = matrix / sums
    steps = np.linspace(0, 1, _CURVE_LENGTH)
    sampled = {curve: [curve.at(x) for x in steps] for curve in set(profile.curves)}
    table = np.array([sampled[curve] for curve in profile.curves], np.float32).T
    return matrix, np.ascontiguousarray(table)


@lru_cache(maxsize=8)
def _is_srgb(icc: bytes) -> bool:
    """Whether the profile is sRGB to within half a level of 8 bits, as the many sRGB profiles in use are."""
    if not icc:
        return True
    matrix, table = _characteristics(icc)
    if np.abs(matrix - np.eye(3)).max() > 0.004:
        return False
    codes = np.linspace(0, 1, _CURVE_LENGTH)[:, None]
    return bool(np.abs(_encode_srgb(np.clip(table.astype(np.float64), 0, 1)) - codes).max() < 0.5 / 255)


def _curve(table: NDArray[np.float32], direction: ocio.TransformDirection) -> ocio.Lut1DTransform:
    lut = ocio.Lut1DTransform(len(table), False)
    lut.setData(table.reshape(-1))
    lut.setDirection(direction)
    return lut


def _matrix(matrix: NDArray[np.float64]) -> ocio.MatrixTransform:
    padded = np.eye(4)
    padded[:3, :3] = matrix
    return ocio.MatrixTransform(padded.reshape(-1).tolist())


def _srgb_curve(direction: ocio.TransformDirection) -> ocio.ExponentWithLinearTransform:
    """Forward decodes to linear light."""
    return ocio.ExponentWithLinearTransform(
        gamma=[2.4, 2.4, 2.4, 1.0],
        offset=[0.055, 0.055, 0.055, 0.0],
        negativeStyle=ocio.NEGATIVE_MIRROR,
        direction=direction,
    )


def from_screen(rgb: Array, like: Pixels) -> Array:
    """An sRGB picture of any depth in the encoding and the depth of `like`: what a model gave back, for pasting."""
    most = np.iinfo(like.rgb.dtype).max
    transform = srgb_to_device(like.icc)
    if transform is None and rgb.dtype == like.rgb.dtype:
        return rgb
    result = np.empty(rgb.shape, like.rgb.dtype)
    cpu = None
    if transform is not None:
        cpu = ocio.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor()
    for top in range(0, rgb.shape[0], _ROWS):
        strip = np.ascontiguousarray(rgb[top : top + _ROWS], np.float32) / np.float32(np.iinfo(rgb.dtype).max)
        if cpu is not None:
            cpu.applyRGB(strip)
        result[top : top + _ROWS] = np.clip(strip * most + 0.5, 0, most).astype(like.rgb.dtype)
    return cast(Array, result)
