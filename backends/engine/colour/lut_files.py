"""Reads a person's own .cube, .clf or .3dl file as a table of colours, and writes a recipe's grades as such a file."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import numpy as np
import PyOpenColorIO as ocio
from numpy.typing import NDArray

from backends.engine.colour import lut
from backends.engine.files import landing
from backends.engine.operations.pointwise import Pointwise
from backends.engine.recipe import Grade, Recipe, Step
from backends.errors import BadRequest
from backends.types import ExportOptions, Target, Written

Floats = NDArray[np.float32]

READS = (".cube", ".clf", ".3dl")
WRITES = (".cube", ".clf")
# A .cube of the largest size that OpenColorIO reads, 129 points a side, has about 60 MB.
_MOST_BYTES = 80_000_000
# Points a side in a table of such a file: .cube as OpenColorIO allows, .3dl as programs write it.
_POINTS = {".cube": 129, ".3dl": 65}
_LONGEST_LINE = 4096
# What no display-referred table gives; beyond it a file is broken or made for something else.
_FARTHEST = 16.0
# OpenColorIO 2.6 reads "nan" as 0 without a word.
_NO_NUMBER = re.compile(rb"^[ \t\d.e+-]*(?:nan|inf|infinity)\b", re.IGNORECASE | re.MULTILINE)
_ADVICE = "Save it again from the program that made it, as .cube."


def read_lut(path: Path) -> ocio.CPUProcessor:
    """What the file does to display-encoded sRGB, exactly as OpenColorIO reads it, for float pixels (see `looked_at`).

    Raises BadRequest in one sentence for what is no file, too large, broken, or gives values that are no colours.
    """
    name = path.name[:80]
    if path.suffix.lower() not in READS:
        raise BadRequest(f"{name} is no LUT that Stet reads", "It reads .cube, .clf and .3dl files.")
    content = _content(path, name)
    # A copy under a plain name: OpenColorIO replaces $NAMES in a path, and keeps what it once read from a path.
    # Named by the process, so that what a killed one leaves is swept at the next start.
    with tempfile.TemporaryDirectory(prefix=f"stet-{os.getpid()}--") as folder:
        copy = Path(folder) / f"lut{path.suffix.lower()}"
        copy.write_bytes(content)
        try:
            found = ocio.FileTransform(src=str(copy), interpolation=ocio.INTERP_BEST)
            processor = lut.raw_config().getProcessor(found)
            kernel = processor.getOptimizedCPUProcessor(
                ocio.BIT_DEPTH_F32, ocio.BIT_DEPTH_F32, ocio.OPTIMIZATION_DEFAULT
            )
        except ocio.Exception as fault:
            raise BadRequest(f"{name} is not a LUT in working order", _ADVICE) from fault
        finally:
            ocio.ClearAllCaches()
    if not processor.isNoOp():
        _refuse_nonsense(kernel, name)
    return kernel


def through(kernel: ocio.CPUProcessor, colours: Floats) -> Floats:
    """Colours (n, 3) of 0..1 through what `read_lut` gave."""
    result = np.ascontiguousarray(colours, np.float32).copy()
    kernel.apply(ocio.PackedImageDesc(result, len(result), 1, 3))
    return result


def baked(kernel: ocio.CPUProcessor) -> Floats:
    """The file as a table (33, 33, 33, 3), not clipped."""
    return through(kernel, lut.lattice()).reshape(lut.SIZE, lut.SIZE, lut.SIZE, 3)


def write_lut(recipe: Recipe, path: Path, force: bool = False) -> tuple[str, ...]:
    """Write the recipe's grades as one 33-point table for display-encoded sRGB; the format is the path's ending.

    Gives the names of the steps that no table can hold (a vignette, grain, a region), in order. Raises BadRequest
    where nothing is left or the place does not allow it.
    """
    if path.suffix.lower() not in WRITES:
        raise BadRequest(f"Stet cannot write {path.suffix or 'files without an ending'} as a LUT", "Use .cube or .clf.")
    landing.refuse_existing(path, force)
    colours = lut.lattice()
    left_out: list[str] = []
    held = 0
    for step in recipe.steps:
        if isinstance(step, Grade):
            colours = lut.apply_grades([step], b"", colours.reshape(1, -1, 3)).reshape(-1, 3)
        elif isinstance(step, Pointwise):
            colours = step.colours(colours)
        else:
            left_out.append(_name(step))
            continue
        held += 1
    if not held:
        raise BadRequest(
            "there is no grade in this variant that a LUT could hold",
            "Export the picture instead." if left_out else "Change its colours first.",
        )
    values = np.clip(colours, 0, 1).reshape(lut.SIZE, lut.SIZE, lut.SIZE, 3)
    content = _cube(values) if path.suffix.lower() == ".cube" else _clf(values)
    landing.land(path, [content], force=force)
    return tuple(dict.fromkeys(left_out))


def export_lut(target: Target, options: ExportOptions) -> Written:
    """Write a variant's grade in place of its picture; the size of what is written is 0 x 0 pixels."""
    left_out = write_lut(Recipe.from_json(target.recipe), target.path, options.force)
    notice = f"A LUT holds colour only, so this is not in it: {', '.join(left_out)}." if left_out else ""
    return Written(target.path, 0, 0, (notice,) if notice else ())


def _content(path: Path, name: str) -> bytes:
    if not path.is_file():
        raise BadRequest(f"there is no file {name}", "Give the path of a .cube, .clf or .3dl file.")
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as fault:
        raise BadRequest(f"{name} cannot be read ({fault.strerror or fault})", "Check its permissions.") from fault
    if len(content) > _MOST_BYTES:
        raise BadRequest(f"{name} is too large for a LUT ({_MOST_BYTES // 1_000_000} MB at most)", _ADVICE)
    # A .clf is XML: no entities that grow without end, no references to other files. Both formats are plain text.
    if b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<Reference" in content:
        raise BadRequest(f"{name} is not a LUT in working order", _ADVICE)
    if points := _POINTS.get(path.suffix.lower()):
        # OpenColorIO tries one format after the other, half a minute long for 70 MB of nothing.
        lines = content.splitlines()
        if len(lines) > points**3 + 1000 or max(map(len, lines), default=0) > _LONGEST_LINE:
            raise BadRequest(f"{name} is not a LUT in working order", _ADVICE)
    if _NO_NUMBER.search(content):
        raise BadRequest(f"{name} gives values that are no colours", _ADVICE)
    return content


def _refuse_nonsense(kernel: ocio.CPUProcessor, name: str) -> None:
    values = baked(kernel)
    if not np.isfinite(values).all() or np.abs(values).max() > _FARTHEST:
        raise BadRequest(f"{name} gives values that are no colours", _ADVICE)
    if np.ptp(np.clip(values, 0, 1), axis=(0, 1, 2)).max() < 0.02:
        raise BadRequest(f"{name} makes every colour the same", _ADVICE)


def _cube(values: Floats) -> bytes:
    """Iridas' format (Adobe, "Cube LUT Specification 1.0", 2013): red runs fastest."""
    rows = np.transpose(values, (2, 1, 0, 3)).reshape(-1, 3)
    lines = "\n".join(f"{red:.6f} {green:.6f} {blue:.6f}" for red, green, blue in rows.tolist())
    return f'TITLE "Stet"\nLUT_3D_SIZE {lut.SIZE}\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n{lines}\n'.encode("ascii")


def _clf(values: Floats) -> bytes:
    transform = ocio.Lut3DTransform(lut.SIZE)
    transform.setInterpolation(ocio.INTERP_TETRAHEDRAL)
    transform.setData(np.ascontiguousarray(values, np.float32).ravel())
    group = ocio.GroupTransform([transform])
    return group.write("Academy/ASC Common LUT Format", config=lut.raw_config()).encode("utf-8")


def _name(step: Step) -> str:
    return type(step).__name__.lower() if type(step).__name__ != "Within" else "a region"
