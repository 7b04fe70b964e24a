"""The words of a language and of the looks, read once from their files: adding a look teaches its words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.words.clean import Phrases, phrases_of
from agent.rules.words.languages import tables

_PROMPTS = Path(__file__).parents[3] / "prompts"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that asks for an edit: a look by name, or an adjustment with a sign. A `noun` waits for more or less."""

    look: str = ""
    adjust: str = ""
    sign: float = 1.0
    noun: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language; see prompts/lexicon/en.toml for what each table means."""

    raw: dict[str, Any]
    cues: Phrases[Cue]
    strengths: Phrases[float]
    more: Phrases[bool]
    less: Phrases[bool]
    polite: Phrases[bool]
    thanks: Phrases[bool]
    tails: Phrases[bool]
    whole: frozenset[str]
    versions: frozenset[str]
    things: frozenset[str]
    looking: frozenset[str]
    right: dict[str, list[str]]
    known: frozenset[str]


@cache
def lexicon(language: str = "en") -> Lexicon:
    raw = tables(language)
    cues = Phrases([*_adjust_cues(raw), *_look_cues()])
    right: dict[str, list[str]] = {}
    repairable = cues.single_words() | {word for word in raw["versions"] if len(word) >= 7}
    repairable |= {"export", "compare", "original"}
    for word in sorted(repairable):
        if len(word) >= 5:
            right.setdefault(word[0], []).append(word)
    # Terms are heard in the words as they were typed, before any is repaired.
    operations = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted((_PROMPTS / "lexicon").glob(f"{language}-*.toml"))
        if not path.stem.endswith("-terms")
    )
    known = frozenset(cues.all_words() | _every_word(raw) | set(re.findall(r"[a-z]{4,}", operations)))
    return Lexicon(
        raw=raw,
        cues=cues,
        strengths=Phrases(raw["strength"].items()),
        more=phrases_of({True: raw["more"]["words"]}),
        less=phrases_of({True: raw["less"]["words"]}),
        polite=phrases_of({True: raw["polite"]}),
        thanks=phrases_of({True: raw["thanks"]}),
        tails=phrases_of({True: [*raw["thanks"], *raw.get("tails", ())]}),
        whole=frozenset(raw["whole"]),
        versions=frozenset(raw["versions"]),
        things=frozenset(raw.get("looks_that_are_things", ())),
        looking=frozenset(raw.get("words_for_a_look", ())),
        right=right,
        known=known,
    )


@cache
def looks() -> dict[str, tuple[str, ...]]:
    """The words of each look by its name. A file that cannot be read teaches nothing and breaks nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for look in look_files():
        try:
            found[str(look["name"])] = tuple(str(word).lower() for word in look["words"])
        except (KeyError, TypeError):
            continue
    return found


@cache
def look_files() -> tuple[dict[str, Any], ...]:
    """What the files of the looks hold, in their order."""
    found: list[dict[str, Any]] = []
    for path in sorted((_PROMPTS / "looks").glob("*.toml")):
        try:
            found.append(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            continue
    return tuple(found)


def _adjust_cues(raw: dict[str, Any]) -> list[tuple[str, Cue]]:
    cues: list[tuple[str, Cue]] = []
    for name, table in raw["adjust"].items():
        cues += [(phrase, Cue(adjust=name)) for phrase in table.get("up", ())]
        cues += [(phrase, Cue(adjust=name, sign=-1.0)) for phrase in table.get("down", ())]
        cues += [(phrase, Cue(adjust=name, noun=True)) for phrase in table.get("noun", ())]
    return cues


def _look_cues() -> list[tuple[str, Cue]]:
    return [
        (phrase, Cue(look=name))
        for name, phrases in looks().items()
        for phrase in dict.fromkeys((name, name.replace("-", " "), *phrases))
    ]


def _every_word(value: Any) -> set[str]:
    if isinstance(value, str):
        return set(value.lower().split())
    if isinstance(value, dict):
        found: set[str] = set()
        for key, item in value.items():  # pyright: ignore[reportUnknownVariableType]
            found |= _every_word(key) | _every_word(item)
        return found
    if isinstance(value, list):
        return {word for item in value for word in _every_word(item)}  # pyright: ignore[reportUnknownVariableType]
    return set()


@cache
def listed(table: str, key: str, language: str = "en") -> Phrases[bool]:
    """The phrases of one list of the lexicon, such as `navigate`, `undo`."""
    return phrases_of({True: lexicon(language).raw[table][key]})
