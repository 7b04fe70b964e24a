"""Healing spots and wires, and growing a frame."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from backends.engine.operations import grow, heal
from backends.engine.operations.grow import Grow
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Region
from backends.engine.render import size_after
from backends.errors import BadRequest, NotPossible
from tests.colour import difference
from tests.photos import sample


def sky() -> tuple[NDArray[np.uint8], Region]:
    """The rocket's sky between its towers."""
    photo = sample("rocket").copy()
    mask = np.zeros((342, 512), np.uint8)
    mask[10:80, 100:430] = 255
    return photo, Region("the sky", mask, 1.0)


def test_dust_and_a_wire_in_the_sky_are_found_and_healed() -> None:
    clean, region = sky()
    dirty = clean.copy()
    for x, y in ((200, 40), (300, 60), (420, 30)):
        cv2.circle(dirty, (x, y), 2, (150, 150, 150), -1, cv2.LINE_AA)
    cv2.line(dirty, (150, 85), (500, 70), (5, 5, 5), 1, cv2.LINE_AA)
    done = heal.plan(Pixels(dirty), {}, region)
    result = done.steps[0].apply(Pixels(dirty)).rgb
    hurt = np.any(dirty != clean, -1)
    assert difference(result[hurt], clean[hurt]).max() < 6 < np.percentile(difference(dirty[hurt], clean[hurt]), 75)
    assert "healed" in done.label and done.label.startswith("4 ")


def test_only_wires_are_healed_when_wires_are_asked_for() -> None:
    clean, region = sky()
    dirty = clean.copy()
    cv2.circle(dirty, (300, 40), 3, (150, 150, 150), -1, cv2.LINE_AA)
    cv2.line(dirty, (150, 85), (500, 70), (5, 5, 5), 1, cv2.LINE_AA)
    result = heal.plan(Pixels(dirty), {"what": "wires"}, region).steps[0].apply(Pixels(dirty)).rgb
    assert np.array_equal(result[40, 300], dirty[40, 300])
    assert difference(result[70:86, 150:500], clean[70:86, 150:500]).max() < 6


def test_points_are_healed_where_they_are() -> None:
    photo = sample("chelsea").copy()
    cv2.circle(photo, (60, 250), 3, (255, 255, 255), -1)
    done = heal.plan(Pixels(photo), {"points": [[60 / 451, 250 / 300]]}, None)
    result = done.steps[0].apply(Pixels(photo)).rgb
    assert result[247:254, 57:64].max() < 235
    assert done.label == "a spot healed"


def test_where_nothing_stands_out_nothing_is_healed() -> None:
    photo, region = sky()
    with pytest.raises(NotPossible, match="stand out"):
        heal.plan(Pixels(photo), {"what": "wires"}, region)


@pytest.mark.parametrize(
    "values", [{}, {"points": []}, {"points": [[2, 0]]}, {"points": [[0.1, 0.1]], "radius": 3}, {"what": "stains"}]
)
def test_healing_refuses_values_that_make_no_sense(values: dict) -> None:
    with pytest.raises(BadRequest):
        heal.plan(Pixels(sample("rocket")), values, None)


def test_a_frame_grows_into_the_sky_and_keeps_the_photo() -> None:
    photo = sample("rocket")
    done = grow.plan(Pixels(photo), {"top": 0.06}, None)
    result = done.steps[0].apply(Pixels(photo)).rgb
    assert result.shape == (427 + 26, 640, 3)
    assert size_after(Recipe(done.steps), 640, 427) == (640, 453)
    assert np.array_equal(result[26 + 8 :], photo[8:])
    assert difference(cv2.blur(result[:26], (15, 15)), cv2.blur(photo[:26][::-1], (15, 15))).mean() < 6
    # The towers that the frame cuts must go on in the border, so it is not all sky and not quite sure.
    assert done.checks[0].value >= 0.4 and done.checks[1].holds


def test_a_grown_frame_looks_the_same_at_four_times_the_size() -> None:
    full = sample("coffee", 1440, 960)
    small = np.asarray(cv2.resize(full, (360, 240), interpolation=cv2.INTER_AREA), np.uint8)
    done = grow.plan(Pixels(small), {"right": 0.05, "top": 0.04, "anyway": True}, None)
    step = Recipe.from_json(Recipe(done.steps).to_json()).steps[0]
    assert isinstance(step, Grow)
    large, little = step.apply(Pixels(full)).rgb, step.apply(Pixels(small)).rgb
    shrunk = cv2.resize(large, little.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert difference(shrunk, little).mean() <= 1.5


def test_an_aspect_grows_what_is_too_short() -> None:
    photo = Pixels(np.ascontiguousarray(sample("rocket")[::2, 40:600:2]))
    done = grow.plan(photo, {"aspect": "6:5", "anyway": True}, None)
    height, width = done.steps[0].apply(photo).rgb.shape[:2]
    assert width == 280 and abs(width / height - 1.2) < 0.01


@pytest.mark.parametrize("values", [{}, {"top": -1}, {"top": "much"}, {"aspect": "wide"}, {"aspect": "0:5"}])
def test_growing_refuses_values_that_make_no_sense(values: dict) -> None:
    with pytest.raises(BadRequest):
        grow.plan(Pixels(sample("rocket")), values, None)


def test_growing_by_more_than_a_border_is_refused_with_what_does_it() -> None:
    with pytest.raises(NotPossible, match="more than") as refused:
        grow.plan(Pixels(sample("rocket")), {"right": 0.5}, None)
    assert "outpainting" in refused.value.advice
