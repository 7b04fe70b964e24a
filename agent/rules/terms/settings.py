"""Wishes that outlive their sentence: "from now on everything square", "never spend more than 10 cents"."""

from __future__ import annotations

import re

from agent.plan import Setting
from agent.rules.slots.counts import wanted
from agent.rules.slots.formats import cut_output
from agent.rules.slots.references import names_a_variant
from agent.rules.words.hints import hints
from agent.rules.words.numbers import NUMBER, value
from agent.rules.words.patterns import lazy

_LASTING = lazy(
    r"\b(?:from (?:now|today|here)(?: on| onwards?)?|from this point on|by default|as (?:the |a )?default"
    r"|for all (?:future|later|my|the next)\b[^,.;]{0,20}"
    r"|in all (?:later|future|coming|further) (?:edits?|pictures?|steps?|versions?)|in (?:this|the) (?:whole"
    r"|entire) (?:series|session|set)"
    r"|for the rest of (?:this|the) session|remember that|each time|every time)\b,?"
    r"|(?:从现在(?:起|开始)|从今(?:天)?起|从此|(?:(?<![\u4e00-\u9fff])|(?<=[我你请那就]))以后(?=都|每次|全部|不|别|再也|再别|再不|,|所有)|今后|默认(?!的)|每次(?=都"
    r"|花|导|保)),?(?:都|每次)?"
)
# At the start, or before an order; "the light is always too harsh" complains.
_ALWAYS = lazy(
    r"(?:^|[,;.] ?|\bplease )always (?=(?:save|export|use|crop|make|give|keep|ask|write|show|render|work|store"
    r"|pad|add)\b)|总是(?=保存|导出|用|裁)"
)
_MONEY = (
    rf"(?:(?:\$|usd) ?(?P<usd>\d+(?:\.\d+)?)|(?P<n>\d+(?:\.\d+)?|{NUMBER}|an?) ?(?P<unit>cents?|ct|dollars?|usd"
    rf"|bucks?|\$)\b"
    r"|(?P<zh>\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3}) ?(?P<zhunit>美分|美元|刀))"
)
_BELOW = (
    r"(?:under|below|for less than|up to|less than|(?:if|when|unless|as long as) it(?:'s| is"
    r"| costs)? (?:under|below|less than|more than))"
)
_ASK = lazy(
    rf"\b(?:stop asking|don't ask|do not ask|dont ask|no need to ask|never ask|you needn't ask"
    rf"|only ask)(?: me)?(?: (?:again|any ?more))?(?: about anything| for anything| if it costs"
    rf"| for)? (?:{_BELOW}|above|over|from) {_MONEY}"
    rf"|\bask (?:me )?(?:only )?(?:above|over|from) {re.sub(r'[?]P<', '?P<a_', _MONEY)}"
    rf"|(?:低于|少于|不到){re.sub(r'[?]P<', '?P<b_', _MONEY)}(?:的)?(?:就)?(?:不用|别|不要|不必)(?:再)?问"
)
_ALWAYS_ASK = lazy(
    r"\b(?:always ask|ask me (?:always|every time|each time|first))\b.*\b(?:spend|cost|costs|pay|paid|money)\b"
)
_TOTAL = lazy(
    rf"\bbudget (?:is|of|to|at|=|:)? ?{_MONEY}|\b(?:session|total|altogether|overall|in all"
    rf"|day)\b[^,.;]{{0,25}}?(?:under|below|at most|limit\w*|to|than|max) {re.sub(r'[?]P<', '?P<a_', _MONEY)}"
    rf"|\b(?:at most|no more than|max(?:imum)?|under) {re.sub(r'[?]P<', '?P<b_', _MONEY)} (?:a|per|each) (?:day"
    rf"|session|month|week)"
)
_MOST = lazy(
    rf"\b(?:never|don't(?: ever)?|do not(?: ever)?|not) (?:spend|pay|use|go)(?: over| above|ing)?(?: more than"
    rf"| over| above)? {_MONEY}"
    rf"|\b(?:limit|cap)\b[^,.;]{{0,25}}?\b(?:to|at|of|is) {re.sub(r'[?]P<', '?P<a_', _MONEY)}"
    rf"|(?:花费?|付费?|花钱|支付)(?:都|都?不要|不能)?(?:不要|不能|不)?超过{re.sub(r'[?]P<', '?P<b_', _MONEY)}"
)
_FREE = lazy(
    r"\b(?:never|don't(?: ever)?|do not) (?:use|choose|take|run|offer) (?:any )?paid (?:models?|services?)"
    r"|\bonly (?:use )?free (?:models?|ones)\b"
    r"|\bnever (?:spend|cost me) (?:any ?)?(?:money|anything|a cent)\b|(?:不要|别|永远不)(?:使)?用(?:付费"
    r"|收费)(?:的)?模型|只用免费"
)
_STAY = lazy(
    r"\b(?:never|don't ever|do not ever) (?:upload|send)\b|\bnothing (?:may|must|should"
    r"|can) (?:ever )?leave (?:my|this|the) (?:computer|machine|laptop)\b"
    r"|\bstay offline\b|\bnever leave my (?:computer|machine)\b|(?:不要|别|永远不要|不准)上传(?:我的)?(?:照片"
    r"|图片|任何)"
)
_READER = r"(?:the |my |your |any )?(?:language model|chat model|model|llm|planner)s?"
_PICTURES = r"(?:(?:any|my|the|these|those|more|small|copies|of) )*(?:pictures?|photos?|images?|thumbnails?|copies)"
_BLIND = lazy(
    rf"\b(?:stop|quit|no longer|no more|don't|do not|never) (?:send|show|giv|upload)(?:e|ing)?"
    rf" (?:{_PICTURES} to {_READER}|{_READER} {_PICTURES})\b"
    rf"|\b{_READER} (?:must|should|may|can|shall|need|is)(?: not|n't| no longer)(?: allowed to)?"
    rf" (?:see|get|look at|be shown) {_PICTURES}\b"
    r"|(?:不要|别|停止)再?把?(?:照片|图片)?[发给送]给?(?:语言)?模型[看发]?(?:照片|图片)?"
)
_SEES = lazy(
    rf"\b(?:send|show|give) (?:{_PICTURES} to {_READER}|{_READER} {_PICTURES}) again\b"
    rf"|\b{_READER} (?:may|can|should) (?:see|get|look at|be shown) {_PICTURES}(?: again)?\b"
)
_SEED = lazy(
    r"\b(?:set (?:the )?seed (?:to|=)|use (?:the )?seed|seed ?[=:]) ?(\d{1,10})\b|(?:种子|seed)(?:设为|设成"
    r"|改成|用)(\d{1,10})"
)
_MODEL = (
    r"(?:nano banana(?: pro| 2)?|seedream(?: ?\d(?:\.\d)?)?|flux(?: ?\d)?(?: (?:pro|dev|max|kontext))?"
    r"|gpt[ -]image(?: ?\d(?:\.\d)?)?|qwen(?:[ -]image)?"
    r"|gemini(?: \w+)?|kling(?: ?\d)?|veo(?: ?\d)?|firered|local (?:engine|model)|engine)"
)
# Repairs that cost nothing and stay here: done unasked, offered, or not spoken of.
_REPAIR = lazy(
    r"\b(?:repair|fix|mend|put (?:it |them |things )?right|do (?:the )?repairs)\b[^,.;]{0,40}"
    r"\b(?:(?:by|for) yourself|yourself|on your own|automatically|without asking(?: me)?|unasked)"
)
_NO_REPAIR = lazy(
    r"\b(?:don't|do not|never|stop) (?:repair|fix|mend)(?:ing)?\b[^,.;]{0,30}\b(?:yourself|on your own|automatically"
    r"|without asking|unasked)|\bask (?:me )?before (?:you )?(?:any )?(?:repair|fix|mend)"
)
_NO_OFFER = lazy(r"\b(?:don't|do not|never|stop) offer(?:ing)?(?: me)?(?: any)? repairs?\b|\bno (?:more )?repairs\b")
_SWITCH = lazy(
    rf"\bswitch (?:over )?to (?:the )?({_MODEL})\b(?=\s*$|[,.;!]| for| from| please)|\b(?:always"
    rf"|only) use (?:the )?({_MODEL})\b|^from \w+(?: on)?,? (?:always )?use (?:the )?({_MODEL})\b"
    rf"|\buse (?:the )?({_MODEL}) (?:from now on|by default|for everything|as (?:the )?default)"
)
_ASKS = lazy(r"^(?:which|what|how|why|who|when|is|are|do you|does|should|why)\b|\?\s*$")
_QUOTED = lazy(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|\b(?:sign|text|headline) (?:should )?says? .*")
_FIELDS = ("suffix", "ratio", "long_side", "width", "height", "quality", "max_bytes", "place")
# Said with it, and no part of the wish.
_AROUND = lazy(r"^(?:[,;:.\s]|(?:and|please|also|that|the|都)(?=\s|$))+|[\s,;:.!]+$")


_WORDS = frozenset(
    [
        "now",
        "today",
        "here",
        "point",
        "default",
        "future",
        "later",
        "coming",
        "further",
        "whole",
        "entire",
        "rest",
        "remember",
        "always",
        "never",
        "each",
        "every",
        "ask",
        "asking",
        "spend",
        "pay",
        "cost",
        "limit",
        "cap",
        "budget",
        "session",
        "day",
        "paid",
        "free",
        "upload",
        "offline",
        "leave",
        "model",
        "models",
        "llm",
        "planner",
        "seed",
        "switch",
        "use",
        "repair",
        "repairs",
        "repairing",
        "fix",
        "fixing",
        "mend",
    ]
) | set("从后今默每总钱费花问传种模")


def settings(text: str) -> tuple[Setting, ...]:
    """Every lasting wish in a normalised text; empty where all is said for this once."""
    if _WORDS.isdisjoint(hints(text)):
        return ()
    text = _QUOTED.sub(" ", text)
    if _ASKS.search(text):
        return ()
    found = _about_money(text)
    if match := _SEED.search(text):
        found.append(Setting("seed", int(match[1] or match[2])))
    if match := _SWITCH.search(text):
        found.append(Setting("model", next(filter(None, match.groups()))))
    if _BLIND.search(text) or _SEES.search(text):
        found.append(Setting("pictures", False if _BLIND.search(text) else None))
    elif _STAY.search(text):
        found.append(Setting("upload", False))
    for way, pattern in (("ask", _NO_REPAIR), ("off", _NO_OFFER), ("auto", _REPAIR)):
        if not found and pattern.search(text):
            found.append(Setting("repair", way))
    if found:
        return tuple(found)
    match = _LASTING.search(text)
    always = _ALWAYS.search(text)
    lasting = always or match
    if lasting is None or (not always and _is_a_story(text, lasting)):
        return ()
    rest = f"{text[: lasting.start()]} {text[lasting.end() :]}" if match is not None else text
    if match is not None and always is not None:
        rest = _LASTING.sub(" ", text)
    return tuple(_lasting(" ".join(rest.split())))


def _lasting(rest: str) -> list[Setting]:
    output, _ = cut_output(rest, rest)
    found = [Setting(name, getattr(output, name)) for name in _FIELDS if getattr(output, name)]
    if output.width or output.height:
        found = [one for one in found if one.name != "long_side"]
    number = wanted(rest).value
    if number:
        found.append(Setting("count", number))
    words = rest
    while (cut := _AROUND.sub("", words)) != words:
        words = cut
    if found or not words or names_a_variant(words):
        return found
    return [Setting("rule", rest.strip(" ,.;:!"))]


def _is_a_story(text: str, match: re.Match[str]) -> bool:
    """ "Every time I look at it": told, not asked."""
    said = match[0].strip(" ,")
    return said in {"each time", "every time", "每次"} and not re.search(
        r"\b(?:give|make|save|export|ask|show|use|keep)\b", text
    )


def _about_money(text: str) -> list[Setting]:
    if match := _ASK.search(text):
        return [Setting("ask_above_usd", _dollars(match))]
    if _ALWAYS_ASK.search(text):
        return [Setting("ask_above_usd", 0.0)]
    for name, pattern in (("budget_usd", _TOTAL), ("most_usd", _MOST)):
        if match := pattern.search(text):
            return [Setting(name, _dollars(match))]
    return [Setting("paid", False)] if _FREE.search(text) else []


def _dollars(match: re.Match[str]) -> float:
    said = {name.rpartition("_")[2]: what for name, what in match.groupdict().items() if what}
    if "usd" in said:
        return float(said["usd"])
    number, unit = (said["n"], said["unit"]) if "n" in said else (said["zh"], said["zhunit"])
    amount = (
        1.0
        if number in {"a", "an"}
        else float(number)
        if number[0].isdigit() and number.isascii()
        else float(value(number))
    )
    return round(amount / 100, 4) if unit.startswith(("c", "美分")) else amount
