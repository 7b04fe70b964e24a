"""Reads tone and colour by number ("exposure +0.7, darken the sky by a stop"), whole or not at all."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from agent.plan import Step
from agent.rules.engine.turns import ABSOLUTE, Dial, dialled, dials, sign_of, ways
from agent.rules.slots.amounts import AMOUNT, WORDS, Amount, amount
from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.patterns import lazy
from backends.types import Task

_BETWEEN = lazy(
    r"\s*(?:[,;]\s*(?:and then|and|then|but|plus|also|with)\b|[,;](?=\s)|[,;、](?=[\u3400-\u9fff])|\b(?:and then|and|then|but|with)\b(?! a half)"
    r"|\bplus\b(?! ?\d))\s*"
)
_BEFORE = lazy(
    r"^(?:in |on |for )?(?P<region>(?:the|her|his|their|my|its|our) [^,:;\d]{2,30}?|box [\d .,%]+?)(?:: ?|, )(?P<rest>.*)$"
)
_IT = r"(?:it|this|that|everything|the (?:whole |entire )?(?:photo|picture|image|shot|thing|frame|scene)|overall)"
_OWN = r"(?:(?:the|her|his|their|my|our|its) (?!(?:whole |entire )?(?:photo|picture|image|shot|thing|frame)\b)[^,;:\"\d]{2,40}?|box (?:at |of )?[\d .,%]+?)"
# "Sky down half a stop": a thing that is named first, and is none of the dials.
_NAMED_FIRST = r"(?!(?:{dials}|go|be|it|this|that|everything|overall|all|a|an|one|step|back|way|bit|much|by|up|down|about|exposed)\b)[a-z][a-z'-]+(?: [a-z'-]+)?"
_LEAD = r"(?:(?:make|give|get|have|let|want|i want|i'd like|let's make|turn|push|keep|go|be|try|add) )?"
_AMOUNT = lazy(AMOUNT)
_AMOUNTS = WORDS | {NUMBER}
_MOST = 12
_ONLY_DIALS = {
    "contrast",
    "saturation",
    "vibrance",
    "clarity",
    "exposure",
    "brightness",
    "warmth",
    "tint",
    "vignette",
    "fade",
}


@dataclass(frozen=True, slots=True)
class _Item:
    dial: str
    value: float
    region: str
    way: int


def numeric(text: str) -> bool:
    """Whether an amount can be in it: a digit, or one of the words that amounts are made of."""
    return not _AMOUNTS.isdisjoint(hints(text))


def turned(clause: str) -> list[Step]:
    """The steps of a clause that dials by number and says nothing else; none where any part of it is not understood."""
    if not numeric(clause) or '"' in clause or not _AMOUNT.search(clause):
        return []
    region = ""
    if match := _BEFORE.match(clause):
        region, clause = match["region"], match["rest"]
    items: list[_Item] = []
    way = 0
    for part in [part for part in _BETWEEN.split(clause) if part][: _MOST + 1]:
        item = _item(part.strip(" .,;!"), way)
        if item is None or len(items) == _MOST:
            return []
        way = item.way
        items.append(item)
    # "Exposure +0.5 and contrast +20 in the sky": a place that is said last is that of all.
    if items and not region and not any(item.region for item in items[:-1]):
        region = items[-1].region
    return _steps(items, region, clause)


def _steps(items: list[_Item], region: str, words: str) -> list[Step]:
    steps: list[Step] = []
    for item in items:
        where = region or item.region
        if steps and steps[-1].region == where and item.dial not in steps[-1].values:
            values = steps.pop().values | {item.dial: item.value}
        else:
            values = {item.dial: item.value}
        steps.append(Step(Task.TONE, operation="tone", values=values, region=where, target=where, words=words))
    return steps


def _item(part: str, before: int) -> _Item | None:
    """`before` is the way that the part before went by its verb: "lower the highlights by 30 and the whites by 20"."""
    for shape in _shapes():
        match = shape.fullmatch(part)
        if match is None:
            continue
        said = match.groupdict()
        size = amount(said["amount"])
        dial = _named(said)
        if size is None or dial is None or _counts(match, size):
            continue
        way = sign_of(said, dial)
        if not way and not size.sign and said.get("prep") not in ABSOLUTE and before and said.get("dial"):
            way = before
        found = dialled(dial, size, way, said.get("prep") or "")
        if found is not None:
            return _Item(*found, (said.get("region") or "").strip(), way)
    return None


def _counts(match: re.Match[str], size: Amount) -> bool:
    """ "2 lights", "3 colours": a bare number before a name that is also that of things counts them."""
    name = match.groupdict().get("dial")
    bare = name is not None and not size.sign and not size.unit and match.start("amount") < match.start("dial")
    return bare and name not in _ONLY_DIALS


def _named(said: dict[str, str | None]) -> Dial | None:
    """Which dial is meant: by its name, by a word such as "brighter", or by stops alone."""
    if name := said.get("dial"):
        return Dial(next(key for key, shape in dials().items() if re.fullmatch(shape, name)))
    if word := said.get("comp") or said.get("verb"):
        key = next(
            (
                key
                for table in ("comparative", "verb")
                for key, shape in ways()[table].items()
                if re.fullmatch(shape, word)
            ),
            "",
        )
        # "Brighten the shadows by 30" is about the tones, not about a place.
        place = re.sub(r"^(?:the|its|all) ", "", said.get("region") or "")
        tones = next(
            (
                key
                for key in ("highlights", "shadows", "whites", "blacks", "midtones")
                if re.fullmatch(dials()[key], place)
            ),
            "",
        )
        if tones and key.startswith("exposure"):
            said["region"] = None
            return Dial(tones, 1 if key.endswith("+") else -1)
        return Dial(key[:-1], 1 if key.endswith("+") else -1, by_word=True) if key else None
    return Dial("exposure", stops_only=True)


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    dial = f"(?P<dial>{'|'.join(dials().values())})"
    comp = f"(?P<comp>{'|'.join(ways()['comparative'].values())})"
    verb = f"(?P<verb>{'|'.join(ways()['verb'].values())})"
    up, down, neutral = (ways()["way"][name] for name in ("up", "down", "neutral"))
    act = f"(?P<act>{up}|{down})"
    size = f"(?P<amount>{AMOUNT})"
    region, place = f"(?P<region>{_OWN})", rf"(?: (?:in|on|for|of|to|from) (?:{_IT}|(?P<region>{_OWN})))?"
    way = r"(?: (?P<way>up|down))?"
    prep = r"(?: ?(?P<prep>by|to|at|of|in|:|=|is))?"
    the = r"(?:the |its |all the |overall |global |some |a )?"
    first = f"(?P<region>{_NAMED_FIRST.replace('{dials}', '|'.join(dials('en').values()))})"
    return tuple(
        re.compile(shape)
        for shape in (
            rf"(?:(?:{neutral}) )?{the}{dial}{way}{prep} ?{size}{place}",
            rf"(?:(?:{neutral}) )?{the}{dial}(?: (?:in|on|of|for) {region}){way}{prep} ?{size}",
            rf"{act} {the}{dial}{way}{prep} ?{size}{place}",
            rf"{act} {the}{dial}(?: (?:in|on|of|for) {region}){way}{prep} ?{size}",
            rf"{act}(?: {_IT})? {size}(?: of)? {the}{dial}{place}",
            rf"(?P<act>take|pull|knock|cut|shave) {size}(?: off| from| off of| out of) {the}{dial}{place}",
            rf"{_LEAD}(?:(?:{_IT}|{region}) )?(?:with )?{size}(?: of)? (?P<way>more|less|extra|lower|higher) {the}{dial}",
            rf"{_LEAD}(?:{_IT} )?(?:with )?{size}(?: of)? (?P<way>more|less|extra|lower|higher) {the}{dial}{place}",
            rf"{_LEAD}(?:(?P<way>more|less|higher|lower) ){dial} by {size}{place}",
            rf"{_LEAD}(?:a |an )?{size}(?: of)? {dial}{place}",
            rf"{_LEAD}(?:(?:{_IT}|{region}) )?(?:to be |be |should be |is )?{size} {comp}",
            rf"{_LEAD}(?:{_IT} )?{size} {comp}{place}",
            rf"{_LEAD}(?:(?:{_IT}|{region}) )?(?:to be |be )?{comp}(?: by)? {size}",
            rf"{_LEAD}(?:{_IT} )?{comp} by {size}{place}",
            rf"{verb}(?: (?:{_IT}|{region}))?(?: up| down)?(?: by)? {size}",
            rf"{verb}(?: {_IT})?(?: up| down)?(?: by)? {size}{place}",
            rf"(?P<act>bring|take|pull|knock|drop|push|lift|dial|turn) {region} (?P<way>up|down)(?: by)? {size}",
            rf"{_LEAD}(?:{_IT} )?(?:(?P<way>up|down)(?: by)? )?{size}(?: (?P<act>up|down))?{place}",
            rf"(?P<act>raise|lift|increase|lower|drop|reduce|decrease|bump|pull|take|push|bring|open|close|stop|knock|nudge|crank|dial|turn|ease)(?: {_IT})?{way}(?: by)? {size}{place}",
            rf"(?P<act>knock|pull|drop|take|lower|reduce|raise|lift) {region}(?: back)?(?: by)? {size}",
            rf"{region} (?P<way>up|down)(?: by)? {size}",
            rf"{first} (?P<way>up|down)(?: by)? {size}",
            rf"{first} {size} {comp}",
            *_chinese(),
        )
    )


def _chinese() -> tuple[str, ...]:
    size = f"(?P<amount>{AMOUNT})"
    dial = f"(?P<dial>{'|'.join(dials('zh').values())})"
    act = f"(?P<act>{ways('zh')['way']['up']}|{ways('zh')['way']['down']})"
    to = f"(?P<prep>{ways('zh')['way']['neutral']}|[:=])"
    comp = f"(?P<comp>{'|'.join(ways('zh')['comparative'].values())})"
    lead = (
        r"(?:请|帮我|麻烦|再|然后|同时|并且|并|整体|画面|图片|照片|整张照片)*(?:把|将)?(?:图片|照片|画面|整体)?(?:的)?"
    )
    region = r"(?:(?P<region>[\u3400-\u9fff]{1,8}?)的?)?"
    return (
        rf"{lead}{dial}(?:都|再|整体)?(?:{act}|{to})?(?:了|到)? ?{size}",
        rf"{lead}{act}(?:一下|整体|图片|照片)?(?:的)?{dial}(?:到)? ?{size}",
        rf"{lead}{act}{size}(?:的)?{dial}",
        rf"{lead}(?P<region>[\u3400-\u9fff]{{1,8}}?)的{dial}(?:都|再)?{act}?(?:了)? ?{size}",
        rf"{lead}{comp}(?:了)? ?{size}",
        rf"{lead}{region}(?:再)?{comp}(?:了)? ?{size}",
    )
