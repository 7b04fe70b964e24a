"""Filling holes: what it must keep, what it must find, and that every size of a photo comes out alike."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from backends.engine.completion.fieldtext import from_text, to_text
from backends.engine.completion.filling import find
from backends.engine.operations import fill
from backends.engine.operations.fill import Fill, plan
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Region, packed
from backends.errors import BadRequest, NotPossible
from tests.colour import difference
from tests.kept import keep
from tests.photos import sample


def ellipse(width: int, height: int, *box: float) -> NDArray[np.uint8]:
    """A mask with a round hole in a box of fractions (left, top, right, bottom)."""
    left, top, right, bottom = box
    mask = np.zeros((height, width), np.uint8)
    middle = round((left + right) / 2 * width), round((top + bottom) / 2 * height)
    half = round((right - left) / 2 * width), round((bottom - top) / 2 * height)
    cv2.ellipse(mask, middle, half, 0, 0, 360, 255, -1)
    return mask


# Blurred background beside the cat's head.
BESIDE_CAT = (0.88, 0.40, 0.99, 0.73)
# Wood in the corner of the coffee's table, without an object.
WOOD = (0.06, 0.80, 0.22, 0.95)


def small_cat() -> NDArray[np.uint8]:
    """Where it is only asked what happens to bits, the search for what fits may be a short one."""
    return np.asarray(cv2.resize(sample("chelsea"), (226, 150), interpolation=cv2.INTER_AREA), np.uint8)


def test_what_is_outside_the_mask_stays_and_what_is_inside_goes() -> None:
    photo = sample("coffee").copy()
    mask = ellipse(512, 341, *WOOD)
    inside = cv2.resize(mask, (600, 400)) > 0
    photo[inside] = (20, 220, 40)
    result = Fill(packed(mask)).apply(Pixels(photo)).rgb
    assert np.array_equal(result[~inside], photo[~inside])
    green = (result[..., 1].astype(int) - result[..., 0]) > 100
    core = cv2.erode(inside.astype(np.uint8), np.ones((5, 5))) > 0
    assert not green[core].any()


def test_the_same_step_gives_the_same_pixels() -> None:
    photo, mask = Pixels(small_cat()), packed(ellipse(451, 300, *BESIDE_CAT))
    assert np.array_equal(Fill(mask, 5).apply(photo).rgb, Fill(mask, 5).apply(photo).rgb)


def test_what_was_found_small_is_sharp_and_alike_at_four_times_the_size() -> None:
    full = sample("coffee", 2400, 1600)
    small = np.asarray(cv2.resize(full, (600, 400), interpolation=cv2.INTER_AREA), np.uint8)
    mask = ellipse(512, 341, *WOOD)
    found = find(Pixels(small), mask, 1)
    assert found is not None
    step = Fill(packed(mask), 1, to_text(found.fields))
    large, little = step.apply(Pixels(full)).rgb, step.apply(Pixels(small)).rgb
    apart = difference(cv2.resize(large, (600, 400), interpolation=cv2.INTER_AREA), little)
    assert apart.mean() <= 1.5
    inside = cv2.resize(mask, (600, 400)) > 200
    assert apart[inside].mean() <= 3.0
    core = cv2.resize(mask, (2400, 1600)) > 250
    around = (cv2.dilate(core.astype(np.uint8), np.ones((81, 81))) > 0) & ~core
    detail = np.abs(cv2.Laplacian(cv2.cvtColor(large, cv2.COLOR_RGB2GRAY), cv2.CV_32F))
    assert detail[core].mean() >= 0.85 * detail[around].mean()


def test_sixteen_bits_alpha_and_profile_stay() -> None:
    photo = small_cat().astype(np.uint16) * 257
    alpha = np.full(photo.shape[:2], 65535, np.uint16)
    result = Fill(packed(ellipse(451, 300, *BESIDE_CAT))).apply(Pixels(photo, alpha, b""))
    assert result.rgb.dtype == np.uint16
    assert result.alpha is not None and (result.alpha == 65535).all()
    assert (result.rgb % 257 != 0).any()


def test_a_field_survives_its_text_and_a_recipe() -> None:
    photo, mask = Pixels(sample("chelsea")), ellipse(451, 300, *BESIDE_CAT)
    found = find(photo, mask, 1)
    assert found is not None
    text = to_text(found.fields)
    assert len(text) < 60_000
    assert all(np.array_equal(a, b) for a, b in zip(found.fields, from_text(text), strict=True))
    step = Fill(packed(mask), 1, text)
    assert Recipe.from_json(Recipe((step,)).to_json()).steps == (step,)


@pytest.mark.parametrize("damage", ["%%%%", "AAAA", "x" * 40])
def test_a_damaged_recipe_is_refused(damage: str) -> None:
    mask = packed(ellipse(451, 300, *BESIDE_CAT))
    with pytest.raises(BadRequest):
        Fill(damage)
    with pytest.raises(BadRequest):
        Fill(mask, 1, damage).apply(Pixels(sample("chelsea")))


def test_a_hole_that_is_the_whole_picture_is_refused() -> None:
    with pytest.raises(NotPossible):
        Fill(packed(np.full((300, 451), 255, np.uint8))).apply(Pixels(sample("chelsea")))


def test_removing_says_how_sure_it_is_and_replays_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = Pixels(sample("rocket"))
    done = plan(photo, {"box": [0.36, 0.1, 0.44, 0.2]}, None)
    assert done.checks[0].holds and done.checks[0].value >= 0.7 and not done.note
    assert "what is in the box removed" in done.words
    monkeypatch.setattr("backends.engine.operations.fill.find", None)
    result = Recipe.from_json(Recipe(done.steps).to_json()).steps[0]
    assert isinstance(result, Fill)
    assert not np.array_equal(result.apply(photo).rgb, photo.rgb)


def test_what_cannot_be_continued_is_refused_with_what_can_do_it_and_shown_when_insisted_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep(monkeypatch, fill, "find")
    photo = Pixels(sample("astronaut"))
    wheel = {"box": [0.3, 0.6, 0.48, 0.95]}
    with pytest.raises(NotPossible, match="does not continue") as refused:
        plan(photo, wheel, None)
    assert "Flux" in refused.value.advice
    shown = plan(photo, wheel | {"anyway": True}, None)
    assert "weak" in shown.note and not shown.checks[0].holds


def test_a_region_is_grown_so_that_no_rim_of_it_stays() -> None:
    photo = np.full((300, 450, 3), (90, 120, 160), np.uint8)
    photo += np.random.default_rng(1).integers(0, 9, photo.shape, dtype=np.uint8)
    cv2.circle(photo, (200, 150), 30, (250, 240, 20), -1, cv2.LINE_AA)
    region = Region("the ball", ellipse(450, 300, 170 / 450, 0.4, 230 / 450, 0.6), 0.9)
    done = plan(Pixels(photo), {}, region)
    result = done.steps[0].apply(Pixels(photo)).rgb
    assert done.label == "the ball removed"
    assert result[..., 0].max() < 110
    assert all(check.holds for check in done.checks)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"box": [0.5, 0.5, 0.4, 0.6]},
        {"box": [0, 0, 2, 1]},
        {"box": "left"},
        {"box": [0, 0, float("nan"), 1]},
        {"box": [0.1, 0.1, 0.2, 0.2], "anyway": "yes"},
        {"box": [0.1, 0.1, 0.2, 0.2], "colour": 1},
    ],
)
def test_values_that_make_no_sense_are_refused(values: dict) -> None:
    with pytest.raises(BadRequest):
        plan(Pixels(sample("rocket")), values, None)


def test_too_much_of_a_photo_is_refused() -> None:
    with pytest.raises(NotPossible, match="too much"):
        plan(Pixels(sample("rocket")), {"box": [0.1, 0.1, 0.9, 0.9]}, None)
