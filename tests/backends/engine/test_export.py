"""Exports keep what a photographer needs, drop what is private, and are on the disk whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms, JpegImagePlugin

from backends.engine.files import landing
from backends.engine.files.decode import decode_full
from backends.engine.files.export import export
from backends.errors import BackendFailed, BadImage, BadRequest
from backends.types import ExportOptions, Progress, Target, Written
from tests.backends.engine import icc_bytes
from tests.colour import mean_difference
from tests.photos import CAMERA, GPS_XMP, LENS, TAKEN, camera_exif, read, sample, write_photo

ROOT = Path(__file__).parents[3]
COFFEE = sample("coffee")
IDENTITY: dict[str, Any] = {}
SUFFIXES = (".jpg", ".png", ".webp", ".tiff", ".avif")


def write(source: Path, *paths: Path, recipe: dict[str, Any] = IDENTITY, **options: Any) -> list[Written]:
    steps = list(export(source, [Target(recipe, path) for path in paths], ExportOptions(**options)))
    progress = [step for step in steps if isinstance(step, Progress)]
    assert progress[-1].done == progress[-1].total == len(paths)
    return [step for step in steps if isinstance(step, Written)]


def in_srgb(image: Image.Image) -> Image.Image:
    icc = image.info.get("icc_profile")
    if not icc:
        return image
    return ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB"))  # type: ignore[return-value]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_format_holds_the_picture_its_profile_and_its_date(tmp_path: Path, suffix: str) -> None:
    icc = icc_bytes.display_p3()
    exif = camera_exif(orientation=6).tobytes()
    source = write_photo(tmp_path / "source.jpg", np.rot90(COFFEE), exif=exif, icc_profile=icc, xmp=GPS_XMP)
    (written,) = write(source, tmp_path / "out" / f"photo{suffix}")
    assert (written.width, written.height) == (600, 400)
    with Image.open(written.path) as image:
        image.load()
        found = image.getexif()
        detail = found.get_ifd(0x8769)
        assert image.size == (600, 400) and image.info["icc_profile"] == icc
        assert (found[0x0110], found[0x0132], found[0x8298]) == (CAMERA, TAKEN, "(c) A. Photographer")
        assert found.get(0x0112, 1) == 1
        assert (detail[0x9003], detail[0x9010], detail[0xA434]) == (TAKEN, "+02:00", LENS)
        assert float(detail[0x829A]) == 1 / 250 and float(detail[0x9204]) == pytest.approx(-1 / 3)
        assert (detail[0xA002], detail[0xA003], detail[0xA001]) == (600, 400, 0xFFFF)
        assert not found.get_ifd(0x8825) and 0x927C not in detail and not found.get_ifd(0x0201)
        assert b"GPS" not in written.path.read_bytes()
        assert mean_difference(image.convert("RGB"), read(source).transpose(Image.Transpose.ROTATE_270)) < 1
    kept = write(source, tmp_path / f"kept{suffix}", keep_gps=True)[0].path
    with Image.open(kept) as image:
        image.load()
        assert image.getexif().get_ifd(0x8825)[2] == (47.0, 22.0, 30.01)


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exiftool_finds_the_date_and_no_place(tmp_path: Path, suffix: str) -> None:
    source = write_photo(tmp_path / "source.jpg", exif=camera_exif().tobytes(), xmp=GPS_XMP, comment=b"at home")
    for keep_gps in (False, True):
        path = write(source, tmp_path / f"{keep_gps}{suffix}", keep_gps=keep_gps)[0].path
        report = subprocess.run(["exiftool", "-a", "-G1", path], capture_output=True, text=True, check=True).stdout
        verdict = subprocess.run(["exiftool", "-validate", "-error", "-a", path], capture_output=True, text=True)
        assert TAKEN in report and LENS in report and CAMERA in report
        assert ("GPS Latitude" in report) is keep_gps
        assert "at home" not in report and "Maker" not in report and "Thumbnail" not in report
        assert "Error" not in verdict.stdout


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
@pytest.mark.parametrize("space", ["display_p3", "adobe_rgb", "prophoto"])
def test_an_identity_edit_of_a_wide_photo_is_the_same_photo(tmp_path: Path, suffix: str, space: str) -> None:
    icc = getattr(icc_bytes, space)()
    source = write_photo(tmp_path / f"source{suffix}", icc_profile=icc)
    path = write(source, tmp_path / f"out{suffix}")[0].path
    before, after = read(source), read(path)
    assert after.info["icc_profile"] == icc
    assert mean_difference(in_srgb(before), in_srgb(after)) < 0.3
    if suffix == ".png":
        assert np.array_equal(np.asarray(before), np.asarray(after))


def test_a_graded_wide_photo_keeps_colours_that_srgb_cannot_hold(tmp_path: Path) -> None:
    icc = icc_bytes.display_p3()
    vivid = np.zeros((64, 64, 3), np.uint8)
    vivid[:, :32], vivid[:, 32:] = (235, 20, 20), (20, 225, 20)
    source = write_photo(tmp_path / "source.png", vivid, icc_profile=icc)
    recipe = {"version": 1, "steps": [{"op": "grade", "exposure": 0.05}]}
    out = np.asarray(read(write(source, tmp_path / "out.png", recipe=recipe)[0].path)).astype(int)
    # Through sRGB the red would come back with its green channel at 60 and more.
    assert np.abs(out - vivid).max() < 20 and not np.array_equal(out, vivid)


def test_the_chroma_resolution_of_a_jpeg_is_kept(tmp_path: Path) -> None:
    for sampling in (0, 1, 2):
        source = write_photo(tmp_path / "source.jpg", subsampling=sampling)
        path = write(source, tmp_path / f"{sampling}.jpg")[0].path
        with Image.open(path) as image:
            assert JpegImagePlugin.get_sampling(image) == sampling  # type: ignore[arg-type]


def test_quality_sets_the_size(tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.png")
    for suffix in (".jpg", ".webp", ".avif"):
        small = write(source, tmp_path / f"50{suffix}", quality=50)[0].path
        large = write(source, tmp_path / f"95{suffix}", quality=95)[0].path
        assert small.stat().st_size * 2 < large.stat().st_size


def test_a_smaller_export_keeps_the_aspect_and_never_enlarges(tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg")
    (small,) = write(source, tmp_path / "small.jpg", long_side=300)
    assert (small.width, small.height, small.notices) == (300, 200, ())
    assert read(small.path).size == (300, 200)
    (large,) = write(source, tmp_path / "large.jpg", long_side=3000)
    assert (large.width, large.height) == (600, 400) and "not enlarged" in large.notices[0]


@pytest.mark.parametrize("name", ["rgb.png", "rgba.png", "rgb.tiff", "rgba.tiff"])
def test_sixteen_bits_survive_a_round_trip(tmp_path: Path, name: str) -> None:
    random = np.random.default_rng(5)
    deep = COFFEE.astype(np.uint16) * 256 + random.integers(0, 256, COFFEE.shape, dtype=np.uint16)
    alpha = np.tile(np.linspace(0, 65535, 600).astype(np.uint16), (400, 1))
    stored = np.dstack([deep[..., ::-1], alpha]) if "rgba" in name else deep[..., ::-1]
    cv2.imwrite(str(tmp_path / name), np.ascontiguousarray(stored))
    for suffix in (".png", ".tiff"):
        (written,) = write(tmp_path / name, tmp_path / f"out{suffix}")
        back = decode_full(written.path)
        assert written.notices == () and np.array_equal(back.rgb, deep)
        assert (back.alpha is not None) is ("rgba" in name)
        assert back.alpha is None or np.array_equal(back.alpha, alpha)
    (flat,) = write(tmp_path / name, tmp_path / "out.jpg")
    assert "8 bits" in flat.notices[0]
    assert mean_difference(read(flat.path), (deep // 257).astype(np.uint8)) < 2 or "rgba" in name


def test_transparency_is_kept_or_filled_with_white(tmp_path: Path) -> None:
    alpha = np.zeros((400, 600), np.uint8)
    alpha[:, 300:] = 255
    source = write_photo(tmp_path / "source.png", np.dstack([COFFEE, alpha]))
    for suffix in (".png", ".tiff", ".webp", ".avif"):
        (written,) = write(source, tmp_path / f"out{suffix}")
        assert written.notices == () and np.array_equal(np.asarray(read(written.path))[..., 3], alpha), suffix
    (flat,) = write(source, tmp_path / "out.jpg")
    pixels = np.asarray(read(flat.path))
    assert "white" in flat.notices[0] and pixels[:, :280].min() > 250
    assert mean_difference(pixels[:, 320:], COFFEE[:, 320:]) < 2


def test_comments_and_texts_do_not_travel(tmp_path: Path) -> None:
    from PIL import PngImagePlugin

    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET words")
    text.add_itxt("XML:com.adobe.xmp", "SECRET xmp")
    sources = [
        write_photo(tmp_path / "a.jpg", comment=b"SECRET words", xmp=b"SECRET xmp"),
        write_photo(tmp_path / "b.png", pnginfo=text),
    ]
    for source in sources:
        for suffix in SUFFIXES:
            path = write(source, tmp_path / f"{source.stem}-out{suffix}")[0].path
            assert b"SECRET" not in path.read_bytes()


def test_a_cmyk_photo_is_exported_as_rgb_without_the_press_profile(tmp_path: Path) -> None:
    source = tmp_path / "press.jpg"
    Image.fromarray(COFFEE).convert("CMYK").save(source, icc_profile=icc_bytes.cmyk_table(), quality=95)
    image = read(write(source, tmp_path / "out.jpg")[0].path)
    assert image.mode == "RGB" and "icc_profile" not in image.info


def test_several_targets_share_one_decode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from backends.engine.files import export as module

    decodes: list[Path] = []
    original = module.read_original
    monkeypatch.setattr(module, "read_original", lambda path: decodes.append(path) or original(path))
    source = write_photo(tmp_path / "source.jpg")
    paths = [tmp_path / f"{number}{suffix}" for number, suffix in enumerate(SUFFIXES)]
    assert [written.path for written in write(source, *paths)] == paths
    assert len(decodes) == 1


# --- never overwrite, never half ---


def test_an_existing_file_is_not_touched_without_force(tmp_path: Path) -> None:
    source, there = write_photo(tmp_path / "source.jpg"), tmp_path / "there.jpg"
    there.write_bytes(b"mine")
    with pytest.raises(BadRequest, match=r"there\.jpg exists already") as caught:
        write(source, tmp_path / "first.jpg", there)
    assert "--force" in caught.value.advice
    assert there.read_bytes() == b"mine" and not (tmp_path / "first.jpg").exists()
    write(source, there, force=True)
    assert read(there).size == (600, 400)


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "raced.jpg"
    for linkable in (True, False):
        path.unlink(missing_ok=True)

        def appear(_: Path) -> None:
            path.write_bytes(b"mine")

        with pytest.MonkeyPatch.context() as patch, pytest.raises(BadRequest, match="exists already"):
            if not linkable:  # as on FAT

                def no_links(*_: object) -> None:
                    raise OSError(1, "no links here")

                patch.setattr(os, "link", no_links)
            landing.land(path, [b"theirs"], force=False, check=appear)
        assert path.read_bytes() == b"mine" and list(tmp_path.iterdir()) == [path]


def test_where_links_are_missing_files_still_land(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    landing.land(tmp_path / "file", [b"whole"], force=False)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"whole")]


def test_only_one_of_many_writers_of_a_name_wins(tmp_path: Path) -> None:
    outcomes: list[str] = []

    def attempt(number: int) -> None:
        try:
            landing.land(tmp_path / "file", [bytes([number]) * 100_000], force=False)
            outcomes.append("won")
        except BadRequest:
            outcomes.append("lost")

    threads = [threading.Thread(target=attempt, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["lost"] * 11 + ["won"]
    assert len(set((tmp_path / "file").read_bytes())) == 1 and len(list(tmp_path.iterdir())) == 1


def test_the_original_is_never_a_target(tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg")
    before = source.read_bytes()
    (tmp_path / "other.jpg").symlink_to(source)
    for path in (source, tmp_path / "other.jpg"):
        with pytest.raises(BadRequest, match="original"):
            write(source, path, force=True)
    assert source.read_bytes() == before


def test_two_variants_need_two_names(tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg")
    with pytest.raises(BadRequest, match="Two variants"):
        write(source, tmp_path / "a.jpg", tmp_path / "x" / ".." / "a.jpg")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(("name", "word"), [("a.psd", ".psd"), ("a", "without an ending"), ("folder.jpg", "folder")])
def test_what_cannot_be_written_is_named_before_work(tmp_path: Path, name: str, word: str) -> None:
    (tmp_path / "folder.jpg").mkdir()
    with pytest.raises(BadRequest, match=word):
        write(write_photo(tmp_path / "source.jpg"), tmp_path / name, force=True)


def test_a_picture_too_long_for_a_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.png", cv2.resize(COFFEE, (17000, 20)))
    with pytest.raises(BadRequest, match="16383"):
        write(source, tmp_path / "a.jpg", tmp_path / "a.webp")
    assert not (tmp_path / "a.jpg").exists()


def test_a_damaged_source_writes_nothing(tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg")
    os.truncate(source, 20000)
    with pytest.raises(BadImage):
        write(source, tmp_path / "new" / "out.jpg")
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadRequest, match="not a folder"):
        write(write_photo(tmp_path / "source.jpg"), tmp_path / "file" / "out.jpg")


def test_a_name_that_is_too_long_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="too long"):
        write(write_photo(tmp_path / "source.jpg"), tmp_path / ("x" * 300 + ".jpg"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_disk_that_gives_out_leaves_nothing_behind(tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.png", sample("chelsea"))
    script = f"""
import resource
from pathlib import Path
from backends.engine.files.export import export
from backends.errors import BackendFailed
from backends.types import ExportOptions, Target
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
for suffix in (".jpg", ".png", ".webp", ".tiff", ".avif"):
    target = Target({{}}, Path({str(tmp_path)!r}) / "out" / f"a{{suffix}}")
    try:
        list(export(Path({str(source)!r}), [target], ExportOptions(quality=99)))
    except BackendFailed as error:
        print(suffix, error)
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.count("larger than files may be here") == 5, ran.stdout
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting a tiny disk needs root")
def test_a_full_disk_names_the_free_space_and_keeps_what_was_complete(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("this container may not mount")
    try:
        source = write_photo(tmp_path / "source.jpg", sample("chelsea"))
        steps: list[Progress | Written] = []
        with pytest.raises(BackendFailed, match="disk is full") as caught:
            for step in export(source, [Target({}, disk / f"{n}.jpg") for n in range(8)], ExportOptions()):
                steps.append(step)
        written = [step.path for step in steps if isinstance(step, Written)]
        assert written and "MB free" in caught.value.what and "another folder" in caught.value.advice
        assert {path.name for path in disk.iterdir()} >= {path.name for path in written}
        for path in disk.iterdir():
            assert read(path).size == (451, 300), "every file on the disk is whole"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows keeps permissions elsewhere")
def test_a_read_only_folder_is_one_sentence(tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    script = f"""
import os
from pathlib import Path
from backends.engine.files.landing import land
from backends.errors import BadRequest
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    land(Path({str(closed / "out.jpg")!r}), [b"x"], force=False)
except BadRequest as error:
    print(error)
"""
    os.chmod(tmp_path, 0o755)
    for parent in list(tmp_path.parents)[:3]:
        if parent.owner() == source.owner() and parent != Path("/"):
            os.chmod(parent, parent.stat().st_mode | 0o055)
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "may not write" in ran.stdout and list(closed.iterdir()) == []
