"""What a person is told about a filling: done, done with its weakness named, or refused with what would do it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.completion.confidence import GOOD, POOR, confidence
from backends.engine.completion.filling import Found
from backends.engine.completion.parts import drawn_out
from backends.engine.pixels import Pixels
from backends.engine.regions.base import Mask
from backends.errors import NotPossible
from backends.types import Check

# Steps at the edge of a filling are up to this much stronger than those around it in pictures where no edge is seen.
_SEAM = 1.6
INPAINTING = "Flux Fill, or another model for inpainting, can do it from the photo and the marked place"
OUTPAINTING = "Flux Fill, or another model for outpainting, can do it from the photo and the side to continue"
# What is there now, in place of what such a model would do.
_NOW = {
    INPAINTING: "crop it away, blur it, or see the attempt all the same: say it with “anyway”",
    OUTPAINTING: "“pad to 16:9 with blur”, or see the attempt all the same: say it with “anyway”",
}


def refuse_if_poor(found: Found | None, refusal: str, model: str, anyway: bool) -> Found:
    """Raises NotPossible where no filling was found or, unless `anyway`, where it does not fit: with `refusal`, what
    cannot be done and why, and the `model` that can."""
    if found is None:
        raise NotPossible("there is too little around it to fill it from", f"{model}.")
    sure = confidence(found)
    if sure < POOR and not anyway:
        raise NotPossible(
            f"{refusal} (confidence {sure:.2f})",
            f"{model}, but cannot be connected to this version yet; what you can do now: {_NOW[model]}.",
        )
    return found


def weakness(found: Found, model: str = INPAINTING) -> str:
    """A sentence for the person; empty where nothing is to be said."""
    sure = confidence(found)
    if sure >= GOOD:
        return ""
    if sure >= POOR:
        return "Look at the place: lines or shapes that cross it may be broken or bent."
    return f"This is weak: what crosses the place does not continue. {model}."


def checks(found: Found, after: Pixels, mask: Mask) -> tuple[Check, ...]:
    sure, seam = confidence(found), seam_strength(after, mask)
    return (
        Check("the filling continues what is around it (confidence)", round(sure, 2), f">= {GOOD}", sure >= GOOD),
        Check("its edge against the steps around it", round(seam, 2), f"<= {_SEAM}", seam <= _SEAM),
    )


def seam_strength(picture: Pixels, mask: Mask) -> float:
    """How strong steps are along the edge of the filled `mask`, as a multiple of those beside it: about 1 is unseen."""
    height, width = picture.rgb.shape[:2]
    grey = np.asarray(cv2.cvtColor(picture.rgb, cv2.COLOR_RGB2GRAY), np.float32)
    grey = np.asarray(cv2.GaussianBlur(grey * (255 / np.iinfo(picture.rgb.dtype).max), (0, 0), 1.0), np.float32)
    across = np.asarray(cv2.Sobel(grey, cv2.CV_32F, 1, 0, scale=0.125), np.float32)
    down = np.asarray(cv2.Sobel(grey, cv2.CV_32F, 0, 1, scale=0.125), np.float32)
    steps = np.hypot(across, down)
    inside = (drawn_out(mask, height, width) >= 128).astype(np.uint8)
    near, beside = _ring(inside, 2), _ring(inside, 12) & ~_ring(inside, 4)
    if not near.any() or not beside.any():
        return 1.0
    return float((steps[near].mean() + 0.5) / (steps[beside].mean() + 0.5))


def _ring(inside: NDArray[np.uint8], reach: int) -> NDArray[np.bool_]:
    """Within `reach` pixels of the mask's edge, on both sides."""
    shape = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    return (np.asarray(cv2.dilate(inside, shape)) > 0) & (np.asarray(cv2.erode(inside, shape)) == 0)
