"""Draws a region over the photo, so that a person sees what would be changed before anything is."""

from __future__ import annotations

import cv2
import numpy as np

from backends.engine.pixels import Pixels
from backends.engine.regions.base import Region

# Tints a mask can be seen in; the one least like what lies under it is taken (a red mask on a red flag shows nothing).
_TINTS = np.array([(255, 40, 70), (40, 230, 90), (40, 140, 255), (255, 60, 230)], np.float32)
# Of the long side: what has a shorter outline is shown by its tint alone.
_LEAST_LINE = 0.06
_TINTED, _DIMMED = 0.45, 0.55


def overlay(picture: Pixels, region: Region) -> Pixels:
    """8 bit, in the picture's own profile: the region tinted and outlined, the rest darker and nearly grey."""
    rgb = picture.rgb.astype(np.float32) * (255 / np.iinfo(picture.rgb.dtype).max)
    height, width = rgb.shape[:2]
    mask = np.asarray(cv2.resize(region.mask, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    inside = mask >= 128
    light = rgb @ np.array([0.299, 0.587, 0.114], np.float32)
    below = rgb[inside].mean(0) if inside.any() else rgb.mean((0, 1))
    tint = _TINTS[np.argmax(np.linalg.norm(_TINTS - below, axis=1))]
    share = (mask.astype(np.float32) / 255)[..., None]
    # Tinted with what lies under it still to be seen: the tint keeps half of the light.
    tinted = rgb * (1 - _TINTED) + tint * (_TINTED * (0.5 + 0.5 * light[..., None] / 255))
    outside = (rgb * 0.25 + light[..., None] * 0.75) * _DIMMED
    drawn = outside + (tinted - outside) * share
    lines, _ = cv2.findContours(inside.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    # Grain of a colour would be nothing but outlines.
    lines = [line for line in lines if cv2.arcLength(line, True) > _LEAST_LINE * max(height, width)]
    result = np.ascontiguousarray(np.clip(drawn + 0.5, 0, 255).astype(np.uint8))
    thick = max(1, round(max(height, width) / 500))
    cv2.drawContours(result, lines, -1, (0, 0, 0), 3 * thick, cv2.LINE_AA)
    cv2.drawContours(result, lines, -1, (255, 255, 255), thick, cv2.LINE_AA)
    return Pixels(result, None, picture.icc)
