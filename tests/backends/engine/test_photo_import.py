"""Every kind of photo opens upright with its own colours; what is no photo is refused in one sentence."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image

from backends.engine.files import intake
from backends.engine.files.decode import decode_full, decode_proxy
from backends.engine.files.photo import open_photo
from backends.errors import BadImage
from tests.colour import mean_difference
from tests.photos import camera_exif, jpeg_bytes, read, sample, write_photo

ROOT = Path(__file__).parents[3]
COFFEE = sample("coffee")


def shown(path: Path, folder: Path) -> np.ndarray:
    return np.asarray(read(open_photo(path, folder / "proxy").proxy))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, depth: int, color: int, *chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tiff", ".avif", ".gif", ".bmp", ".jp2", ".heic"])
def test_each_format_opens_and_decodes(tmp_path: Path, suffix: str) -> None:
    if suffix == ".heic":
        pytest.importorskip("pillow_heif").register_heif_opener()
    save: dict[str, Any] = {"quality": 92} if suffix in (".heic", ".avif", ".webp") else {}
    path = write_photo(tmp_path / f"photo{suffix}", **save)
    opened = open_photo(path, tmp_path / "made" / "proxy.jpg")
    assert (opened.width, opened.height, opened.bits, opened.has_alpha) == (600, 400, 8, False)
    assert opened.media_type.startswith("image/") and opened.notices == ()
    full, proxy = decode_full(path), decode_proxy(path)
    assert full.rgb.shape == (400, 600, 3) and full.rgb.flags.c_contiguous and full.alpha is None
    limit = 6 if suffix == ".gif" else 2
    for pixels in (full.rgb, proxy.rgb, np.asarray(read(opened.proxy))):
        assert mean_difference(np.asarray(pixels), COFFEE) < limit


def test_the_first_preview_imports_nothing_heavy(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "photo.jpg")
    script = (
        "import sys; from pathlib import Path; from backends.engine.files.photo import open_photo\n"
        f"open_photo(Path({str(path)!r}), Path({str(tmp_path / 'p.jpg')!r}))\n"
        "print([m for m in ('numpy', 'cv2', 'PyOpenColorIO', 'pydantic', 'asyncio') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]" and out.stderr == ""


def test_the_proxy_is_about_one_and_a_half_megapixels_and_keeps_the_aspect(tmp_path: Path) -> None:
    for width, height in ((3000, 2000), (2400, 3001), (9000, 300), (1600, 1100), (640, 480), (30000, 1), (1, 1)):
        path = write_photo(tmp_path / "photo.jpg", cv2.resize(COFFEE, (width, height)))
        opened = open_photo(path, tmp_path / "proxy.jpg")
        proxy = read(opened.proxy)
        assert (opened.width, opened.height) == (width, height)
        assert proxy.width * proxy.height <= 1_800_000
        assert proxy.width * proxy.height >= min(width * height, 1_400_000) * 0.98
        assert proxy.width / proxy.height == pytest.approx(width / height, rel=0.02) or height < 10


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tiff", ".webp"])
def test_every_orientation_is_upright(tmp_path: Path, orientation: int, suffix: str) -> None:
    undo = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}[orientation]
    turned = Image.fromarray(COFFEE)
    if undo > 1:
        turned = turned.transpose(
            [None, None, *(Image.Transpose(v) for v in (0, 3, 1, 5, 4, 6, 2))][undo]  # type: ignore[arg-type]
        )
    path = write_photo(tmp_path / f"p{suffix}", np.asarray(turned), exif=camera_exif(orientation).tobytes())
    assert (open_photo(path, tmp_path / "proxy.jpg").width, decode_full(path).rgb.shape[:2]) == (600, (400, 600))
    for pixels in (decode_full(path).rgb, decode_proxy(path).rgb, shown(path, tmp_path)):
        assert mean_difference(np.asarray(pixels), COFFEE) < 2.5


@pytest.mark.parametrize("orientation", [3, 6])
def test_sixteen_bit_pictures_are_upright_too(tmp_path: Path, orientation: int) -> None:
    deep = np.rot90(COFFEE.astype(np.uint16) * 257, {3: 2, 6: 1}[orientation])
    body = b"".join(b"\0" + row.astype(">u2").tobytes() for row in deep)
    exif = chunk(b"eXIf", camera_exif(orientation).tobytes()[6:])
    height, width = deep.shape[:2]
    for chunks in ((exif, chunk(b"IDAT", zlib.compress(body, 1))), (chunk(b"IDAT", zlib.compress(body, 1)), exif)):
        path = tmp_path / "deep.png"
        path.write_bytes(png(width, height, 16, 2, *chunks))
        assert np.array_equal(decode_full(path).rgb, COFFEE.astype(np.uint16) * 257)
        assert mean_difference(shown(path, tmp_path), COFFEE) < 2


# --- what must be refused ---


def refusal(path: Path, folder: Path) -> BadImage:
    proxy = folder / "never" / "proxy.jpg"
    started = time.monotonic()
    with pytest.raises(BadImage) as caught:
        open_photo(path, proxy)
    with pytest.raises(BadImage):
        decode_full(path)
    assert time.monotonic() - started < 2
    assert not proxy.parent.exists()
    assert caught.value.advice and "\n" not in str(caught.value)
    return caught.value


def test_an_empty_file_and_a_text_named_png_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    assert "empty" in refusal(tmp_path / "empty.jpg", tmp_path).what
    (tmp_path / "text.png").write_text("hello " * 100)
    assert "not a picture" in refusal(tmp_path / "text.png", tmp_path).what


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert "folder" in refusal(tmp_path, tmp_path / "x").what
    assert "no file" in refusal(tmp_path / "gone.jpg", tmp_path).what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs on Windows")
def test_a_fifo_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert "regular" in refusal(tmp_path / "pipe.jpg", tmp_path).what
    assert "regular" in refusal(Path("/dev/zero"), tmp_path).what


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tiff", ".avif", ".gif", ".bmp", ".jp2", ".heic"])
def test_a_cut_file_is_refused_at_every_length(tmp_path: Path, suffix: str) -> None:
    if suffix == ".heic":
        pytest.importorskip("pillow_heif").register_heif_opener()
    whole = write_photo(tmp_path / f"whole{suffix}", sample("chelsea")).read_bytes()
    for share in (0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99):
        path = tmp_path / f"cut{suffix}"
        path.write_bytes(whole[: int(len(whole) * share)])
        refusal(path, tmp_path)


@pytest.mark.parametrize("kind", ["progressive", "thumbnail"])
def test_a_cut_jpeg_is_never_shown_half_grey(tmp_path: Path, kind: str) -> None:
    exif = camera_exif()
    whole = jpeg_bytes(COFFEE, progressive=kind == "progressive", exif=exif.tobytes())
    if kind == "thumbnail":  # its own end marker stands in the EXIF segment, before the cut
        small = jpeg_bytes(COFFEE[::8, ::8])
        whole = whole[:2] + b"\xff\xe1" + struct.pack(">H", len(small) + 8) + b"Thumb\0" + small + whole[2:]
    for share in (0.2, 0.5, 0.8, 0.95):
        path = tmp_path / "cut.jpg"
        path.write_bytes(whole[: int(len(whole) * share)])
        refusal(path, tmp_path)


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_a_cut_sixteen_bit_picture_is_refused(tmp_path: Path, suffix: str) -> None:
    deep = COFFEE.astype(np.uint16) * 257
    compressions = [None] if suffix == ".png" else [1, 5, 8]  # raw, LZW, deflate
    for compression in compressions:
        options = [] if compression is None else [cv2.IMWRITE_TIFF_COMPRESSION, compression]
        whole = cv2.imencode(suffix, deep, options)[1].tobytes()
        for share in (0.01, 0.3, 0.6, 0.99):
            path = tmp_path / f"cut{suffix}"
            path.write_bytes(whole[: int(len(whole) * share)])
            refusal(path, tmp_path)


def test_a_flipped_bit_in_a_png_is_noticed(tmp_path: Path) -> None:
    for deep in (False, True):
        ok, buffer = cv2.imencode(".png", COFFEE.astype(np.uint16) * 257 if deep else COFFEE)
        data = bytearray(buffer.tobytes())
        data[len(data) // 2] ^= 0x10
        (tmp_path / "flip.png").write_bytes(data)
        assert ok and "damaged" in refusal(tmp_path / "flip.png", tmp_path).what


def test_a_bomb_is_refused_from_its_header(tmp_path: Path) -> None:
    files = {
        "bomb.png": png(60000, 60000, 8, 2, chunk(b"IDAT", zlib.compress(b"\0" * 1000))),
        "deep.png": png(14000, 11000, 16, 6, chunk(b"IDAT", zlib.compress(b"\0" * 1000))),
        "bomb.gif": b"GIF89a"
        + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0)
        + b","
        + struct.pack("<4HB", 0, 0, 65535, 65535, 0)
        + b"\2\2\0\0\0;",
        "bomb.bmp": b"BM"
        + struct.pack("<IHHI", 100, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 20000, 20000, 1, 24, 0, 0, 0, 0, 0, 0),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert "150 megapixels" in refusal(tmp_path / name, tmp_path).what, name


def test_just_over_the_limit_is_refused_and_just_under_is_not(tmp_path: Path) -> None:
    for width, wanted in ((15001, "more than 150 megapixels"), (15000, "damaged")):
        (tmp_path / "edge.png").write_bytes(png(width, 10000, 8, 2, chunk(b"IDAT", b"")))
        assert wanted in refusal(tmp_path / "edge.png", tmp_path).what


@pytest.mark.parametrize("kind", [b"iCCP", b"zTXt"])
def test_a_png_that_unpacks_to_a_gigabyte_of_text_is_refused(tmp_path: Path, kind: bytes) -> None:
    bomb = chunk(kind, b"name\0\0" + zlib.compress(b"\0" * 200_000_000, 9))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * (4 * 4)))
    (tmp_path / "bomb.png").write_bytes(png(4, 4, 8, 0, bomb, pixels))
    assert "damaged" in refusal(tmp_path / "bomb.png", tmp_path).what


@pytest.mark.parametrize(
    ("head", "suffix", "word"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', ".svg", "SVG"),
        (b"%PDF-1.7\n", ".pdf", "PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", ".eps", "PostScript"),
        (b"8BPS\0\1", ".psd", "Photoshop"),
        (b"\xff\x0a\xfa\x1f", ".jxl", "JPEG XL"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", ".jxl", "JPEG XL"),
        (b"FUJIFILMCCD-RAW 0201", ".raf", "raw"),
        (b"II*\0\x10\0\0\0CR\2\0", ".cr2", "raw"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", ".cr3", "raw"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", ".mp4", "video"),
        (b"\x1a\x45\xdf\xa3", ".mkv", "video"),
    ],
)
def test_other_formats_get_a_hint(tmp_path: Path, head: bytes, suffix: str, word: str) -> None:
    path = tmp_path / f"thing{suffix}"
    path.write_bytes(head + b" " * 200)
    error = refusal(path, tmp_path)
    assert word in error.what and error.advice


def test_a_raw_file_that_calls_itself_tiff_is_not_mistaken_for_its_thumbnail(tmp_path: Path) -> None:
    small = COFFEE[::8, ::8]
    tifffile.imwrite(tmp_path / "by-name.dng", small, photometric="rgb")
    version = (50706, "B", 4, (1, 4, 0, 0), True)
    tifffile.imwrite(tmp_path / "by-version.tif", small, photometric="rgb", extratags=[version])
    with tifffile.TiffWriter(tmp_path / "by-structure.tif") as nikon:
        nikon.write(small, photometric="rgb", subfiletype=1, subifds=1)
        nikon.write(COFFEE, photometric="rgb")
    for name in ("by-name.dng", "by-version.tif", "by-structure.tif"):
        assert "raw" in refusal(tmp_path / name, tmp_path).what


def test_without_the_heic_extra_the_install_line_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "phone.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100)
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert 'pip install "stet-image[heic]"' in refusal(tmp_path / "phone.heic", tmp_path).advice


def test_whatever_a_decoder_raises_becomes_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_photo(tmp_path / "photo.jpg")
    for fault in (TypeError("x"), SyntaxError("x"), struct.error("x"), OverflowError("x"), MemoryError()):

        def explode(*_: object, fault: BaseException = fault, **__: object) -> None:
            raise fault

        monkeypatch.setattr(Image, "open", explode)
        assert refusal(path, tmp_path).what


def test_names_cannot_write_to_the_screen(tmp_path: Path) -> None:
    error = refusal(tmp_path / "a\x1b[2J\n\u202egnp.jpg", tmp_path)
    assert not set(error.what) & {"\x1b", "\n", "\u202e"}
    assert len(refusal(tmp_path / ("é" * 120 + ".jpg"), tmp_path).what) < 120


def test_odd_names_open(tmp_path: Path) -> None:
    for name in ("-rf.jpg", "new\nline.jpg", "📷 🌅.jpg", "x" * 240 + ".jpg"):
        assert open_photo(write_photo(tmp_path / name), tmp_path / "p.jpg").width == 600


# --- animation, transparency, colour ---


def test_only_the_first_frame_of_an_animation_is_used(tmp_path: Path) -> None:
    frames = [Image.fromarray(frame) for frame in (COFFEE, COFFEE[::-1], COFFEE[:, ::-1])]
    for suffix in (".gif", ".webp", ".png", ".avif"):
        path = tmp_path / f"moving{suffix}"
        frames[0].save(path, save_all=True, append_images=frames[1:], duration=100)
        opened = open_photo(path, tmp_path / "proxy.jpg")
        assert any("first of its 3" in notice for notice in opened.notices), suffix
        assert mean_difference(np.asarray(decode_full(path).rgb), COFFEE) < 6


def test_a_phone_jpeg_with_a_second_picture_opens(tmp_path: Path) -> None:
    frame = Image.fromarray(COFFEE)
    frame.save(tmp_path / "phone.mpo", save_all=True, append_images=[Image.fromarray(COFFEE[::4, ::4])], quality=92)
    (tmp_path / "phone.mpo").rename(tmp_path / "phone.jpg")
    opened = open_photo(tmp_path / "phone.jpg", tmp_path / "proxy.jpg")
    assert opened.notices == ("Only the first of its 2 pictures is used.",) and opened.media_type == "image/jpeg"
    assert mean_difference(np.asarray(decode_full(tmp_path / "phone.jpg").rgb), COFFEE) < 2


def test_damaged_exif_never_stops_a_photo(tmp_path: Path) -> None:
    for exif in (
        b"Exif\0\0rubbish",
        b"Exif\0\0II*\0\xff\xff\xff\x7f",
        camera_exif().tobytes()[:60],
        b"Exif\0\0" + b"\xff" * 60000,
    ):
        assert open_photo(write_photo(tmp_path / "photo.jpg", exif=exif), tmp_path / "p.jpg").width == 600


def test_a_file_that_changes_while_it_is_read_is_one_sentence(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "photo.png")
    with pytest.raises(BadImage, match="damaged"), intake.opened(path) as picture:
        os.truncate(path, 5000)
        assert picture.image is not None
        picture.image.load()
