"""Turns pixels into the bytes of a file: the fastest good encoder of each format, with profile and EXIF put in."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import cv2
import numpy as np
from PIL import Image

from backends.engine.colour.encoding import eight_bit
from backends.engine.pixels import Pixels
from backends.errors import BackendFailed, BadRequest, NotPossible

Parts = list[bytes | memoryview]


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What goes beside the pixels. `sampling` is the chroma subsampling of a JPEG source as Pillow counts it
    (0 4:4:4, 1 4:2:2, 2 4:2:0), -1 when it was no JPEG; `xmp` is a packet, b"" for none."""

    exif: Image.Exif
    quality: int = 92
    sampling: int = -1
    xmp: bytes = b""


@dataclass(frozen=True, slots=True)
class Encoder:
    """`most` pixels on one side; `deep` when it holds 16 bits, `alpha` when it holds transparency, `lossy` when a
    lower quality makes a smaller file."""

    name: str
    encode: Callable[[Pixels, Wrapping], Parts]
    most: int
    deep: bool = False
    alpha: bool = True
    lossy: bool = True


def encoder_for(suffix: str) -> Encoder:
    """By a path's ending. Raises BadRequest for formats that are not written."""
    try:
        return _ENCODERS[suffix.lower()]
    except KeyError:
        raise BadRequest(
            f"Stet cannot write {suffix or 'files without an ending'}", "Use .jpg, .png, .webp, .tiff or .avif."
        ) from None


def fitted(pixels: Pixels, encoder: Encoder) -> tuple[Pixels, tuple[str, ...]]:
    """The picture as far as the format can hold it, and what it cannot in whole sentences."""
    notices: list[str] = []
    rgb, alpha = pixels.rgb, pixels.alpha
    if rgb.dtype == np.uint16 and not encoder.deep:
        rgb, alpha = eight_bit(rgb), None if alpha is None else eight_bit(alpha)
        notices.append(f"{encoder.name} holds 8 bits a channel, the photo has 16: export PNG or TIFF to keep them.")
    if alpha is not None and not encoder.alpha:
        rgb, alpha = _on_white(rgb, alpha), None
        notices.append(f"{encoder.name} holds no transparency: it was filled with white.")
    return Pixels(rgb, alpha, pixels.icc), tuple(notices)


def _on_white(rgb: Any, alpha: Any) -> Any:
    """8-bit only, in strips: a float copy of the whole would take four times its memory."""
    out = np.empty_like(rgb)
    for top in range(0, len(rgb), 256):
        rows = slice(top, top + 256)
        weight = alpha[rows, :, None].astype(np.uint16)
        out[rows] = (rgb[rows] * weight + 255 * (255 - weight) + 127) // 255
    return out


def _jpeg(pixels: Pixels, wrapping: Wrapping) -> Parts:
    # Strong saturated edges smear at half the chroma resolution, so a file without a habit of its own gets all of it.
    sampling = wrapping.sampling if wrapping.sampling >= 0 else 0 if wrapping.quality >= 90 else 2
    return _by_pillow(pixels, wrapping, "JPEG", quality=wrapping.quality, subsampling=sampling)


def _webp(pixels: Pixels, wrapping: Wrapping) -> Parts:
    # Method 2 takes half the time of the default 4 for a tenth more bytes.
    return _by_pillow(pixels, wrapping, "WEBP", quality=wrapping.quality, method=2)


def _avif(pixels: Pixels, wrapping: Wrapping) -> Parts:
    import_module("PIL.AvifImagePlugin")
    sampling = "4:4:4" if wrapping.quality >= 90 else "4:2:0"
    return _by_pillow(pixels, wrapping, "AVIF", quality=wrapping.quality, speed=9, subsampling=sampling)


def _heic(pixels: Pixels, wrapping: Wrapping) -> Parts:
    try:
        import_module("pillow_heif").register_heif_opener()
    except ImportError as missing:
        raise NotPossible(
            "what writes HEIC is not installed", 'Run: pip install "stet-image[heic]", or export JPEG.'
        ) from missing
    return _by_pillow(pixels, wrapping, "HEIF", quality=wrapping.quality)


def _by_pillow(pixels: Pixels, wrapping: Wrapping, format: str, **options: Any) -> Parts:
    image = Image.fromarray(pixels.rgb)
    if pixels.alpha is not None:
        image.putalpha(Image.fromarray(pixels.alpha))
    out = io.BytesIO()
    if pixels.icc:
        options["icc_profile"] = pixels.icc
    if wrapping.xmp:
        options["xmp"] = wrapping.xmp
    image.save(out, format, exif=wrapping.exif.tobytes(), **options)
    return [out.getbuffer()]


def _png(pixels: Pixels, wrapping: Wrapping) -> Parts:
    """OpenCV's encoder takes a seventh of Pillow's time; the profile and EXIF are put in behind the header."""
    if pixels.alpha is None:
        stacked = cv2.cvtColor(pixels.rgb, cv2.COLOR_RGB2BGR)
    else:
        stacked = cv2.merge([pixels.rgb[..., 2], pixels.rgb[..., 1], pixels.rgb[..., 0], pixels.alpha])
    done, buffer = cv2.imencode(".png", stacked)
    if not done:
        raise BackendFailed("the PNG could not be encoded", "Export as TIFF or JPEG.")
    encoded = buffer.data.cast("B")
    extra = _chunk(b"eXIf", wrapping.exif.tobytes().removeprefix(b"Exif\0\0"))
    if pixels.icc:
        # The PNG specification allows 79 bytes of Latin-1 for the name; viewers ignore it.
        extra = _chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(pixels.icc)) + extra
    if wrapping.xmp:
        # Keyword, not compressed, no language, no translation (XMP specification, part 3, section 1.1.5).
        extra += _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + wrapping.xmp)
    header = 8 + 25  # signature and IHDR
    return [encoded[:header], extra, encoded[header:]]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _tiff(pixels: Pixels, wrapping: Wrapping) -> Parts:
    """Uncompressed, since Pillow writes no 16-bit colour and OpenCV neither profile nor EXIF: an EXIF block is a
    TIFF file already, and gets the tags of a picture (TIFF 6.0, sections 6 and 18)."""
    stacked = pixels.rgb
    if pixels.alpha is not None:
        stacked = np.dstack([pixels.rgb, pixels.alpha])
    height, width, samples = stacked.shape
    row = width * samples * stacked.itemsize
    rows = max(1, (1 << 18) // row)
    counts = [row * min(rows, height - top) for top in range(0, height, rows)]
    tags = wrapping.exif
    tags[256], tags[257], tags[258] = width, height, (8 * stacked.itemsize,) * samples
    tags[259], tags[262], tags[277], tags[278], tags[284] = 1, 2, samples, rows, 1
    tags[279] = tuple(counts)
    if pixels.alpha is not None:
        tags[338] = 2
    if pixels.icc:
        tags[34675] = pixels.icc
    if wrapping.xmp:
        tags[700] = wrapping.xmp
    # Pillow counts these from the end of the tags and adds their length itself.
    tags[273] = tuple(int(offset) for offset in np.cumsum([0, *counts[:-1]]))
    head = tags.tobytes().removeprefix(b"Exif\0\0")
    return [head, np.ascontiguousarray(stacked).data.cast("B")]


_JPEG = Encoder("JPEG", _jpeg, 65500, alpha=False)
_TIFF = Encoder("TIFF", _tiff, 1_000_000, deep=True, lossy=False)
_HEIC = Encoder("HEIC", _heic, 16384)
_ENCODERS = {
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": Encoder("PNG", _png, 1_000_000, deep=True, lossy=False),
    ".webp": Encoder("WebP", _webp, 16383),
    ".avif": Encoder("AVIF", _avif, 65535),
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".heic": _HEIC,
    ".heif": _HEIC,
}
