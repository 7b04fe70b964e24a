"""Hears how large a result has to be, in pixels, megapixels, on paper or "as large as it gets", beside what it shows:
a size alone is the engine's work and is left where it stands."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.rules.terms.notions import QUOTED, words
from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.patterns import lazy

_HINTS = words(
    "dpi ppi uhd hd res resolution bus lorry tram van huge giant roll-up rollup roll mural canvas fill cover megapixel megapixels mp pixels pixel px large larger largest big bigger biggest poster banner billboard print printed prints wall mural size sized width edge side"
)
# About 4K and 8K film frames, in megapixels.
_K = {"4": 8.0, "5": 14.0, "6": 18.0, "8": 33.0}
_FRAMES = {"u": 8.0, "ultra": 8.0, "2160p": 8.0, "1440p": 3.5, "1080p": 2.0, "full": 2.0}
# In millimetres.
_SHEETS = {"0": (841, 1189), "1": (594, 841), "2": (420, 594), "3": (297, 420), "4": (210, 297), "5": (148, 210)}
_UNITS = {"mm": 1.0, "cm": 10.0, "c": 10.0, "m": 1000.0, "i": 25.4, '"': 25.4}
_COMMON_RATIO = 1.5
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = r"(?P<unit>mm|cm|centimet(?:re|er)s?|m|met(?:re|er)s?|in|inch(?:es)?|\")(?!\w)"
_DPI = lazy(r"\b(?P<dpi>\d{2,4}) ?(?:dpi|ppi|pixels per inch)\b", re.I)
_SHEET = lazy(r"\b(?:din )?a ?(?P<sheet>[0-5])(?:[- ]?(?:size[ds]?|format|paper|sheets?))?\b", re.I)
_PAPER = lazy(rf"(?P<w>{_NUMBER}) ?(?:mm|cm|m|in|inch(?:es)?)? ?(?:x|\u00d7|by) ?(?P<h>{_NUMBER}) ?{_UNIT}", re.I)
_WIDTH = lazy(rf"(?P<w>{_NUMBER}|one|two|three|four|five|six|half a) ?{_UNIT}", re.I)
_PIXELS = lazy(r"(?<![\d.])(?P<w>\d{3,5}) ?(?:x|\u00d7|by|\*) ?(?P<h>\d{3,5})(?! ?(?:cm|mm|in|inch|m)\b)(?: ?(?:px|pixels?))?(?!\w)", re.I)  # fmt: skip
_SIDE = lazy(
    r"(?<![\d.])(?P<side>\d{3,5}) ?(?:px|pixels?)(?:[ -](?:wide|across|high|tall|long|width|height))?(?:(?: on| along| for| at)? (?:the|its) (?P<which>long(?:er|est)?|short(?:er|est)?)(?: (?:side|edge))?)?"
    r"|\b(?P<which2>long(?:er|est)?|short(?:er|est)?) (?:side|edge)(?: (?:of|at|least|is|must|has|to|be|should))*:? (?P<side2>\d{3,5})(?: ?(?:px|pixels?))?(?!\w)",
    re.I,
)
_MEGA = lazy(r"(?<![\d.])(?P<mp>\d+(?:[.,]\d+)?) ?(?:mega ?pixels?|mpix|mp|million pixels)\b", re.I)
_FRAME = lazy(r"(?<![\d.$])(?P<k>[4568])k\b(?! (?:run|race|gold|people|steps))|\b(?P<f>u(?:ltra)?|full)[- ]?hd\b|\b(?P<p>1080p|1440p|2160p)\b", re.I)  # fmt: skip
_LARGEST = lazy(
    r"\b(?:as (?:large|big|high[- ]res(?:olution)?) as (?:it (?:gets|goes|can (?:be|get))|possible|you can(?: make it| get| go)?|can be|they come)|as many (?:mega)?pixels as (?:possible|you can(?: get)?|it gets)"
    r"|(?:in |at |with )?(?:the )?(?:max(?:imum|imal)?|highest|full|biggest|largest|greatest|top|best|huge|giant)(?: possible| available)? (?:pixels|res(?:olution)?|size|dimensions|pixel count|file|picture|image|output|version|format)(?: (?:there is|you (?:can|have|know)(?: (?:make|do|get))?|available|possible))?"
    r"|(?:really |very |extra )?(?:large|big|huge|giant|high)[- ](?:res(?:olution)?|format|scale)(?: (?:print|file|output|version))?"
    r"|(?:big|large|sharp|crisp|fine|good) enough (?:for|to (?:print|fill|go|hang|cover)(?: on| as| at| in)?) (?:an? |the )?(?:[\w.-]+ ){0,4}?(?:banner|billboard|poster|wall|mural|hoarding|roll-?up|print|a[0-3]|canvas)"
    r"|(?:for|on|onto|as|fill|cover|in|into|to) (?:an? |the |our |my )?(?:[\w.-]+ ){0,3}?(?:(?:huge|giant|large|big|wall|metres?|meters?|trade fair|exhibition|a[0-3])[- ](?:\w+ )?(?:banner|billboard|poster|wall|mural|hoarding|print|canvas|roll-?up)|(?:poster|banner|mural|canvas|wall print)(?:s| size| format)? (?:in |of |at )?(?:a[0-3]|\d+ ?(?:m|met))\w*)|(?:for|fill|cover|as) (?:an? |the |our |my )?(?:[\w.-]+ ){0,2}?(?:billboards?|banners?|roll-?ups?|murals?|hoardings?|wall(?=\s*$|\s*[,:;.]))"
    r"|(?:it |this |that )?(?:goes|will go|is going|will hang|hangs|gets printed|will be printed|is printed|printed|print it) (?:\w+ ){0,2}?(?:on|across|over|onto|as) (?:an? |the |our |my )?(?:whole |entire |side of an? )?(?:[\w-]+ ){0,2}?(?:wall|banner|billboard|hoarding|house front|lorry|bus|tram|van|mural|tarpaulin|a[0-3])(?: [\w.]+){0,3}"
    r"|(?:i|we) (?:need|want) (?:it|this|that|the (?:file|picture|result)) (?:to be )?(?:really |very |extra )?(?:big|large|huge)|the (?:more pixels|bigger|larger|higher(?: the)? resolution) the better|(?:it |this |that )?(?:has to|must|should|will) (?:fill|cover) (?:a |the |our |my )?(?:whole |entire )?(?:\w+ )?(?:wall|banner|billboard|front|canvas)|(?:print(?:ed)? )?(?:size|width) (?:is|of|at) (?:one|two|three|four|five|six|\d+) ?(?:m|met(?:re|er)s?)\b|(?:print(?:ed)?|printing) (?:size )?(?:is |at |of |it )?(?:one|two|three|four|five|\d+) ?(?:m|met(?:re|er)s?)\b(?: (?:wide|high|across|tall))?)\b(?! (?:behind|beside|above|over the|in front))",
    re.I,
)
# A size that is said without figures, and one that may be: some word of each set is in it.
_IN_A_WORD = words("hd uhd fullhd ultrahd")
_LARGELY = tuple(
    (words(one), words(other))
    for one, other in (
        (
            "large largest big biggest huge giant high highest many max maximum maximal full greatest top best",
            "as pixels megapixels res resolution size dimensions pixel file picture image output version format scale",
        ),
        (
            f"{NUMBER} banner banners billboard billboards poster posters wall mural murals hoarding hoardings print canvas roll rollup rollups front lorry bus tram van tarpaulin",
            "enough for on onto as fill cover in into to across over",
        ),
        ("need want", "big large huge"),
        ("better", "pixels bigger larger higher"),
        ("print printed printing size width", "m metre metres meter meters"),
    )
)
# Then the engine does the rest too, and the size with it.
_EXACT = lazy(
    r"\b(?:bright\w*|dark\w*|light(?:er|en)\w*|warm(?:er)?|cool(?:er)?|cold(?:er)?|contrast\w*|saturat\w+|desaturat\w+|exposure|highlights?|shadows|sharp\w*|blur\w*|noise|grain\w*|vignette|black and white|b ?& ?w|gr[ae]yscale|sepia|vintage|noir|look|tones?|rotat\w+|straighten\w*|level|flip\w*|mirror\w*|crop\w*|square|border|margin|frame|watermark|caption|white balance|hdr|cinematic|moody|moodier|variants?|versions?)\b",
    re.I,
)
_FEWEST = 2
_BEGINS = lazy(
    r"\W*(?:an?|the|some|two|three|my|our|his|her|bring|stand|knock|[a-z]+ (?:on|in|from|over|round|around))\b", re.I
)
# Nothing is left but the words for a change of size.
_NOTHING = lazy(r"^\W*(?:please )?(?:change|give|grow|set|make|let|turn|put|have|show|take|swap|replace|add)(?: (?:me|us))?(?: (?:the|its|this|that|it|my|these|them))?(?: (?:size|dims?|dimensions?|resolution|picture|photo|image|file|width|height|format|canvas|current|whole thing))?,?(?: (?:to|from|in|at|by)\b.*)?\W*$", re.I)  # fmt: skip
# What stands around a size and says nothing of the picture.
_AROUND = words(
    "at in as with for on to of a an the it this that i we need needs want wants must should shall has have be is are will by and but result file output resolution size final full least no not smaller less than or more"
    " minimum min exactly please about around roughly print printed printing prints goes go hang hangs out come paper format dpi ppi ultra quality i'd it's i'll we'll like comes sharp big large enough wide across high tall landscape portrait upright keep"
    " me give poster picture image photo version mean really very so side edge long longer short width height dimensions pixels px larger below under smaller each every all comes will it'll this'll"
)
# Then the size is a change of the file that the engine makes.
_OF_THE_FILE = lazy(
    r"\b(?:icons?|favicons?|avatars?|thumbnails?|tiles?) (?:out )?(?:of|from) (?:it|this|that|the)\b|\b(?:resiz\w+|scal(?:e|ed|ing)|enlarg\w+|upscal\w+|upsiz\w+|shrink\w*|reduc\w+|crop\w*|export\w*|sav(?:e|ed|ing)|pad(?:ded|ding)?|letterbox\w*|convert\w*|compress\w*|trim\w*|fit(?:ted)?|make (?:it|this|that|them)(?! (?:snow|rain|night|day|winter|summer|autumn|spring))|bring (?:it|them)|cut (?:it|this|to)|blow (?:it|this) up|go from|(?:the|its) (?:actual |correct |right |current |new )?(?:size|dims?|dimensions?) (?:is|are|should|must|i|we|that))\b",
    re.I,
)
# Something is to be seen, done or gone that no photo holds yet.
_SHOWS = lazy(
    r"^\W*(?:delete|make it (?:snow|rain|night|day|winter|summer|autumn|spring))\b|"
    r"^\W*(?:please |and |then |but |now |(?:can|could|would) you (?:please )?|i'd like (?:you )?to |i want (?:you )?to |let's )*(?:add|insert|replace|swap|put|place|turn|give|have|let|hang|plant|lay|set|stick|drop|paint|draw|build|park|dress|fill|swap|exchange|change|show|remove|erase|take|grow|stand|seat|sit|scatter|pile|cover|animate|open|close|make (?:her|him|them|the|my|our)|take (?:out|away))\b"
    r"|^\W*(?:the|a|an|my|our|his|her|this|that|some|two|three|four|five|more|another)\s+(?!(?:bit|touch|tad|little|lot|crop|copy|version|print|file|square|border|frame|picture|photo|image)\b)[\w' -]{2,60}? (?:needs?|wants?|could use|should|must|has to|on|in|at|by|under|over|above|behind|beside|near|around|across|against|from|along|next|between|with|for|off|to|into|rising|leaning|standing|floating)\b"
    r"|^\W*[a-z]+(?: [a-z]+)? (?:on|over|above|behind|beside|under|around|between) (?:the|a|an|my|our|his|her)\b",
    re.I,
)
_CLAUSE = lazy(r"\s*(?:[,;!?](?=\s|$)|\.(?=\s|$)|:(?=\s|$)|\s[-\u2013\u2014]+\s)\s*")
_TOKEN = lazy(r"[^\s]+")


@dataclass(frozen=True, slots=True)
class Size:
    """`rest` is the request without it. `largest` where no number was said."""

    rest: str
    megapixels: float = 0.0
    edge: int = 0
    largest: bool = False


def sized(text: str) -> Size | None:
    """The size that the result of an invented edit must have; None where none was said, or where nothing else was."""
    said = hints(text.lower())
    if NUMBER not in said and _HINTS.isdisjoint(said):
        return None
    match, found = _measured(QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), text), said)
    if match is None:
        return None
    start, end = _clause(text, match)
    if _OF_THE_FILE.search(text[start:end]):
        return None
    begins, ends = _widened(text, *match, start, end)
    before, after = text[:begins].rstrip(" ,;:-\u2013\u2014"), text[ends:].lstrip(" ,;:.-\u2013\u2014")
    rest = _AND.sub("", f"{before}, {after}" if before and after else before or after)
    if found[2] and not _SHOWS.search(rest) and (more := sized(rest)) is not None and more.largest:
        return more
    shows = _SHOWS.search(rest) or (_BEGINS.match(rest) and not _EXACT.search(rest) and len(rest.split()) > _FEWEST)
    if not shows or _OF_THE_FILE.match(rest) or _NOTHING.match(rest):
        return None
    return Size(rest, *found)


_AND = lazy(r"^(?:and|but|then|so)\s+|,?\s*\b(?:and|but)\s*$", re.I)


def _measured(text: str, said: frozenset[str]) -> tuple[tuple[int, int] | None, tuple[float, int, bool]]:
    """Where the size stands, and its megapixels, long edge, or that it is the largest there is."""
    if (NUMBER in said or not _IN_A_WORD.isdisjoint(said)) and (found := _numbered(text)):
        return found
    if any(not (one.isdisjoint(said) or other.isdisjoint(said)) for one, other in _LARGELY) and (
        match := _LARGEST.search(text)
    ):
        return match.span(), (0.0, 0, True)
    return None, (0.0, 0, False)


def _numbered(text: str) -> tuple[tuple[int, int], tuple[float, int, bool]] | None:
    """As `_measured`, of a size that was said in figures."""
    if dpi := _DPI.search(text):
        per_mm = int(dpi["dpi"]) / 25.4
        for paper in (_PAPER.search(text), _SHEET.search(text), _WIDTH.search(text)):
            if paper is not None:
                width, height = _paper(paper)
                span = min(paper.start(), dpi.start()), max(paper.end(), dpi.end())
                return span, (width * height * per_mm**2 / 1e6, round(max(width, height) * per_mm), False)
    if match := _PIXELS.search(text):
        width, height = int(match["w"]), int(match["h"])
        return match.span(), (width * height / 1e6, max(width, height), False)
    if match := _MEGA.search(text):
        return match.span(), (float(match["mp"].replace(",", ".")), 0, False)
    if match := _FRAME.search(text):
        named = match["k"] or ""
        return match.span(), (_K[named] if named else _FRAMES[(match["f"] or match["p"]).lower()], 0, False)
    if match := _SIDE.search(text):
        side, which = int(match["side"] or match["side2"]), (match["which"] or match["which2"] or "").lower()
        if which.startswith("short"):
            return match.span(), (side * side * _COMMON_RATIO / 1e6, round(side * _COMMON_RATIO), False)
        return match.span(), (0.0, side, False)
    return None


def _paper(match: re.Match[str]) -> tuple[float, float]:
    """Width and height in millimetres."""
    said = match.groupdict()
    if said.get("sheet"):
        return _SHEETS[said["sheet"]]
    unit = said["unit"].lower()
    factor = _UNITS["mm" if unit == "mm" else "m" if unit.startswith("m") else unit[0] if unit != "cm" else "cm"]
    width = _number(said["w"]) * factor
    return width, _number(said["h"]) * factor if said.get("h") else width / _COMMON_RATIO


def _number(said: str) -> float:
    spelled = {"half a": 0.5, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}
    return spelled[said.lower()] if said.lower() in spelled else float(said.replace(",", "."))


def _clause(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The clause in which it stands."""
    start = max((one.end() for one in _CLAUSE.finditer(text) if one.end() <= span[0]), default=0)
    end = min((one.start() for one in _CLAUSE.finditer(text) if one.start() >= span[1]), default=len(text))
    return start, end


def _widened(text: str, begins: int, ends: int, start: int, end: int) -> tuple[int, int]:
    """With the words around it that say nothing of the picture."""
    for token in reversed(list(_TOKEN.finditer(text, start, begins))):
        if token[0].lower() not in _AROUND:
            break
        begins = token.start()
    for token in _TOKEN.finditer(text, ends, end):
        if token[0].lower() not in _AROUND:
            break
        ends = token.end()
    return begins, ends
