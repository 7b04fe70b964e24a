"""The pictures of the bench: photos that come with scikit-image and scikit-learn, and some of other character."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from skimage import data
from sklearn.datasets import load_sample_image

from tests.fakes.bad_editor import Subject
from tests.tools.receipt.drawn import drawn

Rgb = NDArray[np.uint8]

# Thresholds were set while looking at these; the others were looked at only once they were set.
TUNED = (
    *("astronaut", "coffee", "chelsea", "china", "rocket", "grass", "flower", "retina", "poster"),
    *("motorcycle", "tissue", "coins", "camera", "gravel", "moon", "brick", "stars"),
    *("sky", "night", "pair", "notice", "bottle", "screen", "lines", "dim", "tiny", "large"),
)
KEPT = (
    *("cell", "clock", "page", "logo", "phantom", "wheel"),
    *("lamps", "window", "sketch", "dusk", "haze", "thumb", "wide", "cup", "leaflet", "couple"),
)

LETTERED = ("poster", "notice", "leaflet")
_GREY = ("coins", "camera", "moon", "cell", "page")


def subjects(names: tuple[str, ...], side: int) -> Iterator[Subject]:
    """One after the other, since some are large."""
    return (subject(name, side) for name in names)


def subject(name: str, side: int) -> Subject:
    made: dict[str, Callable[[int], Subject]] = {
        "sky": _sky,
        "night": lambda side: _night("night", side, 12),
        "lamps": lambda side: _night("lamps", side * 3 // 4, 32),
        "poster": _poster,
        "leaflet": _leaflet,
        "notice": _notice,
        "pair": lambda side: _pair("pair", side, 14),
        "couple": lambda side: _pair("couple", side, 34, mirrored=True),
        "bottle": _bottle,
    }
    if name in made:
        return made[name](side)
    if (other := drawn(name, side, lambda called, long: _fitted(_photo(called), long)[0])) is not None:
        return other
    rgb, scale = _fitted(_photo(name), side)
    if name != "astronaut":
        return Subject(name, rgb, grey=name in _GREY)
    face, eyes = ((170, 55, 110, 140), (190, 96, 72, 28))
    return Subject(name, rgb, _scaled(face, scale), _scaled(eyes, scale))


def _photo(name: str) -> Rgb:
    if name in ("china", "flower"):
        return load_sample_image(f"{name}.jpg")
    if name == "motorcycle":
        return np.asarray(Image.open(Path(data.__file__).parent / "motorcycle_left.png").convert("RGB"))
    if name in ("phantom", "wheel"):
        file = {"wheel": "color.png"}.get(name, f"{name}.png")
        return np.asarray(Image.open(Path(data.__file__).parent / file).convert("RGB"))
    called = {"tissue": "immunohistochemistry", "stars": "hubble_deep_field"}.get(name, name)
    rgb = np.asarray(getattr(data, called)())
    return np.repeat(rgb[..., None], 3, 2) if rgb.ndim == 2 else rgb[..., :3]


def _fitted(rgb: Rgb, side: int) -> tuple[Rgb, float]:
    scale = side / max(rgb.shape[:2])
    size = round(rgb.shape[1] * scale), round(rgb.shape[0] * scale)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, size, interpolation=way), np.uint8), scale


def _scaled(box: tuple[int, int, int, int], scale: float) -> tuple[int, int, int, int]:
    left, top, across, down = (round(part * scale) for part in box)
    return left, top, across, down


def _cloud(shape: tuple[int, int], random: np.random.Generator, roughness: float = 0.5) -> NDArray[np.float32]:
    """Noise of all sizes, 0..1, as clouds and walls have."""
    made = np.zeros(shape, np.float32)
    for octave in range(6):
        grid = random.normal(0, 1, (2 ** (octave + 1) + 1, 2 ** (octave + 1) + 1)).astype(np.float32)
        made += cv2.resize(grid, shape[::-1], interpolation=cv2.INTER_CUBIC) * roughness**octave
    low, high = np.percentile(made, [1, 99])
    return np.clip((made - low) / (high - low), 0, 1)


def _sky(side: int) -> Subject:
    """Mostly even blue with thin cloud and a low skyline: little to hold on to."""
    random = np.random.default_rng(11)
    height = side * 2 // 3
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    sky = np.array([70, 120, 200]) * (1 - down) + np.array([180, 205, 235]) * down
    cloud = np.clip(_cloud((height, side), random, 0.6)[..., None] - 0.6, 0, 1) * 120
    rgb = (
        np.repeat(np.clip(sky + cloud * (1 - down), 0, 255), side // sky.shape[1], 1)
        if sky.shape[1] > 1
        else sky + cloud
    )
    rgb = np.broadcast_to(rgb, (height, side, 3)).copy()
    left = 0
    while left < side:
        wide, high = int(random.integers(side // 40, side // 12)), int(random.integers(height // 20, height // 5))
        rgb[height - high :, left : left + wide] = random.integers(40, 110, 3)
        for window in range(height - high + 6, height - 4, 9):
            rgb[window : window + 4, left + 4 : left + wide - 4 : 7] = (220, 200, 130)
        left += wide
    return Subject("sky", _grained(rgb, random, 1.5))


def _night(name: str, side: int, seed: int) -> Subject:
    """Dark, with lights and their glow."""
    random = np.random.default_rng(seed)
    height = side * 3 // 4
    rgb = np.full((height, side, 3), (10, 12, 22), np.float32)
    rgb += _cloud((height, side), random)[..., None] * np.array([12, 10, 18])
    light = np.zeros_like(rgb)
    for _ in range(60):
        x, y = int(random.integers(side)), int(random.integers(height // 3, height))
        colour = random.uniform([180, 120, 40], [255, 220, 160])
        cv2.circle(light, (x, y), int(random.integers(2, 7)), tuple(float(c) for c in colour), -1)
    rgb += light + cv2.GaussianBlur(light, (0, 0), 14) * 2.5
    return Subject(name, _grained(rgb, random, 2.5))


def _grained(rgb: NDArray[np.floating], random: np.random.Generator, sigma: float) -> Rgb:
    return np.clip(rgb + random.normal(0, sigma, rgb.shape), 0, 255).astype(np.uint8)


def _lettered(name: str, rgb: Rgb, lines: list[tuple[str, float, float, float, str]]) -> Subject:
    """`lines` are words, left, top and height in fractions, and colour."""
    image, found = Image.fromarray(rgb), []
    draw = ImageDraw.Draw(image)
    for words, left, top, tall, colour in lines:
        font = ImageFont.load_default(size=tall * image.height)
        at = (left * image.width, top * image.height)
        draw.text(at, words, font=font, fill=colour)
        box = draw.textbbox(at, words, font=font)
        found.append((words, (int(box[0]), int(box[1]), int(box[2] - box[0]) + 1, int(box[3] - box[1]) + 1)))
    return Subject(name, np.asarray(image), texts=tuple(found))


def _poster(side: int) -> Subject:
    rgb, _ = _fitted(_photo("coffee"), side)
    dark = rgb.copy()
    dark[: rgb.shape[0] // 3] //= 3
    lines = [
        ("SUMMER FESTIVAL", 0.06, 0.05, 0.1, "white"),
        ("12 June, free entry", 0.06, 0.19, 0.06, "#ffd080"),
    ]
    return _lettered("poster", dark, lines)


def _leaflet(side: int) -> Subject:
    rgb, _ = _fitted(_photo("brick"), side)
    pale = (rgb * 0.35 + np.array([150, 152, 140])).astype(np.uint8)
    lines = [
        ("Garden tools", 0.1, 0.08, 0.09, "#153a1c"),
        ("Half price until Sunday", 0.1, 0.22, 0.055, "#7a1010"),
    ]
    return _lettered("leaflet", pale, lines)


def _notice(side: int) -> Subject:
    random = np.random.default_rng(13)
    height = side * 3 // 4
    paper = np.array([238, 233, 220]) - _cloud((height, side), random)[..., None] * 14
    lines = [
        ("Kitchen closed", 0.08, 0.06, 0.1, "#202020"),
        ("Monday to Thursday", 0.08, 0.22, 0.06, "#404040"),
        ("Ask at the counter for tea", 0.08, 0.33, 0.05, "#303060"),
        ("and cold dishes", 0.08, 0.41, 0.05, "#303060"),
    ]
    return _lettered("notice", _grained(paper, random, 2), lines)


def _pair(name: str, side: int, seed: int, mirrored: bool = False) -> Subject:
    """The same person, smaller, before a wall: the face is a sixth of the width. `mirrored` in a cooler light."""
    random = np.random.default_rng(seed)
    height = side * 2 // 3
    wall = np.array([150, 130, 110]) + (_cloud((height, side), random, 0.7)[..., None] - 0.5) * 60
    rgb = _grained(wall, random, 2)
    person = data.astronaut()[:330, 90:390]
    scale = height * 0.9 / person.shape[0]
    fitted = cv2.resize(person, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    left, top = int(side * 0.08), height - fitted.shape[0]
    rgb[top:, left : left + fitted.shape[1]] = fitted
    face, eyes = (
        (int(left + (x - 90) * scale), int(top + y * scale), int(wide * scale), int(high * scale))
        for x, y, wide, high in ((170, 55, 110, 140), (190, 96, 72, 28))
    )
    if mirrored:
        rgb = np.ascontiguousarray((rgb[:, ::-1] * [0.8, 0.9, 1.0]).astype(np.uint8))
        face, eyes = ((side - left - across, top, across, down) for left, top, across, down in (face, eyes))
    return Subject(name, rgb, face, eyes)


def _bottle(side: int) -> Subject:
    """A product that was cut out: true transparency around it."""
    random = np.random.default_rng(15)
    width, height = side * 3 // 4, side
    alpha = np.zeros((height, width), np.uint8)
    cv2.ellipse(alpha, (width // 2, int(height * 0.62)), (int(width * 0.24), int(height * 0.33)), 0, 0, 360, 255, -1)
    cv2.rectangle(alpha, (int(width * 0.43), int(height * 0.06)), (int(width * 0.57), int(height * 0.4)), 255, -1)
    alpha = np.asarray(cv2.GaussianBlur(alpha, (0, 0), 1.2), np.uint8)
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :, None]
    rgb = np.array([40, 120, 70]) * (0.5 + 0.7 * np.exp(-((across + 0.2) ** 2) * 8)) * np.ones((height, 1, 1))
    label = _cloud((height // 4, width // 3), random)[..., None] * np.array([200, 60, 60]) + 40
    top, left = int(height * 0.55), width // 3
    rgb[top : top + label.shape[0], left : left + label.shape[1]] = label
    return Subject("bottle", _grained(rgb, random, 2), alpha=alpha)
