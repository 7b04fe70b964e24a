"""Fonts that are there: the first of a family's usual names that has every letter of the words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from backends.errors import BadRequest, NotPossible

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# Names of files as Pillow looks for them in the system's font folders: Linux, macOS, Windows, and those that hold
# Chinese, Japanese, Korean, Arabic or Hebrew letters. "" is the font inside Pillow, which has little but ASCII.
_FAMILIES = {
    "sans": ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf", "arial.ttf"),
    "bold": ("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "NotoSans-Bold.ttf", "Arial Bold.ttf", "arialbd.ttf"),
    "serif": ("DejaVuSerif.ttf", "LiberationSerif-Regular.ttf", "NotoSerif-Regular.ttf", "Georgia.ttf", "georgia.ttf"),
    "mono": ("DejaVuSansMono.ttf", "LiberationMono-Regular.ttf", "Menlo.ttc", "consola.ttf"),
}
_ANYTHING = (
    "Arial Unicode.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "msyh.ttc",
    "msgothic.ttc",
    "malgun.ttf",
    "wqy-zenhei.ttc",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
)
FAMILIES = tuple(_FAMILIES)


def font_for(words: str, family: str = "bold") -> str:
    """The name of a font for `words`, for `at_size`. `family` is one of FAMILIES or the name of a font file.

    Raises BadRequest for a font that is not there, NotPossible where none that is there has all the letters.
    """
    names = _FAMILIES.get(family.lower())
    if names is None:
        names = (family if "." in family else f"{family}.ttf",)
        if not _there(names[0]):
            raise BadRequest(f"there is no font {family[:40]!r} here", f"There are {', '.join(FAMILIES)}.")
    lacking = ""
    for name in (*names, "", *_ANYTHING):
        if name and not _there(name):
            continue
        found = _lacking(name, words)
        if not found:
            return name
        lacking = lacking or found
    raise NotPossible(f"no font that is installed here has the letter {lacking!r}", "Install one, such as Noto.")


@lru_cache(maxsize=16)
def at_size(name: str, pixels: int) -> FreeTypeFont:
    """The font in pixels; raises NotPossible where a recipe names one that is not on this computer."""
    from PIL import ImageFont

    if not name:
        inside = ImageFont.load_default(pixels)
        assert isinstance(inside, ImageFont.FreeTypeFont)
        return inside
    try:
        return ImageFont.truetype(name, pixels)
    except OSError as missing:
        raise NotPossible(
            f"the font {name} is not on this computer", "Install it, or write the text again."
        ) from missing


@lru_cache(maxsize=64)
def _there(name: str) -> bool:
    try:
        at_size(name, 20)
    except NotPossible:
        return False
    return True


def _lacking(name: str, words: str) -> str:
    """The first letter that the font draws as it draws what no font has, or ""."""
    font = at_size(name, 24)
    blank = _shape(font, "\U0010fffe")
    for letter in dict.fromkeys(words):
        if not letter.isspace() and _shape(font, letter) == blank:
            return letter
    return ""


def _shape(font: FreeTypeFont, letter: str) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("L", (48, 48))
    ImageDraw.Draw(image).text((12, 8), letter, fill=255, font=font)
    return image.tobytes()
