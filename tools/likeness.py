"""Whether a finish is still its draft: where things are, and which colours there are, measured on small copies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.files.decode import decode_proxy
from backends.types import Check

Floats = NDArray[Any]
_SIDE, _LAYOUT_SIDE = 256, 48
# Measured on four photos of scikit-image: copies that are finer, blurred, sharper, noisy, brighter or moved by 2 % keep
# a layout of .89 or more; cut by 5 % on each side or mirrored they have .84 or less. A tenth darker is 3.3 to 5.8 away
# in colour, three tenths 9.7 or more, another photo 22 or more.
LEAST_LAYOUT, MOST_PALETTE = 0.86, 6.0


def like_its_draft(draft: Path, finish: Path) -> tuple[Check, Check]:
    """Raises BadImage for a file that is no picture."""
    one, other = _small(draft), _small(finish)
    same, apart = layout(one, other), palette(one, other)
    return (
        Check("layout of the draft", round(same, 3), f"at least {LEAST_LAYOUT:g}", same >= LEAST_LAYOUT),
        Check("palette of the draft", round(apart, 2), f"at most {MOST_PALETTE:g} from it", apart <= MOST_PALETTE),
    )


def layout(one: Floats, other: Floats) -> float:
    """How alike edges and areas lie, -1..1: the correlation of coarse edges, whatever light and colour do."""
    return float(np.corrcoef(_edges(one).ravel(), _edges(other).ravel())[0, 1])


def palette(one: Floats, other: Floats) -> float:
    """How far the colours are from each other wherever they lie: the distance between the sorted values of L*, a* and
    b* (the earth mover's distance of each, together)."""
    lab = [np.sort(cv2.cvtColor(picture, cv2.COLOR_RGB2Lab).reshape(-1, 3), axis=0) for picture in (one, other)]
    return float(np.linalg.norm(np.abs(lab[0] - lab[1]).mean(0)))


def _edges(picture: Floats) -> Floats:
    """The strength of edges on a coarse grid."""
    light = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    strength = cv2.magnitude(cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1))
    coarse = cv2.resize(np.sqrt(strength), (_LAYOUT_SIDE, _LAYOUT_SIDE), interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(coarse, (0, 0), 1.0)


def _small(path: Path) -> Floats:
    """Both in the same grid, whatever their sizes; 0..1."""
    seen = decode_proxy(path)
    rgb = np.asarray(seen.rgb, np.float32) / (65535 if seen.rgb.dtype == np.uint16 else 255)
    return np.asarray(cv2.resize(rgb, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.float32)
