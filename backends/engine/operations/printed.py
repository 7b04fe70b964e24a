"""Printed and pixelled pictures as steps: halftone, risograph, duotone, pixel art."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from backends.engine.fields import choice, number, numbers, whole
from backends.engine.operations.base import Operation

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

# Long side of the printed sheet in pixels; a larger picture is drawn out from it.
_SHEET = 4000


@dataclass(frozen=True, slots=True)
class Halftone(Operation):
    """Dots of four inks, or of `inks` "black" alone; `cell` is the distance of dots as a share of the long side."""

    grows: ClassVar[tuple[str, ...]] = ("cell",)

    cell: float = number(0.0067, 0.003, 0.03)
    inks: str = choice("four", "black")
    paper: tuple[float, ...] = numbers(3, 0.0, 1.0, (0.98, 0.97, 0.93))

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.art.canvas import Floats, light, on_canvas
        from backends.engine.art.screens import Ink, printed, process_inks

        four = (
            Ink((0.0, 0.62, 0.88), 15),
            Ink((0.90, 0.10, 0.50), 75),
            Ink((1.0, 0.90, 0.10), 0),
            Ink((0.10, 0.10, 0.12), 45),
        )
        red, green, blue = self.paper

        def draw(picture: Floats) -> Floats:
            if self.inks == "black":
                return printed(1 - light(picture)[..., None], four[3:], self.cell, (red, green, blue))
            return printed(process_inks(picture), four, self.cell, (red, green, blue))

        return on_canvas(pixels, _SHEET, draw)


# Spot inks in the order of what they take: the missing red, green and blue of the picture.
_SPOT = {
    "blue, pink, yellow": ((0.0, 0.47, 0.75), (1.0, 0.28, 0.40), (1.0, 0.91, 0.0)),
    "teal, orange": ((0.0, 0.45, 0.47), (1.0, 0.42, 0.18)),
    "violet, green": ((0.33, 0.22, 0.58), (0.30, 0.78, 0.45)),
}


@dataclass(frozen=True, slots=True)
class Risograph(Operation):
    """Spot inks on rough paper, each a little off its place by `shift`, a share of the long side."""

    grows: ClassVar[tuple[str, ...]] = ("shift",)

    inks: str = choice("blue, pink, yellow", "teal, orange", "violet, green")
    cell: float = number(0.0045, 0.003, 0.03)
    shift: float = number(0.0022, 0.0, 0.02)

    def apply(self, pixels: Pixels) -> Pixels:
        import numpy as np

        from backends.engine.art.canvas import Floats, light, on_canvas
        from backends.engine.art.screens import Ink, printed

        colours = _SPOT[self.inks]
        places = ((-self.shift, self.shift), (self.shift, 0.0), (0.0, -self.shift))
        inks = tuple(
            Ink(colour, angle, place, rough=0.10)
            for colour, angle, place in zip(colours, (15, 75, 45), places, strict=False)
        )

        def draw(picture: Floats) -> Floats:
            wanted = 1 - picture
            if len(inks) == 2:
                # The first ink draws; the second takes what is warm, and a part of the shade.
                dark = 1 - light(picture)
                warm = np.clip(0.5 * dark + 1.1 * (picture[..., 0] - picture[..., 2]), 0, 1)
                wanted = np.dstack([np.clip(1.25 * dark - 0.12, 0, 1) - 0.35 * warm * (1 - dark), warm])
            else:
                wanted = wanted * np.array([1.0, 1.0, 0.8], np.float32)
            cover = np.clip(0.5 + 1.15 * (wanted - 0.5), 0, 1).astype(np.float32)
            return printed(cover, inks, self.cell, (0.965, 0.95, 0.91))

        return on_canvas(pixels, _SHEET, draw)


@dataclass(frozen=True, slots=True)
class Duotone(Operation):
    """Two colours, RGB 0..1, for dark and light; what lies between is mixed in CIE Lab. `amount` 0 keeps the photo."""

    grows: ClassVar[tuple[str, ...]] = ("contrast",)

    dark: tuple[float, ...] = numbers(3, 0.0, 1.0, (0.10, 0.05, 0.32))
    bright: tuple[float, ...] = numbers(3, 0.0, 1.0, (1.0, 0.72, 0.45))
    contrast: float = number(0.3, -1.0, 1.0)
    amount: float = number(1.0, 0.0, 1.0)

    def apply(self, pixels: Pixels) -> Pixels:
        import numpy as np

        from backends.engine.art.canvas import Floats, from_lab, in_strips, light, to_lab

        ends = to_lab(np.array([[self.dark, self.bright]], np.float32))[0]
        at = np.linspace(0, 1, 4096, dtype=np.float32)
        curve = np.clip(at + self.contrast * (at - 0.45) * (1 - np.abs(2 * at - 1)), 0, 1)[:, None]
        table = from_lab(np.asarray(ends[0] + (ends[1] - ends[0]) * curve, np.float32)[None])[0]

        def change(strip: Floats, top: int, bottom: int) -> Floats:
            toned = table[np.clip(light(strip) * 4095 + 0.5, 0, 4095).astype(np.int32)]
            return strip + (toned - strip) * np.float32(self.amount)

        return in_strips(pixels, change)


@dataclass(frozen=True, slots=True)
class PixelArt(Operation):
    """Squares in few colours: `square` is the size of one as a share of the long side, `colours` how many, `dither`
    0..1 of a 4 x 4 pattern. `palette` is found on the photo and kept (red, green, blue, 0..255) unless `kind` names a
    fixed one."""

    grows: ClassVar[tuple[str, ...]] = ("square",)

    square: float = number(0.009, 0.003, 0.06)
    colours: int = whole(24, 4, 32)
    kind: str = choice("own", "four greens", "sixteen")
    dither: float = number(0.0, 0.0, 1.0)
    palette: tuple[float, ...] = numbers(-96, 0.0, 255.0)

    def apply(self, pixels: Pixels) -> Pixels:
        import numpy as np

        from backends.engine.art import pixels as art

        small = art.squares(pixels, self._across)
        fixed = {"four greens": art.FOUR_GREENS, "sixteen": art.SIXTEEN}.get(self.kind)
        own = self.palette or art.palette(small, self.colours)
        colours = np.multiply(np.reshape(fixed or own, (-1, 3)), 1 / 255, dtype=np.float32)
        return art.grown(art.painted(small, colours, self.dither), pixels)

    @property
    def _across(self) -> int:
        return max(4, round(1 / self.square))

    def resolved(self, picture: Pixels) -> Operation:
        from backends.engine.art import pixels as art

        if self.palette or self.kind != "own":
            return self
        return dataclasses.replace(self, palette=art.palette(art.squares(picture, self._across), self.colours))
