"""Registers what is round and smooth, whose edges tell no turn: by the light of every pixel that stayed."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.receipt.refine import IDENTITY, Motion, onto
from tools.receipt.structure import Floats, Level

# As alike as two pictures of the same must be for the light of every pixel to be a guide: what was repainted is none.
_ALIKE = 0.995
_ENDS = cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 80, 1e-7
# None: what is blurred takes the black beyond the edge along.
_BLUR = 1
_ROUNDS = 4
# Steps of 255 that noise and compression make; what is further apart than thrice the usual, or next to it, was changed.
_LEAST, _AROUND = 2.0, np.ones((15, 15), np.uint8)
# How far an affine motion may be from a zoom with a turn: a picture that was stretched is another matter.
_STRETCHED = 0.002
# Of what does not agree as delivered, what an alignment may leave.
_LEFT = 0.8


def by_light(before: Level, after: Level, motion: Motion, weight: Floats | None) -> tuple[Motion, bool] | None:
    """`motion` improved by the enhanced correlation coefficient (Evangelidis and Psarakis 2008) of what has `weight`
    and was not repainted, and whether that agrees better than the identity does; None where too little is alike."""
    size = before.light.shape[1], before.light.shape[0]
    trusted = np.ones(size[::-1], bool) if weight is None else cv2.resize(np.asarray(weight, np.float32), size) > 0.5
    one, other = (np.asarray(level.light, np.float32) for level in (before, after))
    matrix, stayed, alike = onto(before, after, motion).astype(np.float32), trusted, 0.0
    for _ in range(_ROUNDS):
        apart, there = _apart(one, other, matrix, stayed)
        there &= trusted
        usual = max(_LEAST, 3 * float(np.median(apart[there]))) if there.any() else 0.0
        stayed = there & (cv2.dilate(apart * there, _AROUND) < usual)
        # The mask is wanted in the frame of the picture that is moved.
        mask = cv2.warpAffine(stayed.astype(np.uint8), matrix, other.shape[::-1], flags=cv2.INTER_NEAREST)
        try:
            alike, found = cv2.findTransformECC(one, other, matrix, cv2.MOTION_AFFINE, _ENDS, mask, _BLUR)
        except cv2.error:  # it did not converge
            return None
        matrix = np.asarray(found, np.float32)
    improved = _motion(before, after, np.asarray(matrix, np.float64))
    if alike < _ALIKE or improved is None:
        return None
    left, plain = (_mean_apart(one, other, onto(before, after, way), stayed) for way in (improved, IDENTITY))
    return improved, left < _LEFT * plain


def _apart(
    one: Floats, other: Floats, matrix: NDArray[Any], among: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.bool_]]:
    """How far the light is apart, after brightness and contrast were matched `among` what should agree; and where both
    show something."""
    size, flags = one.shape[::-1], cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    light = cv2.warpAffine(other, matrix, size, flags=flags)
    there = cv2.warpAffine(np.ones(other.shape, np.float32), matrix, size, flags=flags) > 0.99
    fit = there & among
    gain, offset = np.polyfit(light[fit], one[fit], 1) if fit.any() else (1, 0)
    return np.abs(np.asarray(cv2.GaussianBlur(light * gain + offset - one, (0, 0), 2), np.float32)), there


def _mean_apart(one: Floats, other: Floats, matrix: NDArray[Any], stayed: NDArray[np.bool_]) -> float:
    apart, there = _apart(one, other, matrix, stayed)
    both = there & stayed
    return float(apart[both].mean()) if both.any() else 0.0


def _motion(before: Level, after: Level, matrix: NDArray[np.float64]) -> Motion | None:
    """The inverse of `onto`: the zoom, turn and shift that are nearest; None for what is stretched."""
    turn = np.diag(1 / np.array(after.factor)) @ matrix[:, :2] @ np.diag(before.factor)
    wide, narrow = np.linalg.svd(turn, compute_uv=False)
    if wide / narrow - 1 > _STRETCHED:
        return None
    middles = [np.array([level.light.shape[1], level.light.shape[0]]) / 2 - 0.5 for level in (before, after)]
    shift = np.diag(1 / np.array(after.factor)) @ (matrix[:, 2] - middles[1] + matrix[:, :2] @ middles[0])
    across, down = (turn[0, 0] + turn[1, 1]) / 2, (turn[1, 0] - turn[0, 1]) / 2
    return np.array([[across, -down, shift[0]], [down, across, shift[1]]])
