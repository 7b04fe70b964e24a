"""What has a named colour or lightness: "the red", "the blue parts", "the whites", "the shadows"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from backends.engine.colour.oklab import Floats, chroma_of, to_oklab
from backends.engine.operations import measured
from backends.engine.operations.hue import HUES, Hue
from backends.engine.operations.recolour import plan
from backends.engine.regions.base import SIDE, SURE, Region
from backends.errors import NotPossible

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

_PARTS = {"part", "area", "tone", "bit", "thing", "colour", "color", "pixel", "place", "spot", "region", "patch"}
_DEEP = {"bright", "dark", "light", "deep", "pale", "vivid"}
_SAME = {"violets": "violet", "golden": "gold", "aqua": "turquoise", "crimson": "red", "scarlet": "red", "gray": "grey"}
_LIGHT = {"highlight", "bright", "light", "brightest", "lightest", "lit"}
_DARK = {"shadow", "dark", "darkest", "shade", "shadowy", "shaded"}
# Below this share of the picture nobody would say the name.
_LEAST = 0.002


@dataclass(frozen=True, slots=True)
class _Band:
    """Oklab lightness from `low` to `high`, chroma up to `grey`; each fades over the last number."""

    low: float
    high: float
    grey: float
    fade: float


# "White" and "black" as people call cloth and paint in ordinary light, not the ends of the scale.
_GREYS = {
    "white": _Band(0.80, 1.1, 0.045, 0.08),
    "grey": _Band(0.35, 0.78, 0.03, 0.06),
    "black": _Band(-0.1, 0.30, 0.06, 0.08),
}


def knows(name: str) -> bool:
    return _read(name) is not None


def with_a_noun(name: str) -> tuple[str, str] | None:
    """The colour and the thing of "red mug"; None where the first word is no colour."""
    first, _, noun = name.partition(" ")
    known = _read(first)
    return (known, noun) if noun and known in HUES | _GREYS else None


def colour(picture: Pixels, name: str) -> Region:
    """The pixels of that name on this photo, fading out where the colour does. Raises NotPossible where there are
    next to none. Confidence is the share of what is selected at all that is so for certain."""
    known = _read(name) or ""
    lab = to_oklab(measured.small_srgb(picture, SIDE))
    if known in HUES:
        step = plan(picture, {"from": known, "saturation": -1.0}, None).steps[0]
        assert isinstance(step, Hue)
        weight, called = step.weight(lab), f"the {known}"
    elif known in _GREYS:
        weight, called = _banded(lab, _GREYS[known]), f"the {known}"
    else:
        weight, called = _lit(lab[..., 0], known)
    if float((weight > 0.5).mean()) < _LEAST:
        raise NotPossible(
            f"there is next to nothing {called.removeprefix('the ')} in this photo",
            "Name another colour, or give a box.",
        )
    certain, some = float((weight > 0.75).sum()), float((weight > 0.1).sum())
    confidence = round(certain / max(some, 1.0), 2)
    note = "" if confidence >= SURE else "The colour fades into others around it."
    if known == "skin":
        # Wood, sand and hair have the hue of skin, and no colour tells them apart.
        confidence, note = min(confidence, 0.5), "Wood, sand and hair of the colour of skin are in it too."
    # Grain of single pixels is no part of a picture; 3 x 3 keeps lines of two.
    mask = cv2.medianBlur((weight * 255 + 0.5).astype(np.uint8), 3)
    return Region(called, np.asarray(mask, np.uint8), confidence, (), note)


def _read(name: str) -> str | None:
    """The colour or lightness that is meant; None for a name of something else."""
    words = name.replace("-", " ").split()
    if words and words[-1].rstrip("s") in _PARTS | {"stuff", "everything", "shade"} and len(words) > 1:
        words = words[:-1]
    if words and words[0] in _DEEP and len(words) == 2:
        words = words[1:]
    said = " ".join(words)
    for word in (said, said.removesuffix("s"), said.removesuffix("ish"), said.removesuffix("es")):
        word = _SAME.get(word, word)
        if word in HUES or word in _GREYS:
            return word
        if word in ("midtone", "mid tone", "middle tone"):
            return "midtones"
    for word in (said, said.removesuffix("s")):
        if word in _LIGHT:
            return "highlights" if word == "highlight" or len(words) < len(name.split()) else None
        if word in _DARK:
            return "shadows" if word == "shadow" or len(words) < len(name.split()) else None
    return None


def _banded(lab: Floats, band: _Band) -> Floats:
    light = lab[..., 0]
    rise, fall = (light - band.low) / band.fade + 0.5, (band.high - light) / band.fade + 0.5
    grey = (band.grey - chroma_of(lab)) / (0.5 * band.grey) + 0.5
    return np.asarray(np.clip(np.minimum(np.minimum(rise, fall), grey), 0, 1), np.float32)


def _lit(light: Floats, known: str) -> tuple[Floats, str]:
    """Of this photo's own range: a foggy one has shadows too."""
    low, high = (float(value) for value in np.percentile(light, [2, 98]))
    at = (light - low) / max(high - low, 0.05)
    if known == "shadows":
        weight = (0.42 - at) / 0.2
    elif known == "highlights":
        weight = (at - 0.58) / 0.2
    else:
        weight = np.minimum((at - 0.25) / 0.2, (0.75 - at) / 0.2)
    weight = np.clip(weight, 0, 1)
    return np.asarray(weight * weight * (3 - 2 * weight), np.float32), f"the {known}"
