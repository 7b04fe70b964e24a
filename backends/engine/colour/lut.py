"""Bakes neighbouring grades, with the file's colour encoding around them, into one 33-point table in about 10 ms."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import PyOpenColorIO as ocio
from numpy.typing import NDArray

from backends.engine.colour.grade import transforms
from backends.engine.recipe import Grade, Step, step_from_json, step_to_json

SIZE = 33

_DEPTHS = {
    np.dtype(np.uint8): ocio.BIT_DEPTH_UINT8,
    np.dtype(np.uint16): ocio.BIT_DEPTH_UINT16,
    np.dtype(np.float32): ocio.BIT_DEPTH_F32,
}


class Table:
    """A baked grade. `apply` releases the interpreter lock, so strips may run on several threads."""

    def __init__(self, values: NDArray[np.float32]) -> None:
        """`values` is (33, 33, 33, 3), indexed by red, green, blue; its range is not clamped."""
        lut = ocio.Lut3DTransform(SIZE)
        lut.setInterpolation(ocio.INTERP_TETRAHEDRAL)
        lut.setData(values.ravel())
        self._processor = raw_config().getProcessor(lut)
        self._kernels: dict[tuple[np.dtype, np.dtype], ocio.CPUProcessor] = {}

    def apply(self, source: np.ndarray, target: np.ndarray) -> None:
        """Map `source` into `target`; both (height, width, 3) of uint8, uint16 or float32 in 0..1, maybe the same.

        Integer targets are clamped and rounded.
        """
        key = (source.dtype, target.dtype)
        if key not in self._kernels:
            self._kernels[key] = _kernel(self._processor, *key)
        _run(self._kernels[key], source, target)


def table(grades: Sequence[Grade], icc: bytes) -> Table | None:
    """The table of grades applied one after the other to pictures of profile `icc`; None where they do nothing."""
    return _table(json.dumps([step_to_json(grade) for grade in grades]), icc)


def baked(colours: Callable[[NDArray[np.float32]], NDArray[np.float32]], icc: bytes) -> Table:
    """The table of a function on display-encoded, unbounded sRGB (n, 3), for pictures of profile `icc`."""
    points = lattice().reshape(1, -1, 3)
    before, after = _device(icc)
    if before:
        _send(before, points)
    points = np.ascontiguousarray(colours(points.reshape(-1, 3)), dtype=np.float32).reshape(1, -1, 3)
    if after:
        _send(after, points)
    return Table(points.reshape(SIZE, SIZE, SIZE, 3))


def apply_grades(grades: Sequence[Grade], icc: bytes, picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """The grades exactly, without a table: cheaper than baking for pictures of less than 36,000 pixels."""
    chain = _chain(grades, icc)
    result = np.ascontiguousarray(picture).copy()
    if chain:
        _send(ocio.GroupTransform(chain), result)
    return result


def to_srgb(picture: NDArray[np.float32], icc: bytes) -> NDArray[np.float32]:
    """Float pixels of profile `icc` as display-encoded, unbounded sRGB; (height, width, 3)."""
    transform = _device(icc)[0]
    result = np.ascontiguousarray(picture, dtype=np.float32).copy()
    if transform is not None:
        _send(transform, result)
    return result


def from_srgb(colours: NDArray[np.float32], icc: bytes) -> NDArray[np.float32]:
    """Display-encoded sRGB (..., 3) as pixels of profile `icc`, clipped to what it can hold."""
    result = np.ascontiguousarray(colours, dtype=np.float32).reshape(1, -1, 3).copy()
    transform = _device(icc)[1]
    if transform is not None:
        _send(transform, result)
    return np.asarray(np.clip(result, 0, 1).reshape(colours.shape), np.float32)


@lru_cache(maxsize=32)
def _table(grades: str, icc: bytes) -> Table | None:
    steps: list[Step] = [step_from_json(grade) for grade in json.loads(grades)]
    chain = _chain([step for step in steps if isinstance(step, Grade)], icc)
    if not chain:
        return None
    points = lattice().reshape(1, -1, 3)
    _send(ocio.GroupTransform(chain), points)
    return Table(points.reshape(SIZE, SIZE, SIZE, 3))


def lattice() -> NDArray[np.float32]:
    """The colours that a table answers: (33^3, 3) of 0..1, red slowest."""
    axis = np.linspace(0, 1, SIZE, dtype=np.float32)
    return np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3)


def _chain(grades: Sequence[Grade], icc: bytes) -> list[ocio.Transform]:
    chain = [transform for grade in grades for transform in transforms(grade)]
    if not chain:
        return []
    before, after = _device(icc)
    return [*([before] if before else []), *chain, *([after] if after else [])]


def _device(icc: bytes) -> tuple[ocio.Transform | None, ocio.Transform | None]:
    if not icc:
        return None, None
    # Imported late: pictures without a profile, which are most, do not need it.
    from backends.engine.colour.encoding import device_to_srgb, srgb_to_device

    return device_to_srgb(icc), srgb_to_device(icc)


@lru_cache(maxsize=1)
def raw_config() -> ocio.Config:
    """Without colour spaces, and without the processor cache."""
    config = ocio.Config.CreateRaw()
    # The cache of OpenColorIO 2.6 tells tables apart by their smallest and largest values only, and so hands out
    # the wrong one (2026-11: "less colour" came out as "more contrast").
    config.setProcessorCacheFlags(ocio.PROCESSOR_CACHE_OFF)
    return config


def _kernel(processor: ocio.Processor, source: np.dtype, target: np.dtype) -> ocio.CPUProcessor:
    return processor.getOptimizedCPUProcessor(_DEPTHS[source], _DEPTHS[target], ocio.OPTIMIZATION_DEFAULT)


def _send(transform: ocio.Transform, colours: NDArray[np.float32]) -> None:
    """Exactly, in place; (height, width, 3)."""
    _run(_kernel(raw_config().getProcessor(transform), colours.dtype, colours.dtype), colours, colours)


def _run(kernel: ocio.CPUProcessor, source: np.ndarray, target: np.ndarray) -> None:
    if source is target:
        kernel.apply(_packed(source))
    else:
        kernel.apply(_packed(source), _packed(target))


def _packed(picture: np.ndarray) -> ocio.PackedImageDesc:
    height, width = picture.shape[:2]
    size = picture.itemsize
    return ocio.PackedImageDesc(picture, width, height, 3, _DEPTHS[picture.dtype], size, 3 * size, 3 * width * size)
