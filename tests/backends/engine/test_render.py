"""Rendering: the proxy shows what the export will be, and what is not asked for stays as it is."""

from __future__ import annotations

import dataclasses
from typing import Any

import cv2
import numpy as np
import pytest
from skimage import data

from backends.engine.colour.lut import apply_grades
from backends.engine.looks.library import looks
from backends.engine.pixels import Pixels
from backends.engine.recipe import HUES, Bloom, Clarity, Grade, Grain, Recipe, Vignette
from backends.engine.render import render
from tests.colour import mean_difference
from tests.photos import sample

MOODY = Recipe((Grade(exposure=-0.6, contrast=0.3, saturation=0.7), Clarity(0.4), Bloom(), Vignette(0.5), Grain(0.02)))


def _smaller(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    return cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)


def test_an_empty_recipe_gives_the_same_pixels():
    pixels = Pixels(data.coffee())
    assert render(pixels, Recipe()) is pixels


def test_a_grade_that_does_nothing_changes_no_value():
    pixels = Pixels(data.coffee())
    assert np.array_equal(render(pixels, Recipe((Grade(),))).rgb, pixels.rgb)


def test_the_source_is_never_written_to():
    rgb = data.coffee()
    before = rgb.copy()
    render(Pixels(rgb), MOODY)
    assert np.array_equal(rgb, before)


@pytest.mark.parametrize("recipe", [recipe for recipe in looks().looks["moodier"].recipes], ids=lambda r: r.name)
def test_the_proxy_looks_like_the_export_made_smaller(recipe):
    full = sample("coffee", 3000, 2000)
    proxy = _smaller(full, 1200, 800)
    exported = _smaller(render(Pixels(full), Recipe(recipe.steps)).rgb, 1200, 800)
    assert mean_difference(exported, render(Pixels(proxy), Recipe(recipe.steps)).rgb) <= 1.5


def test_sixteen_bits_stay_sixteen_and_agree_with_eight():
    rgb = data.coffee()
    deep = render(Pixels(rgb.astype(np.uint16) * 257), MOODY).rgb
    assert deep.dtype == np.uint16
    assert len(np.unique(deep[..., 1])) > 1000
    assert np.abs(deep / 257 - render(Pixels(rgb), MOODY).rgb).max() <= 1.0


def test_alpha_is_left_alone():
    rgb = data.coffee()
    alpha = np.arange(rgb.shape[0] * rgb.shape[1], dtype=np.uint64).reshape(rgb.shape[:2]).astype(np.uint8)
    made = render(Pixels(rgb, alpha), MOODY)
    assert made.alpha is not None
    assert np.array_equal(made.alpha, alpha)


def test_the_same_recipe_gives_the_same_grain_twice():
    pixels = Pixels(data.chelsea())
    assert np.array_equal(render(pixels, MOODY).rgb, render(pixels, MOODY).rgb)


def test_a_table_is_as_good_as_the_exact_grade():
    grade = looks().looks["cinematic"].recipes[0].steps[0]
    assert isinstance(grade, Grade)
    rgb = data.astronaut()
    exact = apply_grades([grade], b"", rgb.astype(np.float32) / 255)
    baked = render(Pixels(rgb), Recipe((grade,))).rgb
    assert np.abs(np.clip(exact, 0, 1) * 255 - baked).mean() < 0.6


def test_steps_in_a_row_are_one_pass_and_equal_to_one_after_the_other():
    pixels = Pixels(data.astronaut())
    first, second = Grade(exposure=-0.3), Grade(temperature=0.4)
    together = render(pixels, Recipe((first, second))).rgb
    apart = render(render(pixels, Recipe((first,))), Recipe((second,))).rgb
    assert np.abs(together.astype(int) - apart).mean() < 0.6


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (700, 1), (3, 5)])
def test_the_smallest_pictures_go_through_every_step(shape: tuple[int, int]):
    rgb = np.full((*shape, 3), 120, np.uint8)
    assert render(Pixels(rgb), MOODY).rgb.shape == rgb.shape


def test_a_grey_picture_stays_grey_where_no_colour_is_added():
    grey = np.repeat(np.linspace(0, 255, 256, dtype=np.uint8)[None, :, None], 3, axis=2).repeat(40, axis=0)
    made = render(Pixels(np.ascontiguousarray(grey)), Recipe((Grade(exposure=-0.5, contrast=0.4), Clarity(0.4))))
    assert np.ptp(made.rgb.astype(int), axis=2).max() <= 1


def test_black_and_white_are_not_dirtied_by_a_split_tone():
    ends = np.array([[[0, 0, 0], [255, 255, 255]]], np.uint8)
    tints = Grade(shadow_tint=(200.0, 0.2), mid_tint=(20.0, 0.1), highlight_tint=(40.0, 0.2))
    assert np.array_equal(render(Pixels(ends), Recipe((tints,))).rgb, ends)


def test_a_stop_more_does_not_clip_what_the_roll_off_can_hold():
    ramp = np.linspace(0, 240, 241, dtype=np.uint8)[None, :, None].repeat(3, axis=2)
    hard = render(Pixels(np.ascontiguousarray(ramp)), Recipe((Grade(exposure=1.0),))).rgb
    soft = render(Pixels(np.ascontiguousarray(ramp)), Recipe((Grade(exposure=1.0, rolloff=1.0),))).rgb
    assert (hard == 255).mean() > 0.2
    assert (soft == 255).mean() < 0.02


def test_grain_has_the_same_size_in_the_picture_at_every_resolution():
    def grain(width: int) -> np.ndarray:
        grey = np.full((width * 2 // 3, width, 3), 128, np.uint8)
        return render(Pixels(grey), Recipe((Grain(0.05, size=0.002),))).rgb[..., 1].astype(np.float32)

    small, large = grain(1200), _smaller(grain(3600), 1200, 800)
    assert np.corrcoef(small.ravel(), large.ravel())[0, 1] > 0.95


def test_a_vignette_darkens_the_corners_and_not_the_centre():
    flat = np.full((600, 900, 3), 180, np.uint8)
    made = render(Pixels(flat), Recipe((Vignette(0.6, 0.2),))).rgb
    assert made[300, 450, 0] == 180
    assert made[0, 0, 0] < 150
    assert np.array_equal(made, made[::-1, ::-1])


def test_two_tables_with_the_same_extremes_are_not_mixed_up():
    photo = Pixels(data.coffee())
    contrast = render(photo, Recipe((Grade(contrast=0.5),))).rgb
    muted = render(photo, Recipe((Grade(saturation=0.3),))).rgb
    assert np.ptp(muted.astype(int), axis=2).mean() < 0.5 * np.ptp(contrast.astype(int), axis=2).mean()


EXTREMES = [
    (field.name, value)
    for field in dataclasses.fields(Grade)
    for value in (
        [{hue: bound} for hue in HUES for bound in field.metadata["range"]]
        if field.name.startswith("hue_")
        else [(hue, amount) for hue in (0.0, 200.0) for amount in field.metadata["amount"]]
        if field.name.endswith("_tint")
        else [(bound,) * 3 for bound in field.metadata["range"]]
        if field.name == "mix"
        else list(field.metadata["range"])
    )
]


@pytest.mark.parametrize(("name", "value"), EXTREMES)
def test_a_grade_at_the_ends_of_its_range_still_renders(name: str, value: Any):
    lattice = np.random.default_rng(0).random((12, 12, 3), dtype=np.float32)
    for company in ({}, {"exposure": 3.0, "gamma": 2.0, "contrast": 1.0, "fade": 0.3, "rolloff": 1.0}):
        assert np.isfinite(apply_grades([Grade(**{**company, name: value})], b"", lattice)).all()
