"""How many variants are wanted: "three", "a couple of options", "one more"; never a size, a name or how many dogs."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from agent.rules.slots.numerals import Wanted, chinese, counted
from agent.rules.slots.traits import WORD
from agent.rules.words.hints import NUMBER as NUMERAL
from agent.rules.words.hints import hints, said
from agent.rules.words.languages import language
from agent.rules.words.lexicon import looks
from agent.rules.words.numbers import NUMBER, SOME, value
from agent.rules.words.patterns import lazy

_AMOUNTS = {
    "half a dozen": 6, "a half dozen": 6, "half dozen": 6,
    "half-dozen": 6, "a half-dozen": 6, "two dozen": 24, "a dozen": 12, "dozen": 12,
    "a couple of": 2, "a couple": 2, "couple of": 2, "couple": 2, "a pair of": 2, "a pair": 2, "a trio of": 3,
    "a handful of": 5, "a handful": 5, "handful of": 5, "a bunch of": 5, "a trio": 3, "a quartet of": 4, "a duo of": 2,
    "a set of three": 3, "a set of four": 4, "a set of two": 2, "a set of five": 5, "a set of six": 6, "a few": SOME, "few": SOME, "some": SOME, "several": 4, "various": 4,
    "multiple": SOME, "a single": 1, "single": 1,
}  # fmt: skip
_N = rf"(?P<n>{'|'.join(_AMOUNTS)}|{NUMBER}|\d{{1,2}}(?!\d))"
# Without one of these words there is no number, and without one of the others nothing is counted either.
_NUMBERS = frozenset(
    {
        *{word for amount in _AMOUNTS for word in amount.split()} - {"a", "of", "half"},
        *NUMBER.split("|"),
        *["both", "handful", "trio", "quartet", "duo", "set"],
        NUMERAL,
        "twice",
    }
)
_A_VARIANT = frozenset({"version", "variant", "take", "variation", "option", "one"})
_VARIANTS = frozenset({"versions", "variants", "variations", "options", "alternatives", "takes"})
_WORDS = _NUMBERS | _A_VARIANT | _VARIANTS | {"another"}
# Pictures by these names are variants wherever they are counted; by the others only where they are asked for.
_SURE = (
    r"(?:ve?rsions?|varia(?:nts?|ti?ons?)|options?|alternatives?|takes|ideas?|interpretations?|tries|suggestions?"
    r"|proposals?|looks|vibes|renditions?|edits|vesions?|attempts?|treatments?|colou?rways|goes|stabs|spins|mock-?ups"
    r"|iterations?|choices|studies|comps|roughs|proofs|samples)"
)
_ASKED_FOR = (
    r"(?:pictures|images|photos|pics|posters|thumbnails|shots|renders|copies|crops|clips|videos|ones|moods"
    r"|styles|schemes|concepts|drafts|designs|palettes|directions|looks|backgrounds|backdrops|skies|hairstyles|haircuts"
    r"|outfits|colou?rs|shades|fonts|filters|grades|locations|settings|angles|poses|expressions|layouts|hair colou?rs"
    r"|jpe?gs|pngs|files)"
)
# What can stand between the number and its noun: no word that begins another part of the sentence.
_BETWEEN = (
    r"(?:(?!(?:of|in|on|at|to|from|with|for|is|are|should|into|by|that|not|or|the|his|her|my|its)\b)[\w&:-]+ ){0,5}?"
)
_ASKS = (
    r"(?:make|give|gimme|get|create|show|produce|generate|want|need|like|do|try|see|have|render|draw|send|run|using)"
    r"(?: me| us| it| out| up)?(?: at least| up to| about| another)?"
)
_END = (
    r"(?=\s*$|\s*(?:[,;!?)]|[.:](?!\d))|\s+-\s|\s+(?:please|pls|instead|like (?:it|this|that|these|those)|but"
    r"|with|where|then|in total|that|to (?:compare|choose|pick)"
    r"|of (?:them|these|those|that|this)\b))"
)
_MORE_END = (
    r"(?=\s*$|\s*(?:[,;!?)]|[.:](?!\d))|\s+-\s|\s+(?:please|pls|like|of (?:them|these|those|that|this)"
    r"|but|with|in|where|then|time\?)\b)"
)
# "The two pictures", "these three", "I have two versions": they exist already.
_HANGS = lazy(r"\s*(?:on|above|behind|in) (?:the|his|her|a)\b")
_THERE = lazy(
    r"(?:\b(?:the|these|those|all|her|his|my|our|their|its|of|last|first|latest|newest|both|between|version|photo|add"
    r"|picture|image|number|option|(?<!can )(?<!may )(?<!could )i have|there are|there were|than|v|has)|[#@])\s*$"
)
_SCALES = lazy(r"\b(?:zoom|upscale|enlarge|scale|resize|magnify|bigger|larger|size|faster|write|says?|blow)\b")
_TIMES = lazy(
    rf"(?:\b(?:do|try|run|make|repeat|render|generate)\b[^,.;]{{0,30}}?\b(?P<n>{NUMBER}|\d{{1,2}}) times\b"
    rf"(?! (?:as|more|the|bigger|larger|smaller|brighter|darker|(?!over\b)\w+er)\b)|\btimes (?P<n2>{NUMBER}|\d{{1,2}})$"
    rf"|^(?P<n3>{NUMBER}|\d{{1,2}}) times(?=\s*[,.;]|$))"
)
_BY = lazy(
    r"(?:^|[,;:]\s*)(?P<n>\d{1,2}) ?x\b(?! ?\d)|\b(?:x ?(?P<n2>\d{1,2})|(?P<n3>\d{1,2})x)$|^x ?(?P<n4>\d{1,2})\b"
)
_COUNTED = lazy(
    rf"(?<![\w.:])(?P<more>another )?{_N} (?P<middle>(?:{WORD}, )?{_BETWEEN})(?P<noun>{_SURE}|{_ASKED_FOR})\b"
    r"(?! (?:lighter|darker|brighter|warmer|cooler|colder|deeper|paler|up|down)\b)"
)
_ASKED = lazy(
    rf"(?:(?:^|[,;:]\s+|\b(?:just|only|maybe|please|how about|what about)\s+)|\b{_ASKS}\s+)"
    rf"(?P<more>another )?{_N}(?:(?P<more2> (?:more|others?|different ones))\b{_MORE_END}|{_END})"
)
_ANOTHER = lazy(
    r"^(?:(?:just|ok|please|give me|show me|make|try|make me|and|now|,)\s+)*(?:just )?"
    r"(?:another(?: one| take| version| variant| variation| option| try)?(?=\s*$|\s*[,.;!?]|\s+(?:please|like"
    r"|with|but|of th|in)\b)"
    r"|one more(?: (?:version|variant|take|option|try|variation))?(?=\s*$|\s*[,.;!?]|\s+(?:please|like|with|but"
    r"|of th|in)\b))"
)
_ANOTHER_TAKE = lazy(
    r"\b(?:want|need|use|have|see|make|get|show me|give me|try|do) (?:one more|another) (?:version|take|variant"
    r"|variation|option)\b"
    r"|\bjust the one (?:version|variant|take)\b"
)
# "Try the sofa in three colours", "five backgrounds to choose from"
_IN_SEVERAL = lazy(
    rf"\b(?:try|show|do|make|see|render|give) [^,.;]{{2,40}}? in {_N} (?:different |other |new )?"
    r"(?:colou?rs|shades|styles|looks|moods|ways|materials|fonts|sizes|poses|outfits)\b"
)
_TO_CHOOSE = lazy(rf"{_N} (?:different |other )?(?:\w+ )?\w+s (?:to (?:choose|pick|select) from|to compare)\b")
_CHOOSING = frozenset({"choose", "pick", "select", "compare"})
# "Six different skies": so many ways to do one thing, where nothing is put in.
_DIFFERENT = lazy(
    rf"(?:(?:^|[,;:]\s+|\b(?:please|just)\s+)|\b{_ASKS}\s+){_N} (?:different|alternative|possible|other|distinct|separate) "
    rf"(?:[\w-]+ ){{0,2}}?[a-z]+s\b"
)
# "Pick out of three", "choose between 3 wordings", "give four of the mascot"
_OUT_OF = lazy(
    rf"\b(?:pick|choose|select)(?: one)? (?:out of|from|between|among) {_N}\b"
    rf"|\b(?:give|show|gimme|do)(?: me| us)? {_N.replace('<n>', '<n2>')} of (?:the|my|her|him|me|us|his)\b"
)
_AS_BOTH = lazy(r"\bboth (?P<as>as|in|with) [^,.;]{2,40}? and (?P=as) ")
# "Three goes at this", "four shots at the sky"
_GOES = lazy(rf"{_N} (?:goes|shots|stabs|cracks|attempts|tries|takes|passes) (?:at|on) (?:it|this|that|the|her|his)\b")
_EACH = lazy(rf"(?:^|[,;:]\s+|\b{_ASKS}\s+){_N}(?= each\b|,? one (?:with|in|as)\b)")
_BOTH = lazy(r"\b(?:try|show|show me|do|see) (?P<n>both) [^,.;]{2,40}? and \w")
_TWICE = lazy(r"\b(?:do|try|run|repeat|make|render) (?:this|it|that) twice\b(?! as)")
_BARE = lazy(
    r"(?<![\w'-])(?:(?!(?:the|these|those|my|your|our|all|both|of|two|between|which|what|other|version|i|we"
    r"|remove)\b)[\w-]+ )?"
    r"(?P<noun>versions|variants|variations|options|alternatives|takes)\b"
    r"(?! (?:cost|are|is|do|does|have|look|were|can|on the|number))"
)
_BEFORE_BARE = lazy(
    r"(?:\b(?:the|these|those|my|all|both|of|between|which|what|other|has"
    r"|have)\s+(?:\w+ )?|\badd (?:\w+ ){0,2})$"
)
# Each "one" at the start of a part is a variant of its own.
_ONE = lazy(
    r"(?:^|[,;:]\s*(?:and )?|\band |\bmake (?:me )?|\bgive me |\bshow me |\bi want |\bdo )"
    r"(?P<one>one\b(?! (?:of|more|by|side|step|time|man|person|letter|hand|eye)\b)"
    r"|an? (?:[\w-]+ ){1,3}?(?P<noun>one|version|variant|take)\b)"
)


def wanted(text: str) -> Wanted:
    """The count in a normalised text."""
    tongue = language(text)
    if tongue == "zh":
        found = chinese(text) or (_english(text) if said(text, _WORDS) else None)
    elif tongue == "en":
        found = _english(text) if said(text, _WORDS) else None
    else:
        found = counted(tongue, text)
    return found or Wanted()


def _english(text: str) -> Wanted | None:
    known = hints(text)
    if not _NUMBERS.isdisjoint(known) and (found := _numbered(text, known)):
        return found
    if not _A_VARIANT.isdisjoint(known):
        ones = [match for match in _ONE.finditer(text)]
        if len(ones) > 1:
            return Wanted(len(ones), tuple(map(_word, ones)), ones=tuple(one.start("one") for one in ones))
    if match := _ANOTHER.match(text) or (None if _A_VARIANT.isdisjoint(known) else _ANOTHER_TAKE.search(text)):
        return Wanted(1, (match.span(),), more=True)
    for match in () if _VARIANTS.isdisjoint(known) else _BARE.finditer(text):
        if not _BEFORE_BARE.search(text[max(0, match.start() - 16) : match.start()]):
            return Wanted(SOME, (match.span("noun"),), more=match[0].startswith("more "))
    return None


def _numbered(text: str, known: frozenset[str]) -> Wanted | None:
    """The count that is said as a number, "twice" among them."""
    for match in _COUNTED.finditer(text):
        if _THERE.search(text[max(0, match.start() - 12) : match.start()]) or _is_a_thing(text, match):
            continue
        return Wanted(_amount(match["n"]), _around(text, match), bool(match["more"]))
    for match in _ASKED.finditer(text):
        if not _THERE.search(text[max(0, match.start("n") - 12) : match.start("n")]) and _is_free(text, match):
            more = bool(match["more"] or match["more2"])
            return Wanted(_amount(match["n"]), ((match.start("n"), match.end()),), more)
    if match := ("times" in known and _TIMES.search(text)) or (NUMERAL in known and _BY.search(text)):
        number = value(next(filter(None, match.groupdict().values())))
        if number and not _SCALES.search(text[max(0, match.start() - 60) : match.start() + 8]):
            return Wanted(number, (_exact(match),))
    if match := ("in" in known and _IN_SEVERAL.search(text)) or (
        not _CHOOSING.isdisjoint(known) and _TO_CHOOSE.search(text)
    ):
        return Wanted(_amount(match["n"]), (match.span("n"),))
    for pattern in (_DIFFERENT, _GOES, _EACH):
        if match := pattern.search(text):
            return Wanted(_amount(match["n"]), (match.span("n"),))
    if "of" in known and (match := _OUT_OF.search(text)):
        group = "n" if match["n"] else "n2"
        return Wanted(_amount(match[group]), (match.span(group),))
    if "both" in known and (match := _AS_BOTH.search(text)):
        return Wanted(2, ((match.start(), match.start() + len("both")),))
    if "both" in known and (match := _BOTH.search(text)):
        return Wanted(2, (match.span("n"),))
    if "twice" in known and (match := _TWICE.search(text)):
        return Wanted(2, (match.span(),))
    match = _adjective().search(text)
    return Wanted(_amount(match["n"]), (match.span("n"),)) if match else None


def _amount(said: str) -> int:
    return _AMOUNTS.get(said) or value(said)


def _is_a_thing(text: str, match: re.Match[str]) -> bool:
    """ "Hang some pictures on the wall": pictures that are only things of the scene."""
    if re.fullmatch(_SURE, match["noun"]):
        return match["noun"] in {"look", "take"}
    if match["n"] in {"some", "a few", "few", "several", "various"} and match["noun"] != "ones":
        return True
    before = text[max(0, match.start() - 40) : match.start()]
    if not before.strip() or re.search(rf"(?:\b{_ASKS}|[,;:]|\band|\bin|\bplease|\bdifferent)\s*$", before):
        return bool(_HANGS.match(text, match.end()))
    return True


def _is_free(text: str, match: re.Match[str]) -> bool:
    """Not "add one" nor "it says 3": the number of something that is in the picture."""
    before = text[max(0, match.start("n") - 12) : match.start("n")]
    return (
        value(match["n"]) != 1
        or match["n"] in _AMOUNTS
        or bool(re.search(r"\b(?:just|only|(?:give|get|show) (?:me|us))\s+$", before))
        or bool(match["more2"])
    )


def _around(text: str, match: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """The number and its noun; what stands between ("moodier") is the wish itself and stays."""
    return ((match.start(), match.end("n")), match.span("noun"))


def _word(one: re.Match[str]) -> tuple[int, int]:
    """ "One", or the noun of "a warm version", whose mood stays."""
    return one.span("noun") if one["noun"] else one.span("one")


def _exact(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    return start + (match[0][0] in ",;: "), end


@cache
def _adjective() -> re.Pattern[str]:
    """ "3 moodier", "make two noir": the number of nothing but a mood, and the sentence ends with it."""
    moods = {word for name, words in looks().items() for word in (name, name.replace("-", " "), *words)}
    known = "|".join(re.escape(mood) for mood in sorted(moods, key=len, reverse=True))
    much = r"(?:really |much |very |a bit |slightly |more |different )?"
    return lazy(rf"(?:^|\b{_ASKS} |, ?){_N} {much}(?:[a-z]{{3,}}(?:er|ier)|{known})(?: ones?)?\s*[.!]?$")


@dataclass(frozen=True, slots=True)
class Count:
    """`places` are the words that said so; `ones` those that start an alternative ("one in black and white")."""

    value: int
    places: frozenset[int]
    ones: tuple[int, ...] = ()


def count(words: Sequence[str], text: str) -> Count:
    """The count among the words of `text`; where words do not stand apart it is in no single one of them."""
    if not text.isascii() and language(text) != "en":
        return Count(wanted(text).value or 1, frozenset())
    found = wanted(" ".join(words))
    if not found.spans:
        return Count(1, frozenset())
    starts: list[int] = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    ones = tuple(place for place, start in enumerate(starts) if start in found.ones)
    if found.ones:
        return Count(
            1,
            frozenset(place for place in ones if words[place] == "one"),
            ones if len(ones) > 1 and all(words[place] == "one" for place in ones) else (),
        )
    return Count(found.value or 1, frozenset(_within(starts, found.spans)))


def _within(starts: Sequence[int], spans: Iterable[tuple[int, int]]) -> Iterable[int]:
    return (place for place, start in enumerate(starts) for low, high in spans if low <= start < high)
