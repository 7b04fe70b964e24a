"""The picture that a variant's recipe is about: the photo, or what a model painted on the way to it."""

from __future__ import annotations

from pathlib import Path

from tools.base import Tree


def stem(tree: Tree, id: str) -> Path:
    """A recipe replays on the photo; what a model painted has none, and is itself where the next one begins."""
    variant = tree.variant(id)
    while variant.depth and variant.recipe and variant.parent:
        variant = tree.variant(variant.parent)
    return variant.proxy if variant.depth else tree.source.path
