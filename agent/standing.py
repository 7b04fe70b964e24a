"""Wishes that outlive their sentence: how they are kept, said back, and carried into later turns.

What stands is a dictionary by the names of `agent.rules.terms.settings`. `most_usd`, `budget_usd`, `ask_above_usd`,
`paid`, `upload` and `pictures` (what a language model sees) are for the gate; `rules` maps each rule to the id of the
lock that it is, or "" where models are told it in words only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.plan import Intent, Output, Plan, Setting, Step
from backends.types import Json, Task

# Each of these takes the place of the others in its group.
_GROUPS = (("ratio", "place", "width", "height"), ("long_side", "width", "height"), ("most_usd", "paid"))
_FILE = ("suffix", "quality", "max_bytes", "long_side", "width", "height", "ratio", "place")
_FRAMES = {Task.CROP, Task.COMPLETE, Task.LAYOUT}
_AGAIN = {Task.VARIATION, Task.REPEAT}
_LOOKS = {Task.TONE, Task.STYLE}
# What a file's quality is where nobody says it.
_QUALITY = 92


def kept(standing: Json, wishes: Sequence[Setting]) -> Json:
    """The patch that makes `wishes` stand beside what stands; None in it takes something away. Rules that are new are
    no part of it: they may be locks."""
    patch: Json = {}
    rules = dict(standing.get("rules", {}))
    for wish in wishes:
        if wish.name == "rule":
            rules = rules if wish.value is not None else {}
        elif wish.name.startswith("rule:"):
            rules.pop(wish.name.removeprefix("rule:"), None)
        else:
            patch[wish.name] = wish.value
            for group in _GROUPS:
                if wish.name in group and wish.value is not None:
                    others = {name for name in group if name in standing} - {other.name for other in wishes}
                    patch |= dict.fromkeys(others)
    if rules != standing.get("rules", {}):
        patch["rules"] = rules or None
    return {name: value for name, value in patch.items() if standing.get(name) != value}


def phrases(standing: Json) -> tuple[str, ...]:
    """Everything that stands, one phrase each, as people say it."""
    said = [phrase(name, value) for name, value in standing.items() if name != "rules"]
    return tuple([*said, *standing.get("rules", {})])


def phrase(name: str, value: object) -> str:
    """One setting as people say it."""
    match name:
        case "ratio":
            return "square" if value == "1:1" else str(value)
        case "place":
            return f"for {value}"
        case "suffix":
            return f"files as {str(value).removeprefix('.').upper()}"
        case "long_side":
            return f"{value} px on the long side"
        case "width" | "height":
            return f"{name} {value} px"
        case "quality":
            return f"quality {value}"
        case "max_bytes":
            return f"files of at most {int(str(value)) / 1000:,.0f} kB"
        case "count":
            return f"{value} variants each time"
        case "most_usd":
            return f"never more than ${float(str(value)):.2f} for a request"
        case "budget_usd":
            return f"at most ${float(str(value)):.2f} in all"
        case "ask_above_usd":
            return f"ask above ${float(str(value)):.2f}" if value else "ask before anything is paid"
        case "paid":
            return "no paid models"
        case "upload":
            return "nothing leaves this computer"
        case "pictures":
            return "the language model sees no pictures"
        case "model":
            return f"use {value}"
        case "repair":
            return {
                "auto": "free repairs are done unasked",
                "ask": "repairs are offered, not done unasked",
            }.get(str(value), "no repairs are offered")
        case "rule":
            return f"“{value}”"
        case _:
            return f"{name} {value}"


def summary(standing: Json) -> str:
    """All of it in a few words for the status line, "" for nothing."""
    said = phrases(standing)
    return f"always {', '.join(said)}" if said else ""


def under(plan: Plan, standing: Json, size: tuple[int, int], *, counted: bool, delivery: Output | None) -> Plan:
    """`plan` with what stands, wherever its own words leave it open.

    `size` is that of the picture it starts from, `counted` says that the words name a number of variants, and
    `delivery` is what the command line asks of the files it writes, None where it writes none.
    """
    if not standing:
        return plan
    if plan.intent is Intent.EXPORT:
        return _as_files(plan, standing, plan.output)
    if plan.intent is not Intent.EDIT:
        return plan
    if delivery is not None or plan.output != Output():
        plan = _as_files(plan, standing, _together(plan.output, delivery or Output()))
    plan = replace(plan, standing=(*plan.standing, *standing.get("rules", {})))
    if {step.task for step in plan.steps} & _AGAIN:
        return plan
    plan = _counted(plan, standing, counted)
    return _shaped(plan, standing, size)


def off_shape(size: tuple[int, int], ratio: str) -> bool:
    """Whether a picture of that size has another shape than `ratio`, by more than pixels allow."""
    across, down = (float(side) for side in ratio.split(":"))
    return abs(size[0] - size[1] * across / down) > max(1.0, across / down)


def _as_files(plan: Plan, standing: Json, said: Output) -> Plan:
    shaped = said.reshapes or bool(said.path.endswith((".cube", ".clf"))) or said.together
    open_fields = [
        name
        for name in _FILE
        if name in standing
        and not getattr(said, name)
        and not (name in ("ratio", "place", "width", "height") and shaped)
        and not (name == "long_side" and (said.width or said.height))
        and not (name == "suffix" and re.search(r"\.[a-z]{2,5}$", said.path))
    ]
    if not open_fields:
        return plan
    values = {name: standing[name] for name in open_fields}
    used = tuple(phrase(name, value) for name, value in values.items())
    return replace(plan, output=replace(plan.output, **values), standing=(*plan.standing, *used))


def _together(output: Output, delivery: Output) -> Output:
    """What words and command line ask of a file; a default is no wish."""
    quality = output.quality or (delivery.quality if delivery.quality != _QUALITY else 0)
    return replace(
        output,
        suffix=output.suffix or delivery.suffix,
        long_side=output.long_side or delivery.long_side,
        quality=quality,
        max_bytes=output.max_bytes or delivery.max_bytes,
    )


def _counted(plan: Plan, standing: Json, counted: bool) -> Plan:
    count = standing.get("count")
    alike = bool(plan.steps) and all(step.task in _LOOKS and not step.operation for step in plan.steps)
    if not count or counted or plan.parallel or plan.count != 1 or not alike:
        return plan
    return replace(plan, count=count, standing=(*plan.standing, phrase("count", count)))


def _shaped(plan: Plan, standing: Json, size: tuple[int, int]) -> Plan:
    ratio = standing.get("ratio")
    if not ratio or any(step.task in _FRAMES for step in plan.steps) or not off_shape(size, ratio):
        return plan
    step = Step(Task.CROP, operation="crop", values={"ratio": ratio}, words=f"crop to {ratio}")
    if plan.keep or plan.parallel:
        # A crop would move what must stay, or be a variant of its own.
        return plan
    return replace(plan, steps=(step, *plan.steps), standing=(*plan.standing, phrase("ratio", ratio)))
