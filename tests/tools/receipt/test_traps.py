"""The traps that were measured: each has fooled a simpler receipt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from backends.engine.regions import letters
from tests.fakes.bad_editor import motion
from tests.tools.receipt.subjects import subject
from tools.receipt.asked import Area, Asked, Scope
from tools.receipt.candidates import _ZOOMS
from tools.receipt.faces import CHANGED, similarity
from tools.receipt.model import Receipt
from tools.receipt.refine import IDENTITY, agreement
from tools.receipt.register import register
from tools.receipt.structure import grey, level
from tools.receipt.take import take


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading text has its own tests and takes longer than all else."""
    monkeypatch.setattr(letters, "available", lambda: False)


def saved(path: Path, rgb: np.ndarray, **save: int) -> Path:
    Image.fromarray(rgb).save(path, format=None, **save)
    return path


def corners_off(found: np.ndarray, truth: np.ndarray, size: tuple[int, int]) -> float:
    corners = np.array([[x, y, 1] for x in (0, size[0]) for y in (0, size[1])]).T
    return float(np.hypot(*((found - truth) @ corners)).max())


def repainted(rgb: np.ndarray, kept: tuple[int, int, int, int]) -> np.ndarray:
    """Everything but a box is another photo."""
    other = np.asarray(cv2.resize(subject("china", 512).rgb, rgb.shape[1::-1]))
    left, top, across, down = kept
    other[top : top + down, left : left + across] = rgb[top : top + down, left : left + across]
    return other


def test_the_zoom_of_the_highest_phase_peak_is_not_taken_where_another_agrees_better() -> None:
    rgb = subject("coffee", 512).rgb
    # Most of it is drawn anew and the rest stands where it was: what phase correlation is led astray by.
    after = repainted(rgb, (180, 120, 190, 150))
    one, other = (level(grey(picture), (0.4, 0.4), 4.0) for picture in (rgb, after))
    at = agreement(one, other, IDENTITY)
    zooms = [
        agreement(one, other, IDENTITY * [[zoom, zoom, 1], [zoom, zoom, 1]]) for zoom in _ZOOMS if abs(zoom - 1) > 0.01
    ]
    assert min(zoom.residual(zoom.counts) for zoom in zooms) > at.residual(at.counts)
    found = register(rgb, after)
    assert not found.accepted
    assert found.moved == 0


def test_an_alignment_that_gains_nothing_is_the_identity() -> None:
    rgb = subject("chelsea", 512).rgb
    coded = cv2.imdecode(cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], cv2.IMREAD_COLOR)
    found = register(rgb, np.asarray(coded))
    assert (found.scale, found.dx, found.dy, found.rotation, found.accepted) == (1, 0, 0, 0, False)


@pytest.mark.parametrize("shift", [(6.0, -4.0), (0.4, 0.3), (-19.0, 11.0)])
def test_a_background_that_was_replaced_does_not_pull_the_alignment(shift: tuple[float, float]) -> None:
    rgb = subject("astronaut", 640).rgb
    truth = motion((640, 640), 1.02, 0, *shift)
    after = cv2.warpAffine(repainted(rgb, (130, 20, 320, 560)), truth, (640, 640), flags=cv2.INTER_LANCZOS4)
    found = register(rgb, np.asarray(after))
    assert found.accepted
    assert corners_off(found.matrix(), truth, (640, 640)) < 0.3


def test_a_picture_in_which_nothing_can_be_told_apart_is_left_where_it_is() -> None:
    ramp = np.repeat(np.linspace(90, 170, 600)[None, :, None], 400, 0).repeat(3, 2).astype(np.uint8)
    found = register(ramp, np.roll(ramp, 10, 1))
    assert not found.defined
    assert found.moved == 0


def test_a_darker_harder_picture_is_aligned_as_well_as_one_in_the_same_light() -> None:
    rgb = subject("coffee", 640).rgb
    truth = motion(rgb.shape[1::-1], 1.015, 0.3, 5, -3)
    graded = np.clip((rgb / 255.0) ** 1.7 * np.array([255, 215, 160]), 0, 255).astype(np.uint8)
    after = cv2.warpAffine(graded, truth, rgb.shape[1::-1], flags=cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REFLECT)
    assert corners_off(register(rgb, np.asarray(after)).matrix(), truth, rgb.shape[1::-1]) < 0.2


def eyes_blurred(rgb: np.ndarray, eyes: tuple[int, int, int, int]) -> np.ndarray:
    left, top, across, down = eyes
    after = rgb.copy()
    after[top : top + down, left : left + across] = cv2.GaussianBlur(
        after[top : top + down, left : left + across], (0, 0), 3
    )
    return after


def test_blurred_eyes_pass_by_the_mean_and_fail_by_the_worst_tile() -> None:
    person = subject("astronaut", 640)
    assert person.face is not None and person.eyes is not None
    left, top, across, down = person.face
    after = eyes_blurred(person.rgb, person.eyes)
    one, other = (
        grey(picture)[top : top + down, left : left + across].astype(np.float32) for picture in (person.rgb, after)
    )
    tiles = similarity(one, other, 0)
    assert tiles.mean() > 0.93
    assert tiles.min() < CHANGED


def test_blurred_eyes_are_named_even_where_the_whole_frame_moved(tmp_path: Path) -> None:
    person = subject("astronaut", 640)
    assert person.eyes is not None
    after = eyes_blurred(person.rgb, person.eyes)
    after = np.roll(after, (3, -2), (0, 1))
    before = saved(tmp_path / "before.png", person.rgb)
    asked = Asked(words="a red badge", region=Area("the badge", box=(160, 430, 110, 110)))
    receipt = take(before, saved(tmp_path / "after.png", after), asked)
    assert {"face_changed", "frame_moved"} <= {flag.id for flag in receipt.flags}
    assert receipt.verdict == "fail"


def test_a_picture_that_only_moved_has_no_changed_parts(tmp_path: Path) -> None:
    rgb = subject("coffee", 640).rgb
    moved = cv2.warpAffine(rgb, motion(rgb.shape[1::-1], 1.018, 0, 7.5, 9.1), rgb.shape[1::-1], flags=cv2.INTER_CUBIC)
    receipt = take(saved(tmp_path / "a.png", rgb), saved(tmp_path / "b.jpg", np.asarray(moved), quality=90))
    assert receipt.change.whole_pct < 1
    assert receipt.align.scale == pytest.approx(1.018, abs=0.0005)
    assert [flag.id for flag in receipt.flags] == ["frame_moved"]


def test_what_a_perceptual_hash_does_not_see_is_seen(tmp_path: Path) -> None:
    """A hash of 8x8 means is the same for blurred eyes."""
    person = subject("astronaut", 640)
    assert person.eyes is not None
    after = eyes_blurred(person.rgb, person.eyes)

    def hashed(rgb: np.ndarray) -> np.ndarray:
        small = cv2.dct(cv2.resize(grey(rgb).astype(np.float32), (32, 32), interpolation=cv2.INTER_AREA))[:8, :8]
        return small > np.median(small)

    assert (hashed(person.rgb) == hashed(after)).all()
    asked = Asked(words="x", region=Area("the badge", box=(160, 430, 110, 110)))
    receipt = take(saved(tmp_path / "a.png", person.rgb), saved(tmp_path / "b.png", after), asked)
    assert receipt.verdict == "fail"


def test_a_receipt_survives_its_json_and_shorter_ones_are_read(tmp_path: Path) -> None:
    rgb = subject("coffee", 512).rgb
    path = saved(tmp_path / "a.png", rgb)
    receipt = take(path, path, Asked(words="warmer", scope=Scope.WHOLE, tone=True, look="golden-hour"))
    assert Receipt.from_json(receipt.to_json()) == receipt
    assert receipt.verdict == "fail"
    assert "identical" in {flag.id for flag in receipt.flags}
    told = Receipt.from_json(
        '{"source": "a", "result": "b", "delivered": {"w": 1, "h": 2, "format": "PNG", "mode": "RGB",'
        ' "alpha_kind": "true"}, "of_tomorrow": 1}'
    )
    assert told.verdict == "ok"


def test_nothing_asked_judges_only_what_can_be_judged(tmp_path: Path) -> None:
    rgb = subject("coffee", 512).rgb
    after = rgb.copy()
    cv2.circle(after, (100, 100), 40, (200, 30, 30), -1)
    before, result = saved(tmp_path / "a.png", rgb), saved(tmp_path / "b.png", after)
    told = take(before, result)
    assert told.verdict == "ok"
    assert told.change.outside_pct is None
    assert "whether the change was asked" in told.not_checked
    elsewhere = Asked(words="x", region=Area("a corner", box=(300, 200, 120, 100)))
    assert {flag.id for flag in take(before, result, elsewhere).flags} >= {"changed_outside", "asked_part_unchanged"}
    kept = replace(Asked(), keeps=(Area("the cup", box=(50, 50, 100, 100)),))
    assert "keep_changed" in {flag.id for flag in take(before, result, kept).flags}


def test_what_was_drawn_or_blurred_is_found_under_a_grade_that_was_asked(tmp_path: Path) -> None:
    """Allowing for a hard black and white, a curve or a soft look must not hide these."""
    person = subject("astronaut", 512)
    assert person.eyes is not None
    before = saved(tmp_path / "a.png", person.rgb)

    def graded(rgb: np.ndarray) -> np.ndarray:
        light = grey(rgb).astype(np.float32) / 255
        hard = 1 / (1 + np.exp(-9 * (light - 0.5)))
        return (np.clip(hard, 0, 1) * 255).astype(np.uint8)[..., None].repeat(3, 2)

    drawn = person.rgb.copy()
    cv2.circle(drawn, (420, 330), 26, (200, 30, 30), -1)
    asked = Asked(words="noir", scope=Scope.WHOLE, tone=True)
    found = {
        name: {flag.id for flag in take(before, saved(tmp_path / f"{name}.png", graded(rgb)), asked).flags}
        for name, rgb in (("honest", person.rgb), ("drawn", drawn), ("blurred", eyes_blurred(person.rgb, person.eyes)))
    }
    assert not found["honest"]
    assert "shapes_changed" in found["drawn"]
    assert "face_changed" in found["blurred"]
    blurred = saved(tmp_path / "b.png", eyes_blurred(person.rgb, person.eyes))
    soft = take(before, blurred, replace(asked, words="dreamy", look="dreamy"))
    assert "face_changed" in {flag.id for flag in soft.flags}


def test_what_is_left_of_a_cut_out_is_held_against_the_picture_before(tmp_path: Path) -> None:
    person = subject("astronaut", 512)
    alpha = np.zeros(person.rgb.shape[:2], np.uint8)
    cv2.ellipse(alpha, (230, 280), (150, 220), 0, 0, 360, 255, -1)
    before = saved(tmp_path / "a.png", person.rgb)
    told = take(before, saved(tmp_path / "b.png", np.dstack([person.rgb, alpha])), Asked(words="x", alpha=True))
    assert told.verdict == "ok"
    assert told.line.startswith("cut out, and what is left stands")
    other = np.clip(person.rgb * [1.25, 1.0, 0.8], 0, 255).astype(np.uint8)
    told = take(before, saved(tmp_path / "c.png", np.dstack([other, alpha])), Asked(words="x", alpha=True))
    assert "colours_moved" in {flag.id for flag in told.flags}


@pytest.mark.parametrize(("zoom", "turn", "right"), [(1.02, 0.76, -9.5), (1, 0, 0)])
def test_a_wheel_of_smooth_colours_tells_its_turn_by_its_light_though_a_part_was_repainted(
    zoom: float, turn: float, right: float
) -> None:
    rgb = subject("wheel", 640).rgb
    size = rgb.shape[1], rgb.shape[0]
    truth = motion(size, zoom, turn, right, 0)
    after = np.asarray(cv2.warpAffine(rgb, truth, size, flags=cv2.INTER_CUBIC))
    after[400:560, 80:330] = 255 - after[400:560, 80:330]
    found = register(rgb, after)
    assert found.defined and found.accepted is ((zoom, turn, right) != (1, 0, 0))
    assert corners_off(found.matrix(), truth, size) * 1024 / max(size) < 0.3
