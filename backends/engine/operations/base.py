"""What a whole-picture operation is: a step of a recipe that sees all of the picture, and the plan that leads to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.pixels import Array, Pixels
    from backends.engine.regions.base import Region


@dataclass(frozen=True, slots=True)
class Operation:
    """Base of the steps that need the whole picture. Subclasses are frozen, slotted dataclasses whose fields are made
    by `backends.engine.fields`, and stand in `registry.OPERATIONS`.

    Sizes are fractions of the long side, so that a proxy and the full picture look the same. The same step gives the
    same pixels at the same size: what is found on the photo (a face, an angle) is found by the plan and kept in fields.
    """

    reframes: ClassVar[bool] = False
    """Whether the size, the frame or the place of things changes."""

    grows: ClassVar[tuple[str, ...]] = ()
    """Number fields that a wished strength multiplies ("a bit", "much"); the others stay as they are."""

    def apply(self, pixels: Pixels) -> Pixels:
        """The picture after it, in new memory: same depth and profile, 8 or 16 bit."""
        raise NotImplementedError

    def size(self, width: int, height: int) -> tuple[int, int]:
        """What a picture of `width` x `height` pixels becomes; exact."""
        return width, height

    def carried(self, plane: Array) -> Array:
        """Where the values of a (height, width) plane, such as a mask, lie in the new frame; 0 in what is new."""
        if not self.reframes:
            return plane
        import numpy as np

        from backends.engine.pixels import Pixels

        return cast("Array", self.apply(Pixels(cast("Array", np.repeat(plane[..., None], 3, axis=2)))).rgb[..., 0])

    def resolved(self, picture: Pixels) -> Operation:
        """The step with what it must know of this proxy (a face, a palette) in its fields, for a look's recipe."""
        return self

    def placed(self, left: float, top: float, width: float, height: float) -> Operation:
        """The step for a whole picture, of which what it was resolved on is this part (shares of the whole)."""
        return self


def faces_placed(faces: tuple[float, ...], left: float, top: float, width: float, height: float) -> tuple[float, ...]:
    """Boxes (x, y, width, height, one after the other) of a part of a picture as boxes of the whole."""
    scales = (width, height) * 2
    moves = (left, top, 0.0, 0.0)
    return tuple(round(n * scales[at % 4] + moves[at % 4], 4) for at, n in enumerate(faces))


@dataclass(frozen=True, slots=True)
class Planned:
    """What a request comes to on one photo: `steps` to add to its recipe, under the name `label` ("cropped to 4:5").

    `words` say what was done as measured, `checks` whether it is what was asked, `note` what the person should know.
    """

    steps: tuple[Any, ...]
    label: str
    words: str = ""
    checks: tuple[Check, ...] = ()
    note: str = ""


class Plan(Protocol):
    def __call__(self, picture: Pixels, values: Json, region: Region | None) -> Planned:
        """Find the steps for a request on this proxy. Raises BadRequest for values that make no sense, and
        NotPossible where the photo does not allow it, with what would."""
        ...
