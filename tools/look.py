"""Look at variants: small copies without metadata for a model that sees, numbers for one that cannot."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from tools.base import Arguments, Context, Effect

SIDE = 512
_QUALITY = 80
_COLOURS = 4


class LookArguments(Arguments):
    variants: tuple[str, ...] = Field(min_length=1, max_length=4, description="ids such as v2 or a1")
    size: int = Field(default=SIDE, ge=128, le=1024, description="pixels of the long side")


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is seen of one variant: `jpeg` is all that may leave, `words` are its numbers."""

    variant: str
    jpeg: bytes = field(repr=False)
    words: str


class Look:
    name: ClassVar[str] = "look"
    description: ClassVar[str] = "See small copies of variants, or their numbers if you cannot see."
    effects: ClassVar[frozenset[Effect]] = frozenset({Effect.READ})

    async def run(self, arguments: LookArguments, context: Context) -> AsyncIterator[Glimpse]:
        for id in dict.fromkeys(arguments.variants):
            variant = context.tree.variant(id)
            yield await asyncio.to_thread(glimpse, id, variant.proxy, variant.width, variant.height, arguments.size)


def glimpse(id: str, proxy: Path, width: int, height: int, size: int = SIDE) -> Glimpse:
    """Drawn anew from the pixels, so that nothing of the file but the picture is in it."""
    from PIL import Image

    with Image.open(proxy) as image:
        image.draft("RGB", (size, size))
        small = Image.new("RGB", image.size, "white")
        small.paste(image.convert("RGB"), mask=image.getchannel("A") if "A" in image.getbands() else None)
    small.thumbnail((size, size))
    kept = io.BytesIO()
    small.save(kept, "JPEG", quality=_QUALITY)
    return Glimpse(id, kept.getvalue(), f"{width}x{height} pixels, {_numbers(small)}")


def _numbers(small: object) -> str:
    """Luma of 0 to 255, detail as the mean edge, and the colours that cover most."""
    from PIL import Image, ImageFilter, ImageStat

    assert isinstance(small, Image.Image)
    grey = small.convert("L")
    luma = ImageStat.Stat(grey)
    detail = ImageStat.Stat(grey.filter(ImageFilter.FIND_EDGES)).mean[0]
    few = small.resize((96, 96)).quantize(_COLOURS)
    palette = few.getpalette() or []
    counts = sorted(few.getcolors() or [], reverse=True)
    colours = []
    for count, at in counts:
        assert isinstance(at, int)
        red, green, blue = palette[3 * at : 3 * at + 3]
        colours.append(f"#{red:02x}{green:02x}{blue:02x} {count * 100 // 96**2} %")
    return (
        f"mean brightness {luma.mean[0]:.0f} of 255, contrast {luma.stddev[0]:.0f}, detail {detail:.0f}, "
        f"main colours {', '.join(colours)}"
    )
