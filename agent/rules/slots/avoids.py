"""What must not be in the picture or happen to it: "no text", "without people", "not too dark", "avoid glare"."""

from __future__ import annotations

import re

from agent.rules.slots.keeps import Held
from agent.rules.words.hints import hints
from agent.rules.words.patterns import lazy

_END = r"(?=\s*$|\s*[,.;:!?()]|\s+(?:but|and (?!\w+$)|please|pls|while|so|then|though|at all|anywhere|instead|or it)\b)"
_ANY = r"(?:(?!(?:and|or) \w+ (?:the|her|his|it)\b)[^\s,.;:!?()]+ ){0,5}?[^\s,.;:!?()]+?"
_X = rf"(?P<x>{_ANY}){_END}"
_NOT_A_THING = (
    r"(?:one|more|thanks|thank|problem|idea|ideas|need|way|longer|matter|not|doubt|worries|worry|please|undo"
    r"|wait|stop|the|that|this"
    r"|these|those|it|i|you|we|go|keep|use|make|sorry|money|cost|paid|sense|clue|rush|hurry|other|reason"
    r"|changes?|point|further"
    r"|touching|changing|altering|affecting|editing|modifying|messing|cropping|a doubt|so|special|them|him|me"
    r"|us|asking|\w+er|questions?|entry)"
)
_NO = lazy(rf"(?:^|[,;:.(] ?|\b(?:but|and|with|please|absolutely|want) )no (?!{_NOT_A_THING}\b){_X}")
_WITHOUT = lazy(
    rf"\b(?:without|free of|free from) (?:any |all )?(?!{_NOT_A_THING}\b(?! (?:belt|hat|text|people|logo)))"
    rf"{_X}"
)
_NOT_TOO = lazy(
    rf"\bnot (?P<x>too (?:much|[a-z]+)){_END}|\bdon't (?:make|get|go) (?:it |that |this )?(?P<x2>too [a-z]+){_END}"
)
_BUT_NOT = lazy(
    rf"\bbut not (?!so\b|as\b|the\b|her\b|his\b|their\b|my\b|that\b|this\b|those\b|too\b|enough\b|yet\b|sure\b"
    rf"|now\b|only\b|like\b)(?P<x>[a-z-]+){_END}"
)
_LOOK = lazy(
    rf"\b(?:don't want it to|do not want it to|dont want it to|should not|shouldn't|must not|mustn't"
    rf"|don't let it|do not let it) (?:look|feel|become|be|appear)"
    rf"(?: like| as)? (?!the same|changed|touched|at\b){_X}"
    rf"|\bnot look"
    rf"(?: like| as)? (?P<x3>{_ANY}){_END}"
    r"|\b(?:don't|do not|dont) make (?P<x2>(?:her|his|their|the|my) [^,.;!?]{2,40}?(?=\s*$|[,.;!?]))"
)
_ADD = lazy(
    rf"\b(?:don't|do not|dont|never) (?:add|put in|include|draw|insert|invent|give (?:him|her|them|me"
    rf"|it)) (?:any )?{_X}"
)
_OVERDO = lazy(
    r"\b(?:don't|do not|dont) (?:overdo it|exaggerate|go overboard|over-?edit)\b|\bwithout (?:overdoing it"
    r"|exaggerating)\b"
)
_AVOID = lazy(
    rf"(?:^|[,;.] ?|\b(?:and|but|please|to|should|must) )avoid (?:any )?(?!(?:paid|costly|expensive|spending"
    rf"|models?)\b){_X}"
)
_NOTHING = lazy(
    r"(?:^|[,;] ?|\b(?:but|and|please) )nothing (?!else\b|around\b|happen|more\b|new\b|yet\b|changed?\b|there\b"
    r"|but\b|is\b|was\b|works?\b)(?:too )?(?P<x>[a-z-]+)(?=\s*$|[,.;!?])"
    rf"|\bnever any (?P<x2>{_ANY}){_END}"
)
# "It has no depth", "a no smoking sign", "remove the man without a hat": said of what is there.
_THERE = lazy(r"\b(?:is|has|have|are|was|had|there's|it's|a|an|\"|')\s*$")
_REMOVES = lazy(
    r"\b(?:remove|delete|erase|get rid of|take out|lose|the one|the man|the woman|the dog|the person"
    r"|the people)\b[^,.;]*$"
)
_GOES = lazy(r"[^,.;]*\bshould (?:go|leave|be removed)\b")
_QUOTED = lazy(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
_LETTERS = lazy(r"\b(?:says?|saying|write|reads?|sign)\b[^,.;]*$")
_ASKS = lazy(r"^(?:how|why|what|which|who|is|are|does|do you|did|where)\b")

_ZH_X = r"(?P<x>[^\s,。;,.!?、的]{1,8}?(?:的(?!$)[^\s,。;,.!?、的]{1,6})?)"
_ZH = (
    lazy(rf"(?:不要|别|不能|不得|不可以?)(?:再)?(?:出现|有|加上?|添加|带|放){_ZH_X}(?=$|[\s,。;,.!?、])"),
    lazy(r"(?:不要|别|不能|不可)(?P<x>(?:太|过于|过度|过)[^\s,。;,.!?、的]{1,5}?)(?=$|[\s,。;,.!?、])"),
    lazy(r"(?:看起来|看上去)?(?:不要|别|不能)(?P<x>像[^\s,。;,.!?、]{1,8}?)(?=$|[\s,。;,.!?、])"),
    lazy(
        r"(?:^|[,。;、里上])不要(?!了|这|那|第|动|改|碰|影响|修改|太|有|加|出现|像|带|放|问|花|用|超|再|变|让|把)"
        rf"{_ZH_X}(?=$|[\s,。;,.!?、])"
    ),
    lazy(r"没有(?P<x>[^\s,。;,.!?、的]{1,5})的"),
    lazy(rf"避免{_ZH_X}(?=$|[\s,。;,.!?、])"),
)


_DONT = frozenset(["don't", "do", "dont", "never", "not", "must", "mustn't", "should", "shouldn't"])
# The words without which a pattern cannot match.
_ENGLISH = (
    (_DONT, _ADD),
    (_DONT, _LOOK),
    (_DONT, _NOT_TOO),
    (frozenset(("avoid",)), _AVOID),
    (frozenset(("no",)), _NO),
    (frozenset(("without", "free")), _WITHOUT),
    (frozenset(("not",)), _BUT_NOT),
    (frozenset(("nothing", "never")), _NOTHING),
)
_WORDS = frozenset[str]().union(*(words for words, _ in _ENGLISH), "不别没避")


def avoided(text: str) -> list[Held]:
    """What must not be, in order."""
    known = hints(text)
    if _WORDS.isdisjoint(known) or _ASKS.match(text):
        return []
    masked = _QUOTED.sub(lambda match: "_" * len(match[0]), text) if "'" in text or '"' in text else text
    found: list[Held] = []
    if match := _OVERDO.search(masked):
        found.append(Held("overdoing it", *match.span()))
    for words, pattern in _ENGLISH:
        if words.isdisjoint(known):
            continue
        for match in pattern.finditer(masked):
            if len(found) > _MOST:
                break
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found += _items(masked, match, pattern)
    for pattern in () if text.isascii() else _ZH:
        for match in pattern.finditer(masked):
            start = match.start() + (match[0][0] in ",。;、里上")
            if len(found) > _MOST:
                break
            if not any(start < other.end and other.start < match.end() for other in found):
                found.append(Held(match["x"], start, match.end()))
    return sorted(found, key=lambda one: one.start)


# More than this is a pasted list and not a wish.
_MOST = 32
# So many letters before a phrase tell what it belongs to.
_BEFORE = 120


def _items(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> list[Held]:
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    start = match.start() + len(match[0]) - len(match[0].lstrip(" ,.;:("))
    if _LETTERS.search(before) or "_" in match[0]:
        return []
    if pattern is _NO and _THERE.search(before + match[0][: start - match.start()]):
        return []
    if pattern is _WITHOUT and (_REMOVES.search(before) or _GOES.match(text, match.end())):
        return []
    said = next(filter(None, match.groupdict().values())).strip()
    if said in {"anything", "anything new"}:
        said = "anything new"
    return [Held(item, start, match.end()) for item in said.split(" and ") if item]
