"""Finds which part of a picture a Chinese name means, and what the engine calls it ("上面三分之一": top third)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.engine.chinese.words import key_of, shape_of
from agent.rules.engine.tongues import in_english
from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[4] / "prompts" / "lexicon" / "zh-parts.toml"
_AND = lazy(r"和|跟|与|、|以及|还有")
_LONGEST = 12
# What no part of a picture is called.
_LIGHT = ("adj", "faulty", "verb", "noun", "hue", "colour", "much")
_ZONES = {"shadows": "the shadows", "highlights": "the highlights"}
_ENGLISH = lazy(r"[a-z0-9 ']+")


@dataclass(frozen=True, slots=True)
class Part:
    """What a name means: a `region` of the picture, "" for all of it; `edges` for its edge all round, `spared` for what
    is left out of it, `others` for all that was not named before, `zone` for the shadows or highlights of a part."""

    region: str = ""
    spared: str = ""
    edges: bool = False
    others: bool = False
    zone: str = ""


def part_of(said: str) -> Part | None:
    """None for words that are no name of a part."""
    if said.endswith("的") and (known := in_english(said)) != said:
        return Part(known)  # "吃的"
    said = said.strip("的")
    if re.fullmatch(_data()["ends"], said) or re.fullmatch(_data()["letters"], said):
        return None
    if any(re.fullmatch(_data()[shape], said) for shape in ("whole", "times", "tones", "picture")):
        return Part()
    if shape_of("noun").fullmatch(said):
        return Part(_ZONES[key]) if (key := key_of("noun", said)) in _ZONES else None
    if re.fullmatch(_data()["edges"], said):
        return Part(edges=True)
    if re.fullmatch(_data()["others"], said):
        return Part(others=True)
    for shape in ("except", "around"):
        if (match := re.fullmatch(_data()[shape], said)) and (spared := bare(match["thing"])):
            return Part(spared=spared)
    if len(said) > 1 and (place := _place(said)):
        return Part(place)
    if (tones := re.fullmatch(_data()["zoned"], said)) and (within := part_of(tones["thing"])):
        return replace(within, zone=tones["zone"])
    name = bare(said)
    if not name or len(name) > _LONGEST:
        return None
    if any(re.fullmatch(_data()[shape], name) for shape in ("whole", "times", "tones")):
        return Part()
    region = _place(name) or called(name)
    if region == name and name[-1] == "光" and (known := called(bare(name[:-1]))) != bare(name[:-1]):
        return Part(known)
    if region == name and (lit := re.fullmatch(_data()["lit"], name)):
        # "火锅店灯光" is the light of all, "她的脸部光线" that of a part.
        known = called(thing := bare(lit["thing"]))
        if re.fullmatch(_data()["rooms"], known):
            return Part()
        return Part(known) if known != thing else None
    if region == name and (
        len(name) < 2
        or re.fullmatch(_data()["nothing"], name)
        or any(shape_of(table).fullmatch(name) for table in _LIGHT)
    ):
        return None
    return Part(region)


def bare(said: str) -> str:
    """The name without whose it is, and without how it is pointed at: "我家那只橘猫身上" is "橘猫"."""
    said = re.sub(_data()["whose"], "", said)
    known = called(said) != said
    if (
        not known
        and (pointed := re.sub(_data()["pointing"], "的", said, count=1)) != said
        and called(pointed) != pointed
    ):
        return pointed
    while not known and (rest := _trimmed(said)) != said and rest:
        said = rest
        known = called(said) != said
    return said


def called(name: str) -> str:
    """As the engine calls it; as it was said where it has no name for it."""
    if (found := in_english(name)) != name:
        return found
    if len(both := _AND.split(name)) > 1:
        names = [called(bare(one)) for one in both if one]
        return " and ".join(names) if all(map(_ENGLISH.fullmatch, names)) else name
    for place in range(1, len(name)):
        whole, part = in_english(name[:place]), in_english(name[place:])
        if re.fullmatch(_data()["body"], part) and whole.startswith("the ") and whole.isascii():
            return f"{whole}'s {part.removeprefix('the ').replace('faces', 'face')}"
    match = _coloured().fullmatch(name)
    if match and (thing := in_english(match["thing"])) != match["thing"] and thing.startswith("the "):
        colour = next(key for key, shape in _data()["colour"].items() if re.fullmatch(shape, match["colour"]))
        return f"the {colour} {thing.removeprefix('the ')}"
    return name


def _trimmed(said: str) -> str:
    if re.fullmatch(_data()["tones"], rest := said.rpartition("的")[2]) and rest != said:
        return said.rpartition("的")[0]
    for tone in ("颜色", "色调", "亮度"):
        if said.endswith(tone) and said != tone:
            return said.removesuffix(tone)
    return _behind().sub("", said) if (short := _before().sub("", said)) == said else short


def _place(said: str) -> str:
    """A share of the frame; "" for anything else."""
    match = _places().fullmatch(said)
    if match is None:
        return ""
    sides = [
        next(key for key, shape in _data()["side"].items() if re.fullmatch(shape, one))
        for one in (match["side"], match["side2"])
        if one
    ]
    if {"top", "bottom"} <= {*sides} or {"left", "right"} <= {*sides}:
        return ""
    share = next((key for key, shape in _data()["share"].items() if re.fullmatch(shape, match["share"] or "")), "part")
    if "半" in match["side"] and share == "part":
        share = "half"
    return f"the {' '.join(sorted(sides, key=['top', 'bottom', 'left', 'right', 'middle'].index))} {share}"


@cache
def _places() -> re.Pattern[str]:
    sides = "|".join(f"(?:{shape})" for shape in _data()["side"].values())
    shares = "|".join(f"(?:{shape})" for shape in _data()["share"].values())
    return lazy(
        rf"(?:画面|照片|图片?|整张图)?的?(?P<side>{sides})(?P<side2>{sides})?的?(?P<share>{shares})(?:画面|图|照片|部分|区域|地方)?"
    )


@cache
def _coloured() -> re.Pattern[str]:
    colours = "|".join(f"(?:{shape})" for shape in _data()["colour"].values())
    return lazy(rf"(?P<colour>{colours})色?的?(?P<thing>.+)")


@cache
def _before() -> re.Pattern[str]:
    return lazy(_data()["before"])


@cache
def _behind() -> re.Pattern[str]:
    return lazy(_data()["behind"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
