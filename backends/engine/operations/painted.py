"""Painted pictures as steps: watercolour and oil, with a finer brush in faces, which are found once and kept."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from backends.engine.fields import number, numbers
from backends.engine.operations.base import Operation, faces_placed

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

# Long side of the canvas in pixels. A brush is some tens of them; an oil stroke is followed step by step, and dear.
_WATERCOLOR = 2400
_OIL = 1800

# How much finer the brush is in a face, and how much thinner the paint: ridges read as wrinkles there.
_FINER = 0.30
_THINNER = 0.22


@dataclass(frozen=True, slots=True)
class Watercolor(Operation):
    """`wash` 0..1 how broad the areas are, `pigment` a factor of their density. `faces` are x, y, width and height of
    up to eight, as shares of the picture's."""

    grows: ClassVar[tuple[str, ...]] = ("wash",)

    wash: float = number(0.5, 0.0, 1.0)
    pigment: float = number(1.0, 0.4, 2.0)
    faces: tuple[float, ...] = numbers(-32, -0.5, 1.5)

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.art.canvas import Floats, on_canvas
        from backends.engine.art.faces import with_finer_faces
        from backends.engine.art.painting import watercolor

        def draw(picture: Floats) -> Floats:
            longest = max(picture.shape[:2])
            sheet = watercolor(picture, longest, self.wash, self.pigment)
            return with_finer_faces(
                sheet, picture, self.faces, lambda face: watercolor(face, longest * _FINER, self.wash, self.pigment)
            )

        return on_canvas(pixels, _WATERCOLOR, draw)

    def resolved(self, picture: Pixels) -> Operation:
        from backends.engine.art.faces import found

        return self if self.faces else dataclasses.replace(self, faces=found(picture))

    def placed(self, left: float, top: float, width: float, height: float) -> Operation:
        return dataclasses.replace(self, faces=faces_placed(self.faces, left, top, width, height))


@dataclass(frozen=True, slots=True)
class Oil(Operation):
    """`brush` 0..1 of its breadth, `relief` 0..2 of how thick the paint lies. `faces` as in Watercolor."""

    grows: ClassVar[tuple[str, ...]] = ("brush", "relief")

    brush: float = number(0.5, 0.0, 1.0)
    relief: float = number(1.0, 0.0, 2.0)
    faces: tuple[float, ...] = numbers(-32, -0.5, 1.5)

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.art.canvas import Floats, on_canvas
        from backends.engine.art.faces import with_finer_faces
        from backends.engine.art.painting import oil

        def draw(picture: Floats) -> Floats:
            longest = max(picture.shape[:2])
            canvas = oil(picture, longest, self.brush, self.relief)
            thin = self.relief * _THINNER
            return with_finer_faces(
                canvas, picture, self.faces, lambda face: oil(face, longest * _FINER, self.brush, thin)
            )

        return on_canvas(pixels, _OIL, draw)

    def resolved(self, picture: Pixels) -> Operation:
        from backends.engine.art.faces import found

        return self if self.faces else dataclasses.replace(self, faces=found(picture))

    def placed(self, left: float, top: float, width: float, height: float) -> Operation:
        return dataclasses.replace(self, faces=faces_placed(self.faces, left, top, width, height))
