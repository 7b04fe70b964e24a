"""Pictures of other character than photos have: screenshots, ink drawings, cut-outs, dusk and haze, tiny and large."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from skimage import data

from tests.fakes.bad_editor import Subject

Rgb = NDArray[np.uint8]

_WORDS = ["Inbox", "Drafts", "Sent", "Travel", "Invoices", "Photos", "Reports", "Orders", "Prices", "Stock", "Friday"]


def screenshot(name: str, side: int, seed: int, dark: bool) -> Subject:
    """A window with a list, a chart and a picture: flat areas, hard edges, small letters."""
    random = np.random.default_rng(seed)
    width, height = side, side * 10 // 16
    ground, ink, panel = ("#1f2229", "#d8dade", "#2a2e37") if dark else ("#ffffff", "#202124", "#eef0f3")
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=max(9, side // 58))
    row = max(14, side // 34)
    draw.rectangle((0, 0, width, row), fill=panel)
    for place, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        draw.ellipse((row // 3 + place * row, row // 3, row * 2 // 3 + place * row, row * 2 // 3), fill=colour)
    draw.rectangle((0, row, width // 4, height), fill=panel)
    for line in range(2, height // row):
        if line == 4:
            draw.rectangle((4, line * row, width // 4 - 4, line * row + row), fill="#3b6fd8")
        draw.text((row // 2, line * row + 2), str(random.choice(_WORDS)), font=font, fill=ink)
        words = " ".join(random.choice(_WORDS, 3))
        draw.text((width // 4 + row, line * row + 2), words, font=font, fill=ink)
        draw.line((width // 4 + row // 2, line * row, width * 5 // 8, line * row), fill=panel)
    for bar in range(8):
        left, high = width * 2 // 3 + bar * width // 27, int(random.integers(height // 14, height // 3))
        hue = ("#3b6fd8", "#e8a33d")[bar % 2]
        draw.rectangle((left, height // 2 - high, left + width // 36, height // 2), fill=hue)
    photo = Image.fromarray(data.coffee() if dark else data.rocket()).resize((width // 4, width // 6))
    image.paste(photo, (width * 2 // 3, height * 5 // 8))
    return Subject(name, np.asarray(image))


def ink(name: str, photo: Rgb, side: int) -> Subject:
    """The outlines of a photo, drawn on white."""
    scale = 2 * side / max(photo.shape)
    grey = cv2.resize(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    edges = cv2.dilate(cv2.Canny(cv2.GaussianBlur(grey, (0, 0), 3), 30, 70), np.ones((3, 3), np.uint8))
    small = cv2.resize(255 - edges, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return Subject(name, np.repeat(np.asarray(small, np.uint8)[..., None], 3, 2), grey=True)


def dusk(name: str, photo: Rgb, seed: int, light: float = 0.16) -> Subject:
    """The photo as taken with too little light: dark, with the noise of a sensor."""
    random = np.random.default_rng(seed)
    linear = (photo / 255.0) ** 2.2 * light
    noisy = random.poisson(linear * 1500) / 1500 + random.normal(0, 0.0008, linear.shape)
    return Subject(name, (np.clip(noisy, 0, 1) ** (1 / 2.2) * 255 + 0.5).astype(np.uint8))


def haze(name: str, photo: Rgb) -> Subject:
    return Subject(name, (photo * 0.3 + np.array([150, 158, 165])).astype(np.uint8))


def grained(name: str, rgb: Rgb, width: int, seed: int) -> Subject:
    """As large as cameras make them, with grain, since an enlargement alone would be smoother than any photo."""
    random = np.random.default_rng(seed)
    height = round(rgb.shape[0] * width / rgb.shape[1])
    large = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.int16)
    tile = random.normal(0, 3, (512, 512, 3)).astype(np.int16)
    large += np.tile(tile, (height // 512 + 1, width // 512 + 1, 1))[:height, :width]
    return Subject(name, np.clip(large, 0, 255).astype(np.uint8))


def cut_out(name: str, rgb: Rgb, middle: tuple[float, float], reach: tuple[float, float]) -> Subject:
    """A part of a photo with true transparency around it, an oval with a soft rim."""
    height, width = rgb.shape[:2]
    alpha = np.zeros((height, width), np.uint8)
    centre = (int(middle[0] * width), int(middle[1] * height))
    cv2.ellipse(alpha, centre, (int(reach[0] * width), int(reach[1] * height)), 0, 0, 360, 255, -1)
    return Subject(name, rgb, alpha=np.asarray(cv2.GaussianBlur(alpha, (0, 0), 1.5), np.uint8))


def drawn(name: str, side: int, photo: Callable[[str, int], Rgb]) -> Subject | None:
    """`photo` gives a photo of a name at a long side. None for a name that is not drawn here."""
    match name:
        case "screen":
            return screenshot(name, side, 21, dark=False)
        case "window":
            return screenshot(name, side, 22, dark=True)
        case "lines":
            return ink(name, data.rocket(), side)
        case "sketch":
            return ink(name, photo("motorcycle", side), side)
        case "dim":
            return dusk(name, photo("china", side), 23)
        case "dusk":
            return dusk(name, photo("chelsea", side), 24, 0.1)
        case "haze":
            return haze(name, photo("motorcycle", side))
        case "tiny":
            return Subject(name, photo("coffee", 200))
        case "thumb":
            return Subject(name, photo("china", 200))
        case "large":
            return grained(name, data.coffee(), 4000, 25)
        case "wide":
            return grained(name, photo("china", 1280)[80:720], 4000, 26)
        case "cup":
            return cut_out(name, photo("coffee", side), (0.5, 0.52), (0.38, 0.42))
        case _:
            return None
