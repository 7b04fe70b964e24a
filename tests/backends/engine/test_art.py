"""Drawn, painted, printed and lit steps: the same at every size, in every depth, and with everything else kept."""

from __future__ import annotations

import dataclasses
from typing import Any

import cv2
import numpy as np
import pytest

from backends.engine.measure.features import ciede2000, to_lab
from backends.engine.operations.base import Operation
from backends.engine.operations.registry import operation
from backends.engine.pixels import Pixels
from backends.engine.recipe import step_from_json, step_to_json
from tests.photos import sample

STEPS = [
    {"op": "pencil"},
    {"op": "pencil", "colour": 0.9},
    {"op": "line_art"},
    {"op": "comic"},
    {"op": "comic", "dots": 0.8},
    {"op": "watercolor"},
    {"op": "oil"},
    {"op": "halftone"},
    {"op": "halftone", "inks": "black"},
    {"op": "risograph"},
    {"op": "risograph", "inks": "teal, orange"},
    {"op": "duotone"},
    {"op": "pixel_art"},
    {"op": "pixel_art", "kind": "four greens", "dither": 0.8},
    {"op": "light_leak"},
    {"op": "sun_flare"},
    {"op": "fog"},
    {"op": "glitch"},
]


def _step(given: dict) -> Any:
    step = step_from_json(given)
    assert isinstance(step, Operation)
    return step


def _name(given: dict) -> str:
    return " ".join(str(value) for value in given.values())


def _distance(one: np.ndarray, other: np.ndarray) -> float:
    labs = [to_lab(picture.astype(np.float32) / 255) for picture in (one, other)]
    return float(ciede2000(*labs).mean())


def _small(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize("given", STEPS, ids=_name)
def test_the_proxy_looks_like_the_full_picture(given: dict):
    full = sample("coffee", 1800, 1200)
    proxy = Pixels(_small(full, 600, 400))
    step = _step(given).resolved(proxy)
    there, here = step.apply(Pixels(full)).rgb, step.apply(proxy).rgb
    assert _distance(_small(there, 600, 400), here) <= 1.5
    assert _distance(here, proxy.rgb) > 2.5


@pytest.mark.parametrize("given", STEPS, ids=_name)
def test_depth_profile_and_alpha_are_kept_and_the_step_replays(given: dict):
    small = _small(sample("coffee"), 300, 200)
    alpha = np.full(small.shape[:2], 200, np.uint8)
    step = _step(given).resolved(Pixels(small))
    assert step_from_json(step_to_json(step)) == step
    plain = step.apply(Pixels(small, alpha, b"icc"))
    assert plain.icc == b"icc"
    assert plain.alpha is not None
    assert plain.alpha.shape == alpha.shape
    assert np.array_equal(plain.rgb, step.apply(Pixels(small)).rgb)
    deep = step.apply(Pixels(small.astype(np.uint16) * 257))
    assert deep.rgb.dtype == np.uint16
    assert np.abs(deep.rgb / 257 - plain.rgb).mean() < 1.0


@pytest.mark.parametrize("given", STEPS, ids=_name)
@pytest.mark.parametrize("shape", [(1, 1), (3, 400), (240, 2), (40, 61)])
def test_odd_frames_are_no_trouble(given: dict, shape: tuple[int, int]):
    picture = np.random.default_rng(1).integers(0, 255, (*shape, 3)).astype(np.uint8)
    step = _step(given).resolved(Pixels(picture))
    assert step.apply(Pixels(picture)).rgb.shape == picture.shape


@pytest.mark.parametrize("op", ["watercolor", "oil", "comic"])
def test_a_face_keeps_its_features(op: str):
    photo = Pixels(sample("astronaut"))
    plain = _step({"op": op})
    found = plain.resolved(photo)
    x, y, w, h = found.faces[:4]
    assert 0.35 < x + w / 2 < 0.52
    assert 0.12 < y + h / 2 < 0.32
    eyes = (
        slice(int((y + 0.3 * h) * 512), int((y + 0.75 * h) * 512)),
        slice(int((x + 0.2 * w) * 512), int((x + 0.8 * w) * 512)),
    )

    def likeness(step: Any) -> float:
        grey = [
            cv2.cvtColor(p[eyes], cv2.COLOR_RGB2GRAY).astype(float).ravel() for p in (step.apply(photo).rgb, photo.rgb)
        ]
        return float(np.corrcoef(grey[0], grey[1])[0, 1])

    assert likeness(found) > 0.93
    if op != "comic":
        assert likeness(found) > likeness(plain) + 0.02


def test_a_palette_is_found_once():
    small = Pixels(_small(sample("coffee"), 300, 200))
    found = _step({"op": "pixel_art", "colours": 16}).resolved(small)
    assert len(found.palette) == 48
    assert len(np.unique(found.apply(small).rgb.reshape(-1, 3), axis=0)) <= 16
    assert found.resolved(Pixels(255 - small.rgb)) == found


def test_every_field_that_grows_is_a_number_of_its_step():
    for given in STEPS:
        kind = operation(given["op"])
        assert kind is not None
        names = {part.name for part in dataclasses.fields(kind) if "range" in part.metadata}
        assert kind.grows
        assert set(kind.grows) <= names
