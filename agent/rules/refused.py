"""What has to be generated, recognised by its words, so that it is refused with who can do it and not half done."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from backends.types import Task

# What must not be done asks for nothing, and a way back to what was made is none either.
_NO_WISH = re.compile(
    r"\b(?:don't|don\u2019t|do not|never|without (?:changing|touching|adding))\b[^,.;]*|^(?:go )?back to\b.*"
)
_FILE = Path(__file__).parents[2] / "prompts" / "advice" / "refusals.toml"


@dataclass(frozen=True, slots=True)
class Refusal:
    """`cannot` is why; `family` the id of the models that can, `needs` what they want; `instead` are sentences that
    the engine understands."""

    id: str
    task: Task
    family: str
    cues: re.Pattern[str]
    but_not: re.Pattern[str] | None
    cannot: str
    needs: str
    instead: tuple[str, ...]


@lru_cache(maxsize=8)
def refused(text: str) -> Refusal | None:
    """The first refusal whose words are in `text` (lower case); None where the engine may try."""
    text = _NO_WISH.sub("", text)
    for refusal in refusals():
        if refusal.cues.search(text) and not (refusal.but_not and refusal.but_not.search(text)):
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
            _any_of(entry["cues"], macros),
            _any_of(entry["but_not"], macros) if entry.get("but_not") else None,
            entry["cannot"],
            entry["needs"],
            tuple(entry["instead"]),
        )
        for entry in data["refusal"]
    )


def _any_of(cues: Sequence[str], macros: dict[str, str]) -> re.Pattern[str]:
    text = "|".join(cues)
    while used := [name for name in macros if f"{{{name}}}" in text]:
        for name in used:
            text = text.replace(f"{{{name}}}", macros[name])
    return re.compile(text)
