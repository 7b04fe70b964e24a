"""Better masks of subjects where the person has a segmentation model already; nothing is ever downloaded for it."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from backends.engine.colour.lut import to_srgb
from backends.engine.pixels import Pixels, scout
from backends.engine.regions.base import SIDE, Mask

# rembg's models of whole subjects, the best first; a file of that name is what it would download otherwise.
_MODELS = ("birefnet-general", "isnet-general-use", "u2net", "u2netp")


def subject_mask(picture: Pixels) -> Mask | None:
    """(rows, columns) 255 inside, at a mask's size; None where no model with its file is there or it fails."""
    name = _model()
    if name is None:
        return None
    try:
        # Importing it without onnxruntime ends the process (rembg 2.0.86).
        library: Any = import_module("rembg")
    except (ImportError, SystemExit):
        return None
    small = (np.clip(to_srgb(scout(picture.rgb, 2 * SIDE), picture.icc), 0, 1) * 255).astype(np.uint8)
    try:
        found = np.asarray(library.remove(small, session=library.new_session(name), only_mask=True))
    except Exception:
        return None
    if found.shape[:2] != small.shape[:2] or found.dtype != np.uint8:
        return None
    grey = found if found.ndim == 2 else found[..., 0]
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _model() -> str | None:
    if find_spec("rembg") is None or find_spec("onnxruntime") is None:
        return None
    folder = Path(os.environ.get("U2NET_HOME") or Path(os.environ.get("XDG_DATA_HOME") or Path.home()) / ".u2net")
    return next((name for name in _MODELS if (folder / f"{name}.onnx").is_file()), None)
