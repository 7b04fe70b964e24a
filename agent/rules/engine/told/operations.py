"""Finds the one operation in what people say around it: who asks, what for, why, and what is wrong with the picture."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from agent.plan import Intent, Plan, Step
from agent.rules.accounted import label_of
from agent.rules.engine.operations import one
from agent.rules.engine.parts import PRONOUNS, topic
from agent.rules.engine.refused import refused
from agent.rules.engine.told.around import cores, said
from agent.rules.words.clean import normalise, tidy
from agent.rules.words.lexicon import lexicon
from agent.rules.words.patterns import lazy
from agent.rules.words.politeness import without_politeness
from agent.rules.words.shorthand import in_full

_LONGEST, _MOST_CLAUSES = 140, 5
_BREAK = lazy(
    r"[,;.!?]+(?=\s|$)\s*|\s-+\s|\s(?:and|so)\s(?=(?:please |can you |could you )*[\w ]{2,20} (?:it|that|them)\b)"
)
_AND = lazy(r"^(?:and|so|but|then) ")
_SENTENCES = lazy(r"[.!?:]\s|\band (?:the|a|an|her|his|my|our|their|also|then)\b")
_QUOTED = lazy(r"\"[^\"]*\"")
_SINGLE = lazy(r"(?<!\w)'([^'\"]{1,80})'(?!\w)")
# "FOR RENT", and no "HDR" or "A4".
_LETTERS = lazy(
    r"(?<![\w\"'])(?!(?:JPE?G|PNG|HDR|RAW|ISO|DIN|RGB|CMYK|PDF|TIFF?|WEBP|IBAN|USB|DSLR|LED|DVD)\b)[A-Z\u00c0-\u00de]{3,}(?:(?: [&+-])? [A-Z\u00c0-\u00de0-9]{2,})*(?![\w\"'])"
)
# "My ex, the one in the middle".
_ONE = lazy(
    r"(?:i mean |that's |namely )?(?:the|that) (?:one|guy|man|woman|lady|bloke|dude|girl|boy|person|thing) (?P<where>(?:in|on|at|with|behind|next|to) .+)"
)
_IT = lazy(r"\b(?:it|them|that|those|this|these|him|her(?= (?:out|away|off|please)|$))\b")
# What is written without quotation marks ends where it is said on what.
_ON_IT = lazy(r"\b(?:on|for|in|at|across) (?:it|this|that|the|our|my)\b", re.I)
_A_THING = lazy(r"(?!(?:and|but|so|if|when|please|can|make|i|we|you|it|he|she|they)\b)[\w'-]+(?: [\w'-]+){1,6}")
_WAY = lazy(r"\b(counter|anti) ?-?clock ?-?wise\b")
# Work that is done once however often it is said.
_ONCE = frozenset(
    {"straighten", "denoise", "sharpen", "heal", "redeye", "rotate", "flip", "resize", "crop", "pad", "cutout"}
)
# What turns the picture is one work, by whatever verb it is asked for once more.
_TURNS = frozenset(["rotate", "straighten"])
# Where a thing stands that goes: "lose the ladies in the background".
_BACK = lazy(r" (?:in|from) the back(?:ground|drop)?$")
_SIZE = lazy(r"\b(?:smaller|bigger|larger)\b")
_SIZED = frozenset({"resize", "crop", "pad"})
# What other names people have for the same work.
_NAMES = {
    "remove": {"text", "portrait", "restore"}, "heal": {"restore", "portrait"}, "background": {"blur", "extract"},
    "cutout": {"background", "remove"}, "obscure": {"text"}, "straighten": {"viewpoint"}, "resize": {"restore", "layout"},
    "pad": {"complete", "layout"}, "watermark": {"text"}, "redeye": {"restore"}, "border": {"crop"},
}  # fmt: skip
# Light and colour are read elsewhere.
_WORK = frozenset({*_NAMES, "crop", "rotate", "flip", "denoise", "sharpen", "text", "logo"})
# What was written is never a wish of its own.
_WRITES = frozenset({"text", "watermark"})
_UNREFUSED = _WRITES | {"pad", "heal", "redeye", "straighten"}


def told(text: str, asked: str, known_as: str = "") -> Plan | None:
    """The plan of a request that is one operation, however it is wrapped; None for any other one. `known_as` is what
    the kind of its words calls it: letters that are taken away are text to everybody."""
    if not text or len(text) > _LONGEST or not text.isascii():
        return None
    text, typed = _as_said(text, asked)
    step = _within(text, typed) or _among(text, typed)
    if (
        step is None
        or (step.operation not in _WORK and not _is_of_a_hue(step))
        or (step.operation not in _UNREFUSED and not _needs_nothing_new(step) and refused(_QUOTED.sub("", text)))
    ):
        return None
    return Plan(
        "",
        Intent.EDIT,
        (step,),
        confidence=0.9,
        label=known_as if known_as in _NAMES.get(step.operation, ()) else label_of(step),
    )


def _is_of_a_hue(step: Step) -> bool:
    """ "The sky's a bit pale, deepen the blue that's there": one hue for another, or more of one in a thing."""
    return {"from", "to"} <= step.values.keys() or (bool(step.region) and "from" in step.values)


def _needs_nothing_new(step: Step) -> bool:
    """ "Me sharp, the street behind me soft": what is behind somebody is what was there. "The couch is teal but they
    ordered purple ones, shift just the couch": both hues were told, so nothing moves."""
    soft = step.operation == "background" and step.values.get("kind") == "blur"
    return soft or {"from", "to"} <= step.values.keys()


def _as_said(text: str, asked: str) -> tuple[str, str]:
    """The words without short forms, and those that are to be written in quotation marks."""
    typed = tidy(asked)
    if _writing().search(text):
        quoted = _SINGLE.sub(r'"\1"', typed)
        if '"' not in quoted and not quoted.isupper():
            quoted = _LETTERS.sub(r'"\g<0>"', quoted, count=1)
        if quoted != typed:
            typed, text = quoted, without_politeness(normalise(quoted), lexicon())
        return text.strip(" ,.;!?"), typed
    text = _WAY.sub("counterclockwise", in_full(text))
    return text.strip(" ,.;!?"), typed


def _within(text: str, typed: str) -> Step | None:
    """The operation that is left of a clause, when what stands around it is taken off step by step."""
    for core, rest in cores(text):
        if (step := one(core, typed)) is not None and _is_plain(step, rest):
            return step
    return None


def _is_plain(step: Step, rest: str) -> bool:
    """Whether the words that were taken off ask for nothing, and the part that is worked on was named."""
    if step.region in PRONOUNS or _SENTENCES.search(step.region) or (rest and _more().search(rest)):
        return False
    named = str(step.values.get("words", "")) if '"' not in step.words else ""
    return not _more().search(f"{_BACK.sub('', step.region)} {named.lower()}") and not _ON_IT.search(named)


def _among(text: str, typed: str) -> Step | None:
    """The one operation among several clauses, where all others are remarks, say what is wrong or say it once more."""
    clauses = _clauses(text)
    if not 1 < len(clauses) <= _MOST_CLAUSES:
        return None
    found: list[Step] = []
    remarks: list[str] = []
    for clause in clauses:
        step = _within(clause, typed)
        if found and _again().fullmatch(clause) and not _is_more(clause, step, found[-1]):
            continue
        step = step or _of_what_was_told(clause, typed, remarks)
        if step is not None:
            found.append(step)
        else:
            remarks.append(clause)
    step = _joined(found) if found else None
    if step is None or not all(_is_aside(clause, step, clause == clauses[0]) for clause in remarks):
        return None
    where = next((match["where"] for match in map(_ONE.fullmatch, clauses[1:]) if match), "")
    named = f"{step.region} {where}" if where and step.region else step.region
    return replace(step, region=named, target=named) if named != step.region else step


def _is_more(clause: str, step: Step | None, before: Step) -> bool:
    """ "Crop it square and sharpen it", "flip it and make it smaller": other work, and not the same once more."""
    if step is None:
        return _SIZE.search(clause) is not None and before.operation not in _SIZED
    return step.operation != before.operation and not {step.operation, before.operation} <= _TURNS


def _is_aside(clause: str, step: Step, first: bool) -> bool:
    """Whether a clause beside the work asks for nothing else; the first may name what is worked on."""
    if (fault := _fault(step.operation)) and fault.fullmatch(clause):
        return True
    named = _named(clause) if first else ""
    return not _more().search(clause) and bool(_remark().fullmatch(clause) or (named and named in step.region))


def _clauses(text: str) -> list[str]:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    clauses: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        if not any(low < match.start() < high for low, high in quoted):
            clauses.append(text[start : match.start()])
            start = match.end()
    return [plain for clause in (*clauses, text[start:]) if (plain := _AND.sub("", clause.strip()))]


def _of_what_was_told(clause: str, typed: str, remarks: list[str]) -> Step | None:
    """ "Zap it", of what the remark before it named."""
    named = next((thing for thing in map(_named, reversed(remarks)) if thing), "")
    if not named:
        return None
    for core, rest in cores(clause):
        alone = _alone().fullmatch(core)
        whole = f"{'remove' if alone['away'] else core} {named}" if alone else _IT.sub(named, core, count=1)
        if whole != core and (step := one(whole, typed)) is not None and named in step.region and _is_plain(step, rest):
            return step
    return None


def _named(remark: str) -> str:
    """What a remark is about, or the thing that is all of it."""
    return topic(remark) or (remark if _A_THING.fullmatch(remark) else "")


def _joined(found: list[Step]) -> Step | None:
    """One step of all that say the same; None where they do not."""
    if len({step.operation for step in found}) != 1:
        return None
    first, *others = sorted(found, key=lambda step: -len(step.values) - bool(step.region))
    if others and (first.operation not in _ONCE or any(step.region not in {"", first.region} for step in others)):
        return None
    return replace(first, values={name: value for step in (*others, first) for name, value in step.values.items()})


@cache
def _remark() -> re.Pattern[str]:
    return lazy("|".join(said()["remark"]))


@cache
def _again() -> re.Pattern[str]:
    return lazy(said()["again"])


@cache
def _fault(operation: str) -> re.Pattern[str] | None:
    shape = said()["faults"].get(operation)
    return lazy(shape) if shape else None


@cache
def _alone() -> re.Pattern[str]:
    return lazy(said()["words"]["alone"])


@cache
def _more() -> re.Pattern[str]:
    return lazy(said()["words"]["more"])


@cache
def _writing() -> re.Pattern[str]:
    return lazy(said()["words"]["writing"])
