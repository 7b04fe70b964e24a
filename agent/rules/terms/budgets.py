"""Hears what may be spent at most, in any wording: an amount of money beside a word of a limit, and no coin on a table."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re

from agent.rules.terms.notions import QUOTED, words
from agent.rules.words.hints import hints
from agent.rules.words.numbers import NUMBER, value
from agent.rules.words.patterns import lazy

# In US dollars.
_COINS = {"penny": 0.01, "nickel": 0.05, "dime": 0.1, "quarter": 0.25, "fiver": 5.0, "tenner": 10.0}
_PARTS = {"half": 0.5, "quarter": 0.25}
_UNITS = words("cent cents ct cts dollar dollars usd buck bucks") | set(_COINS)
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_WORTH = {"fifty": 50, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "a hundred": 100, "couple of": 2, "a couple of": 2, "a": 1, "an": 1, "one single": 1, "a single": 1, "single": 1}  # fmt: skip
_COUNT = rf"(?P<count>\d*[.,]?\d+|{_TENS}[- ](?:one|two|three|four|five|six|seven|eight|nine)|{NUMBER}|{_TENS}|a hundred|hundred|(?:a )?couple of|(?:a |one )?single|an?)"
_AMOUNT = lazy(
    rf"(?:\$ ?(?P<usd>\d*[.,]?\d+)(?!\w)|(?P<part>half|quarter|a quarter) (?:of )?(?:a |an )?(?:dollar|buck)\b|(?<![\w.]){_COUNT}[ -]?(?P<unit>cents?|cts?|dollars?|usd|bucks?)\b|(?<!\w)(?:an? (?:single )?|one |the )?(?P<coin>{'|'.join(_COINS)})\b)",
    re.I,
)
# What makes an amount a limit, before it or behind it.
_BEFORE = lazy(
    r"\b(?:at (?:the )?(?:very )?most|(?:spend|cost|pay|costing|charge) (?:me |us )?(?:any )?more than|no(?:t| )? ?(?:more|higher|over|above|beyond|exceeding|dearer)(?: than)?|less than|cheaper than|under|below|beneath|max(?:imum|\.)?(?: of)?|up to|budget(?: of| is|:)?|limit(?: of| is|:)?|cap(?:ped)?(?: at| of| is| it at)?|ceiling(?: of| is)?|within|exceed(?:ing)?|(?:go|going|get) (?:above|over|past|beyond)|top(?:s)? out at|stop at"
    r"|(?:i|we|you|it|this|that|they)(?:'ll|'d|'ve| will| would| can| could| may| might| have| has| should| must)? (?:only )?(?:can |could |may |got |just |only |afford |willing to |happy to |to )*(?:pay|spend|spare|afford|cost|stretch to|go to|go as high as|have|allow|manage|part with)|(?:my|our|the) (?:limit|budget|cap|ceiling|maximum|max)|(?:i|we)(?:'ve| have)(?: only| just| got)*|spend|pay|costing|with only|got|only)[\s:]+(?:(?:only|just|about|of|is|a|than|to|on|at|up|me|my|you|over|above|beyond|more|it|this|the|for|exactly|maybe|perhaps)\s+)*$",
    re.I,
)
_BEHIND = lazy(
    r"^(?:\s|,|-)*(?:(?:each|a picture|per picture|in all|altogether|in total|for (?:it|this|that|the lot)|apiece|an image|a piece)\s*,?\s*)?(?:tops|max(?:imum)?\b|at (?:the )?(?:very )?(?:most|outside|maximum)|or (?:less|below|under|cheaper)|(?:and |but )?(?:no|not (?:(?:a|an|one|any|a single) )?(?:(?:tiny |little )?(?:cent|penny|bit|jot|whit|iota|farthing|fraction|hair|crumb)s? )?|nothing|never) ?(?:more|above|over|further|higher|beyond)(?= ?(?:$|[,.;:!?]|than that|please))|limit|cap|budget|ceiling|maximum|and (?:that'?s|that is) (?:it|all|(?:your|the) lot|final|the end of it|where it ends|my last word)|and (?:then )?stop"
    r"|(?:is|that's|are) as (?:high|far|much) as (?:i|we|you) (?:(?:can|will|would|could|may) )?(?:go|get|pay|spend|stretch)?|(?:is|that's|are) (?:my |the |our |all )?(?:all|the (?:most|limit|max(?:imum)?|cap|ceiling|budget)|limit|max(?:imum)?|cap|ceiling|budget|enough|what (?:i|we) (?:have|can))(?: (?:i(?:'m| am|'ll| will)?|we(?:'re| are)?|you)(?: (?:have|get|giving|can|got|spend|spending|pay|paying|give|want|to|you|willing))*)?|left\b)",
    re.I,
)
# "Not a cent over five": the number stands behind.
_OVER = lazy(
    rf"\bnot (?:a|one|a single) (?:cent|penny)s? (?:over|above|more than|beyond) (?P<over>\d+|{NUMBER}|{_TENS})\b", re.I
)
# "Without it costing me a penny" spends nothing at all.
_NOT_EVEN = lazy(r"(?:\b(?:not|never|without|no|nobody|nothing|hardly)\b|n't)[^,.;:]*\b(?:cost|costs|costing|pay|paying|spend|spending|charge|charged|charging|give|giving)(?: (?:me|us|you|out|for|on|it|this|that|even|so|much|as|more|than))*\s*$", re.I)  # fmt: skip
_ONE = words("a one single the")
# A coin, a price on a tag, a sign; a part of something.
_SEEN = lazy(
    r"^(?:s?['\u2019]? ?| |-)(?:coins?|pieces?|bills?|notes?|signs?|tags?|stamps?|labels?|symbols?|stickers?|store|shop|menu|jars?|statues?|farthings?|loafers?|of (?!a )\w+|pipe|horn|moon|plated|silver|on (?:the|a|his|her) \w|in (?:the|a|his|her|it)|lying|beside|under the|from the|turn|past|to|mile|note)\b",
    re.I,
)
_SHOWN = lazy(r"\b(?:says?|saying|reads?|reading|price tag(?: of)?|tag|sign|write|written|marked|labell?ed|worth|looks? like)\s*[\"':,]?\s*(?:for |of |at |with )?\s*$", re.I)  # fmt: skip
# "Stop asking below 5 cents" is about questions, and lasts.
_ASKING = lazy(r"\bask(?:ing)?\b", re.I)
# What stands around an amount and says nothing of the picture.
_AROUND = words(
    "for at under below beneath less than cheaper no not more higher over above beyond up to max maximum most within only just but and or a an the of is are be budget limit cap ceiling spend spending pay paying spare cost costs costing keep keeping kept stay stays staying it this i i'm i'll i'd i've we we'll we're you you've"
    " can can't could will won't would may must should shall don't do doesn't mustn't shouldn't needn't have has got high as go going want wants need my our all tops each in total altogether picture per image apiece outside very that that's if so long as please exactly exceed exceeding let let's with willing happy afford give giving get gets single what whatever"
    " never ever left stop one any enough maybe perhaps about around mean capped top out lot on me limited while make sure it's its spent thing things job whole roughly then strictly absolutely there's there price"
)
_TOKEN = lazy(r"[^\s]+")
_MARKS = ".,;:!?-\u2013\u2014()"
_STOPS = lazy(r"[,;:.!?()]$|^[-\u2013\u2014]+$")


def budget(text: str) -> tuple[float, int, int] | None:
    """The most that may be spent, in US dollars, and where it is said."""
    low = text.lower()
    if "$" not in low and _UNITS.isdisjoint(hints(low)):
        return None
    if _ASKING.search(text):
        return None
    text = QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), text)
    if match := _OVER.search(text):
        return round(_counted(match["over"]) / 100, 4), *_widened(text, *match.span())
    for match in _AMOUNT.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if _NOT_EVEN.search(before) and match[0].split()[0].lower() in _ONE:
            continue
        after = _BEHIND.match(behind)
        limit = _BEFORE.search(before) if after is None else None
        if (after is None and limit is None) or _SHOWN.search(before) or (after is None and _SEEN.match(behind)):
            continue
        start = limit.start() if limit else match.start()
        return _dollars(match), *_widened(text, start, match.end() + (after.end() if after else 0))
    return None


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """With the words beside it that say nothing of the picture, up to the end of the clause."""
    before = list(_TOKEN.finditer(text, 0, start))
    while before and not _STOPS.search(before[-1][0]) and before[-1][0].lower().strip(_MARKS) in _AROUND:
        start = before.pop().start()
    if before and start and _FILLS.match(before[-1][0]):
        start = before[-1].start()
    for token in _TOKEN.finditer(text, end):
        if (end and text[end - 1] in ",;:.!?") or text[end : token.start()].strip():
            break
        if token.start() == end and token[0][0] in ",;:.!?":
            break
        if token[0].lower().strip(_MARKS) not in _AROUND:
            break
        end = token.end()
    return start, end


_FILLS = lazy(r"^(?:budget|limit|max|maximum)[:.]?$", re.I)


def _counted(said: str) -> float:
    low = said.lower()
    if low[0].isdigit() or low[0] in ".,":
        return float(low.replace(",", "."))
    if low in _WORTH:
        return _WORTH[low]
    tens, _, ones = low.replace("-", " ").partition(" ")
    return (_WORTH.get(tens) or value(tens)) + (value(ones) if ones else 0)


def _dollars(match: re.Match[str]) -> float:
    if match["usd"]:
        return float(match["usd"].replace(",", "."))
    if match["part"]:
        return _PARTS[match["part"].lower().removeprefix("a ")]
    if match["coin"]:
        return _COINS[match["coin"].lower()]
    number = _counted(match["count"])
    return round(number / 100, 4) if match["unit"].lower().startswith("c") else number
