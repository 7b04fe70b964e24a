"""Light and air as steps that keep the photo's detail: light leak, sun flare, fog; and the torn signal of a glitch."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from backends.engine.fields import choice, number, numbers, whole
from backends.engine.operations.base import Operation

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

_SMALL = 512


@dataclass(frozen=True, slots=True)
class LightLeak(Operation):
    """Warm light that got into the camera at `place`."""

    grows: ClassVar[tuple[str, ...]] = ("amount",)

    amount: float = number(0.9, 0.0, 1.15)
    place: str = choice("right", "left", "top", "corners")

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.art.canvas import Floats, in_strips
        from backends.engine.art.light import leak
        from backends.engine.looks.spread import Spread

        height, width = pixels.rgb.shape[:2]
        left = Spread(leak(self.place, self.amount, height, width), height, width)

        def change(strip: Floats, top: int, bottom: int) -> Floats:
            return 1 - (1 - strip) * left.rows(top, bottom)

        return in_strips(pixels, change)


@dataclass(frozen=True, slots=True)
class SunFlare(Operation):
    """A sun at `at` (shares of width and height; found on the photo where it is empty) with rays and reflections."""

    grows: ClassVar[tuple[str, ...]] = ("amount",)

    amount: float = number(1.0, 0.0, 2.0)
    spread: float = number(1.0, 0.3, 2.5)
    warm: float = number(0.6, 0.0, 1.0)
    at: tuple[float, ...] = numbers(-2, -0.5, 1.5)

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.art.canvas import Floats, in_strips
        from backends.engine.art.light import flare, lit
        from backends.engine.looks.spread import Spread

        height, width = pixels.rgb.shape[:2]
        at = (self.at[0], self.at[1]) if len(self.at) == 2 else (0.82, 0.12)
        added = Spread(flare(height, width, at, self.amount, self.spread, self.warm), height, width)

        def change(strip: Floats, top: int, bottom: int) -> Floats:
            return lit(strip, added.rows(top, bottom))

        return in_strips(pixels, change)

    def resolved(self, picture: Pixels) -> Operation:
        """The sun stands where the upper part of the photo is brightest, so that it agrees with the light there."""
        import numpy as np

        from backends.engine.art.canvas import blurred, light, shrunk

        if self.at:
            return self
        top = np.float32(1 / np.iinfo(picture.rgb.dtype).max)
        small = light(np.multiply(shrunk(picture.rgb, 96), top, dtype=np.float32))
        sky = blurred(small, 6)[: max(1, small.shape[0] // 3)]
        # A sun in the corners or the very middle looks like a sticker.
        columns = np.linspace(0, 1, sky.shape[1])
        allowed = ((columns > 0.12) & (columns < 0.38)) | ((columns > 0.62) & (columns < 0.88))
        x = float(columns[np.argmax(np.where(allowed, sky.mean(0), -1))])
        return dataclasses.replace(self, at=(round(x, 3), 0.14))

    def placed(self, left: float, top: float, width: float, height: float) -> Operation:
        if len(self.at) != 2:
            return self
        return dataclasses.replace(self, at=(left + self.at[0] * width, top + self.at[1] * height))


@dataclass(frozen=True, slots=True)
class Fog(Operation):
    """Air that hides what seems far: `density` 0..4, `colour` of the air, RGB 0..1, `seed` of how it drifts."""

    grows: ClassVar[tuple[str, ...]] = ("density",)

    density: float = number(1.6, 0.0, 4.0)
    colour: tuple[float, ...] = numbers(3, 0.0, 1.0, (0.80, 0.82, 0.85))
    seed: int = whole(0, 0, 2**31 - 1)

    def apply(self, pixels: Pixels) -> Pixels:
        import numpy as np

        from backends.engine.art.canvas import Floats, in_strips, shrunk
        from backends.engine.art.light import hidden
        from backends.engine.regions.blend import Weights

        top_value = np.iinfo(pixels.rgb.dtype).max
        small = np.asarray(shrunk(pixels.rgb, _SMALL), np.float32) / np.float32(top_value)
        mask = (hidden(small, self.density, self.seed) * 255 + 0.5).astype(np.uint8)
        share = Weights(mask, pixels, "guided")
        air = np.square(np.array(self.colour, np.float32))

        def change(strip: Floats, top: int, bottom: int) -> Floats:
            # A square stands for the display's curve, as air is only invented.
            linear = strip * strip
            return np.sqrt(linear + (air - linear) * share.rows(top, bottom)[..., None])

        return in_strips(pixels, change)


@dataclass(frozen=True, slots=True)
class Glitch(Operation):
    """A torn signal: `shift` of red against blue and `tear` of bands as shares of the width, `lines` 0..1 of the
    darkness of scan lines."""

    grows: ClassVar[tuple[str, ...]] = ("shift", "tear")

    shift: float = number(0.012, 0.0, 0.08)
    tear: float = number(0.04, 0.0, 0.3)
    lines: float = number(0.2, 0.0, 0.8)
    seed: int = whole(3, 0, 2**31 - 1)

    def apply(self, pixels: Pixels) -> Pixels:
        from backends.engine.art.glitch import glitch

        return glitch(pixels, self.shift, self.tear, self.lines, self.seed)
