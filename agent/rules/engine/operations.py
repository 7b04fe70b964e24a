"""Finds precise operations ("crop to 4:5", "remove the spoon") by whole clauses, so that none is done by half."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from agent.plan import Step
from agent.rules.engine.clause_patterns import Patterns
from agent.rules.engine.dials import numeric, turned
from agent.rules.engine.families import by_recipe
from agent.rules.engine.lettered import lettered, of_things
from agent.rules.engine.light.english import quality
from agent.rules.engine.light.shapes import shaped
from agent.rules.engine.of_parts import about, has_a_part, of_a_part
from agent.rules.engine.parts import is_complaint, without_why
from agent.rules.engine.strengths import marked, scaled, without_strength
from agent.rules.words.lexicon import Lexicon
from agent.rules.words.patterns import lazy
from agent.rules.words.politeness import without_politeness
from backends.types import Task

_BREAK = lazy(r"\s*(?:[,;.]\s+(?:and then|and|then|but)\b|[,;.](?=\s|$)|\b(?:and then|and|then|but|plus)\b)\s*")
_COMMA = lazy("[,;.]")
# What comes after a comma and belongs to the work before it: "dust in the sky, take it out", "square, nothing cut off".
_GOES_ON = lazy(
    r"(?:so |and |please |just |can you |could you )*(?:(?:\w+ ){1,3}?(?:it|them|that|those|these|this)\b|without "
    r"|nothing |no (?:part|crop|more|wider)|not more|at most|max|[a-z]+ (?:bars|percent|per cent)\b|\d+ ?%|level"
    r"|straight|rotate|turn|with |keep (?:the )?(?:alpha|transp))"
)
_QUOTED = lazy(r"\"[^\"]*\"|'[^']*'(?!\w)")
_FRAME = lazy(r"\b(?:border|frame|passe-?partout)\b")
# No clause of an operation has more parts than this ("blur the face, the plate and the sign").
_LONGEST = 6
# Another sentence, or what else is to be done, which no name of a part goes on with.
_SECOND = lazy(
    r"(?:\s?[.!?;]|[,.;]? (?:and|then|and then|and also|plus|but)) (?:please |also )*(?:make|give|crop|cut|trim"
    r"|resize|rotate|turn|flip|mirror|straighten|level|sharpen|denoise|reduce|remove|erase|delete|take|get|lift|raise|lower|add"
    r"|boost|put|write|blur|pixelate|hide|fix|heal|brighten|darken|lighten|warm|cool|more|less|desaturate|export|save)\b"
)
# Several readers of one request ask for the same words; so many of them are remembered.
_SAME_REQUEST = 32
# These go on with nothing that was said before them.
_ALONE = frozenset(["text", "watermark", "sharpen", "denoise", "redeye", "heal"])
# Nor so many letters; a text to be written on the picture is the longest thing in one.
_MOST_LETTERS = 200


# The operations as they are asked for in English.
_ENGLISH = Patterns("en")


def split(text: str, typed: str, lexicon: Lexicon) -> list[Step | str]:
    """The operations in `text` (normalised), and what lies between them as it is, in order.

    `typed` is the same request in the letters in which it was typed: texts and paths keep their case.
    """
    parts, breaks = _parts(text)
    found: list[Step | str] = []
    place = 0
    while place < len(parts):
        steps, end = _longest(parts, breaks, place, typed, lexicon)
        if steps:
            found += steps
            place = end
            continue
        part, _, tail = parts[place].rpartition(" with ")
        dialled = (turned(tail) or _framed(tail, typed)) if part else []
        part = part if dialled else parts[place]
        if dialled and (steps := _steps(without_politeness(part, lexicon), typed)):
            found += steps
        elif found and isinstance(found[-1], str):
            found[-1] += breaks[place - 1] + part
        else:
            found.append(part)
        found += dialled
        place += 1
    found = about(found)
    return [
        one if not isinstance(one, str) else marked(one, lexicon)
        for one in found
        if not isinstance(one, str) or one.strip(" ,.;!?")
    ]


def _longest(
    parts: Sequence[str], breaks: Sequence[str], place: int, typed: str, lexicon: Lexicon
) -> tuple[list[Step], int]:
    """The steps of the most clauses from `place` on that are one operation, and where they end."""
    first = without_politeness(parts[place], lexicon)
    end = place + 1
    # Only numbers go on after a comma ("exposure +0.5, contrast +20"); shapes go on after "and".
    numbers = numeric(parts[place])
    if numbers or first:
        most = min(len(parts), place + _LONGEST)
        while end < most and (numbers or not _COMMA.search(breaks[end - 1]) or _GOES_ON.match(parts[end])):
            end += 1
    for last in range(end, place + 1, -1):
        if steps := _steps(without_politeness(_joined(parts, breaks, place, last), lexicon), typed):
            return steps, last
    return _steps(first, typed), place + 1


def one(bare: str, typed: str) -> Step | None:
    """The operation that a whole request is; None where it is none, or several, or has words that tell which variant is
    meant."""
    step = _step(bare, typed) if bare and len(bare) <= _MOST_LETTERS else None
    return None if step is None or _is_followed(step, bare, typed) else step


def _is_followed(step: Step, bare: str, typed: str) -> bool:
    """ "Crop it to 4:5, write SALE at the top": a clause that only goes on is no work of its own."""
    behind = _parts(bare)[0][1:] if _COMMA.search(bare) else ()
    others = (_step(part, typed) for part in behind if part)
    return any(
        other is not None and other.operation in _ALONE and other.operation != step.operation for other in others
    )


def examples(task: Task) -> tuple[str, ...]:
    """Sentences of this kind that are understood."""
    return tuple(_ENGLISH.data["examples"].get(task, ()))


def _parts(text: str) -> tuple[list[str], list[str]]:
    """The clauses, and what stands between each and the next; nothing is split inside quotation marks."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    parts: list[str] = []
    breaks: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        if any(low < match.start() < high for low, high in quoted):
            continue
        parts.append(text[start : match.start()])
        breaks.append(match[0])
        start = match.end()
    return [*parts, text[start:]], breaks


def _joined(parts: Sequence[str], breaks: Sequence[str], start: int, end: int) -> str:
    text = parts[start]
    for place in range(start + 1, end):
        text += breaks[place - 1] + parts[place]
    return text


def _steps(bare: str, typed: str) -> list[Step]:
    """One operation, or what a clause of numbers dials."""
    if not bare or len(bare) > _MOST_LETTERS:
        return []
    if (step := _step(bare, typed)) is not None:
        return [step]
    if steps := turned(bare) or shaped(bare) or by_recipe(bare) or quality(bare):
        return steps
    rest, strength = without_strength(bare)
    if not strength:
        step = _step(plain, typed) if (plain := without_why(bare)) != bare else None
        return [step] if step is not None and has_a_part(step) else []
    steps = [_step(rest, typed)]
    steps = shaped(rest) if steps == [None] else steps
    weaker = [scaled(step, strength) for step in steps if step is not None]
    return [step for step in weaker if step is not None] if None not in weaker else []


def _framed(tail: str, typed: str) -> list[Step]:
    """ "Sepia with a white border": a frame is work of its own."""
    step = _step(tail, typed) if _FRAME.search(tail) else None
    return [step] if step is not None and step.operation == "border" else []


@lru_cache(maxsize=_SAME_REQUEST)
def _step(bare: str, typed: str) -> Step | None:
    found = next(_ENGLISH.fitting(bare, typed), None)
    if found is None or is_complaint(found[0].region) or _runs_on(found[0]):
        return None
    if found[0].operation == "text":
        return None if of_things(found[0]) else lettered(found[0])
    return of_a_part(found[0])


def _runs_on(step: Step) -> bool:
    """Whether what was taken for a part or for letters is a second wish: "write SALE at the top and sharpen it"."""
    written = str(step.values.get("words", "")).lower() if '"' not in step.words and "'" not in step.words else ""
    return _SECOND.search(step.region) is not None or _SECOND.search(written) is not None
