"""A model's result with what is locked put back: exactly, without a seam, or with the seam measured and said."""

from __future__ import annotations

import io
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image

from backends.engine.measure.seam import seam
from backends.engine.operations.crop import Crop
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.geometry import rasterised
from backends.types import Geometry, Lock, Scope
from tests.fakes.editor import ScriptedEditor
from tests.photos import sample
from tools.locks.enforce import Choice, Ground, held_to, instead
from tools.locks.honest import judged
from tools.locks.light import How, match_light
from tools.locks.masks import bounds, locked_pixels, model_mask
from tools.locks.restore import Restored, laid_over, largest_difference, put_back, restore
from tools.locks.scope import standing, together
from tools.locks.words import kept
from tools.wording.keeping import also_kept

BOX = Geometry("box", (0.35, 0.3, 0.6, 0.62))
POLYGON = Geometry("polygon", (0.3, 0.3, 0.65, 0.35, 0.6, 0.7, 0.25, 0.6))
OUTSIDE = Geometry("box", (0.3, 0.25, 0.75, 0.7), outside=True)
SIDE = 384
BAD = {
    "recompressed": ScriptedEditor(),
    "shifted and zoomed": ScriptedEditor(shift=(9, -6), zoom=1.02),
    "smaller": ScriptedEditor(size=(288, 288), shift=(3, 2)),
    "larger and lit": ScriptedEditor(size=(512, 512), zoom=0.985, gain=(1.06, 1.03, 0.98)),
    "much darker": ScriptedEditor(gain=(0.5, 0.55, 0.7)),
}


def photo(name: str, side: int = SIDE) -> Pixels:
    rgb = sample(name)
    short = min(rgb.shape[:2])
    square = rgb[:short, (rgb.shape[1] - short) // 2 :][:, :short]
    return Pixels(np.asarray(cv2.resize(square, (side, side), interpolation=cv2.INTER_AREA), np.uint8))


def delivered(editor: ScriptedEditor, picture: np.ndarray) -> Pixels:
    """Through a JPEG, as most models answer."""
    out = io.BytesIO()
    Image.fromarray(editor.edited(picture)).save(out, "JPEG", quality=90)
    return Pixels(np.asarray(Image.open(io.BytesIO(out.getvalue())).convert("RGB")))


PHOTOS = {"astronaut": BOX, "coffee": POLYGON, "chelsea": OUTSIDE}


@cache
def darker() -> Restored:
    before = photo("astronaut")
    return restore(before, delivered(BAD["much darker"], before.rgb), rasterised(BOX, SIDE, SIDE))


# Each photo, each shape and each damage once; all with all in the slow run.
ONCE = [("astronaut", "recompressed"), ("coffee", "smaller"), ("chelsea", "shifted and zoomed")]
ALL = [
    pytest.param(name, how, marks=() if (name, how) in ONCE else pytest.mark.slow, id=f"{name}, {how}")
    for name in PHOTOS
    for how in BAD
]


@pytest.mark.parametrize(("name", "how"), ALL)
def test_every_locked_pixel_comes_back_exactly(name: str, how: str) -> None:
    before = photo(name)
    locked = rasterised(PHOTOS[name], SIDE, SIDE)
    put = restore(before, delivered(BAD[how], before.rgb), locked)
    assert put.found > 8 and put.pasted
    assert put.left == 0
    assert np.array_equal(put.pixels.rgb[locked > 0], before.rgb[locked > 0])
    # What is stored is a PNG, which loses nothing.
    out = io.BytesIO()
    Image.fromarray(put.pixels.rgb).save(out, "PNG")
    stored = np.asarray(Image.open(io.BytesIO(out.getvalue())))
    assert np.abs(stored.astype(int) - before.rgb)[locked > 0].max() == 0


@pytest.mark.parametrize("how", ["larger and lit", pytest.param("shifted and zoomed", marks=pytest.mark.slow)])
def test_what_was_registered_sits_in_without_a_seam(how: str) -> None:
    before = photo("astronaut")
    locked = rasterised(BOX, SIDE, SIDE)
    verdict = judged(restore(before, delivered(BAD[how], before.rgb), locked).seam, "her face")
    assert verdict.honest, verdict.words


def ground_of(before: Pixels, after: Pixels, masks: list[np.ndarray]) -> tuple[Pixels, Ground]:
    over = laid_over(before, after, np.maximum.reduce(masks))
    return over.ground, lambda mask: ((over.over if mask is None else put_back(over, mask)), over.over)


def test_a_models_result_holds_every_lock_and_says_how_each_sits() -> None:
    before = photo("astronaut")
    locks = (Lock("k1", "her face", BOX), Lock("k2", "the badge", Geometry("box", (0.2, 0.65, 0.45, 0.85))))
    masks = [rasterised(lock.geometry, SIDE, SIDE) for lock in locks]
    editor = ScriptedEditor(gain=(0.5, 0.55, 0.7), shift=(4, -3), size=(448, 448))
    start, ground = ground_of(before, delivered(editor, before.rgb), masks)
    held = held_to(start, ground, locks, masks)
    for lock, mask, check in zip(locks, masks, held.checks, strict=True):
        assert np.abs(held.pixels.rgb.astype(int) - before.rgb)[mask > 0].max() == 0
        assert (check.lock, check.value, check.holds) == (lock.label, 0, True)
    assert held.showing == locks and "Her face cannot be pasted back without showing" in held.verdict.words

    chose = {choice: instead(choice, held, start, ground, locks, masks) for choice in Choice}
    moved = chose[Choice.MATCH].checks[0]
    assert moved.name == "her face recoloured by CIEDE2000" and moved.value > 10 and not moved.lock
    drawn = chose[Choice.REDRAW]
    assert drawn.checks[0].value > 60 and drawn.checks[0].holds and not drawn.checks[0].lock
    refused = chose[Choice.REFUSE]
    assert [(check.lock, check.holds) for check in refused.checks] == [("her face", False), ("the badge", False)]
    assert np.array_equal(refused.pixels.rgb, drawn.pixels.rgb)
    inside = masks[0] > 0
    light = [float(one.pixels.rgb[inside].mean()) for one in (held, chose[Choice.MATCH], drawn)]
    assert abs(light[1] - light[2]) < 25 < light[0] - light[2]


def test_a_lock_with_a_tolerance_that_was_kept_is_left_as_it_came() -> None:
    before = photo("coffee")
    after = Pixels(np.clip(before.rgb.astype(int) + 3, 0, 255).astype(np.uint8))
    locks = (Lock("k1", "loose", BOX, tolerance=4), Lock("k2", "exact", Geometry("box", (0.05, 0.05, 0.2, 0.2))))
    masks = [rasterised(lock.geometry, SIDE, SIDE) for lock in locks]
    start, ground = ground_of(before, after, masks)
    assert [check.value for check in held_to(start, ground, locks, masks).checks] == [3, 0]


def test_another_light_is_measured_and_said() -> None:
    verdict = judged(darker().seam, "her face")
    assert not verdict.honest
    assert "brighter than its surroundings by" in verdict.words


def test_outlines_that_moved_are_no_place_to_paste() -> None:
    before = photo("astronaut")
    locked = rasterised(BOX, SIDE, SIDE)
    mirrored = np.ascontiguousarray(np.roll(before.rgb, (20, 30), axis=(0, 1))[:, ::-1])
    measured = seam(before.rgb, mirrored, mirrored, locked)
    verdict = judged(measured, "her face")
    assert not verdict.honest and "outlines do not meet" in verdict.words


@pytest.mark.parametrize("how", list(How), ids=str)
def test_a_matched_light_fits_and_says_how_far_it_recoloured(how: How) -> None:
    before = photo("astronaut")
    locked = rasterised(BOX, SIDE, SIDE)
    laid = darker().laid
    matched = match_light(before, laid, locked, how)
    assert matched.moved > 10
    # Against its new surroundings the recoloured piece is as the result itself has it there.
    inside = locked > 0
    own, there = matched.pixels.rgb[inside].mean(0), laid.rgb[inside].mean(0)
    assert np.abs(own - there).max() < 25 < np.abs(before.rgb[inside].mean(0) - there).max()
    measured = seam(matched.pixels.rgb, laid.rgb, matched.pixels.rgb, locked)
    assert measured is not None and measured.step < 1.5


def test_a_result_within_the_tolerance_is_left_as_it_is() -> None:
    before = photo("coffee")
    locked = rasterised(BOX, SIDE, SIDE)
    after = Pixels(np.clip(before.rgb.astype(int) + 3, 0, 255).astype(np.uint8))
    loose, exact = restore(before, after, locked, tolerance=4), restore(before, after, locked)
    assert not loose.pasted and loose.left == 3
    assert exact.pasted and exact.left == 0


def test_a_photo_of_sixteen_bits_with_alpha_keeps_both() -> None:
    small = photo("coffee")
    rgb = small.rgb.astype(np.uint16) * 257 + 5
    alpha = np.full((SIDE, SIDE), 65535, np.uint16)
    alpha[:40] = 0
    before = Pixels(rgb, alpha)
    locked = rasterised(BOX, SIDE, SIDE)
    put = restore(before, delivered(BAD["shifted and zoomed"], small.rgb), locked)
    assert put.pixels.rgb.dtype == np.uint16
    assert largest_difference(before, put.pixels, locked > 0) == 0


def test_words_tell_a_model_what_stays_and_where_a_box_is() -> None:
    face, box = Lock("", "her face", BOX), Lock("", "the box", Geometry("box", (0.1, 0.2, 0.5, 0.6)))
    outside = Lock("", "everything except the sky", Geometry("region", name="the sky", outside=True))
    stays = kept((face, box, outside))
    said = also_kept("a red hat", stays.things, stays.spared)
    assert said.startswith("a red hat. Keep her face and the area from 10% to 50% of the width and from 20% to 60% of")
    assert "Change nothing outside the sky" in said
    assert also_kept("a red hat", ()) == "a red hat"


def test_a_models_mask_covers_the_lock_and_leaves_the_rest() -> None:
    locked = rasterised(BOX, SIDE, SIDE)
    may = model_mask(locked) > 0
    assert not may[locked > 0].any()
    assert locked.mean() / 255 < 1 - may.mean() < 1.25 * locked.mean() / 255


def test_a_mask_is_of_a_place_or_of_what_a_name_finds_and_knows_its_bounds() -> None:
    picture = photo("coffee")
    box, third = Lock("", "a", BOX), Lock("", "b", Geometry("region", name="the left third"))
    masks = [locked_pixels(lock, picture) for lock in (box, third)]
    assert [mask[150, 180] for mask in masks] == [255, 0] and [mask[180, 12] for mask in masks] == [0, 255]
    assert bounds(rasterised(BOX, SIDE, SIDE)).numbers == pytest.approx(BOX.numbers, abs=0.003)
    assert bounds(np.zeros((4, 4), np.uint8)).kind == ""


def test_a_mask_follows_a_crop_of_the_variant_that_it_is_for() -> None:
    source = photo("coffee")
    base = Recipe((Crop(0.25, 0.0, 1.0, 1.0),))
    mask = locked_pixels(Lock("", "a", Geometry("box", (0.5, 0.25, 0.75, 0.5))), source, base)
    assert mask.shape == (SIDE, SIDE * 3 // 4)
    columns, rows = np.flatnonzero(mask.any(0)), np.flatnonzero(mask.any(1))
    assert (columns[0], columns[-1] + 1) == pytest.approx((SIDE / 4, SIDE / 2), abs=3)
    assert (rows[0], rows[-1] + 1) == pytest.approx((SIDE / 4, SIDE / 2), abs=3)


def test_locks_hold_as_far_as_they_reach() -> None:
    parents = {"v1": "v0", "v2": "v1", "v3": "v0"}
    locks = [
        Lock("k1", "branch", BOX, scope=Scope.BRANCH, on="v1"),
        Lock("k2", "session", BOX, scope=Scope.SESSION, on="v3"),
        Lock("k3", "batch", BOX, scope=Scope.BATCH),
        Lock("k4", "step", BOX, scope=Scope.STEP),
    ]

    def held(start: str) -> list[str]:
        return [lock.label for lock in standing(locks, start, parents)]

    assert held("v2") == held("v1") == ["branch", "session", "batch"]
    assert held("v3") == held("v0") == ["session", "batch"]


def test_what_is_asked_now_replaces_what_stood_of_the_same_name() -> None:
    old, new = Lock("k1", "her face", BOX, scope=Scope.SESSION), Lock("", "her face", POLYGON)
    assert together((old,), (new,)) == (new,)
    assert together((old,), ()) == (old,)
