"""One picture file to rows of styled characters; imported only once a picture is wanted, for Pillow and chafa."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PIL import Image
from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.style import Style

from agent.ui.pictures import fit

Line = list[tuple[str, Style]]

# Pixels that chafa gets for each cell; it looks for the character that is most like them.
_ACROSS, _DOWN = 8, 16
# Behind transparent pictures; the screen's own ground would hide dark ones.
_BACKDROP = (58, 58, 58)
_RUN = re.compile(r"\x1b\[([\d;]*)m([^\x1b]*)")


def draw(path: Path, columns: int, rows: int, cell: float, *, indexed: bool) -> list[Line]:
    """The picture within `columns` x `rows` cells of shape `cell` (width over height), as rows of (text, style).

    Raises OSError when the file cannot be read as a picture.
    """
    with Image.open(path) as image:
        columns, rows = fit(image.width, image.height, columns, rows, cell)
        wanted = (columns * _ACROSS, rows * _DOWN)
        image.draft("RGB", wanted)
        small = _opaque(image).resize(wanted, Image.Resampling.HAMMING, reducing_gap=2.0)
    printed = _chafa(small, columns, rows, indexed=indexed)
    return _lines(printed) if printed is not None else _half_blocks(small, columns, rows)


def ready() -> bool:
    """Load all that a first picture needs; False where chafa has no build and half blocks are drawn instead."""
    Image.preinit()
    tiny = Image.new("RGB", (2 * _ACROSS, 2 * _DOWN))
    return bool(_lines(_chafa(tiny, 2, 2, indexed=False) or ""))


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, (*_BACKDROP, 255))
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


@cache
def _library() -> Any:
    try:
        import chafa  # pyright: ignore[reportMissingTypeStubs]
    except (ImportError, OSError):  # no wheel for this platform (musl), or its C library does not load
        return None
    return chafa


@cache
def _symbols() -> Any:
    chafa = _library()
    symbols = chafa.SymbolMap()
    # All of these are in nearly every font; sextants and wedges (Unicode 13) are not.
    for tag in ("SPACE", "SOLID", "BLOCK", "BORDER", "DIAGONAL", "QUAD", "HALF"):
        symbols.add_by_tags(chafa.SymbolTags[f"CHAFA_SYMBOL_TAG_{tag}"])
    return symbols


def _chafa(image: Image.Image, columns: int, rows: int, *, indexed: bool) -> str | None:
    chafa = _library()
    if chafa is None:
        return None
    config = chafa.CanvasConfig()
    config.width, config.height = columns, rows
    config.cell_width, config.cell_height = _ACROSS, _DOWN
    config.pixel_mode = chafa.PixelMode.CHAFA_PIXEL_MODE_SYMBOLS
    # 240 leaves out the 16 colours that each terminal paints its own way.
    config.canvas_mode = chafa.CanvasMode[f"CHAFA_CANVAS_MODE_{'INDEXED_240' if indexed else 'TRUECOLOR'}"]
    if indexed:
        config.dither_mode = chafa.DitherMode.CHAFA_DITHER_MODE_DIFFUSION
        config.dither_width = config.dither_height = 4
    config.preprocessing = False  # it would raise contrast and saturation: a photographer must see the photo
    config.work_factor = 0.9 if columns * rows < 1500 else 0.6
    config.set_symbol_map(_symbols())
    canvas = chafa.Canvas(config)
    rgba = image.convert("RGBA")
    canvas.draw_all_pixels(
        chafa.PixelType.CHAFA_PIXEL_RGBA8_UNASSOCIATED, rgba.tobytes(), rgba.width, rgba.height, rgba.width * 4
    )
    # Without a TermInfo it prints no colour.
    printed: bytes = canvas.print(term_info=chafa.TermDb().get_fallback_info())
    return printed.decode("utf-8", "replace")


def _lines(printed: str) -> list[Line]:
    """Read chafa's output (characters and SGR colours only) into runs."""
    lines: list[Line] = []
    ink: Color | None = None
    paper: Color | None = None
    swapped = False
    for row in printed.split("\n"):
        line: Line = []
        for codes, text in _RUN.findall(row):
            numbers = codes.split(";")
            at = 0
            while at < len(numbers):
                code = numbers[at]
                at += 1
                if code in ("38", "48"):
                    if numbers[at] == "2":
                        color = _rgb(*map(int, numbers[at + 1 : at + 4]))
                        at += 4
                    else:
                        color = Color.from_ansi(int(numbers[at + 1]))
                        at += 2
                    ink, paper = (color, paper) if code == "38" else (ink, color)
                elif code in ("0", ""):
                    ink, paper, swapped = None, None, False
                elif code in ("7", "27"):
                    swapped = code == "7"
                elif code == "39":
                    ink = None
                elif code == "49":
                    paper = None
            if text:
                line.append((text, _style(ink, paper, swapped)))
        if line:
            lines.append(line)
    return lines


@lru_cache(16_384)
def _rgb(red: int, green: int, blue: int) -> Color:
    return Color.from_triplet(ColorTriplet(red, green, blue))


@lru_cache(16_384)
def _style(ink: Color | None, paper: Color | None, swapped: bool = False) -> Style:
    return Style.from_color(paper, ink) if swapped else Style.from_color(ink, paper)


def _half_blocks(image: Image.Image, columns: int, rows: int) -> list[Line]:
    pixels = image.resize((columns, rows * 2), Image.Resampling.BOX).tobytes()
    lines: list[Line] = []
    stride = columns * 3
    for row in range(rows):
        top = pixels[row * 2 * stride : (row * 2 + 1) * stride]
        low = pixels[(row * 2 + 1) * stride : (row * 2 + 2) * stride]
        lines.append([("▀", _style(_rgb(*top[at : at + 3]), _rgb(*low[at : at + 3]))) for at in range(0, stride, 3)])
    return lines
