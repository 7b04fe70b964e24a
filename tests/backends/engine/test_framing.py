"""Crops keep what a photo is about, frames come out exact, and files stay under the size that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage import metrics

from backends.engine.files.export import export
from backends.engine.framing.shapes import place, wanted_shape
from backends.engine.operations import crop, pad, resize, rotate
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Region
from backends.engine.render import render, size_after
from backends.errors import BadRequest, NotPossible
from backends.types import ExportOptions, Target, Written
from tests.kept import keep
from tests.photos import camera_jpeg, sample

Bytes = NDArray[np.uint8]
# Where the head with its hair is in skimage's astronaut, in fractions, as seen by eye.
HEAD = (0.29, 0.01, 0.58, 0.34)


@pytest.fixture(scope="module", autouse=True)
def _what_draws_the_eye_is_found_once() -> Iterator[None]:
    """Four photos are cropped to a dozen shapes each, and the faces in them are what takes long."""
    with pytest.MonkeyPatch.context() as patch:
        keep(patch, crop, "attention")
        yield


def photo(name: str) -> Pixels:
    return Pixels(sample(name))


@pytest.mark.parametrize("ratio", ["1:1", "4:5", "9:16", "16:9", "3:1", "1.91:1", "16 by 9", "3x2"])
@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea", "rocket"])
def test_a_crop_has_the_shape_to_the_pixel(name: str, ratio: str) -> None:
    picture = photo(name)
    planned = crop.plan(picture, {"ratio": ratio}, None)
    made = render(picture, Recipe(planned.steps)).rgb
    shape = wanted_shape({"ratio": ratio}, 1, 1)
    assert shape is not None
    height, width = made.shape[:2]
    assert abs(width - height * shape.ratio) <= max(1.0, shape.ratio)
    # At 24 MP the fraction of a pixel must not add up.
    across, down = size_after(Recipe(planned.steps), picture.rgb.shape[1] * 11, picture.rgb.shape[0] * 11)
    assert abs(across - down * shape.ratio) <= max(1.0, shape.ratio)


@pytest.mark.parametrize("ratio", ["1:1", "4:5", "9:16", "3:2"])
def test_a_crop_keeps_the_face_whole(ratio: str) -> None:
    (step, *_) = crop.plan(photo("astronaut"), {"ratio": ratio}, None).steps
    assert step.left <= HEAD[0] and step.right >= HEAD[2] and step.top <= HEAD[1] + 0.02 and step.bottom >= HEAD[3]


def test_a_face_at_the_side_moves_the_frame_there() -> None:
    wide = np.asarray(cv2.copyMakeBorder(sample("astronaut"), 0, 0, 700, 0, cv2.BORDER_REPLICATE), np.uint8)
    (step, *_) = crop.plan(Pixels(wide), {"ratio": "4:5"}, None).steps
    assert step.left > 0.5


def test_a_shape_that_cuts_says_what_keeps_everything() -> None:
    planned = crop.plan(photo("astronaut"), {"ratio": "4:1"}, None)
    assert "pad to 4:1" in planned.note


def test_a_place_gives_its_size_where_the_photo_has_it() -> None:
    planned = crop.plan(photo("coffee"), {"place": "instagram story"}, None)
    recipe = Recipe(planned.steps)
    assert size_after(recipe, 6000, 4000) == (1080, 1920)
    across, down = size_after(recipe, 600, 400)
    assert abs(across / down - 9 / 16) < 0.01 and down == 400


def test_paper_lies_as_the_photo_does() -> None:
    wide, tall = (wanted_shape({"place": "a4"}, *size) for size in ((600, 400), (400, 600)))
    assert wide is not None and tall is not None
    assert wide.size == (3508, 2480) and tall.size == (2480, 3508)


def test_a_region_is_cropped_to_with_air_and_a_box_without() -> None:
    mask = np.zeros((100, 200), np.uint8)
    mask[40:60, 80:120] = 255
    picture = Pixels(np.zeros((100, 200, 3), np.uint8))
    (named,) = crop.plan(picture, {}, Region("the mug", mask, 1.0)).steps
    (boxed,) = crop.plan(picture, {}, Region("the box 40% 40% 60% 60%", mask, 1.0)).steps
    assert (boxed.left, boxed.top, boxed.right, boxed.bottom) == (0.4, 0.4, 0.6, 0.6)
    assert named.left < 0.4 and named.bottom > 0.6


@pytest.mark.parametrize(
    "values",
    [{}, {"ratio": "0:1"}, {"ratio": "banana"}, {"ratio": "400:1"}, {"place": "narnia"}, {"left": 1.0}, {"left": True},
     {"left": -3}, {"left": 0.6, "right": 0.5}],
)  # fmt: skip
def test_nonsense_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        crop.plan(photo("coffee"), values, None)


def test_every_place_has_a_shape_and_words_of_its_own() -> None:
    import tomllib

    entries = tomllib.loads((Path(__file__).parents[3] / "prompts" / "places.toml").read_text())["place"]
    assert len(entries) >= 25
    words = [word for entry in entries for word in (entry["name"], *entry["words"])]
    assert len(words) == len(set(words))
    assert all(place(word).ratio > 0 for word in words)
    assert all(entry["source"] and entry["kind"] in ("screen", "print") for entry in entries)


def test_quarter_turns_lose_nothing_and_lead_back() -> None:
    picture = photo("coffee")
    made = picture
    for _ in range(4):
        made = rotate.Rotate(90).apply(made)
    assert np.array_equal(made.rgb, picture.rgb)
    right = rotate.Rotate(90).apply(picture).rgb
    assert np.array_equal(right[0, -1], picture.rgb[0, 0])
    assert np.array_equal(rotate.Rotate(mirror="horizontal").apply(picture).rgb, picture.rgb[:, ::-1])


@pytest.mark.parametrize("degrees", [-37.0, -2.5, 0.7, 3.0, 12.0, 48.0])
def test_a_small_turn_leaves_no_empty_corner(degrees: float) -> None:
    white = Pixels(np.full((400, 600, 3), 255, np.uint8))
    step = rotate.Rotate(degrees)
    width, height = step.size(600, 400)
    turned = step._turned(np.pad(white.rgb, ((0, 0), (0, 0), (0, 0))))
    assert turned.shape[1::-1] == (width, height)
    ring = np.zeros((400, 600, 3), np.uint8)
    ring[1:-1, 1:-1] = 255
    # Only what was the very border may show in the corners.
    made = step.apply(Pixels(ring)).rgb
    assert made[2:-2, 2:-2].min() > 200


@pytest.mark.parametrize("degrees", [-2.0, -0.8, 0.9, 2.4])
def test_a_turn_of_the_camera_is_measured_to_a_quarter_of_a_degree(degrees: float) -> None:
    own, _ = rotate.tilt(photo("astronaut"))
    crooked = rotate.Rotate(degrees).apply(photo("astronaut"))
    assert rotate.tilt(crooked)[0] - own == pytest.approx(degrees, abs=0.25)
    planned = rotate.straighten(crooked, {}, None)
    (step,) = planned.steps
    assert step.degrees == pytest.approx(-degrees - own, abs=0.25)
    assert "proposal" in planned.note and all(check.holds for check in planned.checks)


@pytest.mark.parametrize("name", ["coffee", "chelsea"])
def test_a_photo_without_lines_is_left_as_it_is(name: str) -> None:
    with pytest.raises(NotPossible, match="no clear lines"):
        rotate.straighten(photo(name), {}, None)


def test_what_is_straight_or_leans_too_far_is_left() -> None:
    with pytest.raises(NotPossible, match="straight already"):
        rotate.straighten(photo("rocket"), {}, None)
    with pytest.raises(NotPossible, match="perspective"):
        rotate.straighten(rotate.Rotate(6.0).apply(photo("astronaut")), {}, None)


@pytest.mark.parametrize("fill", [{"fill": "blur"}, {"colour": "navy"}, {}])
def test_padding_keeps_every_pixel_of_the_photo(fill: dict[str, str]) -> None:
    picture = photo("astronaut")
    planned = pad.plan(picture, {"ratio": "16:9"} | fill, None)
    made = render(picture, Recipe(planned.steps)).rgb
    height, width = made.shape[:2]
    assert abs(width - height * 16 / 9) <= 1
    left = (width - 512) // 2
    assert np.array_equal(made[:, left : left + 512], picture.rgb)
    if fill.get("colour"):
        assert tuple(made[5, 5]) == (0, 0, 128)


def test_deep_and_transparent_pictures_keep_both() -> None:
    deep = sample("coffee").astype(np.uint16) * 257
    alpha = np.full(deep.shape[:2], 65535, np.uint16)
    alpha[:, :100] = 0
    picture = Pixels(deep, alpha)
    for step in (
        crop.Crop(0.1, 0.1, 0.9, 0.9),
        rotate.Rotate(3),
        rotate.Rotate(90),
        pad.Pad(2.0),
        resize.Resize(width=300),
    ):
        made = step.apply(picture)
        assert made.rgb.dtype == np.uint16 and made.alpha is not None
        assert made.alpha.shape == made.rgb.shape[:2] == step.size(600, 400)[::-1]


def test_twice_the_size_is_sharper_than_bicubic() -> None:
    truth = sample("astronaut")
    small = np.asarray(cv2.resize(truth, (256, 256), interpolation=cv2.INTER_AREA), np.uint8)
    large = resize.Resize(scale=2.0, enlarge=True).apply(Pixels(small)).rgb
    bicubic = cv2.resize(small, (512, 512), interpolation=cv2.INTER_CUBIC)
    ours, theirs = (metrics.peak_signal_noise_ratio(truth, np.asarray(one)) for one in (large, bicubic))
    assert ours > theirs + 0.3


def test_more_than_twice_is_refused_with_who_can() -> None:
    with pytest.raises(NotPossible, match="detail"):
        resize.plan(photo("coffee"), {"scale": 4}, None)
    (step,) = resize.plan(photo("coffee"), {"long_side": 6000}, None).steps
    with pytest.raises(NotPossible, match=r"10\.0 times"):
        step.size(600, 400)
    assert step.size(6000, 4000) == (6000, 4000)


def test_another_shape_is_cropped_and_never_stretched() -> None:
    planned = resize.plan(photo("coffee"), {"width": 1000, "height": 1000}, None)
    assert isinstance(planned.steps[0], crop.Crop)
    assert size_after(Recipe(planned.steps), 3000, 2000) == (1000, 1000)


@pytest.mark.parametrize(
    ("suffix", "most"), [(".jpg", 400_000), (".jpg", 60_000), (".webp", 60_000), (".avif", 40_000)]
)
def test_a_file_stays_under_its_size_and_says_what_that_took(tmp_path: Path, suffix: str, most: int) -> None:
    source = camera_jpeg(tmp_path / "camera.jpg", 2400, 1600)
    target = Target({}, tmp_path / f"out{suffix}")
    options = ExportOptions(max_bytes=most)
    (written,) = (one for one in export(source, [target], options) if isinstance(one, Written))
    assert most * 0.5 < target.path.stat().st_size <= most
    assert any("stay under" in notice for notice in written.notices)
    with Image.open(target.path) as image:
        assert image.size == (written.width, written.height)
        assert image.getexif()[0x010F]
        assert image.getexif().get_ifd(0x8769).get(0xA002, written.width) == written.width


def test_a_lossless_file_that_is_too_large_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    source = camera_jpeg(tmp_path / "camera.jpg", 1200, 800)
    with pytest.raises(NotPossible, match="JPEG or WebP"):
        list(export(source, [Target({}, tmp_path / "out.png")], ExportOptions(max_bytes=10_000)))
    assert not (tmp_path / "out.png").exists()


def test_the_wanted_long_side_is_that_of_the_file_after_a_crop(tmp_path: Path) -> None:
    source = camera_jpeg(tmp_path / "camera.jpg", 2400, 1600)
    recipe = Recipe((crop.Crop(0.0, 0.0, 0.5, 0.5), pad.Pad(1.0))).to_json()
    target = Target(recipe, tmp_path / "out.jpg")
    (written,) = (one for one in export(source, [target], ExportOptions(long_side=900)) if isinstance(one, Written))
    assert (written.width, written.height) == (900, 900)
