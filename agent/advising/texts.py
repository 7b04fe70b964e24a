"""The plain words of advice, from prompts/advice; figures never stand in them, only on cards."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from backends.types import Task

_PROMPTS = Path(__file__).parents[2] / "prompts"


@dataclass(frozen=True, slots=True)
class Topic:
    """`advice` is the judgement, `now` what the engine does for it today. `engine` says that no model is needed."""

    id: str
    words: tuple[str, ...]
    tasks: tuple[Task, ...]
    advice: str
    now: str
    engine: bool = False
    face: bool = False
    mask: bool = False
    size: bool = False
    dial: str = ""
    use: str = ""


@dataclass(frozen=True, slots=True)
class Practical:
    id: str
    words: tuple[str, ...]
    answer: str


@cache
def topics() -> tuple[Topic, ...]:
    found: list[Topic] = []
    for path in sorted((_PROMPTS / "advice").glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("+++", 2)
        data = tomllib.loads(front)
        advice, now = (" ".join(part.split()) for part in body.strip().split("\n\n"))
        found.append(
            Topic(
                path.stem,
                tuple(data["words"]),
                tuple(Task(task) for task in data["tasks"]),
                advice,
                now,
                **{name: data[name] for name in ("engine", "face", "mask", "size", "dial", "use") if name in data},
            )
        )
    return tuple(found)


@cache
def practical() -> tuple[Practical, ...]:
    data = tomllib.loads((_PROMPTS / "advice" / "practical.toml").read_text(encoding="utf-8"))
    return tuple(Practical(one["id"], tuple(one["words"]), one["answer"]) for one in data["practical"])


def most_said(entries: Sequence[Topic] | Sequence[Practical], asked: str) -> Topic | Practical | None:
    """The entry with the most letters of its words in the question; the first one where two have as many.

    Letters and not words, so that “old photo” says more than “photo”.
    """
    best, most = None, 0
    for entry in entries:
        said = sum(len(word) for word in entry.words if _says(asked, word))
        if said > most:
            best, most = entry, said
    return best


def _says(asked: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", asked) is not None
