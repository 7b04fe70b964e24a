"""Which file is wanted: "as webp 2048 px", "under 400 kB", "16:9", "for an instagram story", "to ~/Desktop"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from agent.plan import Output
from agent.rules.slots import fits
from agent.rules.slots.files import file_path
from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.numbers import value
from agent.rules.words.patterns import lazy

_PLACES = Path(__file__).parents[3] / "prompts" / "places.toml"
_SUFFIXES = {
    "jpg": ".jpg", "jpeg": ".jpg", "png": ".png", "webp": ".webp", "tiff": ".tiff", "tif": ".tiff", "avif": ".avif",
    "heic": ".heic", "gif": ".gif", "bmp": ".bmp", "pdf": ".pdf", "mp4": ".mp4", "webm": ".webm", "mov": ".mov",
    "cube": ".cube", "clf": ".clf", "lut": ".cube",
}  # fmt: skip
_WORD = r"(?P<word>jpe?g|png|webp|tiff?|avif|heic|gif|bmp|pdf|mp4|webm|mov)s?"
_TURN = (
    r"(?=\s*$|\s*[,.;!?)]|\s+(?:please|pls|and|with|at|in|of (?:it|this|that|all|both|them)|file|format"
    r"|under|below|max|for|to|which|instead|version)\b)"
)
_SUFFIX = (
    lazy(rf"\b(?:as|in|into|to) (?:an? )?(?:\d+ ?bit |animated |transparent |square |high quality |small "
        rf"|lossless )?\.?{_WORD}\b(?: files?| format)?"),
    lazy(rf"\b(?:an?|some) (?:animated |transparent |square |small )?\.?{_WORD}\b{_TURN}(?: files?)?"),
    lazy(rf"(?:^|[,;(] ?|\band |\bwant |\bneed |\bgive me )(?:\d+ )?(?:animated "
        rf"|square )?\.?{_WORD}\b{_TURN}(?: files?| format)?"),
    lazy(rf"\b{_WORD}\s*[.!]?$"),
    lazy(r"\b(?:as|to|into|in) (?:an? )?\.?(?P<word>cube|clf|lut)(?: files?)?(?=\s*$|[,.;])"
        r"|\b(?:an? )\.?(?P<word2>cube|clf|lut) file\b"),
    lazy(rf"(?:[为成存]|导出|保存|输出|另存|转换?|做个|一张|的|^){_WORD}(?:格式|文件|图)?(?![a-z])"
        rf"|(?<![a-z]){_WORD.replace('word', 'word2')}(?:格式|文件)"),
)  # fmt: skip
# A word on the cup and a question about files want no file.
_NO_FILE = lazy(
    r"\b(?:write(?! (?:it|this|that|them|out|to)\b)|says?|saying|reads?|logo|sticker|word|letters|is|artefacts"
    r"|artifacts)\b[^,.;]*$"
)
_ASKS = lazy(r"^(?:is|what|which|does|how|why|are|should|can i|do)\b")
_SIDE = r"(?:on the )?(?:long(?:er|est)?|large) ?(?:side|edge)"
_SIZE = (
    (lazy(r"(?<![a-z0-9_.:])(?P<width>\d{3,5}) ?(?:[x\u00d7*]|by) ?(?P<height>\d{3,5})(?!\d)(?: ?(?:px"
        r"|pixels?))?"), ""),
    (lazy(r"(?<![a-z0-9_.:])(?P<width>\d{3,5})(?:, ?| )(?P<height>\d{3,5}) ?(?:px|pixels?|pix)\b"), ""),
    (lazy(r"\b(?:a |at )?(?:width(?: of)?|wide:) ?(\d{2,5})\b(?: ?(?:px|pixels?))?|(\d{2,5}) ?(?:px"
        r"|pixels?|pix)? wide\b(?! (?:road|screen))"), "width"),
    (lazy(r"\b(?:a )?height(?: of)? ?(\d{2,5})\b(?: ?(?:px|pixels?))?|(\d{2,5}) ?(?:px|pixels?"
        r"|pix)? (?:tall|high)\b|\b(\d{3,4})p\b"), "height"),
    (lazy(rf"\b(?:a )?{_SIDE}(?: (?:of|to|at))? ?(\d{{3,5}})\b(?: ?(?:px|pixels?))?|(?:\bat |\bto "
        rf"|\bwith )?(?<![\d.:])(\d{{3,5}}) ?(?:px|pixels?|pix)\b(?: {_SIDE})?|(\d{{3,5}}) {_SIDE}"
        r"|\bat (\d{3,5})(?=\s*$|\s*[,.;!?]|\s+(?:please|and)\b)"), "long_side"),
    (lazy(r"宽(?:度)?(?:为|是|到)?(\d{2,5})(?:像素|px)?"), "width"),
    (lazy(r"(?<!提)高(?:度)?(?:为|是|到)?(\d{2,5})(?:像素|px)?"), "height"),
    (lazy(r"(?:长边)(?:为|是|到)?(\d{3,5})(?:像素|px)?|(\d{3,5})像素"), "long_side"),
)  # fmt: skip
_NAMED = lazy(
    r"(?:\b(?:in|at|to|as) )?(?<![a-z0-9_.])(?:(?P<k>[248])k(?![a-z0-9'])(?: resolution)?(?! runs?)"
    r"|(?P<hd>full ?hd)\b|(?P<uhd>uhd)\b)"
)
_QUALITY = lazy(
    r"\b(?:with |at )?(?:a )?quality ?(?:of |at |= ?)?(\d{1,3})\b%?|\b(?:at )?(\d{1,3}) ?(?:%"
    r"|percent) quality\b|\bq ?(\d{2,3})\b"
    r"|(?<=jpg )(\d{2})%|(?<=jpeg )(\d{2})%|(?:质量|品质)(?:为|到)?(\d{1,3})%?"
)
# Below a thousand bytes there is no picture; a bare "k" without a limit would be a size in pixels ("4k").
_LIMIT = (
    r"(?:of )?(?:under|below|at most|max(?:imum|\.)?|less than|smaller than|no more than|not more than"
    r"|up to|within)(?: of)?"
)
_BYTES = lazy(
    rf"\b(?:{_LIMIT} )?(?P<n>\d+(?:[.,]\d+)?) ?(?P<unit>kb|kib|kilobytes?|mb|mib|megabytes?)\b(?: (?:or less"
    rf"|max(?:imum)?|at most|big))?(?! of )"
    rf"|\b{_LIMIT} (?P<n2>\d+(?:[.,]\d+)?) ?(?P<unit2>[km])\b"
    r"|(?:不超过|小于|低于|最大|最多|压缩到|控制在|不大于)(?P<n3>\d+(?:\.\d+)?) ?(?P<unit3>[km])b?(?:以内|以下|之内)?"
)
_UNITS = {"k": 1000, "m": 1_000_000}
_SHAPES = {
    "1:1", "4:5", "5:4", "3:2", "2:3", "4:3", "3:4", "16:9", "9:16", "21:9", "9:21", "2:1", "1:2", "5:7", "7:5",
    "16:10", "10:16", "1.91:1", "2.35:1", "2.39:1", "1.85:1", "3:1", "1:3", "10:8", "8:10", "18:9", "9:18", "6:7",
    "7:6", "8:5",
}  # fmt: skip
_RATIO = lazy(r"(?<![a-z0-9_.:/])(\d{1,2}(?:\.\d{1,2})?) ?: ?(\d{1,2})(?![a-z0-9_:/]|\.\d)")
_LOOSE_RATIO = lazy(
    r"\b(?:crop|trim|cut|format|ratio|frame)\b[^,.;]{0,20}?(?<![\w.])(\d{1,2})(?: ?[x/] ?| by | to )(\d{1,2})(?![\w/])"
    r"|(?<![\w.])(\d{1,2})(?: ?[x/] ?| by )(\d{1,2}) (?:crop|format|ratio)\b"
    r"|\bratio (?:of )?(\d{1,2}) ?[/x] ?(\d{1,2})\b"
)
_ZH_RATIO = lazy(r"([一二三四五六七八九十]{1,3}|\d{1,2})比([一二三四五六七八九十]{1,3}|\d{1,2})")
_NO_SHAPE = lazy(r"\b(?:score|scoreboard|clock|time|says?|write|reads?|result|won|at)\b[^,.;]{0,20}$")
_SQUARE = lazy(
    r"\b(?:crop|cut|trim|make|reframe|turn|keep)(?: \w+){0,3}? (?:a )?square(?=\s*$|\s*[,.;!]|\s+(?:please|and"
    r"|for|crop|format|version|then|but)\b)"
    r"|\b(?:as|to|in|into) (?:an? )?square\b(?=\s*$|\s*[,.;!]|\s+(?:please|and|for|crop|format|jpe?g|png|webp"
    r"|image|picture|photo|version)\b)"
    r"|^(?:an? )?square(?=\s*$|[,.;!]| please| crop| format| version| and| for)|\b(?:everything|all) square\b"
    r"|\bsquare (?:crops?|versions?|jpe?gs?|pngs?|images?|format)\b"
    r"|(?:裁|剪|改|变|做)[^,。]{0,4}(?:正方形|方形|正方)(?!的)|^正?方形$"
)
_FOR = (
    r"(?:\b(?:for|as|fits?|to fit|fit for|into|used on|post(?:ed)? (?:it )?(?:on|to)"
    r"|crop(?:ped)? (?:it )?(?:to|for)) (?:an?|the|my|our|your)? ?)"
)
_ZH_PLACE = lazy(
    r"(?:做成?|发|用于|适合|当|用作|裁成|给|作为|改成)(?P<place>小红书(?:封面)?|朋友圈|抖音(?:封面)?|快手"
    r"|手机壁纸|桌面壁纸|电脑壁纸|淘宝主图|公众号封面|微信头像|头像|b站封面)(?!风|水印|里|的)"
)


def cut_output(text: str, raw: str) -> tuple[Output, str]:
    """The file that is wanted, and the text without the words for it. `raw` keeps the letter case of paths."""
    known = hints(text)
    if _words().isdisjoint(known) or _ASKS.match(text):
        return Output(), text
    path, text = file_path(text, raw)
    fields: dict[str, Any] = {"path": path}
    for words, take in _TAKEN:
        if (words or _place_words()).isdisjoint(known):
            continue
        for found, span in take(text):
            new = {name: value for name, value in found.items() if name not in fields}
            if new:
                fields |= new
                text = f"{text[: span[0]]}{' ' * (span[1] - span[0])}{text[span[1] :]}"
    fields.setdefault("long_side", max(fields.get("width", 0), fields.get("height", 0)))
    return Output(**fields), " ".join(text.split())


def cut_bytes(text: str) -> tuple[int, str]:
    """The most that a file may have ("under 400 kB"), 0 where nothing is said, and the text without it."""
    for found, (start, end) in _bytes(text) if NUMBER in hints(text) else ():
        return found["max_bytes"], f"{text[:start].strip()} {text[end:].strip()}".strip()
    return 0, text


_Taken = list[tuple[dict[str, Any], tuple[int, int]]]


def _quality(text: str) -> _Taken:
    match = _QUALITY.search(text)
    return [({"quality": max(1, min(100, int(next(filter(None, match.groups())))))}, match.span())] if match else []


def _bytes(text: str) -> _Taken:
    match = _BYTES.search(text)
    if match is None:
        return []
    number, unit = match["n"] or match["n2"] or match["n3"], match["unit"] or match["unit2"] or match["unit3"]
    return [({"max_bytes": int(float(number.replace(",", ".")) * _UNITS[unit[0]])}, match.span())]


def _size(text: str) -> _Taken:
    found: _Taken = []
    for pattern, name in _SIZE:
        if match := pattern.search(text):
            if not name:
                return [({"width": int(match["width"]), "height": int(match["height"])}, match.span())]
            found.append(({name: int(next(filter(None, match.groups())))}, match.span()))
            if name == "long_side":
                break
    sides = [one for one in found if "long_side" not in one[0]]
    return sides or found or _named(text)


def _named(text: str) -> _Taken:
    match = _NAMED.search(text)
    if match is None:
        return []
    side = {"2": 2048, "4": 3840, "8": 7680}.get(match["k"] or "", 1920 if match["hd"] else 3840)
    return [({"long_side": side}, match.span())]


def _shape(text: str) -> _Taken:
    for match in _RATIO.finditer(text):
        shape = f"{match[1]}:{match[2]}"
        if shape in _SHAPES and not _NO_SHAPE.search(text[max(0, match.start() - 60) : match.start()]):
            return [({"ratio": shape}, match.span())]
    for pattern in (_LOOSE_RATIO, _ZH_RATIO):
        for match in pattern.finditer(text):
            sides = [side if side.isascii() else str(value(side)) for side in match.groups() if side]
            if ":".join(sides) in _SHAPES:
                return [({"ratio": ":".join(sides)}, match.span())]
    match = _SQUARE.search(text)
    return [({"ratio": "1:1"}, match.span())] if match else []


def _place(text: str) -> _Taken:
    match = _places().search(text) or (None if text.isascii() else _ZH_PLACE.search(text))
    return [({"place": next(filter(None, match.groups()))}, match.span())] if match else []


def _suffix(text: str) -> _Taken:
    for pattern in _SUFFIX:
        for match in pattern.finditer(text):
            word = match["word"] or match.groupdict().get("word2")
            if word and not _NO_FILE.search(text[max(0, match.start() - 60) : match.start()]):
                return [({"suffix": _SUFFIXES[word]}, match.span())]
    return []


@cache
def _names() -> list[str]:
    """What the places are called, the longest first."""
    places = tomllib.loads(_PLACES.read_text(encoding="utf-8"))["place"]
    names = {word.lower() for one in places for word in (one["name"], *one["words"])} - _ALSO_THINGS
    return sorted(names, key=len, reverse=True)


@cache
def _places() -> re.Pattern[str]:
    """ "For instagram", "as a profile picture", or nothing but the place."""
    known = "|".join(map(re.escape, _names()))
    ends = r"(?=\s*$|\s*[,.;!?)]|\s+(?:please|and|at|in|with|post|feed|format|size|use|under|as|so|but)\b)"
    return re.compile(rf"{_FOR}({known})\b(?! (?:style|logo|watermark)){ends}|^(?:an? |make an? )?({known})\s*[.!]?$")


@cache
def _place_words() -> frozenset[str]:
    rare = (name.split()[-1 if name.startswith(("the ", "photo ", "video ")) else 0] for name in _names())
    return frozenset({word for name in rare for word in hints(name)} | set("红圈音手纸图面像"))


# Words of places that mean something else more often.
_ALSO_THINGS = {"pin", "snap", "letter", "slide", "ig", "widescreen", "10x15 print", "10 x 15", "4 x 6", "full hd"}
# What is looked for in this order, and the words without which it cannot be there.
_SUFFIX_WORDS = frozenset({*_SUFFIXES, *(f"{word}s" for word in _SUFFIXES), "mp"})
_TAKEN = (
    (fits.WORDS, fits.fit),
    (frozenset((NUMBER,)), _quality),
    (frozenset((NUMBER,)), _bytes),
    (frozenset((NUMBER, "hd", "fullhd", "uhd")), _size),
    (frozenset((NUMBER, "square", "比", "方")), _shape),
    (frozenset[str](), _place),
    (_SUFFIX_WORDS, _suffix),
)
_PATH_WORDS = frozenset(["export", "save", "download", "write", "output", "store", "存导载放"]) | set("存导载放")


@cache
def _words() -> frozenset[str]:
    return frozenset[str]().union(*(words for words, _ in _TAKEN), _place_words(), _PATH_WORDS)
