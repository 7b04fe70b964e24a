"""Draws a region that was found as an oval in to the thing itself, so that a lock on a face holds no background."""

from __future__ import annotations

import cv2
import numpy as np

from backends.engine.pixels import Pixels
from backends.engine.regions.base import Mask

# Of the way from the edge to the middle: what lies deeper is surely of it.
_SURE = 0.35
# How far around it is looked at, of its half width.
_AROUND = 0.6
# One that would lose more than this was told wrongly, and stays as it was.
_MOST = 0.3
_ROUNDS = 4


def tightened(picture: Pixels, mask: Mask) -> Mask:
    """A hard mask without what looks like its surroundings and hangs together with them (GrabCut; Rother and others
    2004); never more than `mask`. Each part of it is drawn in by itself."""
    rows, columns = mask.shape
    rgb = picture.rgb if picture.rgb.dtype == np.uint8 else (picture.rgb >> 8).astype(np.uint8)
    shrunk = np.asarray(cv2.resize(rgb, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)
    small = np.ascontiguousarray(shrunk[..., ::-1])
    count, parts = cv2.connectedComponents((mask > 0).astype(np.uint8))
    found = np.zeros_like(mask)
    for number in range(1, count):
        found |= _drawn_in(small, (parts == number).astype(np.uint8))
    return found


def _drawn_in(bgr: Mask, inside: Mask) -> Mask:
    depth = np.asarray(cv2.distanceTransform(np.pad(inside, 1), cv2.DIST_L2, 5), np.float32)[1:-1, 1:-1]
    deepest = float(depth.max())
    around = cv2.dilate(inside, np.ones((3, 3), np.uint8), iterations=max(2, round(deepest * _AROUND)))
    rows, columns = np.flatnonzero(around.any(1)), np.flatnonzero(around.any(0))
    frame = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    labels = np.where(inside > 0, cv2.GC_PR_FGD, np.where(around > 0, cv2.GC_PR_BGD, cv2.GC_BGD)).astype(np.uint8)
    labels[depth > _SURE * deepest] = cv2.GC_FGD
    labels = np.ascontiguousarray(labels[frame])
    if deepest < 4 or not ((labels == cv2.GC_PR_BGD) | (labels == cv2.GC_BGD)).any():
        return (inside * 255).astype(np.uint8)
    cv2.setRNGSeed(1)  # the same lock for the same photo
    model = np.zeros((1, 65)), np.zeros((1, 65))
    whole = 0, 0, labels.shape[1], labels.shape[0]  # which a mask makes meaningless
    cv2.grabCut(np.ascontiguousarray(bgr[frame]), labels, whole, *model, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    own = np.zeros_like(inside)
    own[frame] = np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD))
    own &= inside
    # Eyes and a mouth are no surroundings: only what hangs together with the outside goes.
    _, parts = cv2.connectedComponents(np.pad(1 - own, 1, constant_values=1), connectivity=4)
    kept = (parts != parts[0, 0])[1:-1, 1:-1].astype(np.uint8) & inside
    # A pixel on the outline is half of the surroundings, and would stand as a bright rim.
    beside = cv2.dilate(inside & (1 - kept), np.ones((3, 3), np.uint8))
    kept = (kept & (1 - beside)) | (depth > _SURE * deepest)
    if kept.sum() < (1 - _MOST) * inside.sum():
        kept = inside
    return (kept * 255).astype(np.uint8)
