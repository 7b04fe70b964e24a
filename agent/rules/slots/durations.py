"""How long a film is to be and whether it loops: "5 second push-in", "a loop of 3 s", "三秒循环"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.rules.words.hints import hints
from agent.rules.words.numbers import CHINESE, NUMBER, SOME, value
from agent.rules.words.patterns import lazy

_UNIT = r"(?P<unit>seconds?|secnds?|secs?\.?|s(?!-)|minutes?|mins?)"
_TIME = lazy(
    rf"(?<![\w.:/#$-])(?:(?P<n>\d{{1,3}}(?:\.\d{{1,2}})?|{NUMBER}|(?:a )?half an?|(?:a )?half|a couple of|a few"
    rf"|an?)(?: |-(?!s\b)(?!long)){_UNIT}"
    rf"|(?P<n2>\d{{1,3}}(?:\.\d{{1,2}})?){_UNIT.replace('unit', 'unit2')})(?![\w'/]|-long)"
)
# "8s" is short for many things ("iphone 5s", "an 80s poster"): only where nothing else is named.
_SHORT_BEFORE = lazy(r"(?:^|[,;(] ?|\b(?:for|of|in|over|a|an|is|lasts?|about|around|to|by|and) )$")
_SHORT_AFTER = lazy(r"\s*(?:$|[,.;!?)]|(?:loop|clip|video|gif|flash|long|film|mp4|and|of)\b)")
_ZH_TIME = lazy(
    rf"(?<![第\d.:])(?P<n>\d{{1,3}}(?:\.\d{{1,2}})?|{CHINESE}|半)(?P<unit>秒钟?(?!变|回|入|到)|分钟|s(?![a-z]))"
)
# A whole number of seconds as a word of its own is a film wherever nothing else explains it.
_FILM = (
    r"(?:video|clip|film|movie|loop\w*|gif|mp4|reels?|push-?in|pan|zoom|dolly|orbit|animat\w+|timelapse"
    r"|time-lapse|cinemagraph"
    r"|story|motion|moving|morph|footage|long|each|blink\w*|wave\w*|flicker|movement|boomerang|flash|rain"
    r"|snow\w*|smoke|fog|steam"
    r"|fire|sun sets?|camera|life|run it|play)"
)
_A_FILM = lazy(rf"\b{_FILM}\b")
# Said of time that is not the film's: an exposure, a clock, a wait, a price, a question.
_OTHER_TIME = lazy(
    r"\b(?:exposure|exposed|shutter|timer|countdown|clock|watch|sign|(?<!, )says?|saying|write|reads?|parking"
    r"|took|takes|waited|wait|hang on"
    r"|give me|let me|ago|limit|cost|costs|allowed)\b|^(?:how|why|what|which|is|are|does|can)\b"
)
_AFTER = lazy(
    r"\s*(?:before|after|later|ago|earlier|into|from disaster|exposure|shutter|to go|hand|person|one\b|decision"
    r"|cat|pair|of arc)"
)
_BEFORE = lazy(r"\b(?:the|1/\d*|split)\s*$")
_LOOP = lazy(
    r"\b(?:loop it|(?:make|let) it loop|(?:as|in|into) an? (?:endless |seamless |perfect |infinite )*loop"
    r"|(?:seamless|perfect|endless|infinite|video|gif|clip|\w+fall"
    r"|crackling|second|sec|minute|min|\d+s)[ -](?:(?:seamless|perfect|endless|video) )*loop|loop (?:of"
    r"|over) (?:\d|{N})|perfectly looping|that loops?|looping|looped|on repeat"
    r"|(?:repeat|loop|play)s? (?:\w+ ){0,3}(?:forever|endlessly|seamlessly|in a loop)|endless gif|infinitely"
    r"|(?<=, )(?:endless|loop)(?=\s*$|[,.;!]))\b".replace("{N}", NUMBER)
)
_NO_LOOP = lazy(
    r"\bloop (?:the (?:ribbon|rope|scarf|string|wire|belt)|on the|of (?:wire|rope))|\bbelt loop|\bloop around\b"
)
_ZH_LOOP = lazy(r"循环(?:播放|视频|动图|动画|短片)?(?!标志|图标|利用|水|经济)")
_ZH_OTHER = lazy(r"曝光|牌子|招牌|写着?|稍等|等一|倒计时|读秒|快门|钟表")
_ZH_AFTER = lazy(r"\s*(?:前|后|之前|之后|以前|以后|数|针|表|杀|停车)")


@dataclass(frozen=True, slots=True)
class Duration:
    """`seconds` is 0 where only a loop was asked for; `spans` are the letters that said so."""

    seconds: float = 0.0
    loop: bool = False
    spans: tuple[tuple[int, int], ...] = ()


_WORDS = frozenset(
    [
        "s",
        "sec",
        "secs",
        "second",
        "seconds",
        "secnds",
        "min",
        "mins",
        "minute",
        "minutes",
        "loop",
        "loops",
        "looping",
        "looped",
        "repeat",
        "repeats",
        "endless",
        "forever",
        "infinitely",
        "秒",
        "分",
        "循",
    ]
)


def duration(text: str) -> Duration | None:
    """The length that a normalised text asks of a film, None where it asks for none."""
    known = hints(text)
    if _WORDS.isdisjoint(known):
        return None
    seconds, spans = _seconds(text)
    loop = _loops(text)
    if loop:
        spans = (*spans, loop)
    return Duration(seconds, loop is not None, spans) if seconds or loop else None


def _seconds(text: str) -> tuple[float, tuple[tuple[int, int], ...]]:
    other = _OTHER_TIME.search(text)
    if not other or text.startswith(("let ", "can you ")):
        for match in _TIME.finditer(text):
            said, unit = match["n"] or match["n2"], match["unit"] or match["unit2"]
            found = _length(said, unit[0] == "m")
            if (
                not found
                or _AFTER.match(text, match.end())
                or _BEFORE.search(text[max(0, match.start() - 12) : match.start()])
            ):
                continue
            if _is_sure(text, match, said, unit):
                return found, (match.span(),)
    if not text.isascii() and not _ZH_OTHER.search(text):
        for match in _ZH_TIME.finditer(text):
            if not _ZH_AFTER.match(text, match.end()):
                return _length(match["n"], match["unit"] == "分钟"), (match.span(),)
    return 0.0, ()


def _is_sure(text: str, match: re.Match[str], said: str, unit: str) -> bool:
    """ "One second" and "a minute" are mostly said of waiting; they need a film beside them."""
    if unit == "s" and match["n2"]:
        return bool(
            _SHORT_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
            and _SHORT_AFTER.match(text, match.end())
        )
    if said in {"a", "an", "one", "1"} or unit[0] == "m":
        rest = text[: match.start()] + text[match.end() :]
        return "half" in said or text.startswith(" of ", match.end()) or bool(_A_FILM.search(rest))
    return True


def _length(said: str, minutes: bool) -> float:
    if said.startswith("half") or "half" in said or said == "半":
        number = 0.5
    elif said in {"a few", "几"}:
        number = float(SOME)
    elif said == "a couple of":
        number = 2.0
    elif said in {"a", "an"}:
        number = 1.0
    elif said[0].isdigit() and said.isascii():
        number = float(said)
    else:
        number = float(value(said))
    return number * 60 if minutes else number


def _loops(text: str) -> tuple[int, int] | None:
    match = _LOOP.search(text)
    if match and not _NO_LOOP.search(text):
        return match.span()
    match = None if text.isascii() else _ZH_LOOP.search(text)
    return match.span() if match and not text[: match.start()].endswith(("回收", "内")) else None
