"""`stet receipt` on files of any tool: what it prints, its JSON, its picture and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from skimage import data

from agent.cli import main
from backends.engine.regions import letters
from tests.photos import write_photo
from tools.following.model import Whole
from tools.receipt.model import Receipt


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading text has its own tests and takes longer than all else."""
    monkeypatch.setattr(letters, "available", lambda: False)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    rgb = np.ascontiguousarray(data.coffee())
    Image.fromarray(rgb).save(folder / "before.png")
    after = rgb.copy()
    cv2.circle(after, (450, 280), 40, (60, 90, 200), -1)
    Image.fromarray(after).save(folder / "after.jpg", quality=92)
    Image.fromarray(np.roll(after, (9, 12), (0, 1))).save(folder / "shifted.png")
    (folder / "words.txt").write_text("no picture")
    return folder


def receipt(folder: Path, *words: str) -> int:
    return main(["receipt", *(str(folder / word) if "." in word and "," not in word else word for word in words)])


def test_an_honest_edit_is_ok_and_says_so_in_one_line(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert receipt(pictures, "before.png", "after.jpg", "--region", "400,230,100,100") == 0
    said = capsys.readouterr().out
    assert said.startswith("OK  changed ")
    assert "all in the region; the rest stands; frame same; 600x400" in said
    assert "not checked: likeness, meaning" in said


def test_a_change_elsewhere_fails_with_exit_code_one(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert receipt(pictures, "before.png", "after.jpg", "--region", "5%,5%,20%,20%") == 1
    assert "outside of what was asked changed" in capsys.readouterr().out


def test_what_had_to_stay_is_held_against_it(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert receipt(pictures, "before.png", "after.jpg", "--keep", "400,230,100,100", "--json") == 1
    told = Receipt.from_json(capsys.readouterr().out)
    assert [flag.id for flag in told.flags] == ["keep_changed"]


def test_the_json_has_the_shape_that_is_promised(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert receipt(pictures, "before.png", "shifted.png", "--json") == 1
    body = json.loads(capsys.readouterr().out)
    assert body["verdict"] == "fail"
    assert {
        "source",
        "result",
        "align",
        "change",
        "locks",
        "delivered",
        "asked",
        "colour",
        "flags",
        "not_checked",
    } <= set(body)
    assert (round(body["align"]["dx"]), round(body["align"]["dy"])) == (12, 9)
    assert body["align"]["accepted"] is True
    assert body["delivered"] | {"count": 1} == {
        "w": 600, "h": 400, "format": "PNG", "mode": "RGB", "alpha_kind": "opaque", "count": 1
    }  # fmt: skip
    assert "frame_moved" in {flag["id"] for flag in body["flags"]}


def test_words_tell_what_was_asked(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert receipt(pictures, "before.png", "before.png", "--ask", "make it moodier") == 1
    assert "nothing changed" in capsys.readouterr().out
    assert receipt(pictures, "before.png", "after.jpg", "--ask", "crop to 1:1") == 1
    assert "1:1 was asked and 600x400 delivered" in capsys.readouterr().out


def test_the_map_is_a_picture_with_the_line_under_it(pictures: Path, tmp_path: Path) -> None:
    made = tmp_path / "map.png"
    assert receipt(pictures, "before.png", "after.jpg", "--region", "400,230,100,100", "--map", str(made)) == 0
    with Image.open(made) as image:
        assert image.width == 600
        assert image.height > 400
        blue = np.asarray(image.convert("RGB")).astype(int)[:400]
    coloured = (blue[..., 2] - blue[..., 0]) > 40
    assert coloured[240:320, 410:490].mean() > 0.5
    assert coloured[:150].mean() < 0.01


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("before.png", "words.txt"), "is not a picture"),
        (("before.png", "none.png"), "no file"),
        (("before.png",), "two pictures"),
        (("before.png", "after.jpg", "--region", "1,2,3"), "is no box"),
        (("before.png", "after.jpg", "--region", "900,0,50,50"), "outside of the picture"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_two(
    pictures: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert receipt(pictures, *words) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("photo", "words", "says"),
    [
        ("coffee", "noir", "light and colour changed, shapes stand"),
        pytest.param("astronaut", "dreamy", "light and colour changed, shapes stand", marks=pytest.mark.slow),
        pytest.param("astronaut", "more contrast", "light and colour changed, shapes stand", marks=pytest.mark.slow),
        pytest.param("chelsea", "make it sepia", "light and colour changed, shapes stand", marks=pytest.mark.slow),
        (
            "astronaut",
            "make it moodier but keep her face",
            "light and colour changed, shapes stand; her face identical",
        ),
    ],
)
def test_an_honest_edit_of_a_session_holds_against_what_it_was_made_from(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    photo: str,
    words: str,
    says: str,
) -> None:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    Image.fromarray(getattr(data, photo)()).save(tmp_path / "photo.png")
    assert main([str(tmp_path / "photo.png"), words, "--out", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert main(["receipt", "v1"]) == 0
    assert f"OK  {says}" in capsys.readouterr().out


def test_the_receipt_of_a_variant_is_kept_and_measured_anew_only_when_that_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    write_photo(tmp_path / "photo.png", "chelsea")
    words = [str(tmp_path / "photo.png"), "flip it", "--out", str(tmp_path / "out"), "--json", "--receipt"]
    assert main(words) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    cheap, whole = (one for one in told if one["event"] == "receipt_ready")
    assert (cheap["whole"], whole["whole"]) == (False, True)
    assert whole["verdict"] == "ok"
    assert whole["line"] == "v1 mirrored; nothing else changed; 451x300"
    assert told[-1]["event"] == "done"
    assert told[-2] == whole

    def refuse(*_: object) -> None:
        raise AssertionError("it was measured again")

    with monkeypatch.context() as patch:
        patch.setattr("tools.following.measuring.measured", refuse)
        assert main(["receipt", "v1", "--json"]) == 0
        kept = Whole.model_validate_json(capsys.readouterr().out)
        assert kept.at == whole["at"]
        assert (kept.source, kept.result, kept.verdict) == ("v0", "v1", "ok")
        assert main(["receipt", "v1", "--again"]) == 4
