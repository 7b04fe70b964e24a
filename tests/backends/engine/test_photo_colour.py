"""Depth, profile, transparency and inks of a file survive being read."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms

from backends.engine.colour.encoding import screen_rgb
from backends.engine.files.decode import decode_full, decode_proxy
from backends.engine.files.photo import open_photo
from backends.engine.pixels import Pixels
from tests.backends.engine import icc_bytes
from tests.colour import mean_difference
from tests.photos import read, sample, write_photo

ROOT = Path(__file__).parents[3]
COFFEE = sample("coffee")


def shown(path: Path, folder: Path) -> np.ndarray:
    return np.asarray(read(open_photo(path, folder / "proxy").proxy))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, depth: int, color: int, *chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def test_transparency_is_kept_in_every_form(tmp_path: Path) -> None:
    alpha = np.zeros((400, 600), np.uint8)
    alpha[:, 200:] = 255
    rgba = Image.fromarray(np.dstack([COFFEE, alpha]))
    grey = Image.merge("LA", (Image.fromarray(COFFEE).convert("L"), Image.fromarray(alpha)))
    palette = Image.fromarray(COFFEE).quantize(255)
    palette.putpalette((palette.getpalette() or []) + [0, 0, 0])
    palette.paste(255, (0, 0, 200, 400))
    one_bit = Image.fromarray(alpha).convert("1")
    keyed = Image.fromarray(np.where(alpha[..., None] > 0, np.maximum(COFFEE, 2), 0).astype(np.uint8))
    rgba.save(tmp_path / "rgba.png")
    rgba.save(tmp_path / "rgba.webp", lossless=True)
    rgba.save(tmp_path / "rgba.tiff")
    grey.save(tmp_path / "la.png")
    palette.save(tmp_path / "palette.png", transparency=255)
    palette.save(tmp_path / "palette.gif", transparency=255)
    one_bit.save(tmp_path / "bit.png", transparency=0)
    keyed.save(tmp_path / "keyed.png", transparency=(0, 0, 0))
    for name in ("rgba.png", "rgba.webp", "rgba.tiff", "la.png", "palette.png", "palette.gif", "bit.png", "keyed.png"):
        opened = open_photo(tmp_path / name, tmp_path / "proxy.png")
        full = decode_full(tmp_path / name)
        assert opened.has_alpha and full.alpha is not None, name
        assert np.array_equal(full.alpha, alpha), name
        assert read(opened.proxy).mode == "RGBA", name
        assert full.rgb.flags.c_contiguous and full.alpha.flags.c_contiguous


def test_a_profile_is_kept_for_work_and_converted_for_the_screen(tmp_path: Path) -> None:
    for icc in (icc_bytes.display_p3(), icc_bytes.adobe_rgb()):
        path = write_photo(tmp_path / "wide.jpg", icc_profile=icc)
        opened, full = open_photo(path, tmp_path / "proxy.jpg"), decode_full(path)
        assert opened.profile in ("Display P3", "Adobe RGB (1998)") and full.icc == icc
        source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        wanted = ImageCms.profileToProfile(read(path), source, ImageCms.createProfile("sRGB"))
        assert mean_difference(np.asarray(read(opened.proxy)), np.asarray(wanted)) < 1
        assert mean_difference(screen_rgb(decode_proxy(path)), np.asarray(wanted)) < 0.5


@pytest.mark.parametrize(
    "broken", [b"rubbish", icc_bytes.display_p3()[:300], icc_bytes.grey_gamma(2.2), icc_bytes.cmyk_table()]
)
def test_a_profile_that_does_not_fit_is_ignored_with_a_notice(tmp_path: Path, broken: bytes) -> None:
    path = write_photo(tmp_path / "photo.jpg", icc_profile=broken)
    opened = open_photo(path, tmp_path / "proxy.jpg")
    assert len(opened.notices) == 1 and "ignored" in opened.notices[0]
    assert opened.profile == "" and decode_full(path).icc == b""


@pytest.mark.parametrize("suffix", [".jpg", ".tiff"])
def test_cmyk_is_converted_by_its_profile(tmp_path: Path, suffix: str) -> None:
    inks = Image.fromarray(COFFEE).convert("CMYK")
    icc = icc_bytes.cmyk_table()
    path = tmp_path / f"press{suffix}"
    quality: dict[str, Any] = {"quality": 95} if suffix == ".jpg" else {}
    inks.save(path, icc_profile=icc, **quality)
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    wanted = ImageCms.profileToProfile(read(path), source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    opened = open_photo(path, tmp_path / "proxy.jpg")
    assert "exports RGB" in opened.notices[0]
    assert mean_difference(np.asarray(read(opened.proxy)), np.asarray(wanted)) < 3
    assert mean_difference(np.asarray(decode_full(path).rgb), np.asarray(wanted)) < 0.5
    assert mean_difference(np.asarray(wanted), np.asarray(inks.convert("RGB"))) > 5, "the test profile must matter"


def test_cmyk_without_a_profile_says_that_it_is_an_estimate(tmp_path: Path) -> None:
    Image.fromarray(COFFEE).convert("CMYK").save(tmp_path / "press.jpg", quality=95)
    opened = open_photo(tmp_path / "press.jpg", tmp_path / "proxy.jpg")
    assert "estimate" in opened.notices[0]
    assert mean_difference(np.asarray(read(opened.proxy)), COFFEE) < 3


def ycck(inks: Image.Image, path: Path, **more: Any) -> Path:
    """As Photoshop writes CMYK into a JPEG: inverted, with the three colours turned into luma and chroma. Pillow writes
    the four as they are, so they are turned first and the Adobe marker is told so."""
    *colours, black = inks.split()
    turned = [
        Image.eval(band, lambda value: 255 - value) for band in Image.merge("RGB", colours).convert("YCbCr").split()
    ]
    buffer = io.BytesIO()
    Image.merge("CMYK", (*turned, black)).save(buffer, "JPEG", quality=95, subsampling=0, **more)
    data = bytearray(buffer.getvalue())
    marker = data.index(b"Adobe")
    assert data[marker + 11] == 0
    data[marker + 11] = 2
    path.write_bytes(data)
    with Image.open(path) as opened:
        assert opened.info["adobe_transform"] == 2
    return path


@pytest.mark.parametrize("profile", [True, False], ids=["with a profile", "without"])
def test_luma_chroma_and_black_are_the_colours_that_other_decoders_see(tmp_path: Path, profile: bool) -> None:
    inks, icc = Image.fromarray(COFFEE).convert("CMYK"), icc_bytes.cmyk_table()
    path = ycck(inks, tmp_path / "adobe.jpg", **({"icc_profile": icc} if profile else {}))
    assert np.abs(np.asarray(read(path), int) - np.asarray(inks, int)).mean() < 2, "the file holds these inks"
    if profile:
        source, screen = ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB")
        wanted = np.asarray(ImageCms.profileToProfile(read(path), source, screen, outputMode="RGB"))
    else:
        wanted = np.asarray(inks.convert("RGB"))
    opened = open_photo(path, tmp_path / "proxy.jpg")
    assert ("estimate" in opened.notices[0]) is not profile
    assert mean_difference(np.asarray(read(opened.proxy)), wanted) < 3
    assert mean_difference(np.asarray(decode_full(path).rgb), wanted) < (0.5 if profile else 3)


@pytest.mark.skipif(shutil.which("convert") is None, reason="ImageMagick is not here to compare with")
def test_imagemagick_sees_the_same_in_luma_chroma_and_black(tmp_path: Path) -> None:
    path = ycck(Image.fromarray(COFFEE).convert("CMYK"), tmp_path / "adobe.jpg")
    subprocess.run(["convert", str(path), "-colorspace", "sRGB", str(tmp_path / "theirs.png")], check=True)
    theirs = np.asarray(read(tmp_path / "theirs.png").convert("RGB"))
    assert mean_difference(shown(path, tmp_path), theirs) < 3


def test_grey_with_its_own_profile_becomes_srgb(tmp_path: Path) -> None:
    grey = np.asarray(Image.fromarray(COFFEE).convert("L"))
    icc = icc_bytes.grey_gamma(1.8)
    write_photo(tmp_path / "grey.png", grey, icc_profile=icc)
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    wanted = np.asarray(
        ImageCms.profileToProfile(Image.fromarray(grey), source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    )
    full = decode_full(tmp_path / "grey.png")
    assert full.icc == b"" and np.abs(full.rgb.astype(int) - wanted).max() <= 1
    assert np.abs(shown(tmp_path / "grey.png", tmp_path).astype(int) - wanted).mean() < 2


# --- more than 8 bits ---

DEEP = (
    (np.random.default_rng(3).integers(0, 257, (400, 600, 3)) + COFFEE.astype(np.uint16) * 256)
    .clip(0, 65535)
    .astype(np.uint16)
)
ALPHA = np.tile(np.linspace(0, 65535, 600).astype(np.uint16), (400, 1))


def test_sixteen_bit_png_is_read_at_full_depth(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "rgb.png"), DEEP[..., ::-1])
    cv2.imwrite(str(tmp_path / "rgba.png"), np.dstack([DEEP[..., ::-1], ALPHA]))
    cv2.imwrite(str(tmp_path / "grey.png"), DEEP[..., 0])
    for name in ("rgb", "rgba", "grey"):
        opened, full = open_photo(tmp_path / f"{name}.png", tmp_path / "proxy"), decode_full(tmp_path / f"{name}.png")
        assert opened.bits == 16 and full.rgb.dtype == np.uint16
        wanted = DEEP if name != "grey" else np.repeat(DEEP[..., :1], 3, axis=2)
        assert np.array_equal(full.rgb, wanted), name
        assert opened.has_alpha is (name == "rgba")
        assert decode_proxy(tmp_path / f"{name}.png").rgb.dtype == np.uint8
        proxy = np.asarray(read(opened.proxy).convert("RGB"))
        assert np.abs(proxy.astype(int) - np.round(wanted / 257)).mean() < 3, "scaled, not clipped"
    assert np.array_equal(decode_full(tmp_path / "rgba.png").alpha, ALPHA)  # type: ignore[arg-type]


@pytest.mark.parametrize("layout", ["plain", "big-endian", "tiled", "planes", "zip", "lzw", "bigtiff"])
def test_sixteen_bit_tiff_is_read_in_every_layout(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "deep.tiff"
    if layout == "lzw":
        cv2.imwrite(str(path), DEEP[..., ::-1], [cv2.IMWRITE_TIFF_COMPRESSION, 5])
    else:
        pixels = np.ascontiguousarray(np.moveaxis(DEEP, 2, 0)) if layout == "planes" else DEEP
        options = {
            "big-endian": {"byteorder": ">"},
            "tiled": {"tile": (64, 64)},
            "planes": {"planarconfig": "separate"},
            "zip": {"compression": "zlib"},
            "bigtiff": {"bigtiff": True},
        }.get(layout, {})
        tifffile.imwrite(path, pixels, photometric="rgb", **options)
    assert open_photo(path, tmp_path / "proxy.jpg").bits == 16
    assert np.array_equal(decode_full(path).rgb, DEEP)


GREY = DEEP[..., 0]
SHARE = (DEEP / DEEP.max()).astype(np.float32)


STRAIGHT: dict[str, Any] = {"extrasamples": ["unassalpha"], "planarconfig": "contig"}
ODD: dict[str, tuple[np.ndarray, dict[str, Any], np.ndarray]] = {
    "alpha": (np.dstack([DEEP, ALPHA]), {"photometric": "rgb"} | STRAIGHT, DEEP),
    "grey-alpha": (np.dstack([GREY, ALPHA]), {"photometric": "minisblack"} | STRAIGHT, GREY),
    "white-is-zero": (65535 - GREY, {"photometric": "miniswhite"}, GREY),
    "float": (SHARE, {"photometric": "rgb"}, SHARE * 65535),
    "half": (SHARE.astype(np.float16), {"photometric": "rgb"}, SHARE * 65535),
    "bright-float": (SHARE * 4, {"photometric": "rgb"}, SHARE * 65535),
    "32-bit": (GREY.astype(np.uint32) * 65537, {"photometric": "minisblack"}, GREY),
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_tiffs_are_scaled_and_not_clipped(tmp_path: Path, kind: str) -> None:
    pixels, options, wanted = ODD[kind]
    path = tmp_path / "odd.tiff"
    tifffile.imwrite(path, pixels, **options)
    opened, full = open_photo(path, tmp_path / "proxy"), decode_full(path)
    wanted = wanted if wanted.ndim == 3 else np.repeat(wanted[..., None], 3, axis=2)
    assert np.abs(full.rgb.astype(float) - wanted).max() <= (20 if kind == "half" else 1)
    assert bool(opened.notices) is ("float" in kind or kind in ("half", "32-bit"))
    assert (full.alpha is not None) is ("alpha" in kind)


def test_colours_that_were_multiplied_by_alpha_are_restored(tmp_path: Path) -> None:
    half = np.full((400, 600), 32768, np.uint16)
    stored = (DEEP.astype(np.float64) * 32768 / 65535).round().astype(np.uint16)
    tifffile.imwrite(tmp_path / "a.tiff", np.dstack([stored, half]), photometric="rgb", extrasamples=["assocalpha"])
    assert np.abs(decode_full(tmp_path / "a.tiff").rgb.astype(int) - DEEP).max() <= 2


def test_pixels_of_a_plain_photo_say_srgb(tmp_path: Path) -> None:
    full = decode_full(write_photo(tmp_path / "photo.png"))
    assert isinstance(full, Pixels) and full.icc == b"" and np.array_equal(full.rgb, COFFEE)
