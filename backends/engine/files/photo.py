"""Opens a photo for the screen: an upright sRGB proxy within a tenth of a second, with nothing imported but Pillow."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageCms

from backends.engine.files import formats
from backends.engine.files.intake import Picture, opened
from backends.types import Opened

PROXY_PIXELS = 1_500_000
# A draft a little over the size is shown as it is: one more resize would cost more than it saves.
_TOLERANCE = 1.2
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Proxy:
    """The small upright picture in the file's own encoding: `image` is RGB or RGBA, its codes mean what `icc` says
    (an RGB matrix profile, b"" for sRGB). `width` and `height` are those of the whole photo, upright."""

    image: Image.Image
    icc: bytes
    width: int
    height: int
    media_type: str
    bits: int
    profile: str
    notices: tuple[str, ...]


def open_photo(path: Path, proxy_path: Path) -> Opened:
    """Check a photo by decoding it and write its proxy. Raises BadImage, and then has written nothing."""
    return write_proxy(read_proxy(path), proxy_path)


def read_proxy(path: Path) -> Proxy:
    """Decode at reduced size: a JPEG of 24 megapixels in about 50 ms. Raises BadImage."""
    with opened(path) as picture:
        image, notices = _deep_proxy(picture) if picture.deep else (_small(picture), ())
        image = image.transpose(_UPRIGHT[picture.orientation]) if picture.orientation > 1 else image
        turned = picture.orientation >= 5
        profile = picture.profile
        return Proxy(
            image=image,
            icc=picture.icc if profile and profile.is_matrix else b"",
            width=picture.height if turned else picture.width,
            height=picture.width if turned else picture.height,
            media_type=picture.format.media_type,
            bits=16 if picture.deep else 8,
            profile=(profile.name or f"unnamed {profile.space} profile") if profile else "",
            notices=picture.notices + notices,
        )


def write_proxy(proxy: Proxy, proxy_path: Path) -> Opened:
    """Write the proxy as sRGB to `proxy_path` (JPEG, or PNG when there is alpha), creating its folder."""
    image = proxy.image
    if proxy.icc:
        image = _by_channels(image, lambda rgb: _convert(rgb, proxy.icc))
    has_alpha = image.mode == "RGBA"
    out = io.BytesIO()
    if has_alpha:
        image.save(out, "PNG", compress_level=1)
    else:
        image.save(out, "JPEG", quality=92, subsampling=0)
    proxy_path.parent.mkdir(parents=True, exist_ok=True)
    partial = proxy_path.with_name(f".{proxy_path.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(out.getvalue())
        os.replace(partial, proxy_path)
    finally:
        partial.unlink(missing_ok=True)
    return Opened(
        proxy.width,
        proxy.height,
        proxy.media_type,
        has_alpha,
        proxy.bits,
        proxy.profile,
        proxy_path,
        proxy.notices,
    )


def flatten(picture: Picture, image: Image.Image) -> Image.Image:
    """Any Pillow mode as RGB or RGBA; pixels with a profile that is no RGB matrix are converted to sRGB."""
    if image.mode in ("La", "RGBa"):
        image = image.convert(image.mode.replace("a", "A"))
    if image.has_transparency_data and image.mode not in ("RGBA", "LA"):
        image = image.convert("RGBA")
    if picture.profile and not picture.profile.is_matrix:
        return _by_channels(image, lambda color: _convert(color, picture.icc))
    if image.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        return _convert(image, lab)
    if image.mode == "LA":
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "RGBA") else image.convert("RGB")


def proxy_size(width: int, height: int) -> tuple[int, int]:
    """The size of about PROXY_PIXELS with the same aspect; never larger than the picture, never under one pixel."""
    scale = min(1.0, (PROXY_PIXELS / (width * height)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _small(picture: Picture) -> Image.Image:
    image = picture.image
    assert image is not None  # only deep pictures are without one
    size = proxy_size(picture.width, picture.height)
    if picture.format is formats.JPEG:
        image.draft(image.mode, size)
    image.load()
    if image.mode in ("RGB", "L", "CMYK", "RGBA", "LA") and "transparency" not in image.info:
        return flatten(picture, _shrink(image, size))
    return _shrink(flatten(picture, image), size)


def _shrink(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.width * image.height <= PROXY_PIXELS * _TOLERANCE:
        return image
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _deep_proxy(picture: Picture) -> tuple[Image.Image, tuple[str, ...]]:
    """Only pictures of more than 8 bits need the heavier libraries here."""
    from backends.engine.files.decode import small_of_deep

    return small_of_deep(picture, proxy_size(picture.width, picture.height))


def _by_channels(image: Image.Image, convert) -> Image.Image:
    """Convert the colours and carry alpha beside them, which littlecms would drop for grey."""
    if image.mode not in ("RGBA", "LA"):
        plain = {"RGB": "RGB", "L": "L", "1": "L", "CMYK": "CMYK", "LAB": "LAB"}.get(image.mode, "RGB")
        return convert(image if image.mode == plain else image.convert(plain))
    alpha = image.getchannel("A")
    color = convert(image.convert("RGB" if image.mode == "RGBA" else "L"))
    color.putalpha(alpha)
    return color


def _convert(image: Image.Image, icc: bytes) -> Image.Image:
    converted = ImageCms.applyTransform(image, _to_srgb(icc, image.mode))
    assert converted is not None  # None is returned only for in-place work
    return converted


@lru_cache(maxsize=4)
def _to_srgb(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform:
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
