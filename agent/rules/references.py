"""Which variants the words name: "the second one", "v3", "the original", "the last three"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.plan import Scene

_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten"
_VALUES = {word: value for value, word in enumerate(_NUMBERS.split("|"), start=1)}
_ORDINALS = {
    word: value
    for value, words in enumerate(
        ("first|1st", "second|2nd", "third|3rd", "fourth|4th", "fifth|5th", "sixth|6th", "seventh|7th", "eighth|8th"),
        start=1,
    )
    for word in words.split("|")
}
_ORDINAL = "|".join(_ORDINALS)
_NOUN = "one|ones|version|versions|variant|variants|take|takes|option|options|picture|image|photo|look|try|result"
# An ordinal alone names a variant only where the sentence ends or turns after it: not in "the first letter".
_TURN = (
    r"(?=\s*$|\s*[,.;!?)]|\s+(?:but|and|with|as|in|at|to|is|was|looks|please|only|then|vs|versus|against|or|too|for)\b)"
)

_Resolve = Callable[[re.Match[str], Scene], Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Reference:
    """Ids in the order in which they were named; `wrong` is the phrase that names no variant."""

    ids: tuple[str, ...]
    start: int
    end: int
    wrong: str = ""


def references(text: str, scene: Scene) -> list[Reference]:
    """Every reference in a normalised text, in order; they never overlap."""
    found: list[Reference] = []
    for pattern, resolve in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            ids = resolve(match, scene)
            if ids is None:
                continue
            missing = [id for id in ids if id not in scene.variants]
            wrong = match[0].strip(" @") if missing or not ids else ""
            found.append(Reference(() if wrong else tuple(ids), match.start(), match.end(), wrong))
    return sorted(found, key=lambda reference: reference.start)


def _by_id(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return (f"v{int(match[1])}",)


def _number(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return _nth(_VALUES.get(match[1]) or int(match[1]), scene)


def _ordinal(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return _nth(_ORDINALS[match[1]], scene)


def _nth(number: int, scene: Scene) -> Sequence[str]:
    """Counted in the round that was shown last, where that round has so many; else in all that were made."""
    row = scene.shown if len(scene.shown) >= number else scene.variants[1:]
    return (row[number - 1],) if 0 < number <= len(row) else ()


def _two_ordinals(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return (*_nth(_ORDINALS[match[1]], scene), *_nth(_ORDINALS[match[2]], scene))


def _last(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return (scene.shown or scene.variants)[-1:]


def _last_few(match: re.Match[str], scene: Scene) -> Sequence[str] | None:
    count = _VALUES.get(match[1]) or int(match[1])
    made = scene.variants[1:]
    return made[-count:] if len(made) >= count else ()


def _first_few(match: re.Match[str], scene: Scene) -> Sequence[str]:
    count = _VALUES.get(match[1]) or int(match[1])
    row = scene.shown if len(scene.shown) >= count else scene.variants[1:]
    return row[:count] if len(row) >= count else ()


def _original(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return ("v0",)


def _parent(match: re.Match[str], scene: Scene) -> Sequence[str]:
    parent = scene.parents.get(scene.current)
    return (parent,) if parent else ()


def _in_the_row(match: re.Match[str], scene: Scene) -> Sequence[str]:
    row = scene.shown
    if not row:
        return ()
    side = match[1] or match[2]
    return (row[0] if side == "left" else row[-1] if side == "right" else row[len(row) // 2],)


def _all_shown(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return scene.shown or scene.variants[1:]


_PATTERNS: list[tuple[re.Pattern[str], _Resolve]] = [
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (r"@?\bv(?:ersion|ariant)?\s?(\d{1,8})\b", _by_id),
        (rf"(?:\b(?:number|no\.?|nr\.?|option|take)\s?|#)(\d{{1,3}}|{_NUMBERS})\b(?!\s?(?:px|pixels|%))", _number),
        (
            rf"\b(?:the )?(?:last|latest|newest) ({_NUMBERS}|\d{{1,2}})\b(?! (?:seconds?|steps?|letters?|words?))"
            rf"(?: (?:{_NOUN}))?",
            _last_few,
        ),
        (rf"\b(?:the )?first ({_NUMBERS}|\d{{1,2}})\b (?:{_NOUN})", _first_few),
        (rf"\b(?:the )?({_ORDINAL}) and (?:the )?({_ORDINAL})(?: (?:{_NOUN}))?\b{_TURN}", _two_ordinals),
        (rf"\b(?:the |that |this |my )?({_ORDINAL}) (?:{_NOUN})\b", _ordinal),
        (rf"\b(?:the )?(?:last|latest|newest) (?:{_NOUN})\b", _last),
        (rf"\bthe ({_ORDINAL})\b{_TURN}", _ordinal),
        (rf"\bthe (?:last|latest|newest)\b{_TURN}", _last),
        (
            r"\b(?:the )?(?:(left|middle|center|centre|right)(?:most)? (?:one|variant|version|picture)"
            r"|one on the (left|right))\b",
            _in_the_row,
        ),
        (
            r"\b(?:the |my )?(?:original|source|untouched|unedited)(?: (?:photo|picture|image|one|file))?\b"
            r"(?! (?:size|resolution|quality|format|colou?rs|sky|background|text))",
            _original,
        ),
        (r"\bthe (?:very )?(?:start|beginning)\b", _original),
        (rf"\b(?:the )?(?:previous|prior|earlier) (?:{_NOUN})\b|\b(?:the one before|its parent|the parent)\b", _parent),
        (
            rf"\b(?:both(?: of them)?|all of (?:them|these|those)|all (?:{_NUMBERS}|\d)(?: of them)?"
            r"|all (?:the )?(?:variants|versions))\b",
            _all_shown,
        ),
    )
]
