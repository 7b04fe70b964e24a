"""Hears how large a result has to be, in pixels, megapixels, on paper or "as large as it gets", beside what it shows:
a size alone is the engine's work and is left where it stands."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from agent.rules.terms.cued import cued
from agent.rules.terms.cutting import QUOTED
from agent.rules.terms.lexicon import shape, words
from agent.rules.words.patterns import lazy

# About 4K and 8K film frames, in megapixels.
_K = {"4": 8.0, "5": 14.0, "6": 18.0, "8": 33.0}
# "Ultra HD" and "full HD" by their first letter.
_FRAMES = {"u": 8.0, "f": 2.0, "2160p": 8.0, "1440p": 3.5, "1080p": 2.0}
# In millimetres.
_SHEETS = {"0": (841, 1189), "1": (594, 841), "2": (420, 594), "3": (297, 420), "4": (210, 297), "5": (148, 210)}
_UNITS = {"mm": 1.0, "cm": 10.0, "c": 10.0, "m": 1000.0, "i": 25.4, '"': 25.4}
_COMMON_RATIO = 1.5
# Said in figures, or in letters such as "full HD".
_NUMBERED = ("dpi", "pixels", "mega", "frame", "side")
_FEWEST = 2
_TOKEN = lazy(r"[^\s]+")


@dataclass(frozen=True, slots=True)
class Size:
    """`rest` is the request without it. `largest` where no number was said."""

    rest: str
    megapixels: float = 0.0
    edge: int = 0
    largest: bool = False


def sized(text: str) -> Size | None:
    """The size that the result of an invented edit must have; None where none was said, or where nothing else was."""
    cues = cued(text.lower())
    if "largest" not in cues and not any(name in cues for name in _NUMBERED):
        return None
    match, found = _measured(QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), text), cues)
    if match is None:
        return None
    start, end = _clause(text, match)
    if shape("of_the_file").search(text[start:end]):
        return None
    begins, ends = _widened(text, *match, start, end)
    before, after = text[:begins].rstrip(" ,;:-\u2013\u2014"), text[ends:].lstrip(" ,;:.-\u2013\u2014")
    rest = shape("loose_and").sub("", f"{before}, {after}" if before and after else before or after)
    if found[2] and not shape("shows_something").search(rest) and (more := sized(rest)) is not None and more.largest:
        return more
    shows = shape("shows_something").search(rest) or (
        shape("begins_a_scene").match(rest) and not shape("exact_work").search(rest) and len(rest.split()) > _FEWEST
    )
    if not shows or shape("of_the_file").match(rest) or shape("only_a_size").match(rest):
        return None
    return Size(rest, *found)


def _measured(text: str, cues: Container[str]) -> tuple[tuple[int, int] | None, tuple[float, int, bool]]:
    """Where the size stands, and its megapixels, long edge, or that it is the largest there is."""
    if any(name in cues for name in _NUMBERED) and (found := _numbered(text)):
        return found
    if "largest" in cues and (match := shape("largest").search(text)):
        return match.span(), (0.0, 0, True)
    return None, (0.0, 0, False)


def _numbered(text: str) -> tuple[tuple[int, int], tuple[float, int, bool]] | None:
    """As `_measured`, of a size that was said in figures."""
    if dpi := shape("dpi").search(text):
        per_mm = int(dpi["dpi"]) / 25.4
        for paper in (shape("paper").search(text), shape("sheet").search(text), shape("width").search(text)):
            if paper is not None:
                width, height = _paper(paper)
                span = min(paper.start(), dpi.start()), max(paper.end(), dpi.end())
                return span, (width * height * per_mm**2 / 1e6, round(max(width, height) * per_mm), False)
    if match := shape("pixels").search(text):
        width, height = int(match["w"]), int(match["h"])
        return match.span(), (width * height / 1e6, max(width, height), False)
    if match := shape("mega").search(text):
        return match.span(), (float(match["mp"].replace(",", ".")), 0, False)
    if match := shape("frame").search(text):
        named = match["k"] or ""
        return match.span(), (_K[named] if named else _FRAMES[(match["p"] or match["f"][0]).lower()], 0, False)
    if match := shape("side").search(text):
        side, which = int(match["side"] or match["side2"]), (match["which"] or match["which2"] or "").lower()
        if which.startswith("short"):
            return match.span(), (side * side * _COMMON_RATIO / 1e6, round(side * _COMMON_RATIO), False)
        return match.span(), (0.0, side, False)
    return None


def _paper(match: re.Match[str]) -> tuple[float, float]:
    """Width and height in millimetres."""
    said = match.groupdict()
    if said.get("sheet"):
        return _SHEETS[said["sheet"]]
    unit = said["unit"].lower()
    factor = _UNITS["mm" if unit == "mm" else "m" if unit.startswith("m") else unit[0] if unit != "cm" else "cm"]
    width = _number(said["w"]) * factor
    return width, _number(said["h"]) * factor if said.get("h") else width / _COMMON_RATIO


def _number(said: str) -> float:
    spelled = {"half a": 0.5, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}
    return spelled[said.lower()] if said.lower() in spelled else float(said.replace(",", "."))


def _clause(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The clause in which it stands."""
    start = max((one.end() for one in shape("ends_a_clause").finditer(text) if one.end() <= span[0]), default=0)
    end = min(
        (one.start() for one in shape("ends_a_clause").finditer(text) if one.start() >= span[1]), default=len(text)
    )
    return start, end


def _widened(text: str, begins: int, ends: int, start: int, end: int) -> tuple[int, int]:
    """With the words around it that say nothing of the picture."""
    for token in reversed(list(_TOKEN.finditer(text, start, begins))):
        if token[0].lower() not in words("around_a_size"):
            break
        begins = token.start()
    for token in _TOKEN.finditer(text, ends, end):
        if token[0].lower() not in words("around_a_size"):
            break
        ends = token.end()
    return begins, ends
