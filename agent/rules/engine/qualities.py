"""Reads more or less of a quality in everyday words ("rein the colours in", "too cold, nudge it towards orange").

A clause is read whole or not at all: so "take the colour out" is the engine's, and "take the colour TV out" is not.
"""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from agent.plan import Decision, Intent, Plan, Step
from agent.rules.engine.quality_frames import Found, read
from agent.rules.engine.quality_words import any_of, expression, lexicon, noun_of
from agent.rules.words.hints import hints
from agent.rules.words.patterns import lazy
from backends.types import Task

_BREAK = lazy(r"\s*(?:[,;.!:]+\s+(?:(?:so|and|but|then)\s+)?|\s-+\s|\b(?:and|but|so)\b\s+)\s*")
_POLITE = lazy(
    r"^(?:(?:please|pls|can you|could you|would you|can we|could we|maybe|perhaps|just|now|then|so|and|also|i think|i find|i feel|i'd like you to|i want you to|let's|honestly)[ ,]+)+"
    r"|[ ,]+(?:please|pls|thanks|thank you|for me|if you can|overall|somehow|now)$"
)
# Longer requests tell a story; they are read clause by clause, among the operations.
_LONGEST, _MOST_CLAUSES, _PAIR = 140, 4, 2
_SURE = 0.9
# "Not too much", as in [strength] of en.toml; "don't crush the blacks" says nothing of how much.
_LESS_OF_IT = lazy(
    r"(?:(?:but|just|only|and|please) )*(?:not|nothing|a hint|a touch|a little|a bit|a tad|keep it|subtle|gentl)"
)
_MODERATE = 0.6
# "The snow should be white again" asks for no other try.
_AS_IT_WAS = lazy(r"(?<=\bwhite) again\b|(?<=\bneutral) again\b|(?<=\bnormal) again\b|(?<=\bnatural) again\b")
# Said of variants, one by one or as against another.
_OF_VARIANTS = frozenset(["one", "ones", "other", "others", "version", "versions", "variant", "variants", "takes", "option", "options", "two", "three", "four", "first", "second", "last", "original", "same", "another", "again", "both", "each", "copy", "copies", "@v", "v"])  # fmt: skip
_PLAIN_PERCENT = 100
# A veil lifts what is dark and flattens what is fine.
_VEIL = {"clarity": 35.0, "contrast": 20.0, "blacks": -20.0, "vibrance": 15.0}


def qualified(bare: str) -> Plan | None:
    """The plan of a request that says nothing else; None for any other one."""
    bare = _AS_IT_WAS.sub("", bare)
    if len(bare) > _LONGEST or not _hinted(bare) or not _OF_VARIANTS.isdisjoint(hints(bare)):
        return None
    whole = _graded_as().sub(lambda match: match[0].replace(" and ", " & "), bare.replace(" ,", ","))
    clauses = [one for one in map(stripped, _BREAK.split(whole)) if one]
    if len(clauses) == _PAIR and read(whole := stripped(bare.replace(" ,", ","))):
        clauses = [whole]  # "white and not yellow", "teal and orange"
    if not 0 < len(clauses) <= _MOST_CLAUSES or (len(clauses) == 1 and re.fullmatch(any_of("looks"), clauses[0])):
        return None
    found: list[Found] = []
    topic, told = "", False
    for place, clause in enumerate(clauses):
        asked = read(clause)
        if asked:
            found += asked
        elif found and (factor := moderated(clause)):
            found = [replace(one, way=one.way * factor) for one in found]
            continue
        elif not found and place < len(clauses) - 1 and _stories().fullmatch(clause):
            told = True
            continue
        elif topic and (turned := _of_the_topic(topic, clause)):
            found.append(turned)
            topic = ""
        elif not (found and any(one.fault for one in found) and _remedies().fullmatch(clause)):
            topic = _topic(clause)
            if not topic or len(clauses) == 1 or clause is clauses[-1]:
                return None
            continue
    if not found or topic or (told and not any(one.fault for one in found)):
        return None
    steps = as_steps(found, bare)
    task = str(steps[0].task) if len({step.task for step in steps}) == 1 else str(Task.TONE)
    if all(one.region and re.search(lexicon()["skin"]["where"], one.region) for one in found) and re.search(
        lexicon()["skin"]["what"], bare
    ):
        task = str(Task.PORTRAIT)
    if {one.quality for one in found} <= {"haze", "clarity"}:
        task = str(Task.RESTORE)
    return Plan("", Intent.EDIT, steps, confidence=_SURE, decision=Decision.ACT, label=task)


def quality(clause: str) -> list[Step]:
    """The steps of one clause among others; a fault alone is told in many stories, and asks for nothing there."""
    if not _hinted(clause):
        return []
    found = read(stripped(clause))
    return [] if any(one.fault for one in found) else list(as_steps(found, clause))


def moderated(clause: str) -> float:
    """What is left of a wish after a clause that only holds it back ("but not too much"); 0.0 for any other clause."""
    if not _moderations().fullmatch(clause):
        return 0.0
    return _MODERATE if _LESS_OF_IT.match(clause) else 1.0


def _hinted(text: str) -> bool:
    return not _words().isdisjoint(hints(text))


def stripped(clause: str) -> str:
    text = clause.strip(" ,.;!?")
    while (rest := _POLITE.sub("", text).strip(" ,.;!?")) != text:
        text = rest
    return text


def _topic(clause: str) -> str:
    """A quality that a clause is about without saying which way: "the greens scream, calm them"."""
    match = _topics().fullmatch(clause)
    return noun_of(match["noun"]) if match else ""


def _of_the_topic(topic: str, clause: str) -> Found | None:
    name = topic.removeprefix("hue:")
    for it in (" them", " it", " those", " that"):
        if f"{it} " in f"{clause} ":
            said = f"{clause} ".replace(f"{it} ", f" the {name if topic != name else topic} ", 1).strip()
            said = said.replace(f"the {name}", f"the {name}s") if topic != name else said
            found = read(said)
            return found[0] if found else None
    return None


def as_steps(found: list[Found], words: str) -> tuple[Step, ...]:
    """What the engine does for these, each quality of a place once."""
    steps: dict[tuple[str, str], Step] = {}
    for one in found:
        steps.setdefault((one.quality, one.region), step_of(one, words))
    return tuple(steps.values())


def step_of(one: Found, words: str) -> Step:
    name, hue = one.quality.partition(":")[::2]
    if name == "look":
        return Step(Task.STYLE, hue, look=True, strength=round(one.way, 3), region=one.region, words=words)
    if name == "blacks":
        return Step(Task.TONE, operation="tone", values={"blacks": round(30 * one.way, 1)}, words=words)
    if hue:
        amount = round(max(-1.0, min(1.0, one.way * (one.share / 100 if one.share else 0.5))), 3)
        return Step(
            Task.COLOR,
            operation="recolour",
            values={"amount": amount, "from": hue},
            region=one.region,
            target=one.region,
            words=words,
        )
    if name == "saturation" and one.way < 0 and one.whole:
        return Step(Task.COLOR, operation="monochrome", region=one.region, target=one.region, words=words)
    if name == "noise":
        values = {} if abs(one.way) >= 1 else {"amount": "a bit"}
        return Step(Task.RESTORE, operation="denoise", region=one.region, target=one.region, values=values, words=words)
    if name == "sharp":
        values = {"amount": "a bit"} if abs(one.way) < 1 else {}
        return Step(Task.RESTORE, operation="sharpen", region=one.region, target=one.region, values=values, words=words)
    if name == "haze":
        values = {dial: round(-one.way * value, 1) for dial, value in _VEIL.items()}
        return Step(Task.TONE, operation="tone", values=values, region=one.region, target=one.region, words=words)
    if one.share and name in {"saturation", "contrast", "vibrance", "clarity", "highlights", "shadows"}:
        value = round(min(one.share, _PLAIN_PERCENT) * (1 if one.way > 0 else -1), 1)
        return Step(
            Task.TONE, operation="tone", values={name: value}, region=one.region, target=one.region, words=words
        )
    return Step(Task.TONE, name, strength=round(one.way, 3), region=one.region, words=words)


@cache
def _graded_as() -> re.Pattern[str]:
    return lazy(any_of("grade"))


@cache
def _topics() -> re.Pattern[str]:
    return lazy(expression(r"{the}{noun}\b(?: [\w']+){0,5}"))


@cache
def _remedies() -> re.Pattern[str]:
    said = lexicon()["remedy"]
    return lazy(
        rf"(?:{said['verb']})(?: {said['after']})?(?: (?:{said['object']}))?(?: {said['after']})?(?: (?:{said['to']}))?(?: (?:a (?:bit|little|notch|touch|tad)|again|somewhat|slightly))?(?: through (?:it|that))?|{said['should']}"
    )


@cache
def _stories() -> re.Pattern[str]:
    said = lexicon()["story"]
    return lazy(rf"{said['who']} (?:[\w'-]+ ){{0,3}}?{said['did']}\b[\w' -]*")


@cache
def _moderations() -> re.Pattern[str]:
    hour = lexicon()["hour"]
    return lazy(rf"{lexicon()['moderate']['clause']}|{hour['like']}{hour['when']}")


@cache
def _words() -> frozenset[str]:
    """Without one of these nothing is said of a quality."""
    data = lexicon()
    found: set[str] = {
        "corners",
        "edges",
        "chill",
        "greys",
        "grays",
        "grey",
        "gray",
        "towards",
        "toward",
        "blacks",
        "teal",
        "direction",
        "dodge",
        "burn",
        "glaring",
        "away",
    }
    for table in ("noun", "hue", "looks", "becomes", "colour"):
        for shape in data[table].values():
            shape = shape.replace("-?", "")
            found |= set(re.findall(r"[a-z]{3,}", re.sub(r"\?(?!:)", "", shape))) | _spelled(shape)
    return frozenset(
        found - {"dark", "light", "less", "more", "too", "parts"} | {"dark", "light", "lighter", "less", "more"}
    )


def _spelled(shape: str) -> set[str]:
    """Both spellings of what has a letter that may be missing."""
    return set(re.findall(r"[a-z']{3,}", re.sub(r"[a-z]\?(?!:)", "", shape)))
