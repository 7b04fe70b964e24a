"""Measures are what every promise rests on, so they are held against a second implementation and plain cases."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage.color import deltaE_ciede2000

from backends.engine.looks.definitions import MEASURES
from backends.engine.measure import features as measure
from backends.engine.measure import texture
from backends.engine.measure.difference import compare, difference
from backends.engine.measure.words import describe
from backends.engine.pixels import Pixels
from tests.photos import sample


def _look(rgb: np.ndarray) -> measure.Look:
    return measure.measure(rgb.astype(np.float32) / 255)


def test_ciede2000_equals_scikit_images():
    random = np.random.default_rng(0)
    one, other = (random.random((2, 100, 200, 3)) * [100, 200, 200] - [0, 100, 100]).astype(np.float32)
    one[0, :, 1:] = 0
    other[1, :, 1:] = 0
    assert np.abs(measure.ciede2000(one, other) - deltaE_ciede2000(one, other)).max() < 1e-3


def test_a_darker_copy_is_apart_only_until_lightness_is_matched():
    one = measure.to_lab(sample("astronaut").astype(np.float32) / 255)
    other = one - np.array([8, 0, 0], np.float32)
    plain, matched = measure.apart(one, np.clip(other, [0, -128, -128], [100, 128, 128]).astype(np.float32))
    # Black cannot get darker, so a little remains.
    assert plain > 4
    assert matched < 1.6


def test_a_blue_picture_made_grey_is_not_called_warmer():
    rocket = np.zeros((200, 300, 3), np.uint8)
    rocket[:] = (40, 60, 130)
    rocket[80:120] = (120, 120, 122)
    grey = cv2.cvtColor(cv2.cvtColor(rocket, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    change = measure.change(_look(rocket), _look(grey))
    assert abs(change["temperature"]) < 1.5


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda p: p * 0.6, "darker"),
        (lambda p: 255 - (255 - p) * 0.7, "brighter"),
        (lambda p: p * [1.08, 1.0, 0.8], "warmer"),
        (lambda p: p * [0.85, 1.0, 1.1], "colder"),
        (lambda p: p.mean(-1, keepdims=True) + 0 * p, "black and white"),
        (lambda p: p, "a small change"),
    ],
)
def test_words_say_what_was_measured(edit, words: str):
    photo = sample("astronaut").astype(np.float32)
    edited = np.clip(edit(photo), 0, 255)
    assert words in describe(measure.change(_look(photo), _look(edited)))


def test_only_darker_is_not_called_colder():
    photo = sample("coffee").astype(np.float32)
    assert "colder" not in describe(measure.change(_look(photo), _look(photo * 0.7)))


def test_noise_is_measured():
    photo = sample("chelsea")
    noisy = np.clip(photo + np.random.default_rng(1).normal(0, 6, photo.shape), 0, 255).astype(np.uint8)
    assert measure.noise(noisy) > measure.noise(photo) + 0.01


def test_a_changed_corner_is_found_and_lights_up_in_the_heat_map(tmp_path: Path):
    photo = sample("astronaut")
    edited = photo.copy()
    edited[380:500, 20:140] = 255 - edited[380:500, 20:140]
    target = tmp_path / "größe" / "heat.png"
    found = difference(Pixels(photo), Pixels(edited), target)
    heat = cv2.imdecode(np.frombuffer(target.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert heat is not None
    assert heat.shape == photo.shape
    assert "bottom left" in found.words
    assert 2 < found.changed_percent < 12
    assert heat[400:480, 40:120].max(-1).mean() > 2 * heat[:100, 300:].max(-1).mean()


def test_equal_pictures_have_no_visible_difference():
    found = compare(Pixels(sample("coffee")), Pixels(sample("coffee")))
    assert (found.mean, found.changed_percent, found.words) == (0.0, 0.0, "no visible difference")


def test_pictures_of_different_size_can_be_compared():
    photo = sample("coffee")
    small = cv2.resize(photo, (300, 200), interpolation=cv2.INTER_AREA)
    assert compare(Pixels(photo), Pixels(small.astype(np.uint8))).mean < 2.5


def test_every_measure_that_a_look_may_name_is_measured():
    photo, seen = _look(sample("coffee")), texture.Texture.of(Pixels(sample("coffee")))
    assert set(MEASURES) - {"noise"} <= set(measure.change(photo, photo)) | set(texture.change(seen, seen))
