"""Work that is the engine's for the sake of a route, though the reader gave it no operation that it could run."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import NO_WISH, Intent, Plan, Step
from agent.routing.needs import invents
from agent.rules.engine.about import about_the_picture, brings_letters, shows_a_thing
from agent.rules.engine.doubts import is_doubted
from agent.rules.engine.operations import examples
from agent.rules.kinds.kind import kind
from agent.rules.terms.routed import routed
from agent.rules.words.vocabulary import bits, vocabulary
from backends.types import Task

_EDITS = (Intent.EDIT, Intent.VAGUE, Intent.UNKNOWN)
_FILES = (Intent.EXPORT, Intent.COMPARE)


def as_exact(plan: Plan) -> Plan:
    """To write files, to compare pictures and to try what a vague wish may mean is the engine's work, and so is what
    the reader was not sure of where its words name nothing that could be invented: no model is asked for it."""
    said = routed(plan.words)[1] if plan.wish != NO_WISH else plan.words
    if not plan.steps and plan.intent in _FILES:
        return replace(plan, steps=(Step(Task.CROP, operation="resize"),))
    if is_doubted(plan):
        return replace(plan, steps=(Step(Task.CROP, operation="crop"),))
    if not plan.steps and plan.label == "vague" and plan.intent is Intent.VAGUE:
        return replace(plan, steps=(Step(Task.TONE, words=said),))
    steps = tuple(_exact(step, said) for step in plan.steps)
    open_to_it = not steps or (any(map(invents, steps)) and all(step.task is not Task.VIDEO for step in steps))
    if open_to_it and plan.intent in _EDITS and (task := about_the_picture(said)):
        # A reading that is not sure must not be the one that costs: these words name nothing that could be invented.
        return replace(plan, steps=(Step(task, operation="crop" if task is Task.CROP else "tone"),))
    return replace(plan, steps=steps)


def _exact(step: Step, words: str) -> Step:
    if step.task is Task.CROP and step.generates and any(wish.clause.cues & _EMPTY for wish in kind(words).wishes):
        return replace(step, operation="crop", generates=False)
    if step.operation or step.generates:
        return step
    if step.task is Task.BLUR:
        # To make something unreadable is never a model's, in whatever words.
        return replace(step, operation="obscure")
    if step.task in _BY_A_WORD and brings_letters(words):
        return Step(Task.TEXT, words=words, generates=True)
    if step.task in _BY_A_WORD and shows_a_thing(words):
        return Step(Task.ADD, words=words, generates=True)
    if step.task is Task.CROP:
        worked = _worked_into(step)
        return Step(Task.REPLACE, words=words, generates=True) if worked else replace(step, operation="crop")
    if step.task in _LETTERS and _OVER.search(words) and not _ON_A_THING.search(words):
        return replace(step, task=Task.LAYOUT, operation="text", target="", region="")
    return step


_LETTERS = frozenset({Task.TEXT, Task.LAYOUT})
# A look or a tone that a stray word called up.
_BY_A_WORD = frozenset({Task.TONE, Task.STYLE, Task.RESTORE, Task.COLOR})


def _worked_into(step: Step) -> bool:
    """ "Trim the hedge down to knee height", "crop her hair short": what is cut grows, or becomes something else."""
    thing, becomes = _classes(_MOVED.sub("", step.target)), _classes(step.value)
    if (thing | becomes | _classes(step.region)) & _ON_THE_FRAME:
        return False
    return bool(step.target) and (bool(step.value) or thing & _GROWS != 0 or step.target.endswith(" short"))


def _classes(words: str) -> int:
    """What classes the words are in, together."""
    said, known, found = words.lower().split(), vocabulary("en").words, 0
    for place in range(len(said)):
        found |= known.at(said, place)[0]
    return found


_ON_THE_FRAME = bits("n.frame n.imageword n.direction n.half n.orient n.sky x.px x.ratio x.number")
_MOVED = re.compile(r" (?:down|up|off|away|back|out)$")
_GROWS = bits("n.hair n.flows")
# An empty strip beside the picture, or bars over it.
_EMPTY = bits("c.bars")


# Letters that lie over the picture, and not on something in it.
_OVER = re.compile(
    r"\b(?:caption(?:ed)?|subtitle|headline|heading|watermark|copyright|credit line|photo credit|date ?stamp|time ?stamp|the (?:date|time|year)|signature|my name|our names|overlay|lay)\b|\u00a9"
    r"|\b(?:bottom|top|lower|upper) (?:left|right|centre|center|middle)\b|\b(?:in|at|along|across|over|on|near|to|below|above|under) (?:the |its )?(?:very |lower |upper |bottom |top |left |right |whole )*(?:top|bottom|corners?|edge|margin|left|right|middle|cent(?:er|re)|picture|photo|image|it|foot|head)\b",
    re.I,
)
_ON_A_THING = re.compile(
    r"\b(?:signs?(?! (?:it|this|that)\b)|posters?|labels?|shirts?|t-?shirts?|jerseys?|cakes?|doors?|walls?|boards?|menus?|books?|covers?|mugs?|bottles?|shops?|windows?|plates?|tags?|billboards?|screens?|paper|envelopes?|flags?|chalk\w*|neon|carv\w+|engrav\w+"
    r"|embroid\w+|graffiti|tattoos?|bark|sand|stones?|instead|typo|misspel\w+|spell\w*|translat\w*|change|replace|correct|should (?:say|read)|hats?|caps?|cars?|vans?|boats?|hull|buildings?|facade|roof|box|boxes|bags?|card|banner on|newspaper|headline of|number on|hang(?:ing|s)?|nail(?:ed)?|mount(?:ed)?|screw(?:ed)?|prices?|says|reads)\b",
    re.I,
)


def unread(plan: Plan) -> str:
    """What to say instead, where the frame is meant in words that are not known."""
    known = next((examples(step.task) for step in plan.steps if _framing(step)), ())
    return f"say it in words that it knows, such as “{known[0]}”" if known else ""


def _framing(step: Step) -> bool:
    return step.task is Task.CROP and not step.generates and not step.operation
