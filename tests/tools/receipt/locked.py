"""Puts a lock on a part of a case's picture, stores what restoring it made, and reads how much of it then differs."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from backends.engine.files import landing
from backends.engine.files.decode import decode_full
from backends.engine.files.encode import Wrapping, encoder_for
from tests.fakes.bad_editor import Case
from tools.locks.restore import largest_difference, restore


def left_in_lock(case: Case) -> float:
    """In steps of 255, over an oval a third as wide as the picture."""
    before, after = decode_full(case.before), decode_full(case.after)
    height, width = before.rgb.shape[:2]
    lock = np.zeros((height, width), np.uint8)
    cv2.ellipse(lock, (width * 2 // 5, height // 2), (width // 6, height // 5), 0, 0, 360, 255, -1)
    path = case.after.with_suffix(".held.png")
    put = restore(before, after, lock)
    landing.land(path, encoder_for(".png").encode(put.pixels, Wrapping(Image.Exif())), force=True)
    left = largest_difference(before, decode_full(path), lock > 0)
    path.unlink()
    return left
