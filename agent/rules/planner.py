"""Reads a request without a language model: gates first, then spans are cut out, then edits are looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.plan import Decision, Intent, Move, Output, Plan, Scene, Step
from agent.rules import steps as edits
from agent.rules.counts import Count, count
from agent.rules.lexicon import Lexicon, lexicon, listed
from agent.rules.references import Reference, references
from agent.rules.spans import Kept, cut_keeps, cut_output, without
from agent.rules.words import Phrases, normalise, repaired, words_of
from backends.types import Task

_QUESTION = re.compile(r"^(?:which|what|what's|is|are|do|does|how|should|who|where|why|can i|am i)\b|\?$")
_STRIPPED = ".,;!? "
# With so many words of the wish itself not understood, what was understood is more likely an accident.
_MOST_UNREAD = 2


def read(words: str, scene: Scene) -> Plan:
    """The reading of `words` against `scene`. Pure; never raises; what it is not sure of it offers instead of doing."""
    lex = lexicon()
    text = _mended(normalise(words), lex)
    bare = _bare(text, lex)
    plan = (
        _short(bare, text, scene)
        or _question(text, bare)
        or _about_variants(text, bare, words, scene, lex)
        or _edit(text, words, scene, lex)
    )
    return replace(plan, words=words)


def _mended(text: str, lex: Lexicon) -> str:
    """Single slips in words that matter, put right; paths and names are left alone."""
    pieces = text.split(" ")
    return " ".join(
        piece.replace(core, repaired(core, lex.right, lex.known)) if core else piece
        for piece in pieces
        for core in (piece.strip(_STRIPPED),)
    )


def _bare(text: str, lex: Lexicon) -> str:
    """Without politeness at either end and without the final stop."""
    words = [word.text for word in words_of(text.strip(_STRIPPED))]
    place = 0
    while place < len(words) and (hit := lex.polite.at(words, place) or ((True, 1) if words[place] == "," else None)):
        if hit[1] >= len(words) - place:
            break
        place += hit[1]
    end = len(words)
    changed = True
    while changed and end > place + 1:
        changed = False
        for start in range(max(place + 1, end - 4), end):
            hit = lex.thanks.at(words[:end], start)
            if hit and start + hit[1] == end:
                end, changed = start, True
                break
        while end > place + 1 and words[end - 1] in {",", ".", "!", "?"}:
            end, changed = end - 1, True
    return " ".join(words[place:end])


def _short(bare: str, text: str, scene: Scene) -> Plan | None:
    """Whole sentences that mean one thing: undo, thanks, yes, help, again."""
    if not bare:
        return _unknown(text, scene, Intent.UNKNOWN)
    whole = text.strip(_STRIPPED)

    def is_one_of(table: str, key: str) -> bool:
        return _is_all(bare, listed(table, key)) or _is_all(whole, listed(table, key))

    if is_one_of("navigate", "undo"):
        return Plan("", Intent.NAVIGATE, move=Move.UNDO)
    if is_one_of("navigate", "redo"):
        return Plan("", Intent.NAVIGATE, move=Move.REDO)
    for intent in (Intent.HELP, Intent.CHAT, Intent.CONFIRM):
        if is_one_of(intent, "exact"):
            return Plan("", intent)
    if is_one_of("repeat", "again"):
        return Plan("", Intent.EDIT, (Step(Task.REPEAT),), confidence=0.85)
    return None


def _is_all(text: str, phrases: Phrases[bool]) -> bool:
    words = [word.text for word in words_of(text)]
    hit = phrases.at(words, 0) if words else None
    return hit is not None and hit[1] == len(words)


def _question(text: str, bare: str) -> Plan | None:
    words = [word.text for word in words_of(text)]
    asks = bool(_QUESTION.search(text) or _QUESTION.search(bare))
    if listed("advise", "cues").find(words) and (asks or " or " in text or len(words) <= 2):
        return Plan("", Intent.ADVISE)
    if asks and listed("help", "cues").find(words):
        return Plan("", Intent.HELP)
    if listed("settings", "cues").find(words):
        return Plan("", Intent.SETTINGS, confidence=0.8)
    return None


def _about_variants(text: str, bare: str, raw: str, scene: Scene, lex: Lexicon) -> Plan | None:
    """Compare, export, and choosing; each only where nothing of an edit is left over."""
    named = references(text, scene)
    wrong = next((reference.wrong for reference in named if reference.wrong), "")
    ids = [id for reference in named for id in reference.ids]
    words = [word.text for word in words_of(text)]
    if listed("compare", "words").find(words):
        return _compare(ids, wrong, text, scene)
    verb = _opening(bare, listed("export", "verbs"))
    if verb and (plan := _export(text, raw, named, wrong, scene, lex)):
        return plan
    rest = without(text, [(one.start, one.end) for one in named])
    left = [word.text for word in words_of(_bare(rest, lex))]
    go = listed("navigate", "go")
    choosing = _opening(bare, go) or go.find(words) is not None
    significant = [word for word in left if word not in _GO_FILLER and word not in ",.!?;"]
    for start in range(len(left)):
        if hit := go.at(left, start):
            significant = [word for word in significant if word not in left[start : start + hit[1]]]
    if named and not significant:
        if wrong:
            return Plan("", Intent.NAVIGATE, move=Move.GO, wrong_reference=wrong)
        sure = 0.95 if choosing or len(words) <= 4 else 0.8
        return Plan("", Intent.NAVIGATE, move=Move.GO, subject=ids[0] if ids else "", confidence=sure)
    if not named and choosing and not significant and _points_here(left):
        return Plan("", Intent.NAVIGATE, move=Move.GO, subject=scene.current, confidence=0.8)
    return None


_GO_FILLER = {
    "to", "the", "it", "that", "this", "one", "is", "best", "and", "from", "there", "here", "with", "please", "on",
    "a", "i", "me", "like", "my", "favourite", "favorite", "good", "drop", "rest", "works", "better", "yes", "back",
    "current", "make", "variant", "version", "now", "for", "most", "of", "as", "want", "again", "so", "then", "go",
}  # fmt: skip


def _points_here(left: Sequence[str]) -> bool:
    return bool({"this", "that", "it"} & set(left))


def _opening(bare: str, phrases: Phrases[bool]) -> int:
    words = [word.text for word in words_of(bare)]
    hit = phrases.at(words, 0) if words else None
    return hit[1] if hit else 0


def _compare(ids: list[str], wrong: str, text: str, scene: Scene) -> Plan:
    if wrong:
        return Plan("", Intent.COMPARE, wrong_reference=wrong)
    if len(ids) >= 2:
        return Plan("", Intent.COMPARE, subject=ids[1], others=(ids[0],))
    if ids:
        # "compare it with the original" names the other side; "compare v2" the one to look at.
        other = re.search(r"\b(?:with|to|against|and|vs|versus|from)\b", text) is not None
        if other and ids[0] != scene.current:
            return Plan("", Intent.COMPARE, subject=scene.current, others=(ids[0],))
        return Plan("", Intent.COMPARE, subject=ids[0])
    return Plan("", Intent.COMPARE)


def _export(text: str, raw: str, named: list[Reference], wrong: str, scene: Scene, lex: Lexicon) -> Plan | None:
    table = lex.raw["export"]
    output, rest = cut_output(text, raw)
    named_left = references(rest, scene)
    rest = without(rest, [(one.start, one.end) for one in named_left])
    left = [word.text for word in words_of(_bare(rest, lex)) if word.text not in ",.!?;"]
    verbs = listed("export", "verbs")
    if left and (hit := verbs.at(left, 0)):
        left = left[hit[1] :]
    unread = tuple(word for word in left if word not in table["filler"])
    nothing_named = not named and output == Output()
    if lex.cues.find(left) or len(unread) > 3 or (unread and nothing_named):
        return None
    ids = list(dict.fromkeys(id for reference in named for id in reference.ids))
    if not ids and re.search(r"\b(?:all|everything)\b", text):
        ids = list(scene.variants[1:]) or [scene.current]
    return Plan(
        "",
        Intent.EXPORT,
        subject=ids[0] if ids else "",
        others=tuple(ids[1:]),
        output=output,
        wrong_reference=wrong,
        unread=unread,
        confidence=0.95 if not unread else 0.7,
    )


def _edit(text: str, raw: str, scene: Scene, lex: Lexicon) -> Plan:
    kept = cut_keeps(text)
    output, text = _wanted_file(kept.rest, raw)
    named = references(text, scene)
    wrong = next((reference.wrong for reference in named if reference.wrong), "")
    subject = next((reference.ids[0] for reference in named if reference.ids), "")
    text = without(text, [(one.start, one.end) for one in named])
    words = _without_thanks([word.text for word in words_of(text)], lex)
    back = listed("navigate", "undo").at(words, 0) if words else None
    if back and not subject:
        # "go back one step and make it green": the edit starts from the parent.
        subject, words = scene.parents.get(scene.current, ""), words[back[1] :]
    asked = count(words, lex)
    plan = Plan(
        "", Intent.EDIT, count=asked.value, subject=subject, output=output, keep=kept.keep, wrong_reference=wrong
    )
    if asked.ones:
        plan = replace(plan, parallel=True)
    remaining = [word for place, word in enumerate(words) if place not in asked.places]
    found = edits.find(remaining, lex)
    if not found.steps:
        return _no_step(plan, words, remaining, asked, kept, named, scene, raw)
    alone = [step for step in found.steps if step.look]
    if not plan.parallel and len(alone) > 1 and _one_each(words, lex):
        plan = replace(plan, parallel=True)
    if plan.parallel and len(found.steps) < 2:
        plan = replace(plan, parallel=False)
    sure = 1.0 - 0.5 * len(found.unread) / max(1, found.words)
    return replace(
        plan,
        steps=tuple(found.steps),
        count=1 if plan.parallel else plan.count,
        confidence=round(max(0.3, sure), 2),
        decision=Decision.ACT if len(found.unread) < _MOST_UNREAD else Decision.OFFER,
        unread=tuple(found.unread),
        offers=offers(scene),
    )


def _without_thanks(words: Sequence[str], lex: Lexicon) -> list[str]:
    left: list[str] = []
    place = 0
    while place < len(words):
        hit = lex.thanks.at(words, place)
        if not hit:
            left.append(words[place])
        place += hit[1] if hit else 1
    return left


def _wanted_file(text: str, raw: str) -> tuple[Output, str]:
    """A file wish inside an edit counts only where it is said with a verb of saving ("… and save it as png")."""
    match = re.search(r"(?:,|\band\b|\bthen\b)\s*(?:then )?(?:export|save|download)\b.*$", text)
    if not match:
        return Output(), text
    output, _ = cut_output(match[0], raw)
    return output, text[: match.start()].strip()


def _one_each(words: Sequence[str], lex: Lexicon) -> bool:
    """ "A noir version and a vivid one": a noun for a variant in two parts of the sentence."""
    parts = edits.clauses(words, lex)
    return sum(any(word in {"version", "one", "variant", "take"} for word in part) for part in parts) > 1


def _no_step(
    plan: Plan,
    words: Sequence[str],
    remaining: Sequence[str],
    asked: Count,
    kept: Kept,
    named: Sequence[Reference],
    scene: Scene,
    raw: str,
) -> Plan:
    plain = [word for word in words if word not in ",.!?;"]
    if listed("repeat", "another").find(plain) or (named and listed("repeat", "again").find(plain)):
        return replace(plan, steps=(Step(Task.VARIATION),), confidence=0.85, count=max(1, asked.value))
    if _more_like(plain):
        return replace(plan, steps=(Step(Task.VARIATION),), confidence=0.85)
    vague = listed("vague", "cues").find(plain) or asked.places or kept.keep or listed("more", "words").find(plain)
    return _unknown(raw, scene, Intent.VAGUE if vague else Intent.UNKNOWN, tuple(remaining))


def _more_like(words: Sequence[str]) -> bool:
    """ "Three more", "two more like that", "more like v2"."""
    return "more" in words and set(words) <= {
        "more",
        "like",
        "that",
        "this",
        "these",
        "it",
        "give",
        "me",
        "make",
        "of",
        "please",
        "one",
        "ones",
        "show",
        "three",
        "two",
        "four",
        "five",
    }


def _unknown(raw: str, scene: Scene, intent: Intent, unread: tuple[str, ...] = ()) -> Plan:
    return Plan(raw, intent, confidence=0.2, decision=Decision.OFFER, unread=unread[:8], offers=offers(scene))


def offers(scene: Scene) -> tuple[str, str, str]:
    """Three sentences that can be done with this photo as it stands."""
    if len(scene.shown) > 1:
        return "the second one, but a bit warmer", "make three cinematic versions", "export the first as PNG"
    if len(scene.variants) > 1:
        return "a bit more contrast", "compare with the original", "export as PNG"
    return "make three moodier versions", "a bit warmer and brighter", "black and white"
