"""The copy of a picture that leaves this computer: nothing but the pixels that were agreed, looked at again before it
goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from PIL import Image

from backends.errors import BackendFailed

# What a decoder reports of the format itself. Anything else in a copy would be about the photo or the person.
_HARMLESS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression", "dpi", "interlace"}
_QUALITY = 95


@dataclass(frozen=True, slots=True)
class Outgoing:
    path: Path
    size: tuple[int, int]


def bare(picture: NDArray[Any], stem: Path) -> Outgoing:
    """`picture` is (height, width, 3 or 4) sRGB of 8 bits. Raises BackendFailed where more than its pixels is in what
    was written; then there is no file."""
    image = Image.fromarray(picture)
    path = stem.with_suffix(".png" if image.mode == "RGBA" else ".jpg")
    if image.mode == "RGBA":
        image.save(path)
    else:
        image.save(path, quality=_QUALITY, subsampling=0)
    _verify(path, image.size)
    return Outgoing(path, image.size)


def _verify(path: Path, size: tuple[int, int]) -> None:
    with Image.open(path) as again:
        again.load()
        beside = set(again.info) - _HARMLESS
        if again.size != size or beside or len(again.getexif()):
            path.unlink()
            raise BackendFailed("the copy that was to be sent could not be stripped of metadata", "It was not sent.")
