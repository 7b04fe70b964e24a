"""Cut-outs and backgrounds: true to a known outline, free of the old background's colour, refused where they fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from backends.engine.cut import deciding
from backends.engine.operations import background, cutout
from backends.engine.operations.background import Background
from backends.engine.operations.cutout import Cutout
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Region
from backends.engine.render import render
from backends.errors import BadRequest, NotPossible
from tests.colour import mean_difference
from tests.kept import keep
from tests.photos import sample, write_photo

WIDTH, HEIGHT = 720, 480


@pytest.fixture(scope="module", autouse=True)
def _the_same_cut_is_found_once() -> Iterator[None]:
    """Most tests here begin with one of four cuts."""
    with pytest.MonkeyPatch.context() as patch:
        keep(patch, deciding, "cut")
        yield


def _linear(values: Any) -> Any:
    values = np.asarray(values, np.float64)
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _encoded(linear: Any) -> Any:
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def _shape(ring: bool = False, soft: float = 1.2, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """(height, width) 0..1: a star with a soft outline, with a hole in it for a ring."""
    y, x = np.mgrid[0:height, 0:width]
    angle, distance = np.arctan2(y - height * 0.52, x - width * 0.5), np.hypot(x - width * 0.5, y - height * 0.52)
    edge = height * 0.36 * (1 + 0.18 * np.sin(5 * angle) + 0.06 * np.sin(13 * angle + 1))
    soft = soft * width / WIDTH
    alpha = np.clip((edge - distance) / soft / 2 + 0.5, 0, 1)
    return alpha * np.clip((distance - height * 0.12) / soft / 2 + 0.5, 0, 1) if ring else alpha


@lru_cache
def _laid(
    name: str, tone: tuple[int, int, int], ring: bool = False, width: int = WIDTH, height: int = HEIGHT
) -> tuple[Pixels, np.ndarray]:
    """A photo in the shape, laid in light on a ground that darkens downwards, with a sensor's noise; and the photo."""
    alpha, noise = _shape(ring, width=width, height=height), 2.0
    photo = sample(name, width, height)
    ground = _linear(np.linspace(1, 0.88, height)[:, None, None] * np.array(tone) / 255)
    mixed = _linear(photo / 255) * alpha[..., None] + ground * (1 - alpha[..., None])
    noisy = _encoded(mixed) * 255 + np.random.default_rng(3).normal(0, noise, mixed.shape)
    laid = np.clip(noisy + 0.5, 0, 255).astype(np.uint8)
    for kept in (laid, photo):
        kept.flags.writeable = False
    return Pixels(laid), photo


CASES = [("coffee", (236, 236, 240), False), ("astronaut", (30, 160, 60), False), ("chelsea", (50, 70, 140), True)]


@pytest.mark.parametrize(("name", "tone", "ring"), CASES)
def test_a_cut_on_an_even_background_follows_the_true_outline(name: str, tone: tuple[int, int, int], ring: bool):
    alpha = _shape(ring)
    picture, _ = _laid(name, tone, ring)
    planned = cutout.plan(picture, {}, None)
    made = render(picture, Recipe(planned.steps))
    assert made.alpha is not None
    assert np.abs(made.alpha / 255 - alpha).mean() < 0.006
    assert planned.checks[0].holds and planned.checks[0].value > 0.8 and not planned.note


@pytest.mark.parametrize(("name", "tone", "ring"), CASES)
def test_the_edge_keeps_little_of_the_old_background(name: str, tone: tuple[int, int, int], ring: bool):
    alpha = _shape(ring)
    picture, photo = _laid(name, tone, ring)
    made = render(picture, Recipe(cutout.plan(picture, {}, None).steps)).rgb
    edge = (alpha > 0.3) & (alpha < 0.98)
    kept, left = (np.abs(rgb.astype(int) - photo)[edge].mean() for rgb in (picture.rgb, made))
    assert left < 0.6 * kept


def test_what_is_wholly_the_subject_is_not_touched():
    alpha = _shape()
    picture, _ = _laid("coffee", (236, 236, 240))
    made = render(picture, Recipe(cutout.plan(picture, {}, None).steps))
    inner = cv2.erode((alpha == 1).astype(np.uint8), np.ones((27, 27))) > 0
    assert np.array_equal(made.rgb[inner], picture.rgb[inner])


def _box(left: float, top: float, right: float, bottom: float) -> Region:
    mask = np.zeros((200, 200), np.uint8)
    mask[round(top * 200) : round(bottom * 200), round(left * 200) : round(right * 200)] = 255
    return Region("the box", mask, 1.0)


def test_a_cup_on_a_table_can_be_cut_out_with_a_box():
    photo = Pixels(sample("coffee", WIDTH, HEIGHT))
    made = render(photo, Recipe(cutout.plan(photo, {}, _box(0.1, 0.02, 0.8, 0.98)).steps)).alpha
    assert made is not None
    saucer, table = made[240, 150:200], made[400:, 620:]
    assert made[100:300, 250:400].min() > 250
    assert saucer.min() > 200 and table.max() < 10


@pytest.mark.parametrize(
    ("name", "region", "reason"),
    [
        ("astronaut", None, "no even background"),
        ("rocket", None, "no even background"),
        ("astronaut", _box(0.02, 0.0, 0.78, 1.0), "not possible|[Nn]othing could"),
        ("rocket", _box(0.4, 0.2, 0.6, 0.98), "not possible|[Nn]othing could"),
        ("astronaut", _box(0.24, 0.0, 0.5, 0.36), "not possible"),
        ("astronaut", _box(0.66, 0.02, 0.98, 0.55), "not possible|[Nn]othing could"),
    ],
)
def test_a_cut_that_would_be_wrong_is_refused_with_what_would_help(name: str, region: Region | None, reason: str):
    with pytest.raises(NotPossible, match=reason) as refused:
        cutout.plan(Pixels(sample(name, WIDTH, WIDTH if name == "astronaut" else HEIGHT)), {}, region)
    assert "box" in refused.value.advice


def test_a_cut_with_a_doubtful_place_is_called_weak():
    """A box down to the frame takes some of the table's shadow with it."""
    photo = Pixels(sample("coffee", WIDTH, HEIGHT))
    planned = cutout.plan(photo, {}, _box(0.08, 0.0, 0.82, 1.0))
    assert "weak" in planned.note and planned.checks[0].value < 0.65


def test_a_flat_picture_has_nothing_to_cut_out():
    for value in (0, 128, 255):
        with pytest.raises(NotPossible):
            cutout.plan(Pixels(np.full((100, 150, 3), value, np.uint8)), {}, None)


def test_a_new_colour_is_there_exactly_and_the_subject_stays():
    alpha = _shape()
    picture, photo = _laid("coffee", (236, 236, 240))
    planned = background.plan(picture, {"colour": "navy"}, None)
    made = render(picture, Recipe(planned.steps)).rgb
    wanted = _encoded(
        _linear(photo / 255) * alpha[..., None] + _linear(np.array([0, 0, 128]) / 255) * (1 - alpha[..., None])
    )
    assert (made[5, 5] == [0, 0, 128]).all()
    assert mean_difference(made, wanted) < 2.0


def test_a_gradient_runs_from_the_first_colour_to_the_second():
    picture, _ = _laid("coffee", (236, 236, 240))
    made = render(picture, Recipe(background.plan(picture, {"gradient": ["white", "#204060"]}, None).steps)).rgb
    assert np.abs(made[0, 0].astype(int) - 255).max() <= 2
    assert np.abs(made[-1, 0].astype(int) - [0x20, 0x40, 0x60]).max() <= 2
    assert made[HEIGHT // 2, 0, 0] == pytest.approx((255 + 0x20) / 2, abs=3)


def test_a_blurred_background_takes_no_colour_of_the_subject():
    photo = Pixels(sample("coffee", WIDTH, HEIGHT))
    planned = background.plan(photo, {"blur": 0.04}, _box(0.1, 0.02, 0.8, 0.98))
    made = render(photo, Recipe(planned.steps)).rgb
    table = np.s_[300:460, 620:710]
    detail = [np.abs(np.diff(rgb[table].astype(int), axis=0)).mean() for rgb in (photo.rgb, made)]
    assert detail[1] < 0.25 * detail[0]
    cup = np.s_[100:300, 260:390]
    assert np.array_equal(made[cup], photo.rgb[cup])


def test_another_photo_stands_behind_and_its_light_is_matched(tmp_path: Path):
    alpha = _shape()
    picture, _ = _laid("coffee", (236, 236, 240))
    night = write_photo(tmp_path / "night.jpg", sample("rocket", WIDTH, HEIGHT))
    plain, matched = (
        render(picture, Recipe(background.plan(picture, {"photo": str(night), "match_light": on}, None).steps)).rgb
        for on in (False, True)
    )
    sky = sample("rocket", WIDTH, HEIGHT)[:40]
    assert mean_difference(plain[:40], sky) < 3
    cup = alpha == 1
    warmth = [rgb[cup][:, 0].mean() / rgb[cup][:, 2].mean() for rgb in (plain, matched)]
    assert warmth[1] < 0.97 * warmth[0]


def test_a_picture_that_is_cut_out_already_needs_no_second_cut():
    picture, _ = _laid("coffee", (236, 236, 240))
    free = render(picture, Recipe(cutout.plan(picture, {}, None).steps))
    planned = background.plan(free, {"colour": "pink"}, None)
    made = render(free, Recipe(planned.steps))
    assert planned.steps[0].mask == "" and made.alpha is None
    assert np.abs(made.rgb[3, 3].astype(int) - [255, 192, 203]).max() <= 1
    with pytest.raises(NotPossible):
        background.plan(free, {"blur": True}, None)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"colour": "white", "blur": True},
        {"colour": "blurple"},
        {"gradient": ["red"]},
        {"gradient": "red"},
        {"blur": 7},
        {"blur": "much"},
        {"photo": 3},
    ],
)
def test_values_that_make_no_sense_are_refused(values: dict[str, Any]):
    picture, _ = _laid("coffee", (236, 236, 240))
    with pytest.raises(BadRequest):
        background.plan(picture, values, None)


@pytest.mark.parametrize("kind", ["cutout", "colour", "gradient", "blur"])
def test_the_proxy_looks_like_the_export_made_smaller(kind: str):
    full, _ = _laid("coffee", (236, 236, 240), width=1200, height=800)
    proxy = Pixels(np.asarray(cv2.resize(full.rgb, (300, 200), interpolation=cv2.INTER_AREA), np.uint8))
    values: dict[str, Any] = {"colour": "navy"} if kind == "colour" else {"blur": True} if kind == "blur" else {}
    values = {"gradient": ["red", "blue"]} if kind == "gradient" else values
    plan = cutout.plan if kind == "cutout" else background.plan
    recipe = Recipe(plan(proxy, values, None).steps)
    small, large = _on_grey(render(proxy, recipe)), _on_grey(render(full, recipe))
    shrunk = cv2.resize(large, (300, 200), interpolation=cv2.INTER_AREA)
    assert mean_difference(shrunk, small) <= 1.5


def _on_grey(pixels: Pixels) -> np.ndarray:
    if pixels.alpha is None:
        return pixels.rgb
    share = pixels.alpha[..., None] / 255
    return (pixels.rgb * share + 128 * (1 - share)).astype(np.uint8)


def test_sixteen_bits_stay_sixteen_and_the_steps_survive_json(tmp_path: Path):
    picture, _ = _laid("coffee", (236, 236, 240))
    path = str(write_photo(tmp_path / "other.jpg", sample("rocket", 300, 200)))
    steps = (*cutout.plan(picture, {}, None).steps, *background.plan(picture, {"photo": path}, None).steps)
    for step in steps:
        recipe = Recipe.from_json(json.loads(json.dumps(Recipe((step,)).to_json())))
        assert recipe.steps == (step,)
        deep = render(Pixels(picture.rgb.astype(np.uint16) * 257), recipe)
        assert deep.rgb.dtype == np.uint16
        assert np.abs(deep.rgb / 257 - render(picture, recipe).rgb).mean() < 0.7


def test_a_hostile_recipe_is_refused():
    for step in (
        {"op": "cutout", "mask": "nonsense"},
        {"op": "background", "mask": "AAAA"},
        {"op": "background", "colour": "red"},
        {"op": "background", "gains": [1.0]},
    ):
        with pytest.raises(BadRequest):
            Recipe.from_json({"version": 1, "steps": [step]})
    photo = Pixels(np.zeros((20, 30, 3), np.uint8), np.zeros((20, 30), np.uint8))
    for data in ("", "AAAA", "not base64!"):
        with pytest.raises(BadRequest):
            Background(kind="photo", photo=data).apply(photo)


def test_the_smallest_pictures_go_through():
    mask = cutout.plan(_laid("coffee", (236, 236, 240))[0], {}, None).steps[0].mask
    for shape in ((1, 1), (1, 300), (300, 1), (3, 4)):
        tiny = Pixels(np.full((*shape, 3), 90, np.uint8))
        assert render(tiny, Recipe((Cutout(mask),))).rgb.shape[:2] == shape
        assert render(tiny, Recipe((Background(mask, "blur"),))).rgb.shape[:2] == shape
