"""The door for files: only regular files, known formats and sane sizes come in, and every fault leaves as BadImage."""

from __future__ import annotations

import importlib
import os
import stat
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from backends.engine.files import formats
from backends.engine.files.formats import Format
from backends.engine.files.profile import Profile, read_profile
from backends.errors import BadImage, StetError

MOST_PIXELS = 150_000_000
_ORIENTATION = 0x0112
_NEW_SUBFILE_TYPE, _SUB_IFDS, _DNG_VERSION, _BITS, _SAMPLE_FORMAT, _PHOTOMETRIC = 254, 330, 50706, 258, 339, 262
_DAMAGED = "Copy it again from where it came, or choose another file."


@dataclass(frozen=True, slots=True)
class Picture:
    """A file whose header was read and checked. `image` is not decoded yet; it is None for the TIFFs that Pillow
    cannot read (16-bit grey with alpha, half float). `width` and `height` are as stored, before `orientation`
    (EXIF, 1-8). `deep`: more than 8 bits that are worth keeping; `profile` is None where there is none to honour.
    """

    file: BinaryIO
    name: str
    format: Format
    image: Image.Image | None
    width: int
    height: int
    orientation: int
    deep: bool
    icc: bytes
    profile: Profile | None
    exif: Image.Exif
    notices: tuple[str, ...]


@contextmanager
def opened(path: Path) -> Iterator[Picture]:
    """Read the header of a picture; decode inside the block, where whatever a decoder raises becomes BadImage.

    Raises BadImage for a missing file, one that is no regular file (without ever waiting for it), an unknown
    format, a damaged header and more than 150 megapixels.
    """
    name = label(path)
    with _regular_file(path, name) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield _picture(file, path, name)
        except StetError:
            raise
        except Image.DecompressionBombError as bomb:
            raise _too_large(name) from bomb
        except MemoryError as full:
            raise BadImage(f"{name} needs more memory than there is", "Make it smaller and open that.") from full
        except Exception as fault:  # Pillow's decoders raise TypeError, SyntaxError and struct.error on crafted files.
            raise damaged(name) from fault


def label(path: Path) -> str:
    """The file's name, safe on a screen: no control or direction characters, and not endless."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in path.name)
    return clean if len(clean) <= 80 else clean[:50] + "…" + clean[-25:]


def damaged(name: str) -> BadImage:
    return BadImage(f"{name} is damaged or cut short", _DAMAGED)


@contextmanager
def _regular_file(path: Path, name: str) -> Iterator[BinaryIO]:
    # O_NONBLOCK, as a FIFO without a writer would hold open() for ever; Windows has neither.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            kind = "a folder" if path.is_dir() else "not a regular file"
            raise BadImage(f"{name or path} is {kind}", "Choose a picture file.")
        descriptor = os.open(path, flags)
    except FileNotFoundError as missing:
        raise BadImage(f"there is no file {name}", "Check the path.") from missing
    except PermissionError as closed:
        raise BadImage(f"{name} may not be read", "Give yourself read permission, or choose another file.") from closed
    except (OSError, ValueError) as fault:
        raise BadImage(f"{name} cannot be opened ({getattr(fault, 'strerror', None) or fault})", _DAMAGED) from fault
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise BadImage(f"{name} is not a regular file", "Choose a picture file.")
        yield file


def _picture(file: BinaryIO, path: Path, name: str) -> Picture:
    format = formats.recognise(file.read(formats.HEAD), path.suffix, name)
    file.seek(0)
    _prepare(format, name)
    try:
        image = Image.open(file, formats=[format.name])
    except UnidentifiedImageError:
        if format is not formats.TIFF:
            raise
        return _foreign_tiff(file, name)
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_large(name, width, height)
    if format is formats.TIFF and _is_raw(image):
        raise formats.raw_file(name)
    icc, profile, notices = _profile(image)
    bits = _bits(file, image, format)
    deep = bits > 8 and image.mode in ("RGB", "RGBA", "L", "I", "I;16", "I;16B", "F") and not _made_of_tables(profile)
    if bits > 8 and not deep:
        notices.append(f"Its {bits} bits a channel were reduced to 8.")
    notices += _frames(image, format)
    exif = _exif(file, image, format)
    orientation = _orientation(exif)
    if format is formats.TIFF:
        # Pillow turns a TIFF by itself and gives its upright size; the deep decoder reads it as stored.
        width, height = (height, width) if deep and orientation >= 5 else (width, height)
        orientation = orientation if deep else 1
    return Picture(file, name, format, image, width, height, orientation, deep, icc, profile, exif, tuple(notices))


def _prepare(format: Format, name: str) -> None:
    if format.plugin:
        importlib.import_module(f"PIL.{format.plugin}")
        return
    try:
        heif = importlib.import_module("pillow_heif")
    except ImportError as missing:
        raise formats.heic_missing(name) from missing
    heif.register_heif_opener()


def _foreign_tiff(file: BinaryIO, name: str) -> Picture:
    """TIFFs that Pillow does not know; tifffile reads their headers, at the price of importing NumPy."""
    from backends.engine.files.sixteen_bit import tiff_header

    file.seek(0)
    width, height, icc = tiff_header(file)
    if width * height > MOST_PIXELS:
        raise _too_large(name, width, height)
    profile, notices = _usable(icc, ("RGB", "GRAY"))
    return Picture(file, name, formats.TIFF, None, width, height, 1, True, icc, profile, Image.Exif(), tuple(notices))


def _too_large(name: str, width: int = 0, height: int = 0) -> BadImage:
    size = f" ({width} x {height})" if width else ""
    return BadImage(
        f"{name}{size} has more than {MOST_PIXELS // 1_000_000} megapixels",
        "Make a smaller copy in another program and open that.",
    )


def _is_raw(image: Image.Image) -> bool:
    """DNG, NEF and ARW call themselves TIFF, but their first picture is a thumbnail; the raw one is a sub-picture."""
    tags = getattr(image, "tag_v2", {})
    return _DNG_VERSION in tags or bool(tags.get(_NEW_SUBFILE_TYPE, 0) & 1 and _SUB_IFDS in tags)


def _profile(image: Image.Image) -> tuple[bytes, Profile | None, list[str]]:
    icc = image.info.get("icc_profile") or b""
    spaces = {"CMYK": ("CMYK",), "LAB": ("Lab",)}
    grey = image.mode in ("1", "L", "LA", "La", "I", "I;16", "I;16B", "F")
    profile, notices = _usable(icc, spaces.get(image.mode, ("GRAY", "RGB") if grey else ("RGB",)))
    if image.mode == "CMYK":
        notices.append(
            "It is in CMYK: Stet works in sRGB and exports RGB."
            if profile
            else "It is in CMYK without a colour profile: its colours are an estimate, and Stet exports RGB."
        )
    return (icc if profile else b""), profile, notices


def _usable(icc: bytes, spaces: tuple[str, ...]) -> tuple[Profile | None, list[str]]:
    if not icc:
        return None, []
    try:
        profile = read_profile(icc)
    except ValueError:
        return None, ["Its colour profile is damaged and was ignored; the colours are read as sRGB."]
    if profile.space not in spaces:
        return None, [f"Its colour profile is for {profile.space} pictures and was ignored; it is read as sRGB."]
    return profile, []


def _made_of_tables(profile: Profile | None) -> bool:
    return profile is not None and not profile.curves


def _bits(file: BinaryIO, image: Image.Image, format: Format) -> int:
    if format is formats.PNG:
        file.seek(24)
        return file.read(1)[0]
    if format is formats.TIFF:
        tags = getattr(image, "tag_v2", {})
        bits = tags.get(_BITS, (8,))
        return max(bits) if isinstance(bits, tuple) else int(bits)
    if format is formats.HEIF:
        return int(image.info.get("bit_depth", 8))
    if format is formats.AVIF:
        file.seek(0)
        head = file.read(8192)
        at = head.find(b"av1C")
        # AV1 in ISOBMFF 2.3.3: the third byte of the record holds high_bitdepth and twelve_bit.
        return (12 if head[at + 6] & 0x20 else 10) if 0 < at < len(head) - 6 and head[at + 6] & 0x40 else 8
    return 16 if image.mode.startswith("I;16") else 8


def _frames(image: Image.Image, format: Format) -> list[str]:
    try:
        count = int(getattr(image, "n_frames", 1))
        image.seek(0)
    except Exception:  # A damaged later frame does not matter; the first one is decoded and judged on its own.
        count = 1
    word = "frames" if format in (formats.GIF, formats.PNG, formats.WEBP) else "pictures"
    return [f"Only the first of its {count} {word} is used."] if count > 1 else []


def _exif(file: BinaryIO, image: Image.Image, format: Format) -> Image.Exif:
    """The EXIF block; an empty one where it is damaged, which never stops a picture from opening."""
    try:
        if format is formats.PNG:
            # Pillow would decode the whole picture first, as the chunk may stand behind the pixels.
            exif = Image.Exif()
            exif.load(_png_exif(file) or image.info.get("exif") or b"")
            return exif
        return image.getexif()
    except Exception:
        return Image.Exif()


def _png_exif(file: BinaryIO) -> bytes:
    file.seek(8)
    while len(head := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        if kind == b"eXIf":
            return b"Exif\0\0" + file.read(min(length, 1 << 20))
        file.seek(length + 4, os.SEEK_CUR)
    return b""


def _orientation(exif: Image.Exif) -> int:
    try:
        value = int(exif.get(_ORIENTATION, 1))
    except Exception:
        return 1
    return value if 1 <= value <= 8 else 1
