"""Reads who should do it: "use seedream", "as cheap as possible", "why not flux?", "never use flux for faces"."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from functools import cache
from typing import Any

from agent.plan import NO_WISH, Wish
from agent.rules.terms.budgets import budget
from agent.rules.terms.costs import CHEAPLY, FREE, WELL
from agent.rules.terms.notions import Notion, cut, words, written
from agent.rules.terms.pace import ROUGH, SOON
from agent.rules.terms.privacy import PRIVACY
from agent.rules.terms.sizes import sized
from agent.rules.terms.trade import TRADE
from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.patterns import lazy
from backends.naming import names, titles

# A look at single words first: most requests say nothing of all this.
_HINTS = frozenset({
    "use", "using", "with", "via", "try", "why", "never", "don't", "not", "again", "may", "best", "highest", "finest",
    "cent", "cents", "ct", "dollar", "dollars", "usd", "free", "paying", "leave", "leaves", "offline", "send", "ad",
    "ads", "transparent", "transparency", "px", "pixels", "rather", "instead", "prefer", "switch", "dpi", "ppi", "uhd", "hd",
    "res", "resolution", "megapixel", "megapixels", "mp", "large", "largest", "big", "biggest", "poster", "banner",
    "billboard", "mural", "huge", "roll", "size", "canvas", "bus", "wall", "alpha", "cutout", "cut", "see", "background", "dime", "nickel", "quarter", "penny", "buck", "bucks",
})  # fmt: skip
_BEGIN = lazy(
    r"\b(?:cheap|fast|quick|draft|upload|private|confidential|local|client|customer|commercial|business|advert"
    r"|\d{3,5}\b|[48]k\b)|\$"
    r"|^(?:please )?(?:on|let)\b|\b(?:should|shall|must|is to) (?:do|make|take|handle)\b"
)
_ASKS = lazy(
    r"^(?:which|what|what's|who|how|is|are|do(?= (?:you|i|we|they|these|those|any|all|both|the)\b)|does|should|where|when|why|can i|am i|may i)\b|\?\s*$",
    re.I,
)
_POLITE = lazy(r"^(?:please |hey |hi )?(?:can|could|would|will) you\b", re.I)
# Names that are also words: they mean a model only behind "use" or before "model".
_ALSO_WORDS = frozenset(
    "flare engine wan runway omni klein sunburst kandinsky local bria pix2pix grok gemini kontext openai chatgpt veo kling firefly pika luma krea playground reve recraft google bytedance".split()  # noqa: SIM905
)
# Those of them that mean nothing else; the others stand for a thing in a picture too.
_THINGS = frozenset("flare engine wan runway omni klein sunburst local pika luma playground reve firefly".split())  # noqa: SIM905
# Names that were coined for models; the others may be people, stars or verbs.
_COINED = frozenset(
    {"dall-e", "dalle", "seedream", "seedance", "nano banana", "nanobanana", "gpt image", "gpt-image", "kontext"}
)
# Models of others that have no card: whoever names one means it, and nobody else.
_STRANGERS = (
    "midjourney", "firefly", "adobe firefly", "ideogram", "recraft", "leonardo ai", "krea", "pika", "luma", "imagen", "hunyuan", "jimeng",
    "dreamina", "photoshop ai", "playground", "reve", "hidream", "omnigen",
)  # fmt: skip
_END = r"(?=\s*(?:$|[,.;:!?]|\band\b|\bbut\b|\bplease\b))"
# What holds from now on is kept as a setting, which is read elsewhere.
_ALWAYS = lazy(r"\b(?:always|from now on|by default|default|for good|in future|every time)\b", re.I)
_LASTS = lazy(r"\b(?:from now on|for good|in future|never (?:ever )?(?:upload|send|share)|ever leave)\b", re.I)
_INVENTS = lazy(
    r"^(?:please )?(?:(?:add|insert|replace|swap|put|place|turn|give|make (?:her|him|them)|stick|hang|draw|paint|set|dress|let|have|change|lay)\b"
    r"|(?:an?|some|two|three|another) [\w' -]{2,30}? (?:for|on|in|over|above|behind|beside|to|under|around|with) "
    r"|(?:the|a|an|my|our|his|her|this|that) [\w' -]{2,30}? (?:needs?|wants?|could use|should|must|has to)\b)",
    re.I,
)
_TRANSPARENT = lazy(
    r"\b(?:transparent|see-?through) (?:background|ground|png|file|image|picture|webp)\b|\bwith (?:real |true |full )?transparency\b|\b(?:alpha channel|on transparency|with alpha)\b",
    re.I,
)
# What is put on a cut-out, "still without any background", leaves it one.
_CLEAR = r"(?:transparen\w+|see-?through|alpha(?: channel)?|cut-?outs?|(?:empty|missing|clear|blank|no|bare) (?:back)?ground|(?:back)?ground (?:stays?|remains?|is|must be|should be|kept|still|again|as before,?) (?:empty|clear|missing|gone|out|off|bare))"
_STAYS = r"(?:stays?|staying|keep|keeps|kept|keeping|still|remain\w*|as (?:before|it (?:is|was)|now)|survives?|survive|leave|leaving|left|preserv\w+|untouched|again|retain\w*|intact|don't (?:lose|touch|fill)|do not (?:lose|touch|fill)|without (?:losing|filling|touching)|not (?:lose|be lost|get lost|be filled|disappear))"
_STILL_CUT_OUT = lazy(
    rf"(?:^|[,;.]|\b(?:and|but|while|with)\b)(?:\s*(?:and|but|while|with)\b)?(?=[^,;:.]*\b{_STAYS}\b)(?:(?!\b(?:and|but|while)\b)[^,;:.])*?\b{_CLEAR}\b[^,;:.]*(?=$|[,;:.])"
    r"|[,;]? ?(?:as |in |on )?(?:an? )?(?:transparent|see-?through) (?:png|file|webp)(?: please)?\s*[.!]?\s*$"
    r"|[,;]? ?\b(?:(?:still|again|but|and|all) )*(?:without (?:any |a )?background|with no background(?: at all)?|with nothing behind (?:it|them|her|him)|(?:no|without a) background (?:should|may|must|is to) (?:appear|show|come)|nothing (?:may |should |must )?(?:appears? |show(?:s)? )?(?:behind|around) (?:it|them|her|him))"
    r"(?: please)?\s*[.!]?\s*$",
    re.I,
)
# Nothing is said of transparency without one of these words, nor of what was cut out without a word of each half.
_CLEARLY = frozenset({
    "transparent", "transparency", "see", "seethrough", "alpha", "cutout", "cutouts", "cut", "background", "ground", "behind", "around",
})  # fmt: skip
_STILL_CUT = (
    (
        words(
            "stay stays staying keep keeps kept keeping still remain remains remaining remained as survive survives leave leaving left preserve preserves preserving preserved untouched again retain retains retaining retained intact don't don\u2019t do without not"
        ),
        words("transparent transparency transparently see seethrough alpha cutout cutouts cut background ground"),
    ),
    (words("transparent see seethrough"), words("png file webp")),
    (words("without no nothing"), words("background behind around")),
)
# What each notion says of the wish.
_TERMS: tuple[tuple[Notion, dict[str, Any]], ...] = (
    (PRIVACY, {"stay": True}),
    (WELL, {"dial": 1.0}),
    (FREE, {"most_usd": 0.0}),
    (CHEAPLY, {"by": "price"}),
    (ROUGH, {"dial": 0.0}),
    (SOON, {"by": "time"}),
    (TRADE, {"paid_work": True}),
)
_LONGEST = 4000
# "The cheapest way to get a swing into that tree" adds a swing.
_OBTAINED = lazy(r"^(?:get|have)\s+(?=(?:an?|some|two|three|another|more)\b)", re.I)
_LEFT_BEHIND = lazy(r"^\s*[:,;]*\s*(?:for|to|and|but)?\s+(?=\w)", re.I)


@cache
def _named() -> frozenset[str]:
    """What the names of models begin with."""
    said = ((name, hints(name) - {NUMBER, "the"}) for name in map(str.lower, (*names(), *_STRANGERS)))
    return frozenset(min(words, key=name.find) if words else NUMBER for name, words in said)


@cache
def _ids() -> dict[str, str]:
    """The id of each name, spelled without what people leave out: "seedream5lite" for "Seedream 5.0 Lite"."""
    return {_key(name): name.replace(" ", "-") for name in _STRANGERS} | {
        _key(name): id for name, id in names().items()
    }


def _key(name: str) -> str:
    return _LEFT_OUT.sub("", name.lower())


def _loose(name: str) -> str:
    """A name as a pattern: with or without the blanks, hyphens and the last nought of its version."""
    parts = [re.escape(part) for part in _PARTS.findall(name)]
    return r"[ .\-]?".join(parts) + (
        r"(?:\.0)?(?!\.?\d| (?:versions?|variants?|times|takes|options)\b)" if parts[-1].isdigit() else r"(?!\w)"
    )


_LEFT_OUT = lazy(r"[ \-\u00b7\u2022]|\.0(?!\d)|(?<!\d)\.|\.(?!\d)")
_PARTS = lazy(r"\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?")
# A version or size behind a name that no card has: then that model was meant, and no other.
_UNKNOWN = r"(?P<version>[ \-]?v?\d+(?:\.\d+)?(?![\w%]| ?(?:x|px|k|times|or|versions?|variants?|takes|pictures|options)\b)(?: (?:pro|max|lite|flash|mini|ultra|turbo|fast|plus|edit))?| (?:pro|max|lite|flash|mini|ultra|turbo|plus)(?!\w))?"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    known = sorted((*names(), *_STRANGERS), key=len, reverse=True)
    of_old = r"(?:(?:the|that|your|my|this) )?(?:(?:good )?old |original |latest |newest |retired |classic )?"
    any_name = rf"{of_old}(?P<name>{'|'.join(map(_loose, known))}){_UNKNOWN}(?: model)?"
    plain = [name for name in known if name not in _ALSO_WORDS]
    makers = "|".join(map(_loose, (name for name in known if name not in _THINGS)))
    a_maker = rf"(?:the )?(?P<name>{makers}){_UNKNOWN}(?: model)?"
    a_name = rf"{of_old}(?P<name>{'|'.join(map(_loose, plain))}){_UNKNOWN}(?: model)?"
    said_of_models = "|".join(
        map(
            _loose, (name for name in known if _PARTS.search(name) and (any(map(str.isdigit, name)) or name in _COINED))
        )
    )
    shall_any = any_name.replace("P<name>", "P<shall>").replace("P<version>", "P<version2>")
    shall = a_name.replace("P<name>", "P<shall>").replace("P<version>", "P<version2>")
    rest = r"(?: (?:for|on) (?:this|it|that|this one|all of this))?"
    do = r"(?:\s*(?:to )?(?:do|make|take|handle|try)(?: (?:this|that|it))(?: one| job)?\s*(?:[,:]|(?=\s))| to|(?= \w))"
    return {
        "never": lazy(rf"[,;]? ?(?:but |and |please )*\b(?:(?:never|don't ever|do not ever) (?:use|take|choose|pick|want)|never (?:again )?(?:with|by)|never(?= \w+(?: \w+)? (?:again|for|:)| \w+\s*$)) {any_name}(?: again)?(?: (?:for|on) (?:my |any )?(?P<about>\w+))?{_END}", re.I),
        "allow": lazy(rf"^(?:you (?:may|can) use|allow|it is fine to use|it's fine to use) {any_name}(?: again)?(?: (?:for|on) (?P<about>\w+))?(?: again)?\W*$", re.I),
        "why not": lazy(rf"^(?:and )?(?:why|how come)(?: not| didn't you use| did you not use| don't you use| wasn't it|'d you not use) ?{any_name}\b.*$", re.I),
        "why": lazy(r"^(?:and )?why(?: (?:this|that|it|this one|that one|this model|that model|did you (?:choose|pick|use|take) (?:that|this|it)(?: model| one)?))?\s*\??$", re.I),
        "but": lazy(rf"(?:^|(?<=[,;:(] )|(?<=\bbut )|(?<=\band )|(?<= ))(?:please )?(?:not|no|never|without|avoid|skip|any(?:thing|one|body)? (?:but|except)|whatever you (?:like|want) (?:but|except)|i (?:don't|do not) (?:like|trust|want|use|care for)|i (?:hate|dislike|distrust)) {a_maker}(?: please)?(?:,? (?:so )?(?:use|take|try) (?:something|anything|another|somebody|anybody)(?: \w+)? else)?{_END}", re.I),
        "not": lazy(rf"[,;]? ?(?:but )?\b(?:not with|not by|not from|not|no|without|avoid|avoiding|skip) {a_name}{_END}|[,;]? ?\b(?:except|other than|don't (?:use|take|want)|do not (?:use|take|want)|not (?:by|from)|(?:any|some)(?:thing|one|body)?(?: model| else)? (?:but|other than|except|apart from)) {shall_any}{_END}", re.I),
        "out": lazy(rf"[,;]? ?(?:but )?\b(?:keep|leave) {a_maker} (?:out(?: of (?:it|this))?|away)(?: please)?", re.I),
        "use": lazy(rf"(?:^|(?<=[,;.!:] )|(?<=\band )|(?<=\bbut )|(?<=\bplease ))(?:please )?(?:use|take|try|i'd rather use|rather use|switch to|pick|choose|select|go (?:with|for)|i (?:want|prefer)|i'd (?:like|prefer)|only(?: use)?|nothing but|(?:run|do|make|send|process|edit) (?:it|this|that) (?:with|on|in|via|through|by|using)|(?:give|hand|pass) (?:it|this|that) to) {any_name}{rest}(?: please| only)?(?:(?P<lasting> from now on| by default| always)|{_END}|(?= to )|(?= for (?:an?|some) ))[:,]?(?: (?:to|for) )?", re.I),
        "let": lazy(rf"^(?:please )?(?:on {a_name}[,:]|(?:let|have|ask|get|make|tell|i want|i'd like|i'd rather (?:have|let|see)|i would rather (?:have|let|see)) {a_name.replace('P<name>', 'P<let>').replace('P<version>', 'P<version1>')}{do}|{shall} (?:should|shall|must|is to|has to|may|can){do}) ", re.I),
        "can": lazy(rf"^(?:please |hey |and )?(?:can|could|would|will|may) {a_maker} (?:please )?(?=\w)|^(?:please )?ask {a_maker.replace('P<name>', 'P<let>').replace('P<version>', 'P<version1>')} (?:please )?(?:for|to) (?=\w)", re.I),
        "last": lazy(rf"[,;.]? ?(?:and |but )?\b(?:let|have|ask|get) {a_maker} (?:to )?(?:do|make|handle|try|take) (?:it|this|that|care of it)(?: please| for me)?\s*[.!]?\s*$|[,;.]? ?(?:the way|like|as|how) {shall} (?:would|does|did|used to)(?: (?:do|have done|make|draw) (?:it|this|that))?\s*[.!]?\s*$", re.I),
        "hand": lazy(rf"^(?:please )?(?:let|have|ask|get|make|i want|i'd like|i'd rather (?:have|let|see)) {any_name} (?:to )?(?:do|make|take|handle|try) (?:this|that|it)(?: one)?\s*[:,]\s*(?=\w)", re.I),
        "trust": lazy(rf"^(?:and )?i(?:'d)? (?:always |usually |normally |mostly |really |only |still |just )*(?:trust|like|love|prefer|use|used|took|take|swear by|go with|work with) {any_name}(?: (?:most|best|for (?:this|it|that|these|such things|everything)))?\s*[,:;-]\s*(?:so |and )*(?:(?:let|have) (?:that one|that|it)(?: do)?:? )?(?=\w)", re.I),
        # "Dall-e always did this nicely: …": who is praised for such work shall do it.
        "praised": lazy(rf"^(?:and |well |hm+ |oh )?{a_maker} (?:(?:has|have|had|always|usually|often|really|never failed|simply|just) )*(?:(?:used to )?(?:do|does|did|done|handles?|handled|nails?|nailed|manages?|managed|draws?|drew|makes?|made|gets?|got) (?:this|that|these|it|those|them|such things|(?:things|stuff|jobs) like (?:this|that|it)|this (?:kind|sort) of thing)(?: (?:so|very|really|quite|rather|always|pretty|the))*(?: (?:well|nicely|best|beautifully|right|fine|perfectly|wonderfully|better|neatly|convincingly))?|(?:is|was|were|are|been)(?: (?:so|very|really|quite|rather|always|pretty|the))* (?:good|great|best|brilliant|strong|wonderful|excellent|perfect) (?:at|for|with) (?:this|that|these|it|those|such things|(?:things|stuff|jobs) like (?:this|that|it)|this (?:kind|sort) of thing))(?: (?:last time|before|in the past|so far|back then|for me|once|yesterday|always))*\s*(?::|\s[-\u2013\u2014]|[,;] so:?)\s*(?=\w)", re.I),
        "first": lazy(rf"^(?:please |ok |okay |hey |and )?(?:{any_name}(?: (?:for|on) (?:this|that|it)(?: one| job)?)?(?: (?:please|again|once more))* ?:|{shall}(?: (?:for|on) (?:this|that|it)(?: one| job)?)?(?: please)?,) (?=\w)", re.I),
        "with": lazy(rf"[,;]? ?\b(?:with|using|via|through|by|(?:in|on)(?! (?:the )?flux\b(?! ?\d| pro| max| kontext))) {a_name}(?: please| only)?{_END}|(?:[,;.]| -| \u2013) ?\(?(?:please |with |by |using |in )?{shall}(?: please| only)?(?=\s*[.!)]?\s*$)", re.I),
        "anywhere": lazy(rf"[,;]? ?(?:\b(?:with|by|in|via|using|through|from|made by|done by) )?(?<![\w\"'\u201c])(?:the |good old )?(?P<name>{said_of_models}){_UNKNOWN}(?: (?:again|please|only|once more|for this))*(?![\w\"'\u201d])[:,]?", re.I),
        "aside": lazy(rf" ?\((?:with|by|using|in|via|use|please)? ?{a_maker}(?: please)?\)", re.I),
    }  # fmt: skip


def routed(words: str) -> tuple[Wish, str]:
    """What was said about who should do it, and the request without it. An empty wish leaves the words as they are."""
    low = words.lower()
    said = hints(low)
    governed = hints(low.replace("\u2019", "'")) if "\u2019" in low else said
    if (
        _HINTS.isdisjoint(said)
        and _named().isdisjoint(said)
        and not _BEGIN.search(low)
        and not any(one.may_be_among(governed) for one, _ in _TERMS)
    ):
        return NO_WISH, words
    if len(words) > _LONGEST:
        # Nobody says it in so many words; only what must not leave is looked for, whatever the length.
        return Wish(stay=bool(PRIVACY.spans(words))), words
    patterns = _patterns()
    text = words.strip().replace("\u00b7", "-")
    if patterns["why"].match(text):
        return Wish(why=True, alone=True), words
    if match := patterns["why not"].match(text):
        return Wish(why=True, why_not=_id(match), alone=True), words
    if match := patterns["allow"].match(text):
        return Wish(allow=_id(match), about=_about(match), alone=True, lasting=True), words
    if _ASKS.search(text) and not _POLITE.match(text) and not patterns["can"].match(text):
        # What a question is about is no wish; what must not happen holds whatever is asked.
        limits = Wish(stay=bool(PRIVACY.spans(text)), most_usd=0.0 if FREE.spans(text) else None)
        return limits, words
    # The price first: behind a name it would hide where the name ends.
    wish, rest = _how(NO_WISH, text)
    if not _named().isdisjoint(hints(low)):
        wish, rest = _who(wish, rest, patterns)
    if wish == NO_WISH:
        return wish, words
    rest = re.sub(r"\s+([,.;!?])", r"\1", " ".join(rest.split())).strip(" ,;:.!")
    alone = rest.lower() in _NOTHING or (bool(wish.use) and _A_PART.fullmatch(rest.lower()) is not None)
    return replace(wish, alone=alone), words if alone else rest


def said_back(wish: Wish) -> str:
    """One line without a final stop, so that a wrong reading is seen: "by Seedream, at most $0.02"."""
    if wish.why_not:
        return f"why it was not {titles(wish.why_not)}"
    about = f" for {wish.about}" if wish.about else ""
    parts = [
        "what a model was told" if wish.sent else "",
        "why it was done so" if wish.why else "",
        f"{titles(wish.allow)} is allowed again{about}" if wish.allow else "",
        f"by {titles(wish.use)}" if wish.use else "",
        f"never {titles(wish.never)}{about}" if wish.never else "",
        {"price": "as cheap as can be", "time": "as fast as can be", "size": "as large as can be"}.get(wish.by, ""),
        {0.0: "a draft", 1.0: "the best there is"}.get(wish.dial, "") if wish.dial is not None else "",
        f"at most ${wish.most_usd:g}" if wish.most_usd is not None else "",
        "nothing leaves this computer" if wish.stay else "",
        f"by {wish.models} models, seen without names" if wish.models else "",
        "cheap drafts first" if wish.explore else "",
        f"finish {wish.finish} with a better model" if wish.finish else "",
        "for paid work" if wish.paid_work else "",
        f"at least {wish.megapixels:.0f} megapixels" if wish.megapixels else "",
        "from now on" if wish.lasting and not wish.allow else "",
    ]
    return ", ".join(part for part in parts if part) or "transparent"


# "Switch to nano banana pro for the text stuff": what it is for, and no edit.
_A_PART = lazy(
    r"(?:(?:switch|change|go|move)(?: over)? to )?for (?:the |my |any |all |all the )?(?:[a-z]+ )?(?:stuff|things|work|jobs?|edits?|parts?|bits?|tasks?|requests?)"
)

_NOTHING = frozenset(
    {
        "",
        "please",
        "raise",
        "lower",
        "set",
        "increase",
        "cap",
        "limit",
        "today",
        "tonight",
        "this evening",
        "for today",
        "the rest of today",
        "the rest of the day",
        "the rest of this session",
        "it",
        "do it",
        "do that",
        "do this",
        "the same",
        "do the same",
        "make it",
        "try it",
        "do it again",
        "again",
        "try",
        "and",
        "instead",
        "this",
        "that",
    }
)


def _who(wish: Wish, text: str, patterns: dict[str, re.Pattern[str]]) -> tuple[Wish, str]:
    for kind in (
        "never",
        "but",
        "not",
        "out",
        "hand",
        "use",
        "can",
        "let",
        "trust",
        "praised",
        "first",
        "last",
        "with",
        "aside",
        "anywhere",
    ):
        if kind == "anywhere" and (wish.use or wish.never or _ALWAYS.search(text)):
            continue
        match = patterns[kind].search(text)
        if match is None or (kind == "anywhere" and written(text[: match.start()])):
            continue
        text = f"{text[: match.start()]} {text[match.end() :]}"
        if kind == "never":
            wish = replace(wish, never=_id(match), about=_about(match), lasting=True)
        elif kind in ("but", "not", "out"):
            wish = replace(wish, never=_id(match))
        elif not wish.use:
            lasting = "lasting" in match.re.groupindex and bool(match["lasting"])
            use = _id(match)
            wish = replace(wish, use=use, lasting=wish.lasting or (lasting and _is_known(use)))
    return wish, text


def _how(wish: Wish, text: str) -> tuple[Wish, str]:
    said, low = text, text.lower()
    if limit := budget(text):
        most, start, end = limit
        wish, text = replace(wish, most_usd=most), cut(text, [(start, end)])
    spans: list[tuple[int, int]] = []
    for notion, says in _TERMS:
        if "most_usd" in says and (wish.most_usd is not None or wish.dial == 1.0):
            continue
        found = notion.spans(text)
        if found:
            told = {name: value for name, value in says.items() if getattr(wish, name) in (None, "", False)}
            wish = replace(wish, **told)
            spans += found
        if notion is PRIVACY and any(_LASTS.search(text[start:end]) for start, end in found):
            wish = replace(wish, lasting=True)
    if spans:
        text = _OBTAINED.sub("add ", cut(text, spans))
    elif wish.most_usd is not None:
        text = _LEFT_BEHIND.sub("", text)
    if (size := sized(text)) is None and (whole := sized(said)) is not None and whole.largest:
        wish = replace(wish, by=wish.by or "size")  # "for a trade fair wall" tells of the trade and of the size
    if size is not None:
        by = wish.by or ("size" if size.largest else "")
        wish, text = replace(wish, megapixels=size.megapixels, edge=size.edge, by=by), size.rest
    if not _CLEARLY.isdisjoint(hints(low)):
        if _TRANSPARENT.search(text):
            wish = replace(wish, transparent=True)
        if (
            _still_cut(hints(low))
            and (match := _STILL_CUT_OUT.search(text))
            and _INVENTS.match(rest := _without(text, match).strip(" ,;:."))
        ):
            wish, text = replace(wish, transparent=True), rest
    return wish, text


def _still_cut(said: Set[str]) -> bool:
    return any(not one.isdisjoint(said) and not other.isdisjoint(said) for one, other in _STILL_CUT)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _id(match: re.Match[str]) -> str:
    """The id of what was named; of a version that no card has, the name as an id that stands for nobody."""
    said = match.groupdict()
    name = next(said[name] for name in ("name", "let", "shall") if said.get(name))
    version = next((said[one] for one in ("version", "version1", "version2") if said.get(one)), "")
    whole = _key(name + version)
    return _ids().get(whole) or (f"{name}{version}".lower().replace(" ", "-") if version else _ids()[_key(name)])


def _is_known(id: str) -> bool:
    return id in names().values()


def _about(match: re.Match[str]) -> str:
    return (match["about"] or "").lower()
