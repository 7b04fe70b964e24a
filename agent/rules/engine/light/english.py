"""Reads English requests for light and colour: by the frames for parts, for qualities, and for everyday words."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from agent.plan import Plan, Step
from agent.rules.engine.light import everyday_frames, part_frames
from agent.rules.engine.light.discourse import LESS, MORE, QUALITY, Remedy, Said, Tongue, understood
from agent.rules.engine.light.quality_frames import Found, read
from agent.rules.engine.light.quality_steps import as_steps
from agent.rules.engine.light.quality_words import any_of, expression, hinted, lexicon, noun_of
from agent.rules.engine.told.asides import OF_VARIANTS, stripped, without_asides
from agent.rules.slots.references import names_a_variant
from agent.rules.words.clean import texts_of
from agent.rules.words.hints import hints
from agent.rules.words.lexicon import lexicon as cues
from agent.rules.words.patterns import lazy
from agent.rules.words.shorthand import in_full
from agent.rules.words.vocabulary import every, vocabulary

_LONGEST, _PAIR = 160, 2
# What a flash does to eyes is no colour of theirs.
_RED_EYES = lazy(r"\bred[- ]?eyes?\b")
_POINTS = ("this", "that", "this one", "that one", "this is", "that is")
_BREAK = lazy(
    r"\s*(?:[,;:.!?]+(?:\s+|$)(?:(?:and|but|so|then|please)\s+)*|\s-+\s|\b(?:and|but|then)\b\s+"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\blooks )(?<!\blook )(?<!'s )(?<!\bout )(?<!\ball )(?<!\bnot )(?<!\bbe )(?<!\bturned )(?<!\bgot )\bso\b\s+)\s*"
)
# Without one of these there is one clause.
_JOINTS, _MARKS = frozenset(["and", "but", "then", "so"]), frozenset(",;:.!?-")
# Said of variants, one by one or as against another.
_AMONG_VARIANTS = frozenset(["one", "ones", "other", "others", "version", "versions", "variant", "variants", "takes", "option", "options", "two", "three", "four", "first", "second", "last", "original", "same", "another", "again", "both", "each", "copy", "copies", "@v", "v"])  # fmt: skip
# "The snow should be white again" asks for no other try.
_AS_IT_WAS = lazy(r"(?<=\bwhite) again\b|(?<=\bneutral) again\b|(?<=\bnormal) again\b|(?<=\bnatural) again\b")
# "Bit flat this one", "a bit dark, this": it is said of what comes behind it.
_TURNED_ROUND = lazy(r"(?P<how>[a-z' -]{3,40}?),? (?:this|that)(?: one)?(?:,? (?:is|looks|isn't it|is it))*")
_LITTLE = lazy(r"^(?:(?:a (?:bit|little|touch|tad|shade)|rather|slightly|quite|all|so|very|too|really) )+")
_MOVED = lazy(
    r"(?:bring|knock|take|pull|turn|push|lift) (?P<part>.+?) (?:down|back|in|up)(?: (?:a bit|a little|a touch|a tad|a notch|slightly))?"
)
# "Less on the sky", behind what is asked for the faces.
_MORE_ON = lazy(
    r"(?:(?:a bit|a little|a touch|slightly|much|but|and) )*(?P<way>more|less|not so much|not as much) (?:on|in|for|of|over) (?P<part>.+)"
)
# "Not too much", as in [strength] of en.toml; "don't crush the blacks" says nothing of how much.
_LESS_OF_IT = lazy(
    r"(?:(?:but|just|only|and|please) )*(?:not|nothing|a hint|a touch|a little|a bit|a tad|keep it|subtle|gentl)"
)
_MODERATE = 0.6
_WAY_BEHIND = lazy(r"(?P<noun>[a-z -]+?) (?P<way>(?:up|down|higher|lower)\b[a-z ]*)")
# "Increase the brightness and the sharpness of it"
_OF_IT = lazy(
    r"^(?:also |even )?(?:the |its )|(?: (?:of|in|on|for) (?:it|this|that|(?:the|this|my) (?:whole )?(?:photo|picture|image|shot)))$"
)
_POINTING = lazy(r"\b(?:it|them|that|this|these|those|him|her|he|she|they)\b")
_WHOLE = lazy(r"\b(?:photo|picture|image|shot|everything|overall|whole|all|everywhere)\b")
_THAT_PART = lazy(
    r"(?:that|those|this|these) (?:parts?|half|side|bits?|areas?|patch(?:es)?|spots?|corners?|ends?|places?|things?|regions?|ones?)"
)
# What was so when the picture was taken is told, where it is no fault for sure.
_WAS = lazy(r"\b(?:was|were)\b")
_SOMEBODY = lazy(r"^(?:and )?(?:he|she|they|we|i|everybody|everyone)\b")


def toned(bare: str) -> Plan | None:
    """The plan of a request that is about light and colour and about nothing else; None for any other one."""
    text = _faced(_AS_IT_WAS.sub("", in_full(bare.replace(" ,", ","))).strip(" ,.;!?"))
    if not 0 < len(text) <= _LONGEST or OF_VARIANTS.search(text) or names_a_variant(text) or _RED_EYES.search(text):
        return None
    plan = understood(_clauses(text), bare, _TONGUE)
    if plan is None and (short := without_asides(text)) != text:
        plan = understood(_clauses(short), bare, _TONGUE)
    return None if plan is None or any(map(_is_a_look, plan.steps)) else plan


def _is_a_look(step: Step) -> bool:
    """ "Moody dark" is a look and how dark it is, and no part of a picture."""
    words = texts_of(step.region)
    if not words or vocabulary("en").words.at(words, 0)[0] & every("n"):
        return False  # a sunset is a thing as well
    hit = cues().cues.at(words, 0)
    return hit is not None and hit[1] == len(words) and bool(hit[0].look)


def quality(clause: str) -> list[Step]:
    """The steps of one clause among others; a fault alone is told in many stories, and asks for nothing there."""
    found = read(stripped(clause)) if hinted(clause) else []
    return [] if any(one.fault for one in found) else list(as_steps(found, clause))


def _clauses(text: str) -> list[str]:
    whole = _graded_as().sub(lambda match: match[0].replace(" and ", " & "), text)
    parts = _BREAK.split(whole) if _JOINTS & hints(whole) or not _MARKS.isdisjoint(whole) else [whole]
    clauses = [_faced(clause) for clause in map(stripped, parts) if clause]
    clauses = _of_both(clauses)
    if len(clauses) == _PAIR and hinted(text) and read(one := stripped(text)):
        return [one]  # "white and not yellow", "teal and orange"
    return [] if len(clauses) == 1 and _looks().fullmatch(clauses[0]) else clauses


@cache
def _looks() -> re.Pattern[str]:
    return lazy(any_of("looks"))


def _of_both(clauses: list[str]) -> list[str]:
    """ "Shadows and highlights down": the way is that of both."""
    for at in range(len(clauses) - 2, -1, -1):
        way = _WAY_BEHIND.fullmatch(clauses[at + 1]) if _is_a_quality(clauses[at]) else None
        if way is not None and _is_a_quality(way["noun"]):
            clauses[at] = f"{clauses[at]} {way['way']}"
    return clauses


def _faced(clause: str) -> str:
    match = _TURNED_ROUND.fullmatch(clause) if clause.endswith(_POINTS) else None
    plain = f"it is {stripped(match['how'])}" if match is not None else clause
    return plain if plain == clause or read(plain) else clause


def _said(clause: str, topic: str, waits: bool) -> Said | None:
    if topic.startswith(QUALITY):
        return _of_a_quality(clause, topic, waits)
    part = topic
    here = part if waits or _POINTING.search(clause) else ""
    if (said := part_frames.said(clause, here)) and not (said.weak and _WAS.search(clause)):
        return _pointed_back(said, part)
    said = _of_a_quality(clause, topic, waits) or _everyday(clause, part, waits)
    return said if said is not None or (not waits and _is_a_quality(clause)) else _only_named(clause, part)


def _pointed_back(said: Said, topic: str) -> Said:
    """ "That half" is the one that was told of before."""
    if not topic or not _THAT_PART.fullmatch(said.part):
        return said
    return replace(said, found=tuple(replace(one, region=topic) for one in said.found), part=topic)


def _of_a_quality(clause: str, topic: str, waits: bool) -> Said | None:
    of_it = topic.startswith(QUALITY)
    found = _of_the_topic(topic.removeprefix(QUALITY), clause) if of_it else []
    if not found and _AMONG_VARIANTS.isdisjoint(hints(clause)):
        found = read(clause)
        if of_it and found and not found[0].fault and found[0].quality != topic.removeprefix(QUALITY):
            return None  # what was named before still waits
    if found:
        fault = found[0].fault
        part = _meant(clause, topic, waits) if not fault else ""
        found = [one if one.region or not part else replace(one, region=part) for one in found]
        return Said("fault" if fault else "wish", tuple(found), found[0].region, of_somebody=_somebody(clause))
    match = _topics().fullmatch(clause) if hinted(clause) else None
    if match is None or (not waits and _is_a_quality(clause)):
        return None
    return Said("told", part=f"{QUALITY}{noun_of(match['noun'])}")


def _everyday(clause: str, topic: str, waits: bool) -> Said | None:
    if found := everyday_frames.wished(clause):
        part = _meant(clause, topic, waits)
        found = [one if one.region or not part else replace(one, region=part) for one in found]
        return _pointed_back(Said("wish", tuple(found), found[0].region), topic)
    found = everyday_frames.wrong(clause) if not _WAS.search(clause) else []
    if found:
        return Said("fault", tuple(found), found[0].region, weak=True)
    return None


def _meant(clause: str, topic: str, waits: bool) -> str:
    """The part that was spoken of before, where a wish that names none is for it."""
    if topic.startswith(QUALITY) or _WHOLE.search(clause):
        return ""
    return topic if waits or _POINTING.search(clause) else ""


def _only_named(clause: str, topic: str) -> Said | None:
    """A part before what is wished for it ("spice jars: …"), or one more fault of the last ("… and sad")."""
    if topic and (found := part_frames.faulty(clause) or part_frames.faulty(_LITTLE.sub("", clause))):
        weak = not part_frames.is_strong(found, topic)
        return Said("fault", (replace(found, region=topic),), topic, weak=weak)
    part = part_frames.only_named(clause)
    if not part and not topic and (moved := _MOVED.fullmatch(clause)):
        part = part_frames.only_named(moved["part"])  # "bring the lamp down, it's glaring"
    return Said("told", part=part) if part and not topic else None


def _somebody(clause: str) -> bool:
    return _SOMEBODY.match(clause) is not None


def _of_the_topic(topic: str, clause: str) -> list[Found]:
    """A quality that was named without saying which way: "the greens scream, calm them"."""
    name = topic.removeprefix("hue:")
    for it in (" them", " it", " those", " that"):
        if f"{it} " in f"{clause} ":
            said = f"{clause} ".replace(f"{it} ", f" the {name} ", 1).strip()
            return read(said.replace(f"the {name}", f"the {name}s") if topic != name else said)[:1]
    return []


def _remedied(clause: str) -> Remedy | None:
    if remedy := everyday_frames.remedied(clause):
        return Remedy(*remedy)
    if much := part_frames.remedied(clause):
        return Remedy(much=much)
    if re.fullmatch(lexicon()["remedy"]["should"], clause):
        return Remedy(fits=part_frames.is_white)
    return Remedy() if _remedies().fullmatch(clause) or _put_back().fullmatch(clause) else None


def _moderated(clause: str) -> float:
    """What is left of a wish after a clause that only holds it back ("but not too much"); 0.0 for any other clause."""
    if not _moderations().fullmatch(clause):
        return 0.0
    return _MODERATE if _LESS_OF_IT.match(clause) else 1.0


def _named(clause: str) -> str:
    """ "And the grass", "and contrast": what is said of the one before is for this one too."""
    if (more := _MORE_ON.fullmatch(clause)) and (part := part_frames.named(more["part"])):
        return f"{MORE if more['way'] == 'more' else LESS}{part}"
    return f"{QUALITY}{_quality_of(clause)}" if _is_a_quality(clause) else part_frames.named(clause)


def _is_a_quality(clause: str) -> bool:
    return _quality_of(clause) != ""


def _quality_of(clause: str) -> str:
    return noun_of(clause) or noun_of(_OF_IT.sub("", clause))


def _tells(clause: str) -> bool:
    # "Leave it natural, just lift it a hair": what holds a wish back may stand before it.
    return (
        everyday_frames.tells(clause)
        or _stories().fullmatch(clause) is not None
        or _moderations().fullmatch(clause) is not None
    )


def _happened(clause: str) -> bool:
    return _stories().fullmatch(clause) is not None and not everyday_frames.asks(clause)


_TONGUE = Tongue(_said, _remedied, _moderated, _named, _tells, _happened)


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
        rf"(?:{said['verb']})(?: {said['after']})?(?: (?:{said['object']}))?(?: {said['after']})?(?: (?:{said['to']}))?(?: (?:a (?:bit|little|notch|touch|tad)|again|somewhat|slightly))?(?: through (?:it|that))?"
    )


@cache
def _put_back() -> re.Pattern[str]:
    return lazy(lexicon()["remedy"]["back"])


@cache
def _stories() -> re.Pattern[str]:
    said = lexicon()["story"]
    return lazy(rf"{said['who']} (?:[\w'-]+ ){{0,3}}?{said['did']}\b[\w' -]*|{said['bare']}")


@cache
def _moderations() -> re.Pattern[str]:
    hour = lexicon()["hour"]
    return lazy(rf"{lexicon()['moderate']['clause']}|{hour['like']}{hour['when']}")
