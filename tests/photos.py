"""Makes test photos from the sample pictures: camera-sized, with sensor-like noise and what a camera writes beside.

A process reads, enlarges and encodes each but once: writing one sample photo as PNG takes longer than most tests do.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms
from PIL.TiffImagePlugin import IFDRational
from skimage import data

TAKEN = "2026:05:14 18:42:07"
CAMERA, LENS = "Fictional K-7", "40mm f/2"


def sample(name: str = "coffee", width: int = 0, height: int = 0, seed: int = 7) -> NDArray[np.uint8]:
    """(height, width, 3) sRGB of one of the sample photos; enlarged ones get the grain of a sensor, since a smooth
    enlargement would compress and denoise like no photo does."""
    if not width:
        return _read_once(name).copy()
    once = _enlarged_once if width * height < 4_000_000 else _enlarged_last
    return once(name, width, height, seed).copy()


@lru_cache(maxsize=16)
def _read_once(name: str) -> NDArray[np.uint8]:
    return np.ascontiguousarray(getattr(data, name)())


def _enlarged(name: str, width: int, height: int, seed: int) -> NDArray[np.uint8]:
    random = np.random.default_rng(seed)
    big = cv2.resize(_read_once(name), (width, height), interpolation=cv2.INTER_CUBIC).astype(np.int16)
    tile = (random.normal(0, 3, (512, 512, 1)) + random.normal(0, 1.5, (512, 512, 3))).astype(np.int16)
    noise = np.tile(tile, (height // 512 + 1, width // 512 + 1, 1))[:height, :width]
    return np.clip(big + noise, 0, 255).astype(np.uint8)


_enlarged_once, _enlarged_last = lru_cache(maxsize=12)(_enlarged), lru_cache(maxsize=1)(_enlarged)


def camera_exif(orientation: int = 1, gps: bool = True, maker_note: int = 2000) -> Image.Exif:
    """What a camera writes: when and with what, where, a maker's note."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Fictional", CAMERA, TAKEN
    exif[0x013B], exif[0x8298] = "A. Photographer", "(c) A. Photographer"
    exif[0x0112] = orientation
    detail = exif.get_ifd(0x8769)
    detail[0x9003], detail[0x9010] = TAKEN, "+02:00"
    detail[0xA434], detail[0x829A], detail[0x829D] = LENS, IFDRational(1, 250), IFDRational(2, 1)
    detail[0x8827], detail[0x9204], detail[0x920A] = 400, IFDRational(-1, 3), IFDRational(40, 1)
    if maker_note:
        detail[0x927C] = b"Fictional\0" + b"\x5a" * maker_note
    if gps:
        place = exif.get_ifd(0x8825)
        place[1], place[2] = "N", (IFDRational(47), IFDRational(22), IFDRational(3001, 100))
        place[3], place[4] = "E", (IFDRational(8), IFDRational(32), IFDRational(15))
    return exif


GPS_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="47,22.5N"/></rdf:RDF></x:xmpmeta>'
)


def write_photo(path: Path, rgb: NDArray[Any] | str = "coffee", **save: Any) -> Path:
    """A photo at `path`, its format by the ending: `rgb`, or the sample of that name. `save` goes to Pillow.
    A JPEG is written at quality 92."""
    if path.suffix.lower() in (".jpg", ".jpeg"):
        save = {"quality": 92} | save
    if isinstance(rgb, str):
        save = {key: value.tobytes() if isinstance(value, Image.Exif) else value for key, value in save.items()}
        path.write_bytes(_encoded_once(rgb, path.suffix, tuple(save.items())))
    else:
        Image.fromarray(rgb).save(path, **save)
    return path


@lru_cache(maxsize=32)
def _encoded_once(name: str, suffix: str, save: tuple[tuple[str, Any], ...]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(_read_once(name)).save(out, Image.registered_extensions()[suffix.lower()], **dict(save))
    return out.getvalue()


def camera_jpeg(path: Path, width: int = 6000, height: int = 4000, icc: bytes = b"", **exif: Any) -> Path:
    """A JPEG as a camera would write it: 24 megapixels, noise, EXIF with GPS and a profile."""
    path.write_bytes(_taken_once(width, height, icc, tuple(exif.items())))
    return path


@lru_cache(maxsize=6)
def _taken_once(width: int, height: int, icc: bytes, exif: tuple[tuple[str, Any], ...]) -> bytes:
    save: dict[str, Any] = {"exif": camera_exif(**dict(exif)).tobytes()}
    return jpeg_bytes(sample("coffee", width, height), **save, **({"icc_profile": icc} if icc else {}))


def jpeg_bytes(rgb: NDArray[np.uint8], **save: Any) -> bytes:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG", **({"quality": 92} | save))
    return out.getvalue()


def read(path: Path) -> Image.Image:
    """A file as Pillow reads it, decoded and closed."""
    with Image.open(path) as image:
        image.load()
        return image.copy()


def big_photo(path: Path, width: int = 6000, height: int = 4000) -> Path:
    """A 24 MP JPEG with noise, EXIF, GPS and an embedded profile: what most people will open."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return camera_jpeg(path, width, height, icc=profile)
