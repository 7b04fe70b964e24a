"""A variant is its recipe: ordered steps with numbers in units of the picture, so that they replay at any size."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from backends.errors import BadRequest
from backends.types import Json

VERSION = 1
MAX_STEPS = 200
HUES = ("red", "skin", "yellow", "green", "cyan", "blue", "magenta")


def _number(default: float, low: float, high: float) -> Any:
    return field(default=default, metadata={"range": (low, high)})


def _tint() -> Any:
    """A pair: hue in degrees on the RGB wheel (0 red, 120 green, 240 blue) and amount."""
    return field(default=(0.0, 0.0), metadata={"range": (0.0, 360.0), "amount": (-0.5, 0.5), "length": 2})


@dataclass(frozen=True, slots=True)
class Grade:
    """Everything that maps one colour to another; neighbours in a recipe are baked into one table.

    In linear light: `exposure` in stops, `temperature` and `tint` of the white balance (+1 is 65 mired
    warmer, or clearly more magenta), `mix` the weights of red, green and blue for black and white.
    On display values: `rolloff` bends what exceeds white back instead of clipping it; `blacks` to `whites` are
    zones; `gamma` above 1 darkens but keeps black and white; `contrast` is an S-curve around `pivot`; `hue_*`
    act on single hues (see HUES), factors for saturation and lightness, degrees for shift; `fade` lifts black
    and `ceiling` lowers white; the three tints colour the zones without moving black or white.
    """

    exposure: float = _number(0.0, -6.0, 6.0)
    temperature: float = _number(0.0, -2.5, 2.5)
    tint: float = _number(0.0, -2.5, 2.5)
    mix: tuple[float, ...] = field(default=(), metadata={"range": (-1.0, 2.0), "length": 3})
    rolloff: float = _number(0.0, 0.0, 1.0)
    blacks: float = _number(0.0, -1.0, 1.0)
    shadows: float = _number(0.0, -1.0, 1.0)
    midtones: float = _number(0.0, -1.0, 1.0)
    highlights: float = _number(0.0, -1.0, 1.0)
    whites: float = _number(0.0, -1.0, 1.0)
    gamma: float = _number(1.0, 0.3, 3.5)
    contrast: float = _number(0.0, -1.0, 1.0)
    pivot: float = _number(0.45, 0.1, 0.9)
    hue_saturation: dict[str, float] = field(default_factory=dict, metadata={"range": (0.0, 2.0)})
    hue_shift: dict[str, float] = field(default_factory=dict, metadata={"range": (-60.0, 60.0)})
    hue_lightness: dict[str, float] = field(default_factory=dict, metadata={"range": (0.3, 1.7)})
    vibrance: float = _number(0.0, -1.0, 1.0)
    shadow_saturation: float = _number(1.0, 0.0, 2.0)
    saturation: float = _number(1.0, 0.0, 3.0)
    shadow_tint: tuple[float, ...] = _tint()
    mid_tint: tuple[float, ...] = _tint()
    highlight_tint: tuple[float, ...] = _tint()
    fade: float = _number(0.0, -0.1, 0.3)
    ceiling: float = _number(1.0, 0.6, 1.1)


@dataclass(frozen=True, slots=True)
class Clarity:
    """Local contrast of `amount` (negative softens) over `radius`, a fraction of the long side."""

    amount: float = _number(0.3, -1.0, 1.5)
    radius: float = _number(0.02, 0.002, 0.2)


@dataclass(frozen=True, slots=True)
class Vignette:
    """Darkens towards the corners by `amount` of the light (negative lightens), from `start` (0 centre, 1 corner)."""

    amount: float = _number(0.4, -1.0, 0.95)
    start: float = _number(0.2, 0.0, 0.9)


@dataclass(frozen=True, slots=True)
class Grain:
    """Film grain: `amount` is its standard deviation in midtones, `size` a fraction of the long side."""

    amount: float = _number(0.02, 0.0, 0.2)
    size: float = _number(0.0009, 0.0003, 0.01)
    seed: int = field(default=1, metadata={"range": (0, 2**31 - 1)})


@dataclass(frozen=True, slots=True)
class Bloom:
    """Light that spills from what is brighter than `threshold`, over `radius` (a fraction of the long side)."""

    amount: float = _number(0.3, 0.0, 1.0)
    radius: float = _number(0.02, 0.002, 0.2)
    threshold: float = _number(0.6, 0.0, 0.98)
    tint: tuple[float, ...] = _tint()


SpatialStep = Clarity | Vignette | Grain | Bloom
Step = Grade | SpatialStep

_OPS: dict[str, type[Step]] = {
    "grade": Grade,
    "clarity": Clarity,
    "vignette": Vignette,
    "grain": Grain,
    "bloom": Bloom,
}
_NAMES = {kind: op for op, kind in _OPS.items()}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Ordered steps. The empty recipe is the picture itself."""

    steps: tuple[Step, ...] = ()

    def then(self, steps: Iterable[Step]) -> Recipe:
        """A child: these steps and then more."""
        return Recipe(self.steps + tuple(steps))

    def to_json(self) -> Json:
        """`{"version": 1, "steps": [{"op": "grade", ...}]}`; fields at their default are left out."""
        return {"version": VERSION, "steps": [step_to_json(step) for step in self.steps]}

    @staticmethod
    def from_json(data: object) -> Recipe:
        """Strict: raises BadRequest for an unknown step or field, a number out of range, or a newer version.

        `{}` is the empty recipe.
        """
        if not isinstance(data, dict):
            raise BadRequest("a recipe must be a JSON object")
        if not data:
            return Recipe()
        if unknown := set(data) - {"version", "steps"}:
            raise BadRequest(f"a recipe has no field {sorted(map(str, unknown))[0]!r}")
        version, steps = data.get("version"), data.get("steps", [])
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            raise BadRequest("a recipe needs a whole number as its version")
        if version > VERSION:
            raise BadRequest(f"this recipe was made by a newer Stet (version {version})", "Update Stet to open it.")
        if not isinstance(steps, list) or len(steps) > MAX_STEPS:
            raise BadRequest(f"a recipe's steps must be a list of at most {MAX_STEPS}")
        return Recipe(tuple(step_from_json(step) for step in steps))


def step_to_json(step: Step) -> Json:
    result: Json = {"op": _NAMES[type(step)]}
    blank = type(step)()
    for part in dataclasses.fields(step):
        value = getattr(step, part.name)
        if value != getattr(blank, part.name):
            result[part.name] = list(value) if isinstance(value, tuple) else value
    return result


def step_from_json(data: object) -> Step:
    """One step from its JSON object; raises BadRequest."""
    if not isinstance(data, dict):
        raise BadRequest("a step of a recipe must be a JSON object")
    op = data.get("op")
    kind = _OPS.get(op) if isinstance(op, str) else None
    if kind is None:
        raise BadRequest(f"there is no step called {op!r}", f"There are {', '.join(_OPS)}.")
    parts = {part.name: part for part in dataclasses.fields(kind)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name == "op":
            continue
        if name not in parts:
            raise BadRequest(f"the step {op!r} has no field {name!r}")
        values[name] = _checked(f"{op}.{name}", value, parts[name], _kinds(kind)[name])
    return kind(**values)


@lru_cache(maxsize=8)
def _kinds(step: type[Step]) -> dict[str, type]:
    hints = typing.get_type_hints(step)
    return {name: typing.get_origin(hint) or hint for name, hint in hints.items()}


def _checked(where: str, value: object, part: dataclasses.Field[Any], kind: type) -> Any:
    low, high = part.metadata["range"]

    def number(item: object) -> float:
        if isinstance(item, bool) or not isinstance(item, int | float) or not low <= item <= high:
            raise BadRequest(f"{where} must be between {low} and {high}, not {item!r}")
        return item

    if kind is tuple:
        length = part.metadata["length"]
        if not isinstance(value, list | tuple) or len(value) != length:
            raise BadRequest(f"{where} must be a list of {length} numbers")
        if "amount" in part.metadata:
            least, most = part.metadata["amount"]
            if isinstance(value[1], bool) or not isinstance(value[1], int | float) or not least <= value[1] <= most:
                raise BadRequest(f"{where} must have an amount between {least} and {most}, not {value[1]!r}")
            return float(number(value[0])), float(value[1])
        return tuple(float(number(item)) for item in value)
    if kind is dict:
        if not isinstance(value, dict):
            raise BadRequest(f"{where} must map hues to numbers")
        for hue in value:
            if hue not in HUES:
                raise BadRequest(f"{where} knows no hue {hue!r}", f"There are {', '.join(HUES)}.")
        return {str(hue): float(number(item)) for hue, item in value.items()}
    if kind is int:
        if not isinstance(value, int):
            raise BadRequest(f"{where} must be a whole number")
        return number(value)
    return float(number(value))
