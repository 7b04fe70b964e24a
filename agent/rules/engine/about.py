"""Tells words about the picture as a whole, which is the engine's, from those that bring a thing into it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.words.patterns import lazy
from backends.types import Task

_FILE = Path(__file__).parents[3] / "prompts" / "lexicon" / "en-light.toml"
_LONGEST = 90


def brings_a_thing(text: str) -> bool:
    """ "Light the alley with a row of lanterns": the lanterns are what is asked for."""
    return _brought().search(text) is not None


def brings_letters(text: str) -> bool:
    """ "A neon sign on the wall that spells BREAD, glowing": what shines is to be made, and spelled."""
    return _lettered().search(text) is not None


def shows_a_thing(text: str) -> bool:
    """ "A brighter lamp over the table", "warm coats for the kids": whose last noun names a thing, and no light."""
    return _shown().match(text) is not None


def colours_it_in(text: str) -> bool:
    """ "Put colour into this old black and white photo": which colours nothing in it tells."""
    told, wanted, made, but_not = _colourless()
    if made.search(text):
        return not but_not.search(text)
    return bool(wanted.search(text) and told.search(text)) and not but_not.search(text)


def names_light_or_frame(text: str) -> bool:
    """Whether one of the words is of light, colour or the frame: then the engine may be meant."""
    found = (_kinds().fullmatch(word) for word in re.findall(r"[\w'-]+", text.lower()))
    return any(kind is not None and kind.lastgroup != "around" for kind in found)


def about_the_picture(text: str) -> Task | None:
    """Light and colour or the frame, where every word of the request is about one of them, or one is said of light
    alone and nothing is to be made, moved or replaced; None where any word may name a thing that is wanted."""
    if colours_it_in(text) or shows_a_thing(text):
        return None
    if _invented().search(text):
        return None
    if _reframed().search(text):
        return Task.CROP
    if (task := _as_described(text)) is not None:
        return task
    text = _purpose().sub(" ", text)
    if (told := _plainly().search(text)) and not _other().search(text):
        return Task.TONE if told.lastgroup == "light" else Task.CROP
    words = re.findall(r"[\w'-]+", _places().sub(" ", text.lower()))
    if not words or len(text) > _LONGEST:
        return None
    kinds = [_kinds().fullmatch(word) for word in words]
    if any(kind is None for kind in kinds):
        return None
    said = [kind.lastgroup for kind in kinds if kind is not None]
    if "frame" in said:
        return Task.CROP
    return Task.TONE if "light" in said else None


def _as_described(text: str) -> Task | None:
    """What is told of a cast, a scan, a lens or an effect, with what is wished for it."""
    if _described("never").search(text) and not _described("shape").search(text):
        return None
    for task in (Task.TONE, Task.CROP):
        if any(all(_described(name).search(text) for name in names) for names in _data()["described"][str(task)]):
            return task
    return None


@cache
def _described(name: str) -> re.Pattern[str]:
    said = _data()["described"]
    return lazy(said[name].replace("{hue}", said["hue"]), re.I)


@cache
def _invented() -> re.Pattern[str]:
    """What is to be made up is in no picture, whatever is said of its shape."""
    return lazy(r"\b(?:imagin(?:e|ing)|invent(?:ing)?|make up|dream up|come up with|guess(?:ing)?)\b", re.I)


@cache
def _kinds() -> re.Pattern[str]:
    said = _data()["about"]
    return lazy(rf"(?P<frame>{said['frame']}|\d[\d.,:x%]*)|(?P<light>{said['light']})|(?P<around>{said['around']})")


@cache
def _plainly() -> re.Pattern[str]:
    said = _data()["about"]
    return lazy(f"(?P<light>{said['plain']})|(?P<frame>{said['framed']})", re.I)


@cache
def _reframed() -> re.Pattern[str]:
    return lazy(_data()["about"]["reframed"], re.I)


@cache
def _purpose() -> re.Pattern[str]:
    return lazy(_data()["about"]["purpose"], re.I)


@cache
def _other() -> re.Pattern[str]:
    said = _data()["about"]
    plain = said["plain"].replace("\\b", "")
    return lazy(rf"{said['other']}|{said['one'].replace('{plain}', plain)}", re.I)


@cache
def _places() -> re.Pattern[str]:
    """What tells where the light is, and asks for nothing: "in the night sky"."""
    return lazy(r"\b(?:in|on|over|under|behind|across) (?:the|my|her|his|their|our|its) (?:[\w'-]+ )?[\w'-]+$")


@cache
def _brought() -> re.Pattern[str]:
    said = _data()["brought"]
    none = f"(?!{said['none']})"
    return lazy(
        rf"{said['by']}(?:{said['some']}{none}[a-z]|{none}{said['things']}|{none}{said['several']})|{said['stead']}"
    )


@cache
def _lettered() -> re.Pattern[str]:
    return lazy(_data()["brought"]["lettered"], re.I)


@cache
def _shown() -> re.Pattern[str]:
    said = _data()["shown"]
    about = _data()["about"]
    word, thing = r"[\w'-]+", rf"(?!(?:{said['tonal']}|{about['light']}|{about['frame']})\b)[a-z][\w'-]+"
    # Only "a dark sky", and no "sky", is light; of "a brighter lamp" the last word counts.
    one, many = rf"(?:{said['one']}) (?:{word} ){{0,3}}?", rf"(?:{said['many']}) (?:{word} )?"
    placed = rf"(?:{one}{thing}|{many}(?!(?:{said['where']})\b){thing}) (?:{said['where']}) (?!{said['whole']})\w"
    return lazy(rf"\W*(?:(?:please )?{placed}|{said['lit']}|{said['does']})", re.I)


@cache
def _colourless() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How the picture is, the colour that it shall have, the one word for both, and what is meant otherwise."""
    said = _data()["colourless"]

    def whole(part: str) -> str:
        return said[part].replace("{bw}", said["bw"]).replace("{frame}", said["frame"])

    but_not = lazy(f"{whole('but_not')}|{whole('dyed')}", re.I)
    return lazy(whole("told"), re.I), lazy(whole("wanted"), re.I), lazy(whole("made"), re.I), but_not


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
