"""Rows 45 to 61, 63 and 64 of the bad-input table: which test holds each, and those that nothing else holds."""

from __future__ import annotations

import ast
import os
import random
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agent.opening import open_photo as open_into_session
from agent.session.store import Store
from backends.engine.client import Engine
from backends.engine.files.photo import open_photo
from backends.errors import BadImage
from tests.photos import camera_exif, sample, write_photo

ROOT = Path(__file__).parents[3]
IMPORT = "tests/backends/engine/test_photo_import.py"
COLOUR = "tests/backends/engine/test_photo_colour.py"
EXPORT = "tests/backends/engine/test_export.py"
WORKER = "tests/backends/engine/test_worker.py"
SESSION = "tests/agent/session/test_session.py"
FAULTS = "tests/agent/session/test_faults.py"
DAMAGE = "tests/agent/session/test_damage.py"
COPIES = "tests/agent/session/test_copies.py"
REPAIR = "tests/agent/session/test_repair.py"
CRASH = "tests/agent/session/test_crash.py"
HERE = "tests/backends/engine/test_bad_input.py"

ROWS: dict[int, tuple[tuple[str, str], ...]] = {
    45: (
        (IMPORT, "test_an_empty_file_and_a_text_named_png_are_refused"),
        (IMPORT, "test_a_folder_and_a_missing_file_are_refused"),
        (IMPORT, "test_a_fifo_and_a_device_are_refused_without_waiting"),
        (SESSION, "test_a_pipe_or_folder_in_place_of_a_photo_is_refused_at_once"),
    ),
    46: (
        (IMPORT, "test_a_cut_file_is_refused_at_every_length"),
        (IMPORT, "test_a_cut_jpeg_is_never_shown_half_grey"),
        (IMPORT, "test_a_cut_sixteen_bit_picture_is_refused"),
    ),
    47: (
        (IMPORT, "test_a_bomb_is_refused_from_its_header"),
        (HERE, "test_a_tiff_and_an_icon_that_claim_to_be_huge_are_refused"),
    ),
    48: ((IMPORT, "test_a_png_that_unpacks_to_a_gigabyte_of_text_is_refused"),),
    49: ((IMPORT, "test_only_the_first_frame_of_an_animation_is_used"),),
    50: (
        (COLOUR, "test_cmyk_is_converted_by_its_profile"),
        (COLOUR, "test_cmyk_without_a_profile_says_that_it_is_an_estimate"),
        (COLOUR, "test_luma_chroma_and_black_are_the_colours_that_other_decoders_see"),
        (COLOUR, "test_imagemagick_sees_the_same_in_luma_chroma_and_black"),
    ),
    51: (
        (COLOUR, "test_sixteen_bit_png_is_read_at_full_depth"),
        (COLOUR, "test_sixteen_bit_tiff_is_read_in_every_layout"),
        (COLOUR, "test_odd_tiffs_are_scaled_and_not_clipped"),
    ),
    52: (
        (COLOUR, "test_transparency_is_kept_in_every_form"),
        (COLOUR, "test_colours_that_were_multiplied_by_alpha_are_restored"),
    ),
    53: (
        (IMPORT, "test_every_orientation_is_upright"),
        (EXPORT, "test_each_format_holds_the_picture_its_profile_and_its_date"),
    ),
    54: (
        (COLOUR, "test_a_profile_is_kept_for_work_and_converted_for_the_screen"),
        (COLOUR, "test_a_profile_that_does_not_fit_is_ignored_with_a_notice"),
    ),
    55: (
        (IMPORT, "test_each_format_opens_and_decodes"),
        (IMPORT, "test_without_the_heic_extra_the_install_line_is_given"),
        (HERE, "test_a_heic_with_several_pictures_opens_the_first_and_says_so"),
    ),
    56: ((IMPORT, "test_each_format_opens_and_decodes"), (IMPORT, "test_other_formats_get_a_hint")),
    57: (
        (IMPORT, "test_other_formats_get_a_hint"),
        (IMPORT, "test_a_raw_file_that_calls_itself_tiff_is_not_mistaken_for_its_thumbnail"),
    ),
    58: (
        (IMPORT, "test_just_over_the_limit_is_refused_and_just_under_is_not"),
        (HERE, "test_tiny_and_very_long_pictures_open"),
        (HERE, "test_the_largest_square_opens"),
    ),
    59: (
        (IMPORT, "test_damaged_exif_never_stops_a_photo"),
        (EXPORT, "test_exiftool_finds_the_date_and_no_place"),
        (HERE, "test_a_makers_note_of_a_megabyte_stops_nothing_and_does_not_travel"),
    ),
    60: (
        (IMPORT, "test_odd_names_open"),
        (IMPORT, "test_names_cannot_write_to_the_screen"),
        (WORKER, "test_odd_file_names_cross_the_border"),
        (HERE, "test_odd_names_are_labels_only_and_the_copy_is_named_by_its_hash"),
    ),
    61: (
        (SESSION, "test_the_original_is_copied_and_never_touched"),
        (COPIES, "test_the_source_shares_no_file_with_the_original"),
        (COPIES, "test_a_photo_that_changes_while_it_is_copied_leaves_nothing"),
        (IMPORT, "test_a_file_that_changes_while_it_is_read_is_one_sentence"),
    ),
    63: (
        (CRASH, "test_every_step_fails_and_nothing_acknowledged_is_lost"),
        (FAULTS, "test_a_full_disk_keeps_every_variant_that_was_shown_and_names_the_room"),
        (FAULTS, "test_a_read_only_disk_can_still_be_looked_at"),
        (EXPORT, "test_a_full_disk_names_the_free_space_and_keeps_what_was_complete"),
    ),
    64: (
        (DAMAGE, "test_a_damaged_record_is_one_sentence_that_names_the_repair"),
        (REPAIR, "test_what_can_be_read_of_a_damaged_record_goes_along"),
        (DAMAGE, "test_a_record_that_is_no_record_any_more_is_looked_at_from_the_pictures"),
        (DAMAGE, "test_a_newer_format_is_looked_at_and_not_written_at_all"),
        (DAMAGE, "test_a_newer_format_without_what_is_needed_is_refused"),
        (FAULTS, "test_a_record_that_is_locked_says_by_whom"),
    ),
}


def test_every_row_has_its_tests() -> None:
    assert set(ROWS) == {*range(45, 62), 63, 64}
    for path, name in (one for tests in ROWS.values() for one in tests):
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        assert name in names, f"{path} has no {name}"


def test_a_tiff_and_an_icon_that_claim_to_be_huge_are_refused(tmp_path: Path) -> None:
    entries = [(256, 100_000), (257, 100_000), (258, 8), (259, 1), (262, 1), (273, 8), (278, 100_000), (279, 100)]
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    (tmp_path / "bomb.tiff").write_bytes(b"II*\0" + struct.pack("<I", 8) + body + bytes(200))
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 60000, 60000, 8, 6, 0, 0, 0)
    icon = struct.pack("<HHHBBBBHHII", 0, 1, 1, 0, 0, 0, 0, 1, 32, len(png), 22) + png
    (tmp_path / "bomb.ico").write_bytes(icon)
    for name in ("bomb.tiff", "bomb.ico"):
        with pytest.raises(BadImage) as refused:
            open_photo(tmp_path / name, tmp_path / "proxy.jpg")
        assert refused.value.advice


def test_a_heic_with_several_pictures_opens_the_first_and_says_so(tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    several = heif.HeifFile()
    for picture in (sample("coffee"), sample("coffee")[::-1].copy()):
        several.add_from_pillow(Image.fromarray(picture))
    several.save(tmp_path / "several.heic", quality=90)
    opened = open_photo(tmp_path / "several.heic", tmp_path / "proxy.jpg")
    assert any("first of its 2" in notice for notice in opened.notices)
    with Image.open(opened.proxy) as proxy:
        assert np.abs(np.asarray(proxy, int) - sample("coffee")).mean() < 8


def test_tiny_and_very_long_pictures_open(tmp_path: Path) -> None:
    for size in ((1, 1), (1, 30_000), (30_000, 1)):
        for suffix in (".png", ".jpg", ".tiff"):
            path = tmp_path / f"{size[0]}{suffix}"
            Image.new("RGB", size, (200, 90, 60)).save(path)
            opened = open_photo(path, tmp_path / "proxy.jpg")
            assert (opened.width, opened.height) == size


def test_the_largest_square_opens(tmp_path: Path) -> None:
    Image.new("RGB", (12_000, 12_000), (200, 90, 60)).save(tmp_path / "large.jpg", quality=50)
    assert open_photo(tmp_path / "large.jpg", tmp_path / "proxy.jpg").width == 12_000


def test_a_makers_note_of_a_megabyte_stops_nothing_and_does_not_travel(tmp_path: Path) -> None:
    from backends.engine.files.export import export
    from backends.types import ExportOptions, Target

    exif = camera_exif(maker_note=1_000_000).tobytes()
    source = write_photo(tmp_path / "noted.png", exif=exif)
    assert source.stat().st_size > 1_000_000
    assert open_photo(source, tmp_path / "proxy.jpg").width == 600
    list(export(source, [Target({}, tmp_path / "out.jpg")], ExportOptions()))
    assert (tmp_path / "out.jpg").stat().st_size < 300_000


NAMES = (
    *(b"new\nline.jpg", b"\x1b[31mred.jpg", "\u202egnp.jpg".encode(), b"-rf.jpg"),
    *("📷.jpg".encode(), b"bad-\xff\xfe.jpg"),
)


@pytest.mark.parametrize("name", [*NAMES, b"x" * 251 + b".jpg"])
async def test_odd_names_are_labels_only_and_the_copy_is_named_by_its_hash(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))
    try:
        write_photo(tmp_path / "plain.jpg").rename(path)
    except OSError:
        pytest.skip("this disk does not take such a name")
    store, engine = Store(tmp_path / "home"), Engine()
    try:
        conversation, _ = await open_into_session(path, tmp_path / "work" / "proxy", store, engine)
        session = conversation.session
        assert session.source.path.name == f"{session.source.ref.sha256[2:]}.jpg"
        assert not set(session.label) & set("\x1b\n\u202e")
        session.label.encode("utf-8")
        await conversation.close()
    finally:
        await engine.close()
        store.close()


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tiff", ".avif", ".gif", ".bmp", ".heic"])
async def test_a_file_with_any_bytes_changed_opens_or_is_refused_and_the_engine_lives(
    tmp_path: Path, suffix: str
) -> None:
    """In the worker, as in the app: a native crash would end the worker, and the test."""
    if suffix == ".heic":
        pytest.importorskip("pillow_heif").register_heif_opener()
    chance = random.Random(suffix)
    whole = write_photo(tmp_path / f"whole{suffix}", sample("coffee")[::4, ::4].copy()).read_bytes()
    engine = Engine()
    outcomes = {"opened": 0, "refused": 0}
    try:
        for number in range(40):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 3, 20, 200))):
                data[chance.randrange(len(data) if number % 2 else min(200, len(data)))] = chance.randrange(256)
            if number % 5 == 0:
                data = data[: chance.randrange(len(data))]
            path = tmp_path / f"{number}{suffix}"
            path.write_bytes(data)
            try:
                await engine.open(path, tmp_path / "proxy.jpg")
                outcomes["opened"] += 1
            except BadImage as error:
                assert error.what and error.advice
                outcomes["refused"] += 1
    finally:
        await engine.close()
    assert outcomes["refused"] > 0
