"""Words for the screen: whatever models, files and people wrote is made harmless and short enough to fit."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from agent.harmless import one_line

if TYPE_CHECKING:
    from agent.session.model import Variant


def columns(text: str) -> int:
    """How many terminal cells `text` takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def shorten(text: str, width: int) -> str:
    """One line of at most `width` cells, cut at its end."""
    text = one_line(text)
    if columns(text) <= width:
        return text
    kept = ""
    for char in text:
        if columns(kept + char) > width - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def shorten_name(name: str, width: int) -> str:
    """A file name of at most `width` cells, cut in its middle so that its ending stays readable."""
    name = one_line(name)
    if columns(name) <= width or width < 8:
        return shorten(name, width)
    tail = name[-(width // 3) :]
    return shorten(name[: len(name) - len(tail)], width - columns(tail)) + tail


def money(usd: float) -> str:
    if usd <= 0:
        return "free"
    return f"${usd:.2f}" if usd >= 0.01 else f"${usd:.3f}"


def span(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.1f} s"
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds // 60:.0f} min {seconds % 60:.0f} s"


def size(width: int, height: int) -> str:
    """In pixels; "" for what has none (a LUT)."""
    return f"{width} \N{MULTIPLICATION SIGN} {height}" if width else ""


def home(path: Path) -> str:
    """A path as people write it, with ~ for their own folder."""
    try:
        return "~/" + one_line(path.relative_to(Path.home()).as_posix())
    except ValueError:
        return one_line(str(path))


def name(variant: Variant) -> str:
    """What a variant is called beside its id: its name, its look, else the words that made it."""
    if variant.name:
        return one_line(variant.name)
    if not variant.parent:
        return "original"
    return short_look(variant.look) or one_line(variant.words) or variant.task


def marked(variant: Variant) -> str:
    """Its id, with what the person did to it: a star, or out of sight."""
    return f"{variant.id}{' ★' if variant.starred else ''}{' ✕' if variant.discarded else ''}"


def short_look(look: str) -> str:
    """A look without its family, which the person asked for anyway: "moodier: amber low key" is "amber low key"."""
    words = one_line(look.replace("_", " "))
    return re.split(r": |/", words, maxsplit=1)[-1]


def line(variant: Variant) -> str:
    """One variant in one line of words, for a screen without pictures."""
    parts = (name(variant), one_line(variant.measured), size(variant.width, variant.height))
    return " · ".join(part for part in parts if part)
