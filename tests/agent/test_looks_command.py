"""`stet looks` lists what there is, tries all of it on a photo, and says what it could not make."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import pytest
from PIL import Image
from skimage import data

from agent.cli import main
from backends.engine.looks.library import looks
from tests.photos import write_photo


def test_the_list_names_every_look_under_its_family(capsys: pytest.CaptureFixture[str]):
    assert main(["looks"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name}" in said for name in looks().looks)
    assert said.index("Mood") < said.index("Film") < said.index("Drawn")
    assert "line-art (weak)" in said


def test_the_json_list_is_one_look_a_line(capsys: pytest.CaptureFixture[str]):
    assert main(["looks", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["name"] for line in lines} == set(looks().looks)
    assert len(lines) >= 30
    assert {line["event"] for line in lines} == {"look"}
    assert all(line["avoid"] and line["verdict"] and line["checks"] and line["recipes"] for line in lines)
    fog = next(line for line in lines if line["name"] == "fog")
    assert any(each["refuse"] for each in fog["needs"])


def test_a_sheet_holds_what_was_made_and_the_rest_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    photo = write_photo(tmp_path / "cup.jpg", cv2.resize(data.coffee(), (240, 160), interpolation=cv2.INTER_AREA))
    before = photo.read_bytes()
    assert main(["looks", str(photo), "--sheet", str(tmp_path / "out"), "--json"]) == 0
    *tried, sheet = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    refused = {line["look"]: line["refused"] for line in tried if line["refused"]}
    assert {"fog", "sun-flare"} <= set(refused)
    assert "sky" in refused["sun-flare"]
    assert len(tried) == len(looks().looks)
    assert all(check["holds"] for line in tried for check in line["checks"])
    with Image.open(sheet["path"]) as image:
        assert image.size == (sheet["width"], sheet["height"])
        assert image.width > 1000
    assert photo.read_bytes() == before
    assert main(["looks", str(photo), "--sheet", str(tmp_path / "out")]) == 2
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--sheet", "folder"], ["photo.jpg"], ["missing.jpg", "--sheet", "folder"]])
def test_what_is_missing_is_said(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["looks", *words]) == 2
    assert capsys.readouterr().err.strip()
    assert not list(tmp_path.iterdir())
