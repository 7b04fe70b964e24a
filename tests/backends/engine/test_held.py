"""What is locked differs by exactly nothing, whatever the engine does, at every size that the recipe is replayed at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from backends.engine.held import held, lockable
from backends.engine.perform import locate, made_for
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.find import find
from backends.engine.regions.geometry import as_geometry, drawn_out, rasterised
from backends.engine.render import render
from backends.errors import NotPossible
from backends.types import Geometry, Job, Lock, Task
from tests.photos import sample

BOX = Geometry("box", (0.31, 0.22, 0.613, 0.571))
POLYGON = Geometry("polygon", (0.2, 0.2, 0.7, 0.25, 0.6, 0.8, 0.15, 0.6))
OUTSIDE = Geometry("box", (0.3, 0.3, 0.7, 0.7), outside=True)
SKY = Geometry("region", name="the top third")
EDITS: dict[str, dict[str, Any]] = {
    "a look": {"look": "moodier"},
    "an adjustment": {"adjust": {"exposure": -1.2, "warmth": 1.0}},
    "a drawn look": {"look": "comic"},
    "a dial": {"operation": "tone", "values": {"exposure": 1.0, "vignette": 60}},
    "a region": {"adjust": {"saturation": -1.0}, "region": "the left half"},
    "text": {"operation": "text", "values": {"words": "SALE"}},
    "sharpening": {"operation": "sharpen"},
}


def made(photo: Pixels, locks: tuple[Lock, ...], base: Recipe | None = None, **what: Any):
    job = Job("j", Task.TONE, Path("x"), "", Path("x"), base=(base or Recipe()).to_json(), locks=locks, **what)
    return next(iter(made_for(job, photo)))


def photo(name: str, width: int = 480) -> Pixels:
    rgb = sample(name)
    size = width, round(rgb.shape[0] * width / rgb.shape[1])
    return Pixels(np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8))


def most(before: np.ndarray, after: np.ndarray, inside: np.ndarray) -> int:
    return int(np.abs(before.astype(int) - after)[inside].max())


SHAPES = {"box": BOX, "polygon": POLYGON, "outside": OUTSIDE}
# Each edit with one of the shapes; with all of them in the slow run.
PAIRS = [
    pytest.param(what, geometry, marks=() if (at + other) % 3 == 0 else pytest.mark.slow, id=f"{what}, {shape}")
    for at, what in enumerate(EDITS)
    for other, (shape, geometry) in enumerate(SHAPES.items())
]


@pytest.mark.parametrize(("what", "geometry"), PAIRS)
def test_every_locked_pixel_is_as_it_was(what: str, geometry: Geometry) -> None:
    source = photo("coffee")
    one = made(source, (Lock("k1", "it", geometry),), **EDITS[what])
    height, width = source.rgb.shape[:2]
    inside = rasterised(geometry, height, width) > 0
    assert most(source.rgb, one.pixels.rgb, inside) == 0
    assert np.abs(source.rgb.astype(int) - one.pixels.rgb)[~inside].max() > 5, "the rest was changed"
    check = one.checks[-1]
    assert (check.name, check.value, check.holds) == ("it differs by", 0.0, True)


@pytest.mark.parametrize("size", [(300, 200), pytest.param((2400, 1600), marks=pytest.mark.slow)], ids=str)
@pytest.mark.parametrize("geometry", [BOX, POLYGON, "a drawn mask"], ids=["box", "polygon", "mask"])
def test_a_recipe_keeps_what_is_locked_at_every_size(size: tuple[int, int], geometry: Geometry | str) -> None:
    small = photo("coffee")
    if isinstance(geometry, str):
        blob = np.zeros((340, 512), np.uint8)
        cv2.circle(blob, (250, 150), 70, 255, -1)
        geometry = as_geometry(blob)
    recipe = made(small, (Lock("k1", "it", geometry),), look="noir").recipe
    large = Pixels(sample("coffee", *size))
    replayed = render(large, Recipe.from_json(recipe.to_json()))
    assert most(large.rgb, replayed.rgb, rasterised(geometry, size[1], size[0]) > 0) == 0
    assert np.abs(large.rgb.astype(int) - replayed.rgb).mean() > 5


def test_sixteen_bits_and_alpha_are_kept_exactly_too() -> None:
    rgb = photo("coffee").rgb.astype(np.uint16) * 257 + 3
    alpha = np.full(rgb.shape[:2], 65535, np.uint16)
    recipe = made(photo("coffee"), (Lock("k1", "it", BOX),), look="moodier").recipe
    replayed = render(Pixels(rgb, alpha), recipe)
    inside = rasterised(BOX, *photo("coffee").rgb.shape[:2]) > 0
    assert replayed.rgb.dtype == np.uint16
    assert most(rgb, replayed.rgb, inside) == 0
    assert replayed.alpha is not None and (replayed.alpha == 65535).all()


def test_a_face_is_locked_without_the_background_beside_it(tmp_path: Path) -> None:
    source = Pixels(sample("astronaut"))
    found = locate(source, Recipe(), "her face", tmp_path, place=True)
    inside = rasterised(found.geometry, 512, 512) > 0
    assert inside[110, 225], "the middle of the face"
    assert not inside[150, 182] and not inside[150, 272], "the wall beside the chin"
    oval = find(source, "her face").mask >= 64
    assert 0.8 < inside.sum() / oval.sum() <= 1
    assert not (inside & ~oval).any()


@pytest.mark.slow
def test_a_chain_of_edits_under_a_lock_is_still_the_photo(tmp_path: Path) -> None:
    source = Pixels(sample("astronaut"))
    face = Lock("k1", "her face", locate(source, Recipe(), "her face", tmp_path, place=True).geometry)
    recipe = Recipe()
    for what in ({"adjust": {"warmth": 1.0}}, {"operation": "sharpen"}, {"look": "vintage"}):
        recipe = made(source, (face,), recipe, **what).recipe
    inside = rasterised(face.geometry, 512, 512) > 0
    assert most(source.rgb, render(source, recipe).rgb, inside) == 0


@pytest.mark.parametrize(
    ("operation", "values", "look_at"),
    [
        ("crop", {"left": 0.1, "top": 0.1}, (slice(None), slice(None))),
        ("rotate", {"degrees": 90}, (slice(None), slice(None))),
        ("flip", {"direction": "horizontal"}, (slice(None), slice(None))),
        ("pad", {"ratio": "16:9"}, (slice(None), slice(None))),
        ("border", {}, (slice(None), slice(None))),
    ],
    ids=["crop", "quarter turn", "flip", "pad", "border"],
)
def test_a_lock_goes_along_with_the_frame(operation: str, values: dict[str, Any], look_at: Any) -> None:
    source = photo("coffee")
    lock = Lock("k1", "the cup", BOX)
    moved = made(source, (lock,), operation=operation, values=values)
    after = made(source, (lock,), moved.recipe, look="noir")
    (mask,) = held((lock,), source, after.recipe).masks  # pyright: ignore[reportOptionalMemberAccess]
    inside = drawn_out(mask, *after.pixels.rgb.shape[:2]) > 0
    assert 0.05 < inside.mean() < 0.2
    assert most(moved.pixels.rgb, after.pixels.rgb, inside) == 0
    assert np.abs(moved.pixels.rgb.astype(int) - after.pixels.rgb)[~inside].mean() > 3
    # What lies there now are the very pixels of the photo.
    own = np.unique(source.rgb[rasterised(BOX, *source.rgb.shape[:2]) > 0].reshape(-1, 3), axis=0)
    core = cv2.erode(inside.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    there = np.unique(after.pixels.rgb[core].reshape(-1, 3), axis=0)
    assert {*map(tuple, there.tolist())} <= {*map(tuple, own.tolist())}


def test_a_lock_that_was_set_on_a_cropped_variant_is_found_on_the_photo(tmp_path: Path) -> None:
    source = Pixels(sample("astronaut"))
    cropped = made(source, (), operation="crop", values={"left": 0.2, "bottom": 0.4})
    there = locate(source, cropped.recipe, "her face", tmp_path, place=True).geometry
    here = locate(source, Recipe(), "her face", tmp_path, place=True).geometry
    one, other = (rasterised(geometry, 512, 512) > 0 for geometry in (there, here))
    assert (one & other).sum() / (one | other).sum() > 0.85


def test_a_crop_that_would_cut_what_is_locked_is_refused_with_what_would_do() -> None:
    with pytest.raises(NotPossible, match=r"cut off \d+% of the cup") as refused:
        made(photo("coffee"), (Lock("k1", "the cup", BOX),), operation="crop", values={"left": 0.5})
    assert "pad" in refused.value.advice


@pytest.mark.parametrize("box", [(0.02, 0.1, 0.2, 0.4), (0.8, 0.5, 0.98, 0.9)], ids=["left", "right"])
def test_a_crop_to_a_shape_finds_the_frame_that_keeps_what_is_locked(box: tuple[float, ...]) -> None:
    lock = Lock("k1", "the label", Geometry("box", box))
    one = made(photo("coffee"), (lock,), operation="crop", values={"ratio": "1:1"})
    assert one.checks[-1].holds and one.checks[-1].name == "the label differs by"


def test_a_turn_by_an_angle_says_that_it_resamples() -> None:
    lock = Lock("k1", "the cup", Geometry("box", (0.45, 0.45, 0.55, 0.55)))
    one = made(photo("coffee"), (lock,), operation="rotate", values={"degrees": 3})
    assert "The cup was turned with the rest" in one.note


def test_what_is_locked_cannot_be_the_thing_to_change() -> None:
    with pytest.raises(NotPossible, match="locked"):
        made(photo("coffee"), (Lock("k1", "the cup", BOX),), adjust={"exposure": 1.0}, region="box 35% 25% 55% 50%")


def test_a_lock_on_everything_leaves_nothing_to_change() -> None:
    whole = Lock("k1", "all of it", Geometry("box", (0.0, 0.0, 1.0, 1.0)))
    with pytest.raises(NotPossible, match="nothing else is in the frame"):
        made(photo("coffee"), (whole,), look="noir")


def test_a_named_region_is_locked_on_whatever_photo_it_is_asked_of() -> None:
    source = photo("coffee")
    one = made(source, (Lock("k1", "the top third", SKY),), adjust={"exposure": -1.5})
    inside = lockable(source, find(source, "the top third")) > 0
    assert most(source.rgb, one.pixels.rgb, drawn_out((inside * 255).astype(np.uint8), *source.rgb.shape[:2]) > 0) == 0


def test_a_changed_light_around_what_is_locked_is_said() -> None:
    lock = Lock("k1", "the cup", BOX)
    assert "brighter now than what is around" in made(photo("coffee"), (lock,), adjust={"exposure": -3.0}).note
    assert "around" not in made(photo("coffee"), (lock,), adjust={"exposure": -0.3}).note


def test_a_mask_survives_its_runs() -> None:
    mask = (np.random.default_rng(1).random((37, 53)) > 0.5).astype(np.uint8) * 255
    assert np.array_equal(rasterised(as_geometry(mask), 37, 53), mask)
    assert np.array_equal(rasterised(as_geometry(255 - mask), 37, 53), 255 - mask)
