"""Reads a clause by the frames in which people ask for more or less of a quality ("rein the colours in")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from agent.rules.engine.light.quality_words import amounts, expression, frames, key_of, lexicon, noun_of
from agent.rules.words.cues import Cues
from agent.rules.words.patterns import lazy

# What becomes of the part of the picture that is named as where it is too dark or too bright.
_TONES = lazy(
    r"(?:(?:the|those|these) )?(?:dark|darker|black|shaded|bright|lower|deep)(?:er|est)? (?:parts?|areas?|bits?|tones?)|(?:the )?(?:shadows?|highlights?|darks|middle|background noise)"  # noqa: E501
)
_OUT = frozenset({"off", "out"})
_IS_A_SHADOW = lazy(r"shadows?")
# "Way too bright", as in [strength] of en.toml.
_FAR_TOO = 1.5
# How far green goes with a colour that lies between blue and it.
_GREENISH = 0.5
# The tables whose words say which way as well, the contrary of what most say for a fault.
_TELLING = ("looks", "becomes", "lit", "colour")
# Nobody asks for more of these, nor for a part of a wish to be rid of them.
_DEFECTS = frozenset({"noise", "haze", "vignette", "grain"})
_CAN_GO = _DEFECTS | {"saturation", "bloom", "fade"}
_MISTS = frozenset({"mist", "fog", "smog"})
_DARK = frozenset({"blacks", "shadows"})
_RECOVERED = frozenset({"shadows", "saturation", "vibrance", "contrast", "clarity"})


@dataclass(frozen=True, slots=True)
class Found:
    """A quality and which way it goes, by how much, where, and how the words stand to it: a remedy needs a fault."""

    quality: str
    way: float
    region: str = ""
    fault: bool = False
    share: float = 0.0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """A clause of this shape asks for `way` of `quality`, or of the one that it names; of one that `acts`, the verb
    says which way. Words that are `greenish` ask for a green tint as well."""

    shape: re.Pattern[str]
    quality: str = ""
    way: float = 1.0
    fault: bool = False
    whole: bool = False
    share: float = 0.0
    acts: bool = False
    greenish: str = ""


def read(clause: str) -> list[Found]:
    return _framed(clause, 1.0, 0.0) or _without_how_much(clause)


def _without_how_much(clause: str) -> list[Found]:
    share, factor = 0.0, 1.0
    # "Still a shade too contrasty for my taste" has three of them.
    for table in ("share", "much", "much", "much"):
        if match := how_much(table).search(clause):
            given = not match.start() and match[0].endswith(" of")
            clause = " ".join(f"{clause[: match.start()]} {clause[match.end() :]}".split())
            if table == "share":
                share = lexicon()[table][match[1]]
            else:
                factor *= lexicon()[table][match[1]]
            # "A pinch of contrast" asks for some.
            if found := _framed(clause, factor, share) or (_framed(f"some {clause}", factor, share) if given else []):
                return found
    return []


def _framed(clause: str, factor: float, share: float) -> list[Found]:
    for place in _cues().places(clause):
        frame = _frames()[place]
        if match := frame.shape.fullmatch(clause):
            said = {name: text for name, text in match.groupdict().items() if text}
            if found := _acted(said, factor, share) if frame.acts else _asked(frame, said, factor, share):
                return found
    return []


def _asked(frame: _Frame, said: dict[str, str], factor: float, share: float) -> list[Found]:
    quality, way = frame.quality, frame.way * factor * (_FAR_TOO if "how" in said else 1.0)
    if not quality and "noun" in said:
        quality = "haze" if said["noun"] in _MISTS else noun_of(said["noun"])
    elif not quality:
        table = next(table for table in _TELLING if table in said)
        key = key_of(table, said[table])
        quality, way = key[:-1], way if key.endswith("+") else -way
    if "less" in said and not _IS_A_SHADOW.fullmatch(said.get("noun", "")):
        way = -way  # but less of the shadow is more light in it
    if "lower" in said:
        way = -way
    if "deeper" in said and quality in _DARK:
        way = -way  # deeper blacks are darker ones
    if frame.fault and quality in _DARK:
        way = abs(way)  # heavy, crushed, brutal: whatever is wrong with the dark parts, there is too much of them
    if frame.fault and way > 0 and quality in _DEFECTS:
        return []  # "there is too little noise"
    share, region = frame.share or share, _region(said)
    found = [Found(quality, way, region, frame.fault, share, frame.whole)]
    if frame.greenish and re.fullmatch(frame.greenish, said["colour"]):
        found.append(Found("tint", _GREENISH * way))
    return found


def _acted(said: dict[str, str], factor: float, share: float) -> list[Found]:
    """What a verb does to a quality: "bring the contrast up", "wash the colour out"."""
    quality, act = noun_of(said["noun"]), said.get("act", "")
    if said["noun"] == "lights" and said.get("moved") == "turn" and said["prt"] in _OUT:
        return []  # they are to be out, and no bright parts to be darker
    way = _moved(said["moved"], said["prt"], quality) if "moved" in said else _way(act, quality)
    if not way or (way == "up" and quality in _DEFECTS - {"grain"}):
        return []
    share = share or (50.0 if act == "halve" else 0.0)
    whole = way == "out" and not share and factor >= 1.0
    if whole and quality not in _CAN_GO and not quality.startswith("hue:"):
        return []
    return [Found(quality, factor if way == "up" else -factor, _region(said), share=share, whole=whole)]


def _way(act: str, quality: str) -> str:
    """Which way a verb goes by itself."""
    if act == "recover":
        return "up" if quality in _RECOVERED else "down"
    ways = [way for way in ("out", "up", "down") if re.fullmatch(lexicon()["act"][way], act)]
    # "Lift", "reduce" and "cut" are for good only where there should be none of it.
    return ways[-1 if len(ways) > 1 and quality not in _DEFECTS else 0]


def _moved(verb: str, particle: str, quality: str) -> str:
    """Which way a small word makes a verb go: "bring the contrast up"."""
    way = key_of("particle", particle)
    if verb == "bring" and way == "out":
        return "up"
    if verb == "bring" and particle == "back":
        return "down" if quality in {"highlights", "contrast"} else "up"
    return "down" if way == "out" and verb in {"pull", "ease", "nudge"} else way


def _region(said: dict[str, str]) -> str:
    region = said.get("region", "").strip()
    return "" if _TONES.fullmatch(region) else region


@cache
def how_much(table: str = "much") -> re.Pattern[str]:
    """Finds words of a table that say how much, with the "of" behind them."""
    return lazy(rf"\b({amounts(table)})\b(?: of(?= ))?")


@cache
def _cues() -> Cues:
    """The frames by the words that each needs."""
    return Cues([[frame.shape.pattern] for frame in _frames()], whole=True)


@cache
def _frames() -> tuple[_Frame, ...]:
    return tuple(
        _Frame(lazy(expression(shape)), **{name: value for name, value in entry.items() if name != "shapes"})
        for entry in frames()["frame"]
        for shape in entry["shapes"]
    )
