"""Plain-language answers to "which model should I use for …?", from data; no job is started by a question."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.words import normalise, words_of
from backends.types import Task

_FILE = Path(__file__).parent.parent / "prompts" / "advice" / "models.toml"


def answer(words: str) -> str:
    """A recommendation in a few sentences, what can be done here and now, and the date of the judgement."""
    data = _data()
    asked = normalise(words)
    plain = [word.text for word in words_of(asked)]
    about_models = "model" in asked or bool(_families(asked))
    practical = _most_named(data["practical"], asked, plain)
    if practical and not about_models:
        return practical["answer"]
    parts: list[str] = []
    named = _families(asked)
    if named:
        parts.append(" ".join(f"{_first_up(family['title'])} is for {family['strength']}." for family in named))
    topic = _most_named(data["topic"], asked, plain)
    if topic:
        parts.append(topic["answer"])
        parts.append(f"Here and now, Stet's own engine can {topic['now'].rstrip('.')}.")
    elif not named:
        parts.append(
            "It depends on the job. "
            + " ".join(f"{_first_up(family['title'])}: {family['strength']}." for family in data["family"])
        )
    others = any(family["id"] != "engine" for family in named) or not topic or topic["family"] != "engine"
    if others:
        parts.append(data["this_version"])
    parts.append(f"(Judged {data['date']}.)")
    return " ".join(parts)


def needs(task: Task) -> str:
    """What would do an edit that the engine cannot: the family, why, and what can be done instead. "" for none."""
    data = _data()
    for topic in data["topic"]:
        if task in topic["tasks"] and topic["family"] != "engine":
            family = next(family for family in data["family"] if family["id"] == topic["family"])
            return (
                f"That needs a generative model such as {family['title']}, which is for {family['strength']}."
                f" {data['this_version']} What I can do now: {topic['now']}."
            )
    return ""


def title(family: str) -> str:
    """What people call a family of models, by its id."""
    return next(entry["title"] for entry in _data()["family"] if entry["id"] == family)


def _most_named(entries: Sequence[dict[str, Any]], asked: str, plain: Sequence[str]) -> dict[str, Any] | None:
    """The entry with the most of its words in the question; the earlier one where two have as many."""
    best: dict[str, Any] | None = None
    most = 0
    for entry in entries:
        said = sum(word in asked if " " in word else word in plain for word in entry["words"])
        if said > most:
            best, most = entry, said
    return best


def _families(asked: str) -> list[dict[str, Any]]:
    """The families that are named, without "Nano Banana" where only "Nano Banana 2" was meant."""
    found: list[dict[str, Any]] = []
    left = asked
    for family in sorted(_data()["family"], key=lambda family: -max(len(word) for word in family["words"])):
        for word in sorted(family["words"], key=len, reverse=True):
            if word in left and word not in {"stet"}:
                left = left.replace(word, " ")
                found.append(family)
                break
    return found


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
