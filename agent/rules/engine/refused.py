"""What has to be generated, recognised by its words, so that it is refused with who can do it and not half done."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from agent.rules.words.cues import Cues
from agent.rules.words.macros import written_out
from agent.rules.words.patterns import lazy
from backends.types import Task

# What must not be done asks for nothing, and a way back to what was made is none either.
_NO_WISH = lazy(
    r"\b(?:don't|don\u2019t|do not|never|without (?:changing|touching|adding))\b[^,.;]*|^(?:go )?back to\b.*"
)
_FILE = Path(__file__).parents[3] / "prompts" / "advice" / "refusals.toml"


@dataclass(frozen=True, slots=True)
class Refusal:
    """`but_not` is what the engine does, `cannot` is why it does not; `family` is the id of the models that can,
    `needs` what they want; `instead` are sentences that the engine understands. `kinds` are the edits of which it is
    said where nothing more fitting was recognised."""

    id: str
    task: Task
    kinds: frozenset[Task]
    family: str
    but_not: tuple[re.Pattern[str], ...]
    cannot: str
    needs: str
    instead: tuple[str, ...]


@lru_cache(maxsize=8)
def refused(text: str) -> Refusal | None:
    """The first refusal whose words are in `text` (lower case); None where the engine may try."""
    text = _NO_WISH.sub("", text)
    for place in _cues().meanings(text):
        refusal = refusals()[place]
        if not any(cue.search(text) for cue in refusal.but_not):
            return refusal
    return None


@cache
def refusals() -> tuple[Refusal, ...]:
    return tuple(
        Refusal(
            entry["id"],
            Task(entry["task"]),
            frozenset(map(Task, entry.get("kinds", ()))),
            entry["family"],
            tuple(lazy(_whole(shape)) for shape in entry.get("but_not", ())),
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
    return written_out(shape, _data()["macros"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
