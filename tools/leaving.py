"""The copy of a picture that leaves this computer: only the part that was agreed, no larger than is used, nothing but
its pixels; and the way back of a part into its whole."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from backends.base import Darkroom
from backends.errors import BackendFailed
from backends.types import ExportOptions, Job, Target

Box = tuple[int, int, int, int]
# What a decoder reports of the format itself. Anything else in a copy would be about the photo or the person.
_HARMLESS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression", "dpi", "interlace"}
_QUALITY = 95


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`path` is what is sent, `whole` the upright picture it was taken from, and `box` the part (left, top, right,
    bottom in pixels of the whole)."""

    path: Path
    whole: Path
    box: Box
    size: tuple[int, int]
    bytes: int


async def outgoing(job: Job, darkroom: Darkroom, *, part: str = "", most_pixels: int = 0) -> Outgoing:
    """The copy for a job, in its folder. `part` is a region such as "box 10% 20% 50% 60%", "" the whole picture;
    `most_pixels` is the most that the model works at, 0 any number."""
    whole = job.folder / f"whole-{job.key or job.id}.png"
    async for _ in darkroom.export(job.source, [Target(job.base, whole)], ExportOptions(force=True)):
        pass
    return await asyncio.to_thread(stripped, whole, job.folder / f"sent-{job.key or job.id}", part, most_pixels)


def stripped(whole: Path, stem: Path, part: str = "", most_pixels: int = 0) -> Outgoing:
    """Decode, turn upright, cut, take nothing but the pixels, encode, and look again at what was written."""
    with Image.open(whole) as opened:
        from PIL import ImageOps

        upright = ImageOps.exif_transpose(opened)
        seen = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    box = _pixels(part, seen.size)
    cut = seen.crop(box)
    if most_pixels and cut.width * cut.height > most_pixels:
        share = (most_pixels / (cut.width * cut.height)) ** 0.5
        size = max(1, int(cut.width * share)), max(1, int(cut.height * share))
        cut = cut.resize(size, Image.Resampling.LANCZOS)
    # Copies of a picture take its metadata along (Pillow 13: exif_transpose keeps GPS); its bytes alone do not.
    bare = Image.frombytes(cut.mode, cut.size, cut.tobytes())
    path = stem.with_suffix(".png" if bare.mode == "RGBA" else ".jpg")
    if bare.mode == "RGBA":
        bare.save(path)
    else:
        bare.save(path, quality=_QUALITY, subsampling=0)
    _verify(path, bare.size)
    return Outgoing(path, whole, box, bare.size, path.stat().st_size)


def joined(result: Path, sent: Outgoing, target: Path) -> tuple[int, int]:
    """The result in the place that its picture was taken from; returns the size of the whole."""
    with Image.open(sent.whole) as whole, Image.open(result) as part:
        left, top, right, bottom = sent.box
        fitted = part.convert(whole.mode).resize((right - left, bottom - top), Image.Resampling.LANCZOS)
        whole.paste(fitted, (left, top))
        whole.save(target)
        return whole.size


def _pixels(part: str, size: tuple[int, int]) -> Box:
    width, height = size
    if not part:
        return 0, 0, width, height
    from backends.engine.regions.places import box_in

    box = box_in(part)
    if box is None:
        return 0, 0, width, height
    left, top, right, bottom = box
    return int(left * width), int(top * height), -int(-right * width // 1), -int(-bottom * height // 1)


def _verify(path: Path, size: tuple[int, int]) -> None:
    with Image.open(path) as again:
        again.load()
        beside = set(again.info) - _HARMLESS
        if again.size != size or beside or len(again.getexif()):
            path.unlink()
            raise BackendFailed("the copy that was to be sent could not be stripped of metadata", "It was not sent.")
