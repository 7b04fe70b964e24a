"""What the lexicons of other languages than English know by its name: steps, parts of a picture, acts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.plan import Step
from agent.rules.words.languages import language
from agent.rules.words.patterns import lazy
from backends.types import Json, Task

_LEXICONS = Path(__file__).parents[3] / "prompts" / "lexicon"
_BELONGS = lazy(r"(?P<whole>.+?)(?:(?P<on>上)|(?P<within>里|中))?的(?P<part>.+)")
_AND = lazy(r"和|跟|与|、|以及|还有")
_PLACES = frozenset(["corner", "left", "right", "top", "bottom", "middle", "background"])
# What each name in [operate] is for the engine.
_OPERATIONS: dict[str, tuple[Task, str, Json]] = {
    "square": (Task.CROP, "crop", {"ratio": "1:1"}),
    "flip": (Task.CROP, "flip", {"direction": "horizontal"}),
    "rotate-left": (Task.CROP, "rotate", {"degrees": 270}),
    "rotate-right": (Task.CROP, "rotate", {"degrees": 90}),
    "blurred-background": (Task.BLUR, "background", {"kind": "blur"}),
    "white-background": (Task.BACKGROUND, "background", {"colour": "white"}),
    "redeye": (Task.PORTRAIT, "redeye", {}),
    "straighten": (Task.CROP, "straighten", {}),
    "sharpen": (Task.RESTORE, "sharpen", {}),
    "denoise": (Task.RESTORE, "denoise", {}),
    "cutout": (Task.EXTRACT, "cutout", {}),
    "obscured": (Task.BLUR, "obscure", {"kind": "blur"}),
    "pixelated": (Task.BLUR, "obscure", {"kind": "pixelate"}),
}


@dataclass(frozen=True, slots=True)
class Tables:
    """`steps` holds what a phrase makes of the picture; `phrases` finds every phrase of the language, longest first."""

    steps: dict[str, Step]
    strengths: dict[str, float]
    regions: dict[str, str]
    acts: dict[str, str]
    around: frozenset[str]
    phrases: re.Pattern[str]


def in_english(region: str) -> str:
    """What the engine calls a part of the picture that was named in another language."""
    tongue = language(region)
    if tongue == "en":
        return region
    known = tables(tongue).regions
    if len(parts := _AND.split(region)) > 1 and all(part in known for part in parts):
        return " and ".join(known[part] for part in parts)
    if region in known or not (match := _BELONGS.fullmatch(region)):
        return known.get(region, region)
    # "右下角的日期": the whole comes first there.
    whole, part = known.get(match["whole"], ""), known.get(match["part"], "")
    if match["part"] == "人":
        part = "the person"
    inside = match["within"] or whole.rpartition(" ")[2] in _PLACES
    joint = "on" if match["on"] else "in" if inside else "of"
    return f"{part} {joint} {whole}" if whole and part else region


@cache
def tables(tongue: str) -> Tables:
    raw: dict[str, Any] = tomllib.loads((_LEXICONS / f"{tongue}.toml").read_text(encoding="utf-8"))
    steps: dict[str, Step] = {}
    for name, ways in raw.get("adjust", {}).items():
        for way, sign in (("up", 1.0), ("down", -1.0)):
            steps |= {phrase: Step(Task.TONE, name, strength=sign) for phrase in _split(ways.get(way, ""))}
    for name, phrases in raw.get("look", {}).items():
        steps |= {phrase: Step(Task.STYLE, name, look=True) for phrase in _split(phrases)}
    for name, phrases in raw.get("operate", {}).items():
        task, operation, values = _OPERATIONS[name]
        steps |= {phrase: Step(task, operation=operation, values=values) for phrase in _split(phrases)}
    regions = {phrase: name for name, phrases in _regions(tongue, raw).items() for phrase in _split(phrases)}
    acts = {phrase: name for name, phrases in raw.get("act", {}).items() for phrase in _split(phrases)}
    around = frozenset(_split(raw.get("around", {}).get("words", "")))
    strengths: dict[str, float] = raw.get("strength", {})
    every = sorted({*steps, *regions, *acts, *around, *strengths}, key=len, reverse=True)
    spaced = raw.get("spaced", True)
    known = "|".join(map(re.escape, every))
    pattern = re.compile(rf"(?<!\w)(?:{known})(?!\w)" if spaced else known)
    return Tables(steps, strengths, regions, acts, around, pattern)


def _regions(tongue: str, raw: dict[str, Any]) -> dict[str, str]:
    """The names of parts, with those that the language's table of operations adds."""
    path = _LEXICONS / f"{tongue}-operations.toml"
    more: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known: dict[str, str] = raw.get("region", {})
    added: dict[str, str] = more.get("region", {})
    return {name: f"{known.get(name, '')}, {added.get(name, '')}" for name in {**known, **added}}


def _split(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split(",") if phrase.strip()]
