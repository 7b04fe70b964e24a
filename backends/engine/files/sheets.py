"""Writes several variants as one picture: a contact sheet, or two side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image

from backends.engine.files import landing
from backends.engine.files.encode import Wrapping, encoder_for, fitted
from backends.engine.operations.layout import sheet, side_by_side
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.render import render
from backends.types import ExportOptions, Json, Written

# Two or three pictures get more room than twenty, none more than a proxy has.
_CELLS = ((3, 1500), (6, 1000), (20, 640))
_SMALLEST_CELL = 420


def write_sheet(
    sources: Iterable[Pixels], recipes: Sequence[Json], labels: Sequence[str], path: Path, options: ExportOptions
) -> Written:
    """One sRGB file without metadata. Each of `sources` is a proxy: a sheet is for looking, not for printing.

    Raises BadRequest for a format that is not written or a file that exists.
    """
    encoder = encoder_for(path.suffix)
    landing.refuse_existing(path, options.force)
    pictures = [render(source, Recipe.from_json(recipe)) for source, recipe in zip(sources, recipes, strict=True)]
    if len(pictures) == 2:
        made = side_by_side(pictures[0], pictures[1], (labels[0], labels[1]), options.long_side or 3000)
    else:
        cell = next((cell for most, cell in _CELLS if len(pictures) <= most), _SMALLEST_CELL)
        made = sheet(pictures, labels, cell=cell)
    pixels, losses = fitted(made, encoder)
    landing.land(path, encoder.encode(pixels, Wrapping(Image.Exif(), options.quality, -1)), force=options.force)
    return Written(path, pixels.rgb.shape[1], pixels.rgb.shape[0], losses)
