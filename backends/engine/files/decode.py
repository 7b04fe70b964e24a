"""Decodes a photo to arrays for the engine: the whole picture for export, a proxy for trying looks."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backends.engine.colour.encoding import eight_bit, grey_to_srgb
from backends.engine.files import formats
from backends.engine.files.intake import Picture, damaged, opened
from backends.engine.files.photo import Proxy, flatten, read_proxy
from backends.engine.files.sixteen_bit import decode_deep
from backends.engine.pixels import Array, Pixels

Plane = TypeVar("Plane", NDArray[np.uint8], NDArray[np.uint16])
_AS_STORED = cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION


def decode_full(path: Path) -> Pixels:
    """The whole picture, upright, at its own depth and in its own encoding. Raises BadImage."""
    with opened(path) as picture:
        return decode_picture(picture)


def decode_picture(picture: Picture) -> Pixels:
    """The same for a picture whose header was read; inside the `opened` block."""
    if picture.deep:
        return _deep(picture)[0]
    icc = picture.icc if picture.profile and picture.profile.is_matrix else b""
    image = picture.image
    assert image is not None  # only deep pictures are without one
    if picture.format is formats.JPEG and image.mode == "RGB" and (icc or not picture.profile):
        return Pixels(_upright(_jpeg(picture), picture.orientation), None, icc)
    return from_pillow(flatten(picture, image), icc, picture.orientation)


def decode_proxy(path: Path) -> Pixels:
    """A picture of about 1.5 megapixels and 8 bits in the encoding of the file, for trying looks. Raises BadImage."""
    return proxy_pixels(read_proxy(path))


def proxy_pixels(proxy: Proxy) -> Pixels:
    return from_pillow(proxy.image, proxy.icc)


def from_pillow(image: Image.Image, icc: bytes = b"", orientation: int = 1) -> Pixels:
    """An RGB or RGBA picture as arrays."""
    values = np.asarray(image)
    if image.mode == "RGBA":
        color = np.ascontiguousarray(values[..., :3])
        return Pixels(_upright(color, orientation), _upright(np.ascontiguousarray(values[..., 3]), orientation), icc)
    return Pixels(_upright(values, orientation), None, icc)


def small_of_deep(picture: Picture, size: tuple[int, int]) -> tuple[Image.Image, tuple[str, ...]]:
    """An 8-bit Pillow picture of at most `size`, not yet upright, of a picture with more than 8 bits."""
    pixels, notices = _deep(picture, upright=False)
    planes: list[Array] = [pixels.rgb] if pixels.alpha is None else [pixels.rgb, pixels.alpha]
    if size[0] < pixels.rgb.shape[1]:
        planes = [cast(Array, cv2.resize(plane, size, interpolation=cv2.INTER_AREA)) for plane in planes]
    image = Image.fromarray(eight_bit(planes[0]))
    if len(planes) == 2:
        image.putalpha(Image.fromarray(eight_bit(planes[1])))
    return image, notices


def _jpeg(picture: Picture) -> NDArray[np.uint8]:
    """OpenCV decodes straight to an array, which saves a copy of 70 ms at 24 megapixels over Pillow; same pixels."""
    picture.file.seek(0)
    data = picture.file.read()
    # It fills what is missing with grey. No entropy-coded byte pair can be an end marker (T.81, B.1.1.5).
    if data.find(b"\xff\xd9", max(0, data.find(b"\xff\xda", _end_of_exif(data)))) < 0:
        raise damaged(picture.name)
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), _AS_STORED)
    if pixels is None or pixels.shape[:2] != (picture.height, picture.width):
        raise damaged(picture.name)
    return cast("NDArray[np.uint8]", pixels)


def _end_of_exif(data: bytes) -> int:
    """Where the segments before the first scan end, so that an embedded thumbnail's markers are not read."""
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] != b"\xda":
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return at


def _deep(picture: Picture, upright: bool = True) -> tuple[Pixels, tuple[str, ...]]:
    decoded = decode_deep(picture)
    orientation = picture.orientation if upright else 1
    color, profile = _upright(decoded.color, orientation), picture.profile
    alpha = None if decoded.alpha is None else _upright(decoded.alpha, orientation)
    if color.ndim == 3 or (profile and profile.is_matrix):
        rgb = color if color.ndim == 3 else cv2.merge([color, color, color])
        return Pixels(cast(Array, np.ascontiguousarray(rgb)), alpha, picture.icc), decoded.notices
    grey = grey_to_srgb(color, profile.curves[0] if profile and profile.curves else None)
    return Pixels(grey.rgb, alpha), decoded.notices


def _upright(plane: Plane, orientation: int) -> Plane:
    """EXIF orientations 1 to 8 (EXIF 2.32, 4.6.5)."""
    turned = cv2.transpose(plane) if orientation >= 5 else plane
    flips = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}
    if orientation in flips:
        turned = cv2.flip(turned, flips[orientation])
    return cast(Plane, np.ascontiguousarray(turned))
