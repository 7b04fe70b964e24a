"""A crop to a line of thirds puts the middle of what was named there, or says that cropping cannot."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import data

from backends.engine.operations.crop import Crop, plan
from backends.engine.pixels import Pixels
from backends.engine.regions.base import Region
from backends.errors import BadRequest, NotPossible

PHOTO = Pixels(np.asarray(data.rocket()))


def at(left: float, top: float, right: float, bottom: float) -> Region:
    mask = np.zeros((300, 450), np.uint8)
    mask[round(top * 300) : round(bottom * 300), round(left * 450) : round(right * 450)] = 255
    return Region("the rocket", mask, 1.0)


@pytest.mark.parametrize(
    ("third", "across", "share"), [("left", True, 1 / 3), ("right", True, 2 / 3), ("lower", False, 2 / 3)]
)
def test_the_middle_of_the_region_lies_on_the_line(third: str, across: bool, share: float) -> None:
    (step,) = plan(PHOTO, {"third": third}, at(0.4, 0.4, 0.6, 0.6)).steps
    assert isinstance(step, Crop)
    low, high = (step.left, step.right) if across else (step.top, step.bottom)
    assert (0.5 - low) / (high - low) == pytest.approx(share, abs=0.01)
    assert step.right - step.left == pytest.approx(step.bottom - step.top, abs=0.01)


def test_a_tall_region_is_kept_whole() -> None:
    (step,) = plan(PHOTO, {"third": "left"}, at(0.45, 0.02, 0.55, 0.98)).steps
    assert isinstance(step, Crop)
    assert step.top <= 0.02
    assert step.bottom >= 0.98


def test_what_is_at_the_edge_cannot_come_to_the_line() -> None:
    with pytest.raises(NotPossible):
        plan(PHOTO, {"third": "left"}, at(0.0, 0.4, 0.1, 0.6))
    with pytest.raises(BadRequest):
        plan(PHOTO, {"third": "odd"}, at(0.4, 0.4, 0.6, 0.6))
