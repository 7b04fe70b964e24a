"""Writes an edited proxy as the screen and the session want it: an upright sRGB file named by its content."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

from PIL import Image

from backends.engine.colour.encoding import eight_bit, screen_rgb
from backends.engine.pixels import Pixels


def save_for_screen(pixels: Pixels, folder: Path) -> Path:
    """JPEG, or PNG when there is alpha; the file appears whole."""
    image = Image.fromarray(screen_rgb(pixels))
    out = io.BytesIO()
    if pixels.alpha is not None:
        image.putalpha(Image.fromarray(eight_bit(pixels.alpha)))
        image.save(out, "PNG", compress_level=1)
    else:
        image.save(out, "JPEG", quality=92, subsampling=0)
    content = out.getvalue()
    suffix = ".jpg" if pixels.alpha is None else ".png"
    return _put(content, folder / (hashlib.sha256(content).hexdigest()[:20] + suffix))


def _put(content: bytes, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    partial.write_bytes(content)
    os.replace(partial, path)
    return path
