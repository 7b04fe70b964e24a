"""Reads a request for nothing but a look, however it is wrapped: "should feel like a summer evening", "warhol it"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from agent.plan import Intent, Plan, Step
from agent.rules.engine.light.quality_frames import read
from agent.rules.engine.refused import refused
from agent.rules.words.clean import texts_of
from agent.rules.words.cues import Cues
from agent.rules.words.lexicon import Lexicon
from agent.rules.words.patterns import lazy
from agent.rules.words.shorthand import spelt_out
from backends.types import Task

_FILE = Path(__file__).parents[4] / "prompts" / "lexicon" / "en-around-operations.toml"
_LONGEST, _MOST_NAMES = 90, 3
_PICTURE = r"(?:photo|picture|image|shot|pic|whole thing|scene|selfie|portrait)"
_IT = rf" (?:it|this|that|everything|(?:the|my|our|this) {_PICTURE})"
# Of these the words name an artist, which a model must follow only where more than the name of the look is said.
_ARTISTS = frozenset({"pop-art"})
_OF_THINGS = frozenset({"add-things", "new-background", "relight"})
# "It looks like midday, I want it as if the sun was setting": what it is like now is told before.
_TOLD_BEFORE = lazy(
    r"(?:(?:it|this|that|the (?:photo|picture|image|shot|pic))(?:'s| is| was)? ?)?"
    r"(?:looks?|feels?|was|were|is|came out|seems?|taken|shot)"
    r" (?:like|as if|as though|taken|shot|at|in|on|around|during|more like)\b[^,;.!?]{2,60}, "
)
_SETTLED = lazy(r"\b(?:versions|variants|takes|options|\d+(?!\d|[- ]?bit\b)|two|three|four|five|undo|v\d+|original)\b")


def told_look(text: str, lex: Lexicon) -> Plan | None:
    """The plan of a request that names one look and nothing else; None for any other one. Two names of one look are
    one: "an 8 bit thing, you know, big pixels like on a gameboy"."""
    text = spelt_out(text.strip(" ,.;!?"))
    if _TOLD_BEFORE.match(text) and not read(text.partition(", ")[0]):
        text = text.partition(", ")[2]
    if not text or len(text) > _LONGEST or not text.isascii() or _SETTLED.search(text) or _never().search(text):
        return None
    if plan := _named_in(text, lex):
        return plan
    parts = [part for part in text.split(", ") if not _fillers().fullmatch(part)]
    if not 1 < len(parts) <= _MOST_NAMES:
        return None
    found = [_named_in(part, lex) for part in parts]
    names = {plan.steps[0].value if plan else "" for plan in found}
    return found[0] if len(names) == 1 else None


def _named_in(text: str, lex: Lexicon) -> Plan | None:
    drawn, beyond = _data()["drawn"], _beyond(text)
    for shape in _named():
        match = shape.fullmatch(text)
        words = texts_of(match["name"]) if match is not None else []
        hit = lex.cues.at(words, 0) if words else None
        if match is not None and hit is not None and hit[1] == len(words) and hit[0].look:
            return _step(hit[0].look, text) if not beyond and (not match["of"] or hit[0].look in drawn) else None
    said, cues = _said()
    for name, shape in map(said.__getitem__, cues.places(text)):
        match = shape.fullmatch(text)
        if match is not None and (name in drawn or not match["of"]):
            return _step(name, text) if not beyond or name in _ARTISTS else None
    return None


def _beyond(text: str) -> bool:
    """ "A newspaper look" adds no newspaper, and "like an evening by the sea" is no other place."""
    beyond = refused(text)
    return beyond is not None and beyond.id not in _OF_THINGS


def _step(look: str, text: str) -> Plan:
    step = Step(Task.STYLE, look, look=True, words=text)
    return Plan("", Intent.EDIT, (step,), confidence=0.9, label="style" if look in _data()["drawn"] else "tone")


@cache
def _said() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], Cues]:
    """What each look is called in other words, and by which words that is looked for."""
    found = tuple((name, _wrapped(f"(?:{shape})")) for name, shape in _data()["said"].items())
    return found, Cues([[shape.pattern] for _, shape in found], whole=True)


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    """A name of a look in its own words, which the looks' files tell: a mist filter is no mist."""
    return tuple(_wrapped(rf"(?P<name>[\w&/'-]+(?: [\w&/'-]+){{{more}}})") for more in (3, 2, 1, 0))


def _wrapped(shape: str) -> re.Pattern[str]:
    said = _data()
    return lazy(f"{said['before'].replace('{it}', _IT)}{shape}(?P<of>{said['made_of']}){said['behind']}")


@cache
def _fillers() -> re.Pattern[str]:
    return lazy(_data()["fillers"])


@cache
def _never() -> re.Pattern[str]:
    return lazy(_data()["never"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))["looks"]
