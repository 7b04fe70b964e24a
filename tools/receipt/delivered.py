"""What the file itself is: its format, its transparency, and whether there is a picture in it at all."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.receipt.asked import Asked
from tools.receipt.checkerboard import painted
from tools.receipt.flags import flag
from tools.receipt.model import AlphaKind, Delivered, Flag
from tools.receipt.pictures import Read

# Nothing brighter than this is black, and a picture that varies by less is one area.
_BLACK, _EVEN = 14, 2.0
# Pixels that are clear through, as a share, for a transparency to be meant.
_CLEAR = 0.005
_SAME_FORMAT = {"JPG": "JPEG", "TIF": "TIFF", "HEIC": "HEIF"}


def delivered(after: Read, before: Read, asked: Asked) -> tuple[Delivered, list[Flag]]:
    kind: AlphaKind = "true" if transparent(after) else "opaque"
    flags: list[Flag] = []
    # A board that was there before is part of the picture.
    if kind == "opaque" and (board := painted(after.rgb)) > 0 and board > 2 * painted(before.rgb):
        kind = "painted"
    wanted = asked.alpha if asked.alpha is not None else None
    if kind == "painted":
        flags.append(flag("painted_alpha"))
    elif kind == "opaque" and wanted:
        flags.append(flag("alpha_missing"))
    elif kind == "opaque" and wanted is None and transparent(before):
        flags.append(flag("alpha_dropped"))
    if asked.format and _name(asked.format) != _name(after.format):
        flags.append(flag("wrong_format", _name(asked.format), _name(after.format)))
    if asked.count > asked.delivered:
        flags.append(flag("fewer", asked.count, asked.delivered))
    shape = Delivered(
        w=after.width, h=after.height, format=after.format, mode=after.mode, alpha_kind=kind, count=asked.delivered
    )
    return shape, flags


def transparent(picture: Read) -> bool:
    return picture.alpha is not None and float((picture.alpha < 128).mean()) > _CLEAR


def empty(after: Read, before: Read) -> Flag | None:
    """Black or one even area, where the picture before was not."""
    one, other = (_solid(picture) for picture in (after, before))
    if not len(one):
        return flag("empty") if len(other) else None
    light, was = (np.maximum.reduce(list(colours.T)) for colours in (one, other))
    if np.percentile(light, 99.5) <= _BLACK and (not len(was) or np.percentile(was, 99.5) > 2 * _BLACK):
        return flag("black")
    spread, old = _spread(one), _spread(other)
    return flag("empty") if spread < _EVEN and old > 3 * _EVEN else None


def _spread(colours: NDArray[np.uint8]) -> float:
    return float(cv2.meanStdDev(colours[:, None])[1].max()) if len(colours) else 0.0


def _solid(picture: Read) -> NDArray[np.uint8]:
    """Colours (n, 3) of every third pixel, both ways, that is not transparent."""
    rgb = picture.rgb[::3, ::3]
    return rgb.reshape(-1, 3) if picture.alpha is None else rgb[picture.alpha[::3, ::3] > 127]


def _name(format: str) -> str:
    plain = format.lstrip(".").upper()
    return _SAME_FORMAT.get(plain, plain)
