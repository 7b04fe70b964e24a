"""Reads as much of an ICC profile as the engine needs: its name, its kind, and the matrix and curves of an RGB one.

OpenColorIO reads ICC files too, but only from a path, and it does not say whether a profile is a plain matrix
profile; so the few tags are read here (ICC.1:2022, sections 7.2, 8.4.4, 9.2 and 10).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

# A profile over this size is an attack or a printer's table; neither is worth holding in memory.
LARGEST = 16 << 20
_LARGEST_CURVE = 65536


@dataclass(frozen=True, slots=True)
class Curve:
    """A tone curve from device code to linear light, both 0..1: `table` when it is sampled, else `type` 0-4 of
    a parametric curve with `values` g a b c d e f."""

    type: int = 0
    values: tuple[float, ...] = (1.0,)
    table: tuple[float, ...] = ()

    def at(self, x: float) -> float:
        return self._sampled(x) if self.table else self._parametric(x)

    def _sampled(self, x: float) -> float:
        place = min(max(x, 0.0), 1.0) * (len(self.table) - 1)
        low = min(int(place), len(self.table) - 2)
        return self.table[low] + (self.table[low + 1] - self.table[low]) * (place - low)

    def _parametric(self, x: float) -> float:
        g, a, b, c, d, e, f = (*self.values, *(0.0,) * (7 - len(self.values)))
        if self.type == 0:
            return x**g
        if self.type == 1:
            return max(a * x + b, 0.0) ** g if a * x + b >= 0 else 0.0
        if self.type == 2:
            return (max(a * x + b, 0.0) ** g if a * x + b >= 0 else 0.0) + c
        offset, foot = (e, f) if self.type == 4 else (0.0, 0.0)
        return max(a * x + b, 0.0) ** g + offset if x >= d else c * x + foot


@dataclass(frozen=True, slots=True)
class Profile:
    """`space` is "RGB", "GRAY", "CMYK" or another ICC name. `matrix` (rows X, Y, Z relative to D50) and the three
    `curves` are there for an RGB matrix profile, one curve for a grey one; a profile made of tables has neither."""

    name: str
    space: str
    matrix: tuple[tuple[float, float, float], ...] = ()
    curves: tuple[Curve, ...] = ()

    @property
    def is_matrix(self) -> bool:
        return bool(self.matrix)


def read_profile(icc: bytes) -> Profile:
    """Raises ValueError for bytes that are not a usable profile."""
    try:
        return _read(icc)
    except (struct.error, IndexError, OverflowError, ZeroDivisionError) as damage:
        raise ValueError("the colour profile is damaged") from damage


def _read(icc: bytes) -> Profile:
    if not 132 <= len(icc) <= LARGEST or icc[36:40] != b"acsp":
        raise ValueError("these bytes are not a colour profile")
    tags: dict[bytes, bytes] = {}
    for index in range(min(struct.unpack_from(">I", icc, 128)[0], 100)):
        signature, offset, size = struct.unpack_from(">4sII", icc, 132 + 12 * index)
        tags[signature] = icc[offset : offset + size]
    space = icc[16:20].decode("latin-1").strip()
    name = _text(tags.get(b"desc", b""))
    if space == "GRAY" and b"kTRC" in tags:
        return Profile(name, space, curves=(_curve(tags[b"kTRC"]),))
    # littlecms prefers the tables when a profile has both, and so must we to show the same colours.
    if space != "RGB" or icc[20:24] != b"XYZ " or b"A2B0" in tags:
        return Profile(name, space)
    if any(tag not in tags for tag in (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")):
        raise ValueError("the colour profile lacks its primaries")
    red, green, blue = (_xyz(tags[tag]) for tag in (b"rXYZ", b"gXYZ", b"bXYZ"))
    matrix = tuple(zip(red, green, blue, strict=True))
    _refuse_degenerate(matrix)
    return Profile(name, space, matrix, tuple(_curve(tags[tag]) for tag in (b"rTRC", b"gTRC", b"bTRC")))


def _refuse_degenerate(m: tuple[tuple[float, ...], ...]) -> None:
    determinant = (
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    )
    if abs(determinant) < 1e-4 or not 0.5 < sum(m[1]) < 2.0:
        raise ValueError("the colour profile's primaries span no colours")


def _xyz(tag: bytes) -> tuple[float, float, float]:
    if tag[:4] != b"XYZ ":
        raise ValueError("the colour profile's primaries are damaged")
    x, y, z = struct.unpack_from(">3i", tag, 8)
    return x / 65536, y / 65536, z / 65536


def _curve(tag: bytes) -> Curve:
    if tag[:4] == b"para":
        kind = struct.unpack_from(">H", tag, 8)[0]
        counts = (1, 3, 4, 5, 7)
        if kind >= len(counts):
            raise ValueError("the colour profile's curve is of an unknown kind")
        curve = Curve(kind, tuple(v / 65536 for v in struct.unpack_from(f">{counts[kind]}i", tag, 12)))
    elif tag[:4] == b"curv":
        count = struct.unpack_from(">I", tag, 8)[0]
        if count > _LARGEST_CURVE:
            raise ValueError("the colour profile's curve is too long")
        if count == 0:
            return Curve()
        if count == 1:
            curve = Curve(0, (struct.unpack_from(">H", tag, 12)[0] / 256,))
        else:
            curve = Curve(table=tuple(v / 65535 for v in struct.unpack_from(f">{count}H", tag, 12)))
    else:
        raise ValueError("the colour profile's curve is damaged")
    if not 0.5 < curve.at(1.0) < 2.0 or curve.at(0.5) <= curve.at(0.0) or curve.at(1.0) <= curve.at(0.5):
        raise ValueError("the colour profile's curve does not rise")
    return curve


def _text(tag: bytes) -> str:
    """The profile's name: `desc` of version 2 is ASCII, version 4 has `mluc` in UTF-16."""
    if tag[:4] == b"desc":
        count = struct.unpack_from(">I", tag, 8)[0]
        raw = tag[12 : 12 + count].decode("latin-1")
    elif tag[:4] == b"mluc" and struct.unpack_from(">I", tag, 8)[0]:
        length, offset = struct.unpack_from(">II", tag, 20)
        raw = tag[offset : offset + length].decode("utf-16-be", "replace")
    else:
        return ""
    return "".join(letter for letter in raw.split("\0")[0] if letter.isprintable()).strip()[:80]
