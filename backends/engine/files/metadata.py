"""Chooses what of a photo's EXIF goes along: when and with what it was taken, who owns it, but not where.

Tags are listed rather than excluded, since makers hide places, serial numbers and thumbnails in tags of their own.
XMP, IPTC, comments and text chunks are not carried at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PIL import Image

# EXIF 2.32, sections 4.6.4 (TIFF tags), 4.6.5 (Exif tags) and 4.6.6 (GPS).
# Description, make, model, date, artist, rights; the resolution for print.
_MAIN = frozenset((0x010E, 0x010F, 0x0110, 0x0132, 0x013B, 0x8298, 0x011A, 0x011B, 0x0128))
_DETAIL = frozenset(
    (
        *(0x829A, 0x829D, 0x8822, 0x8827, 0x8830, 0x8831, 0x8832, 0x9000),  # exposure, aperture, sensitivity, version
        *(0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292),  # dates with zone and fraction
        *range(0x9201, 0x920B),  # shutter, aperture, brightness, bias, distance, metering, flash, focal length
        *(0xA20E, 0xA20F, 0xA210, 0xA217, 0xA300, 0xA301),
        *(0xA401, 0xA402, 0xA403, 0xA404, 0xA405, 0xA406, 0xA407, 0xA408, 0xA409, 0xA40A, 0xA40C),
        *(0xA432, 0xA433, 0xA434),  # lens
    )
)
_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825
_COLOR_SPACE, _WIDTH, _HEIGHT = 0xA001, 0xA002, 0xA003
_SRGB, _UNCALIBRATED = 1, 0xFFFF
_LONGEST_VALUE = 4000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What may be kept of a file's EXIF, by directory; values as Pillow reads them."""

    main: dict[int, Any]
    detail: dict[int, Any]
    gps: dict[int, Any]


def read_metadata(exif: Image.Exif) -> Metadata:
    """Damaged directories are left out; they never stop an export."""
    return Metadata(
        {tag: value for tag, value in _directory(exif, None).items() if tag in _MAIN},
        {tag: value for tag, value in _directory(exif, _EXIF).items() if tag in _DETAIL},
        _directory(exif, _GPS),
    )


def new_exif(metadata: Metadata, width: int, height: int, *, srgb: bool, keep_gps: bool) -> Image.Exif:
    """The EXIF of an export, little-endian: upright, with its own size and colour space."""
    exif = Image.Exif()
    exif.endian = "<"
    exif.update(metadata.main)
    exif[_ORIENTATION] = 1
    exif.get_ifd(_EXIF).update(
        metadata.detail | {_WIDTH: width, _HEIGHT: height, _COLOR_SPACE: _SRGB if srgb else _UNCALIBRATED}
    )
    if keep_gps and metadata.gps:
        exif.get_ifd(_GPS).update(metadata.gps)
    return exif


def _directory(exif: Image.Exif, which: int | None) -> dict[int, Any]:
    try:
        entries = dict(exif.items()) if which is None else dict(exif.get_ifd(which))
        return {tag: value for tag, value in entries.items() if _writable(tag, value)}
    except Exception:  # Pillow raises whatever the damaged bytes provoke.
        return {}


def _writable(tag: int, value: Any) -> bool:
    """Whether Pillow can write the value back; a corrupt one would otherwise break the whole block."""
    if isinstance(value, str | bytes) and len(value) > _LONGEST_VALUE:
        return False
    alone = Image.Exif()
    try:
        alone[tag] = value
        alone.tobytes()
    except Exception:
        return False
    return True
