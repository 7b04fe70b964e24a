"""What a file is called and in which format it is written, before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from agent.session.model import Source, Variant
from backends.types import ImageRef
from tools.base import Tree
from tools.export import ExportArguments, destinations


class _OfOnePhoto:
    def __init__(self, suffix: str) -> None:
        self.source = Source(
            ImageRef("0", 4, 4, "image/jpeg", False), Path(f"p{suffix}"), f"cup{suffix}", suffix, 8, ""
        )


def _named(operations: list[str], suffix: str = ".jpg", wanted: str = "") -> str:
    recipe: dict[str, Any] = {"version": 1, "steps": [{"op": name} for name in operations]}
    variant = Variant("v1", "v0", Path("p.jpg"), 4, 4, look="cut out", recipe=recipe)
    arguments = ExportArguments(variants=("v1",), to="/nowhere", suffix=wanted)
    return destinations([variant], cast(Tree, _OfOnePhoto(suffix)), arguments)[0].name


@pytest.mark.parametrize(
    ("operations", "suffix", "wanted", "name"),
    [
        (["cutout"], ".jpg", "", "cup-v1-cut-out.png"),
        (["grade", "cutout", "crop"], ".jpeg", "", "cup-v1-cut-out.png"),
        (["cutout"], ".webp", "", "cup-v1-cut-out.webp"),
        (["cutout"], ".jpg", ".jpg", "cup-v1-cut-out.jpg"),
        (["cutout", "background"], ".jpg", "", "cup-v1-cut-out.jpg"),
        (["crop"], ".jpg", "", "cup-v1-cut-out.jpg"),
    ],
)
def test_a_cut_out_of_a_jpeg_keeps_its_transparency_unless_a_format_was_asked_for(
    operations: list[str], suffix: str, wanted: str, name: str
) -> None:
    assert _named(operations, suffix, wanted) == name
