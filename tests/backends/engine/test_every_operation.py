"""Every operation as a request plans it: the proxy shows what the full picture becomes, and its recipe replays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage import data

from backends.catalog import cards
from backends.engine.measure import ciede2000, to_lab
from backends.engine.operations.registry import OPERATIONS, REQUESTS, op_of, operation, request
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe, Step
from backends.engine.regions.base import Region
from backends.engine.render import render, size_after

Bytes = NDArray[np.uint8]
# Mean CIEDE2000 between the proxy's result and the full result made as small.
SAME = 1.5


def photo(name: str, width: int) -> Bytes:
    picture = np.ascontiguousarray(getattr(data, name)())
    height = round(picture.shape[0] * width / picture.shape[1])
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def oval(name: str) -> Region:
    """Something in the middle of the photo."""
    mask = np.zeros(photo(name, 480).shape[:2], np.uint8)
    height, width = mask.shape
    cv2.ellipse(mask, (round(width * 0.42), round(height * 0.5)), (width // 6, height // 6), 0, 0, 360, (255,), -1)
    return Region("the middle", mask, 1.0, ((0.26, 0.33, 0.58, 0.67),))


# request: (photo, values, whether it is for a region)
ASKED: list[tuple[str, str, dict[str, Any], bool]] = [
    ("border", "coffee", {"width": 0.05}, False),
    ("curves", "coffee", {"points": [[0, 0], [0.3, 0.2], [0.7, 0.8], [1, 1]]}, False),
    ("denoise", "astronaut", {}, False),
    ("lut", "coffee", {"path": "warm.cube", "strength": 0.7}, False),
    ("match", "chelsea", {"path": "other.png"}, False),
    ("monochrome", "astronaut", {"tone": "sepia"}, True),
    ("obscure", "astronaut", {"kind": "pixelate"}, True),
    ("obscure", "astronaut", {"kind": "blur"}, True),
    ("recolour", "coffee", {"from": "red", "to": "teal"}, False),
    ("remove", "chelsea", {"box": [0.02, 0.05, 0.12, 0.2]}, False),
    ("sharpen", "chelsea", {}, False),
    ("text", "rocket", {"words": "Lift off", "place": "top"}, False),
    ("watermark", "coffee", {"words": "proof"}, False),
]
# Operations that only looks use, as their files do, with the fields at their defaults.
OF_LOOKS = {
    "pencil", "line_art", "comic", "watercolor", "oil", "halftone", "risograph", "duotone", "pixel_art", "light_leak",
    "sun_flare", "fog", "glitch",
}  # fmt: skip
# Their own tests need photos of their own: red eyes, an even background.
ELSEWHERE = {"redeye", "cutout", "background"}


def planned(
    name: str, picture: Pixels, values: dict[str, Any], region: Region | None, folder: Path
) -> tuple[Step, ...]:
    if "path" in values:
        path = folder / values["path"]
        if path.suffix == ".cube":
            lattice = [(r, g * 0.9, b * 0.7) for b in (0, 1) for g in (0, 1) for r in (0, 1)]
            rows = "\n".join(" ".join(map(str, colour)) for colour in lattice)
            path.write_text(f"LUT_3D_SIZE 2\n{rows}\n")
        else:
            Image.fromarray(data.rocket()).save(path)
        values = values | {"path": str(path)}
    plan = request(name)
    assert plan is not None
    return plan(picture, values, region).steps


def apart(steps: tuple[Step, ...], full: Bytes, proxy: Bytes) -> float:
    recipe = Recipe.from_json(json.loads(json.dumps(Recipe(steps).to_json())))
    small = np.asarray(render(Pixels(proxy), recipe).rgb)
    large = np.asarray(render(Pixels(full), recipe).rgb)
    assert large.shape[1::-1] == size_after(recipe, full.shape[1], full.shape[0])
    assert np.array_equal(small, render(Pixels(proxy), recipe).rgb)
    shrunk = np.asarray(cv2.resize(large, small.shape[1::-1], interpolation=cv2.INTER_AREA))
    return float(ciede2000(to_lab(np.float32(shrunk / 255)), to_lab(np.float32(small / 255))).mean())


@pytest.mark.parametrize(("name", "which", "values", "in_region"), ASKED, ids=lambda value: str(value)[:30])
def test_a_proxy_shows_what_the_full_picture_becomes(
    name: str, which: str, values: dict[str, Any], in_region: bool, tmp_path: Path
) -> None:
    full = photo(which, 2400)
    proxy = np.asarray(cv2.resize(full, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), np.uint8)
    steps = planned(name, Pixels(proxy), values, oval(which) if in_region else None, tmp_path)
    distance = apart(steps, full, proxy)
    print(f"{name:12} {which:10} {distance:.2f}")
    assert distance <= SAME


@pytest.mark.parametrize("name", sorted(OF_LOOKS))
def test_what_looks_are_made_of_is_the_same_at_every_size(name: str) -> None:
    full = photo("astronaut", 2000)
    proxy = np.asarray(cv2.resize(full, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    kind = operation(name)
    assert kind is not None
    distance = apart((kind().resolved(Pixels(proxy)),), full, proxy)
    print(f"{name:12} {distance:.2f}")
    assert distance <= SAME


def test_no_operation_is_forgotten(tmp_path: Path) -> None:
    tried = set(OF_LOOKS) | ELSEWHERE
    proxies = {name: photo(name, 480) for name in {which for _, which, _, _ in ASKED}}
    for name, which, values, in_region in ASKED:
        region = oval(which) if in_region else None
        tried |= {op_of(type(step)) for step in planned(name, Pixels(proxies[which]), values, region, tmp_path)}
    assert set(OPERATIONS) - tried == set()
    assert set(REQUESTS) - {name for name, *_ in ASKED} - ELSEWHERE == set()


def test_the_engines_card_names_every_request() -> None:
    (engine,) = (card for card in cards() if card.backend == "engine")
    assert engine.operations == set(REQUESTS)
