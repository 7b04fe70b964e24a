"""Which attached pictures the words name: "photo 2", "the second picture", "the reference image"."""

from __future__ import annotations

from dataclasses import dataclass

from agent.rules.words.numbers import CHINESE, NUMBER, ORDINAL, ORDINALS, value
from agent.rules.words.patterns import lazy

_NOUN = r"(?:photo|picture|image|img|pic|file|reference)"
_TURN = (
    r"(?=\s*$|\s*[,.;:!?)'-]|\s+(?:but|and|with|as|in|at|to|is|on|onto|into|over|behind|for|please|from|of"
    r"|instead|i|that"
    r"|next|should|stands?|sits?|wears?|wear)\b)"
)
_NUMBERED = lazy(rf"\b{_NOUN} ?#?(?P<n>\d{{1,2}}|{NUMBER})\b{_TURN}")
_ORDINAL = lazy(
    rf"\b(?:the |my )?(?P<n>{ORDINAL}|last|other) {_NOUN}\b(?! (?:on|in|above|over) (?:the|her|his|my"
    rf"|a) (?:wall|shelf|frame|table|desk))"
)
_ATTACHED = lazy(rf"\b(?:the |my )?(?:attached|reference|uploaded|dropped|enclosed) {_NOUN}\b|\bthe attachment\b")
_ALL = lazy(
    rf"\b(?:both|these|all(?: the| of the| of these)?|the two|the three|the attached|these two|these three) {_NOUN}s\b"
)
_ZH_NUMBERED = lazy(rf"(?:图|照片|图片)(?P<n>\d{{1,2}}|{CHINESE})(?![张个种月年])")
_ZH_ORDINAL = lazy(rf"第(?P<n>\d{{1,2}}|{CHINESE})张(?:图片?|照片)")
_ZH_ATTACHED = lazy(r"参考(?:图片?|照片)|附件(?:里的?)?(?:图片?|照片)?|上传的(?:图片?|照片)")
# More than a person would attach.
_MOST = 32


@dataclass(frozen=True, slots=True)
class Picture:
    """Attached pictures by their numbers, counted from one."""

    numbers: tuple[int, ...]
    start: int
    end: int


def pictures(text: str, attached: int) -> list[Picture]:
    """The attached pictures that a normalised text names, in order. Without any attached, "the second picture" is a
    variant and nothing is found."""
    if not attached:
        return []
    found: list[Picture] = []
    everything = tuple(range(1, min(attached, _MOST) + 1))
    for match in _ALL.finditer(text):
        found.append(Picture(everything, *match.span()))
    for pattern in (_NUMBERED, _ORDINAL, _ZH_NUMBERED, _ZH_ORDINAL):
        for match in pattern.finditer(text):
            if len(found) > _MOST or any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            said = match["n"]
            number = attached if said in {"last", "other"} else ORDINALS.get(said) or value(said)
            if 0 < number <= attached:
                found.append(Picture((number,), *match.span()))
    for pattern in (_ATTACHED, _ZH_ATTACHED):
        if not found and (match := pattern.search(text)):
            found.append(Picture((1,), *match.span()))
    return sorted(found, key=lambda picture: picture.start)
