"""A person's own LUT file as a look: read once, kept in the recipe as a table, and compared with the file itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from backends.engine.colour import lut_files
from backends.engine.measure import features as measure
from backends.engine.measure import words
from backends.engine.operations import measured
from backends.engine.operations.base import Planned
from backends.engine.operations.table import ColourTable, packed
from backends.engine.pixels import Pixels
from backends.engine.within import within
from backends.errors import BadRequest
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

# Mean CIEDE2000 between the file and its table that nobody sees.
_CLOSE = 0.5
# A table for log footage crushes or clips this much more of an ordinary photo.
_LOST = 0.08


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`path` of a .cube, .clf or .3dl file, `strength` 0..1.5 (1 is all of it)."""
    path, strength = values.get("path"), values.get("strength", 1.0)
    if not isinstance(path, str) or not path.strip():
        raise BadRequest("a LUT needs the path of its file", "Such as: use my looks/kodak.cube.")
    if isinstance(strength, bool) or not isinstance(strength, int | float) or not 0 < strength <= 1.5:
        raise BadRequest("a LUT's strength must be more than 0 and at most 150 %", "Such as: at half strength.")
    file = Path(path.strip()).expanduser()
    kernel = lut_files.read_lut(file)
    step = ColourTable(file.name[:120], packed(lut_files.baked(kernel)), float(strength))

    small = measured.small_srgb(picture)
    flat = small.reshape(-1, 3)
    exact = flat + (np.clip(lut_files.through(kernel, flat), 0, 1) - flat) * np.float32(strength)
    before, wanted, made = (
        measure.measure(colours.reshape(small.shape)) for colours in (flat, exact, np.clip(step.colours(flat), 0, 1))
    )
    error = measure.distance(wanted.lab, made.lab)
    change = measure.change(before, made)
    share = "" if strength == 1 else f" at {strength:.0%}"
    note = ""
    if change["crushed"] + change["clipped"] > _LOST:
        note = (
            f"{file.name} takes {change['crushed'] + change['clipped']:.0%} of the photo to pure black or white: it "
            "may be made for flat log footage. Try it at half strength."
        )
    where = f" in {region.name}" if region is not None else ""
    return Planned(
        (step,) if region is None else (within(region.name, region.mask, (step,)),),
        f"{file.name}{share}{where}",
        words.describe(change) + where,
        (Check("difference to the LUT file (CIEDE2000)", round(error, 2), f"<= {_CLOSE}", error <= _CLOSE),),
        note,
    )
