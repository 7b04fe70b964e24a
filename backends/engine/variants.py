"""Makes N variants that are measurably on request and measurably different from each other, or says that it cannot."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from backends.engine import adjust as adjustments
from backends.engine import definitions, measure
from backends.engine.definitions import Definition
from backends.engine.looks import LookFile, LookRecipe, Shelf, looks
from backends.engine.lut import to_srgb
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe, Step
from backends.engine.render import render, scout
from backends.engine.solve import Sample, solve
from backends.engine.strength import at_strength
from backends.engine.words import describe
from backends.errors import BadRequest, CheckFailed
from backends.types import Check

# Every pair of a round: mean CIEDE2000, and the same after mean lightness is matched. Picked with a margin, because
# what is promised must still hold on the full-size file after JPEG.
APART = (6.0, 5.0)
_MARGIN = (6.8, 5.6)
# Adjustments of one kind are closer to each other by nature; below this a person sees no difference.
_VISIBLE = (2.5, 0.0)


@dataclass(frozen=True, slots=True)
class Made:
    """A variant that passed its checks. `pixels` is the proxy after `recipe`, in the source's encoding; `look` the
    label that keeps it from being made again ("moodier: cold storm"); `note` a sentence for the person where fewer
    or closer variants were possible than asked (on the first one only)."""

    recipe: Recipe
    pixels: Pixels
    look: str
    words: str
    checks: tuple[Check, ...]
    nearest: float
    note: str = ""


def make(
    source: Pixels,
    base: Recipe,
    *,
    look: str = "",
    adjust: Mapping[str, float] | None = None,
    count: int = 1,
    strength: float = 1.0,
    taken: Sequence[str] = (),
    seed: int = 0,
    shelf: Shelf | None = None,
) -> Iterator[Made]:
    """Up to `count` variants of `source` after `base`. `source` is a proxy of about 1.5 MP or less.

    With a look, its recipes; with adjustments, those; with both, the adjustments on top of the look; with neither,
    one recipe of each look. Labels in `taken` come last. Raises BadRequest for unknown names and CheckFailed when
    no variant does what was asked.
    """
    wishes = adjustments.wanted(adjust or {})
    start = render(source, base)
    sample = Sample.of(start.rgb, start.icc)
    candidates = _candidates(sample, look, wishes, count, strength, shelf or looks())
    ordered = _ordered(candidates, taken, seed)
    chosen, thresholds = _Round(source, base, start, sample, ordered).pick(count)
    if not chosen:
        raise CheckFailed(
            f"no {look or adjustments.label(wishes) or 'new'} variant of this photo passed its checks",
            "Try a gentler wording, or another look.",
        )
    note = _note(len(chosen), count, thresholds)
    for number, variant in enumerate(chosen):
        nearest = min((_apart(variant, other)[0] for other in chosen if other is not variant), default=0.0)
        yield Made(
            variant.recipe,
            variant.pixels,
            variant.label,
            variant.words,
            variant.checks,
            round(nearest, 2),
            note if number == 0 else "",
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What could be made: `build` finds the steps for the photo (it takes some 20 ms)."""

    label: str
    definition: Definition
    build: Callable[[], tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class _Tried:
    """A candidate fitted to the sample, small."""

    candidate: _Candidate
    steps: tuple[Step, ...]
    seen: measure.Look


@dataclass(frozen=True, slots=True)
class _Rendered:
    label: str
    recipe: Recipe
    pixels: Pixels
    lab: np.ndarray
    words: str
    checks: tuple[Check, ...]


def _candidates(
    sample: Sample, asked: str, wishes: Mapping[str, float], count: int, strength: float, shelf: Shelf
) -> list[_Candidate]:
    if not asked and not wishes:
        return [
            _of_look(sample, file, file.recipes[n], strength, {})
            for n in (0, 1)
            for file in shelf.looks.values()
            if n < len(file.recipes)
        ]
    if not asked:
        return _of_adjustments(sample, wishes, count)
    if strength <= 0:
        raise BadRequest(f"the opposite of {asked!r} is not a look", 'Say what you want instead, such as "brighter".')
    file, recipes = shelf.find(asked)
    result = [_of_look(sample, file, recipe, strength, wishes) for recipe in recipes]
    if count > len(recipes):
        # More than there are recipes: the same ones bolder and gentler, if those are different enough.
        for factor, word in ((1.5, "bolder"), (0.6, "gentler")):
            for recipe in recipes:
                more = _of_look(sample, file, recipe, strength * factor, wishes)
                result.append(dataclasses.replace(more, label=f"{more.label}, {word}"))
    return result


def _of_look(
    sample: Sample, file: LookFile, recipe: LookRecipe, strength: float, wishes: Mapping[str, float]
) -> _Candidate:
    def build() -> tuple[Step, ...]:
        scaled = at_strength(recipe, strength)
        steps = solve(sample, scaled.steps, scaled.lightness, scaled.chroma)
        if not wishes:
            return steps
        return (*steps, *adjustments.steps(sample.then(steps), wishes))

    return _Candidate(file.label(recipe), file.definition, build)


# What may go with an adjustment when several different versions of it are asked for.
_COMPANIONS: tuple[tuple[str, dict[str, float]], ...] = (
    ("", {}),
    ("with contrast", {"contrast": 1.2, "clarity": 0.6}),
    ("matt", {"fade": 1.3, "saturation": -0.8}),
    ("rich", {"saturation": 1.0, "shadows": -0.6}),
    ("muted", {"saturation": -1.6}),
    ("soft", {"bloom": 1.0, "contrast": -0.8}),
    ("with dark corners", {"vignette": 1.4, "clarity": 0.5}),
)


def _of_adjustments(sample: Sample, wishes: Mapping[str, float], count: int) -> list[_Candidate]:
    definition = adjustments.definition(wishes)
    name = adjustments.label(wishes)

    def one(factor: float, companion: str, extra: Mapping[str, float]) -> _Candidate:
        adjust = {**extra, **{wish: strength * factor for wish, strength in wishes.items()}}
        label = ", ".join(part for part in (name, companion, {0.6: "a little", 1.7: "strong"}.get(factor, "")) if part)
        return _Candidate(label, definition, lambda: adjustments.steps(sample, adjustments.wanted(adjust)))

    if count == 1:
        return [one(1.0, "", {})]
    extras = [(n, {k: v for k, v in e.items() if k not in wishes}) for n, e in _COMPANIONS]
    return [one(factor, n, e) for factor in (1.0, 1.7, 0.6) for n, e in extras if e or not n]


def _ordered(candidates: list[_Candidate], taken: Sequence[str], seed: int) -> list[_Candidate]:
    turn = seed % len(candidates)
    turned = candidates[turn:] + candidates[:turn]
    return sorted(turned, key=lambda candidate: candidate.label in taken)


class _Round:
    """One search for variants: fits candidates, picks those far apart, renders them and checks again."""

    def __init__(
        self, source: Pixels, base: Recipe, start: Pixels, sample: Sample, candidates: list[_Candidate]
    ) -> None:
        self._source, self._base, self._sample = source, base, sample
        self._candidates = candidates
        self._before = _look_of(start)
        self._noise = measure.noise(start.rgb)

    def pick(self, count: int) -> tuple[list[_Rendered], tuple[float, float]]:
        if count == 1:
            for candidate in self._candidates:
                tried = self._try(candidate)
                if tried and (variant := self._render(tried)):
                    return [variant], APART
            return [], APART
        with ThreadPoolExecutor(2) as threads:
            tried = [one for one in threads.map(self._try, self._candidates) if one]
        best: tuple[list[_Rendered], tuple[float, float]] = ([], APART)
        for thresholds in (_MARGIN, APART, _VISIBLE):
            found = self._far_apart(tried, count, thresholds)
            if len(found) > len(best[0]):
                best = found, thresholds
            if len(best[0]) == count:
                break
        return best

    def _try(self, candidate: _Candidate) -> _Tried | None:
        steps = candidate.build()
        seen = self._sample.after(steps)
        change = measure.change(self._sample.seen, seen) | {"noise": 1.0}
        if not all(check.holds for check in definitions.check(candidate.definition, change)):
            return None
        return _Tried(candidate, steps, seen)

    def _far_apart(self, tried: list[_Tried], count: int, thresholds: tuple[float, float]) -> list[_Rendered]:
        """Greedy: from the first candidate on, always the one that is farthest from all that were picked."""
        left = list(tried)
        picked: list[tuple[_Tried, _Rendered]] = []
        room = {id(one): float("inf") for one in left}
        while left and len(picked) < count:
            one = max(left, key=lambda t: min(room[id(t)], 1e9))
            left.remove(one)
            if room[id(one)] < 1.0:
                break
            variant = self._render(one)
            if variant is None or any(
                not _enough(_apart(variant, other), APART if thresholds > APART else thresholds) for _, other in picked
            ):
                continue
            picked.append((one, variant))
            for rest in left:
                e, matched = measure.apart(one.seen.lab, rest.seen.lab)
                room[id(rest)] = min(
                    room[id(rest)], e / thresholds[0], matched / thresholds[1] if thresholds[1] else 1e9
                )
        return [variant for _, variant in picked]

    def _render(self, tried: _Tried) -> _Rendered | None:
        """The proxy, checked again as it is; None when it fails there."""
        recipe = self._base.then(tried.steps)
        pixels = render(self._source, recipe)
        after = _look_of(pixels)
        change = measure.change(self._before, after) | {"noise": measure.noise(pixels.rgb) - self._noise}
        checks = definitions.check(tried.candidate.definition, change)
        if not all(check.holds for check in checks):
            return None
        return _Rendered(tried.candidate.label, recipe, pixels, after.lab, describe(change), checks)


def _look_of(pixels: Pixels) -> measure.Look:
    return measure.measure(to_srgb(scout(pixels.rgb, measure.SIDE), pixels.icc))


def _apart(one: _Rendered, other: _Rendered) -> tuple[float, float]:
    return measure.apart(one.lab, other.lab)


def _enough(distance: tuple[float, float], thresholds: tuple[float, float]) -> bool:
    return distance[0] >= thresholds[0] and distance[1] >= thresholds[1]


def _note(made: int, asked: int, thresholds: tuple[float, float]) -> str:
    if made < asked:
        return f"Only {made} of {asked} came out different enough from each other on this photo."
    if made > 1 and thresholds == _VISIBLE:
        return "They are closer to each other than variants of a look."
    return ""
