"""Finds the engine's own adjustments, looks and operations in languages other than English, by their word lists."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from agent.plan import Step
from agent.rules.vocabulary import LEXICON
from backends.types import Task

_BREAK = re.compile(r"[,，。;；、!！?？.]|然后|并且|同时")
_SPLIT = re.compile(r"[,，、\n]")
# Letters that may be left over before a clause is more than its known words say.
_LEFT = 2
_COUNTED = re.compile(r"[\d一二两三四五六七八九十几]+(?=张|个|种|版|幅)|第[\d一二两三四五六七八九十]+(?=张|个|种)")


@dataclass(frozen=True, slots=True)
class Engine:
    """`words` are tried longest first; each is a step without its strength."""

    words: tuple[tuple[str, Step], ...]
    whole: dict[str, Step]
    strengths: tuple[tuple[str, float], ...]
    too: tuple[str, ...]
    fillers: tuple[str, ...]
    before: tuple[str, ...]


def own_steps(text: str, language: str) -> tuple[Step, ...]:
    """The steps that the engine does by itself, or none where any clause says more than its words do."""
    engine = _engine(language)
    steps: list[Step] = []
    for clause in _BREAK.split(text) if engine else ():
        bare = clause.strip()
        if not bare:
            continue
        found = _clause(bare, engine) if engine else None
        if found is None:
            return ()
        steps += found
    return tuple(steps)


def _clause(text: str, engine: Engine) -> list[Step] | None:
    if step := engine.whole.get(_without(text, engine.before)):
        return [step]
    rest, steps = text, list[Step]()
    strength = next((much for word, much in engine.strengths if word in text), 1.0)
    sign = -1.0 if any(word in text for word in engine.too) else 1.0
    for word, step in engine.words:
        if word in rest:
            rest = rest.replace(word, "\x00", 1)
            if step.look:
                steps.append(step)
            else:
                steps.append(Step(step.task, step.value, strength=step.strength * strength * sign, words=text))
    left = _without(_COUNTED.sub("", rest), (*engine.fillers, *engine.too, "\x00"))
    return steps if len(left.strip()) <= (_LEFT if steps else 0) else None


def _without(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


@cache
def _engine(language: str) -> Engine | None:
    raw: dict[str, Any] = tomllib.loads((LEXICON / f"{language}.toml").read_text(encoding="utf-8")).get("engine", {})
    if not raw:
        return None
    words: list[tuple[str, Step]] = []
    for name, ways in raw.get("adjust", {}).items():
        words += [(word, Step(Task.TONE, name)) for word in _listed(ways.get("up", ""))]
        words += [(word, Step(Task.TONE, name, strength=-1.0)) for word in _listed(ways.get("down", ""))]
    for name, said in raw.get("looks", {}).items():
        words += [(word, Step(Task.STYLE, name, look=True, words=word)) for word in _listed(said)]
    whole = {
        word: Step(Task(entry["task"]), operation=entry["name"], values=entry["values"], words=word)
        for entry in raw.get("operation", ())
        for word in _listed(entry["words"])
    }
    return Engine(
        tuple(sorted(words, key=lambda entry: -len(entry[0]))),
        whole,
        tuple(raw.get("strength", {}).items()),
        tuple(_listed(raw.get("too", ""))),
        tuple(sorted(_listed(raw.get("fillers", "")), key=lambda word: -len(word))),
        tuple(_listed(raw.get("before", ""))),
    )


def _listed(text: str) -> list[str]:
    return [word.strip() for word in _SPLIT.split(text) if word.strip()]
