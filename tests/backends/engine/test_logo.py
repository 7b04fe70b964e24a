"""A logo stands where it was put, keeps its transparent parts and its colours, and stays when its file goes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from backends.engine.operations.logo import Logo, plan
from backends.engine.pixels import Pixels
from backends.errors import BadImage, BadRequest, NotPossible
from tests.photos import sample, write_photo


@pytest.fixture
def file(tmp_path: Path) -> Path:
    logo = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    ImageDraw.Draw(logo).rectangle((0, 0, 149, 99), fill=(240, 120, 20, 255))
    logo.save(tmp_path / "mark.png")
    return tmp_path / "mark.png"


@pytest.mark.parametrize(
    ("place", "x", "y"),
    [("top left", 0.05, 0.06), ("bottom right", 0.86, 0.94), ("bottom left", 0.05, 0.94), ("middle", 0.45, 0.5)],
)
def test_it_stands_where_it_was_put_and_only_there(file: Path, place: str, x: float, y: float) -> None:
    photo = Pixels(sample("coffee"))
    planned = plan(photo, {"path": str(file), "place": place}, None)
    file.unlink()
    after = planned.steps[0].apply(photo)
    height, width = after.rgb.shape[:2]
    assert np.abs(after.rgb[round(y * height), round(x * width)].astype(int) - (240, 120, 20)).max() <= 2
    rows, columns, share = planned.steps[0].covers(width, height)
    outside = np.ones((height, width), bool)
    outside[rows, columns] = share == 0
    assert np.array_equal(after.rgb[outside], photo.rgb[outside]) and 0.9 < outside.mean() < 1
    assert all(check.holds for check in planned.checks)


def test_a_mark_that_cannot_be_seen_and_one_without_transparent_parts_are_said(tmp_path: Path, file: Path) -> None:
    photo = Pixels(np.full((300, 400, 3), (240, 120, 20), np.uint8))
    planned = plan(photo, {"path": str(file)}, None)
    assert not planned.checks[0].holds and "hardly be seen" in planned.note
    write_photo(tmp_path / "photo.jpg", "rocket")
    assert "no transparent parts" in plan(photo, {"path": str(tmp_path / "photo.jpg")}, None).note


def test_what_is_no_logo_is_refused_in_a_sentence(tmp_path: Path, file: Path) -> None:
    photo = Pixels(sample("coffee"))
    (tmp_path / "notes.png").write_text("no picture")
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "nothing.png")
    with pytest.raises(BadImage):
        plan(photo, {"path": str(tmp_path / "notes.png")}, None)
    with pytest.raises(NotPossible, match="all transparent"):
        plan(photo, {"path": str(tmp_path / "nothing.png")}, None)
    for values in ({}, {"path": str(file), "place": "left"}, {"path": str(file), "size": 2}):
        with pytest.raises(BadRequest):
            plan(photo, values, None)
    with pytest.raises(BadRequest, match="damaged"):
        Logo("bm90IGEgcG5n").apply(photo)
