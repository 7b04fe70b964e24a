"""Counts in the languages that have only a seed of words: the number words and version words of their lexicon."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_LEXICONS = Path(__file__).parents[2] / "prompts" / "lexicon"
# In Japanese and Korean what is counted may stand before its number: "버전 네 개", "バージョンを4枚".
_COUNTER = {"ja": r"(?:つの?|枚の?|個の?|種類の?)?", "ko": r" ?(?:가지의?|개의?|장의?)?"}
_BEFORE = {"ja": "[をの]?", "ko": "(?:을|를)? ?"}


def counted(language: str, text: str) -> tuple[int, tuple[int, int]] | None:
    """The number of variants in a normalised text, and the letters that say so."""
    numbers, pattern = _known(language)
    match = pattern.search(text)
    if match is None:
        return None
    name = next(name for name, said in match.groupdict().items() if said)
    said = match[name]
    return numbers.get(said) or int(said), match.span(name)


@cache
def _known(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    raw: dict[str, Any] = tomllib.loads((_LEXICONS / f"{language}.toml").read_text(encoding="utf-8"))
    numbers: dict[str, int] = raw.get("counts", {})
    number = "|".join([*sorted(numbers, key=len, reverse=True), r"\d{1,2}"])
    noun = "|".join(sorted(raw.get("versions", ()), key=len, reverse=True))
    if raw.get("spaced", True):
        return numbers, re.compile(rf"(?<!\w)(?P<n>{number}) (?:\w+ ){{0,2}}?(?:{noun})(?!\w)")
    counter, before = _COUNTER[language], _BEFORE[language]
    long = "|".join(word for word in raw.get("versions", ()) if len(word) > 1)
    return numbers, re.compile(
        rf"(?P<n>{number}){counter} ?(?:{long})|(?:{long}){before}(?P<n2>{number}) ?(?:{noun})"
        rf"|^(?P<n3>{number}) ?(?:{noun})(?=$| ?(?:ください|お願い|만들|보여|주|줘))"
    )
