"""Reads a clause about light and colour in one part of the picture ("the sky is dull"), or in the one named before."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.engine.light.discourse import Said
from agent.rules.engine.light.part_names import EVERYWHERE, is_a_thing, part_of
from agent.rules.engine.light.quality_frames import Found, how_much
from agent.rules.engine.light.quality_words import lexicon as qualities
from agent.rules.words.cues import Cues
from agent.rules.words.macros import written_out
from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[4] / "prompts" / "lexicon" / "en-parts.toml"
_TELLING = ("verb", "comp", "looks")
# Words beside a wish that change nothing of it.
_BESIDE = lazy(r"\b(?:only|just|also|please|pls|really|quite|rather|very|again|maybe|perhaps|now)\b")
_IN_THE_PICTURE = lazy(r" (?:of|in|on) (?:the|this|my|that) (?:photo|picture|image|shot|frame|pic)\b")
# "Like at sunset" says how, and not what.
_LIKE = lazy(r" (?:just )?(?:like|as) (?:at|in|on|during|after|it was) [\w' ]+$")
# Numbers are dialled, and "more blue" is work on a hue.
_ELSEWHERE = lazy(r"\d|^(?:make|get|turn) .* more (?:red|orange|yellow|green|blue|purple|pink|teal)$")
_BARE = lazy(r"(?:the|her|his|their|my|our) [\w'-]+(?: [\w'-]+)?")
# Letters are set anew, and a change of their colour is work on the text.
_LETTERS = lazy(
    r"\b(?:texts?|fonts?|letters?|lettering|titles?|words?|headlines?|captions?|slogans?|numbers?|digits?)\b"
)
# Snow and paper are white: where they are not, the light of the whole picture is meant.
_WHITE = lazy(r"\b(?:snow|whites?|paper|milk)$")
# What is green by itself gets a stronger green; any other thing the tint of one.
_GREEN = lazy(r"green|lush")
_PLANTS = lazy(
    r"\b(?:grass|lawns?|leaves|leaf|trees?|bush(?:es)?|hedges?|plants?|moss|foliage|ferns?|palms?|meadows?|fields?|forest|woods"
    r"|garden|ivy|reeds|hills?|hillside|pitch|salad|lettuce|herbs|basil|mint|parsley|limes?|cucumbers?|peas|avocados?|vines?|pines?)$"
)
_PEOPLE = lazy(r"\b(?:everyone|everybody|people|faces?|skin|cheeks?|nose|hands?|teeth|guests|kids?|baby)\b")
_CASTS = frozenset(["warmth", "tint"])


@dataclass(frozen=True, slots=True)
class _Frame:
    shape: re.Pattern[str]
    kind: str
    quality: str = ""
    way: float = 1.0


def said(clause: str, topic: str) -> Said | None:
    """What a clause asks for in a part of the picture, or in `topic`, the part that was named before."""
    if _ELSEWHERE.search(clause):
        return None
    clause = _LIKE.sub("", _IN_THE_PICTURE.sub("", " ".join(_BESIDE.sub(" ", clause).split())))
    plain, much = _without_amounts(clause)
    found = _read(plain, topic, much) or (_read(clause, topic, 1.0) if plain != clause else None)
    if found is None and plain != clause and clause.endswith(plain):
        found = _read(f"some {plain}", topic, much)  # "a bit of glow round the lanterns"
    if found is None and plain != clause:
        # "A bit too yellow for my taste": one says how much, the other who says it.
        plainer, more = _without_amounts(plain)
        found = _read(plainer, topic, much * more) if plainer != plain else None
    return found


def _read(clause: str, topic: str, much: float) -> Said | None:
    for place in sorted(_cues().places(clause)):
        frame = _frames()[place]
        match = frame.shape.fullmatch(clause)
        part = part_of(match.groupdict().get("part") or "") if match is not None else None
        if match is not None and part is not None and (part := part or topic) and _is_light(frame, part):
            return _framed(frame, {name: text for name, text in match.groupdict().items() if text}, part, much)
    return None


def _is_light(frame: _Frame, part: str) -> bool:
    """Letters that shall be of another colour are set anew; those that are too dark to read are lit."""
    return frame.kind == "fault" or not _LETTERS.search(part)


def remedied(clause: str) -> float:
    """How much of the remedy is asked for by a clause that says nothing else ("lift it a little"); 0.0 for another."""
    plain, much = _without_amounts(" ".join(_BESIDE.sub(" ", clause).split()))
    return much if _remedies().fullmatch(plain) else 0.0


def is_white(region: str) -> bool:
    """Whether what is there is white by itself, as snow is; the light of all of the picture makes it so, or not."""
    return not region or _WHITE.search(region) is not None


def named(clause: str) -> str:
    """The part that a clause is ("and the grass"); "" for any other clause."""
    return clause if _BARE.fullmatch(clause) and clause.split()[-1] not in EVERYWHERE else ""


def only_named(clause: str) -> str:
    """The part that a clause only names before something is wished for it; "" for any other clause."""
    match = _names().fullmatch(clause)
    part = part_of(match["part"]) if match else ""
    return part if part and is_a_thing(part) else ""


def faulty(clause: str) -> Found | None:
    """What puts right a fault that a clause is ("sad", behind "looks grey and")."""
    key = _key("looks", clause) if _looks().fullmatch(clause) else ""
    return Found(key[:-1], -1.0 if key.endswith("+") else 1.0) if key else None


def _framed(frame: _Frame, said: dict[str, str], part: str, much: float) -> Said | None:
    if frame.kind == "told":
        return Said("told", part=part)
    quality, way = _quality(frame, said)
    if "down" in said:
        way = -way
    if (
        quality == "tint"
        and way < 0
        and _GREEN.search(said.get("comp") or said.get("noun", ""))
        and _PLANTS.search(part)
    ):
        quality, way = "hue:green", -way
    found = (Found(quality, way * much, part),)
    if frame.kind == "wish":
        return Said("wish", found, part)
    if quality in _CASTS | {"saturation"} and _WHITE.search(part):
        return None
    return Said("fault", found, part, weak=not _strong(quality, part, said))


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


def is_strong(found: Found, part: str) -> bool:
    """Whether a fault that is only named behind a part ("skin tones look off, a bit green") is one for sure."""
    return _strong(found.quality, part, {})


def _strong(quality: str, part: str, said: dict[str, str]) -> bool:
    """Whether it needs no wish to be wrong: "too dark", "dull", "everyone is orange"."""
    of_skin = quality in _CASTS | {"hue:red"} and _PEOPLE.search(part) is not None
    return bool(of_skin or "too" in said or "too2" in said or _faulty(said.get("looks", "")))


def _faulty(looks: str) -> bool:
    return bool(re.fullmatch(_data()["always"]["faulty"], looks))


def _without_amounts(clause: str) -> tuple[str, float]:
    match = how_much().search(clause)
    if match is None:
        return clause, 1.0
    return " ".join(f"{clause[: match.start()]} {clause[match.end() :]}".split()), qualities()["much"][match[1]]


@cache
def _names() -> re.Pattern[str]:
    return lazy(written_out("{here}", _macros()))


@cache
def _looks() -> re.Pattern[str]:
    return lazy(written_out("{looks}", _macros()))


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
    return tuple(
        _Frame(
            lazy(written_out(shape, _macros())), **{name: value for name, value in entry.items() if name != "shapes"}
        )
        for entry in _data()["frame"]
        for shape in entry["shapes"]
    )


@cache
def _macros() -> dict[str, str]:
    data = _data()
    macros: dict[str, str] = dict(data["macro"])
    for table in ("verb", "comp", "looks", "noun", "unlit", "told"):
        shapes: dict[str, str] = data[table]
        macros |= {f"{table}.{key.replace(':', '-')}": f"(?:{shape})" for key, shape in shapes.items()}
        if table in (*_TELLING, "noun"):
            macros[table] = f"(?P<{table}>{'|'.join(f'(?:{shape})' for shape in shapes.values())})"
    return macros


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
