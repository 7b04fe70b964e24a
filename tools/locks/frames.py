"""Where a lock lies on the picture that an edit starts from, whatever was cropped or painted since it was set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backends.engine.carrying import carried, on_source
from backends.engine.recipe import Recipe
from backends.engine.regions.base import SIDE, Mask
from backends.engine.regions.geometry import as_geometry, rasterised
from backends.engine.render import reframes
from backends.types import Json, Lock
from tools.base import Tree
from tools.stem import stems


def on_stem(lock: Lock, tree: Tree, start: str) -> Lock:
    """The lock as it lies on the stem of `start`: its geometry is in fractions of the stem of the variant that it was
    set on. A region by its name is found there anew."""
    if lock.geometry.kind == "region":
        return lock
    down, up = _apart(stems(tree, lock.on), stems(tree, start))
    if not any(reframes(Recipe.from_json(recipe).steps) for recipe, _, _ in (*down, *up)):
        return lock
    # What a lock leaves free is turned back at the end: borders that are new were never locked.
    mask: Mask | None = None
    geometry = replace(lock.geometry, outside=False)
    for recipe, width, height in reversed(down):
        after = Recipe.from_json(recipe)
        mask = rasterised(geometry, SIDE, SIDE) if mask is None else mask
        mask = on_source(mask, after, width, height)
    for recipe, width, height in up:
        if mask is None:
            scale = min(1.0, SIDE / max(width, height))
            mask = rasterised(geometry, max(1, round(height * scale)), max(1, round(width * scale)))
        mask = np.asarray(carried(mask, Recipe.from_json(recipe).steps), np.uint8)
    assert mask is not None
    return replace(lock, geometry=as_geometry(mask, outside=lock.geometry.outside))


_Link = tuple[Json, int, int]


def _apart(one: Sequence[tuple[str, _Link]], other: Sequence[tuple[str, _Link]]) -> tuple[list[_Link], list[_Link]]:
    """The recipes between two stems, each on a picture of some size: those to take back, and those that came since."""
    alike = 0
    while alike < min(len(one), len(other)) and one[alike][0] == other[alike][0]:
        alike += 1
    return [link for _, link in one[alike:]], [link for _, link in other[alike:]]
