"""What drawn and painted pictures share: a float canvas of bounded size, blur by share of the picture, paper and noise
that look the same at any size."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.pixels import Array, Pixels

Floats = NDArray[np.float32]

WEIGHTS = np.array([0.2126, 0.7152, 0.0722], np.float32)
_ROWS = 128


def on_canvas(pixels: Pixels, most: int, draw: Callable[[Floats], Floats]) -> Pixels:
    """The picture after `draw`, which gets and gives (height, width, 3) floats, 0..1, of a long side of at most
    `most`: what is drawn with a brush or a pen has nothing finer, and a larger picture is drawn out from it."""
    height, width = pixels.rgb.shape[:2]
    small = shrunk(pixels.rgb, most)
    top = np.iinfo(pixels.rgb.dtype).max
    drawn = draw(f32(np.multiply(small, np.float32(1 / top), dtype=np.float32)))
    done = np.empty(drawn.shape, pixels.rgb.dtype)
    for row in range(0, drawn.shape[0], _ROWS):
        part = np.clip(drawn[row : row + _ROWS], 0, 1)
        np.copyto(done[row : row + _ROWS], part * np.float32(top) + np.float32(0.5), casting="unsafe")
    if done.shape[:2] != (height, width):
        done = cv2.resize(done, (width, height), interpolation=cv2.INTER_CUBIC)
    return Pixels(cast(Array, np.ascontiguousarray(done)), pixels.alpha, pixels.icc)


def in_strips(pixels: Pixels, change: Callable[[Floats, int, int], Floats]) -> Pixels:
    """The picture changed strip by strip at its full size: `change` gets a strip of floats, its first row and the row
    after its last."""
    result = np.empty_like(pixels.rgb)
    top = np.float32(np.iinfo(result.dtype).max)

    def strip(row: int) -> None:
        end = min(row + _ROWS, result.shape[0])
        done = change(np.multiply(pixels.rgb[row:end], 1 / top, dtype=np.float32), row, end)
        np.copyto(result[row:end], np.clip(done, 0, 1) * top + np.float32(0.5), casting="unsafe")

    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as threads:
        for _ in threads.map(strip, range(0, result.shape[0], _ROWS)):
            pass
    return Pixels(result, pixels.alpha, pixels.icc)


def shrunk(picture: Array, most: int) -> Array:
    """A picture with a long side of at most `most`."""
    height, width = picture.shape[:2]
    scale = min(1.0, most / max(height, width))
    if scale == 1.0:
        return picture
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cast(Array, cv2.resize(picture, size, interpolation=cv2.INTER_AREA))


def light(picture: Floats) -> Floats:
    """Luma of (height, width, 3), with the weights of ITU-R BT.709."""
    return np.asarray(picture @ WEIGHTS, np.float32)


def blurred(picture: Floats, sigma: float) -> Floats:
    """Gaussian blur of `sigma` pixels; wide ones on a smaller copy, which costs a hundredth (the wide blur has no
    detail that it could lose)."""
    if sigma < 0.25:
        return picture
    height, width = picture.shape[:2]
    step = max(1, min(int(sigma / 3), height // 4, width // 4))
    if step == 1:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)
    small = cv2.resize(picture, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / step)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def resized(picture: Floats, width: int, height: int) -> Floats:
    """Averaged where it shrinks, smooth where it grows."""
    shrinks = width < picture.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (width, height), interpolation=how), np.float32)


def laid(square: Floats, height: int, width: int) -> Floats:
    """A square texture laid on a frame so that its side is the frame's long side: the same place has the same texture
    at every size."""
    side, longest = square.shape[0], max(height, width)
    part = square[: max(1, round(side * height / longest)), : max(1, round(side * width / longest))]
    return resized(np.ascontiguousarray(part), width, height)


@lru_cache(maxsize=16)
def noise(sigma: float, seed: int, side: int = 1200) -> Floats:
    """A square of Gaussian noise with a mean of 0 and a standard deviation of 1, blurred by `sigma` of its pixels."""
    random = np.random.default_rng(seed).standard_normal((side, side)).astype(np.float32)
    smooth = blurred(random, sigma)
    return np.asarray((smooth - smooth.mean()) / max(float(smooth.std()), 1e-6), np.float32)


@lru_cache(maxsize=2)
def paper(seed: int = 5) -> Floats:
    """The tooth of a rough paper, a square with a mean of 0 and a standard deviation of 1."""
    layers = [noise(sigma, seed + number) * weight for number, (sigma, weight) in enumerate(((1, 1), (2.5, 2), (6, 3)))]
    rough = np.sum(layers, axis=0)
    return np.asarray(rough / rough.std(), np.float32)


def to_lab(picture: Floats) -> Floats:
    return np.asarray(cv2.cvtColor(np.clip(picture, 0, 1), cv2.COLOR_RGB2Lab), np.float32)


def from_lab(lab: Floats) -> Floats:
    return np.clip(np.asarray(cv2.cvtColor(lab, cv2.COLOR_Lab2RGB), np.float32), 0, 1)


def f32(values: object) -> Floats:
    """The same values as single floats; without a copy where they are."""
    return np.asarray(values, np.float32)


def quantised(value: Floats, levels: int, sharpness: float = 6.0) -> Floats:
    """0..1 pulled to the middles of `levels` steps with soft edges between (Winnemoeller, Olsen, Gooch 2006)."""
    scaled = value * levels
    base = np.floor(scaled)
    return np.asarray((base + 0.5 + 0.5 * np.tanh(sharpness * (scaled - base - 0.5))) / levels, np.float32)
