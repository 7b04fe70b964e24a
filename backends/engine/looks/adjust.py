"""Single adjustments by name ("warmer", "more contrast"), searched until the photo has measurably moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from backends.engine.looks.definitions import Definition, Statement, statement
from backends.engine.looks.solve import Sample
from backends.engine.measure import features as measure
from backends.engine.recipe import Bloom, Clarity, Grade, Grain, Step, Vignette
from backends.errors import BadRequest

# The plain word is 1; "much" is about 1.6; beyond 3 nothing looks like a photo any more.
STRONGEST = 3.0


@dataclass(frozen=True, slots=True)
class Adjustment:
    """`up` and `down` are the words for a positive and a negative strength; an empty `down` has no opposite.

    `step(amount, before)` is the edit. Where `goal` is set, amount is searched until `measured` has changed by
    goal x strength (ratios: to the power of strength); otherwise amount is strength itself. `least` is the change
    that a plain word must reach to count as done.
    """

    up: str
    down: str
    measured: str
    step: Callable[[float, measure.Look], Step]
    least: float
    goal: float | None = None
    is_ratio: bool = False
    start: float = 1.0
    limit: float = 3.0

    def target(self, strength: float) -> float:
        assert self.goal is not None
        return self.goal**strength if self.is_ratio else self.goal * strength

    def bound(self, strength: float) -> Statement:
        """What must hold at this strength. A stronger word must at least do what the plain one does."""
        share = max(-1.0, min(1.0, strength))
        name = self.up if strength > 0 else self.down
        limit = self.least**share if self.is_ratio else self.least * share
        rises = (strength > 0) == (self.least > (1 if self.is_ratio else 0))
        limit = round(limit, 3)
        return statement(name, self.measured, limit, None) if rises else statement(name, self.measured, None, limit)


def _light(stops: float, _: measure.Look) -> Step:
    gamma = min(max(2 ** (-stops * 0.2), 0.4), 2.5)
    return Grade(exposure=round(stops * 0.55, 4), gamma=round(gamma, 4), rolloff=1.0 if stops > 0 else 0.0)


def _contrast(amount: float, before: measure.Look) -> Step:
    pivot = min(max(before.lightness / 100, 0.3), 0.6)
    return Grade(contrast=_within(amount), pivot=round(pivot, 3))


def _bloom(amount: float, before: measure.Look) -> Step:
    """The threshold follows the photo's own lights, so that a dull one glows too."""
    threshold = min(max(before.high / 100 - 0.25, 0.2), 0.75)
    return Bloom(_within(0.4 * amount, 0.0, 1.0), threshold=round(threshold, 3))


def _within(amount: float, low: float = -1.0, high: float = 1.0) -> float:
    return round(min(max(amount, low), high), 4)


# In the order that they are applied in: what changes lightness by the way comes before exposure.
ADJUSTMENTS: dict[str, Adjustment] = {
    "contrast": Adjustment("more contrast", "softer contrast", "punch", _contrast, 1.04, 1.13, True, 0.35, 1.0),
    "highlights": Adjustment(
        "brighter highlights",
        "calmer highlights",
        "highlight_light",
        lambda a, _: Grade(highlights=_within(a), whites=_within(a * 0.4)),
        1.5,
        4.0,
        start=0.35,
        limit=1.0,
    ),
    "shadows": Adjustment(
        "lighter shadows",
        "deeper shadows",
        "shadow_light",
        lambda a, _: Grade(shadows=_within(a), blacks=_within(a * 0.25)),
        1.5,
        5.0,
        start=0.5,
        limit=1.0,
    ),
    "exposure": Adjustment("brighter", "darker", "lightness", _light, 1.06, 1.16, True, 0.7, 3.0),
    "warmth": Adjustment(
        "warmer",
        "colder",
        "temperature",
        lambda a, _: Grade(temperature=_within(a, -2.5, 2.5)),
        4.0,
        7.0,
        start=0.6,
        limit=2.5,
    ),
    "tint": Adjustment(
        "more magenta",
        "greener",
        "tint",
        lambda a, _: Grade(tint=_within(a, -2.5, 2.5)),
        3.0,
        5.0,
        start=0.5,
        limit=2.5,
    ),
    "saturation": Adjustment(
        "more colour",
        "less colour",
        "chroma",
        lambda a, _: Grade(saturation=_within(1 + a, 0.0, 3.0)),
        1.1,
        1.28,
        True,
        0.3,
        1.6,
    ),
    "vibrance": Adjustment(
        "livelier colours",
        "quieter colours",
        "chroma",
        lambda a, _: Grade(vibrance=_within(a)),
        1.04,
        1.15,
        True,
        0.5,
        1.0,
    ),
    "clarity": Adjustment("crisper", "softer", "sharpness", lambda a, _: Clarity(_within(0.5 * a, -1.0, 1.5)), 0.03),
    "fade": Adjustment(
        "faded blacks",
        "deeper blacks",
        "shadow_light",
        lambda a, _: Grade(fade=_within(0.075 * a, -0.1, 0.25)),
        1.5,
    ),
    "vignette": Adjustment(
        "darker corners",
        "lighter corners",
        "corners",
        lambda a, _: Vignette(_within(0.45 * a, -1.0, 0.9)),
        0.96,
        is_ratio=True,
    ),
    "grain": Adjustment("grainier", "", "noise", lambda a, _: Grain(_within(0.02 * a, 0.0, 0.08)), 0.001),
    "bloom": Adjustment("glowing lights", "", "lightness", _bloom, 1.003, is_ratio=True),
}


def wanted(adjust: Mapping[str, float]) -> dict[str, float]:
    """The adjustments that do something; raises BadRequest for an unknown name or one without that direction."""
    result: dict[str, float] = {}
    for name, strength in adjust.items():
        if name not in ADJUSTMENTS:
            raise BadRequest(f"there is no adjustment called {name!r}", f"There are {', '.join(ADJUSTMENTS)}.")
        if strength < 0 and not ADJUSTMENTS[name].down:
            raise BadRequest(f"{name} can be added but not taken away", "Undo goes back to before it was added.")
        if strength:
            result[name] = max(-STRONGEST, min(STRONGEST, strength))
    return result


def label(adjust: Mapping[str, float]) -> str:
    """ "warmer, softer contrast"."""
    return ", ".join(ADJUSTMENTS[n].up if s > 0 else ADJUSTMENTS[n].down for n, s in adjust.items())


def definition(adjust: Mapping[str, float]) -> Definition:
    return tuple(ADJUSTMENTS[name].bound(strength) for name, strength in adjust.items())


def steps(sample: Sample, adjust: Mapping[str, float]) -> tuple[Step, ...]:
    """Steps for all adjustments, each searched on the photo as the ones before left it, until the whole has moved as
    far as was asked: more contrast brings colour, so "more contrast, less colour" must take more of it away."""
    result: list[Step] = []
    for name, strength in sorted(adjust.items(), key=lambda item: list(ADJUSTMENTS).index(item[0])):
        result.append(_searched(sample, result, ADJUSTMENTS[name], strength))
    return tuple(result)


def _searched(sample: Sample, done: Sequence[Step], adjustment: Adjustment, strength: float) -> Step:
    before = sample.after(done) if done else sample.seen
    if adjustment.goal is None:
        return adjustment.step(strength, before)
    target = adjustment.target(strength)
    neutral = 1.0 if adjustment.is_ratio else 0.0
    limit = adjustment.limit
    last_amount, last_value = 0.0, measure.change(sample.seen, before)[adjustment.measured]
    amount = max(-limit, min(limit, adjustment.start * strength))
    best = (float("inf"), amount)
    for _ in range(4):
        value = measure.change(sample.seen, sample.after([*done, adjustment.step(amount, before)]))[adjustment.measured]
        best = min(best, (abs(value - target), amount))
        if abs(value - target) <= 0.08 * abs(target - neutral) or abs(value - last_value) < 1e-6:
            break
        slope = (value - last_value) / (amount - last_amount) if amount != last_amount else 0.0
        if not slope:
            break
        step = (target - value) / slope
        last_amount, last_value = amount, value
        # Never across zero (that would be the opposite word), nor more than doubled at once.
        bounds = sorted((amount * 0.2, amount * 2.2))
        amount = max(-limit, min(limit, max(bounds[0], min(bounds[1], amount + step))))
    return adjustment.step(best[1], before)
