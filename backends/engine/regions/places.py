"""Parts of the frame by name: halves, thirds, corners, edges, and boxes given in numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import cv2
import numpy as np

from backends.engine.regions.base import SIDE, Mask, Region
from backends.errors import BadRequest

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

Box = tuple[float, float, float, float]

EXAMPLE = "box 10% 20% 50% 60%"

_SIDES = {
    "top": "top",
    "upper": "top",
    "bottom": "bottom",
    "lower": "bottom",
    "left": "left",
    "right": "right",
    "middle": "middle",
    "center": "middle",
    "centre": "middle",
    "central": "middle",
}
_SHARES = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fourth": 1 / 4, "fifth": 1 / 5, "quadrant": 1 / 2}
_COUNTS = {"one": 1, "a": 1, "two": 2, "2": 2, "three": 3, "3": 3}
_THINGS = {"side", "part", "area", "edge", "corner", "strip", "section", "end", "region", "portion"}
_FILLERS = {"the", "of", "in", "on", "at", "to", "hand", "picture", "photo", "image", "frame", "most", "very"}
_EDGES = {"edges", "borders", "border", "outer edges", "frame edges", "sides", "margins"}
# Half the width of the ramp between a part of the frame and the rest, of the long side: a light change in "the top
# third" should look like a graduated filter, not like a cut.
_RAMP = 0.04


def place(name: str) -> tuple[str, tuple[Box, ...]] | None:
    """What a part of the frame is called, and its boxes in fractions; None where `name` is no part of the frame."""
    words = [word for word in name.replace("-", " ").split() if word not in _FILLERS]
    if " ".join(words) in _EDGES:
        return "the edges", ((0, 0, 1, 0.1), (0, 0.9, 1, 1), (0, 0.1, 0.1, 0.9), (0.9, 0.1, 1, 0.9))
    if words == ["corners"] or words == ["four", "corners"]:
        low, high = 0.25, 0.75
        return "the corners", ((0, 0, low, low), (high, 0, 1, low), (0, high, low, 1), (high, high, 1, 1))
    sides = [_SIDES[word] for word in words if word in _SIDES]
    rest = [word for word in words if word not in _SIDES]
    if not 1 <= len(sides) <= 2 or len(set(sides)) != len(sides) or {"top", "bottom"} <= {*sides}:
        return None
    if {"left", "right"} <= {*sides} or not (share := _share(rest, sides)):
        return None
    return f"the {' '.join(words)}", (_box(sides, share),)


def box_in(name: str) -> Box | None:
    """The box that is written in `name` ("box 10% 20% 50% 60%", "box 0.1, 0.2, 0.5, 0.6"); None where none is.

    Raises BadRequest for a box that is none."""
    said = re.search(r"\bbox\b(?: at| of| from)?\s*[:=]?\s*[\[(]?\s*((?:-|\.)?\d.*)$", name)
    if said is None:
        return None
    numbers = re.findall(r"(-?(?:\d+(?:\.\d+)?|\.\d+))\s*(%|percent|per cent)?", said[1])
    if len(numbers) != 4:
        raise BadRequest(f"a box needs four numbers, not {len(numbers)}", _how())
    values = [float(number) for number, _ in numbers]
    if any(unit for _, unit in numbers) or any(value > 1 for value in values):
        values = [value / 100 for value in values]
    return checked((values[0], values[1], values[2], values[3]))


def checked(box: tuple[float, ...]) -> Box:
    """Raises BadRequest where `box` does not lie in the frame or is empty."""
    if len(box) != 4 or not all(0 <= value <= 1 for value in box):
        raise BadRequest("a box must lie in the picture: four numbers of 0 to 100 %", _how())
    left, top, right, bottom = (float(value) for value in box)
    if right - left < 0.002 or bottom - top < 0.002:
        raise BadRequest("a box must go from left to right and from top to bottom", _how())
    return left, top, right, bottom


def from_boxes(picture: Pixels, name: str, boxes: tuple[Box, ...], soft: bool = True) -> Region:
    """What is said by numbers or by a part of the frame is sure. `soft` ramps its inner edges."""
    height, width = mask_size(picture)
    mask = np.zeros((height, width), np.float32)
    ramp = _RAMP * max(height, width) if soft else 0.5
    for left, top, right, bottom in boxes:
        across = _ramped(width, left * width, right * width, ramp)
        down = _ramped(height, top * height, bottom * height, ramp)
        mask = np.maximum(mask, down[:, None] * across[None, :])
    return Region(name, np.asarray(mask * 255 + 0.5, np.uint8), 1.0, boxes)


def mask_size(picture: Pixels) -> tuple[int, int]:
    """Height and width of a mask for this picture."""
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    return max(1, round(height * scale)), max(1, round(width * scale))


def resized(mask: Mask, size: tuple[int, ...]) -> Mask:
    """At a height and width."""
    if mask.shape == size:
        return mask
    return np.asarray(cv2.resize(mask, (size[1], size[0]), interpolation=cv2.INTER_LINEAR), np.uint8)


def bounds(mask: Mask) -> Box:
    """The smallest box around what is inside, in fractions; the frame where nothing is."""
    rows, columns = np.flatnonzero((mask >= 128).any(1)), np.flatnonzero((mask >= 128).any(0))
    if not len(rows):
        return 0.0, 0.0, 1.0, 1.0
    height, width = mask.shape
    return columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height


def _share(words: list[str], sides: list[str]) -> float:
    """How much of the frame each way; 0.0 where the words say no such thing."""
    if len(words) == 1 and (percent := re.fullmatch(r"(\d+(?:\.\d+)?)%", words[0])):
        return min(1.0, float(percent[1]) / 100)
    if len(words) == 2 and words[1] == "percent" and words[0].isdigit():
        return min(1.0, int(words[0]) / 100)
    if len(words) == 2 and words[0] in _COUNTS and words[1].rstrip("s") in _SHARES:
        share = _COUNTS[words[0]] * _SHARES[words[1].rstrip("s")]
        return share if share < 1 else 0.0
    if len(words) == 1 and words[0] in _SHARES:
        # A quarter of the frame with two sides is a quadrant.
        return 1 / 2 if len(sides) == 2 and words[0] == "quarter" else _SHARES[words[0]]
    if words == ["edge"] or words == ["strip"]:
        return 0.15
    if words == ["corner"]:
        return 1 / 3 if len(sides) == 2 and "middle" not in sides else 0.0
    if not words or (len(words) == 1 and words[0] in _THINGS):
        return 1 / 3 if "middle" in sides and len(sides) == 2 else 1 / 2
    return 0.0


def _box(sides: list[str], share: float) -> Box:
    low, high = (1 - share) / 2, (1 + share) / 2
    left, top, right, bottom = 0.0, 0.0, 1.0, 1.0
    for side in sides:
        left, right = {"left": (0.0, share), "right": (1 - share, 1.0)}.get(side, (left, right))
        top, bottom = {"top": (0.0, share), "bottom": (1 - share, 1.0)}.get(side, (top, bottom))
    if sides == ["middle"]:
        return (low, low, high, high) if share == 1 / 2 else (low, 0.0, high, 1.0)
    if "middle" in sides:
        return (low, top, high, bottom) if {"top", "bottom"} & {*sides} else (left, low, right, high)
    return left, top, right, bottom


def _ramped(length: int, start: float, end: float, ramp: float) -> np.ndarray:
    """1 between `start` and `end`, half at each, and 0 outside; the frame's own border has no ramp."""
    at = np.arange(length, dtype=np.float32) + 0.5
    ramp = max(0.5, min(ramp, (end - start) / 2))
    rise = np.ones(length, np.float32) if start <= 0 else np.clip((at - start) / (2 * ramp) + 0.5, 0, 1)
    fall = np.ones(length, np.float32) if end >= length else np.clip((end - at) / (2 * ramp) + 0.5, 0, 1)
    return np.minimum(rise, fall)


def _how() -> str:
    return f"Give left, top, right and bottom: {EXAMPLE}."
