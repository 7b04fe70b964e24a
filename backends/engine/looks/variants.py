"""Makes N variants that are measurably on request and measurably different from each other, or says that it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.lut import to_srgb
from backends.engine.looks import adjust as adjustments
from backends.engine.looks import definitions
from backends.engine.looks.candidates import Candidate, candidates
from backends.engine.looks.library import Shelf, looks
from backends.engine.looks.solve import Sample
from backends.engine.measure import features as measure
from backends.engine.measure import texture
from backends.engine.measure.words import describe
from backends.engine.operations.base import Operation
from backends.engine.pixels import Pixels, scout
from backends.engine.recipe import Recipe, Step
from backends.engine.render import render
from backends.errors import CheckFailed, NotPossible
from backends.types import Check

# Every pair of a round: mean CIEDE2000, and the same after mean lightness is matched. Picked with a margin, because
# what is promised must still hold on the full-size file after JPEG.
APART = (6.0, 5.0)
_MARGIN = (6.8, 5.6)
# Where a look or an adjustment leaves less room, this much is still plain to see; it is made, and said.
_VISIBLE = (2.5, 0.0)


@dataclass(frozen=True, slots=True)
class Made:
    """A variant that passed its checks. `pixels` is the proxy after `recipe`, in the source's encoding; `look` the
    label that keeps it from being made again ("moodier: cold storm"); `note` a sentence for the person where fewer
    or closer variants were possible than asked (on the first one only). `locked` is where nothing changed, small, and
    `seam` says so where that keeps a light which is not that around it any more."""

    recipe: Recipe
    pixels: Pixels
    look: str
    words: str
    checks: tuple[Check, ...]
    nearest: float
    note: str = ""
    locked: NDArray[np.uint8] | None = None
    seam: str = ""


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
    one recipe of each look. Labels in `taken` come last. Raises BadRequest for unknown names, NotPossible where the
    photo is none for the look, and CheckFailed when no variant does what was asked.
    """
    wishes = adjustments.wanted(adjust or {})
    start = render(source, base)
    sample = Sample.of(start.rgb, start.icc)
    found = candidates(sample, look, wishes, count, strength, taken, seed, shelf or looks())
    warning = _suited(start, found, look)
    search = _Search(source, base, start, sample, found)
    chosen, thresholds = search.pick(count)
    if not chosen:
        asked = look or adjustments.label(wishes) or "new"
        raise CheckFailed(
            f'this photo cannot be made "{asked}" as it is meant (not reached: {search.missed()})',
            "Try a gentler wording, or another look.",
        )
    note = " ".join(part for part in (warning, _note(len(chosen), count, thresholds)) if part)
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


def _suited(start: Pixels, found: list[Candidate], asked: str) -> str:
    """A warning where the photo is not quite one for the look that was asked; raises NotPossible where it is none."""
    if not asked or not (conditions := found[0].where):
        return ""
    from backends.engine.looks.scene import unmet

    missing = unmet(start, conditions)
    if refused := [condition.needs for condition in missing if condition.refuse]:
        raise NotPossible(
            f'"{asked}" needs {" and ".join(refused)}, which this photo has not', "Another look may do: stet looks."
        )
    return f"This look is made for {' and '.join(c.needs for c in missing)}; judge for yourself." if missing else ""


@dataclass(frozen=True, slots=True)
class _Tried:
    """A candidate fitted to the sample, small."""

    candidate: Candidate
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


class _Search:
    """Fits candidates to the photo, picks those that are far apart, renders them and checks them again."""

    def __init__(
        self, source: Pixels, base: Recipe, start: Pixels, sample: Sample, candidates: list[Candidate]
    ) -> None:
        self._source, self._base, self._sample = source, base, sample
        self._candidates = candidates
        self._start = start
        self._before = _look_of(start)
        self._noise = measure.noise(start.rgb)
        self._rendered: dict[str, _Rendered | None] = {}
        self._missed: dict[str, int] = {}

    @cached_property
    def _texture(self) -> texture.Texture:
        return texture.Texture.of(self._start)

    def pick(self, count: int) -> tuple[list[_Rendered], tuple[float, float]]:
        """Up to `count`, in the candidates' order, and the distances that hold between them."""
        if count == 1:
            for candidate in self._candidates:
                tried = self._try(candidate)
                if tried and (variant := self._render(tried)):
                    return [variant], APART
            return [], APART
        with ThreadPoolExecutor(2) as threads:
            tried = [one for one in threads.map(self._try, self._candidates) if one]
        best: tuple[list[_Rendered], tuple[float, float]] = ([], APART)
        for wished, needed in ((_MARGIN, APART), (APART, APART), (_VISIBLE, _VISIBLE)):
            found = self._far_apart(tried, count, wished, needed)
            if len(found) > len(best[0]):
                best = found, needed
            if len(best[0]) == count:
                break
        order = [candidate.label for candidate in self._candidates]
        return sorted(best[0], key=lambda variant: order.index(variant.label)), best[1]

    def missed(self) -> str:
        """The statements that failed, the most frequent first."""
        names = sorted(self._missed, key=lambda name: -self._missed[name])
        return ", ".join(names[:3]) or "a visible difference"

    def _try(self, candidate: Candidate) -> _Tried | None:
        steps = candidate.build()
        if any(isinstance(step, Operation) for step in steps):
            return self._drawn(candidate, steps)
        seen = self._sample.after(steps)
        # Fine noise and texture cannot be seen at this size; the proxy is checked for them.
        change = measure.change(self._sample.seen, seen) | {"noise": 1.0}
        definition = tuple(one for one in candidate.definition if not _of_texture((one,)))
        return _Tried(candidate, steps, seen) if self._holds(definitions.check(definition, change)) else None

    def _drawn(self, candidate: Candidate, steps: tuple[Step, ...]) -> _Tried | None:
        """Strokes and dots have no small copy: what they are is seen on the proxy alone."""
        steps = tuple(step.resolved(self._start) if isinstance(step, Operation) else step for step in steps)
        made = self._render(_Tried(candidate, steps, self._before))
        return made and _Tried(candidate, steps, Sample.of(made.pixels.rgb, made.pixels.icc).seen)

    def _holds(self, checks: tuple[Check, ...]) -> bool:
        for check in checks:
            if not check.holds:
                self._missed[check.name] = self._missed.get(check.name, 0) + 1
        return all(check.holds for check in checks)

    def _far_apart(
        self, tried: list[_Tried], count: int, wished: tuple[float, float], needed: tuple[float, float]
    ) -> list[_Rendered]:
        """Greedy: from the first on, always the one farthest from all picked; what was shown before only if need be."""
        room = {one.candidate.label: float("inf") for one in tried}
        picked: list[_Rendered] = []
        left = list(tried)
        while len(picked) < count:
            left = [one for one in left if room[one.candidate.label] >= 1.0]
            if not left:
                break
            one = max(left, key=lambda t: (not t.candidate.taken, room[t.candidate.label]))
            left.remove(one)
            variant = self._render(one)
            if variant is None or not all(_enough(_apart(variant, other), needed) for other in picked):
                continue
            picked.append(variant)
            for rest in left:
                plain, matched = measure.apart(one.seen.lab, rest.seen.lab)
                closest = min(plain / wished[0], matched / wished[1] if wished[1] else float("inf"))
                room[rest.candidate.label] = min(room[rest.candidate.label], closest)
        return picked

    def _render(self, tried: _Tried) -> _Rendered | None:
        """The proxy, checked as it is; None when it fails there."""
        label = tried.candidate.label
        if label not in self._rendered:
            recipe = self._base.then(tried.steps)
            pixels = render(self._source, recipe)
            after = _look_of(pixels)
            change = measure.change(self._before, after) | {"noise": measure.noise(pixels.rgb) - self._noise}
            if _of_texture(tried.candidate.definition):
                change |= texture.change(self._texture, texture.Texture.of(pixels))
            checks = definitions.check(tried.candidate.definition, change)
            made = _Rendered(label, recipe, pixels, after.lab, describe(change), checks)
            self._rendered[label] = made if self._holds(checks) else None
        return self._rendered[label]


def _of_texture(definition: definitions.Definition) -> bool:
    return any(bound.measure in definitions.TEXTURE for one in definition for bound in one.any)


def _look_of(pixels: Pixels) -> measure.Look:
    return measure.measure(to_srgb(scout(pixels.rgb, measure.SIDE), pixels.icc))


def _apart(one: _Rendered, other: _Rendered) -> tuple[float, float]:
    return measure.apart(one.lab, other.lab)


def _enough(distance: tuple[float, float], needed: tuple[float, float]) -> bool:
    return distance[0] >= needed[0] and distance[1] >= needed[1]


def _note(made: int, asked: int, needed: tuple[float, float]) -> str:
    if made < asked:
        return f"Only {made} of {asked} came out as meant and visibly different from each other on this photo."
    if made > 1 and needed == _VISIBLE:
        return "These are closer to each other than usual: there is not more room for this on this photo."
    return ""
