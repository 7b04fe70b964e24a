"""Replays a recipe at any size in one pass over strips that fit the cache, never with a float copy of the whole."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine import spatial
from backends.engine.colour import lut
from backends.engine.operations.base import Operation
from backends.engine.pixels import Array, Pixels, as_float, scout
from backends.engine.recipe import Bloom, Clarity, Grade, Grain, Recipe, SpatialStep, Step

# Values of a strip: 1 MB of float32, about what a core's own cache holds.
_STRIP = 1 << 18


def render(pixels: Pixels, recipe: Recipe) -> Pixels:
    """The picture after the recipe: same depth and profile, in new memory (or `pixels` itself where the recipe does
    nothing). Memory: the result and some MB a thread, and what a whole-picture operation takes for itself."""
    for is_operation, steps in itertools.groupby(recipe.steps, lambda step: isinstance(step, Operation)):
        if is_operation:
            for step in steps:
                assert isinstance(step, Operation)
                pixels = step.apply(pixels)
        else:
            pixels = _in_strips(pixels, Recipe(tuple(steps)))
    return pixels


def size_after(recipe: Recipe, width: int, height: int) -> tuple[int, int]:
    """What the recipe makes of a picture of `width` x `height` pixels."""
    for step in recipe.steps:
        if isinstance(step, Operation):
            width, height = step.size(width, height)
    return width, height


def reframes(steps: Iterable[Step]) -> bool:
    """Whether the frame, the size or the place of things changes."""
    return any(isinstance(step, Operation) and step.reframes for step in steps)


def _in_strips(pixels: Pixels, recipe: Recipe) -> Pixels:
    stages = _stages(recipe, pixels)
    if not stages:
        return pixels
    source = pixels.rgb
    result = np.empty_like(source)
    rows = max(4, _STRIP // (3 * source.shape[1]))

    def strip(top: int) -> None:
        bottom = min(top + rows, source.shape[0])
        _strip(stages, source[top:bottom], result[top:bottom], top, bottom)

    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as threads:
        for _ in threads.map(strip, range(0, source.shape[0], rows)):
            pass
    return Pixels(result, pixels.alpha, pixels.icc)


def render_float(picture: NDArray[np.float32], recipe: Recipe, icc: bytes = b"") -> NDArray[np.float32]:
    """The same for a small float picture (height, width, 3): grades exactly, values not clamped, and no grain,
    which a small picture averages away. Whole-picture operations are left out: light and colour are what is solved."""
    height, width = picture.shape[:2]
    result = picture.copy()
    for group in _grouped(recipe):
        if isinstance(group, tuple):
            result = lut.apply_grades(group, icc, np.clip(result, 0, 1))
        elif not isinstance(group, Grain) and (apply := spatial.prepare(group, scout(result), height, width)):
            apply(result, 0, height)
    return result


_Stage = lut.Table | spatial.Shade | spatial.Applied


def _stages(recipe: Recipe, pixels: Pixels) -> list[_Stage]:
    """Tables and spatial steps in order. What needs a scout gets it as the steps before left it."""
    height, width = pixels.rgb.shape[:2]
    groups = _grouped(recipe)
    last = max((n for n, group in enumerate(groups) if isinstance(group, Clarity | Bloom)), default=-1)
    small = pixels.scout.copy() if last >= 0 else _NO_SCOUT
    stages: list[_Stage] = []
    for number, group in enumerate(groups):
        if isinstance(group, tuple):
            stage = lut.table(group, pixels.icc)
        else:
            stage = spatial.prepare(group, small, height, width)
        if stage is None:
            continue
        stages.append(stage)
        if number < last:
            _follow(small, group, stage)
    return _joined(stages)


def _joined(stages: list[_Stage]) -> list[_Stage]:
    """Neighbouring shades as one stage."""
    joined: list[_Stage] = []
    for is_shade, run in itertools.groupby(stages, lambda stage: isinstance(stage, spatial.Shade)):
        several = list(run)
        if is_shade:
            several = [spatial.shaded([stage for stage in several if isinstance(stage, spatial.Shade)])]
        joined += several
    return joined


_NO_SCOUT = np.zeros((1, 1, 3), np.float32)


def _grouped(recipe: Recipe) -> list[tuple[Grade, ...] | SpatialStep]:
    """Neighbouring grades together, spatial steps alone."""
    groups: list[tuple[Grade, ...] | SpatialStep] = []
    for step in recipe.steps:
        if isinstance(step, Operation):
            continue
        if not isinstance(step, Grade):
            groups.append(step)
        elif groups and isinstance(before := groups[-1], tuple):
            groups[-1] = (*before, step)
        else:
            groups.append((step,))
    return groups


def _follow(small: NDArray[np.float32], group: tuple[Grade, ...] | SpatialStep, stage: _Stage) -> None:
    """Change the scout as the picture will be changed; grain averages away at its size."""
    if isinstance(stage, lut.Table):
        stage.apply(np.clip(small, 0, 1), small)
    elif not isinstance(group, tuple | Grain) and (apply := spatial.prepare(group, small, *small.shape[:2])):
        apply(small, 0, small.shape[0])


def _strip(stages: list[_Stage], source: Array, result: Array, top: int, bottom: int) -> None:
    first, rest = stages[0], stages[1:]
    if isinstance(first, lut.Table) and not rest:
        first.apply(source, result)
        return
    if isinstance(first, lut.Table):
        work = np.empty(source.shape, np.float32)
        first.apply(source, work)
    else:
        work, rest = as_float(source), stages
    for stage in rest:
        if isinstance(stage, lut.Table):
            np.clip(work, 0, 1, out=work)
            stage.apply(work, work)
        else:
            stage(work, top, bottom)
    _store(work, result)


def _store(work: NDArray[np.float32], result: Array) -> None:
    if result.dtype == np.uint8:
        cv2.convertScaleAbs(np.maximum(work, 0.0, out=work), dst=result, alpha=255)
    else:
        np.multiply(work, 65535.0, out=work)
        np.add(np.clip(work, 0.0, 65535.0, out=work), 0.5, out=work)
        np.copyto(result, work, casting="unsafe")
