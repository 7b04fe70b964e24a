"""Reads a request without a language model: gates first, then spans are cut out, then edits are looked for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from agent.plan import NO_WISH, Decision, Intent, LockAct, LockWish, Move, Plan, Scene, Step
from agent.rules.accounted import executable
from agent.rules.apart import by_halves
from agent.rules.by_engine import by_engine
from agent.rules.by_kind import BEYOND, ENGINES, SURE
from agent.rules.clauses.clauses import told
from agent.rules.engine.doubts import doubted
from agent.rules.engine.families import shelf
from agent.rules.engine.filed import filed
from agent.rules.kinds.deciding import Kind
from agent.rules.kinds.kind import kind
from agent.rules.other_words import in_other_words, not_by_half
from agent.rules.questions import questioned
from agent.rules.second import with_second
from agent.rules.settle import settled
from agent.rules.slots.around import everything_but
from agent.rules.slots.locking import brands, lock_wish, with_handles, without_brands, without_reach
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
from agent.rules.words.clean import normalise, repaired, texts_of
from agent.rules.words.force import said_plainly
from agent.rules.words.languages import language
from agent.rules.words.letters import as_typed, in_plain_letters
from agent.rules.words.lexicon import Lexicon, lexicon, listed
from agent.rules.words.patterns import lazy
from agent.rules.words.politeness import bared
from agent.rules.words.vocabulary import vocabulary
from backends.types import Scope, Task

_QUESTION = lazy(r"(?:which|what|what's|is|are|do|does|how|should|who|where|why|can i|am i)\b")
_ABLE = lazy(
    r"\b(?:is it possible|are you able) to\b.*\b(?:the|this|that|these|those|my|her|his|their|our|it|me|him|us|them)\b"
)
# "Perfect, save it": the praise is for what was shown, the wish comes after it.
_PRAISE = lazy(
    r"^\s*(?:(?:perfect|great|lovely|nice|awesome|cool|beautiful|wonderful|excellent|good|wow|super|amazing|brill"
    r"|brilliant|ace|fab|fabulous|gorgeous|sweet|nice one|great stuff|love it|spot on|legend|sorted|bingo|fantastic"
    r"|superb|thanks|thank you|cheers|ta)\s*[,.!;]+\s*)+(?=\w)"
    # "I like it but it's too punchy": what comes behind is the wish.
    r"|^\s*(?:i (?:really |quite )?(?:like|love) (?:it|this|that)"
    r"|(?:(?:that|it)'?s |looks? |looking )?(?:really |pretty |much )?"
    r"(?:good|great|nice|lovely|fine|ok|okay|better|perfect|close|nearly there|almost there)),? but (?=\w)"
    # "OK, we're done, export please"
    r"|^\s*(?:(?:ok|okay|right|alright|well|so|great)[,.]? )?"
    r"(?:(?:we|i)(?:'re| are|'m| am) (?:all )?(?:done|finished|happy)|that's (?:it|all|me done|us done)|all done|done"
    r"|finished)(?: (?:here|now|with (?:it|this|that)))?\s*[,.;!]+\s*"
    r"(?:so |then |now |please )*(?=(?:export|save|download|send)\b)"
    r"|^\s*before (?:i|we) (?:post|send|share|print|upload|publish|sell|list) (?:this|it|that)(?: online| anywhere)?,?"
    r" (?=\w)",
    re.I,
)
# "The sea runs downhill, put that right": the wish is the fault before it.
_PUT_RIGHT = lazy(
    r"(?<=\w)[,.;]\s+(?:and |so |please |(?:can|could|would) you )*(?:put|set|get) (?:that|it|this|them)"
    r" (?:right|straight)(?: again| for me| please)*\s*[.!?]*$",
    re.I,
)
# What two words mean is told; which of two variants is which is shown.
_DIFFERENCE = lazy(
    r"(?:so )?(?:what(?:'s|s| is| are)|is there|explain|tell me) (?:an?y? |the )?(?:real |actual )?differences? between"
    r" (?!.*\b(?:v?\d|these|those|this|that|them|original|first|second|last|versions?|variants?|takes?|ones?|before)\b)"
)
_STRIPPED = ".,;!? "
# Longer requests have a story around their wish.
_A_STORY = 140
# No whole sentence of the tables has so many letters.
_LONGEST_WHOLE = 50


def read(words: str, scene: Scene) -> Plan:
    """The reading of `words` against `scene`. Pure; never raises; what it is not sure of it offers instead of doing."""
    plain = in_plain_letters(words)
    plan = by_halves(_read(plain, scene), plain, scene, _read, executable)
    plan = questioned(lasting(plan, plain, scene, _read), plain, scene)
    plan = with_second(plan, plain, scene)
    return plan if plain is words else as_typed(plan, words, plain)


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
    asked = everything_but(_PUT_RIGHT.sub("", said_plainly(asked)))
    named: tuple[str, ...] = ()
    if "@" in asked:
        asked = with_handles(asked)
        named = brands(asked)
        asked = without_brands(asked) if named else asked
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
        or by_engine(text, bare, asked, scored)
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
    if "difference" in text and (_DIFFERENCE.match(text) or _DIFFERENCE.match(bare)):
        return Plan("", Intent.ADVISE)
    if asks and listed("help", "cues").find(words):
        return Plan("", Intent.HELP)
    return None
