"""Texts in a photo, read offline where the extra for it is installed: the headline, the date, all text, given words."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from backends.engine.operations import measured
from backends.engine.regions.base import Mask, Region
from backends.engine.regions.places import Box, mask_size
from backends.errors import NotPossible

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

# Long side that is read: letters of 1/150 of it are still 10 pixels high.
_SIDE = 1536
# Lines this much lower than the largest belong to the headline too; printed lines differ by their ascenders.
_HEADLINE = 0.72
# How alike a line must be to the words that were asked for; one wrong letter in five is let pass.
_ALIKE = 0.75
# What is read with less is texture: a badge too small to read came out at .57 to .75, a cat's eye as a 0 at .73.
_READ = 0.8
# Rim around a line, of its height, for strokes and shadows that the reader's box cuts; at the ends it is wider, since
# readers lose a first or last letter that stands out less (2026-11: the y of "entry", black on dark brown).
_RIM, _ENDS = 0.12, 0.6

_ALL = re.compile(
    r"(?:texts?|lettering|letters|words|writing|captions?|inscriptions?|typography|type|copy|numbers?|digits|subtitles?|slogans?)"
)
_KINDS = {
    "headline": re.compile(r"(?:main |big )?(?:headlines?|titles?|heading|largest text|biggest text)"),
    "date": re.compile(r"dates?(?:[ -]?stamps?)?|time[ -]?stamps?"),
    "time": re.compile(r"(?:time|times|time of day|clock time)"),
    "price": re.compile(r"prices?(?: tags?)?(?: texts?)?"),
    "number plate": re.compile(r"(?:(?:number|licen[cs]e|registration|car)[ -])?(?:number )?plates?"),
    "phone number": re.compile(r"(?:tele)?phone(?: numbers?)?"),
    "web address": re.compile(r"(?:websites?|web ?site address|web address|urls?|links?|e-?mails?(?: address)?)"),
    "small print": re.compile(r"(?:small|fine) (?:print|text)"),
}
_PUT_THERE = re.compile(
    r"^(?:(?:printed|written|hand-?written|painted|overlaid|burnt[ -]in|burned[ -]in|unwanted|visible|remaining"
    r"|ugly|annoying|added|superimposed|digital|camera|photo) )+"
)
_COLOURED = re.compile(r"^(?:(?:red|orange|yellow|green|white|black|small|big|little|old) )+")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez|juin|juil|avr|ene|ago|dic)[a-zé]*"
_MONEY = r"(?:[$\u20ac\u00a3\u00a5]|\b(?:usd|eur|chf|gbp)\b)"
_LOOKS = {
    "date": re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s*(?:of\s+)?{_MONTH}\b|\b{_MONTH}\.?\s*\d{{1,4}}\b"
        r"|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b(?:19|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
        # What cameras burnt in: 12 5 '98, '98 5 12, and the same as readers give it, without the gaps.
        r"|^\d{1,2} ?\d{1,2} ?['\u2019`]\d{2}$|^['\u2019`]\d{2} ?\d{1,2} ?\d{1,2}$|^\d{2,4}( \d{1,2}){2}$",
        re.I,
    ),
    "time": re.compile(r"\b\d{1,2}[:h]\d{2}\b|\b\d{1,2}\s*[ap]\.?m\b", re.I),
    "price": re.compile(
        rf"{_MONEY}\.?\s*\d[\d.,]*|\d[\d.,]*(?:[.,]-)?\s*{_MONEY}|\b\d+[.,]\d\d\b",
        re.I,
    ),
    "phone number": re.compile(r"(?:\+|\b0)\d[\d /()-]{6,}"),
    "web address": re.compile(r"(?:www\.|https?:)\S*|\b[\w-]+\.(?:com|org|net|ch|de|fr|uk|io|eu)\b\S*|\S+@\S+", re.I),
    # Letters and digits mixed, and nothing else in the line.
    "number plate": re.compile(r"^(?=.*\d)(?=.*[A-Z])[A-Z0-9][A-Z0-9 .·-]{3,10}$"),
}
_LITERAL = re.compile(r"(?:the )?(?:word|words|text|phrase|line|sentence|caption|title|headline)s? (?P<words>\S.*)")


@dataclass(frozen=True, slots=True)
class Line:
    """`text` as read, `score` 0..1 of the reader, `corners` (4, 2) in fractions, `height` of the letters' line as a
    fraction of the picture's height."""

    text: str
    score: float
    corners: tuple[tuple[float, float], ...]
    height: float

    @property
    def box(self) -> Box:
        across, down = [x for x, _ in self.corners], [y for _, y in self.corners]
        return min(across), min(down), max(across), max(down)

    def part(self, start: int, end: int) -> Line:
        """The letters from `start` to `end`, as if all were as wide; a letter more on either side makes up for that."""
        if end - start >= len(self.text) - 3:
            return self
        first, last = max(0, start - 1) / len(self.text), min(len(self.text), end + 1) / len(self.text)
        corners = np.array(self.corners)
        top, bottom = corners[1] - corners[0], corners[2] - corners[3]
        cut = corners[0] + first * top, corners[0] + last * top, corners[3] + last * bottom, corners[3] + first * bottom
        return replace(self, text=self.text[start:end].strip(), corners=tuple((float(x), float(y)) for x, y in cut))


@dataclass(frozen=True, slots=True)
class Wanted:
    """`kind` is one of the names above or "text"; `words` are what must be written there, "" for anything."""

    kind: str
    words: str = ""


def plainly(name: str) -> str:
    """The name of a text without how it was put there, and that of a date without its colour."""
    plain = _PUT_THERE.sub("", name)
    dated = _COLOURED.sub("", plain)
    return dated if _KINDS["date"].fullmatch(dated) else plain


def meant(name: str, quoted: str = "") -> Wanted | None:
    """None where `name` (lower case, without "the") is about no text."""
    if quoted:
        return Wanted("text", quoted)
    if _ALL.fullmatch(name):
        return Wanted("text")
    for kind, shape in _KINDS.items():
        if shape.fullmatch(name):
            return Wanted(kind)
    match = _LITERAL.fullmatch(name)
    return Wanted("text", match["words"]) if match and not re.match(r"(?:in|on|at|of|from) ", match["words"]) else None


def looks_like(kind: str, text: str) -> bool:
    """Whether a line holds a "date", a "price" and so on, by its spelling."""
    return _LOOKS[kind].search(text) is not None


def letters(picture: Pixels, wanted: Wanted) -> Region:
    """The lines that are meant. Raises NotPossible where there are none, or where nothing here can read."""
    lines = read(picture)
    called = f'the text "{wanted.words}"' if wanted.words else f"the {wanted.kind}"
    if not lines:
        raise NotPossible("no text was found in this photo", "Draw a box around it with /box.")
    chosen = _chosen(lines, wanted)
    if not chosen:
        texts = ", ".join(f'"{line.text[:30]}"' for line in sorted(lines, key=lambda line: -line.height)[:4])
        raise NotPossible(f"{called} was not found in this photo", f"What can be read there: {texts}. Or give a box.")
    confidence = round(min(line.score for line in chosen), 2)
    if wanted.kind in _LOOKS:
        # That a line looks like a date is a rule of spelling, no knowledge of what it is.
        confidence = min(confidence, 0.95 if len(chosen) == 1 else 0.85)
    read_as = " / ".join(line.text[:40] for line in chosen[:3]) + (" ..." if len(chosen) > 3 else "")
    boxes = tuple(line.box for line in chosen)
    return Region(called, _mask(mask_size(picture), chosen), confidence, boxes, f'It reads "{read_as}".', lines=True)


def available() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(picture: Pixels) -> tuple[Line, ...]:
    """Every line that can be read, from top to bottom; RapidOCR with the models in its wheel, offline.

    Raises NotPossible where the extra "text" is not installed."""
    if not available():
        raise NotPossible(
            'reading text in photos needs the extra "text", which is not installed',
            'Install it with: pip install "stet-image[text]". Or draw a box around the text with /box.',
        )
    rgb = (measured.small_srgb(picture, _SIDE) * 255 + 0.5).astype(np.uint8)
    height, width = rgb.shape[:2]
    key = hashlib.sha256(rgb.tobytes()).digest()
    with _ONE_AT_A_TIME:
        if key not in _LAST:
            _LAST.clear()
            _LAST[key] = _lines(_reader()(np.ascontiguousarray(rgb[..., ::-1])), width, height)
        return _LAST[key]


def written_on(picture: Pixels, side: int = 480) -> bool:
    """Whether there seems to be any text, at a tenth of what reading costs; False where nothing here can read."""
    if not available():
        return False
    rgb = (measured.small_srgb(picture, side) * 255 + 0.5).astype(np.uint8)
    with _ONE_AT_A_TIME:
        found = _finder(side)(np.ascontiguousarray(rgb[..., ::-1]))
    # A ring is found as a line, and read as an O: one letter is no text.
    return any(len(re.sub(r"\W", "", line.text)) > 1 for line in _lines(found, *rgb.shape[1::-1]))


def _lines(found: Any, width: int, height: int) -> tuple[Line, ...]:
    if found.boxes is None:
        return ()
    lines: list[Line] = []
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if float(score) >= _READ and str(text).strip():
            tall = float(np.linalg.norm(corners[3] - corners[0]) + np.linalg.norm(corners[2] - corners[1])) / 2
            places = tuple((float(np.clip(x / width, 0, 1)), float(np.clip(y / height, 0, 1))) for x, y in corners)
            lines.append(Line(str(text).strip(), float(score), places, tall / height))
    return tuple(sorted(lines, key=lambda line: (line.box[1], line.box[0])))


def _chosen(lines: Sequence[Line], wanted: Wanted) -> list[Line]:
    if wanted.words:
        found = [(line, _span(line.text, wanted.words)) for line in lines]
        return [line.part(*span) for line, span in found if span is not None]
    if wanted.kind == "headline":
        return _headline(lines)
    if wanted.kind == "small print":
        tallest = max(line.height for line in lines)
        return [line for line in lines if line.height < 0.5 * tallest]
    if wanted.kind in _LOOKS:
        matches = [(line, _LOOKS[wanted.kind].search(line.text)) for line in lines]
        return [line.part(*match.span()) for line, match in matches if match is not None]
    return list(lines)


def _headline(lines: Sequence[Line]) -> list[Line]:
    """The largest line and the ones about as large right above or below it."""
    tallest = max(lines, key=lambda line: line.height)
    chosen = [tallest]
    for line in sorted(lines, key=lambda line: abs(line.box[1] - tallest.box[1])):
        apart = min(max(line.box[1] - one.box[3], one.box[1] - line.box[3]) for one in chosen)
        if line not in chosen and line.height >= _HEADLINE * tallest.height and apart <= tallest.height:
            chosen.append(line)
    return sorted(chosen, key=lambda line: (line.box[1], line.box[0]))


def _span(text: str, words: str) -> tuple[int, int] | None:
    """Where `words` stand in `text`, give or take spaces and what a reader confuses; None where they do not."""
    kept = [at for at, letter in enumerate(text) if letter.isalnum()]
    one, other = "".join(text[at] for at in kept).lower(), re.sub(r"\W|_", "", words).lower()
    if not other or len(one) < _ALIKE * len(other):
        return None
    ends = [(start, min(len(one), start + long)) for start in range(len(one)) for long in _around(len(other))]
    matcher = SequenceMatcher(None, "", other, autojunk=False)

    def alike(span: tuple[int, int]) -> float:
        matcher.set_seq1(one[span[0] : span[1]])
        return matcher.ratio()

    best = max(ends, key=alike)
    return (kept[best[0]], kept[best[1] - 1] + 1) if alike(best) >= _ALIKE else None


def _around(length: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(max(1, length + more) for more in (0, -1, 1)))


def _mask(size: tuple[int, int], lines: Sequence[Line]) -> Mask:
    """Filled quadrilaterals a rim larger than the lines; 4 x finer drawn, then averaged."""
    height, width = size
    mask = np.zeros((height * 4, width * 4), np.uint8)
    for line in lines:
        corners = np.array(line.corners, np.float32) * (width * 4, height * 4)
        along, down = corners[1] - corners[0], corners[3] - corners[0]
        tall = max(float(np.linalg.norm(down)), 1.0)
        ends = along / max(float(np.linalg.norm(along)), 1.0) * _ENDS * tall
        rim = down * _RIM
        grown = corners + np.array([-ends - rim, ends - rim, ends + rim, rim - ends])
        cv2.fillPoly(mask, [np.round(grown).astype(np.int32)], (255,))
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


_ONE_AT_A_TIME = threading.Lock()
# What was read last: "the headline and the date" asks twice, and then the plan does.
_LAST: dict[bytes, tuple[Line, ...]] = {}


@lru_cache(maxsize=1)
def _reader() -> Any:
    return _rapid({})


@lru_cache(maxsize=1)
def _finder(side: int) -> Any:
    """One that does not enlarge small pictures to read them."""
    # A second thread waits in a loop for the first, which costs more than it gives on so small a picture.
    threads = {f"EngineConfig.onnxruntime.{part}_op_num_threads": 1 for part in ("intra", "inter")}
    return _rapid({"Det.limit_type": "max", "Det.limit_side_len": side} | threads)


def _rapid(params: dict[str, Any]) -> Any:
    """It says on the console what it loads, unless told not to before."""
    import logging

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    from rapidocr import RapidOCR  # pyright: ignore[reportMissingImports]

    return RapidOCR(params={"Global.log_level": "critical"} | params)
