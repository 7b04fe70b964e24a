"""What a recipe did is known, so its stored picture is held against exactly that: frame, region, and what was kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from backends.engine.operations.registry import request
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe, step_to_json
from backends.engine.regions import letters
from backends.engine.regions.find import find
from backends.engine.render import render
from backends.types import Check, Json
from tests.photos import sample
from tools.following.measuring import WHOLE_PIXELS, measured
from tools.following.order import Order, Wish, order_from
from tools.following.wanted import asked_of

SIDE = 300


@pytest.fixture(autouse=True)
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading texts has its own tests."""
    monkeypatch.setattr(letters, "available", lambda: False)


def photo(name: str = "coffee", side: int = SIDE) -> Pixels:
    rgb = sample(name)
    scale = side / max(rgb.shape)
    size = round(rgb.shape[1] * scale), round(rgb.shape[0] * scale)
    return Pixels(np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8))


def order_of(folder: Path, name: str, values: Json, pixels: Pixels | None = None, region: str = "") -> Order:
    """The order for an operation of the engine on a photo, with its result stored as the session stores it."""
    before = pixels or photo()
    plan = request(name)
    assert plan is not None
    planned = plan(before, values, find(before, region) if region else None)
    after = render(before, Recipe(planned.steps))
    paths = folder / "before.jpg", folder / "after.jpg"
    for path, picture in zip(paths, (before, after), strict=True):
        Image.fromarray(picture.rgb).save(path, quality=92, subsampling=0)
    steps = tuple(step_to_json(step) for step in planned.steps)
    sizes = [picture.rgb.shape[1::-1] for picture in (before, after)]
    return Order("v1", "v0", *paths, paths[0], sizes[0], sizes[1], sizes[0], Wish(name), steps, steps, planned.label)


FRAMES = [
    ("crop", {"ratio": "1:1"}, "framed to 1:1; nothing else changed; 200x200"),
    ("flip", {}, "mirrored; nothing else changed; 300x200"),
    ("rotate", {"degrees": 90}, "turned to the right; nothing else changed; 200x300"),
    ("pad", {"ratio": "16:9"}, "padded to 16:9 with blur; nothing else changed; 356x200"),
]
MORE_FRAMES = [
    ("rotate", {"degrees": 3}, "turned by 3 degrees; nothing else changed; 288x185"),
    ("resize", {"long_side": 240}, "resized to 240 px; nothing else changed; 240x160"),
    ("border", {}, "border #ffffff; nothing else changed; 324x224"),
    ("crop", {"left": 10}, "cropped 10% off the left; nothing else changed; 270x200"),
]


@pytest.mark.parametrize(
    ("name", "values", "line"),
    [*FRAMES, *(pytest.param(*row, marks=pytest.mark.slow) for row in MORE_FRAMES)],
)
def test_an_edit_of_the_frame_is_compared_in_the_frame_that_it_made(
    tmp_path: Path, name: str, values: Json, line: str
) -> None:
    whole, _, _ = measured(order_of(tmp_path, name, values))
    assert (whole.verdict, whole.line) == ("ok", line)


def test_a_new_frame_with_something_else_in_it_fails(tmp_path: Path) -> None:
    order = order_of(tmp_path, "crop", {"ratio": "1:1"})
    stored = np.asarray(Image.open(order.after)).copy()
    cv2.circle(stored, (60, 60), 30, (30, 200, 60), -1)
    Image.fromarray(stored).save(order.after, quality=95)
    whole, _, _ = measured(order)
    assert whole.verdict == "fail"
    assert "outside of what was asked changed" in whole.line
    assert "nothing else changed" not in whole.line


def test_a_part_is_told_by_its_name_and_all_else_stands(tmp_path: Path) -> None:
    whole, _, _ = measured(order_of(tmp_path, "tone", {"exposure": -1}, region="the top half"))
    assert whole.verdict == "ok", whole.line
    assert "all in the top half; the rest stands" in whole.line


def test_an_effect_over_all_of_it_is_called_so(tmp_path: Path) -> None:
    order = order_of(tmp_path, "sharpen", {})
    whole, _, _ = measured(order)
    assert (whole.verdict, whole.line) == ("ok", "sharpened, shapes stand; frame same; 300x200")


def test_what_was_weak_when_it_was_made_stays_weak(tmp_path: Path) -> None:
    order = replace(order_of(tmp_path, "flip", {}), checks=(Check("darker", 0.98, "<= 0.92", False),))
    whole, _, _ = measured(order)
    assert whole.verdict == "warn"
    assert whole.line.startswith("darker is 0.98, asked <= 0.92; mirrored")


def test_a_large_picture_is_compared_at_half_its_size_and_says_so(tmp_path: Path) -> None:
    large = photo(side=1110)
    assert large.rgb.shape[0] * large.rgb.shape[1] > WHOLE_PIXELS
    whole, _, _ = measured(order_of(tmp_path, "flip", {}, large))
    assert whole.scale == 0.5
    assert "detail finer than a pixel of the copy that was compared" in whole.not_checked
    assert whole.line == "mirrored; nothing else changed; 1110x740"


def test_an_order_travels_as_json(tmp_path: Path) -> None:
    from backends.engine.wire import to_json

    order = order_of(tmp_path, "flip", {})
    assert order_from(to_json(order)) == order
    assert order_from(to_json(replace(order, steps=None, way=None))).steps is None


def test_a_part_that_cannot_be_found_is_not_checked() -> None:
    asked = asked_of(Wish("x", regions=("the zebra",), keeps=("her face",)), photo)
    assert asked.region is None
    assert [area.mask for area in asked.keeps] == [None]
