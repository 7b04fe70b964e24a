"""What separates two pictures of one frame: how much, in which words, where, and a heat map to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.lut import to_srgb
from backends.engine.measure import features as measure
from backends.engine.measure.words import describe
from backends.engine.pixels import Pixels, scout
from backends.types import Difference

# A difference of 2 is what an untrained eye starts to see side by side.
SEEN = 2.0

_SIDE = 512
# Full colour of the heat map is at least this many units, so that next to no change does not glow.
_HOTTEST = 12.0


def difference(before: Pixels, after: Pixels, heat_map: Path) -> Difference:
    """Compare two pictures of the same frame and write the heat map as a PNG, creating its folder."""
    found = compare(before, after)
    heat_map.parent.mkdir(parents=True, exist_ok=True)
    # Not cv2.imwrite: on Windows it cannot write to paths beyond ASCII.
    heat_map.write_bytes(cv2.imencode(".png", found.heat_map[..., ::-1])[1].tobytes())
    return Difference(found.mean, found.changed_percent, found.words, heat_map)


@dataclass(frozen=True, slots=True)
class Compared:
    """`mean` CIEDE2000, `changed_percent` of pixels that differ by more than 2, `words` for people, and
    `heat_map` (height, width, 3) uint8 RGB of the size of `before`: dark where equal, bright where different."""

    mean: float
    changed_percent: float
    words: str
    heat_map: NDArray[np.uint8]


def compare(before: Pixels, after: Pixels) -> Compared:
    """Measure; `after` is scaled to `before` where their sizes differ."""
    height, width = before.rgb.shape[:2]
    one, other = (to_srgb(scout(pixels.rgb, _SIDE), pixels.icc) for pixels in (before, after))
    if other.shape != one.shape:
        other = cv2.resize(other, one.shape[1::-1], interpolation=cv2.INTER_AREA)
    apart = measure.ciede2000(measure.to_lab(one), measure.to_lab(other))
    changed = float((apart > SEEN).mean() * 100)
    small = [measure.measure(scout(picture, measure.SIDE)) for picture in (one, other)]
    if apart.max() < 1.0:
        words = "no visible difference"
    else:
        words = f"{describe(measure.change(*small))}; {_where(apart, changed)}"
    return Compared(round(float(apart.mean()), 2), round(changed, 1), words, _heat_map(one, apart, height, width))


_ROWS = ("top", "", "bottom")
_COLUMNS = ("left", "", "right")


def _where(apart: np.ndarray, changed: float) -> str:
    cells = cv2.resize(apart.astype(np.float32), (3, 3), interpolation=cv2.INTER_AREA)
    row, column = divmod(int(cells.argmax()), 3)
    place = " ".join(part for part in (_ROWS[row], _COLUMNS[column]) if part)
    place = f"at the {place}" if place else "in the middle"
    if changed < 35:
        return f"only in part of the picture, most {place}"
    if cells.max() > 1.35 * cells.mean():
        return f"strongest {place}"
    return "the change is everywhere"


def _heat_map(picture: np.ndarray, apart: np.ndarray, height: int, width: int) -> NDArray[np.uint8]:
    hottest = max(_HOTTEST, float(np.percentile(apart, 99)))
    heat = np.clip(apart / hottest, 0, 1)
    colours = cv2.applyColorMap((heat * 255).astype(np.uint8), cv2.COLORMAP_INFERNO)
    colours = cv2.cvtColor(colours, cv2.COLOR_BGR2RGB).astype(np.float32) / 255
    # A ghost of the picture under the colours, so that one sees what changed.
    ghost = cv2.cvtColor(np.clip(picture, 0, 1), cv2.COLOR_RGB2GRAY)[..., None] * (0.30 * (1 - heat[..., None]) + 0.06)
    mixed = np.clip(colours * 0.94 + ghost, 0, 1)
    large = cv2.resize((mixed * 255).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, dtype=np.uint8)
