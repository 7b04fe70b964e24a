"""Replays a recipe at any size in one pass over strips that fit the cache, never with a float copy of the whole."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine import lut, spatial
from backends.engine.pixels import Array, Pixels
from backends.engine.recipe import Grade, Recipe

# Values of a strip: 1 MB of float32, about what a core's own cache holds.
_STRIP = 1 << 18


def render(pixels: Pixels, recipe: Recipe) -> Pixels:
    """The picture after the recipe: same size, depth, profile and alpha, in new memory (or `pixels` itself where
    the recipe does nothing). Memory: the result, and some MB a thread."""
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
    """The same for a small float picture (height, width, 3): grades exactly, values not clamped."""
    height, width = picture.shape[:2]
    result = picture.copy()
    for is_grade, steps in groupby(recipe.steps, key=lambda step: isinstance(step, Grade)):
        if is_grade:
            grades = [step for step in steps if isinstance(step, Grade)]
            result = lut.apply_grades(grades, icc, np.clip(result, 0, 1))
            continue
        for step in steps:
            if not isinstance(step, Grade) and (apply := spatial.prepare(step, scout(result), height, width)):
                apply(result, 0, height)
    return result


def scout(picture: NDArray, side: int = spatial.SCOUT) -> NDArray[np.float32]:
    """A small float copy of a picture of any depth: 0..1, long side at most `side`."""
    scale = side / max(picture.shape[:2])
    if scale < 1:
        height, width = (max(1, round(n * scale)) for n in picture.shape[:2])
        picture = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return as_float(picture)


def as_float(picture: NDArray) -> NDArray[np.float32]:
    if picture.dtype == np.float32:
        return picture
    return np.multiply(picture, 1 / np.iinfo(picture.dtype).max, dtype=np.float32)


_Stage = lut.Table | spatial.Applied


def _stages(recipe: Recipe, pixels: Pixels) -> list[_Stage]:
    """Tables and spatial steps in order, each prepared on the scout as the steps before it left it."""
    height, width = pixels.rgb.shape[:2]
    small: NDArray[np.float32] | None = None
    spatial_left = sum(not isinstance(step, Grade) for step in recipe.steps)
    stages: list[_Stage] = []
    for is_grade, steps in groupby(recipe.steps, key=lambda step: isinstance(step, Grade)):
        if spatial_left and small is None:
            small = scout(pixels.rgb).copy()
        if is_grade:
            table = lut.table([step for step in steps if isinstance(step, Grade)], pixels.icc)
            if table:
                stages.append(table)
                if spatial_left and small is not None:
                    table.apply(np.clip(small, 0, 1), small)
            continue
        for step in steps:
            if isinstance(step, Grade) or small is None:
                continue
            spatial_left -= 1
            if apply := spatial.prepare(step, small, height, width):
                stages.append(apply)
                if later := spatial.prepare(step, small, *small.shape[:2]):
                    later(small, 0, small.shape[0])
    return stages


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
        cv2.convertScaleAbs(cv2.max(work, 0.0, dst=work), dst=result, alpha=255)
    else:
        cv2.multiply(work, 65535.0, dst=result, dtype=cv2.CV_16U)
