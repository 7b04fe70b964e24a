"""Write several variants as one picture: a contact sheet, or before and after side by side."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from backends.errors import BadRequest
from backends.types import ExportOptions, Written
from tools.base import Arguments, Context, Effect
from tools.export import WRITABLE
from tools.stem import stem


class SheetArguments(Arguments):
    variants: tuple[str, ...] = Field(min_length=2, max_length=100, description="the variants, in order")
    to: str = Field(default="", max_length=4000, description="a folder or a file")
    suffix: str = Field(default="", max_length=6, description="the format as a file ending; empty is JPEG")
    quality: int = Field(default=92, ge=1, le=100, description="for JPEG, WebP and AVIF")
    force: bool = Field(default=False, description="overwrite a file that exists")


class Sheet:
    name: ClassVar[str] = "sheet"
    description: ClassVar[str] = "Write several variants side by side as one picture."
    effects: ClassVar[frozenset[Effect]] = frozenset({Effect.EXPORT})

    async def run(self, arguments: SheetArguments, context: Context) -> AsyncIterator[Written]:
        """Raises BadRequest for a format that cannot be written or a file that exists."""
        tree = context.tree
        chosen = [tree.variant(id) for id in dict.fromkeys(arguments.variants)]
        if len(chosen) < 2:
            raise BadRequest("A sheet needs two variants or more", "Name them, such as: v1 and v3 side by side.")
        before_after = len(chosen) == 2 and chosen[1].parent == chosen[0].id
        labels = ["Before", "After"] if before_after else [f"{one.id}  {one.look or 'original'}" for one in chosen]
        path = _path(arguments, tree.source.label, [one.id for one in chosen])
        options = ExportOptions(quality=arguments.quality, force=arguments.force)
        # What a model painted is where the recipes of its children begin.
        sources = [stem(tree, one.id) for one in chosen]
        yield await context.darkroom.sheet(sources, [one.recipe for one in chosen], labels, path, options)


def _path(arguments: SheetArguments, label: str, ids: list[str]) -> Path:
    to = Path(arguments.to).expanduser()
    if to.suffix.lower() in WRITABLE and not to.is_dir():
        return to.absolute()
    suffix = arguments.suffix.lower() or ".jpg"
    if suffix not in WRITABLE:
        raise BadRequest(f"Stet cannot write {suffix} files", "Use .jpg, .png, .webp, .tiff or .avif.")
    stem = re.sub(r"[^\w.-]+", "-", Path(label).stem).strip("-.") or "photo"
    named = "-".join(ids) if len(ids) <= 4 else f"{ids[0]}-to-{ids[-1]}"
    path = (to / f"{stem[:80]}-sheet-{named}{suffix}").absolute()
    if arguments.force or not path.exists():
        return path
    return next(free for number in range(2, 10_000) if not (free := path.with_stem(f"{path.stem}-{number}")).exists())
