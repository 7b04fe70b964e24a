"""Printing screens: dots on a turned grid that grow with the ink, and inks that multiply on paper."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from backends.engine.art.canvas import Floats, blurred, laid, noise, resized

# Below this many pixels a dot has no shape, and its tone drifts from that of a larger print: it is printed larger and
# averaged down.
_LEAST_CELL = 9.0


@dataclass(frozen=True, slots=True)
class Ink:
    """`colour` is what a full layer of it lets through, RGB 0..1; `angle` of its screen in degrees; `shift` how far
    it is off its place, right and down, as shares of the long side; `rough` how unevenly it lies."""

    colour: tuple[float, float, float]
    angle: float
    shift: tuple[float, float] = (0.0, 0.0)
    rough: float = 0.0


def cells(height: int, width: int, cell: float, angle: float, shift: tuple[float, float] = (0.0, 0.0)) -> Floats:
    """Threshold of a round-dot screen, 1 in the middle of a dot and 0 between; `cell` is a share of the long side.
    The cosine of a sum is split into rows and columns, which spares a cosine a pixel."""
    longest = max(height, width)
    turn = np.radians(angle)
    y = ((np.arange(height) + 0.5) / longest - shift[1])[:, None]
    x = ((np.arange(width) + 0.5) / longest - shift[0])[None, :]
    total = np.full((height, width), 0.5, np.float32)
    for along, across in ((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))):
        column, row = 2 * np.pi * along / cell * x, 2 * np.pi * across / cell * y
        total += np.float32(0.25) * np.cos(row).astype(np.float32) * np.cos(column).astype(np.float32)
        total -= np.float32(0.25) * np.sin(row).astype(np.float32) * np.sin(column).astype(np.float32)
    return total


def printed(cover: Floats, inks: tuple[Ink, ...], cell: float, paper: tuple[float, float, float]) -> Floats:
    """Paper with inks on it. `cover` (height, width, inks) is how much of each is wanted, 0..1."""
    height, width = cover.shape[:2]
    times = int(np.ceil(_LEAST_CELL / max(cell * max(height, width), 0.5)))
    times = min(times, 6)
    tall, wide = height * times, width * times
    size = cell * max(tall, wide)
    sheet = np.broadcast_to(np.array(paper, np.float32), (tall, wide, 3)).copy()
    for number, ink in enumerate(inks):
        wanted = blurred(np.ascontiguousarray(cover[..., number]), size / times / 3)
        wanted = resized(wanted, wide, tall) if times > 1 else wanted
        if any(ink.shift):
            move = np.array([[1, 0, ink.shift[0] * wide], [0, 1, ink.shift[1] * wide]], np.float32)
            wanted = cv2.warpAffine(wanted, move, (wide, tall), borderMode=cv2.BORDER_REPLICATE)
        dots = cells(tall, wide, cell, ink.angle, ink.shift)
        layer = np.clip((wanted - (1 - dots)) * np.float32(size * 0.6) + 0.5, 0, 1)
        if ink.rough:
            layer *= np.clip(0.92 + ink.rough * laid(noise(0.7, 31 + number), tall, wide), 0, 1)
        sheet *= 1 - layer[..., None] * (1 - np.array(ink.colour, np.float32))
    return resized(sheet, width, height) if times > 1 else sheet


def process_inks(picture: Floats) -> Floats:
    """How much cyan, magenta, yellow and black a picture takes, with most of its grey given to black."""
    wanted = 1 - picture
    black = 0.9 * wanted.min(-1, keepdims=True) ** 1.6
    return np.concatenate([np.clip((wanted - black) / (1 - black + 1e-4), 0, 1), black], -1).astype(np.float32)
