"""An exported file says how it came about, to Pillow and to exiftool; signed files are never written over."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from backends.engine.files.credentials import has_credentials
from backends.engine.files.export import export
from backends.engine.files.provenance import GENERATIVE, packet
from backends.errors import BadRequest
from backends.types import ExportOptions, Target, Written
from tests.backends.engine import icc_bytes
from tests.photos import CAMERA, TAKEN, camera_exif, sample, write_photo

SUFFIXES = (".jpg", ".png", ".webp", ".tiff", ".avif", ".heic")
MADE = {
    "words": 'make it "moodier" <now> & then rain ☂',
    "model": "stet-engine",
    "look": "noir",
    "parent": "ab" * 32,
    "source": "cd" * 32,
}
DREAMED = MADE | {"model": "dreamer-2", "generative": True, "seed": 4711}
JUMBF = (
    struct.pack(">I4sI4s", 40, b"jumb", 32, b"jumd") + b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71\x03c2pa\0"
)


def write(source: Path, path: Path, provenance: dict[str, Any], **options: Any) -> Written:
    steps = export(source, [Target({}, path, provenance)], ExportOptions(**options))
    (written,) = (step for step in steps if isinstance(step, Written))
    return written


def exiftool(path: Path) -> dict[str, Any]:
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    done = subprocess.run(["exiftool", "-json", "-a", "-n", path], capture_output=True, text=True, check=True)
    (report,) = json.loads(done.stdout)
    return report


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    exif = camera_exif().tobytes()
    return write_photo(tmp_path / "photo.jpg", sample("coffee"), exif=exif, icc_profile=icc_bytes.display_p3())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exiftool_reads_exactly_what_is_promised(tmp_path: Path, photo: Path, suffix: str) -> None:
    report = exiftool(write(photo, tmp_path / f"out{suffix}", DREAMED).path)
    assert report["Words"] == DREAMED["words"]
    assert (report["Model"], report["EditModel"]) == (CAMERA, "dreamer-2")
    assert report["ParentSHA256"] == DREAMED["parent"]
    assert report["SourceSHA256"] == DREAMED["source"]
    assert int(report["Seed"]) == 4711
    assert report["DigitalSourceType"] == GENERATIVE
    assert report["CreatorTool"] == "Stet"
    assert report["DateTimeOriginal"] == TAKEN
    assert report["ProfileDescription"]
    assert not [name for name in report if name.startswith("GPS")]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_pillow_reads_the_same_packet(tmp_path: Path, photo: Path, suffix: str) -> None:
    path = write(photo, tmp_path / f"out{suffix}", DREAMED).path
    if suffix == ".heic":
        __import__("pillow_heif").register_heif_opener()
    with Image.open(path) as image:
        image.load()
        found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or image.tag_v2[700]  # type: ignore[attr-defined]
        assert image.size == (600, 400)
        assert image.info["icc_profile"] == icc_bytes.display_p3()
        assert image.getexif()[0x0110] == CAMERA
        assert image.getexif().get_ifd(0x8769)[0x9003] == TAKEN
        assert not image.getexif().get_ifd(0x8825)
    assert (found.encode() if isinstance(found, str) else bytes(found)).strip(b"\0") == packet(DREAMED)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_without_a_generative_model_no_source_type_is_claimed(tmp_path: Path, photo: Path, suffix: str) -> None:
    report = exiftool(write(photo, tmp_path / f"out{suffix}", MADE).path)
    assert "DigitalSourceType" not in report
    assert "Seed" not in report
    assert report["Look"] == "noir"


def test_nothing_is_written_where_nothing_was_made(tmp_path: Path, photo: Path) -> None:
    path = write(photo, tmp_path / "out.jpg", {}).path
    assert b"xmpmeta" not in path.read_bytes()


def test_exiftool_finds_no_fault_with_the_files(tmp_path: Path, photo: Path) -> None:
    for suffix in SUFFIXES:
        path = write(photo, tmp_path / f"out{suffix}", DREAMED).path
        exiftool(path)
        verdict = subprocess.run(["exiftool", "-validate", "-error", "-warning", "-a", path], capture_output=True)
        assert b"Error" not in verdict.stdout


def test_words_cannot_break_out_of_the_packet(tmp_path: Path, photo: Path) -> None:
    hostile = MADE | {"words": '"/><x:evil \x00\x1b[31m\ud800 ]]> <?xpacket end="w"?>' + "x" * 100_000}
    report = exiftool(write(photo, tmp_path / "out.jpg", hostile).path)
    assert report["Words"].startswith('"/><x:evil')
    assert "Evil" not in report


def signed(path: Path) -> Path:
    """A file with a C2PA box in the place where its format has it; the signature itself is beside the point."""
    data = path.read_bytes()
    if path.suffix == ".jpg":
        body = b"JP\x00\x01\x00\x00\x00\x01" + JUMBF
        data = data[:2] + b"\xff\xeb" + struct.pack(">H", len(body) + 2) + body + data[2:]
    elif path.suffix == ".png":
        chunk = b"caBX" + JUMBF
        data = data[:33] + struct.pack(">I", len(JUMBF)) + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[33:]
    elif path.suffix == ".webp":
        chunk = b"C2PA" + struct.pack("<I", len(JUMBF)) + JUMBF + b"\0" * (len(JUMBF) % 2)
        data = b"RIFF" + struct.pack("<I", len(data) - 8 + len(chunk)) + data[8:] + chunk
    elif path.suffix in (".avif", ".heic"):
        body = bytes.fromhex("d8fec3d61b0e483c92975828877ec481") + JUMBF
        data += struct.pack(">I4s", len(body) + 8, b"uuid") + body
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".avif"])
def test_a_signed_file_is_found_and_never_written_over(tmp_path: Path, photo: Path, suffix: str) -> None:
    target = write(photo, tmp_path / f"taken{suffix}", MADE).path
    assert not has_credentials(target)
    before = signed(target).read_bytes()
    assert has_credentials(target)
    with pytest.raises(BadRequest, match="signed content credentials"):
        write(photo, target, MADE, force=True)
    assert target.read_bytes() == before


def test_a_signed_tiff_is_found_by_its_tag(tmp_path: Path) -> None:
    path = tmp_path / "signed.tiff"
    Image.new("RGB", (8, 8)).save(path, tiffinfo={52545: JUMBF})
    assert has_credentials(path)


def test_what_was_made_of_a_signed_photo_is_told_in_a_sidecar(tmp_path: Path, photo: Path) -> None:
    before = signed(photo).read_bytes()
    written = write(photo, tmp_path / "out.jpg", MADE)
    assert photo.read_bytes() == before
    assert not has_credentials(written.path)
    assert "signed content credentials" in " ".join(written.notices)
    report = exiftool(tmp_path / "out.jpg.xmp")
    assert report["Words"] == MADE["words"]
    assert report["SourceHadContentCredentials"] in (True, "True")


def test_damaged_and_other_files_have_no_credentials(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xeb\x00", b"\x89PNG", b"II*\0", b"c2pa jumb")):
        path = tmp_path / str(number)
        path.write_bytes(data)
        assert not has_credentials(path)
    assert not has_credentials(tmp_path / "missing")
