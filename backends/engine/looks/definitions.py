"""What a word means in measurements: "moodier" is at most .88 of the lightness, and so on, checked as statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backends.types import Check

# Each measure and how its limit is read out: {} is the number. Ratios and differences are after against before.
MEASURES = {
    "lightness": "{} of the lightness",
    "chroma": "{} of the colour",
    "chroma_left": "colour {}",
    "temperature": "temperature {:+} b*",
    "tint": "tint {:+} a*",
    "range": "{} of the tonal range",
    "contrast": "{} of the contrast",
    "punch": "{} of the contrast for its light",
    "low": "darkest tones {:+} L*",
    "high": "brightest tones {:+} L*",
    "crushed": "{:+} of the picture pure black",
    "clipped": "{:+} of the picture pure white",
    "split": "highlights {:+} b* against shadows",
    "split_change": "split {:+} b*",
    "shadow_light": "shadows {:+} L*",
    "highlight_light": "highlights {:+} L*",
    "shadow_b": "shadows {:+} b*",
    "highlight_b": "highlights {:+} b*",
    "sharpness": "sharpness {:+}",
    "gaudy": "{:+} of the picture out of colour range",
    "corners": "{} of the corners' light",
    "noise": "noise {:+}",
    "skin_hue": "skin hue turned by {}°",
}

# Measures of texture (`texture.change`), taken on the proxy.
TEXTURE = {
    "flat": "{:+} of the picture without texture",
    "detail": "{} of the fine detail",
    "colours": "{} colours",
    "hue_spread": "hues {} apart at one lightness",
    "two_tone": "dark and light {} apart in colour",
    "dots": "{} times as regular a pattern",
    "squares": "{} times as regular steps",
    "ink_lines": "{:+} of the picture thin dark lines",
    "paper": "{:+} of the picture white paper",
    "midtones": "{} of the picture in middle tones",
    "outlined": "fine contrast {} times what the broad one did",
    "strokes": "{:+} agreement of strokes",
    "slip": "red and blue {} of the width apart",
    "tears": "{:+} of the rows torn",
    "edge_glow": "a side {:+} warmer and brighter than the middle",
    "sun": "a spot {:+} L* above the rest",
    "veil": "{} of the lower half's contrast left in the upper",
    "halo": "{:+} L* around bright areas",
    "grain": "grain {:+} L*",
}
MEASURES |= TEXTURE

# Measures of a photo itself (`scene.measured`), which say where a look works.
SCENE = {
    "photo_light": "mean lightness",
    "photo_chroma": "mean colour",
    "photo_range": "tonal range",
    "top_light": "lightness of the upper third",
    "top_calm": "share of the upper third without texture",
    "top_blue": "share of the upper third that is blue or grey",
    "green_share": "share of green",
    "edge_share": "share of hard edges",
    "face_share": "share of faces",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """A measure must be `at_least` and `at_most`; None leaves a side open."""

    measure: str
    at_least: float | None = None
    at_most: float | None = None

    def margin(self, value: float) -> float:
        """How far inside the bound `value` is, in the measure's own unit; negative outside."""
        above = value - self.at_least if self.at_least is not None else float("inf")
        below = self.at_most - value if self.at_most is not None else float("inf")
        return min(above, below)

    def holds(self, value: float) -> bool:
        return self.margin(value) >= 0

    def __str__(self) -> str:
        sides = [(">=", self.at_least), ("<=", self.at_most)]
        return " and ".join(
            f"{sign} " + MEASURES[self.measure].format(side) for sign, side in sides if side is not None
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """`name` as people read it; true when any of its bounds holds."""

    name: str
    any: tuple[Bound, ...]

    def check(self, change: Mapping[str, float]) -> Check:
        bound = next((b for b in self.any if b.holds(change[b.measure])), self.any[0])
        value = change[bound.measure]
        return Check(self.name, round(value, 4), " or ".join(str(b) for b in self.any), bound.holds(value))


@dataclass(frozen=True, slots=True)
class Condition:
    """What a photo must be for a look to work: `needs` as people read it ("a dark sky"); met when any bound holds.
    Where it is not, the look is refused, or made with a warning."""

    needs: str
    any: tuple[Bound, ...]
    refuse: bool = True


Definition = tuple[Statement, ...]


# Measures whose value for an untouched photo is 1; that of the others is 0, but for those that are no change at all.
_RATIOS = {"lightness", "chroma", "range", "contrast", "punch", "corners"}
_RATIOS |= {"detail", "outlined", "dots", "squares", "veil"}
_ABSOLUTE = {"chroma_left", "colours", "hue_spread", "two_tone", "midtones", "skin_hue", "split"}

# How much of a gentler wish must be measured: steps do not act in proportion.
_PART = 0.75


def gentler(definition: Definition, strength: float) -> Definition:
    """What must hold of a look that was asked for at a `strength` below 1: a part of each change that it stands for.
    What a look must not do stays as it is."""
    if strength >= 1:
        return definition
    part = _PART * max(strength, 0.4)
    return tuple(Statement(one.name, tuple(_gentler(bound, part) for bound in one.any)) for one in definition)


def _gentler(bound: Bound, part: float) -> Bound:
    neutral = 1.0 if bound.measure in _RATIOS else 0.0
    least, most = bound.at_least, bound.at_most
    if least is not None and least > neutral:
        least = round(neutral + (least - neutral) * part, 3)
    if most is not None and most < neutral and bound.measure not in _ABSOLUTE:
        most = round(neutral + (most - neutral) * part, 3)
    return Bound(bound.measure, least, most)


def check(definition: Definition, change: Mapping[str, float]) -> tuple[Check, ...]:
    return tuple(statement.check(change) for statement in definition)


def statement(name: str, measure: str, at_least: float | None = None, at_most: float | None = None) -> Statement:
    return Statement(name, (Bound(measure, at_least, at_most),))
