"""A torn signal: colours that have slipped, bands that have jumped, lines of a tube."""

from __future__ import annotations

import numpy as np

from backends.engine.pixels import Array, Pixels

# The period of the scan lines, as a share of the long side, and how finely their mean over a pixel's row is taken.
_LINE = 0.0062
_FINE = 8


def glitch(pixels: Pixels, shift: float, tear: float, lines: float, seed: int) -> Pixels:
    """`shift` of red against blue and `tear` of the bands as shares of the width, `lines` 0..1 of darkness."""
    height, width = pixels.rgb.shape[:2]
    moves = _moves(height, width, tear, seed)
    slip = round(shift * width)
    weights = _lines(height, max(height, width), lines)
    result = np.empty_like(pixels.rgb)
    for row in range(height):
        offset = moves[row]
        for channel, own in enumerate((slip, 0, -slip)):
            result[row, :, channel] = np.roll(pixels.rgb[row, :, channel], offset + own)
        if lines:
            result[row] = (result[row] * weights[row] + 0.5).astype(result.dtype)
    return Pixels(result, _torn(pixels.alpha, moves), pixels.icc)


def _torn(alpha: Array | None, moves: np.ndarray) -> Array | None:
    if alpha is None:
        return None
    return np.stack([np.roll(line, move) for line, move in zip(alpha, moves, strict=True)])


def _moves(height: int, width: int, tear: float, seed: int) -> np.ndarray:
    """Pixels that each row has jumped, the same bands at every size."""
    random = np.random.default_rng(seed)
    moves = np.zeros(height, int)
    at = 0.0
    while at < 1.0:
        tall = float(random.uniform(0.006, 0.07))
        jumps, how_far = random.random() < 0.38, float(random.normal(0, 1))
        if jumps:
            moves[round(at * height) : round((at + tall) * height)] = round(how_far * tear * width)
        at += tall
    return moves


def _lines(height: int, longest: int, dark: float) -> np.ndarray:
    fine = (np.arange(height * _FINE) + 0.5) / _FINE / longest / _LINE
    wave = 1 - dark * (0.5 + 0.5 * np.cos(2 * np.pi * fine))
    return wave.reshape(height, _FINE).mean(1).astype(np.float32)
