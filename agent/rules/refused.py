"""What has to be generated, recognised by its words, so that it is refused with who can do it and not half done."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from agent.rules.beginnings import keys, openings
from agent.rules.hints import hints
from backends.types import Task

# What must not be done asks for nothing, and a way back to what was made is none either.
_NO_WISH = re.compile(
    r"\b(?:don't|don\u2019t|do not|never|without (?:changing|touching|adding))\b[^,.;]*|^(?:go )?back to\b.*"
)
_FILE = Path(__file__).parents[2] / "prompts" / "advice" / "refusals.toml"


@dataclass(slots=True)
class Cue:
    """A regular expression that is compiled when a text first holds a word with one of its first letters."""

    shape: str
    pattern: re.Pattern[str] | None = None

    def found(self, text: str) -> bool:
        if self.pattern is None:
            self.pattern = re.compile(self.shape)
        return self.pattern.search(text) is not None


class Cues:
    """Regular expressions for several meanings, found by the first letters of the words in a text."""

    def __init__(self, meanings: Sequence[Sequence[str]]) -> None:
        self._cues: list[tuple[int, Cue]] = []
        self._by_key: dict[str, list[int]] = {}
        self._always: list[int] = []
        for meaning, shapes in enumerate(meanings):
            for shape in shapes:
                place = len(self._cues)
                self._cues.append((meaning, Cue(shape)))
                for key in keys(shape):
                    self._by_key.setdefault(key, []).append(place)
                if not keys(shape):
                    self._always.append(place)

    def meanings(self, text: str) -> Iterator[int]:
        """The numbers of the meanings that are in `text`, in their order."""
        by_key = self._by_key
        places = {place for opening in openings(hints(text)) if opening in by_key for place in by_key[opening]}
        last = -1
        for place in sorted(places.union(self._always)):
            meaning, cue = self._cues[place]
            if meaning != last and cue.found(text):
                last = meaning
                yield meaning


@dataclass(frozen=True, slots=True)
class Refusal:
    """`but_not` is what the engine does, `cannot` is why it does not; `family` is the id of the models that can,
    `needs` what they want; `instead` are sentences that the engine understands."""

    id: str
    task: Task
    family: str
    but_not: tuple[Cue, ...]
    cannot: str
    needs: str
    instead: tuple[str, ...]


@lru_cache(maxsize=8)
def refused(text: str) -> Refusal | None:
    """The first refusal whose words are in `text` (lower case); None where the engine may try."""
    text = _NO_WISH.sub("", text)
    for place in _cues().meanings(text):
        refusal = refusals()[place]
        if not any(cue.found(text) for cue in refusal.but_not):
            return refusal
    return None


@cache
def refusals() -> tuple[Refusal, ...]:
    return tuple(
        Refusal(
            entry["id"],
            Task(entry["task"]),
            entry["family"],
            tuple(Cue(_whole(shape)) for shape in entry.get("but_not", ())),
            entry["cannot"],
            entry["needs"],
            tuple(entry["instead"]),
        )
        for entry in _data()["refusal"]
    )


@cache
def _cues() -> Cues:
    return Cues([[_whole(shape) for shape in entry["cues"]] for entry in _data()["refusal"]])


def _whole(shape: str) -> str:
    """A shape with its macros written out."""
    macros: dict[str, str] = _data()["macros"]
    while used := [name for name in macros if f"{{{name}}}" in shape]:
        for name in used:
            shape = shape.replace(f"{{{name}}}", macros[name])
    return shape


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
