"""The holes that removal is measured on: things in real photos, and pieces of known texture whose truth is there."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

Picture = NDArray[np.uint8]
Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Hole:
    """`outline` in fractions of the photo: corners, or two that span an ellipse. `seen` is the verdict by eye on our
    filling, beside Telea's (pictures of 2026-11-28 in removal_things.jpg)."""

    name: str
    photo: str
    outline: Outline
    seen: str = ""

    def mask(self, height: int, width: int) -> Picture:
        mask = np.zeros((height, width), np.uint8)
        points = np.round(np.array(self.outline) * (width, height)).astype(np.int32)
        if len(points) == 2:
            middle, half = points.sum(0) // 2, (points[1] - points[0]) // 2
            cv2.ellipse(mask, middle.tolist(), half.tolist(), 0, 0, 360, 255, -1)
        else:
            cv2.fillPoly(mask, [points], 255)
        return mask


def photo(name: str) -> Picture:
    """(height, width, 3), at most 0.5 MP."""
    if name in ("china", "flower"):
        from sklearn.datasets import load_sample_image

        return np.ascontiguousarray(load_sample_image(f"{name}.jpg"))
    found = data.stereo_motorcycle()[0] if name == "motorcycle" else getattr(data, name)()
    rgb = np.ascontiguousarray(np.repeat(found[..., None], 3, -1) if found.ndim == 2 else found[..., :3])
    scale = min(1.0, (500_000 / rgb.shape[0] / rgb.shape[1]) ** 0.5)
    size = round(rgb.shape[1] * scale), round(rgb.shape[0] * scale)
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8) if scale < 1 else rgb


EASY = (
    Hole(
        "lattice tower before a dusk sky",
        "rocket",
        ((0.297, 0.27), (0.326, 0.27), (0.338, 0.97), (0.25, 0.97)),
        "good: seamless, Telea leaves a ghost of it",
    ),
    Hole("island in the lake", "china", ((0.65, 0.51), (0.80, 0.575)), "good: a haze is left, Telea smears the shore"),
    Hole(
        "second flower at the border",
        "flower",
        ((0.44, 1.0), (0.45, 0.94), (0.49, 0.90), (0.53, 0.85), (0.57, 0.85), (0.69, 0.91), (0.73, 1.0)),
        "good: a spot of its leaf stays, Telea draws wedges",
    ),
    Hole(
        "bright galaxy",
        "hubble_deep_field",
        ((0.67, 0.49), (0.77, 0.60)),
        "good: empty where stars could be, Telea leaves blots",
    ),
    Hole(
        "bud in the corner",
        "flower",
        ((0.89, 0.89), (0.99, 0.89), (0.99, 1.0), (0.89, 1.0)),
        "good: seamless, Telea has a seam",
    ),
    Hole(
        "name tag on cloth",
        "astronaut",
        ((0.53, 0.645), (0.64, 0.655), (0.665, 0.75), (0.55, 0.745)),
        "good: cloth and helmet go on, Telea tears both",
    ),
)
STRUCTURE = (
    Hole("spoon on a saucer", "coffee", ((0.54, 0.58), (0.69, 0.83)), "weak: a dark dent stays, Telea draws a beam"),
    Hole(
        "round badge over folds",
        "astronaut",
        ((0.255, 0.67), (0.42, 0.84)),
        "weak: soft folds that were not there, Telea as weak",
    ),
    Hole(
        "white strap over a zip",
        "astronaut",
        ((0.455, 0.57), (0.53, 0.57), (0.555, 0.76), (0.52, 0.97), (0.46, 0.95)),
        "bad: a second badge, Telea a brown stripe",
    ),
    Hole(
        "tree before a lake and a horizon",
        "china",
        ((0.84, 0.36), (0.92, 0.27), (1.0, 0.28), (1.0, 1.0), (0.84, 1.0)),
        "weak: the horizon steps at the edge, Telea far worse",
    ),
    Hole(
        "box on a shelf",
        "motorcycle",
        ((0.79, 0.12), (0.92, 0.12), (0.92, 0.205), (0.79, 0.205)),
        "bad: a torn box, Telea melts it",
    ),
    Hole("eye of a cat", "chelsea", ((0.645, 0.35), (0.785, 0.56)), "bad: swirled fur, Telea a star"),
)


def _around(name: str, photo: str, x: float, y: float, half: float = 0.06) -> Hole:
    return Hole(name, photo, ((x - half, y - half), (x + half, y + half)))


# Nothing (or little) stands here but the texture itself, so what was cut out is what should come back.
TEXTURE = (
    _around("wood, fine", "coffee", 0.14, 0.60),
    _around("wood, coarse", "coffee", 0.90, 0.80),
    _around("wood, bright", "coffee", 0.86, 0.20),
    _around("wood, lower left", "coffee", 0.10, 0.85),
    _around("dusk sky", "rocket", 0.40, 0.20, 0.08),
    _around("dusk sky by a tower", "rocket", 0.80, 0.40, 0.07),
    _around("hazy sky", "china", 0.70, 0.20, 0.09),
    _around("lake with boats", "china", 0.68, 0.65),
    _around("foliage", "china", 0.70, 0.85, 0.07),
    _around("foliage, left", "china", 0.20, 0.90, 0.06),
    _around("blurred leaves", "flower", 0.12, 0.40, 0.07),
    _around("blurred dark", "flower", 0.85, 0.20, 0.08),
    _around("deep sky", "hubble_deep_field", 0.30, 0.75, 0.07),
    _around("deep sky, busy", "hubble_deep_field", 0.62, 0.30, 0.07),
    _around("backdrop", "astronaut", 0.66, 0.16, 0.04),
    _around("cloth", "astronaut", 0.20, 0.62, 0.04),
    _around("fur", "chelsea", 0.30, 0.55, 0.06),
    _around("fur, striped", "chelsea", 0.30, 0.22, 0.06),
    _around("blur beside the cat", "chelsea", 0.93, 0.60, 0.06),
    _around("brick wall", "brick", 0.50, 0.50, 0.09),
    _around("brick wall, edge", "brick", 0.20, 0.75, 0.07),
    _around("lawn", "grass", 0.50, 0.50, 0.09),
    _around("gravel", "gravel", 0.50, 0.50, 0.09),
    _around("concrete floor", "motorcycle", 0.60, 0.90, 0.05),
    _around("wooden wall", "motorcycle", 0.16, 0.12, 0.05),
    _around("retina", "retina", 0.30, 0.30, 0.07),
)

_PHOTOS = ("rocket", "coffee", "china", "flower", "astronaut", "chelsea", "motorcycle", "hubble_deep_field")
_SURFACES = ("grass", "brick", "gravel", "retina")


def at_random(count: int, seed: int) -> list[Hole]:
    """Holes anywhere in the photos and, for the last sixth, in surfaces: half of them across something."""
    random = np.random.default_rng(seed)
    holes = []
    for number in range(count):
        name = _PHOTOS[number % 8] if number < count * 5 // 6 else _SURFACES[number % 4]
        wide = random.uniform(0.03, 0.10)
        high = wide * random.uniform(0.5, 1.6)
        x, y = random.uniform(wide + 0.02, 0.98 - wide), random.uniform(high + 0.02, 0.98 - high)
        left, top, right, bottom = x - wide, y - high, x + wide, y + high
        round_one = random.random() < 0.6
        box = ((left, top), (right, top), (right, bottom), (left, bottom))
        holes.append(Hole(f"{number} {name}", name, ((left, top), (right, bottom)) if round_one else box))
    return holes


# What an engineer called good (2026-11-24) of the fillings of `at_random(72, 42)`, from pictures without any figures:
# nothing broken, bent or out of place, whatever stood there before. The confidence was fitted to these.
SEED, COUNT = 42, 72
_NUMBERS = (
    "0 2 3 5 7 8 10 11 13 15 16 17 19 21 25 26 28 29 32 34 35 39 40 41 43 45 48 51 53 55 56 58 60 64 65 66 68 69 70 71"
)
GOOD = frozenset(int(number) for number in _NUMBERS.split(" "))
