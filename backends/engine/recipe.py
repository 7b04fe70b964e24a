"""A variant is its recipe: ordered steps with numbers in units of the picture, so that they replay at any size."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field

from backends.engine import fields
from backends.engine.fields import HUES as HUES
from backends.engine.fields import number, numbers, values_of, whole
from backends.engine.operations.base import Operation
from backends.engine.operations.registry import OPERATIONS, op_of, operation
from backends.engine.within import LOCKED, Within
from backends.errors import BadRequest
from backends.types import Json

VERSION = 1
MAX_STEPS = 200


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

    exposure: float = number(0.0, -6.0, 6.0)
    temperature: float = number(0.0, -2.5, 2.5)
    tint: float = number(0.0, -2.5, 2.5)
    mix: tuple[float, ...] = numbers(3, -1.0, 2.0)
    rolloff: float = number(0.0, 0.0, 1.0)
    blacks: float = number(0.0, -1.0, 1.0)
    shadows: float = number(0.0, -1.0, 1.0)
    midtones: float = number(0.0, -1.0, 1.0)
    highlights: float = number(0.0, -1.0, 1.0)
    whites: float = number(0.0, -1.0, 1.0)
    gamma: float = number(1.0, 0.3, 3.5)
    contrast: float = number(0.0, -1.0, 1.0)
    pivot: float = number(0.45, 0.1, 0.9)
    hue_saturation: dict[str, float] = field(default_factory=dict, metadata={"range": (0.0, 2.0)})
    hue_shift: dict[str, float] = field(default_factory=dict, metadata={"range": (-60.0, 60.0)})
    hue_lightness: dict[str, float] = field(default_factory=dict, metadata={"range": (0.3, 1.7)})
    vibrance: float = number(0.0, -1.0, 1.0)
    shadow_saturation: float = number(1.0, 0.0, 2.0)
    saturation: float = number(1.0, 0.0, 3.0)
    shadow_tint: tuple[float, ...] = fields.tint()
    mid_tint: tuple[float, ...] = fields.tint()
    highlight_tint: tuple[float, ...] = fields.tint()
    fade: float = number(0.0, -0.1, 0.3)
    ceiling: float = number(1.0, 0.6, 1.1)


@dataclass(frozen=True, slots=True)
class Clarity:
    """Local contrast of `amount` (negative softens) over `radius`, a fraction of the long side."""

    amount: float = number(0.3, -1.0, 1.5)
    radius: float = number(0.02, 0.002, 0.2)


@dataclass(frozen=True, slots=True)
class Vignette:
    """Darkens towards the corners by `amount` of the light (negative lightens), from `start` (0 centre, 1 corner)."""

    amount: float = number(0.4, -1.0, 0.95)
    start: float = number(0.2, 0.0, 0.9)


@dataclass(frozen=True, slots=True)
class Grain:
    """Film grain: `amount` is its standard deviation in midtones, `size` a fraction of the long side."""

    amount: float = number(0.02, 0.0, 0.2)
    size: float = number(0.0009, 0.0003, 0.01)
    seed: int = whole(1, 0, 2**31 - 1)


@dataclass(frozen=True, slots=True)
class Bloom:
    """Light that spills from what is brighter than `threshold`, over `radius` (a fraction of the long side)."""

    amount: float = number(0.3, 0.0, 1.0)
    radius: float = number(0.02, 0.002, 0.2)
    threshold: float = number(0.6, 0.0, 0.98)
    tint: tuple[float, ...] = fields.tint()


SpatialStep = Clarity | Vignette | Grain | Bloom
Step = Grade | SpatialStep | Operation

_OPS: dict[str, type[Step]] = {
    "grade": Grade,
    "clarity": Clarity,
    "vignette": Vignette,
    "grain": Grain,
    "bloom": Bloom,
}


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
    kind = type(step)
    result: Json = {"op": next((op for op, known in _OPS.items() if known is kind), None) or op_of(kind)}
    if isinstance(step, Within):
        result["steps"] = [step_to_json(inner) for inner in step.steps]
    blank = kind()
    for part in dataclasses.fields(step):
        value = getattr(step, part.name)
        if part.name != "steps" and value != getattr(blank, part.name):
            result[part.name] = list(value) if isinstance(value, tuple) else value
    return result


def step_from_json(data: object) -> Step:
    """One step from its JSON object; raises BadRequest."""
    if not isinstance(data, dict):
        raise BadRequest("a step of a recipe must be a JSON object")
    op = data.get("op")
    kind = (_OPS.get(op) or operation(op)) if isinstance(op, str) else None
    if kind is None or not isinstance(op, str):
        raise BadRequest(f"there is no step called {op!r}", f"There are {', '.join((*_OPS, *OPERATIONS))}.")
    given = {str(name): value for name, value in data.items() if name != "op"}
    if kind is not Within:
        return kind(**values_of(op, kind, given))
    steps = given.pop("steps", [])
    if not isinstance(steps, list) or len(steps) > MAX_STEPS:
        raise BadRequest(f"within.steps must be a list of at most {MAX_STEPS}")
    inner = tuple(step_from_json(step) for step in steps)
    made = Within(**values_of(op, Within, given), steps=inner)
    # What is locked stays through an edit of a region too.
    again = any(isinstance(step, Within) and (made.edge != LOCKED or step.edge == LOCKED) for step in inner)
    if again or any(isinstance(step, Operation) and step.reframes for step in inner):
        raise BadRequest("what is limited to a region can neither be limited again nor change the frame")
    return made
