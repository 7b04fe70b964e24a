"""Filling holes: what it must keep, what it must find, and that every size of a photo comes out alike."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

from backends.engine.completion.fieldtext import from_text, to_text
from backends.engine.completion.filling import find
from backends.engine.operations.fill import Fill
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import packed
from backends.errors import BadRequest, NotPossible
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


def difference(one: NDArray, other: NDArray) -> NDArray:
    return deltaE_ciede2000(rgb2lab(one), rgb2lab(other))


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
    photo, mask = Pixels(sample("chelsea")), packed(ellipse(451, 300, *BESIDE_CAT))
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
    photo = sample("chelsea").astype(np.uint16) * 257
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
