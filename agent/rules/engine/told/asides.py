"""Takes off what is told around a wish (why, what like, for what), and reads the operation that is left behind it."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from functools import cache

from agent.rules.engine.light.everyday_frames import asks, lexicon, tells
from agent.rules.words.patterns import lazy
from agent.rules.words.vocabulary import every, vocabulary

_AT_MOST = 3
# "Take the shine off": the verb is no take.
OF_VARIANTS = lazy(
    r"\b(?:versions?|variants?|takes|(?:another|next|last|first|second|third|one|new|different|other|this|that) take|options?|undo"
    r"|original|the other one|@)\b"
)
_POLITE = lazy(
    r"^(?:(?:(?:can|could|might) (?:it|this|that) (?:be|look|get)(?: made)?|(?:is there )?anything (?:(?:that )?(?:you|we|one) can do|to be done|that can be done) (?:about|to)|please|pls|can you|could you|would you|can we|could we|maybe|perhaps|just|now|then|so|and|also|but|simply|oh|well|i think|i find|i feel|i'm pretty sure|pretty sure|i guess|i'd say|honestly|to me)[ ,]+)+"
    r"|[ ,]+(?:please|pls|thanks|thank you|for me|if you can|overall|somehow|now|again)$"
)

# "Bit darker", "tad too yellow": how much, without its article.
_BIT = lazy(
    r"(?:bit|tad|smidge|smidgen|(?:wee|tiny|little|teeny) bit) (?!of (?:the|my|her|his)\b|(?:by|on|in|at|under|behind)\b)\w"
    r"|(?:touch|shade|hair|fraction|notch|little) (?:too |more |less |not |\w+(?:er|y|ish)\b)"
)
_NEEDS_DOING = lazy(
    r"(?:(?P<what>(?!i\b|we\b|you\b)[a-z][\w' -]{0,40}?) )?(?:needs?|wants?|could do with|could use|requires?|is crying out for)"
    r" (?P<some>(?:just )?(?:some|a bit of|a little|a little bit of|a touch of|a good|a) )?(?P<doing>[a-z]+ing)"
    r"(?P<rest>(?: (?:up|down|out|off|in|a bit|a little|a touch|slightly))*)"
)
_POLITE_QUESTION = lazy(
    r"(?:please )?(?:(?:can|could|might) (?:it|this|that|you|we|i|the|her|his|my|their)\b|is there (?:any|a) (?:way|chance)"
    r"|would (?:you mind|it be possible)|any (?:way|chance)|is it possible|how about|what about)\b"
)


def stripped(clause: str) -> str:
    """Without what is only polite."""
    text = _needed(clause.strip(" ,.;!?"))
    while (rest := _without_asking(_POLITE.sub("", text).strip(" ,.;!?"))) != text:
        text = rest
    return f"a {text}" if _BIT.match(text) else text


def _needed(text: str) -> str:
    """ "The kitchen needs brightening up": brighten it up."""
    match = _NEEDS_DOING.fullmatch(text) if "ing" in text else None
    if match is None or (verb := _plain_verb(match["doing"])) == match["doing"]:
        return text
    much = " a bit" if match["some"] and "bit" in match["some"] else ""
    return f"{verb} {match['what'] or 'it'}{match['rest']}{much}"


def asks_politely(text: str) -> bool:
    """Whether a request begins as a polite one does ("is there any way to …"), which is no question."""
    return _POLITE_QUESTION.match(text) is not None


def _without_asking(text: str) -> str:
    words = text.split(" ")
    length = vocabulary("en").ask.at(words, 0)[1]
    if not 0 < length < len(words):
        return text
    first, *rest = words[length:]
    # "Would you mind darkening the corners".
    return " ".join([_plain_verb(first), *rest])


def _plain_verb(word: str) -> str:
    """ "Darkening" is to darken; another word is itself."""
    at = vocabulary("en").words.at
    if not word.endswith("ing") or not at([word], 0)[0] & every("v"):
        return word
    stem = word.removesuffix("ing")
    return next((verb for verb in (stem, f"{stem}e", stem[:-1]) if at([verb], 0)[0] & every("v")), word)


def without_asides(text: str) -> str:
    for _ in range(_AT_MOST):
        before = text
        for shape in _asides():
            text = shape.sub("", text).strip(" ,.;!?")
        if text == before:
            break
    return text


def only_tells(clause: str) -> bool:
    """ "Nobody should know who they are" tells of a secret, and asks for nothing by itself."""
    return _secret().fullmatch(clause) is not None or (tells(clause) and not asks(clause))


@cache
def _asides() -> tuple[re.Pattern[str], ...]:
    said = lexicon()["aside"]
    return tuple(lazy(f"(?:{said[name]})$") for name in ("purpose", "like", "because", "nothing", "use"))


@cache
def _secret() -> re.Pattern[str]:
    return lazy(lexicon()["thing"]["secret"])
