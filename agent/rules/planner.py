"""Reads a request without a language model: gates first, then spans are cut out, then edits are looked for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from agent.plan import NO_WISH, Decision, Intent, LockAct, LockWish, Move, Output, Plan, Scene, Step
from agent.rules.accounted import label_of, label_of_all
from agent.rules.by_kind import BEYOND, ENGINES, SURE
from agent.rules.clauses.clauses import told
from agent.rules.engine.doubts import doubted
from agent.rules.engine.families import shelf
from agent.rules.engine.filed import filed
from agent.rules.engine.light.english import toned
from agent.rules.engine.light.quality_steps import label_of_tones
from agent.rules.engine.light.shapes import shaped
from agent.rules.engine.operations import one
from agent.rules.engine.refused import refused
from agent.rules.engine.told.among_asides import operated
from agent.rules.engine.told.looks import told_look
from agent.rules.engine.told.operations import told as told_operation
from agent.rules.kinds.deciding import Kind
from agent.rules.kinds.kind import kind
from agent.rules.other_words import OF_PARTS, in_other_words, not_by_half
from agent.rules.questions import questioned
from agent.rules.second import with_second
from agent.rules.settle import settled
from agent.rules.slots.around import everything_but
from agent.rules.slots.counts import wanted
from agent.rules.slots.formats import cut_output
from agent.rules.slots.locking import brands, lock_wish, without_brands, without_reach
from agent.rules.slots.spans import cut_keeps
from agent.rules.terms.lasting import lasting
from agent.rules.terms.routed import routed
from agent.rules.terms.trials import DRAFTS, tried
from agent.rules.variants import sent
from agent.rules.variants.choosing import about_variants
from agent.rules.variants.finding import found
from agent.rules.variants.keeping import kept
from agent.rules.variants.lessening import lessened, taken_back
from agent.rules.variants.mending import mended
from agent.rules.variants.pointing import Said
from agent.rules.variants.walking import walked
from agent.rules.wishes import edit, unknown
from agent.rules.words.clean import normalise, repaired, texts_of, tidy
from agent.rules.words.hints import said
from agent.rules.words.languages import language
from agent.rules.words.lexicon import Lexicon, lexicon, listed
from agent.rules.words.patterns import lazy
from agent.rules.words.politeness import bared, without_politeness
from agent.rules.words.vocabulary import vocabulary
from backends.types import Scope, Task

_QUESTION = lazy(r"(?:which|what|what's|is|are|do|does|how|should|who|where|why|can i|am i)\b")
_ABLE = lazy(
    r"\b(?:is it possible|are you able) to\b.*\b(?:the|this|that|these|those|my|her|his|their|our|it|me|him|us|them)\b"
)
# "Perfect, save it": the praise is for what was shown, the wish comes after it.
_PRAISE = lazy(
    r"^\s*(?:perfect|great|lovely|nice|awesome|cool|beautiful|wonderful|excellent|good|wow|super|amazing)\s*[,.!;]\s*(?=\w)",
    re.I,
)
# "The sea runs downhill, put that right": the wish is the fault before it.
_PUT_RIGHT = lazy(
    r"(?<=\w)[,.;]\s+(?:and |so |please |(?:can|could|would) you )*(?:put|set|get) (?:that|it|this|them)"
    r" (?:right|straight)(?: again| for me| please)*\s*[.!?]*$",
    re.I,
)
# "Is it possible to remove people from photos?" asks about what can be done, and for nothing to be done.
_OF_PICTURES = lazy(r"\b(?:photos|pictures|images) ?\?")
_STRIPPED = ".,;!? "
# Longer requests have a story around their wish.
_A_STORY = 140
# No whole sentence of the tables has so many letters.
_LONGEST_WHOLE = 50


def read(words: str, scene: Scene) -> Plan:
    """The reading of `words` against `scene`. Pure; never raises; what it is not sure of it offers instead of doing."""
    plan = questioned(lasting(_read(words, scene), words, scene, _read), words, scene)
    return with_second(plan, words, scene)


def _read(words: str, scene: Scene) -> Plan:
    if question := sent.asked(words, scene):
        return question
    lex = lexicon()
    trial, asked = tried(_PRAISE.sub("", words, count=1))
    wish, asked = routed(asked)
    if trial is not NO_WISH:
        alone = wish.alone or trial.alone
        wish = replace(wish, models=trial.models, explore=trial.explore, finish=trial.finish, alone=alone)
        if wish.alone:
            return Plan(words, Intent.EDIT, wish=wish)
    asked = everything_but(_PUT_RIGHT.sub("", asked))
    named = brands(asked) if "@" in asked else ()
    if named:
        asked = without_brands(asked)
    text = normalise(asked)
    if language(text) == "en":
        text = _mended(text)
    bare = bared(text, lex)
    lock = lock_wish(text)
    reach = without_reach(text) if named else (text, None)
    if named and not bared(reach[0], lex).strip():
        lock = LockWish(LockAct.SET, (), reach[1] or Scope.SESSION, alone=True)
    if lock is not None and not lock.alone:
        # "For this one" says how far the lock reaches, not which variant is meant.
        text, _ = without_reach(text)
        bare = bared(text, lex)
    typed = Said(words)
    if walk := kept(typed, scene) or walked(text, scene) or found(typed, scene) or mended(typed, scene):
        return replace(walk, words=words, label="navigate", wish=wish)
    back, text = taken_back(bare, text, scene)
    if back is not None:
        return replace(back, words=words, label="navigate", wish=wish)
    scored = kind(asked)
    other, heard = in_other_words(text, asked, scene, scored)
    plan = (
        lessened(text, bare, scene)
        or shelf(bare)
        or filed(text, bare, asked)
        or _one(bare, asked)
        or _told_of(text, asked, scored, lex)
        or _toned(text, bare, asked, scored)
        or _told(text, bare, asked)
        or other
        or _short(bare, text, scene)
        or _question(text, bare)
        or about_variants(text, bare, asked, scene, lex)
        or _edit(text, asked, scored, scene, lex)
    )
    whole = plan is other
    plan = settled(plan, heard if whole else scored, text, scene, words, lock=lock, brands=named, wish=wish)
    plan = plan if whole else not_by_half(plan, text, asked)
    if wish.explore and plan.count == 1 and not plan.parallel:
        plan = replace(plan, count=DRAFTS)
    # Words that are only about who should do it leave nothing to be understood.
    return replace(plan, unread=(), offers=(), decision=Decision.ACT) if wish.alone else doubted(plan, text)


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


def _told_of(text: str, asked: str, scored: Kind, lex: Lexicon) -> Plan | None:
    """One operation in everyday words, under the label that the kind of the words gives it, or one look."""
    if _OF_PICTURES.search(text):
        return None
    plain = without_politeness(text, lex)
    if (plan := told_operation(plain, asked, scored.label)) is not None:
        return None if scored.label == "viewpoint" and scored.sure >= SURE else plan
    look = told_look(plain, lex)
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


def _told(text: str, bare: str, asked: str) -> Plan | None:
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


def _edit(text: str, words: str, scored: Kind, scene: Scene, lex: Lexicon) -> Plan:
    """What the engine can do of it, read word by word; of a long text only the clauses that ask for something."""
    sure = scored.sure >= SURE and not any(wish.label in ENGINES for wish in scored.wishes)
    beyond = any(wish.label in BEYOND for wish in scored.wishes) and (scored.sure >= SURE or scored.label == "multi")
    if len(text) > _A_STORY:
        asked = ", ".join(told(wish.clause) for wish in scored.wishes)
        if not asked:
            return replace(unknown(text, scene, Intent.VAGUE), keep=cut_keeps(text).keep)
        if len(asked) < len(text):
            return replace(edit(_mended(asked), words, scene, lex, sure, beyond), keep=cut_keeps(text).keep)
    return edit(text, words, scene, lex, sure, beyond)


def _mended(text: str) -> str:
    """Single slips in words that matter, put right; paths and names are left alone."""
    return " ".join(map(_repaired, text.split(" ")))


@lru_cache(maxsize=8192)
def _repaired(piece: str) -> str:
    lex, core = lexicon(), piece.strip(_STRIPPED)
    if not core or core in vocabulary("en").spelled:
        return piece  # a scarf is not scary
    return piece.replace(core, repaired(core, lex.right, lex.known))


def _short(bare: str, text: str, scene: Scene) -> Plan | None:
    """Whole sentences that mean one thing: undo, thanks, yes, help, again."""
    if not bare:
        return unknown(text, scene, Intent.UNKNOWN)
    whole = text.strip(_STRIPPED)
    if min(len(bare), len(whole)) > _LONGEST_WHOLE:
        return None
    table, key = _sentences().get(" ".join(bare.split()), ("", "")) if whole else ("", "")
    if not table:
        table, key = _sentences().get(" ".join(texts_of(whole)), ("", ""))
    match table, key:
        case "navigate", "undo":
            return Plan("", Intent.NAVIGATE, move=Move.UNDO)
        case "navigate", "redo":
            return Plan("", Intent.NAVIGATE, move=Move.REDO)
        case "repeat", _:
            return Plan("", Intent.EDIT, (Step(Task.REPEAT),), confidence=0.85)
        case "", _:
            return None
        case _:
            return Plan("", Intent(table))


@cache
def _sentences() -> dict[str, tuple[str, str]]:
    """Whole sentences that mean one thing, and the list that holds them; the first list counts."""
    found: dict[str, tuple[str, str]] = {}
    lists = (("navigate", "undo"), ("navigate", "redo"), ("help", "exact"), ("chat", "exact"), ("confirm", "exact"))
    for table, key in (*lists, ("repeat", "again")):
        for sentence in lexicon().raw[table][key]:
            found.setdefault(" ".join(texts_of(sentence)), (table, key))
    return found


def _question(text: str, bare: str) -> Plan | None:
    words = texts_of(text)
    asks = text.endswith("?") or bool(_QUESTION.match(text) or _QUESTION.match(bare))
    # "Is it possible to remove the man?" is a polite wish for it, as the kinds of words tell.
    able = _ABLE.search(text)
    if not able and listed("advise", "cues").find(words) and (asks or " or " in text or len(words) <= 2):
        return Plan("", Intent.ADVISE)
    if asks and listed("help", "cues").find(words):
        return Plan("", Intent.HELP)
    return None
