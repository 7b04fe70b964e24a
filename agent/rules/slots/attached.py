"""What a picture that came with the words is for: its colours, the background, a LUT; put where a path would be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from agent.plan import Plan
from agent.rules.slots.pictures import pictures
from agent.rules.words.clean import tidy
from agent.rules.words.patterns import lazy
from backends.errors import BadRequest, NotPossible

# Not pictures, but tables of colours.
LUTS = frozenset((".cube", ".clf", ".3dl"))
_BREAK = lazy(
    r"(\s*(?:[,;.]\s+(?:and then|and|then|but)\b|[,;.](?=\s|$)|\b(?:and then|and|then|but)\b"
    r"|\bwith(?= (?:more|less|a bit|slightly|much)\b)|[,。;]然后|[,。;])\s*)",
    re.I,
)
_QUOTED = lazy(r"\"[^\"]*\"")
_POINTS = lazy(
    r"\b(?:this|that|my|another) (?:one|photo|picture|image|pic|shot|file|logo|lut|reference)\b"
    r"|\b(?:the other|the second|the|these) (?:photo|picture|image|pic|file|logo|lut|reference)\b"
    r"|\b(?:like|as|of|with|from|to|behind|use|apply) (?:this|that|it)\b|\battach(?:ed|ment)\b|这张|那张|这个",
    re.I,
)
# The variant that the clause is about.
_SUBJECT = lazy(
    r"(?<!like )(?<!of )(?<!as )\b(?:@?v\d+|the (?:first|second|third|fourth|fifth|last|other|original|previous)"
    r"(?: (?:one|version|variant|take))?)\b(?! (?:photo|picture|image|pic|file|logo|lut|reference)\b)",
    re.I,
)
# The first that fits tells the use; what comes before a colon is the use's own clause.
_USES = (
    (
        lazy(
            r"\bback(?:ground|drop)\b|\bbehind (?!the scenes)|\bin front of\b|\b(?:standing|sitting) (?:in|on|at)\b"
            r"|背景|背后|后面",
            re.I,
        ),
        "replace the background with {}",
    ),
    (lazy(r"\b(?:logo|watermark|signature|stamp)\b|水印|标志", re.I), "stamp {} as the logo"),
    (
        lazy(
            r"\b(?:like|match|colou?rs?|grad(?:e|ed|ing)|looks?|tones?|toning|mood|style|palette|feel|vibe|same|as warm"
            r"|as cold)\b|颜色|色调|风格|一样|像|调色",
            re.I,
        ),
        "match the colours of {}",
    ),
)

_SPOT = lazy(r"\b(?:top|bottom|upper|lower) (?:left|right)\b|\b(?:middle|cent(?:er|re)|top|bottom)\b", re.I)


def is_lut(path: Path) -> bool:
    return path.suffix.lower() in LUTS


def placed(words: str, files: Sequence[Path]) -> str:
    """`words` with each clause that is about an attached file put as if its path had been typed, the path as a token
    that `filled` gives its place.

    Raises BadRequest for a file of which nothing is said that could be done, NotPossible for what needs a model.
    """
    parts = _parts(tidy(words))
    left = list(range(1, len(files) + 1))
    for finds in (_pointed, _used):
        for place in range(0, len(parts), 2):
            number = finds(parts[place].lower(), left, len(files)) if left and "attached:" not in parts[place] else 0
            if number:
                parts[place] = _clause(parts[place], number, files[number - 1])
                left.remove(number)
    if left:
        raise BadRequest(
            f"I do not know what {files[left[0] - 1].name} is for",
            "Say “like this one” for its colours, or “put it behind her” for a new background.",
        )
    return "".join(parts)


def filled(plan: Plan, files: Sequence[Path]) -> Plan:
    """`plan` with the files themselves in place of their tokens."""
    numbers: list[int] = []
    steps = list(plan.steps)
    words = plan.words
    for number, file in enumerate(files, start=1):
        if _token(number) in words:
            words = words.replace(_token(number), f'"{file}"')
            numbers.append(number)
        for at, step in enumerate(steps):
            if step.values.get("path") == _token(number).strip('"'):
                steps[at] = replace(step, values=step.values | {"path": str(file)})
    return replace(plan, words=words, steps=tuple(steps), pictures=tuple(numbers))


def _token(number: int) -> str:
    # It reads as a file: "replace the background with" a mere word means another thing.
    return f'"attached:{number}.jpg"'


def _parts(text: str) -> list[str]:
    """Clauses at even places, what stands between them at odd ones; nothing is split inside quotation marks."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    parts: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        if any(low < match.start() < high for low, high in quoted):
            continue
        parts += [text[start : match.start()], match[0]]
        start = match.end()
    return [*parts, text[start:]]


def _pointed(clause: str, left: Sequence[int], attached: int) -> int:
    """The number of the file that a clause points at; 0 for none."""
    named = [number for one in pictures(clause, attached) for number in one.numbers if number in left]
    return named[0] if named else left[0] if _POINTS.search(clause) else 0


def _used(clause: str, left: Sequence[int], attached: int) -> int:
    """Where no clause points at a file, the one that names a use of it is about it: "same colours"."""
    return left[0] if any(cue.search(clause) for cue, _ in _USES) else 0


def _clause(clause: str, number: int, file: Path) -> str:
    if is_lut(file):
        return f"use {_token(number)}"
    use = next((use for cue, use in _USES if cue.search(clause)), "")
    if not use:
        raise NotPossible(
            f"Taking things out of {file.name} into this picture needs a generative model, and none can be connected"
            " to this version yet",
            "What a second picture can do now: lend its colours (“like this one”), stand behind the subject (“use it as"
            " the background”), or be a logo in a corner.",
        )
    spot = _SPOT.search(clause) if "logo" in use else None
    subject = _SUBJECT.search(clause)
    parts = (f"{subject[0]}, but " if subject else "", use.format(_token(number)))
    return "".join(parts) + (f" in the {spot[0].lower()} corner" if spot else "")
