"""Decodes pictures of more than 8 bits a channel at their real depth, which Pillow would cut to 8."""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.files import formats
from backends.engine.files.intake import Picture, damaged
from backends.errors import BadImage

Deep = NDArray[np.uint16]
_UNCHANGED = cv2.IMREAD_UNCHANGED
_MIN_IS_WHITE, _MIN_IS_BLACK, _RGB = 0, 1, 2
_ASSOCIATED_ALPHA, _UNASSOCIATED_ALPHA = 1, 2


@dataclass(frozen=True, slots=True)
class Decoded:
    """`color` is (height, width, 3), or (height, width) when grey; as stored, not upright."""

    color: Deep
    alpha: Deep | None
    notices: tuple[str, ...] = ()


def decode_deep(picture: Picture) -> Decoded:
    """Raises BadImage for damage and for the sample kinds that no photo has."""
    if picture.format is formats.PNG:
        return _png(picture)
    if picture.format is formats.TIFF:
        return _tiff(picture)
    image = picture.image
    if image is None or not image.mode.startswith("I;16"):
        raise damaged(picture.name)
    return Decoded(np.asarray(image).astype(np.uint16), None)


def tiff_header(file: BinaryIO) -> tuple[int, int, bytes]:
    """Width, height and colour profile of a TIFF that Pillow does not know."""
    import tifffile

    with tifffile.TiffFile(file, name="photo") as tiff:
        page = cast(tifffile.TiffPage, tiff.pages[0])
        return page.imagewidth, page.imagelength, bytes(page.iccprofile or b"")


def _png(picture: Picture) -> Decoded:
    data = _whole(picture.file)
    _check_chunks(data, picture.name)
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), _UNCHANGED)
    if pixels is None or pixels.dtype != np.uint16:
        raise damaged(picture.name)
    key = picture.image.info.get("transparency") if picture.image else None
    if pixels.ndim == 2:
        grey_key = None if not isinstance(key, int) else np.where(pixels == key, 0, 65535).astype(np.uint16)
        return Decoded(cast(Deep, pixels), grey_key)
    return Decoded(cast(Deep, cv2.cvtColor(pixels[..., :3], cv2.COLOR_BGR2RGB)), _plane(pixels, 3))


def _check_chunks(data: bytes, name: str) -> None:
    """OpenCV fills what is missing of a cut PNG with black; the checksums of the format tell."""
    at, seen_end = 8, False
    while at + 12 <= len(data) and not seen_end:
        length = struct.unpack_from(">I", data, at)[0]
        body = memoryview(data)[at + 4 : at + 8 + length]
        stored = data[at + 8 + length : at + 12 + length]
        if len(stored) < 4 or zlib.crc32(body) != struct.unpack(">I", stored)[0]:
            raise damaged(name)
        seen_end = bytes(body[:4]) == b"IEND"
        at += 12 + length
    if not seen_end:
        raise damaged(name)


def _tiff(picture: Picture) -> Decoded:
    import tifffile

    picture.file.seek(0)
    with tifffile.TiffFile(picture.file, name="photo") as tiff:
        page = cast(tifffile.TiffPage, tiff.pages[0])
        size = os.fstat(picture.file.fileno()).st_size
        if any(start + count > size for start, count in zip(page.dataoffsets, page.databytecounts, strict=True)):
            raise damaged(picture.name)
        if page.photometric not in (_MIN_IS_WHITE, _MIN_IS_BLACK, _RGB):
            raise BadImage(f"{picture.name} is a TIFF of a kind that Stet does not read", "Save it as RGB TIFF.")
        try:
            samples = page.asarray()
        except ValueError:  # tifffile reads LZW only with imagecodecs, a large package; OpenCV's libtiff does.
            samples = _by_opencv(picture, page.samplesperpixel, int(page.planarconfig))
        if int(page.planarconfig) == 2 and samples.ndim == 3:
            samples = np.moveaxis(samples, 0, 2)
        bits = page.bitspersample if isinstance(page.bitspersample, int) else max(page.bitspersample)
        extra = tuple(int(kind) for kind in page.extrasamples)
        inverted = page.photometric == _MIN_IS_WHITE
    values, notices = _to_sixteen(samples, bits, picture.name)
    color_count = 3 if values.ndim == 3 and values.shape[2] >= 3 else 1
    # Four samples with nothing said of the fourth are RGBA in practice: OpenCV writes them so.
    has_alpha = extra[0] in (_ASSOCIATED_ALPHA, _UNASSOCIATED_ALPHA) if extra else color_count == 3
    alpha = _plane(values, color_count) if has_alpha else None
    color = values if values.ndim == 2 else values[..., :3] if color_count == 3 else values[..., 0]
    if inverted:
        color = 65535 - color
    if alpha is not None and extra[:1] == (_ASSOCIATED_ALPHA,):
        color = _undo_association(color, alpha)
    return Decoded(np.ascontiguousarray(color), alpha, notices)


def _by_opencv(picture: Picture, samples_per_pixel: int, planar: int) -> NDArray[np.generic]:
    # It silently returns wrong pixels for separate planes and for two samples (measured, 4.14).
    if planar == 2 or samples_per_pixel not in (1, 3, 4):
        raise BadImage(
            f"{picture.name} is a TIFF whose compression Stet cannot read at this depth",
            "Save it without compression, or with ZIP compression, and open that.",
        )
    pixels = cv2.imdecode(np.frombuffer(_whole(picture.file), np.uint8), _UNCHANGED)
    if pixels is None:
        raise damaged(picture.name)
    codes = {3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGBA}
    return pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, codes[pixels.shape[2]])


def _to_sixteen(samples: NDArray[np.generic], bits: int, name: str) -> tuple[Deep, tuple[str, ...]]:
    if samples.dtype == np.uint16:
        if bits == 16:
            return cast(Deep, samples), ()
        return (samples.astype(np.float32) * (65535 / (2**bits - 1)) + 0.5).astype(np.uint16), ()
    if samples.dtype.kind not in "uif":
        raise BadImage(f"{name} is a TIFF of a kind that Stet does not read", "Save it as 16-bit TIFF.")
    values = np.nan_to_num(samples.astype(np.float32), nan=0.0, posinf=1.0, neginf=0.0)
    if samples.dtype == np.uint32 and values.max() > 65535:
        return (values / 65537).astype(np.uint16), ("Its 32 bits a channel were reduced to 16.",)
    low, high = min(0.0, float(values.min())), max(1.0, float(values.max()))
    scaled = np.clip((values - low) * (65535 / (high - low)) + 0.5, 0, 65535).astype(np.uint16)
    return scaled, (f"Its values from {low:g} to {high:g} were scaled to 16 bits.",)


def _undo_association(color: Deep, alpha: Deep) -> Deep:
    """Colours that were stored multiplied by their alpha (TIFF 6.0, ExtraSamples 1)."""
    weight = np.maximum(alpha, 1).astype(np.float32) / 65535
    straight = color / (weight[..., None] if color.ndim == 3 else weight)
    return np.clip(straight + 0.5, 0, 65535).astype(np.uint16)


def _plane(values: NDArray[np.generic], index: int) -> Deep | None:
    if values.ndim == 2 or values.shape[2] <= index:
        return None
    return cast(Deep, np.ascontiguousarray(values[..., index]))


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()
