"""Moves a look's recipe along: "a bit moodier" is part of the way from the photo to the recipe, "much" goes past it."""

from __future__ import annotations

import dataclasses
from typing import Any

from backends.engine.looks.library import LookRecipe
from backends.engine.operations.base import Operation
from backends.engine.recipe import Step

# A whole look at half strength must still be that look; past this, tints turn into paint.
_LEAST, _MOST = 0.4, 1.8

# Fields that say where or what, not how much.
_KEPT = {"pivot", "mix", "radius", "start", "size", "seed", "threshold", "rolloff"}


def at_strength(recipe: LookRecipe, strength: float) -> LookRecipe:
    """`recipe` at a strength of 1.0 as written; targets move as powers, fields from their neutral value."""
    if strength == 1.0:
        return recipe
    amount = min(max(strength, _LEAST), _MOST)
    return dataclasses.replace(
        recipe,
        steps=tuple(_scaled(step, amount) for step in recipe.steps),
        lightness=None if recipe.lightness is None else recipe.lightness**amount,
        chroma=None if recipe.chroma is None else recipe.chroma**amount,
    )


def _scaled(step: Step, amount: float) -> Step:
    if isinstance(step, Operation):
        return _grown(step, amount)
    values: dict[str, Any] = {}
    for part in dataclasses.fields(step):
        value = getattr(step, part.name)
        if part.name in _KEPT or not value:
            continue
        low, high = part.metadata["range"]
        if isinstance(value, tuple):
            values[part.name] = (value[0], _clip(value[1] * amount, *part.metadata["amount"]))
        elif isinstance(value, dict):
            neutral = 0.0 if part.name == "hue_shift" else 1.0
            values[part.name] = {hue: _clip(neutral + (v - neutral) * amount, low, high) for hue, v in value.items()}
        else:
            neutral = 1.0 if part.default == 1.0 else 0.0
            values[part.name] = _clip(neutral + (value - neutral) * amount, low, high)
    return dataclasses.replace(step, **values)


def _grown(step: Operation, amount: float) -> Operation:
    limits = {part.name: part.metadata["range"] for part in dataclasses.fields(step) if part.name in step.grows}
    return dataclasses.replace(
        step, **{name: _clip(getattr(step, name) * amount, *limits[name]) for name in step.grows}
    )


def _clip(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
