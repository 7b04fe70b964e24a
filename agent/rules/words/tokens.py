"""Cuts a request into tokens that know their classes, in any language, with single slips put right."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import NamedTuple

from agent.rules.words.patterns import lazy
from agent.rules.words.shorthand import SHORT
from agent.rules.words.vocabulary import Vocabulary, bit, bits, mended

QUOTED, CAPS, NUMBER, STOP, BIG = (bit(f"x.{name}") for name in ["quoted", "caps", "number", "stop", "big"])
# A name, as a capital within a sentence tells.
PROPER = bit("x.proper")
# Words in Latin letters within a text of another script.
LATIN = bit("x.latin")
# 奶茶色, 芥末色: a colour, whatever stands before.
_SHADE, COLOUR, _HAS_A_SHADE = "色", bit("n.colour"), bits("n.thing n.material n.animal n.sky n.season")
_ADD, _SIDES = bit("v.add"), frozenset(["上", "里", "下", "旁边", "中间", "前面", "后面", "边上", "左边", "右边"])
_MEASURES = frozenset("个只条根块张片朵枚颗粒串盏盆把")
_KINDS = {name: bit(f"x.{name}") for name in ("quoted", "ratio", "px", "seconds", "number")}
MARKS = frozenset(",.;!?()。、:…")
# Letters of scripts whose words do not stand apart.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uff66-\uff9f"
# A word of plain letters is the most frequent token and is tried first.
_TOKEN = lazy(
    rf"(?P<word>(?![pqtvPQTV][{_CJK}])[A-Za-z][A-Za-z0-9#@~&]*(?:['.:&-][A-Za-z0-9]+)*)"
    r"|(?P<quoted>\"[^\"]{0,300}\"|“[^”]{0,300}”|「[^」]{0,300}」|『[^』]{0,300}』|《[^》]{0,300}》|【[^】]{0,300}】"
    r"|(?<![a-zA-Z0-9'])'[^']{1,200}'(?![a-zA-Z0-9']))"
    r"|(?P<ratio>\d{1,4}(?:\.\d+)?[:/]\d{1,4}(?:\.\d+)?(?![A-Za-z0-9_%]))"
    r"|(?P<px>(?!(?:19|20)\d\d by (?:19|20)\d\d(?!\d))\d{2,5} ?(?:[xX\u00d7*]|by) ?\d{2,5}"
    r"(?: ?px| pixels)?(?![A-Za-z0-9_])"
    r"|\d{3,4}[, ] ?(?!000)\d{3,4}(?![\w.,])"
    r"|\d{2,5} ?(?:px|pixels?|pix|像素)(?![A-Za-z0-9_]))"
    r"|(?P<seconds>(?![5-9]0s|1\d\d0s|20\d0s)(?<!\d)\d+(?:\.\d+)?(?:s| ?seconds?| ?secs?| ?秒)(?![A-Za-z0-9_]))"
    r"|(?P<number>[$€£¥]?\d+(?:[.,]\d+)*%?(?![a-zA-Z]|(?<=\d)\d+s(?!\w)))"
    rf"|(?P<cjk>(?:[pqtvPQTV](?=[{_CJK}]))?[{_CJK}]+)"
    r"|[a-zA-Z0-9#@~&]+(?:['.:&-][a-zA-Z0-9]+)*|[^\W\d_]+(?:['-][^\W\d_]+)*|\S"
)
# A file in quotation marks is no lettering.
_A_FILE = lazy(r"\.(?:jpe?g|png|webp|tiff?|heic|avif|gif|cube)\W?$")
_LONGEST_WORD = 40
_BIG_LETTERS, _SMALL_LETTERS = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()
# Second halves of verbs that mean nothing by themselves.
_PARTICLES = frozenset(
    ["up", "down", "out", "off", "away", "in", "on", "over", "back", "from", "of", "around", "round"]
)
# "Take the tube off his face": the second half of the verb also says where from.
_WHENCE = frozenset(["off", "from", "out"])
# "Edit out the guy in the background" edits nobody in.
_WHERE = frozenset(["on", "in", "over", "around", "round"])
_DETERMINERS = frozenset(
    ["the", "his", "her", "their", "my", "our", "its", "this", "that", "these", "those", "a", "an"]
)
_FROM = ["from"]
# "Teal-and-orange" joins nothing else, and "a round one" swaps nothing round.
_BETWEEN = frozenset(["and", "or", "in", "to", "on", "by", "of", "with", "the", "at", "for", "from", "up", "as"])
# "The bin needs to go" asks for no going, and "it needs to be blue" for no being.
_OUGHT = bits("v.goes m.be")
_VERBS = bits(
    "v.remove v.add v.replace v.change v.make v.move v.scale v.blur v.extract v.crop v.restore v.write v.tone v.retouch"
    " v.combine v.complete v.animate v.view v.fix v.pose v.gesture v.drop v.cut v.paint v.put"
)
_DOES = _VERBS | bits("v.coat v.sheathe v.create v.dress v.give v.show v.keep v.stylize")
_SHORT = frozenset(
    [
        "someone's",
        "somebody's",
        "let's",
        "it's",
        "that's",
        "there's",
        "what's",
        "he's",
        "she's",
        "who's",
        "here's",
        "where's",
        "how's",
    ]
)


_BEHIND_AROUND = frozenset(
    ["the", "his", "her", "its", "their", "my", "our", "a", "an", "one", "both", "every", "each"]
)


class Token(NamedTuple):
    """`classes` are bits; `text` is in lower case and repaired, `start` and `end` are places in the typed text."""

    text: str
    classes: int
    start: int
    end: int


# Half the time of calling the class, for what is made most often.
_token: Callable[[type[Token], tuple[str, int, int, int]], Token] = tuple.__new__  # pyright: ignore


def tokens(typed: str, known: Vocabulary, other: Vocabulary | None = None) -> list[Token]:
    """`typed` keeps its letter case. `other` reads what is written in Latin letters within an unspaced language."""
    pieces: list[tuple[str, int, int, int]] = []
    add = pieces.append
    spaced, spelled = known.spaced, known.spelled
    shouting = _shouts(typed)
    for match in _TOKEN.finditer(typed):
        said, kind = match[0], match.lastgroup
        start, end = match.span()
        word = said.lower()
        if kind == "word" or kind is None:
            extra = STOP if word in MARKS or (word == "-" and typed[end : end + 1] == " ") else 0
            if word != said and len(said) > 1 and not shouting and said.isupper() and said.isalpha():
                extra |= CAPS
            elif word != said and start and spaced and not shouting and word not in spelled and said[0].isupper():
                extra |= PROPER
            if spaced:
                if word in SHORT and not extra & CAPS:
                    word = SHORT[word]
                if len(word) > 4 and word not in spelled and len(word) < _LONGEST_WORD:
                    word = mended(word, known)
            elif kind:
                extra |= LATIN
            if word in _BEHIND_AROUND and len(pieces) > 1 and pieces[-1][0] == "round":
                pieces[-1] = ("around", *pieces[-1][1:])  # a scarf round his neck
            if word[-2:] == "'s" and word not in _SHORT and (word,) not in known.words.meaning:
                word = word[:-2]
            add((word, extra, start, end))
        elif kind == "cjk":
            pieces += _unspaced(word, start, known)
        elif kind == "quoted" and _A_FILE.search(word):
            add((word, 0, start, end))
        else:
            big = kind == "number" and said.isdigit() and 3 <= len(said) <= 4
            add((word, _KINDS[kind] | (BIG if big else 0), start, end))
    return _classified(pieces, known if spaced else other)


def _shouts(typed: str) -> bool:
    """Whether most of its letters are capitals."""
    if typed.isascii():
        letters = typed.encode()
        big = len(letters) - len(letters.translate(None, _BIG_LETTERS))
        return big * 2 > big + len(letters) - len(letters.translate(None, _SMALL_LETTERS))
    return typed.isupper() or sum(map(str.isupper, typed)) * 2 > sum(map(str.isalpha, typed))


def _unspaced(said: str, start: int, known: Vocabulary) -> list[tuple[str, int, int, int]]:
    """The longest phrases, letter by letter; letters that start none are gathered into one token."""
    found: list[tuple[str, int, int, int]] = []
    place = 0
    loose = -1
    while place < len(said):
        mask, length = known.words.at(said, place)
        if not length:
            loose = place if loose < 0 else loose
            place += 1
            continue
        if loose >= 0:
            if said[place : place + length] == _SHADE:
                place += length
                found.append((said[loose:place], COLOUR, start + loose, start + place))
                loose = -1
                continue
            found += _put(said, loose, place, start, found[-1][0] if found else "", known)
            loose = -1
        if found and said[place : place + length] == _SHADE and found[-1][1] & _HAS_A_SHADE:
            thing, _, first, _ = found.pop()
            found.append((thing + _SHADE, COLOUR, first, start + place + length))
        else:
            found.append((said[place : place + length], mask, start + place, start + place + length))
        place += length
    if loose >= 0:
        found += _put(said, loose, len(said), start, found[-1][0] if found else "", known)
    return found


def _put(
    said: str, loose: int, end: int, start: int, before: str, known: Vocabulary
) -> list[tuple[str, int, int, int]]:
    """Letters of no word. 门上钉个马蹄铁: behind a place, an unknown verb before a measure word puts there."""
    found: list[tuple[str, int, int, int]] = []
    if end - loose > 1 and said[loose + 1] in _MEASURES and before in _SIDES and end < len(said) + (end - loose > 2):
        found.append((said[loose : loose + 2], _ADD, start + loose, start + loose + 2))
        loose += 2
    if loose < end:
        found.append((said[loose:end], _ending(said, loose, end, known), start + loose, start + end))
    return found


def _ending(said: str, start: int, end: int, known: Vocabulary) -> int:
    return known.endings.get(said[end - 1], 0) if end - start > 1 else 0


def _classified(pieces: list[tuple[str, int, int, int]], known: Vocabulary | None) -> list[Token]:
    if known is None:
        return [Token(*piece) for piece in pieces]
    texts = [piece[0] for piece in pieces]
    split = _apart(texts, known)
    found: list[Token] = []
    place = 0
    at, meaning, asks = known.words.at, known.words.meaning, known.ask
    asking = first = 0
    while place < len(pieces):
        text, extra, start, end = pieces[place]
        mask, length = at(texts, place)
        if text in asks.firsts and place >= asking:
            asking, first = place + asks.at(texts, place)[1], place
        if place < asking and place + length > asking and not (place == first and mask & _OUGHT):
            # The "like a" of "I'd like a …" is no comparison.
            mask, length = meaning.get((text,), 0), 1
        if split:
            gained = split.get(place, 0)
            if gained > 0 and not (length > 1 and gained & _OUGHT):
                mask &= ~_DOES  # "line the bottles up" adds no line, but "can the pole be taken away" takes it away
            if split.get(place) == -1:
                mask, length = 0, 1  # the "up" of "touch it up" is no direction
            if not (length > 1 and "there" in texts[place : place + length]):  # "could there be a pond" puts one there
                for each in range(place, place + max(1, length)):
                    mask |= max(0, split.get(each, 0))
        if length > 1:
            for each in range(place + 1, place + length):
                extra |= pieces[each][1]
            text, end = " ".join(texts[place : place + length]), pieces[place + length - 1][3]
        elif not mask and "-" in text:
            for part in text.split("-"):
                if part not in _BETWEEN:
                    mask |= meaning.get((part,), 0)  # "cyberpunk-inspired"
            mask &= ~_VERBS  # "snow-covered" covers nothing
        found.append(_token(Token, (text, mask | extra, start, end)))
        place += length or 1
    return found


def _apart(texts: list[str], known: Vocabulary) -> dict[int, int]:
    """Verbs in two halves ("take it all out"), by the place of the first."""
    found: dict[int, int] = {}
    for place, word in enumerate(texts):
        if word not in known.apart:
            continue
        longest = 0
        for start, end, mask in known.apart[word]:
            if len(end) < longest:
                continue  # "take ten years off" is no "take off"
            if texts[place : place + len(start)] != start:
                continue
            after = place + len(start)
            for at in range(after + 1, min(after + 10, len(texts))):
                if texts[at : at + len(end)] == end:
                    whence = at + len(end) < len(texts) and texts[at + len(end)] in _DETERMINERS
                    if (whence and end[-1] in _WHERE) or (end == _FROM and at + 1 == len(texts)):
                        break
                    if texts[at - 1] == "and" and known.words.meaning.get((end[0],), 0) & _VERBS:
                        break  # "make it yellow and move it" is no "make it move"
                    if end[0] in ("round", "right") and texts[at - 1] in _DETERMINERS:
                        break  # "put grandma on the left and grandpa on the right"
                    if mask < 0:
                        found[at] = max(0, found.get(at, 0)) | -mask
                        break
                    found[place] = mask | (max(0, found.get(place, 0)) if len(end) == longest else 0)
                    longest = len(end)
                    if _PARTICLES.issuperset(end) and not (whence and end[-1] in _WHENCE):
                        found.update(dict.fromkeys(range(at, at + len(end)), -1))
                    break
                if texts[at - 1] in MARKS:
                    break
    return found
