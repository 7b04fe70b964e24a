"""Turns a dial by what was said: which way, in which unit, and whether by that much or to it."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.slots.amounts import Amount

_LEXICON = Path(__file__).parents[3] / "prompts" / "lexicon"
# Said before a number that is where to end, and not how far to go.
ABSOLUTE = {"to", "at", "is", "调到", "设为", "设成", "改为", "调为", "为", "是", "调整为", "设置为"}
_FROM_NOTHING = {"fade", "bloom", "vignette", "grain", "gamma"}
# Editors brighten display values, whose light is this power of them.
_DISPLAY = 2.2
# Numbers of a temperature above the first are kelvin, above the second those of a light and not of a change.
_KELVIN, _LIGHT = 100, 1800
_UP, _DOWN = {"up", "more", "extra", "higher"}, {"down", "less", "lower"}


@dataclass(frozen=True, slots=True)
class Dial:
    """`way` is that of a word that names dial and way at once; `stops_only` where only the unit tells the dial."""

    name: str
    way: int = 0
    by_word: bool = False
    stops_only: bool = False


def sign_of(said: dict[str, str | None], dial: Dial) -> int:
    """Which way the words go, 0 where only the number's sign can tell."""
    if dial.way:
        return dial.way
    way, act = said.get("way") or "", said.get("act") or ""
    if way in _UP | _DOWN:
        return 1 if way in _UP else -1
    if act in _UP | _DOWN:
        return 1 if act in _UP else -1
    if act in {"recover", "rescue"}:
        return 1 if dial.name in {"shadows", "blacks"} else -1
    if act in {"take", "shave", "close"}:
        return -1
    if act == "brighten" or act == "lighten":
        return 1
    for language in ("en", "zh"):
        table = ways(language)["way"]
        if act and re.fullmatch(table["up"], act):
            return 1
        if act and re.fullmatch(table["down"], act):
            return -1
    return 0


def dialled(dial: Dial, size: Amount, way: int, prep: str) -> tuple[str, float] | None:
    """The engine's dial and its value; None where what was said is no turn of that dial, or could be two."""
    if way and size.sign and way != size.sign and not (way < 0 and prep in ABSOLUTE):
        return None
    to = prep in ABSOLUTE and not size.sign
    sign = size.sign or way or 1
    if dial.stops_only and (size.unit not in {"stops", "K"} or not (size.sign or way)):
        return None
    if size.unit == "K" or (dial.name == "warmth" and size.value > _KELVIN):
        return _kelvin(dial, size, way, to)
    if dial.name in {"exposure", "brightness"}:
        stops = _stops(dial, size, sign, way, to)
        return None if stops is None else ("exposure", round(stops, 2))
    if size.unit == "stops":
        return None
    if dial.name == "gamma":
        return _gamma(size, sign, way, to)
    percent = size.value
    if to and dial.name not in _FROM_NOTHING:
        if way and size.unit in {"%", "part"}:
            percent = percent - 100
            return (dial.name, round(percent, 2)) if percent * way > 0 else None
        if way < 0 or size.unit == "%":
            # "Saturation to 50 %" is half of it to some and half more to others.
            return None
    if size.unit == "part" and not way:
        return None
    return dial.name, round(sign * percent, 2)


def _kelvin(dial: Dial, size: Amount, way: int, to: bool) -> tuple[str, float] | None:
    if not (dial.name == "warmth" or (dial.stops_only and size.sign)) or to or size.unit not in {"K", ""}:
        return None
    if not (way or size.sign) and size.value >= _LIGHT:
        return None
    return "kelvin", (size.sign or way or 1) * size.value


def _stops(dial: Dial, size: Amount, sign: int, way: int, to: bool) -> float | None:
    if size.unit == "stops" or (size.unit == "" and dial.name == "exposure" and not dial.by_word):
        return None if to and way < 0 else sign * size.value
    if size.unit == "" and size.value < 5:
        return sign * size.value if dial.name == "brightness" else None
    share = size.value / 100
    if to:
        share, sign = abs(share - 1), 1 if share > 1 else -1
        if way and sign != way:
            return None
    elif not (way or size.sign):
        return None
    if sign < 0 and share >= 1:
        return None
    power = 1.0 if dial.name == "exposure" and not dial.by_word else _DISPLAY
    return power * math.log2(1 + sign * share)


def _gamma(size: Amount, sign: int, way: int, to: bool) -> tuple[str, float] | None:
    if size.unit:
        return None
    relative = (bool(way) and not to) or bool(size.sign)
    return "gamma", round(1 + sign * size.value if relative else size.value, 3)


@cache
def dials(language: str = "") -> dict[str, str]:
    """The words of each dial; in all languages where none is named."""
    if language:
        return dict(_data(language)["dial"])
    return {name: f"{_data('en')['dial'][name]}|{_data('zh')['dial'][name]}" for name in _data("en")["dial"]}


@cache
def ways(language: str = "en") -> dict[str, dict[str, str]]:
    """The words for "brighter", "brighten" and "increase", by what they do."""
    if language != "en":
        return _data(language)
    data = _data("en")
    return data | {
        "comparative": {
            key: f"{shape}|{_data('zh')['comparative'].get(key, shape)}" for key, shape in data["comparative"].items()
        }
    }


def how_much() -> dict[str, float]:
    """Words for a strength, where no number says it."""
    return dict(_data("en")["how"])


@cache
def _data(language: str) -> dict[str, Any]:
    return tomllib.loads((_LEXICON / f"{language}-dials.toml").read_text(encoding="utf-8"))
