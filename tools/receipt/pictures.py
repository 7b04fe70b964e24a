"""Reads the two files of a receipt small enough to measure at once, upright and in sRGB, with what their files say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour import lut
from backends.engine.files.decode import proxy_pixels
from backends.engine.files.intake import opened
from backends.engine.files.photo import read_proxy
from backends.engine.pixels import Pixels, as_float

Rgb = NDArray[np.uint8]


@dataclass(frozen=True)
class Read:
    """`rgb` (height, width, 3) sRGB of at most about 1.5 MP, `alpha` beside it or None; `width` and `height` of the
    whole picture; `format` and `mode` of the file; `quality` the JPEG quality that its tables stand for, 0 for none."""

    path: Path
    rgb: Rgb
    alpha: NDArray[np.uint8] | None
    width: int
    height: int
    format: str
    mode: str
    quality: int

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def small(self) -> tuple[int, int]:
        return self.rgb.shape[1], self.rgb.shape[0]

    @property
    def scale(self) -> float:
        """Pixels of the small copy for one of the whole picture."""
        return self.rgb.shape[1] / self.width

    @cached_property
    def seen(self) -> Rgb:
        """As it looks on white, where it is transparent."""
        if self.alpha is None:
            return self.rgb
        share = self.alpha.astype(np.float32)[..., None] / 255
        return cast(Rgb, (self.rgb * share + 255 * (1 - share) + 0.5).astype(np.uint8))

    def pixels(self) -> Pixels:
        return Pixels(np.ascontiguousarray(self.seen), None)


def read(path: Path) -> Read:
    """Raises BadImage."""
    proxy = read_proxy(path)
    pixels = proxy_pixels(proxy)
    rgb = pixels.rgb
    if pixels.icc:
        rgb = (np.clip(lut.to_srgb(as_float(rgb), pixels.icc), 0, 1) * 255 + 0.5).astype(np.uint8)
    with opened(path) as picture:
        format, image = picture.format.name, picture.image
        mode = image.mode if image is not None else "LA"
        quality = _quality(getattr(image, "quantization", None))
    alpha = None if pixels.alpha is None else cast("NDArray[np.uint8]", pixels.alpha)
    return Read(path, cast(Rgb, rgb), alpha, proxy.width, proxy.height, format, mode, quality)


# Mean of the standard luminance table (T.81, K.1), which quality 50 of the usual encoders uses as it stands.
_MEAN_AT_50 = 57.625


def _quality(tables: dict[int, list[int]] | None) -> int:
    """The quality 1..100 on the scale of libjpeg whose luminance table is as coarse as this file's; 0 without one."""
    if not tables:
        return 0
    coarse = float(np.mean(tables[min(tables)])) / _MEAN_AT_50 * 100
    return int(np.clip(round(5000 / coarse if coarse > 100 else (200 - coarse) / 2), 1, 100))


def shrunk(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    if picture.shape[1::-1] == size:
        return picture
    return cast("NDArray[np.uint8]", cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
