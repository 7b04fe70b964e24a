"""Write variants as full-resolution files: recipes replayed on the stored original, never over an existing file."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from backends.errors import BadRequest
from backends.types import Check, ExportOptions, Json, Progress, Target, Written
from tools.base import Arguments, Context, Effect, Tree, VariantLike
from tools.framing import Frame, Framed, file_checks, framed, too_few

WRITABLE = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".avif"}
# Not pictures: what a variant does to colours, for other programs.
LUTS = {".cube", ".clf"}
# A cut-out from a photo in one of these becomes a PNG, unless another format was asked for.
_OPAQUE = {".jpg", ".jpeg"}
# What a source becomes when its own format cannot be written well: photos stay photos, the rest stays lossless.
_INSTEAD = {".heic": ".jpg", ".heif": ".jpg", ".mpo": ".jpg", ".gif": ".png", ".bmp": ".png"}


class ExportArguments(Arguments):
    variants: tuple[str, ...] = Field(min_length=1, max_length=100, description="the variants to write")
    to: str = Field(default="", max_length=4000, description="a folder, or a file when there is one variant")
    suffix: str = Field(default="", max_length=6, description="the format as a file ending; empty keeps the source's")
    long_side: int = Field(default=0, ge=0, le=60000, description="pixels of the long side; 0 keeps the size")
    width: int = Field(default=0, ge=0, le=60000, description="exact pixels; 0 is as it comes")
    height: int = Field(default=0, ge=0, le=60000, description="exact pixels; 0 is as it comes")
    ratio: str = Field(default="", max_length=12, description="the shape, such as 4:5")
    place: str = Field(default="", max_length=40, description="where it goes, such as instagram story")
    pad: bool = Field(default=False, description="show all of the picture in that shape instead of cutting it")
    fill: str = Field(default="blur", max_length=20, description="what stands at its sides then: blur, or a colour")
    quality: int = Field(default=92, ge=1, le=100, description="for JPEG, WebP and AVIF")
    max_bytes: int = Field(default=0, ge=0, description="the most bytes a file may have; 0 is no limit")
    keep_gps: bool = Field(default=False, description="keep where the photo was taken")
    force: bool = Field(default=False, description="overwrite files that exist")
    renumber: bool = Field(default=False, description="take the next free name instead of refusing an existing one")


@dataclass(frozen=True, slots=True)
class Exported:
    """`how` says what it took to bring it to the shape that was asked, "" for nothing; `checks` are of the file."""

    variant: VariantLike
    written: Written
    how: str = ""
    note: str = ""
    checks: tuple[Check, ...] = ()


class Export:
    name: ClassVar[str] = "export"
    description: ClassVar[str] = "Write variants as files at full resolution."
    effects: ClassVar[frozenset[Effect]] = frozenset({Effect.EXPORT})

    async def run(self, arguments: ExportArguments, context: Context) -> AsyncIterator[Progress | Exported]:
        """Raises BadRequest for a format it cannot write or a file that exists, before anything is written."""
        tree = context.tree
        chosen = [tree.variant(id) for id in dict.fromkeys(arguments.variants)]
        paths = destinations(chosen, tree, arguments)
        frame = Frame(
            arguments.width, arguments.height, arguments.ratio, arguments.place, arguments.pad, arguments.fill
        )
        long_side = 0 if arguments.width or arguments.height else arguments.long_side
        options = ExportOptions(long_side, arguments.quality, arguments.keep_gps, arguments.force, arguments.max_bytes)
        if not frame.open and any(path.suffix.lower() in LUTS for path in paths):
            raise BadRequest("A LUT has no shape or size", "Leave that out.")
        shaped = [Framed(one.recipe, "") if frame.open else await framed(one, frame, context) for one in chosen]
        targets = [
            Target(one.recipe, path, provenance(variant, tree))
            for variant, one, path in zip(chosen, shaped, paths, strict=True)
        ]
        by_path = dict(zip(paths, zip(chosen, shaped, strict=True), strict=True))
        async for step in context.darkroom.export(tree.source.path, targets, options):
            if not isinstance(step, Written):
                yield step
                continue
            variant, how = by_path[step.path]
            checks = (*how.checks, *file_checks(step, frame, long_side, arguments.max_bytes))
            note = f"{how.note} {too_few(step, frame)}".strip()
            yield Exported(variant, step, how.words, note, checks)


def provenance(variant: VariantLike, tree: Tree) -> Json:
    """How a variant came about, for the file. The photo itself is only that."""
    if not variant.parent:
        return {}
    parent = tree.variant(variant.parent)
    source = tree.source.path
    hashes = {"source": source.parent.name + source.stem, "parent": parent.sha256}
    if not parent.parent:
        hashes["parent"] = hashes["source"]
    own = {"words": variant.words, "model": variant.model, "look": variant.look}
    if variant.depth:
        own |= {"generative": True, "seed": variant.seed}
    return own | hashes


def destinations(chosen: list[VariantLike], tree: Tree, arguments: ExportArguments) -> list[Path]:
    """One absolute path a variant. `to` is a file when it ends in a known format, else a folder."""
    to = Path(arguments.to).expanduser()
    named = to.suffix.lower() in WRITABLE | LUTS and not to.is_dir()
    if named and len(chosen) > 1:
        raise BadRequest(f"{len(chosen)} variants cannot share the one name {to.name}", "Give a folder instead.")
    if named:
        return [_free(to.absolute(), arguments)]
    if to.suffix.lower() in _INSTEAD and not to.is_dir():
        raise BadRequest(f"Stet cannot write {to.suffix} files", "Use .jpg, .png, .webp, .tiff or .avif.")
    own = tree.source.suffix.lower()
    suffix = arguments.suffix.lower() or (own if own in WRITABLE else _INSTEAD.get(own, ".png"))
    if suffix not in WRITABLE | LUTS:
        raise BadRequest(f"Stet cannot write {suffix} files", "Use .jpg, .png, .webp, .tiff or .avif.")

    def ending(variant: VariantLike) -> str:
        return ".png" if suffix in _OPAQUE and not arguments.suffix and _is_cut_out(variant.recipe) else suffix

    stem = re.sub(r"[^\w.-]+", "-", Path(tree.source.label).stem).strip("-.") or "photo"
    return [
        _free(
            (to / f"{stem[:80]}-{_name(variant)}{ending(variant)}").absolute(),
            arguments,
        )
        for variant in chosen
    ]


def _is_cut_out(recipe: Json) -> bool:
    """Whether it ends transparent: a background put in later fills it again."""
    steps = [step.get("op") for step in recipe.get("steps", ()) if isinstance(step, dict)]
    return next((op == "cutout" for op in reversed(steps) if op in ("cutout", "background")), False)


def _name(variant: VariantLike) -> str:
    return "-".join(filter(None, (variant.id, _slug(variant.look))))


def _slug(look: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", look.lower()).strip("-")[:40]


def _free(path: Path, arguments: ExportArguments) -> Path:
    if not path.exists() or arguments.force:
        return path
    if not arguments.renumber:
        raise BadRequest(f"{path} exists already", "Choose another place, or add --force to overwrite it.")
    return next(free for number in range(2, 10_000) if not (free := path.with_stem(f"{path.stem}-{number}")).exists())
