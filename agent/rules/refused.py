"""What has to be generated, recognised by its words, so that it is refused with who can do it and not half done."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
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
    cues: tuple[re.Pattern[str], ...]
    but_not: tuple[re.Pattern[str], ...]
    cannot: str
    needs: str
    instead: tuple[str, ...]


def refused(text: str) -> Refusal | None:
    """The first refusal whose words are in `text` (lower case); None where the engine may try."""
    text = _NO_WISH.sub("", text)
    for refusal in refusals():
        if any(cue.search(text) for cue in refusal.cues) and not any(cue.search(text) for cue in refusal.but_not):
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
            tuple(_compiled(cue, macros) for cue in entry["cues"]),
            tuple(_compiled(cue, macros) for cue in entry.get("but_not", ())),
            entry["cannot"],
            entry["needs"],
            tuple(entry["instead"]),
        )
        for entry in data["refusal"]
    )


def _compiled(cue: str, macros: dict[str, str]) -> re.Pattern[str]:
    while used := [name for name in macros if f"{{{name}}}" in cue]:
        for name in used:
            cue = cue.replace(f"{{{name}}}", macros[name])
    return re.compile(cue)
