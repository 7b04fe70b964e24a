"""A look of pure grade and its export on a 24 MP JPEG against bare library calls, Pillow and ImageMagick, in one run.

    python tests/benchmarks/grade.py [--runs 7]

`bare` is OpenColorIO's own call on a table that is baked already; ours bakes it anew each time, as for a new variant.
Ratios are medians of the turns' ratios, so that what else the machine does falls on both. Exit code 1 for a target
that is missed; what is not installed is said and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter, JpegImagePlugin

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from backends.engine.colour import lut  # noqa: E402
from backends.engine.files.export import export  # noqa: E402
from backends.engine.looks.library import looks  # noqa: E402
from backends.engine.looks.solve import Sample, solve  # noqa: E402
from backends.engine.pixels import Pixels  # noqa: E402
from backends.engine.recipe import Grade, Recipe  # noqa: E402
from backends.engine.render import render  # noqa: E402
from backends.types import ExportOptions, Target  # noqa: E402
from tests.photos import big_photo, camera_jpeg, sample  # noqa: E402


def _fitted(name: str) -> Recipe:
    """A look as it is made for this photo."""
    _, (recipe,) = looks().find(name)
    return Recipe(solve(Sample.of(sample("coffee"), b""), recipe.steps, recipe.lightness, recipe.chroma))


# A look that is colour alone, and one with local contrast, a vignette and grain, which is timed and has no target.
RECIPE, SPATIAL = _fitted("desert-heat: red dust"), _fitted("vintage: family album")
GRADE = next(step for step in RECIPE.steps if isinstance(step, Grade))
QUALITY = 92
# Ratio, whether it is to be at most or at least that.
TARGETS = {
    "grade of a 1.5 MP proxy / bare call": (2.0, "<="),
    "24 MP export / bare decode, table on two threads, encode": (1.3, "<="),
    "Pillow Color3DLUT / our grade, 24 MP": (2.5, ">="),
    "ImageMagick -hald-clut / our export, whole jobs": (6.0, ">="),
    "Pillow's PNG encoder / our whole PNG export, 24 MP": (1.5, ">="),
    "peak memory of a 24 MP export / decoded image": (8.0, "<="),
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photo = big_photo(folder / "photo.jpg")
        with Image.open(photo) as image:
            image.load()
            rgb, icc = np.asarray(image.convert("RGB")), image.info.get("icc_profile", b"")
        small = np.ascontiguousarray(np.asarray(Image.fromarray(rgb).reduce(4)))
        found |= _proxy(small, icc, runs)
        found |= _exports(photo, icc, folder, runs)
        found |= _pillow(rgb, icc, max(3, runs // 2))
        found |= _magick(photo, folder, max(2, runs // 3))
        found |= _png(photo, rgb, icc, folder, max(2, runs // 3))
        found |= _memory(photo, folder, rgb.nbytes)
        huge = camera_jpeg(folder / "huge.jpg", 12000, 8400)
        seconds, peak = _alone(huge, folder / "huge-out.jpg")
        decoded = 12000 * 8400 * 3
        print(f"100 MP JPEG to JPEG in a fresh process: {seconds:.1f} s, {peak / decoded:.1f}x the decoded picture")
    return _report(found)


def _report(found: dict[str, float]) -> int:
    missed = False
    for name, (limit, way) in TARGETS.items():
        if name not in found:
            continue
        met = found[name] <= limit if way == "<=" else found[name] >= limit
        missed = missed or not met
        print(f"{name}: {found[name]:.2f}, target {way} {limit}: {'met' if met else 'MISSED'}")
    return int(missed)


def _turns(
    name: str, one: Callable[[], object], other: Callable[[], object], runs: int, warm: bool = True
) -> dict[str, float]:
    """The ratio one / other; a first turn to `warm` caches is not counted."""
    times: list[tuple[float, float]] = []
    for turn in range(runs + warm):
        pair = _timed(one), _timed(other)
        if turn or not warm:
            times.append(pair)
    ones, others = zip(*times, strict=True)
    print(f"{name}: {statistics.median(ones) * 1e3:.0f} ms / {statistics.median(others) * 1e3:.0f} ms")
    return {name: statistics.median(a / b for a, b in times)}


def _timed(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def _proxy(small: Any, icc: bytes, runs: int) -> dict[str, float]:
    kernel = lut.table([GRADE], icc)
    assert kernel is not None

    def ours() -> object:
        lut._table.cache_clear()
        return render(Pixels(small, None, icc), RECIPE)

    out = np.empty_like(small)
    return _turns("grade of a 1.5 MP proxy / bare call", ours, lambda: kernel.apply(small, out), runs * 3)


def _exports(photo: Path, icc: bytes, folder: Path, runs: int) -> dict[str, float]:
    kernel = lut.table([GRADE], icc)
    assert kernel is not None
    target = Target(RECIPE.to_json(), folder / "ours.jpg")
    options = ExportOptions(quality=QUALITY, keep_gps=True, force=True)

    def bare() -> None:
        image = Image.open(photo)
        exif = image.info.get("exif", b"")
        sampling = JpegImagePlugin.get_sampling(image)
        rgb = np.array(image)
        half = len(rgb) // 2
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda rows: kernel.apply(rows, rows), (rgb[:half], rgb[half:])))
        Image.fromarray(rgb).save(
            folder / "bare.jpg", quality=QUALITY, subsampling=sampling, icc_profile=icc, exif=exif
        )

    def ours() -> None:
        lut._table.cache_clear()
        list(export(photo, [target], options))

    found = _turns("24 MP export / bare decode, table on two threads, encode", ours, bare, runs)
    with_more = [Target(SPATIAL.to_json(), folder / "more.jpg")]
    seconds = statistics.median(_timed(lambda: list(export(photo, with_more, options))) for _ in range(3))
    print(f"the same with a look of glow, vignette and grain: {seconds * 1e3:.0f} ms")
    return found


def _png(photo: Path, rgb: Any, icc: bytes, folder: Path, runs: int) -> dict[str, float]:
    options = ExportOptions(keep_gps=True, force=True)
    target = Target(RECIPE.to_json(), folder / "ours.png")
    found = _turns(
        "Pillow's PNG encoder / our whole PNG export, 24 MP",
        lambda: Image.fromarray(rgb).save(folder / "theirs.png"),
        lambda: list(export(photo, [target], options)),
        runs,
    )
    sizes = [(folder / name).stat().st_size / 2**20 for name in ("theirs.png", "ours.png")]
    with Image.open(folder / "ours.png") as made, Image.open(photo) as source:
        kept = made.info.get("icc_profile") == icc and made.getexif().get(0x0110) == source.getexif()[0x0110]
    print(f"PNG: {sizes[0]:.0f} MiB / {sizes[1]:.0f} MiB; profile and EXIF {'kept' if kept else 'LOST'}")
    return found if kept else {name: 0.0 for name in found}


def _pillow(rgb: Any, icc: bytes, runs: int) -> dict[str, float]:
    values = _table_values(icc)
    # Pillow wants red fastest.
    filter_ = ImageFilter.Color3DLUT(lut.SIZE, np.transpose(values, (2, 1, 0, 3)).ravel().tolist())
    image = Image.fromarray(rgb)

    def ours() -> object:
        lut._table.cache_clear()
        return render(Pixels(rgb, None, icc), RECIPE)

    return _turns("Pillow Color3DLUT / our grade, 24 MP", lambda: image.filter(filter_), ours, runs)


def _table_values(icc: bytes, size: int = lut.SIZE) -> Any:
    axis = np.linspace(0, 1, size, dtype=np.float32)
    points = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(1, -1, 3)
    return np.clip(lut.apply_grades([GRADE], icc, points), 0, 1).reshape(size, size, size, 3)


def _magick(photo: Path, folder: Path, runs: int) -> dict[str, float]:
    program = shutil.which("magick") or shutil.which("convert")
    if not program or "ImageMagick" not in subprocess.run([program, "-version"], capture_output=True, text=True).stdout:
        print("ImageMagick is not installed: left out")
        return {}
    # A hald image of level 6: 36 points a side, laid out with red fastest.
    cube = np.transpose(_table_values(b"", 36), (2, 1, 0, 3)).reshape(216, 216, 3)
    hald = folder / "hald.png"
    Image.fromarray(np.round(cube * 255).astype(np.uint8)).save(hald)
    theirs = [program, str(photo), str(hald), "-hald-clut", "-quality", str(QUALITY), str(folder / "magick.jpg")]
    return _turns(
        "ImageMagick -hald-clut / our export, whole jobs",
        lambda: subprocess.run(theirs, check=True),
        lambda: _alone(photo, folder / "alone.jpg"),
        runs,
        warm=False,
    )


def _memory(photo: Path, folder: Path, decoded: int) -> dict[str, float]:
    _, peak = _alone(photo, folder / "memory.jpg")
    print(f"24 MP export: {peak / 2**20:.0f} MiB above what it had before; decoded {decoded / 2**20:.0f} MiB")
    return {"peak memory of a 24 MP export / decoded image": peak / decoded}


_ALONE = """
import json, resource, sys, time
from pathlib import Path
from backends.engine.files.export import export
from backends.engine.colour import lut
from backends.types import ExportOptions, Target
source, target, recipe = sys.argv[1:]
def peak():
    # Linux counts what the process was before it became Python, too, except here.
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
before, started = peak(), time.perf_counter()
list(export(Path(source), [Target(json.loads(recipe), Path(target))], ExportOptions(quality=92, force=True)))
print(json.dumps([time.perf_counter() - started, peak() - before]))
"""


def _alone(source: Path, target: Path) -> tuple[float, float]:
    """Seconds and bytes of one export in its own process."""
    arguments = [sys.executable, "-c", _ALONE, str(source), str(target), json.dumps(RECIPE.to_json())]
    done = subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    if done.returncode:
        raise SystemExit(f"the export failed: {done.stderr[-2000:]}")
    seconds, peak = json.loads(done.stdout)
    assert target.exists()
    return seconds, peak


if __name__ == "__main__":
    raise SystemExit(main())
