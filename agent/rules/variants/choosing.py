"""Reads wishes about variants and files: compare, export, choose; each only where nothing of an edit is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.plan import Intent, Move, Output, Plan, Scene
from agent.rules.slots.references import Reference, references
from agent.rules.slots.spans import cut_output, without
from agent.rules.talk.acts import names_a_session
from agent.rules.words.clean import Phrases, texts_of, words_of
from agent.rules.words.hints import said
from agent.rules.words.lexicon import Lexicon, listed
from agent.rules.words.patterns import lazy
from agent.rules.words.politeness import bared

_ON_ONE_SHEET = lazy(
    r"\bcontact sheet\b|\bside[- ]by[- ]side\b|\bbefore[ /-](?:and[ -])?after\b"
    r"|\b(?:on|in|as|into) one (?:sheet|picture|image|file)\b"
)
# "Put me and my sister in one picture" draws one; "show me all in one picture" lays out what there is.
_IN_ONE, _FOR_ME = lazy(r"\b(?:in|into) one (?:picture|image)\b"), lazy(r"\b(?:show|give|let|get|make|send|for) me\b")
_WHO = lazy(
    r"\b(?:me|us|him|our|his|their|my \w+|kids?|dogs?|cats?|bab(?:y|ies)|people|family|twins|friends?|couples?|boys?"
    r"|girls?|(?:grand)?parents|sisters?|brothers?|children|men|women)\b"
)
_SHEET_WORDS = frozenset({"sheet", "side", "before", "picture", "image", "file"})
# "Combine these two into one picture" draws one.
_MERGING = frozenset({"combine", "merge", "blend", "fuse", "composite", "stitch", "mix"})
_ASKS_FOR_ONE = lazy(r"\bcontact sheet\b|\b(?:picture|image|file|sheet|jpe?g|png)\b")
# What is written to a file; other words are written on the picture: "write SALE at the top, crop it square".
_FILED = frozenset(["it", "them", "this", "these", "those", "all", "both", "everything", "out", "the", "a", "an", "to"])
_QUOTED = lazy(r'"[^"]*"')
# More words than this compare something only where they name it; a guess is left to what kind of wish it is.
_MOST_TO_COMPARE, _GUESS = 9, 0.6
# More words than this do more than choose.
_MOST_TO_CHOOSE = 16
# No phrase that opens a wish about variants has more words.
_LONGEST_VERB = 8
_GO_FILLER = {
    "to", "the", "it", "that", "this", "one", "is", "best", "and", "from", "there", "here", "with", "please", "on",
    "a", "i", "me", "like", "my", "favourite", "favorite", "good", "drop", "rest", "works", "better", "yes", "back",
    "current", "make", "variant", "version", "now", "for", "most", "of", "as", "want", "again", "so", "then", "go",
}  # fmt: skip


def about_variants(text: str, bare: str, raw: str, scene: Scene, lex: Lexicon) -> Plan | None:
    """Compare, export, and choosing; each only where nothing of an edit is left over."""
    named = references(text, scene)
    wrong = next((reference.wrong for reference in named if reference.wrong), "")
    ids = [id for reference in named for id in reference.ids]
    # What is quoted is written in the picture.
    words = texts_of(_QUOTED.sub("", text) if '"' in text else text)
    verb = _opening(bare, listed("export", "verbs"))
    if (
        said(text, _SHEET_WORDS)
        and not _merges(text)
        and _ON_ONE_SHEET.search(text)
        and not (_IN_ONE.search(text) and _WHO.search(_FOR_ME.sub("", text)))
        and (verb or _ASKS_FOR_ONE.search(text))
    ):
        return _sheet(text, raw, ids, wrong, scene)
    if listed("compare", "words").find(words):
        plan = _compare(ids, wrong, text, scene)
        # "Sit side by side with her" does not compare; a long sentence that names no variant may well not.
        few = len(words) <= _MOST_TO_COMPARE and "us" not in words and names_a_session(" ".join(words))
        return plan if ids or wrong or few else replace(plan, confidence=_GUESS)
    written = words[:1] == ["write"] and _FILED.isdisjoint(words[1:2]) and not named
    if verb and not written and (plan := _export(text, raw, named, wrong, scene, lex)):
        return plan
    go = listed("navigate", "go")
    if not named and (len(words) > _MOST_TO_CHOOSE or not _points_here(words)):
        return None
    rest = without(text, [(one.start, one.end) for one in named])
    left = texts_of(bared(rest, lex))
    choosing = bool(_opening(bare, go)) or go.find(words) is not None
    significant = [word for word in left if word not in _GO_FILLER and word not in ",.?!;"]
    for start in range(len(left)) if significant else ():
        if hit := go.at(left, start):
            significant = [word for word in significant if word not in left[start : start + hit[1]]]
    if named and not significant:
        if wrong:
            return Plan("", Intent.NAVIGATE, move=Move.GO, wrong_reference=wrong)
        if len(set(ids)) > 1:
            return None  # nobody can look at "both"
        sure = 0.95 if choosing or len(words) <= 4 else 0.8
        return Plan("", Intent.NAVIGATE, move=Move.GO, subject=ids[0] if ids else "", confidence=sure)
    if not named and choosing and not significant and _points_here(left):
        return Plan("", Intent.NAVIGATE, move=Move.GO, subject=scene.current, confidence=0.8)
    return None


def _points_here(left: Sequence[str]) -> bool:
    return bool({"this", "that", "it"} & set(left))


def _opening(bare: str, phrases: Phrases[bool]) -> int:
    words = texts_of(" ".join(bare.split(" ", _LONGEST_VERB)[:_LONGEST_VERB]))
    hit = phrases.at(words, 0) if words else None
    return hit[1] if hit else 0


def _merges(text: str) -> bool:
    return said(text, _MERGING) and not said(text, {"sheet"})


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


def _sheet(text: str, raw: str, ids: list[str], wrong: str, scene: Scene) -> Plan:
    """All that were named, else the last round, else the current one beside what it was made from."""
    output, _ = cut_output(text, raw)
    pair = re.search(r"\bbefore\b", text) is not None
    ids = ids or ([] if pair else list(scene.shown if len(scene.shown) > 1 else scene.variants[1:]))
    subject, *others = ids or [scene.current]
    return Plan(
        "",
        Intent.EXPORT,
        subject=subject,
        others=tuple(others),
        output=replace(output, together=True),
        wrong_reference=wrong,
        confidence=0.9,
    )


def _export(text: str, raw: str, named: list[Reference], wrong: str, scene: Scene, lex: Lexicon) -> Plan | None:
    table = lex.raw["export"]
    output, rest = cut_output(text, raw)
    named_left = references(rest, scene)
    rest = without(rest, [(one.start, one.end) for one in named_left])
    left = [word.text for word in words_of(bared(rest, lex)) if word.text not in ",.!?;"]
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
