"""Makes the letters of a Chinese request those of the tables: traditional ones simple, slips of the keyboard right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from agent.plan import Plan, Step
from agent.rules.words.clean import tidy
from agent.rules.words.languages import language
from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[3] / "prompts" / "lexicon" / "zh-letters.toml"
# What a step holds as it was typed: texts that are to be written.
_TYPED = ("words", "path")
# What is drawn between two clauses parts them: "整个人绿油油的😂救一下".
_FACES = lazy("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]")


@lru_cache(maxsize=8)
def in_plain_letters(words: str) -> str:
    """The request in the letters of the tables, each in its place; any other than a Chinese one as it is."""
    if words.isascii() or language(words) != "zh":
        return words
    words_alone = words if _FACES.search(words) is None else _FACES.sub(",", words)
    plain = _slips().sub(lambda slip: _right()[slip[0]], words_alone.translate(_letters()))
    return words if plain == words else plain


def as_typed(plan: Plan, words: str, plain: str) -> Plan:
    """A plan that was read in other letters, with names and texts in those that were typed."""
    typed, read = tidy(words), tidy(plain)
    if len(typed) != len(read):
        return replace(plan, words=words)

    def back(said: str) -> str:
        start = -1 if said.isascii() else read.lower().find(said.lower())
        return typed[start : start + len(said)] if start >= 0 else said

    steps = tuple(_as_typed(step, back) for step in plan.steps)
    return replace(plan, words=words, steps=steps)


def _as_typed(step: Step, back: Callable[[str], str]) -> Step:
    texts = {name: back(said) for name in _TYPED if isinstance(said := step.values.get(name), str)}
    return replace(step, values=step.values | texts) if texts else step


@cache
def _letters() -> dict[int, str]:
    pairs: list[str] = _data()["traditional"].split()
    return str.maketrans({old: new for old, new in pairs})


@cache
def _right() -> dict[str, str]:
    return _data()["slips"]


@cache
def _slips() -> re.Pattern[str]:
    return lazy("|".join(map(re.escape, _right())))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
