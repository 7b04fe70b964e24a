"""The bare peers of one_shot.py: decode, three baked tables with the same spatial steps, three JPEG encodes."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import PyOpenColorIO as ocio
from numpy.typing import NDArray
from PIL import Image

from backends.engine.colour import lut
from backends.engine.operations.base import Operation
from backends.engine.pixels import Pixels
from backends.engine.recipe import Clarity, Grade, Grain, Recipe, SpatialStep, Vignette
from backends.engine.render import render

THREADS = 2
Bytes = NDArray[np.uint8]


def main(peer: str, photo: str, recipes: str, out: str) -> None:
    image = Image.open(photo)
    icc, exif = image.info.get("icc_profile", b""), image.info.get("exif", b"")
    rgb = np.asarray(image.convert("RGB"))
    folder = Path(out) / peer
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(THREADS) as threads:
        for number, described in enumerate(json.loads(Path(recipes).read_text())):
            recipe = Recipe.from_json(described)
            made = render(Pixels(rgb, None, icc), recipe).rgb if peer == "kernels" else plain(rgb, recipe, icc, threads)
            threads.submit(encode, made, folder / f"{number}.jpg", icc, exif)


def encode(rgb: Any, path: Path, icc: bytes, exif: bytes) -> None:
    Image.fromarray(rgb).save(path, quality=92, icc_profile=icc, exif=exif)


def plain(rgb: Bytes, recipe: Recipe, icc: bytes, threads: ThreadPoolExecutor) -> Any:
    work: Any = rgb.copy()
    height, width = work.shape[:2]
    half = height // 2
    cv2.setNumThreads(THREADS)
    for step in recipe.steps:
        if isinstance(step, Grade):
            kernel = table(step, icc)
            rows = (work[:half], work[half:])
            list(threads.map(lambda strip, kernel=kernel: apply(kernel, strip), rows))
            continue
        if isinstance(step, Operation):
            raise TypeError(f"{type(step).__name__} has no bare counterpart")
        work = spatial(step, work, width, height)
    return work


def spatial(step: SpatialStep, work: Any, width: int, height: int) -> Any:
    if isinstance(step, Vignette):
        y, x = np.mgrid[-1:1:64j, -1:1:96j]
        fall = (1 - step.amount * np.clip(np.hypot(x, y) / 1.414, 0, 1) ** 2).astype(np.float32)
        gain = cv2.cvtColor(cv2.resize(fall, (width, height)), cv2.COLOR_GRAY2RGB)
        return cv2.multiply(work, gain, dtype=cv2.CV_8U)
    if isinstance(step, Clarity):
        light = cv2.cvtColor(work, cv2.COLOR_RGB2GRAY)
        small = cv2.resize(light, (768, 512), interpolation=cv2.INTER_AREA)
        base = cv2.resize(cv2.GaussianBlur(small, (0, 0), step.radius * 768), (width, height))
        detail = cv2.subtract(light, base, dtype=cv2.CV_16S)
        return cv2.add(work, cv2.cvtColor(cv2.convertScaleAbs(detail, alpha=step.amount), cv2.COLOR_GRAY2RGB))
    if isinstance(step, Grain):
        noise = np.random.default_rng(step.seed).standard_normal((1024, 1536), dtype=np.float32)
        grains = cv2.resize(cv2.GaussianBlur(noise, (0, 0), 1.3) * (step.amount * 255), (width, height))
        return cv2.add(work, cv2.cvtColor(grains, cv2.COLOR_GRAY2RGB), dtype=cv2.CV_8U)
    small = cv2.resize(work, (768, 512), interpolation=cv2.INTER_AREA)
    glow = cv2.GaussianBlur(small, (0, 0), step.radius * 768)
    return cv2.addWeighted(work, 1.0, cv2.resize(glow, (width, height)), step.amount * 0.3, 0)


def table(grade: Grade, icc: bytes) -> ocio.CPUProcessor:
    """The engine's grade as a table: baking it is part of the bare calls."""
    baked = lut.table([grade], icc)
    assert baked is not None
    processor = baked._processor  # pyright: ignore[reportPrivateUsage]
    return processor.getOptimizedCPUProcessor(ocio.BIT_DEPTH_UINT8, ocio.BIT_DEPTH_UINT8, ocio.OPTIMIZATION_DEFAULT)


def apply(kernel: ocio.CPUProcessor, strip: Bytes) -> None:
    height, width = strip.shape[:2]
    kernel.apply(ocio.PackedImageDesc(strip, width, height, 3, ocio.BIT_DEPTH_UINT8, 1, 3, 3 * width))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", str(THREADS))
    main(*sys.argv[1:])
