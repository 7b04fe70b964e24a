"""A page of a comic: calm areas in few tones, ink lines, and dots in the middle tones where they are wanted."""

from __future__ import annotations

import numpy as np

from backends.engine.art.canvas import Floats, blurred, from_lab, light, quantised, to_lab
from backends.engine.art.lines import calm, centred, pen
from backends.engine.art.screens import cells


def comic(picture: Floats, tones: int, ink: float, colour: float, dots: float) -> Floats:
    """`tones` of lightness, `ink` 0..1 how much is outlined, `colour` a factor, `dots` 0..1 of their darkness."""
    longest = max(picture.shape[:2])
    once = calm(picture, 1, 0.11, 0.004)
    lab = to_lab(calm(once, 2, 0.11, 0.004))
    value = lab[..., 0] / 100
    # Levels are spread over what the photo has, so that a flat one does not fall into two.
    low, high = np.percentile(value, [1, 99])
    value = np.clip((value - low) / max(float(high - low), 0.2), 0, 1) * 0.94 + 0.04
    lab[..., 0] = quantised(np.asarray(value, np.float32), tones) * 100
    lab[..., 1:] *= np.float32(colour)
    flat = from_lab(lab)
    if dots > 0:
        flat = _dotted(flat, light(picture), dots)
    edges = pen(centred(light(once), 0.8), 0.0013 * longest, 20, 0.1 + 0.2 * ink, 8)
    return flat * edges[..., None]


def _dotted(flat: Floats, value: Floats, dots: float) -> Floats:
    """Ben Day dots over the middle tones."""
    height, width = value.shape
    cell = 1 / 120
    size = cell * max(height, width)
    dot = cells(height, width, cell, 30.0)
    tone = blurred(value, size / 3)
    mask = np.clip((dot - tone) * size * 0.6 + 0.5, 0, 1) * np.clip((tone - 0.22) * 12, 0, 1)
    mask *= np.clip((0.8 - tone) * 12, 0, 1)
    return flat * (1 - np.float32(0.5 * dots) * mask[..., None] * np.array([0.6, 1, 1], np.float32))
