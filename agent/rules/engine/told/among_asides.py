"""Reads one operation of the engine with what is told around it ("nobody should know who they are, blur the faces")."""

from __future__ import annotations

from agent.plan import Decision, Intent, Plan, Step
from agent.rules.engine.operations import one
from agent.rules.engine.told.asides import OF_VARIANTS, only_tells, stripped, without_asides
from agent.rules.slots.references import names_a_variant
from agent.rules.words.patterns import lazy

_LONGEST = 160
# Work whose words, read whole, ask for nothing but the frame, the file or what lies over all of it.
_WHOLE = frozenset({
    "crop", "pad", "resize", "straighten", "rotate", "flip", "border", "denoise", "obscure", "redeye", "monochrome",
    "heal", "text", "watermark", "logo", "cutout",
})  # fmt: skip
# What the words for what must stay, and the ends of clauses, part ("must not be readable", "head and shoulders").
_ALONE = frozenset({"obscure", "crop", "logo"})
_UNREADABLE = lazy(r"\b(?:readable|unreadable|legible|illegible|recogni[sz]\w+|unrecogni[sz]\w+|identif\w+|read)\b")
_SURE, _TOLD = 0.9, 0.8


def operated(bare: str, typed: str) -> Plan | None:
    """The plan of a request that asks for one operation and for nothing else; None for any other one."""
    text = bare.replace(" ,", ",").strip(" ,.;!?")
    if not 0 < len(text) <= _LONGEST or OF_VARIANTS.search(text) or names_a_variant(text):
        return None
    short = without_asides(text)
    step = _whole(short, typed)
    if step is not None and (short != text or _says_it_otherwise(step, text) or _is_cut_out(step, short)):
        return _plan(step, _SURE)
    step = _after_a_story(short, typed)
    return _plan(step, _TOLD) if step is not None else None


def _plan(step: Step, confidence: float) -> Plan:
    return Plan("", Intent.EDIT, (step,), confidence=confidence, decision=Decision.ACT, label=str(step.task))


def _whole(text: str, typed: str) -> Step | None:
    step = one(stripped(text), typed)
    return step if step is not None and step.operation in _WHOLE else None


def _after_a_story(text: str, typed: str) -> Step | None:
    first, comma, rest = text.partition(", ")
    step = _whole(rest, typed) if comma and only_tells(first) else None
    # "Her face is visible, pixelate it": what it is was told before.
    return None if step is not None and step.operation == "obscure" and not step.region else step


def _says_it_otherwise(step: Step, text: str) -> bool:
    return step.operation in _ALONE and (step.operation != "obscure" or _UNREADABLE.search(text) is not None)


def _is_cut_out(step: Step, text: str) -> bool:
    return step.operation == "cutout" and ", " in text
