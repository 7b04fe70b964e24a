"""Makes the engine's steps of qualities that were found: a dial, a hue's strength, a look, or work of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from agent.plan import Step
from agent.rules.engine.light.quality_frames import Found
from agent.rules.engine.light.quality_words import lexicon
from backends.types import Task

_PLAIN_PERCENT = 100
# Dials whose shares can be told in numbers.
_BY_SHARE = {"saturation", "contrast", "vibrance", "clarity", "highlights", "shadows"}
# A veil lifts what is dark and flattens what is fine.
_VEIL = {"clarity": 35.0, "contrast": 20.0, "blacks": -20.0, "vibrance": 15.0}
_BLACKS = 30


def as_steps(found: Iterable[Found], words: str) -> tuple[Step, ...]:
    """What the engine does for these, each quality of a place once."""
    steps: dict[tuple[str, str], Step] = {}
    for one in found:
        steps.setdefault((one.quality, one.region), step_of(one, words))
    return tuple(steps.values())


def step_of(one: Found, words: str) -> Step:
    name, hue = one.quality.partition(":")[::2]
    less = {"amount": "a bit"} if abs(one.way) < 1 else {}
    match name:
        case "look":
            return Step(Task.STYLE, hue, look=True, strength=round(one.way, 3), region=one.region, words=words)
        case "blacks":
            return Step(Task.TONE, operation="tone", values={"blacks": round(_BLACKS * one.way, 1)}, words=words)
        case "whites" if not one.fault:
            return Step(Task.TONE, operation="tone", values={"whites": round(_BLACKS * one.way, 1)}, words=words)
        case "whites":
            return Step(Task.TONE, "highlights", strength=round(one.way, 3), region=one.region, words=words)
        case "hue":
            amount = round(max(-1.0, min(1.0, one.way * (one.share / 100 if one.share else 0.5))), 3)
            return _work(one, Task.COLOR, "recolour", {"amount": amount, "from": hue}, words)
        case "saturation" if one.way < 0 and one.whole:
            return _work(one, Task.COLOR, "monochrome", {}, words)
        case "noise":
            return _work(one, Task.RESTORE, "denoise", less, words)
        case "sharp":
            return _work(one, Task.RESTORE, "sharpen", less, words)
        case "haze":
            return _work(one, Task.TONE, "tone", {k: round(-one.way * v, 1) for k, v in _VEIL.items()}, words)
        case _ if one.share and name in _BY_SHARE:
            share = round(min(one.share, _PLAIN_PERCENT) * (1 if one.way > 0 else -1), 1)
            return _work(one, Task.TONE, "tone", {name: share}, words)
        case _:
            return Step(Task.TONE, name, strength=round(one.way, 3), region=one.region, words=words)


def _work(one: Found, task: Task, operation: str, values: dict[str, Any], words: str) -> Step:
    return Step(task, operation=operation, values=values, region=one.region, target=one.region, words=words)


def label_of_tones(steps: Sequence[Step], words: str) -> str:
    """What people call these: somebody's skin is a portrait, and what lies over the picture is restored."""
    skin = lexicon()["skin"]
    if all(step.region and re.search(skin["where"], step.region) for step in steps) and re.search(skin["what"], words):
        return str(Task.PORTRAIT)
    if all(_VEIL.keys() <= step.values.keys() or step.value == "clarity" for step in steps):
        return str(Task.RESTORE)
    return str(steps[0].task) if len({step.task for step in steps}) == 1 else str(Task.TONE)
