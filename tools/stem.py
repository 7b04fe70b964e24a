"""The picture that a variant's recipe is about: the photo, or what a model painted on the way to it."""

from __future__ import annotations

from pathlib import Path

from backends.types import Json
from tools.base import Tree, VariantLike


def stem(tree: Tree, id: str) -> Path:
    """A recipe replays on the photo; what a model painted has none, and is itself where the next one begins."""
    painted = _painted(tree, id)
    return painted.proxy if painted else tree.source.path


def stems(tree: Tree, id: str) -> list[tuple[str, tuple[Json, int, int]]]:
    """Every painted picture on the way to a variant, the first one first: its id, and what it was painted on, as a
    recipe on the stem before and that one's width and height."""
    found: list[tuple[str, tuple[Json, int, int]]] = []
    at = _painted(tree, id)
    while at is not None:
        on = tree.variant(at.parent)
        at_before = _painted(tree, on.id)
        size = at_before or tree.variant("v0")
        found.append((at.id, (on.recipe, size.width, size.height)))
        at = at_before
    return found[::-1]


def _painted(tree: Tree, id: str) -> VariantLike | None:
    variant = tree.variant(id)
    while variant.depth and variant.recipe and variant.parent:
        variant = tree.variant(variant.parent)
    return variant if variant.depth else None
