"""Builds the colour profiles that photos in the wild carry, since no library here ships them."""

from __future__ import annotations

import struct

import numpy as np

_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_D65_XY = (0.3127, 0.3290)
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def matrix_profile(name: str, primaries: list[tuple[float, float]], white: tuple[float, float], curve: bytes) -> bytes:
    """A version 2 display profile with Bradford-adapted colorants, as common editors write it."""
    tags = [(b"desc", _desc(name)), (b"wtpt", _xyz(_D50)), (b"cprt", b"text\0\0\0\0none\0")]
    colorants = _colorants(primaries, white)
    tags += [(tag, _xyz(colorants[:, i])) for i, tag in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))]
    tags += [(tag, curve) for tag in (b"rTRC", b"gTRC", b"bTRC")]
    return assemble(b"mntr", b"RGB ", b"XYZ ", tags, 4 if curve.startswith(b"para") else 2)


def display_p3() -> bytes:
    return matrix_profile(
        "Display P3", [(0.680, 0.320), (0.265, 0.690), (0.150, 0.060)], _D65_XY, parametric(SRGB_CURVE)
    )


def adobe_rgb() -> bytes:
    primaries = [(0.64, 0.33), (0.21, 0.71), (0.15, 0.06)]
    return matrix_profile("Adobe RGB (1998)", primaries, _D65_XY, gamma(563 / 256))


def prophoto() -> bytes:
    primaries = [(0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001)]
    return matrix_profile("ProPhoto RGB", primaries, (0.3457, 0.3585), gamma(1.8))


def grey_gamma(value: float) -> bytes:
    tags = [(b"desc", _desc(f"Gray Gamma {value}")), (b"wtpt", _xyz(_D50)), (b"kTRC", gamma(value))]
    return assemble(b"mntr", b"GRAY", b"XYZ ", [*tags, (b"cprt", b"text\0\0\0\0none\0")], 2)


def cmyk_table() -> bytes:
    """An output profile with tables both ways: inks that are duller than pure cyan, magenta and yellow."""
    grid = np.stack(np.meshgrid(*[np.linspace(0, 1, 5)] * 4, indexing="ij"), -1).reshape(-1, 4)
    inks = np.array([[0.0, 0.45, 0.75], [0.75, 0.10, 0.35], [0.95, 0.85, 0.15], [0.05, 0.05, 0.05]])
    light = np.prod(1 - grid[:, :, None] * (1 - inks[None]), axis=1)
    lab = _linear_to_lab(light**1.6)
    forward = _mft1(4, 3, 5, lab)
    backward = _mft1(3, 4, 9, np.full((9**3, 4), 0.5))
    tags = [(b"desc", _desc("Test Press")), (b"wtpt", _xyz(_D50)), (b"cprt", b"text\0\0\0\0none\0")]
    tags += [(b"A2B0", forward), (b"A2B1", forward), (b"B2A0", backward), (b"B2A1", backward)]
    return assemble(b"prtr", b"CMYK", b"Lab ", tags, 2)


def gamma(value: float) -> bytes:
    return struct.pack(">4s4xIH2x", b"curv", 1, round(value * 256))


def sampled(values: np.ndarray) -> bytes:
    return struct.pack(">4s4xI", b"curv", len(values)) + np.round(values * 65535).astype(">u2").tobytes()


def parametric(values: tuple[float, ...]) -> bytes:
    return struct.pack(">4s4xHxx5i", b"para", 3, *(round(v * 65536) for v in values))


def assemble(kind: bytes, space: bytes, pcs: bytes, tags: list[tuple[bytes, bytes]], version: int) -> bytes:
    table, body = b"", b""
    start = 132 + 12 * len(tags)
    for signature, data in tags:
        table += struct.pack(">4sII", signature, start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    illuminant = struct.pack(">3i", *(round(v * 65536) for v in _D50))
    head = struct.pack(">I4xI4s4s4s", start + len(body), version << 24, kind, space, pcs)
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + illuminant
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _colorants(primaries: list[tuple[float, float]], white: tuple[float, float]) -> np.ndarray:
    columns = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in primaries]).T
    target = np.array([white[0] / white[1], 1.0, (1 - white[0] - white[1]) / white[1]])
    to_xyz = columns * np.linalg.solve(columns, target)
    scale = np.diag((_BRADFORD @ np.array(_D50)) / (_BRADFORD @ target))
    return np.linalg.inv(_BRADFORD) @ scale @ _BRADFORD @ to_xyz


def _linear_to_lab(rgb: np.ndarray) -> np.ndarray:
    matrix = np.array([[0.4361, 0.3851, 0.1431], [0.2225, 0.7169, 0.0606], [0.0139, 0.0971, 0.7141]])
    ratio = (rgb @ matrix.T) / np.array(_D50)
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    lab = np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], 1)
    return np.clip(np.stack([lab[:, 0] / 100, (lab[:, 1] + 128) / 255, (lab[:, 2] + 128) / 255], 1), 0, 1)


def _mft1(inputs: int, outputs: int, grid: int, values: np.ndarray) -> bytes:
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    ramp = bytes(range(256))
    head = struct.pack(">4s4x4B", b"mft1", inputs, outputs, grid, 0) + identity
    return head + ramp * inputs + np.round(values * 255).astype(np.uint8).tobytes() + ramp * outputs


def _desc(name: str) -> bytes:
    text = name.encode("ascii") + b"\0"
    return struct.pack(">4s4xI", b"desc", len(text)) + text + b"\0" * (4 + 4 + 2 + 1 + 67)


def _xyz(values: tuple[float, ...] | np.ndarray) -> bytes:
    return struct.pack(">4s4x3i", b"XYZ ", *(round(float(v) * 65536) for v in values))
