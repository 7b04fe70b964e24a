"""What frame is wanted: a ratio in numbers or words, or a place that pictures are made for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from backends.errors import BadRequest
from backends.types import Json

_FILE = Path(__file__).parents[3] / "prompts" / "places.toml"
_RATIO = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(?:[:x/\u00d7]|by|to)\s*(\d+(?:\.\d+)?)\s*$")
_NAMED = {"square": 1.0, "portrait": 4 / 5, "landscape": 3 / 2, "widescreen": 16 / 9, "cinema": 2.39, "panorama": 3.0}
# Beyond this a picture is a line.
_WIDEST = 12.0


@dataclass(frozen=True, slots=True)
class Shape:
    """`ratio` is width over height; `size` the pixels that a place wants, (0, 0) for none; `name` as people say it."""

    name: str
    ratio: float
    size: tuple[int, int] = (0, 0)


def wanted_shape(values: Json, width: int, height: int) -> Shape | None:
    """The shape in `values` ("ratio" or "place"), None where neither is there. A print's shape lies as the picture
    of `width` x `height` does. Raises BadRequest for what is no shape."""
    if "place" in values:
        return _turned(place(values["place"]), width > height)
    if "ratio" not in values:
        return None
    said = str(values["ratio"]).strip().lower()
    if said in _NAMED:
        return Shape(said, _NAMED[said])
    match = _RATIO.match(said)
    ratio = float(match[1]) / float(match[2]) if match and float(match[1]) and float(match[2]) else 0.0
    if not match or not 1 / _WIDEST <= ratio <= _WIDEST:
        raise BadRequest(f"{said[:20]!r} is no shape of a picture", "Such as 4:5, 16:9 or square.")
    return Shape(f"{match[1]}:{match[2]}", ratio)


def place(name: object) -> Shape:
    """Raises BadRequest for a place that is not known."""
    found = _places().get(str(name).strip().lower())
    if found is None:
        names = ", ".join(sorted({shape.name for shape in _places().values()}))
        raise BadRequest(f"there is no place called {str(name)[:40]!r}", f"There are {names}.")
    return found


@cache
def _places() -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["place"]:
        size = int(entry["width"]), int(entry["height"])
        shape = Shape(entry["name"], size[0] / size[1], size)
        found |= dict.fromkeys((entry["name"], *entry["words"]), shape)
    return found


@cache
def _prints() -> frozenset[str]:
    places = tomllib.loads(_FILE.read_text(encoding="utf-8"))["place"]
    return frozenset(entry["name"] for entry in places if entry["kind"] == "print")


def _turned(shape: Shape, wide: bool) -> Shape:
    """Paper can be turned, a screen's place cannot."""
    if shape.name not in _prints() or (shape.ratio > 1) == wide:
        return shape
    return Shape(shape.name, 1 / shape.ratio, (shape.size[1], shape.size[0]))
