"""Reads one Chinese clause for light and colour: a wish, a fault, a remark, or what must stay ("雪地偏蓝了").

A clause is read whole or not at all. What is asked for is asked for the part that the clause names, else for the
part spoken of before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from agent.plan import Step
from agent.rules.engine.chinese.amounts import without_amounts
from agent.rules.engine.chinese.parts import Part, part_of
from agent.rules.engine.chinese.qualities import asked_for
from agent.rules.engine.chinese.words import Frame, expression, fitting, shape_of
from agent.rules.engine.light.quality_frames import Found
from agent.rules.engine.light.quality_steps import step_of
from agent.rules.engine.tongues import in_english
from agent.rules.words.patterns import lazy

_A_BIT_TOO = 0.6
_LONGEST = 34
# Nobody asks for more of these, but for mist in plain words ("雾气更浓一点").
_DEFECTS, _WISHED_FOR = frozenset(["noise", "haze"]), frozenset(["asked", "up"])
# What asks for more or less where it is said with how much is a fault with one of these.
_LIKE_A_FAULT = frozenset(["too", "faulty", "le", "strident"])
# "不清楚一点" asks for the contrary of what "不清楚" complains of.
_LESS_SO = lazy("不(?:清楚|清晰|锐利?|亮|鲜艳)一?[点些]$")
_LIT = lazy("亮度|明度|曝光度?")
# Light for these is a dial of its own.
_ZONES = {"the shadows": "阴影", "the highlights": "高光"}
# Said of all of the picture these are complaints.
_PLAIN_FAULTS = frozenset(["暗", "黑", "昏暗", "黄", "绿", "蓝", "灰", "糊", "模糊", "阴暗", "暗沉", "虚"])
# The light of these colours all of the picture.
_LAMPS, _CASTS = lazy(".*(?:[光灯]|灯泡|灯管)|the (?:.+ )?(?:lamp|lights|candles|fire)"), frozenset(["warmth", "tint"])


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause says: a "wish", a "fault", or a remark that is only "told". `part` is what it names, "" for all or
    none, `everywhere` where it is all; a `weak` fault is one only with a wish after it. `keep` is what stays, `others`
    where everything not yet named is meant."""

    kind: str
    found: tuple[Found, ...] = ()
    part: str = ""
    weak: bool = False
    keep: tuple[str, ...] = ()
    everywhere: bool = False
    others: bool = False


@lru_cache(maxsize=512)
def said(clause: str, topic: str = "") -> Said | None:
    """The reading of a clause after one about the part `topic`; None where anything of it is not understood."""
    if not 0 < len(clause) <= _LONGEST or _LESS_SO.search(clause):
        return None
    plain, much, share, amount = without_amounts(clause)
    for frame in fitting(plain):
        if frame.needs and not amount and not _more().search(plain):
            continue
        match = frame.shape.fullmatch(plain)
        if not match:
            continue
        words = {name: text for name, text in match.groupdict().items() if text}
        if frame.needs and not amount and "asked" not in words:
            continue
        if (one := _read(frame, words, (much, share, amount), topic, plain)) is not None:
            return _about(one, topic)
    return None


def _read(frame: Frame, words: dict[str, str], how: tuple[float, float, bool], topic: str, clause: str) -> Said | None:
    much, share, amount = how
    if frame.kind in {"told", "keep", "else"}:
        return None if frame.kind == "keep" and amount else _beside(frame, words)
    part = _named(words.get("part", ""))
    if part is None:
        return None
    whole = bool(words.get("part") or words.get("every")) and part == Part()
    fault = frame.kind == "fault"
    if fault and ("asked" in words or (amount and not _LIKE_A_FAULT & words.keys())):
        return None  # "反差再大一点" asks for more
    if part.zone and words.keys() & {"noun", "hue", "colour"} and not _LIT.fullmatch(words.get("noun", "")):
        return None
    if part.zone:
        words = {name: text for name, text in words.items() if name != "noun"} | {"noun": part.zone}
    elif (quality_of := _ZONES.get(part.region)) and not words.keys() & {"noun", "hue", "colour"}:
        words, part = words | {"noun": quality_of}, Part()
    quality, way = asked_for(frame, words, part.region or ("" if whole else topic))
    if not quality or (quality in _DEFECTS and way > 0 and not (quality == "haze" and words.keys() & _WISHED_FOR)):
        return None
    if quality == "sharp" and way < 0:
        if not fault:
            return None  # what is to be blurred is no light
        quality = "clarity"  # what is sharp already is only softened
    if _LAMPS.fullmatch(part.region):
        if quality == "exposure" and way > 0 and "起来" in clause:
            return None  # it is to be switched on
        if quality in _CASTS:
            part, whole = Part(), True
    if quality == "exposure" and part.edges:
        quality, way, part = "vignette", -way, Part()
    if part.edges:
        return None
    weak = fault and quality not in _DEFECTS and not _sure(words, amount, clause)
    too = words.get("too", "")
    factor = much * (_A_BIT_TOO if fault and ("有点" in too or too == "略") else 1.0)
    gone = frame.whole or (
        bool(words.get("down")) and quality == "saturation" and words["down"].startswith("去") and not amount
    )
    found = Found(quality, way * factor, part.region, fault, share, gone)
    keep = (part.spared,) if part.spared else ()
    return Said(
        frame.kind, (found,), part.region, weak, keep, whole or bool(keep) or quality == "vignette", part.others
    )


def _beside(frame: Frame, words: dict[str, str]) -> Said | None:
    """A remark, or what must stay as it is."""
    if frame.kind == "else":
        return Said("told", others=True)
    if frame.kind == "keep":
        if _tones().fullmatch(thing := words["thing"]) and in_english(thing) == thing:
            return Said("told")
        part = _named(words["thing"])
        return None if part is None or part.edges else Said("told", keep=(part.region,) if part.region else ())
    if frame.alone or "part" not in words:
        return Said("told")
    part = _named(words["part"])
    return None if part is None or part.spared or part.others else Said("told", part=part.region)


def _about(one: Said, topic: str) -> Said:
    """Without a part of its own it is about the one spoken of before, but for what all of a picture has."""
    if one.part or one.everywhere or not topic or not one.found:
        return one
    return replace(one, found=tuple(replace(found, region=topic) for found in one.found), part=topic)


def _sure(words: dict[str, str], amount: bool, clause: str) -> bool:
    """Whether it is a fault without a wish after it: "照片很暗" is, and "天黑了" is not."""
    if "too" in words or "faulty" in words or "strident" in words or amount:
        return True
    if "part" in words and part_of(words["part"]) != Part():
        return "le" in words and "noun" in words
    return "le" in words or (words.get("adj", "") in _PLAIN_FAULTS and shape_of("too").search(clause) is not None)


def _named(said: str) -> Part | None:
    if not said:
        return Part()
    part = part_of(said)
    return part if part == Part() or _names().fullmatch(said) else None


@cache
def _more() -> re.Pattern[str]:
    return lazy("再|更|要|应该|需要|得|最好|变|弄|成|能|可以")


@cache
def _tones() -> re.Pattern[str]:
    """A dial, or a dial of a thing: it is left alone anyway."""
    return lazy(expression("(?:.+的?)?(?:{noun.*}|{hue.*}|颜色|色调|光线|色彩)"))


@cache
def _names() -> re.Pattern[str]:
    return lazy(expression("{name}"))


def lit(clause: str) -> list[Step] | None:
    """The steps of one clause among others; None where it asks for no light and no colour. A fault alone is told in
    many stories, and asks for nothing there."""
    one = said(clause.replace(" ", ""), "")
    if one is None or one.kind == "told" or one.weak or one.keep or one.others:
        return None
    return [step_of(found, clause) for found in one.found]
