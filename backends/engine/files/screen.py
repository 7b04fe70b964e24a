"""Writes an edited proxy as the screen and the session want it: an upright sRGB file named by its content."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backends.engine.colour.encoding import eight_bit, screen_rgb
from backends.engine.pixels import Pixels
from backends.engine.regions.geometry import drawn_out


def save_for_screen(pixels: Pixels, folder: Path, locked: Locked | None = None) -> Path:
    """JPEG, or PNG when there is alpha or when something is locked, which no JPEG would keep; it appears whole."""
    rgb = screen_rgb(pixels)
    image = Image.fromarray(rgb if locked is None else locked.pasted(rgb))
    out = io.BytesIO()
    lossless = pixels.alpha is not None or locked is not None
    if pixels.alpha is not None:
        image.putalpha(Image.fromarray(eight_bit(pixels.alpha)))
    if lossless:
        image.save(out, "PNG", compress_level=1)
    else:
        image.save(out, "JPEG", quality=92, subsampling=0)
    content = out.getvalue()
    suffix = ".png" if lossless else ".jpg"
    return _put(content, folder / (hashlib.sha256(content).hexdigest()[:20] + suffix))


@dataclass(frozen=True, slots=True)
class Locked:
    """`mask` is where nothing changed; `shown` the stored picture of what the edit started from, in the new frame."""

    mask: NDArray[np.uint8]
    shown: NDArray[np.uint8] | None

    def pasted(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """With the locked pixels as they are stored: that picture may be a JPEG, which differs from what it shows."""
        if self.shown is None or self.shown.shape != rgb.shape:
            return rgb
        inside = drawn_out(self.mask, *rgb.shape[:2]) > 0
        return np.where(inside[..., None], self.shown, rgb)


def _put(content: bytes, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    partial.write_bytes(content)
    os.replace(partial, path)
    return path
