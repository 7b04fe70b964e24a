"""What must stay as it is: "keep her face", "don't touch the label", "everything but the car", "only the light"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from agent.rules.words.cues import Cues
from agent.rules.words.macros import one_of
from agent.rules.words.numbers import NUMBER, ORDINAL
from agent.rules.words.patterns import lazy

ELSE = "everything else"
_LEXICONS = Path(__file__).parents[3] / "prompts" / "lexicon"
_QUOTED = lazy(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
# What is written in the picture may say anything.
_LETTERS = lazy(
    r"\b(?:text|sign|headline|caption|slogan|words?|says?|saying|write|reads?|title|banner)\b[^,.;]*\b(?:to"
    r"|with|say|says|saying|write|reads?)\s*$"
)
_ASKS = lazy(r"^(?:how|why|what|which|who|is|are|does|do you|did|can you tell|where)\b")
_AS_IT_IS = lazy(
    r"\s+(?:(?:exactly |just )?as (?:is|it is|they are|he is|she is|we are|i am|it was|they were)"
    r"|unchanged|untouched|intact|in place"
    r"|(?:tack|pin|razor|nice and|perfectly)[ -](?:sharp|crisp))\b(?! (?:now|in the|on the))"
)
_HOW_IT_STAYS = lazy(r"\s+(?:bright|dark|colou?rful|soft|crisp|clear|white|black)\b")
_ZH_SURELY = lazy(r"^(?:请|记得|注意|但是?|不过)|(?:千万|一定|请|务必|绝对|都|也|还是?|就|要|可|全)+$")
# "Don't forget him": whom it is about is a thing to these.
_WHO, _TO_PEOPLE = frozenset(["him", "her", "me", "us", "them"]), frozenset(["alone", "dont", "leave"])
# More than this is a pasted list and not a wish.
_MOST = 32
# So many letters before a phrase tell what it belongs to.
_BEFORE = 120


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held, and the letters that said so; `wished` where they say what is to be done as well."""

    thing: str
    start: int
    end: int
    wished: bool = False


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways to say it, each by its name, one after the other; `cues` knows their words, and those of `only` last."""

    ways: tuple[tuple[str, re.Pattern[str]], ...]
    only: re.Pattern[str]
    no_thing: re.Pattern[str]
    tails: re.Pattern[str]
    cues: Cues

    def fitting(self, text: str) -> tuple[list[tuple[str, re.Pattern[str]]], re.Pattern[str] | None]:
        """The ways whose words are in a text, and `only` where its words are."""
        places = self.cues.places(text)
        return [self.ways[place] for place in sorted(places) if place < len(self.ways)], (
            self.only if len(self.ways) in places else None
        )


@lru_cache(maxsize=8)
def held(text: str) -> tuple[Held, ...]:
    """What must stay, in order; `ELSE` where only one thing is to change."""
    fits, only = _english().fitting(text)
    chinese, chinese_only = ([], None) if text.isascii() else _chinese().fitting(text)
    if not (fits or only or chinese or chinese_only) or _ASKS.match(text):
        return ()
    masked = _QUOTED.sub(lambda match: "_" * len(match[0]), text) if "'" in text or '"' in text else text
    found: list[Held] = []
    if one := (only and only.search(masked)) or (chinese_only and chinese_only.search(masked)):
        found.append(Held(ELSE, *one.span()))
    for name, shape in fits:
        for match in shape.finditer(masked):
            if len(found) > _MOST:
                break
            found += _things(masked, match, name, found)
    for _, shape in chinese:
        for match in shape.finditer(masked):
            if len(found) > _MOST:
                break
            found += _chinese_things(match, found)
    return tuple(sorted(found, key=lambda one: one.start))


def says_how(text: str) -> bool:
    """Whether something is to stay as it looks, and not as it is: "the walls stay white"."""
    stays = next(shape for name, shape in _english().ways if name == "stays")
    return any(_HOW_IT_STAYS.match(text, match.end()) for match in stays.finditer(text))


def _things(text: str, match: re.Match[str], way: str, found: list[Held]) -> list[Held]:
    groups = match.groupdict()
    said = next((groups[name] for name in groups if name.startswith("thing") and groups[name]), "")
    start, end = match.start() + len(match[0]) - len(match[0].lstrip(" ,.;:!?()")), match.end()
    if left := _AS_IT_IS.match(text, end):
        end = left.end()
    if groups.get("else"):
        said = ""
    if (
        not said
        or _overlaps(found, start, end)
        or _LETTERS.search(text[max(0, match.start() - _BEFORE) : match.start() + 1])
    ):
        return []
    items = [said.strip()]
    if (" and " in said and not said.startswith("both")) or " or " in said:
        items = re.split(r" (?:and|n?or) ", said)
    if listed := groups.get("list") or groups.get("list2"):
        items += re.split(r",? and |, ?", listed.strip(", "))
    wished = way == "alone"  # "so it's just us": the others are to go
    things = [Held(thing, start, end, wished) for thing in map(_clean, items) if thing and "_" not in thing]
    if items[0] in _WHO and (way in _TO_PEOPLE or (way == "keep" and items != ["them"])):
        return things
    # What is left out of a wish may well be "the red one"; what is kept by that name is a variant.
    return things if way == "but" else [one for one in things if not _english().no_thing.search(one.thing)]


def _clean(item: str) -> str:
    item = item.strip(" '-").removeprefix("only ").removeprefix("just ")
    while match := _english().tails.search(item):
        item = item[: match.start()]
    return item


def _chinese_things(match: re.Match[str], found: list[Held]) -> list[Held]:
    start, end = match.start() + (match[0][0] in ",。;、"), match.end() - (match[0][-1] in ",。")
    if _overlaps(found, start, end) or _chinese().no_thing.search(match["thing"]):
        return []
    said = _ZH_SURELY.sub("", match["thing"])
    if not said or said.startswith(("以外", "之外")) or said.endswith(("以外的", "之外的")):
        return []
    return [Held(thing, start, end) for thing in re.split("[和与及跟]", said) if thing]


def _overlaps(found: list[Held], start: int, end: int) -> bool:
    return any(start < other.end and other.start < end for other in found if other.thing != ELSE)


@cache
def _english() -> _Ways:
    return _ways("en")


@cache
def _chinese() -> _Ways:
    return _ways("zh")


def _ways(language: str) -> _Ways:
    data = tomllib.loads((_LEXICONS / f"{language}-keeps.toml").read_text(encoding="utf-8"))
    macros: dict[str, str] = data["macros"] | {"number": NUMBER, "ordinal": ORDINAL}

    def shape(entry: dict[str, Any]) -> re.Pattern[str]:
        return one_of(entry["shapes"], macros, entry.get("begins", ""))

    ways, only = tuple((entry.get("name", ""), shape(entry)) for entry in data["way"]), shape(data["only"])
    cues = Cues([[one.pattern] for _, one in ways] + [[only.pattern]])
    no_thing, tails = (one_of(data.get(name, {}).get("shapes", ()), macros) for name in ("no_thing", "tails"))
    return _Ways(ways, only, no_thing, tails, cues)
