"""Draws an even region out to the things before it, so that no rim of the old tone stays around roofs and heads."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# How far short of the edge a region may have been found, and how far around colours are taken from: shares of the
# long side. Skies ended up to 2 % before roofs and heads (2026-11).
_BAND, _AROUND = 0.025, 0.02
# Lab distance from the region's own colour nearby up to which a pixel surely is of it, and from which it is not.
_OWN, _OTHER = 4.5, 11.0


def to_the_edge(mask: NDArray[np.uint8], lab: Floats) -> NDArray[np.uint8]:
    """`mask` and what lies within a narrow band around it and has, in `lab` (of the same size), its colour there.

    The colour is a local one, so a dusk may fade; what is outside is never asked, since a bright tower before a bright
    sky is nearer to it than to the trees below.
    """
    long_side = max(mask.shape)
    band, around = max(1, round(long_side * _BAND)), max(1.5, long_side * _AROUND)
    ellipse = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * band + 1, 2 * band + 1))
    hard = (mask >= 128).astype(np.uint8)
    near_it = cv2.dilate(hard, ellipse) > 0
    weight = hard.astype(np.float32)
    share = np.asarray(cv2.GaussianBlur(weight, (0, 0), around), np.float32)
    colour = np.asarray(cv2.GaussianBlur(lab * weight[..., None], (0, 0), around), np.float32)
    away = np.linalg.norm(lab - colour / np.maximum(share, 1e-4)[..., None], axis=-1)
    like = np.clip((_OTHER - away) / (_OTHER - _OWN), 0, 1)
    like[~near_it | (share < 1e-3)] = 0
    # A step over something thin is no way around it: the gaps of a lattice stay what they are.
    reached = _reached(hard, like > 0.25)
    return np.maximum(mask, np.asarray(like * reached * 255 + 0.5, np.uint8))


def _reached(hard: NDArray[np.uint8], open_: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What of `open_` hangs together with the region."""
    _, labels = cv2.connectedComponents((open_ | (hard > 0)).astype(np.uint8), connectivity=4)
    kept = np.unique(labels[hard > 0])
    return np.isin(labels, kept[kept > 0])
