"""Every operation as a request plans it: the proxy shows what the full picture becomes, and its recipe replays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from backends.catalog import engine_card
from backends.engine.measure.features import ciede2000, to_lab
from backends.engine.operations.registry import OPERATIONS, REQUESTS, request
from backends.engine.operations.rotate import Rotate
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe, Step, step_to_json
from backends.engine.regions.base import Region
from backends.engine.render import render, size_after
from tests.backends.engine.test_art import STEPS as DRAWN
from tests.photos import sample, write_photo

Bytes = NDArray[np.uint8]
# Mean CIEDE2000 between the proxy's result and the full result made as small.
SAME = 1.5


def photo(name: str, width: int) -> Bytes:
    picture = DEFECTIVE[name]() if name in DEFECTIVE else sample(name)
    height = round(picture.shape[0] * width / picture.shape[1])
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _tilted() -> Bytes:
    return np.asarray(Rotate(1.5).apply(Pixels(sample("astronaut"))).rgb, np.uint8)


def _dusty() -> Bytes:
    rocket = sample("rocket").copy()
    for x, y in ((200, 40), (300, 60), (420, 30)):
        cv2.circle(rocket, (x, y), 2, (150, 150, 150), -1, cv2.LINE_AA)
    return rocket


def _red_eyed() -> Bytes:
    large = np.asarray(cv2.resize(sample("astronaut"), (1024, 1024), interpolation=cv2.INTER_CUBIC), np.uint8)
    for x, y in ((410, 217), (473, 214)):
        cv2.circle(large, (x, y), 6, (205, 40, 45), -1, cv2.LINE_AA)
    return large


DEFECTIVE = {"tilted astronaut": _tilted, "dusty rocket": _dusty, "red-eyed astronaut": _red_eyed}


def oval(name: str) -> Region:
    """Something in the middle of the photo."""
    height, width = photo(name, 480).shape[:2]
    mask = np.zeros((height, width), np.uint8)
    cv2.ellipse(mask, (round(width * 0.42), round(height * 0.5)), (width // 6, height // 6), 0, 0, 360, (255,), -1)
    return Region("the middle", mask, 1.0, ((0.26, 0.33, 0.58, 0.67),))


# request: (photo, values, whether it is for a region)
ASKED: list[tuple[str, str, dict[str, Any], bool]] = [
    ("border", "coffee", {"width": 0.05}, False),
    ("crop", "chelsea", {"ratio": "4:5"}, False),
    ("curves", "coffee", {"points": [[0, 0], [0.3, 0.2], [0.7, 0.8], [1, 1]]}, False),
    ("denoise", "astronaut", {}, False),
    ("flip", "rocket", {}, False),
    ("grow", "rocket", {"top": 0.06}, False),
    ("heal", "dusty rocket", {"points": [[200 / 640, 40 / 427], [300 / 640, 60 / 427], [420 / 640, 30 / 427]]}, False),
    ("lut", "coffee", {"path": "warm.cube", "strength": 0.7}, False),
    ("match", "chelsea", {"path": "other.png"}, False),
    ("monochrome", "astronaut", {"tone": "sepia"}, True),
    ("obscure", "astronaut", {"kind": "pixelate"}, True),
    ("obscure", "astronaut", {"kind": "blur"}, True),
    ("pad", "coffee", {"ratio": "16:9"}, False),
    ("recolour", "coffee", {"from": "red", "to": "teal"}, False),
    ("redeye", "red-eyed astronaut", {}, False),
    ("remove", "chelsea", {"box": [0.02, 0.05, 0.12, 0.2]}, False),
    ("resize", "chelsea", {"scale": 0.5}, False),
    ("rotate", "coffee", {"degrees": 3}, False),
    ("rotate", "coffee", {"degrees": 90}, False),
    ("sharpen", "chelsea", {}, False),
    ("straighten", "tilted astronaut", {}, False),
    ("tone", "coffee", {"exposure": 0.5, "contrast": 20, "kelvin": 500, "clarity": 30, "vignette": 20}, False),
    ("text", "rocket", {"words": "Lift off", "place": "top"}, False),
    ("watermark", "coffee", {"words": "proof"}, False),
    ("logo", "coffee", {"path": "logo.png", "place": "top left"}, False),
]
# Held to the same limit where their photos are made: an even background for a cut-out, and all that draws.
ELSEWHERE = {"cutout", "background"} | {step["op"] for step in DRAWN}


class Plans:
    """The steps that each line of ASKED comes to on its proxy, found once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[int, tuple[Bytes, Bytes, tuple[Step, ...]]] = {}

    def __call__(self, number: int) -> tuple[Bytes, Bytes, tuple[Step, ...]]:
        """The full picture, its proxy and the steps."""
        if number not in self._known:
            name, which, values, in_region = ASKED[number]
            full = photo(which, 1600)
            proxy = np.asarray(cv2.resize(full, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), np.uint8)
            plan = request(name)
            assert plan is not None
            made = plan(Pixels(proxy), self._with_file(values), oval(which) if in_region else None)
            self._known[number] = full, proxy, made.steps
        return self._known[number]

    def _with_file(self, values: dict[str, Any]) -> dict[str, Any]:
        if "path" not in values:
            return values
        path = self._folder / values["path"]
        if path.suffix == ".cube":
            lattice = [(r, g * 0.9, b * 0.7) for b in (0, 1) for g in (0, 1) for r in (0, 1)]
            rows = "\n".join(" ".join(map(str, colour)) for colour in lattice)
            path.write_text(f"LUT_3D_SIZE 2\n{rows}\n")
        else:
            write_photo(path, "rocket")
        return values | {"path": str(path)}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    return Plans(tmp_path_factory.mktemp("files"))


def apart(steps: tuple[Step, ...], full: Bytes, proxy: Bytes) -> float:
    recipe = Recipe.from_json(json.loads(json.dumps(Recipe(steps).to_json())))
    small = np.asarray(render(Pixels(proxy), recipe).rgb)
    large = np.asarray(render(Pixels(full), recipe).rgb)
    assert large.shape[1::-1] == size_after(recipe, full.shape[1], full.shape[0])
    assert np.array_equal(small, render(Pixels(proxy), recipe).rgb)
    shrunk = np.asarray(cv2.resize(large, small.shape[1::-1], interpolation=cv2.INTER_AREA))
    return float(
        ciede2000(to_lab(np.asarray(shrunk / 255, np.float32)), to_lab(np.asarray(small / 255, np.float32))).mean()
    )


@pytest.mark.parametrize("number", range(len(ASKED)), ids=[f"{name} {which}" for name, which, *_ in ASKED])
def test_a_proxy_shows_what_the_full_picture_becomes(number: int, plans: Plans) -> None:
    full, proxy, steps = plans(number)
    distance = apart(steps, full, proxy)
    print(f"{ASKED[number][0]:12} {ASKED[number][1]:18} {distance:.2f}")
    assert distance <= SAME


def test_no_operation_is_forgotten(plans: Plans) -> None:
    tried = ELSEWHERE | {step_to_json(step)["op"] for number in range(len(ASKED)) for step in plans(number)[2]}
    assert set(OPERATIONS) - tried == set()
    assert set(REQUESTS) - {name for name, *_ in ASKED} - ELSEWHERE == set()


def test_the_engines_card_names_every_request() -> None:
    engine = engine_card()
    assert engine.operations == set(REQUESTS)
