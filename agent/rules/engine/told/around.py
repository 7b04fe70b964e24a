"""Takes off what is said before and behind an operation, and turns round what is said of it instead of what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[4] / "prompts" / "lexicon" / "en-around-operations.toml"
_PEELED = 4


def cores(text: str) -> Iterator[tuple[str, str]]:
    """What can be left of `text`, the longest first, and the words that were taken off behind it; then the same of
    what is done to it instead of what to do."""
    found = [(core, head[len(core) :]) for head in _headed(text) for core in _tailed(head)]
    yield from found
    for core, rest in found:
        if plain := _active(core):
            yield plain, rest


def _headed(text: str) -> Iterator[str]:
    yield text
    for _ in range(_PEELED):
        match = _before().match(text)
        if match is None or match.end() == len(text):
            return
        text = text[match.end() :]
        yield text


def _tailed(text: str) -> Iterator[str]:
    yield text
    for place in range(len(text) - 2, 1, -1):
        if text[place] in " ," and text[place - 1] not in " ," and _behind().fullmatch(text, place):
            yield text[:place]


def _active(core: str) -> str:
    """ "The plate should be blurred": blur the plate; "" where nothing is said so."""
    for shape in _passive():
        if match := shape.fullmatch(core):
            verb = (said()["done"] | said()["doing"])[match["done"]]
            return f"{verb} {match['x'] or 'it'}{match['rest']}"
    for shape in _instead():
        if match := shape.fullmatch(core):
            return f"remove {match['x']}"
    return ""


@cache
def _before() -> re.Pattern[str]:
    return lazy("|".join(said()["before"]))


@cache
def _behind() -> re.Pattern[str]:
    return lazy(f"(?:{'|'.join(said()['behind'])})+")


@cache
def _passive() -> tuple[re.Pattern[str], ...]:
    forms = {name: "|".join(sorted(said()[name], key=len, reverse=True)) for name in ("done", "doing")}
    shapes = said()["passive"]["shapes"]
    return tuple(lazy(shape.replace("{done}", forms["done"]).replace("{doing}", forms["doing"])) for shape in shapes)


@cache
def _instead() -> tuple[re.Pattern[str], ...]:
    return tuple(map(lazy, said()["instead"]["shapes"]))


@cache
def said() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
