"""Black and white as through a coloured filter, and the tones that prints are given: sepia, selenium, cyanotype."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backends.engine.colour.lut import apply_grades, lattice
from backends.engine.colour.oklab import chroma_of, hue_of, to_oklab
from backends.engine.operations import measured
from backends.engine.operations.base import Planned
from backends.engine.operations.table import SIZE, ColourTable, packed
from backends.engine.pixels import Pixels
from backends.engine.recipe import Grade, Recipe
from backends.engine.render import render
from backends.engine.within import within
from backends.errors import BadRequest
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

# How much of linear red, green and blue a panchromatic film sees behind the filter; each sums to 1, so that what is
# grey keeps its lightness. A red filter darkens a blue sky, a green one lightens leaves, a blue one darkens skin.
FILTERS = {
    "none": (0.2126, 0.7152, 0.0722),
    "yellow": (0.36, 0.66, -0.02),
    "orange": (0.62, 0.45, -0.07),
    "red": (0.95, 0.15, -0.10),
    "green": (0.05, 0.95, 0.0),
    "blue": (0.0, 0.20, 0.80),
}
# Tints of shadows, midtones and highlights (hue on the RGB wheel, amount).
TONES = {
    "none": Grade(),
    "sepia": Grade(shadow_tint=(28.0, 0.06), mid_tint=(34.0, 0.15), highlight_tint=(42.0, 0.07)),
    "selenium": Grade(shadow_tint=(325.0, 0.035), mid_tint=(335.0, 0.03), highlight_tint=(30.0, 0.015)),
    "cyanotype": Grade(shadow_tint=(218.0, 0.22), mid_tint=(212.0, 0.2), highlight_tint=(205.0, 0.05)),
    "gold": Grade(shadow_tint=(38.0, 0.02), mid_tint=(40.0, 0.09), highlight_tint=(46.0, 0.08)),
}
_HUES = {"sepia": 70.0, "cyanotype": 250.0}


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`filter`: see FILTERS; `tone`: see TONES; `strength` 0..1, less than 1 leaves some of the photo's colour."""
    filter_, tone = (_known(values, "filter", FILTERS), _known(values, "tone", TONES))
    strength = values.get("strength", 1.0)
    if isinstance(strength, bool) or not isinstance(strength, int | float) or not 0 < strength <= 1:
        raise BadRequest("black and white takes a strength up to 100 %", "Such as: sepia at half strength.")
    grade = replace(TONES[tone], mix=FILTERS[filter_])
    full = render(picture, Recipe((grade,)))
    step = grade if strength == 1 else _partly(grade, f"{strength:.0%} of it", strength)
    after = full if strength == 1 else render(picture, Recipe((step,)))
    lab = to_oklab(measured.small_srgb(full))
    chroma = float(chroma_of(lab).mean())
    if tone == "none":
        checks = [Check("colour that is left (Oklab chroma)", round(chroma, 3), "<= 0.005", chroma <= 0.005)]
    else:
        checks = [Check("strength of the tone (Oklab chroma)", round(chroma, 3), ">= 0.01", chroma >= 0.01)]
    if tone in _HUES:
        hue = float(hue_of(lab.reshape(-1, 3).mean(0)))
        checks.append(
            Check(f"hue of {tone}, degrees", round(hue), f"{_HUES[tone]:.0f} +- 25", abs(hue - _HUES[tone]) <= 25)
        )
    label = tone if tone != "none" else "black and white"
    if strength < 1:
        label += f" at {strength:.0%}"
        left = measured.changed(picture, after)["chroma"]
        checks = [Check("colour that is left, of the photo's", round(left, 2), "< 1", left < 1)]
    label += f" through a {filter_} filter" if filter_ != "none" else ""
    light = round((measured.changed(picture, after)["lightness"] - 1) * 100)
    words = label + (f", {abs(light)} % {'brighter' if light > 0 else 'darker'}" if abs(light) >= 3 else "")
    steps = (step,) if region is None else (within(region.name, region.mask, (step,)),)
    where = f" in {region.name}" if region is not None else ""
    return Planned(steps, label + where, words + where, tuple(checks))


def _partly(grade: Grade, name: str, strength: float) -> ColourTable:
    """A mix of the photo and its black and white, which no grade holds: as a table of colours."""
    points = apply_grades([grade], b"", lattice().reshape(1, -1, 3)).reshape(SIZE, SIZE, SIZE, 3)
    return ColourTable(name, packed(points), float(strength))


def _known(values: Json, name: str, known: dict) -> str:
    value = values.get(name, "none")
    if not isinstance(value, str) or value.lower() not in known:
        raise BadRequest(
            f"there is no {name} {str(value)[:30]!r} for black and white", f"There are {', '.join(known)}."
        )
    return value.lower()
