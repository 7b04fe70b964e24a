"""A lock lies where it was set, whatever was cropped, painted and cropped again between there and where it is held."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backends.engine.operations.crop import Crop
from backends.engine.recipe import Recipe
from backends.engine.regions.geometry import rasterised
from backends.types import Geometry, Json, Lock
from tools.locks.frames import on_stem
from tools.locks.masks import bounds
from tools.stem import stem


@dataclass(frozen=True)
class Picture:
    id: str
    parent: str
    recipe: Json
    depth: int
    width: int
    height: int
    proxy: Path = field(default_factory=Path)


RIGHT = Recipe((Crop(0.25, 0.0, 1.0, 1.0),)).to_json()
LOWER = Recipe((Crop(0.0, 0.5, 1.0, 1.0),)).to_json()


class Tree:
    """v1 is the right three quarters of v0, v2 was painted on it, v3 is its lower half, v4 was painted on that."""

    _all = (
        Picture("v0", "", {}, 0, 600, 400),
        Picture("v1", "v0", RIGHT, 0, 450, 400),
        Picture("v2", "v1", {}, 1, 450, 400, Path("v2.png")),
        Picture("v3", "v2", LOWER, 1, 450, 200),
        Picture("v4", "v3", {}, 2, 450, 200, Path("v4.png")),
        Picture("v5", "v0", {}, 1, 600, 400, Path("v5.png")),
    )

    def __init__(self) -> None:
        self.source: Any = type("Source", (), {"path": Path("photo.jpg")})

    def variant(self, id: str) -> Any:
        return next(one for one in self._all if one.id == id)


@pytest.mark.parametrize(
    ("on", "box", "start", "there"),
    [
        ("v0", (0.5, 0.25, 0.75, 0.5), "v1", (0.5, 0.25, 0.75, 0.5)),
        ("v0", (0.5, 0.25, 0.75, 0.75), "v2", (1 / 3, 0.25, 2 / 3, 0.75)),
        ("v0", (0.5, 0.25, 0.75, 0.75), "v3", (1 / 3, 0.25, 2 / 3, 0.75)),
        ("v0", (0.5, 0.25, 0.75, 0.75), "v4", (1 / 3, 0.0, 2 / 3, 0.5)),
        ("v4", (1 / 3, 0.0, 2 / 3, 0.5), "v0", (0.5, 0.5, 0.75, 0.75)),
        ("v2", (1 / 3, 0.25, 2 / 3, 0.75), "v5", (0.5, 0.25, 0.75, 0.75)),
        ("v5", (0.5, 0.25, 0.75, 0.75), "v0", (0.5, 0.25, 0.75, 0.75)),
    ],
)
def test_a_place_is_found_on_the_picture_that_an_edit_starts_from(
    on: str, box: tuple[float, ...], start: str, there: tuple[float, ...]
) -> None:
    tree: Any = Tree()
    lock = on_stem(Lock("k1", "the cup", Geometry("box", box), on=on), tree, start)
    mask = np.asarray(rasterised(lock.geometry, 400, 600), np.uint8)
    assert bounds(mask).numbers == pytest.approx(there, abs=0.012)


def test_a_recipe_is_about_what_was_painted_last_and_a_name_is_found_there_anew() -> None:
    tree: Any = Tree()
    assert [str(stem(tree, id)) for id in ("v0", "v1", "v2", "v3", "v4")] == [
        *("photo.jpg", "photo.jpg", "v2.png", "v2.png", "v4.png")
    ]
    lock = Lock("k1", "the sky", Geometry("region", name="the sky"), on="v0")
    assert on_stem(lock, tree, "v4") is lock
