"""Operations by the shapes of whole clauses, as the lexicon of a language holds them; tried by what they begin with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from agent.plan import Step
from agent.rules.words.beginnings import beginnings
from agent.rules.words.macros import written_out
from agent.rules.words.numbers import NUMBER, value
from agent.rules.words.patterns import lazy
from agent.rules.words.worded import Worded
from backends.types import Json, Task

_LEXICONS = Path(__file__).parents[3] / "prompts" / "lexicon"
_PLACES = _LEXICONS.parent / "places.toml"
# The sides of a picture, as English says them; another lexicon has its own.
_SIDES = {"left": "left", "right": "right", "top": "(?:top|upper)", "bottom": "(?:bottom|lower)"}
# "10x15", "10 by 15".
_BY = lazy(r"(?<=\d)\s*(?:[x/\u00d7]|by|to)\s*(?=\d)")
_STANDING = frozenset(["upright", "portrait", "vertical", "vertically", "tall", "standing"])
_GROUP = lazy(r"\(\?P<(\w+)>")
# What a pattern begins with that can begin with any letter.
_ANYTHING = ("",)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A clause of this shape is operation `name` with `values`; named groups of the shape add to them. The groups
    `region` and `like` are the step's region and another variant; a digit tells groups of one name apart. `look` is a
    word for a look, which the step then is. `weak` ones are remarks, which ask for it only where nothing after them
    asks for something else."""

    name: str
    task: Task
    shape: re.Pattern[str]
    values: Json
    weak: bool = False


class Patterns:
    """The operations of one lexicon. `numbered` reads a value that a group holds in the numbers of its language; None
    where it is no number."""

    def __init__(self, name: str, numbered: Callable[[str], float | None] | None = None) -> None:
        self._path = _LEXICONS / f"{name}-operations.toml"
        self._numbered = numbered or _in_digits

    @cached_property
    def data(self) -> dict[str, Any]:
        return tomllib.loads(self._path.read_text(encoding="utf-8"))

    def fitting(self, bare: str, typed: str) -> Iterator[tuple[Step, Pattern]]:
        """What each pattern that fits makes of a clause, before anything is said of its part; and that pattern."""
        for place in self._possible(bare):
            pattern = self._patterns[place]
            match = pattern.shape.fullmatch(bare)
            if match is not None:
                yield self._step(pattern, match, typed), pattern

    def _possible(self, bare: str) -> list[int]:
        """The places of the patterns that begin as the clause does and whose words it has, in their order."""
        by_beginning, lengths = self._by_beginning
        begun = set(by_beginning[""])
        for length in lengths:
            if known := by_beginning.get(bare[:length]):
                begun.update(known)
        return self._worded.among(sorted(begun), bare)

    def _step(self, pattern: Pattern, match: re.Match[str], typed: str) -> Step:
        values = dict(pattern.values)
        region = str(values.pop("region", ""))
        for group, said in match.groupdict().items():
            name = group.rstrip("0123456789")
            if not said:
                continue
            if name == "region":
                region = said.strip()
            elif name == "look":
                values.setdefault(name, self._looks[said])
            else:
                values[name] = self._value(name, said.strip(), typed)
        _put_right(values)
        if look := str(values.pop("look", "")):
            return Step(pattern.task, look, look=True, region=region, values=values, words=match[0])
        return Step(pattern.task, region=region, operation=pattern.name, values=values, words=match[0], target=region)

    def _value(self, name: str, said: str, typed: str) -> Any:
        """A number where it is one; a size word as its number; else the text as it was typed."""
        table = self.data.get("values", {}).get("side" if name in _SIDES else name, {})
        if said in table:
            return table[said]
        if name not in self.data["texts"] and (number := self._numbered(said)) is not None:
            return number
        if name not in self.data["typed"]:
            return said.strip("\"'")
        # A blank stands around every mark of a normalised text: "m . berger".
        as_typed = re.search(r"\s*".join(map(re.escape, said.split())), typed, re.I)
        return (as_typed[0] if as_typed else said).strip("\"'")

    @cached_property
    def _looks(self) -> dict[str, str]:
        """The looks by the words for them, where the lexicon has such."""
        named: dict[str, str] = self.data.get("look", {})
        return {word: name for name, words in named.items() for word in words.split("|")}

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        macros: dict[str, str] = self.data["macros"] | {"place": f"(?P<place>{_places()})"}
        macros["look"] = "|".join(sorted(self._looks, key=len, reverse=True))
        found: list[Pattern] = []
        for entry in _on_each_side(self.data["operation"], self.data.get("sides", _SIDES)):
            for shape in entry["shapes"]:
                shape = lazy(told_apart(written_out(shape, macros)))
                task, values = Task(entry["task"]), entry.get("values", {})
                found.append(Pattern(entry["name"], task, shape, values, bool(entry.get("weak"))))
        return tuple(found)

    @cached_property
    def _beginnings(self) -> tuple[tuple[str, ...], ...]:
        """With what the clauses of each pattern begin."""
        if self.data.get("loose"):
            return (_ANYTHING,) * len(self._patterns)
        return tuple(beginnings(pattern.shape.pattern) for pattern in self._patterns)

    @cached_property
    def _by_beginning(self) -> tuple[dict[str, list[int]], tuple[int, ...]]:
        """The places of patterns by what they begin with, "" for anything, and how long the others are."""
        found: dict[str, list[int]] = {"": []}
        for place, begins in enumerate(self._beginnings):
            for one in begins:
                found.setdefault(one, []).append(place)
        return found, tuple(sorted({len(one) for one in found if one}))

    @cached_property
    def _worded(self) -> Worded:
        return Worded([pattern.shape.pattern for pattern in self._patterns])


def told_apart(shape: str) -> str:
    """Groups of one name, as a macro that is used twice has them, by digits behind it."""
    seen: dict[str, int] = {}

    def name(match: re.Match[str]) -> str:
        number = seen[match[1]] = seen.get(match[1], 0) + 1
        return match[0] if number == 1 else f"(?P<{match[1]}0{number}>"

    return _GROUP.sub(name, shape)


def _in_digits(said: str) -> float | None:
    number = re.fullmatch(rf"([+-]?\d+(?:\.\d+)?|{NUMBER})( ?%| ?per ?cent)?", said)
    return float(value(number[1]) or number[1]) / (100 if number[2] else 1) if number else None


def _put_right(values: dict[str, Any]) -> None:
    """What is cut from every side is cut from each, a shape is two numbers, and stands or lies as it shall."""
    if isinstance(ratio := values.get("ratio"), str):
        values["ratio"] = _BY.sub(":", ratio)
    if every := values.pop("every", None):
        values |= dict.fromkeys(_SIDES, every)
    if orient := values.pop("orient", ""):
        first, _, second = re.sub(r"\s*(?:[:x/]|by|to)\s*", ":", str(values["ratio"])).partition(":")
        if second and (float(first) > float(second)) == (orient in _STANDING):
            values["ratio"] = f"{second}:{first}"


def _on_each_side(entries: Sequence[dict[str, Any]], sides: dict[str, str]) -> Iterator[dict[str, Any]]:
    """An entry with `sides` stands for four, one a side."""
    for entry in entries:
        if not entry.get("sides"):
            yield entry
            continue
        for side, words in sides.items():
            values = {side: entry["values"]["side"]} if "values" in entry else {}
            shapes = [shape.replace("<side>", f"<{side}>").replace("{side}", words) for shape in entry["shapes"]]
            yield entry | {"values": values, "shapes": shapes}


@cache
def _places() -> str:
    """The names of the places that pictures are made for, the longest first."""
    places = tomllib.loads(_PLACES.read_text(encoding="utf-8"))["place"]
    names = {word.lower() for place in places for word in (place["name"], *place["words"])}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
