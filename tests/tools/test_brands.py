"""A brand's logo is found where it is and nowhere else, and its colours are held against the picture."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from backends.engine.regions.geometry import rasterised
from tests.photos import sample, write_photo
from tools.brands.logo import find_logo
from tools.brands.palette import distances, palette_checks


def mark() -> np.ndarray:
    """A drawn emblem of letters and shapes."""
    logo = np.full((240, 240, 3), 255, np.uint8)
    cv2.circle(logo, (120, 120), 100, (210, 16, 42), -1, cv2.LINE_AA)
    cv2.putText(logo, "ACME", (42, 118), cv2.FONT_HERSHEY_DUPLEX, 1.6, (255, 255, 255), 4, cv2.LINE_AA)
    cv2.putText(logo, "coffee 1921", (50, 158), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (255, 255, 255), 2, cv2.LINE_AA)
    cv2.polylines(
        logo, [np.array([[60, 190], [100, 170], [140, 195], [180, 170]])], False, (20, 20, 20), 5, cv2.LINE_AA
    )
    return logo


def seen(scene: np.ndarray, corners: list[tuple[int, int]]) -> np.ndarray:
    """The mark in a scene, in perspective."""
    own = np.array([[0, 0], [240, 0], [240, 240], [0, 240]], np.float32)
    turn = cv2.getPerspectiveTransform(own, np.array(corners, np.float32))
    size = scene.shape[1], scene.shape[0]
    cover = cv2.warpPerspective(np.full((240, 240), 255, np.uint8), turn, size)
    return np.where(cover[..., None] > 127, cv2.warpPerspective(mark(), turn, size, flags=cv2.INTER_AREA), scene)


@pytest.mark.parametrize(
    "corners",
    [
        [(300, 40), (420, 40), (420, 160), (300, 160)],
        [(60, 200), (170, 180), (190, 300), (70, 310)],
        pytest.param([(400, 220), (560, 250), (550, 390), (410, 380)], marks=pytest.mark.slow),
    ],
    ids=["upright", "turned", "large"],
)
def test_a_logo_is_found_where_it_is(tmp_path: Path, corners: list[tuple[int, int]]) -> None:
    scene = seen(sample("coffee"), corners)
    Image.fromarray(scene).save(tmp_path / "photo.jpg", quality=90)
    Image.fromarray(mark()).save(tmp_path / "logo.png")
    found = find_logo(tmp_path / "photo.jpg", tmp_path / "logo.png")
    assert found is not None and found.kind == "polygon"
    truth = np.zeros(scene.shape[:2], np.uint8)
    cv2.fillPoly(truth, [np.array(corners)], 255)
    inside = rasterised(found, *scene.shape[:2]) > 0
    assert (inside & (truth > 0)).sum() / (inside | (truth > 0)).sum() > 0.85


@pytest.mark.parametrize(
    "name", ["coffee", *(pytest.param(name, marks=pytest.mark.slow) for name in ("astronaut", "chelsea"))]
)
def test_a_logo_that_is_not_there_is_not_found(tmp_path: Path, name: str) -> None:
    write_photo(tmp_path / "photo.png", name)
    Image.fromarray(mark()).save(tmp_path / "logo.png")
    assert find_logo(tmp_path / "photo.png", tmp_path / "logo.png") is None


def test_a_colour_that_was_there_and_moved_is_told_with_its_difference(tmp_path: Path) -> None:
    scene = seen(sample("chelsea"), [(40, 40), (200, 40), (200, 200), (40, 200)])
    Image.fromarray(scene).save(tmp_path / "before.png")
    cold = np.clip(scene.astype(int) + np.array([-60, 0, 50]), 0, 255).astype(np.uint8)
    Image.fromarray(cold).save(tmp_path / "after.png")
    colours = ("#d2102a", "#00ff00")
    red, green = distances(scene, colours)
    assert red < 2 and green > 20
    (check,) = palette_checks(tmp_path / "before.png", tmp_path / "after.png", colours, "acme")
    assert (check.name, check.holds) == ("@acme #d2102a is off by", False) and check.value > 5
    (same,) = palette_checks(tmp_path / "before.png", tmp_path / "before.png", colours, "acme")
    assert same.holds and same.value < 2
