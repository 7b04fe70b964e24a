"""What each part of a picture became, in words that say where: "the upper left darker and warmer, the face unchanged".

Named are the parts that are cheap to find, faces and the sky, and else where in the frame it is, so that a person who
does not see the picture, and a model that only reads, know the same as the one who looks.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.pixels import Pixels
from backends.engine.regions.base import SURE
from backends.engine.regions.faces import found as faces_in
from backends.engine.regions.sky import sky
from backends.errors import NotPossible
from tools.receipt.laying import Laid
from tools.receipt.model import Change
from tools.receipt.words import became

Mask = NDArray[np.bool_]

# As of a tile of the map from which it changed.
_CHANGED = 85
_MOST = 3
_SIDE, _SKY_SIDE = 640, 128
_KEPT = 8
_FACE = 0.6
# A part of less is no part that anybody would name.
_LEAST = 0.004
_ROWS, _COLUMNS = ("upper", "", "lower"), ("left", "", "right")


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    mask: Mask


def described(on: Laid, change: Change, *, everywhere: bool) -> str:
    """Of a change all over (`everywhere`) what the named parts and the quarters of the frame became; else where the
    largest changes are, and that the named parts stand where they do. "" where nothing is to say."""
    named = _named(on)
    if everywhere:
        return _all_over(on, named)
    tiles = _tiles(change, on)
    if tiles is None or not tiles.any():
        return ""
    said: list[str] = []
    left = tiles.copy()
    stands: list[str] = []
    for part in named:
        inside = tiles & part.mask
        if inside.sum() < 0.05 * part.mask.sum():
            stands.append(part.name)
            continue
        said.append(f"{part.name} {_of(on, part.mask, inside)}")
        left &= ~part.mask
    for where, mask in _pieces(left)[: max(1, _MOST - len(said))]:
        what = _of(on, mask, mask)
        said.append(f"{where} {'redrawn' if what == 'unchanged' else what}")
    if stands:
        said.append(f"{_listed(stands)} unchanged")
    return "; ".join(said)


def _all_over(on: Laid, named: list[Part]) -> str:
    """Light and colour alone: parts that became the same are said once."""
    height, width = on.there.shape
    quarters = [
        Part(f"the {row} {column}", _box(height, width, x, y))
        for y, row in ((0, "upper"), (1, "lower"))
        for x, column in ((0, "left"), (1, "right"))
    ]
    whole = became(on.before, on.after, on.there, 0)
    said = [] if whole == "unchanged" else [f"all of it {whole}"]
    for part in (*named, *quarters):
        what = became(on.before, on.after, part.mask & on.there, 0)
        if what and what != whole:
            said.append(f"{part.name} {what}")
    return "; ".join(said[:4])


def _of(on: Laid, mask: Mask, changed: Mask) -> str:
    redrawn = float(changed[mask].mean() * 100) if mask.any() else 0.0
    return became(on.before, on.after, mask & on.there, redrawn)


def _named(on: Laid) -> list[Part]:
    """Each only where it is found for sure; looked for on a small copy, once for all that came of one picture."""
    height, width = on.there.shape
    parts: list[Part] = []
    small = _small(on.before, _SIDE)
    key = hashlib.sha256(small.rgb.tobytes()).digest()
    if key not in _LAST:
        while len(_LAST) >= _KEPT:
            _LAST.pop(next(iter(_LAST)))
        _LAST[key] = [face.box for face in faces_in(small) if face.confidence >= _FACE], _sky(on.before)
    faces, over = _LAST[key]
    for box in faces[:_MOST]:
        mask = np.zeros((height, width), bool)
        left, top, right, bottom = box
        mask[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1] = True
        name = "the face" if len(faces) == 1 else f"the face in {_where(mask)}"
        parts.append(Part(name, mask))
    if over is not None:
        parts.append(Part("the sky", _large(over, width, height)))
    return [part for part in parts if part.mask.mean() >= _LEAST]


_LAST: dict[bytes, tuple[list[tuple[float, float, float, float]], NDArray[np.uint8] | None]] = {}


def _sky(picture: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """On a copy so small that it takes a fifth of the time: for a name its outline need not be exact."""
    try:
        region = sky(_small(picture, _SKY_SIDE))
    except NotPossible:
        return None
    return region.mask if region.confidence >= SURE else None


def _small(picture: NDArray[np.uint8], side: int) -> Pixels:
    scale = min(1.0, side / max(picture.shape))
    size = max(8, round(picture.shape[1] * scale)), max(8, round(picture.shape[0] * scale))
    return Pixels(np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8))


def _large(mask: NDArray[np.uint8], width: int, height: int) -> Mask:
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR) >= 128)


def _tiles(change: Change, on: Laid) -> Mask | None:
    if not change.tiles:
        return None
    height, width = on.there.shape
    tiles = np.frombuffer(base64.b64decode(change.tiles), np.uint8).reshape(change.rows, change.columns)
    changed = (tiles >= _CHANGED).astype(np.uint8)
    return np.asarray(cv2.resize(changed, (width, height), interpolation=cv2.INTER_NEAREST)) > 0


def _pieces(mask: Mask) -> list[tuple[str, Mask]]:
    """The largest pieces with where they lie; those in the same place are one."""
    near = cv2.dilate(mask.astype(np.uint8), np.ones((25, 25), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    found: dict[str, Mask] = {}
    for label in sorted(range(1, count), key=lambda label: -stats[label][cv2.CC_STAT_AREA])[: 2 * _MOST]:
        piece = mask & (labels == label)
        if piece.mean() < _LEAST / 4:
            continue
        where = _where(piece)
        found[where] = found[where] | piece if where in found else piece
    return list(found.items())


def _where(mask: Mask) -> str:
    """ "the upper left", "the middle", "all of it", by where most of it lies."""
    height, width = mask.shape
    if mask.mean() > 0.5:
        return "most of it"
    rows, columns = np.nonzero(mask)
    row, column = (min(2, int(middle * 3)) for middle in (rows.mean() / height, columns.mean() / width))
    said = " ".join(part for part in (_ROWS[row], _COLUMNS[column]) if part)
    plain = {"upper": "the top", "lower": "the bottom", "left": "the left", "right": "the right", "": "the middle"}
    return plain.get(said) or f"the {said}"


def _box(height: int, width: int, x: int, y: int) -> Mask:
    mask = np.zeros((height, width), bool)
    mask[y * height // 2 : (y + 1) * height // 2, x * width // 2 : (x + 1) * width // 2] = True
    return mask


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
