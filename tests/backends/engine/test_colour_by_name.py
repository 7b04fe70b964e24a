"""Colour by name: the hue that was named changes, the others stay, and what is not there is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from backends.engine.colour.oklab import apart, chroma_of, from_oklab, hue_of, to_oklab
from backends.engine.operations import curves, monochrome
from backends.engine.operations.curves import Curve
from backends.engine.operations.hue import HUES, Hue
from backends.engine.operations.recolour import plan
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Region
from backends.engine.render import render
from backends.errors import BadRequest, NotPossible
from tests.colour import difference
from tests.photos import sample


def _photo(name: str) -> Pixels:
    return Pixels(sample(name, 480, 320))


def _mean_hue(rgb: np.ndarray) -> float:
    lab = to_oklab(rgb / 255).reshape(-1, 3).mean(0)
    return float(hue_of(lab))


def test_oklab_is_ottossons():
    """His table of XYZ pairs, by way of linear sRGB: white and the sRGB primaries as published."""
    white, red = to_oklab(np.array([[1.0, 1, 1], [1, 0, 0]]))
    assert np.allclose(white, [1, 0, 0], atol=1e-3)
    assert np.allclose(red, [0.628, 0.2249, 0.1258], atol=1e-3)
    colours = np.random.default_rng(0).random((500, 3))
    assert np.abs(from_oklab(to_oklab(colours)) - colours).max() < 1e-4


def test_a_blue_sky_becomes_teal_and_the_lamps_stay():
    photo = _photo("rocket")
    planned = plan(photo, {"from": "blues", "to": "teal"}, None)
    made = render(photo, Recipe(planned.steps)).rgb
    sky, lamps = np.s_[20:150, 150:200], hue_of(to_oklab(photo.rgb / 255))
    assert abs(apart(_mean_hue(made[sky]), HUES["teal"])) < 15
    warm = (np.abs(apart(lamps, 70)) < 25) & (chroma_of(to_oklab(photo.rgb / 255)) > 0.06)
    assert difference(photo.rgb[warm], made[warm]).mean() < 0.5
    assert all(check.holds for check in planned.checks)
    assert "blue turned teal" in planned.words


def test_less_orange_takes_it_from_the_suit_and_leaves_the_face():
    photo = Pixels(sample("astronaut", 512, 512))
    planned = plan(photo, {"from": "orange", "amount": -0.6}, None)
    made = render(photo, Recipe(planned.steps)).rgb
    suit, face = np.s_[320:380, 90:150], np.s_[90:140, 195:245]
    before, after = (chroma_of(to_oklab(rgb / 255)) for rgb in (photo.rgb, made))
    assert after[suit].mean() < 0.5 * before[suit].mean()
    assert after[face].mean() > 0.85 * before[face].mean()


def test_a_darker_hue_keeps_its_hue():
    photo = _photo("rocket")
    made = render(photo, Recipe(plan(photo, {"from": "blue", "lightness": -0.6}, None).steps)).rgb
    sky = np.s_[20:150, 150:200]
    assert made[sky].mean() < 0.8 * photo.rgb[sky].mean()
    assert abs(apart(_mean_hue(made[sky]), _mean_hue(photo.rgb[sky]))) < 8


def test_a_region_limits_it():
    photo = _photo("rocket")
    mask = np.zeros((320, 480), np.uint8)
    mask[:, :240] = 255
    planned = plan(photo, {"from": "blue", "to": "purple"}, Region("the left half", mask, 1.0))
    made = render(photo, Recipe(planned.steps)).rgb
    assert np.abs(made[:, 300:].astype(int) - photo.rgb[:, 300:]).max() <= 1
    assert difference(made[40:140, 150:200], photo.rgb[40:140, 150:200]).mean() > 5
    assert "the left half" in planned.label


def test_a_box_around_a_cup_spares_the_table_behind_it():
    photo = _photo("coffee")
    mask = np.zeros((320, 480), np.uint8)
    mask[:, 40:395] = 255
    made = render(photo, Recipe(plan(photo, {"from": "red", "to": "blue"}, Region("the box", mask, 1.0)).steps)).rgb
    saucer, table = np.s_[150:250, 75:100], np.s_[10:60, 50:110]
    assert abs(apart(_mean_hue(made[saucer]), HUES["blue"])) < 25
    assert difference(made[table], photo.rgb[table]).mean() < 1


@pytest.mark.parametrize("colour", ["green", "magenta"])
def test_a_hue_that_is_not_there_is_refused(colour: str):
    with pytest.raises(NotPossible, match=f"next to no {colour}"):
        plan(_photo("rocket"), {"from": colour, "to": "red"}, None)


def test_a_grey_photo_has_no_hue_to_change():
    grey = np.ascontiguousarray(sample("coffee", 480, 320)[..., :1].repeat(3, axis=2))
    with pytest.raises(NotPossible) as refused:
        plan(Pixels(grey), {"from": "red", "amount": 1}, None)
    assert "hardly any colour" in refused.value.advice


def test_white_is_refused_with_what_would_do():
    with pytest.raises(NotPossible) as refused:
        plan(_photo("coffee"), {"from": "red", "to": "white"}, None)
    assert "grey" in refused.value.advice


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"from": "plaid"},
        {"from": "blue"},
        {"from": "blue", "to": "plaid"},
        {"from": 3, "to": "red"},
        {"from": "blue", "to": "teal", "amount": 2},
        {"from": "blue", "to": "teal", "amount": -1},
        {"from": "blue", "amount": float("nan")},
        {"from": "blue", "lightness": True},
    ],
)
def test_values_that_make_no_sense_are_refused(values: dict):
    with pytest.raises(BadRequest):
        plan(_photo("rocket"), values, None)


def test_a_red_filter_darkens_a_blue_sky_and_a_blue_one_lightens_it():
    photo = _photo("rocket")
    red, plain, blue = (
        render(photo, Recipe(monochrome.plan(photo, {"filter": name}, None).steps)).rgb[20:150, 150:200].mean()
        for name in ("red", "none", "blue")
    )
    assert red < 0.85 * plain < 0.85 * blue


@pytest.mark.parametrize("tone", ["sepia", "selenium", "cyanotype", "gold"])
def test_a_tone_has_its_hue_and_keeps_black_and_white(tone: str):
    ramp = np.linspace(0, 255, 256).astype(np.uint8)[None, :, None].repeat(3, axis=2).repeat(4, axis=0)
    planned = monochrome.plan(Pixels(np.ascontiguousarray(ramp)), {"tone": tone}, None)
    made = render(Pixels(np.ascontiguousarray(ramp)), Recipe(planned.steps)).rgb
    assert made[0, 0].max() <= 2 and made[0, -1].min() >= 253
    assert all(check.holds for check in planned.checks)


def test_black_and_white_knows_what_it_knows():
    for values in ({"filter": "plaid"}, {"tone": 3}):
        with pytest.raises(BadRequest):
            monochrome.plan(_photo("coffee"), values, None)


def test_a_curve_goes_through_its_points_and_never_turns_back():
    step = Curve("all", (0.0, 0.05, 0.3, 0.1, 0.31, 0.6, 1.0, 0.95))
    ramp = np.linspace(0, 1, 1001, dtype=np.float32)[:, None].repeat(3, axis=1)
    out = step.colours(ramp)[:, 0]
    assert np.allclose(out[[0, 300, 310, 1000]], [0.05, 0.1, 0.6, 0.95], atol=2e-3)
    assert (np.diff(out) >= -1e-6).all()


def test_a_curve_of_one_channel_leaves_the_others():
    photo = _photo("coffee")
    made = render(photo, Recipe(curves.plan(photo, {"points": {"red": [[0, 0.2], [1, 1]]}}, None).steps)).rgb
    assert np.abs(made[..., 1:].astype(int) - photo.rgb[..., 1:]).max() <= 1
    assert made[..., 0].mean() > photo.rgb[..., 0].mean() + 5


@pytest.mark.parametrize(
    "points",
    [None, [], [[0, 0]], [[0, 0], [0, 1]], [[0, 2], [1, 1]], "line", {"alpha": [[0, 0], [1, 1]]}, {}, [[1], [2]]],
)
def test_points_that_make_no_curve_are_refused(points: object):
    with pytest.raises(BadRequest):
        curves.plan(_photo("coffee"), {"points": points}, None)


@pytest.mark.parametrize("step", [Hue("red", 30.0, 30.0, 120.0), Curve("blue", (0.0, 0.1, 1.0, 0.9))])
def test_the_steps_replay_from_json_at_any_depth(step: Hue | Curve):
    recipe = Recipe.from_json(json.loads(json.dumps(Recipe((step,)).to_json())))
    assert recipe.steps == (step,)
    photo = _photo("coffee")
    deep = render(Pixels(photo.rgb.astype(np.uint16) * 257), recipe).rgb
    assert np.abs(deep / 257 - render(photo, recipe).rgb).max() <= 1


def test_a_hue_that_is_turned_is_the_same_by_table_and_exactly():
    photo = _photo("coffee")
    step = Hue("red", 32.0, 24.0, -130.0, full=0.15)
    colours = np.asarray(photo.rgb / 255, np.float32).reshape(-1, 3)
    exact = np.clip(step.colours(colours), 0, 1).reshape(photo.rgb.shape)
    assert difference(exact, render(photo, Recipe((step,))).rgb / 255).mean() < 1.0


def test_half_a_sepia_lies_between_the_photo_and_the_whole():
    photo = _photo("coffee")
    whole, half = (
        render(photo, Recipe(monochrome.plan(photo, {"tone": "sepia"} | more, None).steps)).rgb
        for more in ({}, {"strength": 0.5})
    )
    between = (photo.rgb.astype(int) + whole) / 2
    assert np.abs(half - between).mean() < 1.0
    with pytest.raises(BadRequest):
        monochrome.plan(photo, {"strength": 2}, None)
