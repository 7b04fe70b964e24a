"""Faces: found where there are some, none where there are none, and how sure is a figure that can be relied on."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from backends.engine.pixels import Pixels
from backends.engine.regions import faces as regions_faces
from backends.engine.regions.base import SURE
from backends.engine.regions.faces import face_boxes, faces, found
from backends.errors import NotPossible
from tests.kept import keep
from tests.photos import sample

# Eyes, mouth and chin of the astronaut, and hair, collar, flag, shuttle and ear beside them, in pixels of 512 x 512.
FACE = [(206, 105), (244, 105), (224, 145), (224, 165)]
BESIDE = [(224, 25), (150, 250), (40, 100), (400, 200), (285, 110)]


def _crop(face: NDArray[np.float64], times: int = 4) -> Pixels:
    """A crop of LFW, 25 x 25 grey, at a size that a camera could have."""
    grey = cv2.resize((face * 255).astype(np.uint8), None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    grey = cv2.copyMakeBorder(grey, 30, 30, 30, 30, cv2.BORDER_REPLICATE)
    return Pixels(np.ascontiguousarray(np.stack([grey] * 3, -1), np.uint8))


def _row_of(*numbers: int) -> Pixels:
    """Faces of LFW beside each other on a real background, 100, 130, 160 ... pixels wide."""
    rgb = sample("coffee", 1200, 800).copy()
    at = 60
    for number, width in zip(numbers, range(125, 400, 35), strict=False):
        crop = cv2.resize((data.lfw_subset()[number] * 255).astype(np.uint8), (width, width))
        rgb[100 : 100 + width, at : at + width] = crop[..., None]
        at += width + 120
    return Pixels(rgb)


def test_faces_of_lfw_are_found_and_other_crops_are_none():
    crops = data.lfw_subset()
    seen = [found(_crop(crop)) for crop in crops]
    hits, false = sum(map(bool, seen[:100])), sum(map(bool, seen[100:]))
    sure = sum(face[0].confidence >= SURE for face in seen[:100] if face)
    print(f"\nLFW: {hits}/100 found, {sure} of them sure, {false}/100 false")
    assert hits >= 98
    assert false == 0
    assert sure >= 95


@pytest.mark.parametrize("name", ["coffee", "chelsea", "rocket", "brick", "grass", "gravel", "page"])
@pytest.mark.parametrize("long_side", [720, 1500])
def test_photos_without_a_face_give_no_alarm(name: str, long_side: int):
    rgb = sample(name)
    rgb = np.stack([rgb] * 3, -1) if rgb.ndim == 2 else rgb
    scale = long_side / max(rgb.shape[:2])
    size = round(rgb.shape[1] * scale), round(rgb.shape[0] * scale)
    resized = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    assert found(Pixels(np.ascontiguousarray(resized))) == []


@pytest.mark.parametrize("size", [300, 512, 1400])
def test_the_mask_covers_the_face_and_not_what_is_beside_it(size: int):
    region = faces(Pixels(sample("astronaut", size, size)))
    side = region.mask.shape[0]
    values = {point: int(region.mask[point[1] * side // 512, point[0] * side // 512]) for point in FACE + BESIDE}
    assert all(values[point] > 200 for point in FACE), values
    assert all(values[point] < 50 for point in BESIDE), values
    assert region.name == "the face"
    assert region.confidence >= SURE


def test_sixteen_bit_photos_have_the_same_faces():
    rgb = sample("astronaut")
    deep = Pixels(rgb.astype(np.uint16) * np.uint16(257))
    np.testing.assert_allclose(face_boxes(deep), face_boxes(Pixels(rgb)), atol=0.01)


def test_a_side_says_which_face(monkeypatch: pytest.MonkeyPatch):
    keep(monkeypatch, regions_faces, "found")
    row = _row_of(0, 1, 2)
    left, right, second = (faces(row, which) for which in ("left", "right", "second from the left"))
    assert [len(one.boxes) for one in (left, right, second)] == [1, 1, 1]
    assert left.boxes[0][0] < second.boxes[0][0] < right.boxes[0][0]
    assert faces(row, "largest").boxes == right.boxes
    assert len(faces(row).boxes) == 3


def test_one_face_among_several_is_asked_about():
    region = faces(_row_of(0, 1), many=False)
    assert region.confidence < SURE
    assert "2 faces" in region.note


def test_the_third_of_two_faces_is_refused():
    with pytest.raises(NotPossible, match="Only 2 faces"):
        faces(_row_of(0, 1), "third")


def test_a_photo_without_a_face_says_what_to_do():
    with pytest.raises(NotPossible, match="No face") as caught:
        faces(Pixels(sample("coffee")))
    assert "box" in caught.value.advice
