"""Reads light and colour for one part of the picture, and what is said of it again: "the sky is dull, make it bluer".

Like the qualities, a request is read whole or not at all; what is done to a part is never done to everything.
"""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from agent.plan import Decision, Intent, Plan
from agent.rules.engine.qualities import moderated, step_of, stripped
from agent.rules.engine.quality_frames import Found, how_much
from agent.rules.engine.quality_words import lexicon as qualities
from agent.rules.engine.shapes import shaped
from agent.rules.words.cues import Cues
from agent.rules.words.macros import written_out
from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[3] / "prompts" / "lexicon" / "en-parts.toml"
_BREAK = lazy(r"\s*(?:[,;.!:]+\s+(?:(?:so|and|but|then)\s+)?|\s-\s+|\b(?:and|but|so|then)\b\s+)\s*")
_LONGEST, _MOST_CLAUSES = 140, 4
_SURE = 0.9
_TELLING = ("verb", "comp", "looks")
# Words beside a wish that change nothing of it.
_BESIDE = lazy(r"\b(?:only|just|also|please|pls|really|quite|rather|very|again|maybe|perhaps|now)\b")
# Of these the light of everything is meant, or no part that can be shown.
_EVERYWHERE = frozenset([
    "light", "lighting", "colour", "colours", "color", "colors", "tone", "tones", "mood", "exposure", "shadows",
    "highlights", "whites", "blacks", "midtones", "saturation", "contrast", "brightness", "warmth", "balance", "cast",
    "temperature", "noise", "grain", "vignette", "corners", "edges", "reds", "greens", "blues", "yellows", "oranges",
    "purples", "pinks", "teals", "scene", "frame", "thing", "lot", "look", "hue", "hues", "tint", "scan", "view",
    "atmosphere", "vibe", "feel", "style", "rest", "contrasts", "details", "detail", "result", "edit", "other", "others",
    "last", "original", "same", "darks", "lights", "redness", "glow", "haze", "fog", "mist", "filter", "look", "night",
    "morning", "evening", "day", "file", "resolution", "font", "background noise", "shadow", "highlight", "option",
    "parts", "areas", "part", "area",
])  # fmt: skip
# "Her skin tones" are where her skin is, "the light in the room" is in the room.
_OF_A_THING = lazy(r"^([\w']+ .+?) (?:skin )?(?:tones?|colou?rs?|complexion)$")
_TONE_IN = lazy(
    r"^(?:the |that )?(?:light|lighting|colou?rs?|tones?|brightness|exposure|contrast|saturation) (?:in|on|of|over) (.+)$"
)
_SKIN = lazy(r"^(the|her|his|their|my|our|that) skin tones?$")
_IN_THE_PICTURE = lazy(r" (?:of|in|on) (?:the|this|my|that) (?:photo|picture|image|shot|frame|pic)\b")
# "Like at sunset" says how, and not what.
_LIKE = lazy(r" (?:just )?(?:like|as) (?:at|in|on|during|after|it was) [\w' ]+$")
# Numbers are dialled, and "more blue" is work on a hue.
_ELSEWHERE = lazy(r"\d|^(?:make|get|turn) .* more (?:red|orange|yellow|green|blue|purple|pink|teal)$")
_SIDE = lazy(r"the (?:(?:top|bottom|upper|lower) )?(?:top|bottom|left|right|middle|centre|center)")
# Not what is around a thing, but the thing's own neighbourhood would be changed: these are read elsewhere.
_AROUND = lazy(r"\b(?:around|everything|area|surroundings|outside|except|but)\b")
_BARE = lazy(r"(?:the|her|his|their|my|our) [\w'-]+(?: [\w'-]+)?")
# Letters are set anew, and a change of their colour is work on the text.
_LETTERS = lazy(
    r"\b(?:texts?|fonts?|letters?|lettering|titles?|words?|headlines?|captions?|slogans?|numbers?|digits?|labels?)\b"
)
# Snow and paper are white: where they are not, the light of the whole picture is meant.
_WHITE = lazy(r"\b(?:snow|whites?|paper|milk)$")
_CASTS = frozenset(["warmth", "tint"])


@dataclass(frozen=True, slots=True)
class _Frame:
    shape: re.Pattern[str]
    kind: str
    quality: str = ""
    way: float = 1.0


@dataclass(frozen=True, slots=True)
class _Said:
    """What a clause says: `part` is "" for one that was named before; a `weak` fault is one only with a wish after it."""

    kind: str
    quality: str
    way: float
    part: str
    weak: bool = False
    much: float = 1.0


def of_parts(bare: str) -> Plan | None:
    """The plan of a request that is about parts of the picture and about nothing else; None for any other one."""
    if len(bare) > _LONGEST or _ELSEWHERE.search(bare) or shaped(bare):
        return None
    clauses = [clause for clause in map(stripped, _BREAK.split(bare.replace(" ,", ","))) if clause]
    if not 0 < len(clauses) <= _MOST_CLAUSES:
        return None
    found = _read(clauses)
    if not found or any(not one.region for one in found):
        return None
    steps = tuple(step_of(one, bare) for one in found)
    return Plan("", Intent.EDIT, steps, confidence=_SURE, decision=Decision.ACT)


def _read(clauses: list[str]) -> list[Found]:
    """What all clauses ask for; nothing where one of them is not understood."""
    wishes: list[Found] = []
    faults: list[Found] = []
    topic, weak, told = "", False, False
    for clause in clauses:
        said = _clause(clause)
        if said is None:
            moderate = moderated(clause) if wishes or faults else 0.0
            if moderate:
                wishes, faults = ([replace(one, way=one.way * moderate) for one in all] for all in (wishes, faults))
            elif faults and (much := _remedied(clause)):
                faults = [replace(one, way=one.way * much) for one in faults]
                weak = False
            elif wishes and topic and _BARE.fullmatch(clause) and not _tonal(clause):
                wishes.append(replace(wishes[-1], region=clause))
            else:
                return []
            continue
        part = said.part or topic
        topic = part or topic
        if said.kind == "told":
            told = True
        elif not part:
            # "She looks pale, warm her skin up": the wish says where.
            if said.kind == "wish":
                return []
            told = True
        elif said.kind == "wish":
            wishes.append(Found(said.quality, said.way, part))
        elif not any((one.quality, one.region) == (said.quality, part) for one in (*wishes, *faults)):
            weak = weak or said.weak
            faults.append(Found(said.quality, said.way, part))
    if (weak or told) and not wishes and (weak or not faults):
        return []
    asked = {(one.quality, one.region) for one in wishes}
    # Some faults are only why: "the snow is too dark, brighten it a bit".
    return [one for one in faults if (one.quality, one.region) not in asked] + wishes


def _clause(clause: str) -> _Said | None:
    clause = _LIKE.sub("", _IN_THE_PICTURE.sub("", " ".join(_BESIDE.sub(" ", clause).split())))
    clause, much = _without_amounts(clause)
    for place in sorted(_cues().places(clause)):
        frame = _frames()[place]
        match = frame.shape.fullmatch(clause)
        if match is None:
            continue
        said = {name: text for name, text in match.groupdict().items() if text}
        part = _part(said.get("part", ""))
        if part is None:
            continue
        if frame.kind == "told":
            return _Said("told", "", 0.0, part)
        quality, way = _quality(frame, said)
        if "down" in said:
            way = -way
        if "enough" in said:
            way = -way
        if frame.kind == "fault" and quality in _CASTS and part and _WHITE.search(part):
            return None
        weak = frame.kind == "fault" and "too" not in said and not _faulty(said.get("looks", ""))
        return _Said(frame.kind, quality, way * much, part, weak)
    return None


def _quality(frame: _Frame, said: dict[str, str]) -> tuple[str, float]:
    if frame.quality:
        return frame.quality, frame.way
    if "noun" in said:
        name = _key("noun", said["noun"])
        same: str = _data()["same"].get(name, "")
        return (same[:-1], -frame.way) if same else (name, frame.way)
    table = next(table for table in _TELLING if table in said)
    key = _key(table, said[table])
    # Of a fault the contrary is asked for.
    return key[:-1], frame.way if key.endswith("+") else -frame.way


def _part(said: str) -> str | None:
    """The part as the engine shall look for it; None for words that name none, "" for one that was named before."""
    if not said:
        return ""
    if skin := _SKIN.match(said):
        return f"{skin[1]} skin"
    part = inside[1] if (inside := _TONE_IN.match(said)) else said
    if own := _OF_A_THING.match(part):
        part = own[1]
    if _SIDE.fullmatch(part):
        return f"{part} part"
    head = re.split(
        r" (?:of|on|in|under|underneath|beneath|at|by|near|behind|above|below|beside|between|next to) ", part
    )
    if head[0].split()[-1] in _EVERYWHERE and len(head) == 1:
        return None
    if (
        _AROUND.search(part)
        or _LETTERS.search(part)
        or not part
        or part.split()[-1] in {"photo", "picture", "image", "shot"}
    ):
        return None
    return part


def _tonal(clause: str) -> bool:
    return clause.split()[-1] in _EVERYWHERE


def _faulty(looks: str) -> bool:
    return bool(re.fullmatch(_data()["always"]["faulty"], looks))


def _remedied(clause: str) -> float:
    """How much of the remedy is asked for by a clause that says nothing else ("lift it a little"); 0.0 for another."""
    plain, much = _without_amounts(" ".join(_BESIDE.sub(" ", clause).split()))
    return much if _remedies().fullmatch(plain) else 0.0


def _without_amounts(clause: str) -> tuple[str, float]:
    match = how_much().search(clause)
    if match is None:
        return clause, 1.0
    return " ".join(f"{clause[: match.start()]} {clause[match.end() :]}".split()), qualities()["much"][match[1]]


def _key(table: str, said: str) -> str:
    return next(key for key, shape in _data()[table].items() if re.fullmatch(shape, said))


@cache
def _remedies() -> re.Pattern[str]:
    said = _data()["remedy"]
    return lazy(
        rf"(?:{said['verb']})(?: (?:{said['after']}))?(?: (?:{said['object']}))?(?: (?:{said['after']}))?(?: to normal| for me)?"
    )


@cache
def _cues() -> Cues:
    return Cues([[frame.shape.pattern] for frame in _frames()], whole=True)


@cache
def _frames() -> tuple[_Frame, ...]:
    data = _data()
    macros: dict[str, str] = dict(data["macro"])
    for table in ("verb", "comp", "looks", "noun", "unlit", "told"):
        shapes: dict[str, str] = data[table]
        macros |= {f"{table}.{key.replace(':', '-')}": f"(?:{shape})" for key, shape in shapes.items()}
        if table in (*_TELLING, "noun"):
            macros[table] = f"(?P<{table}>{'|'.join(f'(?:{shape})' for shape in shapes.values())})"
    return tuple(
        _Frame(lazy(written_out(shape, macros)), **{name: value for name, value in entry.items() if name != "shapes"})
        for entry in data["frame"]
        for shape in entry["shapes"]
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
