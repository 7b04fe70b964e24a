"""The plain words of advice, from prompts/advice; figures never stand in them, only on cards."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

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


def by_kind(asked: str) -> Topic | None:
    """The topic of the work that a question speaks of, in whatever words: it is read like a request for it."""
    from agent.rules.kinds.kind import kind

    if (match := _WORK.search(asked)) is None:
        return None
    found = kind(match["work"])
    about = (one for one in topics() if found.label in one.tasks and one.id not in _NARROW)
    return next(about, None) if found.sure >= _SURE else None


# These are about more than the kind of work: they need their own words.
_NARROW = frozenset({"chinese", "cheapest", "masks", "drafts", "estate", "food", "size"})


# What stands in front of the work in a question about it ("which model can put my dog into a space suit?").
_WORK = re.compile(
    r"\b(?:can|could|will|would|does|to|for|at|who|that|helps?(?: me)?|model|one|it|i) (?:best |really |also |just |well |how to |best to |you )?"
    r"(?P<work>(?!i\b|it\b|you\b|take\b|use\b|try\b|get\b|do\b|be\b|need\b|help\b|run\b|cost\b|know\b|begin\b|start\b|learn\b|have\b|want\b|mean\b|go\b|buy\b|pay\b|choose\b|pick\b)\w+ .+)$"
)
_SURE = 0.7


def _says(asked: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", asked) is not None
