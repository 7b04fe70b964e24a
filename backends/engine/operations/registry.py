"""Where each whole-picture operation lives: a line here, and a file beside. Imported when it is first used."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from backends.engine.operations.base import Operation, Plan

# What a step of a recipe is called, and its class.
OPERATIONS: dict[str, str] = {
    "within": "backends.engine.within:Within",
    "fill": "backends.engine.operations.fill:Fill",
    "grow": "backends.engine.operations.grow:Grow",
    "pencil": "backends.engine.operations.drawn:Pencil",
    "line_art": "backends.engine.operations.drawn:LineArt",
    "comic": "backends.engine.operations.drawn:Comic",
    "watercolor": "backends.engine.operations.painted:Watercolor",
    "oil": "backends.engine.operations.painted:Oil",
    "halftone": "backends.engine.operations.printed:Halftone",
    "risograph": "backends.engine.operations.printed:Risograph",
    "duotone": "backends.engine.operations.printed:Duotone",
    "pixel_art": "backends.engine.operations.printed:PixelArt",
    "light_leak": "backends.engine.operations.lit:LightLeak",
    "sun_flare": "backends.engine.operations.lit:SunFlare",
    "fog": "backends.engine.operations.lit:Fog",
    "glitch": "backends.engine.operations.lit:Glitch",
    "crop": "backends.engine.operations.crop:Crop",
    "resize": "backends.engine.operations.resize:Resize",
    "rotate": "backends.engine.operations.rotate:Rotate",
    "pad": "backends.engine.operations.pad:Pad",
    "denoise": "backends.engine.operations.denoise:Denoise",
    "sharpen": "backends.engine.operations.sharpen:Sharpen",
    "redeye": "backends.engine.operations.redeye:RedEye",
    "obscure": "backends.engine.operations.obscure:Obscure",
    "curve": "backends.engine.operations.curves:Curve",
    "hue": "backends.engine.operations.hue:Hue",
    "background": "backends.engine.operations.background:Background",
    "border": "backends.engine.operations.border:Border",
    "cutout": "backends.engine.operations.cutout:Cutout",
    "text": "backends.engine.operations.lettering:Text",
    "watermark": "backends.engine.operations.watermark:Watermark",
    "logo": "backends.engine.operations.logo:Logo",
    "table": "backends.engine.operations.table:ColourTable",
}

# What a request is called, and the plan that finds its steps on a photo.
REQUESTS: dict[str, str] = {
    "remove": "backends.engine.operations.fill:plan",
    "heal": "backends.engine.operations.heal:plan",
    "grow": "backends.engine.operations.grow:plan",
    "crop": "backends.engine.operations.crop:plan",
    "resize": "backends.engine.operations.resize:plan",
    "rotate": "backends.engine.operations.rotate:plan",
    "flip": "backends.engine.operations.rotate:flip",
    "straighten": "backends.engine.operations.rotate:straighten",
    "pad": "backends.engine.operations.pad:plan",
    "denoise": "backends.engine.operations.denoise:plan",
    "sharpen": "backends.engine.operations.sharpen:plan",
    "redeye": "backends.engine.operations.redeye:plan",
    "obscure": "backends.engine.operations.obscure:plan",
    "tone": "backends.engine.operations.by_number:plan",
    "curves": "backends.engine.operations.curves:plan",
    "background": "backends.engine.operations.background:plan",
    "border": "backends.engine.operations.border:plan",
    "cutout": "backends.engine.operations.cutout:plan",
    "text": "backends.engine.operations.writing:plan",
    "watermark": "backends.engine.operations.watermark:plan",
    "logo": "backends.engine.operations.logo:plan",
    "match": "backends.engine.operations.match:plan",
    "monochrome": "backends.engine.operations.monochrome:plan",
    "recolour": "backends.engine.operations.recolour:plan",
    "lut": "backends.engine.operations.own_lut:plan",
}


@cache
def operation(name: str) -> type[Operation] | None:
    return _found(OPERATIONS.get(name))


@cache
def request(name: str) -> Plan | None:
    return _found(REQUESTS.get(name))


def op_of(kind: type[Any]) -> str:
    """The name of a step's class."""
    place = f"{kind.__module__}:{kind.__qualname__}"
    return next(name for name, where in OPERATIONS.items() if where == place)


def _found(place: str | None) -> Any:
    if place is None:
        return None
    module, _, name = place.partition(":")
    return cast(Any, getattr(import_module(module), name))
