"""The main job, from outside: the command as people run it, on real photos, judged by what it writes."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image
from skimage import data
from skimage.color import deltaE_ciede2000

from agent.cli import main
from tests.photos import big_photo, write_photo

ROOT = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def stet(tmp_path: Path) -> Run:
    def run(
        *arguments: str | Path, stdin: Any = subprocess.DEVNULL, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"STET_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)} | variables
        command = [sys.executable, "-P", "-m", "agent", *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, stdin=stdin, capture_output=True, text=True, timeout=100
        )

    return run


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The same in this process, for what the command says, writes and ends with: it need not start anew for that."""
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        words = list(map(str, arguments))
        code = main(words)
        return subprocess.CompletedProcess(words, code, *capsys.readouterr())

    return run


def events(finished: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in finished.stdout.splitlines()]


def of(kind: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line["event"] == kind]


def lab(path: Path, long_side: int = 512) -> NDArray[np.float32]:
    """CIE Lab of a file as a viewer without colour management of ours would measure it: area-averaged, D65."""
    with Image.open(path) as image:
        scale = max(1, max(image.size) // long_side)
        small = image.convert("RGB").reduce(scale)
    return np.asarray(cv2.cvtColor(np.asarray(small, dtype=np.float32) / 255, cv2.COLOR_RGB2Lab), np.float32)


def distance(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(deltaE_ciede2000(one[::2, ::2], other[::2, ::2]).mean())


def at_the_lightness_of(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    matched = one.copy()
    matched[..., 0] = np.clip(matched[..., 0] + other[..., 0].mean() - matched[..., 0].mean(), 0, 100)
    return matched


def is_moodier(after: NDArray[np.float32], before: NDArray[np.float32]) -> bool:
    """The definition of the look, measured here with other code than the engine's own."""
    chroma_before, chroma_after = (np.hypot(picture[..., 1], picture[..., 2]) for picture in (before, after))
    near_neutral = chroma_before < 12
    colder = bool(near_neutral.any()) and (after[..., 2] - before[..., 2])[near_neutral].mean() <= -4
    spread_before, spread_after = (np.subtract(*np.percentile(picture[..., 0], [95, 5])) for picture in (before, after))
    return bool(
        after[..., 0].mean() <= 0.88 * before[..., 0].mean()
        and (chroma_after.mean() <= 0.9 * chroma_before.mean() or colder)
        and (after[..., 0] < 2).mean() <= (before[..., 0] < 2).mean() + 0.12
        and spread_after >= 0.55 * spread_before
    )


@pytest.fixture(params=["astronaut", "coffee", "chelsea", "24 MP"])
def photo(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "24 MP":
        return big_photo(tmp_path / "big.jpg")
    path = tmp_path / f"{request.param}.png"
    Image.fromarray(getattr(data, request.param)()).save(path)
    return path


def test_three_moodier_versions_are_moodier_different_and_full_size(stet: Run, photo: Path, tmp_path: Path) -> None:
    bytes_before = photo.read_bytes()
    finished = stet(photo, "make three moodier versions", "--out", tmp_path / "out", "--json")
    assert finished.returncode == 0, finished.stderr
    lines = events(finished)
    ready = of("variant_ready", lines)
    assert len(ready) == 3
    assert lines[-1]["event"] == "done"
    for line in ready:
        assert {"session", "id", "parent", "path", "width", "height", "task", "look", "model", "cost_usd"} <= set(line)
    files = [Path(line["path"]) for line in ready]
    assert sorted(files) == sorted((tmp_path / "out").iterdir())
    with Image.open(photo) as source:
        size = source.size
    for file, line in zip(files, ready, strict=True):
        with Image.open(file) as image:
            image.load()
            assert image.size == size == (line["width"], line["height"])
    before, after = lab(photo), [lab(file) for file in files]
    for one, other in itertools.combinations(after, 2):
        assert distance(one, other) >= 6
        assert distance(one, at_the_lightness_of(other, one)) >= 5
    assert all(is_moodier(picture, before) for picture in after)
    assert photo.read_bytes() == bytes_before


@pytest.mark.parametrize("keep", [False, True])
def test_date_and_profile_survive_and_gps_only_on_request(stet: Run, tmp_path: Path, keep: bool) -> None:
    photo = big_photo(tmp_path / "big.jpg", 1500, 1000)
    finished = stet(photo, "a bit warmer", "--out", tmp_path / "out", *(["--keep-gps"] if keep else []))
    assert finished.returncode == 0, finished.stderr
    (file,) = (tmp_path / "out").iterdir()
    with Image.open(photo) as source, Image.open(file) as image:
        exif, source_exif = image.getexif(), source.getexif()
        taken = exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
        assert taken == source_exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
        assert exif[ExifTags.Base.Model] == source_exif[ExifTags.Base.Model]
        assert image.info["icc_profile"] == source.info["icc_profile"]
        assert bool(exif.get_ifd(ExifTags.IFD.GPSInfo)) is keep
    if exiftool := shutil.which("exiftool"):
        listed = subprocess.run([exiftool, "-G1", str(file)], capture_output=True, text=True, check=True).stdout
        assert ("GPS" in listed) is keep


def test_the_words_are_read_back_with_the_route_and_the_reason(inside: Run, tmp_path: Path) -> None:
    finished = inside("--sample", "coffee", "make two noir versions", "--out", tmp_path / "out")
    assert finished.returncode == 0, finished.stderr
    assert "Reading:" in finished.stdout
    assert "nothing leaves this computer" in finished.stdout
    assert "Not checked" in finished.stdout


def test_an_existing_file_is_never_overwritten_without_force(inside: Run, tmp_path: Path) -> None:
    arguments = ("--sample", "chelsea", "a bit warmer", "--out", tmp_path / "out")
    assert inside(*arguments).returncode == 0
    (file,) = (tmp_path / "out").iterdir()
    file.write_bytes(b"mine")
    refused = inside(*arguments)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert file.read_bytes() == b"mine"
    assert inside(*arguments, "--force").returncode == 0
    assert file.read_bytes() != b"mine"


def test_a_file_that_is_no_picture_gets_one_sentence_and_nothing_is_written(stet: Run, tmp_path: Path) -> None:
    text = tmp_path / "notes.jpg"
    text.write_text("not a picture")
    finished = stet(text, "moodier", "--out", tmp_path / "out")
    assert finished.returncode == 2
    assert len(finished.stderr.strip().splitlines()) == 1
    assert "Traceback" not in finished.stderr
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "home").exists()


def test_what_needs_a_generative_model_ends_with_3_and_says_what_would_do_it(inside: Run, tmp_path: Path) -> None:
    finished = inside("--sample", "astronaut", "put her on a beach", "--out", tmp_path / "out", "--json")
    assert finished.returncode == 3
    (failed,) = of("failed", events(finished))
    assert "Nano Banana" in failed["message"]
    assert not (tmp_path / "out").exists()


def test_a_photo_comes_through_a_pipe(stet: Run, tmp_path: Path) -> None:
    from agent.cli import sample

    with sample("coffee").open("rb") as pipe:
        finished = stet("-", "black and white", "--out", tmp_path / "out", stdin=pipe)
    assert finished.returncode == 0, finished.stderr
    (file,) = (tmp_path / "out").iterdir()
    picture = lab(file)
    assert float(np.hypot(picture[..., 1], picture[..., 2]).mean()) <= 3


def test_the_next_words_can_go_on_from_the_last_session(stet: Run, tmp_path: Path) -> None:
    photo = ("--sample", "coffee")
    assert stet(*photo, "make three moodier versions", "--out", tmp_path / "first").returncode == 0
    finished = stet(*photo, "the second one, but warmer", "--continue", "--out", tmp_path / "second", "--json")
    (ready,) = of("variant_ready", events(finished))
    assert (ready["id"], ready["parent"]) == ("v4", "v2")


def test_a_question_ends_with_5_and_prints_the_words_that_answer_it(inside: Run, tmp_path: Path) -> None:
    photo = ("--sample", "coffee")
    assert inside(*photo, "make three moodier versions", "--out", tmp_path / "first").returncode == 0
    asked = inside(*photo, "export the other one as png", "--continue", "--yes", "--out", tmp_path / "second")
    assert asked.returncode == 5 and not (tmp_path / "second").exists()
    assert "Which one do you mean by “the other one”?" in asked.stderr and "“export v3 as png”" in asked.stderr


def test_a_second_picture_and_the_size_of_the_file_are_followed(inside: Run, tmp_path: Path) -> None:
    write_photo(tmp_path / "cat.png", "chelsea")
    finished = inside(
        *("--sample", "coffee", "like this one, and save it as 300x375 jpg under 40 kB"),
        *("--ref", "cat.png", "--out", tmp_path / "out", "--json"),
    )
    assert finished.returncode == 0, finished.stderr
    (file,) = (tmp_path / "out").iterdir()
    with Image.open(file) as image:
        assert (image.size, image.format) == ((300, 375), "JPEG") and file.stat().st_size <= 40_000
    lines = [line["line"] for line in of("receipt_ready", events(finished))]
    assert any("cropped and resized to 300 x 375" in line for line in lines)
    assert any("closer to cat.png" in line for line in lines)


def test_every_line_of_json_is_an_event_of_the_list(inside: Run, tmp_path: Path) -> None:
    finished = inside("--sample", "coffee", "export as png", "--out", tmp_path / "out", "--json")
    known = "said planned routed approval_needed job_started progress variant_ready receipt_ready failed cancelled done"
    assert {line["event"] for line in events(finished)} <= set(known.split())
    (ready,) = of("variant_ready", events(finished))
    assert Path(ready["path"]).suffix == ".png"


def test_a_question_waits_for_a_yes_unless_it_was_given_beforehand(inside: Run, tmp_path: Path) -> None:
    asked = ("--sample", "coffee", "darken the red mug", "--out", tmp_path / "out")
    finished = inside(*asked)
    assert finished.returncode == 5 and "--yes" in finished.stderr and not (tmp_path / "out").exists()
    finished = inside(*asked, "--yes")
    assert finished.returncode == 0, finished.stderr
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are not Unicode")
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_hostile_file_name_neither_breaks_nor_steers_what_is_printed(
    stet: Run, tmp_path: Path, encoding: str
) -> None:
    photo = tmp_path / os.fsdecode(b"\xff\x1b[31mred\x1b]0;title\x07.png")
    write_photo(photo)
    for more in ((), ("--json",)):
        finished = stet(photo, "a bit warmer", "--out", tmp_path / f"out{len(more)}", *more, PYTHONIOENCODING=encoding)
        assert finished.returncode == 0, finished.stderr
        assert "\x1b" not in finished.stdout + finished.stderr and "\x07" not in finished.stdout
        assert len(list((tmp_path / f"out{len(more)}").iterdir())) == 1
    gone = stet(photo.with_name(photo.name + "gone"), "a bit warmer", PYTHONIOENCODING=encoding)
    assert gone.returncode == 2 and "\x1b" not in gone.stderr and "Traceback" not in gone.stderr


def test_a_fault_of_its_own_is_one_sentence_and_a_log(stet: Run, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the data folder should be")
    finished = stet("--sample", "coffee", "a bit warmer")
    assert finished.returncode == 4
    assert finished.stderr.count("\n") == 1 and "Traceback" not in finished.stderr, finished.stderr


def test_without_words_and_without_a_terminal_it_says_what_to_do(stet: Run) -> None:
    finished = stet("--sample", "coffee")
    assert finished.returncode == 2
    assert "terminal" in finished.stderr
