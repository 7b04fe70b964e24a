"""Counts in every language but English: in Chinese by its counters, in the others by the words of their lexicon."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.words.numbers import CHINESE, value
from agent.rules.words.patterns import lazy

_LEXICONS = Path(__file__).parents[3] / "prompts" / "lexicon"
# In Japanese and Korean what is counted may stand before its number: "버전 네 개", "バージョンを4枚".
_COUNTER = {"ja": r"(?:つの?|枚の?|個の?|種類の?)?", "ko": r" ?(?:가지의?|개의?|장의?)?"}
_BEFORE = {"ja": "[をの]?", "ko": "(?:을|를)? ?"}
_CHINESE_NOUN = (
    r"(?P<noun>版本|版|方案|选择|选项|变体|备选|样式|风格|色调|感觉|思路|想法|效果|配色|造型|构图|氛围|光影)"
)
_CHINESE_THERE = "第后前上下这那墙每有共"
_CHINESE_THING = r"(?!桌|椅|床|纸|脸|嘴|凳|沙发|画|地毯|照片(?:墙|上|挂)|照片.{0,4}(?:墙|去掉)|网|弓|票|卡)"
_CHINESE_ASKS = r"(?:来|出|给我|给我们|生成|做|弄|要|看|画|想要|需要|整)"
_ZH = lazy(
    rf"(?<![{_CHINESE_THERE}])(?P<n>{CHINESE}|\d{{1,2}}) ?(?P<c>个|种|款|套)?(?:[^,。;的]{{0,4}}的|不同|其他"
    rf"|别的)?{_CHINESE_NOUN}"
    rf"|(?:{_CHINESE_ASKS}|^)(?P<n2>{CHINESE}|\d{{1,2}}) ?(?:张|幅|份){_CHINESE_THING}"
    rf"|(?:{_CHINESE_ASKS})(?P<n4>{CHINESE}|\d{{1,2}})个(?=$|[,。!?]|吧)"
    rf"|(?:重复|再做|试|做)(?P<n3>{CHINESE}|\d{{1,2}})(?:次|遍)"
    rf"|(?:做|来|给我|出|生成)(?P<n5>{CHINESE}|\d{{1,2}})个不同[^,。;!?]{{1,6}}的(?=$|[,。!?])"
    r"|(?:来|要|做)?(?P<dozen>半|一|两)打(?=$|[,。;!]|不同|更|图)"
)
_ZH_ONES = lazy(r"(?:^|[,;。:、和])(?P<one>一(?:张|个|版|幅))(?!人|就|女|男|小)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`value` variants, 0 where nothing is said; `spans` are the letters that said so. `more` adds to what is there;
    `ones` are where the alternatives start ("one in black and white and one in sepia")."""

    value: int = 0
    spans: tuple[tuple[int, int], ...] = ()
    more: bool = False
    ones: tuple[int, ...] = ()


def counted(language: str, text: str) -> Wanted | None:
    """The count in a normalised text of a language with a seed of words."""
    numbers, pattern = _known(language)
    match = pattern.search(text)
    if match is None:
        return None
    name = next(name for name, said in match.groupdict().items() if said)
    said = match[name]
    return Wanted(numbers.get(said) or int(said), (match.span(name),))


def chinese(text: str) -> Wanted | None:
    """The count in a normalised Chinese text."""
    for match in _ZH.finditer(text):
        if match["dozen"]:
            return Wanted({"半": 6, "一": 12, "两": 24}[match["dozen"]], (match.span(),))
        number = value(match["n"] or match["n2"] or match["n3"] or match["n4"] or match["n5"])
        if number == 1 and len(_ZH_ONES.findall(text)) > 1:
            break
        if number and not (match["n3"] and number == 1):
            more = text[max(0, match.start() - 2) : match.end()].startswith(("再", "多"))
            return Wanted(number, _chinese_spans(match), more)
    ones = list(_ZH_ONES.finditer(text))
    if len(ones) > 1:
        return Wanted(len(ones), tuple(one.span("one") for one in ones), ones=tuple(one.start("one") for one in ones))
    return None


def _chinese_spans(match: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """As in English: the mood between the number and its noun stays."""
    if not match["noun"]:
        return (match.span(),)
    return ((match.start(), max(match.end("n"), match.end("c"))), match.span("noun"))


@cache
def _known(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    raw: dict[str, Any] = tomllib.loads((_LEXICONS / f"{language}.toml").read_text(encoding="utf-8"))
    numbers: dict[str, int] = raw.get("counts", {})
    number = "|".join([*sorted(numbers, key=len, reverse=True), r"\d{1,2}"])
    noun = "|".join(sorted(raw.get("versions", ()), key=len, reverse=True))
    if raw.get("spaced", True):
        return numbers, re.compile(rf"(?<!\w)(?P<n>{number}) (?:\w+ ){{0,2}}?(?:{noun})(?!\w)")
    counter, before = _COUNTER[language], _BEFORE[language]
    long = "|".join(word for word in raw.get("versions", ()) if len(word) > 1)
    return numbers, re.compile(
        rf"(?P<n>{number}){counter} ?(?:{long})|(?:{long}){before}(?P<n2>{number}) ?(?:{noun})"
        rf"|^(?P<n3>{number}) ?(?:{noun})(?=$| ?(?:ください|お願い|만들|보여|주|줘))"
    )
