"""What has to be generated, recognised by its words, so that it is refused with who can do it and not half done."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

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
    keys: frozenset[str]
    pattern: re.Pattern[str] | None = None

    def found(self, text: str, opening: frozenset[str]) -> bool:
        if self.keys and self.keys.isdisjoint(opening):
            return False
        if self.pattern is None:
            self.pattern = re.compile(self.shape)
        return self.pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class Refusal:
    """`cannot` is why; `family` the id of the models that can, `needs` what they want; `instead` are sentences that
    the engine understands."""

    id: str
    task: Task
    family: str
    cues: tuple[Cue, ...]
    but_not: tuple[Cue, ...]
    cannot: str
    needs: str
    instead: tuple[str, ...]


@lru_cache(maxsize=8)
def refused(text: str) -> Refusal | None:
    """The first refusal whose words are in `text` (lower case); None where the engine may try."""
    text = _NO_WISH.sub("", text)
    opening = openings(hints(text))
    for refusal in refusals():
        if any(cue.found(text, opening) for cue in refusal.cues) and not any(
            cue.found(text, opening) for cue in refusal.but_not
        ):
            return refusal
    return None


@cache
def refusals() -> tuple[Refusal, ...]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    macros: dict[str, str] = data["macros"]
    return tuple(
        Refusal(
            entry["id"],
            Task(entry["task"]),
            entry["family"],
            cues(entry["cues"], macros),
            cues(entry.get("but_not", ()), macros),
            entry["cannot"],
            entry["needs"],
            tuple(entry["instead"]),
        )
        for entry in data["refusal"]
    )


def cues(shapes: Sequence[str], macros: dict[str, str]) -> tuple[Cue, ...]:
    found: list[Cue] = []
    for text in shapes:
        while used := [name for name in macros if f"{{{name}}}" in text]:
            for name in used:
                text = text.replace(f"{{{name}}}", macros[name])
        found.append(Cue(text, keys(text)))
    return tuple(found)
