"""Where a file is to be written: a path, a name, or a folder by its bare name."""

from __future__ import annotations

import re

from agent.rules.words.lexicon import lexicon
from agent.rules.words.patterns import lazy

_PATH = lazy(r"(?:^|\s)(?:to|in|into|as|under|at)\s+(\"[^\"]+\"|'[^']+'|(?:~|\.{1,2})?/\S*|[A-Za-z]:\\\S+|[^\s/]+/\S*)")
_FILE = lazy(
    r"(?:^|\s)(?:to|as|named|called|into)\s+(\"[^\"]+\.\w{3,4}\"|[\w.-]+\.(?:jpe?g|png|webp|tiff?|avif|heic|gif|bmp|pdf|cube|clf))\b",
    re.I,
)
# A folder by its bare name, only as the last words: "export it to the shop folder".
_FOLDER = lazy(
    r"\s(?:to|into)\s+(?:(?:the|a|my|our)\s+)?(?:(?:folder|directory)\s+)?([^\W\d_][\w.-]*)(?:\s+(?:folder|directory))?$",
    re.I,
)
_SAVES = lazy(
    r"(?:^|[,;.:] ?|\b(?:and|then|please|to|you|it|her|i)\s+)(?:export|save|download|write|output|store|put)\b", re.I
)
_ZH_PLACE = lazy(r"(?:保存|存|导出|下载|放)(?:到|在)(?P<place>桌面|下载|图片|文档)")
_ZH_PLACES = {"桌面": "~/Desktop", "下载": "~/Downloads", "图片": "~/Pictures", "文档": "~/Documents"}


def file_path(text: str, raw: str) -> tuple[str, str]:
    """The path as it was typed, "" where there is none, and the text without it."""
    if match := _ZH_PLACE.search(text):
        return _ZH_PLACES[match["place"]], text.replace(match[0], " ")
    if not _SAVES.search(raw):
        return "", text
    for pattern in (_PATH, _FILE):
        if match := pattern.search(raw):
            return match[1].strip("\"'"), _without(text, match)
    if (match := _FOLDER.search(raw.rstrip(" .!"))) and _is_a_folder(match[1].lower()):
        return lexicon().raw["export"]["places"].get(match[1].lower(), match[1]), _without(text, match)
    return "", text


def _without(text: str, match: re.Match[str]) -> str:
    return text.replace(re.sub(r"\s+", " ", match[0]).strip().lower(), " ")


def _is_a_folder(name: str) -> bool:
    """Not "to png", "to me", "to disk", nor a service that Stet cannot post to."""
    table = lexicon().raw["export"]
    return name not in {*table["formats"], *table["sizes"], *table["filler"], *table["services"]}
