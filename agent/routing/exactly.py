"""Work that is the engine's for the sake of a route, though the reader gave it no operation that it could run."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import NO_WISH, Intent, Plan, Step
from agent.rules.engine.operations import examples
from agent.rules.terms.routed import routed
from backends.types import Task

_FILES = (Intent.EXPORT, Intent.COMPARE)


def as_exact(plan: Plan) -> Plan:
    """To write files, to compare pictures and to try what a vague wish may mean is the engine's work, and so is a
    change of the frame or a caption in words that it does not know: no model is asked for one."""
    said = routed(plan.words)[1] if plan.wish != NO_WISH else plan.words
    if not plan.steps and (plan.intent in _FILES or _ITS_DATA.match(said)):
        return replace(plan, steps=(Step(Task.CROP, operation="resize"),))
    if not plan.steps and plan.label == "vague" and plan.intent is Intent.VAGUE:
        return replace(plan, steps=(Step(Task.TONE, words=said),))
    if len(plan.steps) == 1 and _ITS_DATA.match(said):
        return replace(plan, steps=(Step(Task.CROP, operation="resize"),))
    return replace(plan, steps=tuple(_exact(step, said) for step in plan.steps))


def _exact(step: Step, words: str) -> Step:
    if step.operation or step.generates:
        return step
    if step.task is Task.CROP:
        return replace(step, operation="crop")
    if step.task is Task.TEXT and _OVER.search(words) and not _ON_A_THING.search(words):
        return replace(step, task=Task.LAYOUT, operation="text", target="", region="")
    return step


# What a file says of itself is written with it, and never drawn.
_ITS_DATA = re.compile(
    r"^\W*(?:please )?(?:strip|remove|delete|drop|clear|wipe|take out)(?: out| off| away)? (?:all |the |its |any )*(?:metadata|exif|gps|location|camera data|copyright data)(?: data)?\b",
    re.I,
)
# Letters that lie over the picture, and not on something in it.
_OVER = re.compile(
    r"\b(?:caption(?:ed)?|subtitle|headline|heading|watermark|copyright|credit line|photo credit|date ?stamp|time ?stamp|the (?:date|time|year)|signature|my name|our names|overlay|lay)\b|\u00a9"
    r"|\b(?:bottom|top|lower|upper) (?:left|right)\b|\b(?:in|at|along|across|over|on|near|to|below|above|under) (?:the |its )?(?:very |lower |upper |bottom |top |left |right |whole )*(?:top|bottom|corners?|edge|margin|left|right|middle|cent(?:er|re)|picture|photo|image|it|foot|head)\b",
    re.I,
)
_ON_A_THING = re.compile(
    r"\b(?:signs?|posters?|labels?|shirts?|t-?shirts?|jerseys?|cakes?|doors?|walls?|boards?|menus?|books?|covers?|mugs?|bottles?|shops?|windows?|plates?|tags?|billboards?|screens?|paper|envelopes?|flags?|chalk\w*|neon|carv\w+|engrav\w+"
    r"|embroid\w+|graffiti|tattoos?|bark|sand|stones?|instead|typo|misspel\w+|spell\w*|translat\w*|change|replace|correct|should (?:say|read)|hats?|caps?|cars?|vans?|boats?|hull|buildings?|facade|roof|box|boxes|bags?|card|banner on|newspaper|headline of|number on|price|says|reads)\b",
    re.I,
)


def unread(plan: Plan) -> str:
    """What to say instead, where the frame is meant in words that are not known."""
    known = next((examples(step.task) for step in plan.steps if _framing(step)), ())
    return f"say it in words that it knows, such as “{known[0]}”" if known else ""


def _framing(step: Step) -> bool:
    return step.task is Task.CROP and not step.generates and not step.operation
