"""Tone and colour by number: the number is what the photo shows afterwards, and nonsense is refused."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from backends.engine.colour.grade import LUMA
from backends.engine.measure.features import ciede2000, to_lab
from backends.engine.operations.by_number import DIALS, plan
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Region
from backends.engine.render import render
from backends.errors import BadRequest
from tests.photos import sample

# Each dial turned so that it shows on any photo.
TURNED = {name: dial.rest + (dial.most - dial.rest) * 0.3 for name, dial in DIALS.items()}


def after(photo: Pixels, values: dict[str, Any]) -> np.ndarray:
    return np.asarray(render(photo, Recipe(plan(photo, values, None).steps)).rgb)


def linear(rgb: np.ndarray) -> np.ndarray:
    value = rgb / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4) @ LUMA


@pytest.mark.parametrize("stops", [-1.0, -0.5, 0.7, 1.5])
@pytest.mark.parametrize("name", ["coffee", "rocket"])
def test_a_stop_is_twice_the_light_in_the_midtones(name: str, stops: float):
    photo = Pixels(sample(name))
    made = after(photo, {"exposure": stops})
    middle = (photo.rgb.min(-1) > 30) & (made.max(-1) < 140) & (made.min(-1) > 20) & (photo.rgb.max(-1) < 220)
    ratio = linear(made[middle]).mean() / linear(photo.rgb[middle]).mean()
    assert np.log2(ratio) == pytest.approx(stops, abs=0.12)


def test_thirty_per_cent_more_contrast_is_a_curve_that_much_steeper_in_the_middle():
    photo = Pixels(sample("coffee"))
    ramp = np.arange(256, dtype=np.uint8)[None, :, None].repeat(3, axis=2)
    (grade,) = plan(photo, {"contrast": 30}, None).steps
    curve = render(Pixels(np.ascontiguousarray(ramp)), Recipe((grade,))).rgb[0, :, 1].astype(float)
    middle = round(grade.pivot * 255)
    assert (curve[middle + 8] - curve[middle - 8]) / 16 == pytest.approx(1.3, abs=0.06)


def test_saturation_is_a_share_of_the_colour():
    photo = Pixels(sample("coffee"))
    less = to_lab(np.asarray(after(photo, {"saturation": -40}) / 255, np.float32))
    was = to_lab(np.asarray(photo.rgb / 255, np.float32))
    assert np.hypot(*np.moveaxis(less[..., 1:], -1, 0)).mean() == pytest.approx(
        0.6 * np.hypot(*np.moveaxis(was[..., 1:], -1, 0)).mean(), rel=0.08
    )
    grey = after(photo, {"saturation": -100})
    assert np.ptp(grey.astype(int), axis=2).max() <= 2


@pytest.mark.parametrize("name", DIALS)
@pytest.mark.parametrize("which", ["coffee", "rocket", "chelsea"])
def test_every_dial_goes_its_way_on_every_photo_and_says_so(name: str, which: str):
    photo = Pixels(np.asarray(cv2.resize(sample(which), (240, 160), interpolation=cv2.INTER_AREA), np.uint8))
    planned = plan(photo, {name: TURNED[name]}, None)
    assert [check.holds for check in planned.checks] == [True], planned.checks
    assert name.replace("kelvin", "warmth") in planned.label
    made = np.asarray(render(photo, Recipe(planned.steps)).rgb)
    labs = [to_lab(np.asarray(picture / 255, np.float32)) for picture in (photo.rgb, made)]
    assert np.percentile(ciede2000(*labs), 99.5) > 1


def test_several_numbers_are_one_grade_and_what_follows_it():
    photo = Pixels(sample("chelsea"))
    planned = plan(photo, {"vignette": 30, "exposure": 0.3, "kelvin": 500, "contrast": 20}, None)
    assert [type(step).__name__ for step in planned.steps] == ["Grade", "Vignette"]
    assert planned.label == "vignette +30 %, exposure +0.3 stops, warmth +500 K, contrast +20 %"
    assert len(planned.checks) == 4


def test_a_number_for_a_region_leaves_the_rest():
    photo = Pixels(sample("rocket"))
    mask = np.zeros(photo.rgb.shape[:2], np.uint8)
    mask[:200] = 255
    planned = plan(photo, {"exposure": -1}, Region("the sky", mask, 1.0))
    made = np.asarray(render(photo, Recipe(planned.steps)).rgb)
    assert planned.label.endswith("in the sky")
    assert np.array_equal(made[260:], photo.rgb[260:])
    assert made[:150].mean() < 0.85 * photo.rgb[:150].mean()


@pytest.mark.parametrize(
    "values",
    [{}, {"exposure": 0}, {"exposure": 9}, {"contrast": "much"}, {"warmth": True}, {"mood": 3}, {"fade": -5}],
)
def test_numbers_that_make_no_sense_are_refused_with_their_range(values: dict[str, Any]):
    with pytest.raises(BadRequest) as refused:
        plan(Pixels(sample("coffee")), values, None)
    assert refused.value.advice
