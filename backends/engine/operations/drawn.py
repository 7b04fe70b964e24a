"""Drawn pictures as steps: pencil, line art and comic. Methods live in `art` and are imported when they are used."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from backends.engine.fields import number, numbers, whole
from backends.engine.operations.base import Operation, faces_placed

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

# Long side of the canvas in pixels: lines of a pen are drawn out from it to larger pictures.
CANVAS = 3000


@dataclass(frozen=True, slots=True)
class Pencil(Operation):
    """Outlines and hatching on paper: `darkness` a factor, `hatching` 0..1, `colour` 0 graphite to 1 coloured."""

    grows: ClassVar[tuple[str, ...]] = ("darkness",)

    darkness: float = number(1.0, 0.3, 2.0)
    hatching: float = number(1.0, 0.0, 1.0)
    colour: float = number(0.0, 0.0, 1.0)

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.art.canvas import on_canvas
        from backends.engine.art.pencil import pencil

        return on_canvas(pixels, CANVAS, lambda p: pencil(p, self.darkness, self.hatching, self.colour))


@dataclass(frozen=True, slots=True)
class LineArt(Operation):
    """Lines of ink only: `weight` of the pen as a share of the long side, `detail` 0..1 how faint an edge is drawn,
    `shade` 0..1 how much of the dark is filled; `ink` and `paper` are colours, RGB 0..1."""

    grows: ClassVar[tuple[str, ...]] = ("weight",)

    weight: float = number(0.0013, 0.0005, 0.006)
    detail: float = number(0.5, 0.0, 1.0)
    shade: float = number(0.4, 0.0, 1.0)
    ink: tuple[float, ...] = numbers(3, 0.0, 1.0, (0.06, 0.06, 0.08))
    paper: tuple[float, ...] = numbers(3, 0.0, 1.0, (0.99, 0.985, 0.97))

    def apply(self, pixels: Pixels) -> Pixels:
        import numpy as np

        from backends.engine.art.canvas import Floats, on_canvas
        from backends.engine.art.lines import drawing

        ink, paper = (np.array(colour, np.float32) for colour in (self.ink, self.paper))

        def draw(picture: Floats) -> Floats:
            lines = drawing(picture, self.weight, self.detail, self.shade)[..., None]
            return np.asarray(ink + lines * (paper - ink), np.float32)

        return on_canvas(pixels, CANVAS, draw)


@dataclass(frozen=True, slots=True)
class Comic(Operation):
    """Few tones and ink lines: `tones` of lightness, `ink` 0..1 of how much is outlined, `colour` a factor, `dots`
    0..1 of those over the middle tones. `faces` get more tones and a finer pen."""

    grows: ClassVar[tuple[str, ...]] = ("ink",)

    tones: int = whole(7, 3, 12)
    ink: float = number(0.5, 0.0, 1.0)
    colour: float = number(1.35, 0.0, 2.5)
    dots: float = number(0.0, 0.0, 1.0)
    faces: tuple[float, ...] = numbers(-32, -0.5, 1.5)

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.art.canvas import Floats, on_canvas
        from backends.engine.art.comic import comic
        from backends.engine.art.faces import with_finer_faces

        def draw(picture: Floats) -> Floats:
            page = comic(picture, self.tones, self.ink, self.colour, self.dots)
            finer = min(12, self.tones + 3)
            return with_finer_faces(page, picture, self.faces, lambda face: comic(face, finer, 0.3, self.colour, 0.0))

        return on_canvas(pixels, CANVAS, draw)

    def resolved(self, picture: Pixels) -> Operation:
        from backends.engine.art.faces import found

        return self if self.faces else dataclasses.replace(self, faces=found(picture))

    def placed(self, left: float, top: float, width: float, height: float) -> Operation:
        return dataclasses.replace(self, faces=faces_placed(self.faces, left, top, width, height))
