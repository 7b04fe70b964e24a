"""Tells Chinese clauses that only tell something around a wish by their words: no work, no wish, no fault, no light.

A clause that asks for anything must not be taken for one: what is doubtful is none, and the request is then not read.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from agent.rules.engine.chinese.clauses import bared, works
from agent.rules.engine.tongues import in_english
from agent.rules.words.macros import one_of
from agent.rules.words.patterns import lazy
from agent.rules.words.tokens import tokens
from agent.rules.words.vocabulary import bits, every, vocabulary

_FILE = Path(__file__).parents[4] / "prompts" / "lexicon" / "zh-telling.toml"
_LONGEST, _LONGEST_NAME, _MARKS = 26, 6, " ,.;!?~。、…"
# Verbs that change no picture: what somebody does, where things are and where somebody goes.
_HARMLESS = bits("v.pose v.emerge v.gesture v.goto v.view v.count v.save")
# What may be wished for or complained of.
_WISHED = bits(
    "x.said m.be m.object m.let m.forbid m.only m.instead m.more m.slightly m.then m.faulty m.notso m.mishap m.into"
    " m.left a.tonal a.sharp a.blurred n.tone n.defect n.style n.styleword n.effectword n.size n.camera"
    " n.face n.skin n.hair n.body n.makeup n.background n.sky n.text n.logo n.litter n.extra n.colour c.hollow"
)
_DOES = bits("v.pose v.gesture v.emerge v.animate")
# A look, which may be wished for, and is no mere likeness.
_LOOKS = bits("n.style c.style n.tone a.tonal n.season n.weather n.posture n.expression x.said m.be m.let")
_SIZE = bits("n.size")


def told(clause: str) -> bool:
    """Whether a clause, as it was said or without what is polite, asks for nothing, or names what the picture is."""
    forms = dict.fromkeys((clause.strip(_MARKS), bared(clause)))
    return any(only_tells(form) or names_the_picture(form) for form in forms)


@lru_cache(maxsize=256)
def only_tells(clause: str) -> bool:
    """Whether a clause asks for nothing and complains of nothing."""
    clause = clause.strip()
    if not 0 < len(clause) <= _LONGEST or '"' in clause:
        return False
    if works(clause):
        return _shapes("always").fullmatch(clause) is not None
    if _shapes("tells").fullmatch(clause) or _shapes("always").fullmatch(clause):
        return True
    if _shapes("likened").fullmatch(clause):
        return not _holds(clause, _LOOKS)
    plain = _words("safe").sub("某", clause)
    if _words("fault").search(plain) or _work_in(plain, _WISHED):
        return False
    evidence = "past" if _holds(plain, _DOES) else "words"
    return lazy(_data()["evidence"][evidence]).search(clause) is not None


@lru_cache(maxsize=256)
def names_the_picture(clause: str) -> bool:
    """Whether a clause is no more than what the picture is, or where it is from: "民宿客厅"."""
    clause = clause.strip()
    if not 0 < len(clause) <= _LONGEST or works(clause):
        return False
    plain = _words("safe").sub("某", clause)
    named = lazy(_data()["evidence"]["names"]).fullmatch(clause) is not None
    return named and not _words("fault").search(plain) and not _holds(plain, every("v") | (_WISHED & ~_SIZE))


@lru_cache(maxsize=256)
def told_of(clause: str) -> str:
    """The part of the picture that a clause tells something of: "天空" of "天空跟抹布似的"; "" where that is none, or
    somebody, who is all that the picture is about."""
    if not _says().search(clause):
        return ""
    if match := _part().match(clause):
        return match["part"]
    for end in range(min(_LONGEST_NAME, len(clause) - 1), 0, -1):
        if (name := clause[:end]) != (known := in_english(name)):
            return "" if _somebody().fullmatch(known) else name
    return ""


def _work_in(clause: str, wished: int) -> bool:
    return _holds(clause, (every("v") & ~_HARMLESS) | wished)


def _holds(clause: str, mask: int) -> bool:
    return any(token.classes & mask for token in tokens(clause, vocabulary("zh"), vocabulary("en")))


@cache
def _says() -> re.Pattern[str]:
    """Says how something is: "树下拍的" says nothing of the trees."""
    return lazy(_data()["part"]["says"])


@cache
def _somebody() -> re.Pattern[str]:
    return lazy(_data()["part"]["somebody"])


@cache
def _part() -> re.Pattern[str]:
    said = _data()["part"]["words"]
    return lazy(
        rf"(?:[^,的]{{1,6}}的)?(?P<part>{said})(?=跟|像|都|就|也|还|全|有|看|太|黑|好|和|完全|简直|拍|照|整|怎么)"
    )


@cache
def _shapes(name: str) -> re.Pattern[str]:
    return one_of(_data()[name]["shapes"], _data()["macro"])


@cache
def _words(name: str) -> re.Pattern[str]:
    return lazy(_data()[name]["words"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
