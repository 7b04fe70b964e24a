"""What is written in the picture before and after: is what was asked spelled so, and does the rest read as before?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from backends.engine.pixels import Pixels
from backends.engine.regions import letters
from tools.receipt.asked import Asked, Scope
from tools.receipt.change import Map
from tools.receipt.flags import flag
from tools.receipt.laying import Laid
from tools.receipt.model import Flag, Texts
from tools.receipt.pictures import Rgb

# Lines this alike are the same line with letters changed; less are two lines.
_SAME_LINE = 0.55
# A line that reads surely, and is long enough that a slip of the reader is told from another text.
_SURE, _LETTERS = 0.9, 3
# Of the picture's height, for a line to stand where another stood.
_NEAR = 0.04


def available() -> bool:
    return letters.available()


def read(before: Rgb, after: Rgb, asked: Asked) -> Texts:
    """Both in one frame. Lines that a reader is not sure of decide nothing."""
    first, second = (_lines(picture) for picture in (before, after))
    lost: list[str] = []
    new = [line for line in second if line.score >= _SURE and len(_plain(line.text)) >= _LETTERS]
    for line in first:
        if line.score < _SURE or len(_plain(line.text)) < _LETTERS:
            continue
        same = next((other for other in second if _same(line, other)), None)
        if same is None:
            lost.append(line.text)
        else:
            new = [other for other in new if other is not same]
    new = [line for line in new if not any(_same(line, other) for other in first)]
    spelled = _spelled(second, asked.text) if asked.text else None
    return Texts(
        read=True,
        before=tuple(line.text for line in first),
        after=tuple(line.text for line in second),
        lost=tuple(lost),
        new=tuple(line.text for line in new),
        spelled=spelled,
    )


def worth_reading(on: Laid, found: Map | None, asked: Asked) -> bool:
    """Reading takes a second; where no tile changed every line reads as before, and where nothing was written before
    nothing can be lost."""
    if not available():
        return False
    if asked.text or asked.text_gone:
        return True
    if found is None or not found.changed.any():
        return False
    rows, columns = _around(found, on.before.shape[:2])
    return letters.written_on(Pixels(np.ascontiguousarray(on.before[rows, columns])))


def _around(found: Map, shape: tuple[int, int]) -> tuple[slice, slice]:
    """The rectangle of all that changed, with room for the lines that it touches."""
    slices: list[slice] = []
    for axis, side in ((1, shape[0]), (0, shape[1])):
        hit = np.flatnonzero(found.changed.any(axis))
        per, rim = side / found.changed.shape[1 - axis], 0.08 * side
        slices.append(slice(max(0, int(hit[0] * per - rim)), int((hit[-1] + 1) * per + rim)))
    return slices[0], slices[1]


def judged(on: Laid, found: Map | None, asked: Asked) -> tuple[Texts, list[Flag]]:
    """Only around what changed, unless a text was asked for: the rest reads as before."""
    everywhere = asked.text or asked.text_gone or found is None or not found.changed.any()
    rows, columns = (slice(None), slice(None)) if everywhere or found is None else _around(found, on.before.shape[:2])
    seen = read(on.before[rows, columns], on.after[rows, columns], asked)
    flags: list[Flag] = []
    if seen.spelled is False:
        flags.append(flag("misspelled", _quoted(asked.text), _quoted(closest(seen.new or seen.after, asked.text))))
    if asked.text_gone and not asked.text and any(_plain(asked.text_gone) in _plain(line) for line in seen.after):
        flags.append(flag("text_stayed", _quoted(asked.text_gone)))
    others = [line for line in seen.lost if not about_asked(line, asked)]
    if others and asked.where is not Scope.UNKNOWN:
        flags.append(flag("text_changed", ", ".join(_quoted(line) for line in others[:3])))
    return seen, flags


def _quoted(text: str) -> str:
    return f'"{text[:40]}"' if text else "nothing"


def about_asked(text: str, asked: Asked) -> bool:
    """Whether a line is the one that was to change: it holds what was asked, or what was to go, or nearly."""
    return any(
        wanted and _alike(_plain(text), _plain(wanted)) >= _SAME_LINE for wanted in (asked.text, asked.text_gone)
    )


def closest(lines: Sequence[str], wanted: str) -> str:
    return max(lines, key=lambda line: _alike(_plain(line), _plain(wanted)), default="")


def _lines(picture: Rgb) -> tuple[letters.Line, ...]:
    return letters.read(Pixels(np.ascontiguousarray(picture)))


def _spelled(lines: Sequence[letters.Line], wanted: str) -> bool:
    """Letter by letter, with case; spaces and what a reader cannot tell apart (O and 0, l and I) are let pass."""
    written = [_exact(line.text) for line in lines]
    return _exact(wanted) in "".join(written) or any(_exact(wanted) in line for line in written)


def _exact(text: str) -> str:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return plain.translate(str.maketrans("0Il|\u2019\u2018`\u00b4\u201c\u201d\u2013\u2014", "Olll''''\"\"--"))


def _plain(text: str) -> str:
    kept = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()
    return kept.translate(str.maketrans("01l|", "oiii"))


def _same(line: letters.Line, other: letters.Line) -> bool:
    """The same letters in the same place; the reader may part a line otherwise, so a part of it will do."""
    one, two = _plain(line.text), _plain(other.text)
    if abs(line.box[1] - other.box[1]) > _NEAR + line.height:
        return False
    return one == two or (min(len(one), len(two)) >= _LETTERS and (one in two or two in one))


def _alike(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()
