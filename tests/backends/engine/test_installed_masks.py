"""A segmentation model that a person has is used for subjects; one that would have to be fetched never is."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from backends.engine.pixels import Pixels
from backends.engine.regions import installed
from backends.engine.regions.base import SIDE, SURE
from backends.engine.regions.subject import subject
from backends.errors import NotPossible
from tests.photos import sample

Remove = Callable[..., Any]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("U2NET_HOME", str(tmp_path))
    monkeypatch.setattr(installed, "find_spec", lambda name: ModuleSpec(name, None))
    return tmp_path


def _rembg(monkeypatch: pytest.MonkeyPatch, remove: Remove) -> list[str]:
    """A rembg of our own in place of the real one; returns the models that it was asked for."""
    asked: list[str] = []
    module = ModuleType("rembg")
    module.remove = remove  # type: ignore[attr-defined]
    module.new_session = lambda name: asked.append(name)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rembg", module)
    return asked


def _left_third(picture: NDArray[np.uint8], **_: object) -> NDArray[np.uint8]:
    mask = np.zeros(picture.shape[:2], np.uint8)
    mask[:, : picture.shape[1] // 3] = 255
    return mask


def test_the_best_model_on_disk_says_what_the_subject_is(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _rembg(monkeypatch, _left_third)
    for name in ("u2net", "isnet-general-use"):
        (models / f"{name}.onnx").write_bytes(b"weights")
    found = subject(Pixels(sample("chelsea")))
    assert asked == ["isnet-general-use"]
    assert found.confidence >= SURE and max(found.mask.shape) <= SIDE
    assert found.share == pytest.approx(1 / 3, abs=0.01)


def test_without_a_model_file_nothing_is_asked_for_one(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*_: object, **__: object) -> None:
        raise AssertionError("this would download a model")

    assert _rembg(monkeypatch, fetch) == []
    assert installed.subject_mask(Pixels(sample("coffee"))) is None
    assert subject(Pixels(sample("coffee"))).confidence < SURE


def test_a_box_that_a_person_drew_goes_before_the_model(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (models / "u2net.onnx").write_bytes(b"weights")
    asked = _rembg(monkeypatch, _left_third)
    with contextlib.suppress(NotPossible):
        subject(Pixels(sample("coffee")), (0.1, 0.02, 0.85, 0.98))
    assert asked == []


@pytest.mark.parametrize(
    "remove",
    [
        lambda picture, **_: (_ for _ in ()).throw(RuntimeError("damaged weights")),
        lambda picture, **_: np.zeros((3, 3), np.uint8),
        lambda picture, **_: np.zeros(picture.shape[:2], np.float32),
    ],
)
def test_a_model_that_fails_leaves_the_subject_as_it_is_found_without_one(
    models: Path, monkeypatch: pytest.MonkeyPatch, remove: Remove
) -> None:
    (models / "u2net.onnx").write_bytes(b"weights")
    _rembg(monkeypatch, remove)
    assert installed.subject_mask(Pixels(sample("coffee"))) is None


def test_a_library_that_ends_the_process_on_import_does_not(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (models / "u2net.onnx").write_bytes(b"weights")

    def importing(name: str) -> ModuleType:
        raise SystemExit(1)

    monkeypatch.setattr(installed, "import_module", importing)
    assert installed.subject_mask(Pixels(sample("coffee"))) is None
