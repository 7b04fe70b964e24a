"""Colours that people name, in the code values of a photo's own profile, and how well they stand out."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from backends.engine.colour import lut
from backends.errors import BadRequest

Floats = NDArray[np.float32]

HEX = re.compile(r"#[0-9a-f]{6}")


def hex_of(colour: object) -> str:
    """A name ("navy", "off white") or a hex code as "#rrggbb"; raises BadRequest."""
    from PIL import ImageColor

    name = colour.strip().lower() if isinstance(colour, str) else ""
    name = {"off white": "#f5f2ea", "cream": "#f6ecd6", "sand": "#d8c7a5", "charcoal": "#2b2b2b"}.get(name, name)
    try:
        found = ImageColor.getrgb(name if name.startswith("#") else name.replace(" ", ""))
    except ValueError:
        raise BadRequest(f"{str(colour)[:30]!r} is no colour", "Such as white, navy or #1f6feb.") from None
    return "#{:02x}{:02x}{:02x}".format(*found[:3])


def checked_hex(colour: str, where: str) -> None:
    """For a step's field: raises BadRequest for anything but "#rrggbb"."""
    if not HEX.fullmatch(colour):
        raise BadRequest(f"{where} must be a colour such as #1f6feb")


def srgb_of(colour: str) -> Floats:
    """(3,) of 0..1."""
    return np.asarray([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)], np.float32)


def in_codes(colour: str, icc: bytes, dtype: np.dtype) -> Floats:
    """(3,) code values of a picture of profile `icc`; what its profile cannot hold is clipped."""
    return np.asarray(lut.from_srgb(srgb_of(colour), icc) * np.iinfo(dtype).max, np.float32)


def luminance(srgb: NDArray) -> NDArray:
    """Relative luminance 0..1 of display-encoded colours (..., 3), as in WCAG 2.2."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((np.asarray(srgb) + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one: NDArray, other: NDArray) -> NDArray:
    """WCAG 2.2's ratio of two luminances, 1..21."""
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
