"""Frontal faces, with how sure each is: side-on, covered and tiny ones are missed, and that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from backends.engine.operations import measured
from backends.engine.regions.base import Region
from backends.engine.regions.places import Box, mask_size
from backends.errors import NotPossible

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

# Long side of the search, and the least width of a face in it: 1 of 40 of the long side.
_SIDE, _LEAST = 960, 24
# Neighbours that a first candidate needs; what it really is, a second look decides.
_FIRST = 3
# Agreement of the second look (see `_agreement`), and how sure that makes a face. Measured on 463 faces of LFW pasted
# into photos at 30 to 160 px and on 45 false candidates of 23 pictures turned four ways (2026-11): 459 faces reached
# 17, half of them 88, and no false one did; a blurred clock and heads on coins came to 13 to 15.
_AGREEMENT, _SURENESS = (10.0, 16.0, 20.0, 32.0, 60.0), (0.3, 0.6, 0.8, 0.95, 0.99)
_ACCEPTED = 11.0
_MOST = 60
_ORDER = ("first", "second", "third", "fourth", "fifth")
MISSED = "Only faces seen from the front are found; side-on, covered and small ones are missed."


@dataclass(frozen=True, slots=True)
class Face:
    """`box` in fractions reaches from the brows to the chin."""

    box: Box
    confidence: float


def found(picture: Pixels) -> list[Face]:
    """From left to right. Haar cascades (Viola, Jones 2001; Lienhart, Maydt 2002), twice."""
    grey = _grey(picture)
    height, width = grey.shape
    boxes = _cascade("alt2").detectMultiScale(grey, 1.1, _FIRST, minSize=(_LEAST, _LEAST))
    faces: list[Face] = []
    for left, top, across, down in sorted(tuple(int(n) for n in box) for box in boxes)[:_MOST]:
        agreement = _agreement(grey, left, top, across)
        if agreement >= _ACCEPTED:
            box = left / width, top / height, (left + across) / width, (top + down) / height
            faces.append(Face(box, round(float(np.interp(agreement, _AGREEMENT, _SURENESS)), 2)))
    return faces


def face_boxes(picture: Pixels) -> list[Box]:
    """Left, top, right and bottom of each frontal face in fractions, from left to right."""
    return [face.box for face in found(picture)]


def faces(picture: Pixels, which: str = "", many: bool = True, head: bool = False) -> Region:
    """All faces, or the one that `which` says ("left", "largest", "second from the left"); `many` whether more than
    one may be meant. `head` takes the hair with it. Raises NotPossible where there is none."""
    everyone = found(picture)
    noun = "head" if head else "face"
    if not everyone:
        raise NotPossible(f"no {noun} was found in this photo", f"{MISSED} Draw a box around it with /box.")
    chosen, name = _chosen(everyone, which, noun)
    note = ""
    confidence = min(face.confidence for face in chosen)
    if len(chosen) > 1 and not many:
        chosen = [max(chosen, key=lambda face: face.box[2] - face.box[0])]
        note = f"There are {len(everyone)} faces, and this is the largest: the left one, or the faces, says which."
        name, confidence = f"the largest {noun}", min(confidence, 0.5)
    elif len(chosen) > 1:
        note = f"{len(chosen)} of them. {MISSED}"
    if head:
        note = " ".join(part for part in (note, "Hair is taken as an oval, not by its outline.") if part)
        confidence = min(confidence, 0.6)
    mask = _ovals(mask_size(picture), [face.box for face in chosen], head)
    return Region(name, mask, confidence, tuple(face.box for face in chosen), note)


def _chosen(everyone: list[Face], which: str, noun: str) -> tuple[list[Face], str]:
    """From the words before and after "face". Raises NotPossible where there are fewer."""

    def size(face: Face) -> float:
        return face.box[2] - face.box[0]

    if re.search(r"\b(largest|biggest|main|nearest|closest|front)\b", which):
        return [max(everyone, key=size)], f"the largest {noun}"
    if re.search(r"\b(smallest|farthest|furthest)\b", which):
        return [min(everyone, key=size)], f"the smallest {noun}"
    ranked = everyone[::-1] if re.search(r"\bright\b", which) else everyone
    side = "right" if ranked is not everyone else "left"
    for number, word in enumerate(_ORDER):
        if re.search(rf"\b{word}\b", which):
            if number >= len(ranked):
                raise NotPossible(f"only {len(ranked)} faces were found in this photo", MISSED)
            return [ranked[number]], f"the {word} {noun} from the {side}"
    if re.search(r"\b(left|right|leftmost|rightmost)\b", which):
        return [everyone[-1 if "right" in which else 0]], f"the {side} {noun}"
    if re.search(r"\b(middle|center|centre)\b", which):
        return [min(everyone, key=lambda face: abs((face.box[0] + face.box[2]) / 2 - 0.5))], f"the middle {noun}"
    return everyone, f"the {noun}" if len(everyone) == 1 else f"the {noun}s"


def _ovals(size: tuple[int, int], boxes: list[Box], head: bool) -> np.ndarray:
    """A face ends at its chin and hairline, which a cascade's square cuts off. 4 x finer drawn, then averaged."""
    height, width = size
    mask = np.zeros((height * 4, width * 4), np.uint8)
    middle, across, down = (0.4, 0.8, 1.0) if head else (0.53, 0.52, 0.68)
    for left, top, right, bottom in boxes:
        wide, high = (right - left) * width * 4, (bottom - top) * height * 4
        centre = round((left + right) / 2 * width * 4), round(top * height * 4 + middle * high)
        cv2.ellipse(mask, centre, (max(2, round(across * wide)), max(2, round(down * high))), 0, 0, 360, 255, -1)
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _agreement(grey: np.ndarray, left: int, top: int, side: int) -> float:
    """How many windows around a candidate another cascade takes for a face, and the same one in its mirror image: a
    face is one both ways and to both, while grain, coins and leaves are so by chance."""
    rim = side // 4
    part = grey[max(0, top - rim) : top + side + rim, max(0, left - rim) : left + side + rim]
    scale = 100 / side
    size = max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale))
    part = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC))
    mirrored = np.ascontiguousarray(part[:, ::-1])
    return _neighbours("alt", part) + _neighbours("alt2", mirrored)


def _neighbours(cascade: str, part: np.ndarray) -> float:
    _, counts = _cascade(cascade).detectMultiScale2(part, 1.1, 1, minSize=(60, 60))
    return float(max((int(count) for count in counts), default=0))


def _grey(picture: Pixels) -> np.ndarray:
    """In sRGB: a cascade knows display values, and a linear or very wide encoding would look flat to it."""
    small = (measured.small_srgb(picture, _SIDE) * 255 + 0.5).astype(np.uint8)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY))


@lru_cache(maxsize=2)
def _cascade(name: str) -> cv2.CascadeClassifier:
    import cv2.data

    return cv2.CascadeClassifier(str(Path(cv2.data.haarcascades) / f"haarcascade_frontalface_{name}.xml"))
