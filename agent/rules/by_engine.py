"""The engine's own work that a request asks for and nothing else: an operation, a look, or light and colour."""

from __future__ import annotations

from dataclasses import replace

from agent.plan import Intent, Output, Plan
from agent.rules.accounted import label_of, label_of_all
from agent.rules.by_kind import SURE
from agent.rules.engine.light.english import toned
from agent.rules.engine.light.quality_steps import label_of_tones
from agent.rules.engine.light.shapes import shaped
from agent.rules.engine.operations import one
from agent.rules.engine.refused import refused
from agent.rules.engine.told.among_asides import operated
from agent.rules.engine.told.looks import told_look
from agent.rules.engine.told.operations import told
from agent.rules.kinds.deciding import Kind
from agent.rules.other_words import OF_PARTS
from agent.rules.slots.counts import wanted
from agent.rules.slots.formats import cut_output
from agent.rules.slots.spans import cut_keeps
from agent.rules.words.clean import tidy
from agent.rules.words.hints import said
from agent.rules.words.lexicon import lexicon
from agent.rules.words.patterns import lazy
from agent.rules.words.politeness import bared, without_politeness
from backends.types import Task

# Longer requests have a story around their wish.
_A_STORY = 140
# "Is it possible to remove people from photos?" asks about what can be done, and for nothing to be done.
_OF_PICTURES = lazy(r"\b(?:photos|pictures|images) ?\?")
# What the words for a refusal hear in a story about light ("the stage lights", "a pinch of grain").
_SAID_OF_LIGHT = frozenset({Task.TONE, Task.POSE, Task.BACKGROUND, Task.ADD})
_GO_ON = {
    "crop",
    "pad",
    "resize",
    "straighten",
    "rotate",
    "flip",
    "heal",
    "obscure",
    "border",
    "text",
    "denoise",
    "redeye",
}
_UNCUT = frozenset({
    "cutting", "cropping", "losing", "trimming", "transparent", "transparency", "through", "alpha", "upright",
    "landscape",
    "portrait", "sideways", "side", "sides", "edge", "times", "percent", "per", "icon", "format", "enough", "by",
    "line", "border", "bar", "bars", "box", "boxes", "strip", "closer", "tighter",
})  # fmt: skip


def by_engine(text: str, bare: str, asked: str, scored: Kind) -> Plan | None:
    """The plan of what the engine is asked for exactly; None for any other request. `bare` is the normalised `text`
    without what is polite, `asked` as it was typed."""
    return (
        _one(bare, asked)
        or _told(text, asked, scored)
        or _toned(text, bare, asked, scored)
        or _among_asides(text, bare, asked)
    )


def _one(bare: str, asked: str) -> Plan | None:
    """One operation with what goes on after its comma: "square, nothing cut off", "tilted, level it out"."""
    if len(bare) > _A_STORY or not ("," in bare or ": " in bare or said(bare, _UNCUT)):
        return None
    step = one(bare.replace(" ,", ","), tidy(asked))
    return (
        None
        if step is None or step.operation not in _GO_ON or (refused(bare) and step.operation != "pad")
        else Plan("", Intent.EDIT, (step,), confidence=0.9, label=label_of(step))
    )


def _told(text: str, asked: str, scored: Kind) -> Plan | None:
    """One operation in everyday words, under the label that the kind of the words gives it, or one look."""
    if _OF_PICTURES.search(text):
        return None
    plain = without_politeness(text, lexicon())
    if (plan := told(plain, asked, scored.label)) is not None:
        return None if scored.label == "viewpoint" and scored.sure >= SURE else plan
    look = told_look(plain, lexicon())
    return replace(look, label=scored.label) if look is not None and scored.label in {"background", "style"} else look


def _toned(text: str, bare: str, asked: str, scored: Kind) -> Plan | None:
    """Light and colour of the picture and of its parts, where no operation has the same words and nothing of it must
    be refused."""
    plan, keep = toned(bare), ()
    if plan is None or all(step.region for step in plan.steps):
        kept = cut_keeps(text)
        if keep := kept.keep:
            plan = toned(bared(kept.rest, lexicon()))
    if plan is None or _has_a_place(text, asked) or scored.label == "video":
        return None
    beyond = None if any(step.look for step in plan.steps) else refused(text)
    if beyond is not None and beyond.task not in _SAID_OF_LIGHT:
        return None
    if all(step.region for step in plan.steps):
        return None if shaped(bare) else replace(plan, keep=keep, label=_label_of_parts(plan, bare, scored))
    # "Get rid of that yellowish tinge" removes no thing.
    if (known := one(bare, bare)) is not None and known.operation != "remove":
        return None
    return replace(plan, keep=keep, label=label_of_tones(plan.steps, bare))


def _label_of_parts(plan: Plan, bare: str, scored: Kind) -> str:
    """Light and colour of a part are called by the kind of the words, where that may be."""
    own = label_of_tones(plan.steps, bare)
    own = own if own == "portrait" else label_of_all(plan)
    if scored.label not in OF_PARTS or (scored.label == "multi" and own != "multi"):
        return own
    return scored.label if scored.sure >= SURE or scored.label != "portrait" else own


def _among_asides(text: str, bare: str, asked: str) -> Plan | None:
    """One operation with what is told around it, where nothing of it must be refused."""
    plan = operated(bare, tidy(asked))
    if plan is None or _has_a_place(text, asked):
        return None
    beyond = refused(text)
    if beyond is None or beyond.task in _SAID_OF_LIGHT:
        return plan
    return plan if plan.confidence >= SURE and beyond.task is not Task.RESTORE else None


def _has_a_place(text: str, asked: str) -> bool:
    """ "Three of them", "as a png": what has a place of its own in a plan is not told around a wish."""
    return wanted(text).value != 0 or cut_output(text, asked)[0] != Output()
