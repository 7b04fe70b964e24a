"""One hue changed and the others kept: "make the blues teal", "less orange", "darker greens"."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backends.engine.colour.oklab import apart, chroma_of, hue_of, shown, to_oklab
from backends.engine.fields import number, text
from backends.engine.operations.pointwise import Floats, Pointwise, inside

# Oklab degrees of what people call so, taken from photographs' and screens' usual samples of the name.
HUES = {
    "red": 28.0,
    "skin": 50.0,
    "brown": 60.0,
    "orange": 61.0,
    "gold": 86.0,
    "yellow": 101.0,
    "lime": 125.0,
    "green": 140.0,
    "turquoise": 187.0,
    "teal": 195.0,
    "cyan": 214.0,
    "sky blue": 244.0,
    "blue": 260.0,
    "navy": 268.0,
    "indigo": 288.0,
    "violet": 302.0,
    "purple": 314.0,
    "magenta": 334.0,
    "pink": 356.0,
}
# Oklab chroma below which a pixel has no hue to speak of, and from which it has.
GREY, COLOURED = 0.008, 0.025


@dataclass(frozen=True, slots=True)
class Hue(Pointwise):
    """Hues within `width` degrees of `hue` (Oklab) turn by `turn`, have their strength multiplied by `strength` and
    their lightness moved by `light`, a part of the way to black or white; neighbours follow less and less.

    `full` is the saturation (chroma over lightness) from which that happens in full, and half of it that from which
    it begins: paint and cloth keep theirs in shadow, while skin and wood of the same hue have less.
    """

    name: str = text(most=40)
    hue: float = number(0.0, 0.0, 360.0)
    width: float = number(35.0, 10.0, 90.0)
    turn: float = number(0.0, -180.0, 180.0)
    strength: float = number(1.0, 0.0, 3.0)
    light: float = number(0.0, -0.8, 0.8)
    full: float = number(0.06, 0.01, 0.4)

    def weight(self, lab: Floats) -> Floats:
        """0..1 of Oklab colours (..., 3): how much of the change each gets."""
        distance = np.abs(apart(hue_of(lab), self.hue))
        chroma = chroma_of(lab)
        near = _soft((self.width * 1.35 - distance) / (self.width * 0.7))
        strong = _soft(2 * saturation_of(lab) / self.full - 1)
        return np.asarray(near * strong * _soft((chroma - GREY) / (COLOURED - GREY)), np.float32)

    def colours(self, srgb: Floats) -> Floats:
        colours, beyond = inside(srgb)
        lab = to_oklab(colours)
        weight = self.weight(lab)
        angle = np.radians(self.turn)
        cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        a, b = lab[..., 1], lab[..., 2]
        changed = np.stack(
            [
                lab[..., 0] + (1 - lab[..., 0] if self.light > 0 else lab[..., 0]) * np.float32(self.light),
                (a * cos - b * sin) * self.strength,
                (a * sin + b * cos) * self.strength,
            ],
            -1,
        )
        # Mixed across the colour plane, not around it: what lies between two hues fades instead of turning rainbow.
        mixed = lab + (changed - lab) * weight[..., None]
        touched = weight > 0
        result = colours.copy()
        result[touched] = shown(mixed[touched])
        return np.asarray(result + beyond, np.float32)


def saturation_of(lab: Floats) -> Floats:
    """Chroma over lightness: the same for a colour in light and in shade."""
    return np.asarray(chroma_of(lab) / np.maximum(lab[..., 0], 0.05), np.float32)


def _soft(x: np.ndarray) -> np.ndarray:
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)
