"""Finds precise operations ("crop to 4:5", "remove the spoon") by whole clauses, so that none is done by half."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from agent.plan import Step
from agent.rules.engine.dials import numeric, turned
from agent.rules.engine.families import by_recipe
from agent.rules.engine.light import quality
from agent.rules.engine.of_parts import about, has_a_part, of_a_part
from agent.rules.engine.parts import without_why
from agent.rules.engine.shapes import shaped
from agent.rules.engine.strengths import marked, scaled, without_strength
from agent.rules.words.beginnings import beginnings
from agent.rules.words.cues import Cues
from agent.rules.words.lexicon import Lexicon
from agent.rules.words.macros import written_out
from agent.rules.words.numbers import NUMBER, value
from agent.rules.words.patterns import lazy
from agent.rules.words.politeness import without_politeness
from backends.types import Json, Task

_FILE = Path(__file__).parents[3] / "prompts" / "lexicon" / "en-operations.toml"
_PLACES = _FILE.parents[1] / "places.toml"
_BREAK = lazy(r"\s*(?:[,;.]\s+(?:and then|and|then|but)\b|[,;.](?=\s|$)|\b(?:and then|and|then|but|plus)\b)\s*")
_COMMA = lazy("[,;.]")
# What comes after a comma and belongs to the work before it: "dust in the sky, take it out", "square, nothing cut off".
_GOES_ON = lazy(
    r"(?:so |and |please |just |can you |could you )*(?:(?:\w+ ){1,3}?(?:it|them|that|those|these|this)\b|without "
    r"|nothing |no (?:part|crop|more|wider)|not more|at most|max|[a-z]+ (?:bars|percent|per cent)\b|\d+ ?%|level"
    r"|straight|rotate|turn|with |keep (?:the )?(?:alpha|transp))"
)
_QUOTED = lazy(r"\"[^\"]*\"|'[^']*'(?!\w)")
# No clause of an operation has more parts than this ("blur the face, the plate and the sign").
_LONGEST = 6
# So many letters of a clause tell most of the patterns that it cannot fit.
_FIRST = 3
_SIDES = {"left": "left", "right": "right", "top": "(?:top|upper)", "bottom": "(?:bottom|lower)"}
_STANDING = frozenset(["upright", "portrait", "vertical", "vertically", "tall", "standing"])
# Nor so many letters; a text to be written on the picture is the longest thing in one.
_MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Pattern:
    """A clause of this shape is operation `name` with `values`; named groups of the shape add to them. The groups
    `region` and `like` are the step's region and another variant; a digit tells groups of one name apart."""

    name: str
    task: Task
    shape: re.Pattern[str]
    values: Json


# What a pattern begins with that can begin with any letter.
_ANYTHING = ("",)


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
        dialled = turned(tail) if part else []
        part = part if dialled else parts[place]
        if found and isinstance(found[-1], str):
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
    if numbers or _possible(first[:_FIRST]):
        most = min(len(parts), place + _LONGEST)
        while end < most and (numbers or not _COMMA.search(breaks[end - 1]) or _GOES_ON.match(parts[end])):
            end += 1
    for last in range(end, place + 1, -1):
        if steps := _steps(without_politeness(_joined(parts, breaks, place, last), lexicon), typed):
            return steps, last
    return _steps(first, typed), place + 1


def one(bare: str, typed: str) -> Step | None:
    """The operation that a whole request is; None where it is none, or has words that tell which variant is meant."""
    return _step(bare, typed) if bare and len(bare) <= _MOST_LETTERS else None


def examples(task: Task) -> tuple[str, ...]:
    """Sentences of this kind that are understood."""
    return tuple(_data()["examples"].get(task, ()))


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


def _step(bare: str, typed: str) -> Step | None:
    fitting: Iterable[int] | None = None
    for pattern, begins, loose in _possible(bare[:_FIRST]):
        if not bare.startswith(begins):
            continue
        if loose >= 0:
            fitting = _loose().places(bare) if fitting is None else fitting
            if loose not in fitting:
                continue
        match = pattern.shape.fullmatch(bare)
        if match is None:
            continue
        values = dict(pattern.values)
        region = str(values.pop("region", ""))
        for group, said in match.groupdict().items():
            name = group.rstrip("0123456789")
            if not said:
                continue
            if name == "region":
                region = said.strip()
            else:
                values[name] = _value(name, said.strip(), typed)
        _put_right(values)
        return of_a_part(
            Step(pattern.task, region=region, operation=pattern.name, values=values, words=bare, target=region)
        )
    return None


def _put_right(values: dict[str, Any]) -> None:
    """What is cut from every side is cut from each, and a shape that shall stand or lie does so."""
    if every := values.pop("every", None):
        values |= dict.fromkeys(_SIDES, every)
    if orient := values.pop("orient", ""):
        first, _, second = re.sub(r"\s*(?:[:x/]|by|to)\s*", ":", str(values["ratio"])).partition(":")
        if second and (float(first) > float(second)) == (orient in _STANDING):
            values["ratio"] = f"{second}:{first}"


def _value(name: str, said: str, typed: str) -> Any:
    """A number where it is one; a size word as its number; else the text as it was typed."""
    table = _data().get("values", {}).get("side" if name in _SIDES else name, {})
    if said in table:
        return table[said]
    number = re.fullmatch(rf"([+-]?\d+(?:\.\d+)?|{NUMBER})( ?%| ?per ?cent)?", said)
    if number and name not in _data()["texts"]:
        return float(value(number[1]) or number[1]) / (100 if number[2] else 1)
    if name not in _data()["typed"]:
        return said.strip("\"'")
    # A blank stands around every mark of a normalised text: "m . berger".
    as_typed = re.search(r"\s*".join(map(re.escape, said.split())), typed, re.I)
    return (as_typed[0] if as_typed else said).strip("\"'")


@cache
def _patterns() -> tuple[Pattern, ...]:
    data = _data()
    macros: dict[str, str] = data["macros"] | {"place": f"(?P<place>{_places()})"}
    found: list[Pattern] = []
    for entry in _on_each_side(data["operation"]):
        for shape in entry["shapes"]:
            shape = lazy(written_out(shape, macros))
            found.append(Pattern(entry["name"], Task(entry["task"]), shape, entry.get("values", {})))
    return tuple(found)


def _on_each_side(entries: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """An entry with `sides` stands for four, one a side."""
    for entry in entries:
        if not entry.get("sides"):
            yield entry
            continue
        for side, words in _SIDES.items():
            values = {side: entry["values"]["side"]} if "values" in entry else {}
            shapes = [shape.replace("<side>", f"<{side}>").replace("{side}", words) for shape in entry["shapes"]]
            yield entry | {"values": values, "shapes": shapes}


@cache
def _beginnings() -> tuple[tuple[str, ...], ...]:
    """With what the clauses of each pattern begin."""
    return tuple(beginnings(pattern.shape.pattern) for pattern in _patterns())


@lru_cache(maxsize=4096)
def _possible(first: str) -> tuple[tuple[Pattern, tuple[str, ...], int], ...]:
    """The patterns of clauses that begin with these letters, with all that they begin with, and the place among the
    loose ones of those that begin with anything (-1 for the others)."""
    if not first:
        return ()
    loose = count()
    return tuple(
        (pattern, begins, number)
        for pattern, begins in zip(_patterns(), _beginnings(), strict=True)
        if (number := next(loose) if begins == _ANYTHING else -1) >= 0
        or any(one.startswith(first) or first.startswith(one) for one in begins)
    )


@cache
def _loose() -> Cues:
    """The patterns that begin with anything, by the words that they need. To work that out for all the others would
    take longer than all that one request has to try."""
    pairs = zip(_patterns(), _beginnings(), strict=True)
    return Cues([[pattern.shape.pattern] for pattern, begins in pairs if begins == _ANYTHING], whole=True)


def _places() -> str:
    """The names of the places that pictures are made for, the longest first."""
    places = tomllib.loads(_PLACES.read_text(encoding="utf-8"))["place"]
    names = {word.lower() for place in places for word in (place["name"], *place["words"])}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
