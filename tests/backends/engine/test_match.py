"""Matching: a photo takes the colours of another, measured as distributions, and is not torn apart by it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from skimage.color import rgb2lab

from backends.engine.operations.base import Planned
from backends.engine.operations.match import plan
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Region
from backends.engine.render import render
from backends.errors import BadImage, BadRequest
from tests.photos import sample, write_photo

PAIRS = [("rocket", "coffee"), ("coffee", "rocket"), ("chelsea", "rocket"), ("coffee", "chelsea")]


def _photo(name: str) -> Pixels:
    return Pixels(sample(name, 480, 320))


def _file(folder: Path, name: str) -> str:
    return str(write_photo(folder / f"{name}.png", sample(name, 480, 320), compress_level=1))


@pytest.fixture(scope="module")
def matched(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Planned]:
    """What is planned for a pair of PAIRS, which two tests look at."""
    folder = tmp_path_factory.mktemp("photos")
    return cache(lambda own, wanted: plan(_photo(own), {"path": _file(folder, wanted)}, None))


def _away(one: np.ndarray, other: np.ndarray) -> float:
    """The distance of the Lab marginals, by SciPy: other code than the engine's."""
    from scipy.stats import wasserstein_distance  # takes half a second to import

    a, b = (rgb2lab(rgb.reshape(1, -1, 3)[:, ::7])[0] for rgb in (one, other))
    return float(np.mean([wasserstein_distance(a[:, n], b[:, n]) for n in range(3)]))


@pytest.mark.parametrize(("own", "wanted"), PAIRS)
def test_a_match_comes_at_least_a_third_closer(matched: Callable[[str, str], Planned], own: str, wanted: str):
    photo, planned = _photo(own), matched(own, wanted)
    made = render(photo, Recipe(planned.steps)).rgb
    other = sample(wanted, 480, 320)
    assert _away(made, other) < 0.66 * _away(photo.rgb, other)
    assert all(check.holds for check in planned.checks)
    assert f"closer to {wanted}.png" in planned.words


def test_half_a_match_goes_half_way(tmp_path: Path):
    photo, path = _photo("rocket"), _file(tmp_path, "coffee")
    whole, half = (
        render(photo, Recipe(plan(photo, {"path": path, "amount": amount}, None).steps)).rgb.astype(int)
        for amount in (1.0, 0.5)
    )
    assert np.abs(half - (whole + photo.rgb) / 2).mean() < 0.7


@pytest.mark.parametrize(("own", "wanted"), PAIRS)
def test_smooth_tones_stay_smooth(matched: Callable[[str, str], Planned], own: str, wanted: str):
    """A ramp of grey rises everywhere, and is nowhere out of black more than 2.6 times as steep as it was."""
    steps = matched(own, wanted).steps
    ramp = np.linspace(0, 65535, 1024).astype(np.uint16)[None, :, None].repeat(3, axis=2)
    light = rgb2lab(render(Pixels(np.ascontiguousarray(ramp)), Recipe(steps)).rgb)[0, :, 0]
    own_light = rgb2lab(ramp)[0, :, 0]
    assert (np.diff(light) > -0.05).all()
    steeper = np.diff(light[::16]) / np.diff(own_light[::16])
    assert steeper[3:].max() < 2.6
    assert steeper.max() < 5.5


def test_the_colours_of_a_black_and_white_photo_are_none(tmp_path: Path):
    grey = np.ascontiguousarray(sample("coffee", 480, 320)[..., :1].repeat(3, axis=2))
    photo = _photo("rocket")
    planned = plan(photo, {"path": str(write_photo(tmp_path / "grey.png", grey))}, None)
    lab = rgb2lab(render(photo, Recipe(planned.steps)).rgb)
    assert np.hypot(lab[..., 1], lab[..., 2]).mean() < 3


def test_a_photo_matched_to_itself_stays_and_it_is_said(tmp_path: Path):
    photo = _photo("coffee")
    planned = plan(photo, {"path": _file(tmp_path, "coffee")}, None)
    assert np.abs(render(photo, Recipe(planned.steps)).rgb.astype(int) - photo.rgb).mean() < 3
    assert "nearly the same colours already" in planned.note


def test_a_region_alone_can_be_matched(tmp_path: Path):
    photo = _photo("rocket")
    mask = np.zeros((320, 480), np.uint8)
    mask[:150] = 255
    planned = plan(photo, {"path": _file(tmp_path, "coffee")}, Region("the top", mask, 1.0))
    made = render(photo, Recipe(planned.steps)).rgb
    assert np.abs(made[200:].astype(int) - photo.rgb[200:]).max() <= 1
    assert np.abs(made[:100].astype(int) - photo.rgb[:100]).mean() > 10


def test_what_is_no_picture_is_refused(tmp_path: Path):
    (tmp_path / "words.jpg").write_text("not a picture")
    for values, kind in [
        ({}, BadRequest),
        ({"path": 4}, BadRequest),
        ({"path": _file(tmp_path, "coffee"), "amount": 0}, BadRequest),
        ({"path": _file(tmp_path, "coffee"), "amount": "all"}, BadRequest),
        ({"path": str(tmp_path / "none.jpg")}, BadImage),
        ({"path": str(tmp_path / "words.jpg")}, BadImage),
    ]:
        with pytest.raises(kind):
            plan(_photo("rocket"), values, None)


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_flat_picture_on_either_side_breaks_nothing(tmp_path: Path, value: int):
    flat = np.full((60, 90, 3), value, np.uint8)
    path = str(write_photo(tmp_path / "flat.png", flat))
    for photo, wanted in ((_photo("coffee"), path), (Pixels(flat), _file(tmp_path, "coffee"))):
        made = render(photo, Recipe(plan(photo, {"path": wanted}, None).steps)).rgb
        assert made.shape == photo.rgb.shape
