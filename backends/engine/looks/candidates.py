"""What could be made for a request: a look's recipes, or an adjustment alone and in company."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from backends.engine.looks import adjust as adjustments
from backends.engine.looks.definitions import Condition, Definition, gentler
from backends.engine.looks.library import LookFile, LookRecipe, Shelf
from backends.engine.looks.solve import Sample, solve
from backends.engine.looks.strength import at_strength
from backends.engine.recipe import Step
from backends.errors import BadRequest

# How many recipes are tried for variations without a wish; each takes some 10 ms.
_SURPRISES = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """`build` finds the steps for the photo (some 10 ms). `label` keeps a variant from being made twice, `taken` says
    that it was already; `definition` is what must be measured after it, `where` what the photo must be before."""

    label: str
    definition: Definition
    build: Callable[[], tuple[Step, ...]]
    taken: bool = False
    where: tuple[Condition, ...] = ()


def candidates(
    sample: Sample,
    asked: str,
    wishes: Mapping[str, float],
    count: int,
    strength: float,
    taken: Sequence[str],
    seed: int,
    shelf: Shelf,
) -> list[Candidate]:
    """In the order to be tried: the look's own, turned by `seed`, those in `taken` last. Raises BadRequest."""
    found = _found(sample, asked, wishes, count, strength, shelf)
    turn = seed % len(found)
    marked = [dataclasses.replace(one, taken=one.label in taken) for one in found[turn:] + found[:turn]]
    return sorted(marked, key=lambda one: one.taken)


def _found(
    sample: Sample, asked: str, wishes: Mapping[str, float], count: int, strength: float, shelf: Shelf
) -> list[Candidate]:
    if not asked and not wishes:
        moods = [file for file in shelf.looks.values() if file.family == "mood" and not file.weak]
        pairs = [(file, file.recipes[n]) for n in (0, 1) for file in moods if n < len(file.recipes)]
        return [_of_look(sample, file, recipe, strength, {}) for file, recipe in pairs[: max(_SURPRISES, 3 * count)]]
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
) -> Candidate:
    def build() -> tuple[Step, ...]:
        scaled = at_strength(recipe, strength)
        steps = solve(sample, scaled.steps, scaled.lightness, scaled.chroma)
        if not wishes:
            return steps
        return (*steps, *adjustments.steps(sample.then(steps), wishes))

    return Candidate(file.label(recipe), gentler(file.definition, strength), build, where=file.where)


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


def _of_adjustments(sample: Sample, wishes: Mapping[str, float], count: int) -> list[Candidate]:
    definition = adjustments.definition(wishes)
    name = adjustments.label(wishes)

    def one(factor: float, companion: str, extra: Mapping[str, float]) -> Candidate:
        adjust = {**extra, **{wish: strength * factor for wish, strength in wishes.items()}}
        label = ", ".join(part for part in (name, companion, {0.6: "a little", 1.7: "strong"}.get(factor, "")) if part)
        return Candidate(label, definition, lambda: adjustments.steps(sample, adjustments.wanted(adjust)))

    if count == 1:
        return [one(1.0, "", {})]
    extras = [(n, {k: v for k, v in e.items() if k not in wishes}) for n, e in _COMPANIONS]
    return [one(factor, n, e) for factor in (1.0, 1.7, 0.6) for n, e in extras if e or not n]
