"""Every look on one photo: what each makes of it, or why it does not; for a sheet to look at, and for the matrix that
holds their definitions apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from backends.engine.files import landing
from backends.engine.files.encode import Wrapping, encoder_for, fitted
from backends.engine.looks.library import LookFile, Shelf
from backends.engine.looks.variants import Made, make
from backends.engine.operations.layout import sheet
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.errors import CheckFailed, NotPossible
from backends.types import Written

# Looks are the same at every size; at this one, a shelf of them takes some 10 s.
SIDE = 640
_CELL = 360


@dataclass(frozen=True, slots=True)
class Tried:
    """A look on a photo: what it `made`, or None and the sentence why it was `refused`."""

    look: LookFile
    made: Made | None
    refused: str = ""


def tried(source: Pixels, shelf: Shelf) -> Iterator[Tried]:
    """Each look of the shelf on a small copy of `source`, its first recipe that does what the look means."""
    small = reduced(source)
    for look in shelf.looks.values():
        try:
            yield Tried(look, next(make(small, Recipe(), look=look.name, shelf=shelf)))
        except (NotPossible, CheckFailed) as error:
            yield Tried(look, None, error.what)


def reduced(source: Pixels) -> Pixels:
    """A copy with a long side of at most SIDE, without alpha."""
    height, width = source.rgb.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    rgb = source.rgb if scale == 1.0 else cv2.resize(source.rgb, size, interpolation=cv2.INTER_AREA)
    return Pixels(np.ascontiguousarray(rgb), None, source.icc)  # pyright: ignore[reportArgumentType]


def write_shelf(source: Pixels, results: list[Tried], path: Path, *, force: bool = False) -> Written:
    """The photo and all results on one labelled sheet; a look that was refused is left out. Raises BadRequest for a
    file that exists."""
    landing.refuse_existing(path, force)
    shown = [(one.made.pixels, label(one)) for one in results if one.made]
    pictures = [reduced(source), *(picture for picture, _ in shown)]
    made = sheet(pictures, ["as it is", *(text for _, text in shown)], cell=_CELL)
    encoder = encoder_for(path.suffix)
    pixels, losses = fitted(made, encoder)
    landing.land(path, encoder.encode(pixels, Wrapping(Image.Exif(), 90, -1)), force=force)
    return Written(path, pixels.rgb.shape[1], pixels.rgb.shape[0], losses)


def label(one: Tried) -> str:
    """What stands under a picture: the look's title, and that it is weak."""
    return one.look.title + (" (weak)" if one.look.weak else "")
