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


Definition = tuple[Statement, ...]


def check(definition: Definition, change: Mapping[str, float]) -> tuple[Check, ...]:
    return tuple(statement.check(change) for statement in definition)


def statement(name: str, measure: str, at_least: float | None = None, at_most: float | None = None) -> Statement:
    return Statement(name, (Bound(measure, at_least, at_most),))
