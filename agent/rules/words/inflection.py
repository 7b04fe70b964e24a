"""The other forms of an English word: takes, taking, took; dresses."""

from __future__ import annotations

import re

_VOWELS = "aeiou"
_IRREGULAR = {
    "take": "took taken", "make": "made", "get": "got gotten", "put": "", "cut": "", "give": "gave given",
    "draw": "drew drawn", "write": "wrote written", "keep": "kept", "hide": "hid hidden", "set": "", "run": "ran",
    "sit": "sat", "stand": "stood", "hold": "held", "lose": "lost", "blow": "blew blown", "shoot": "shot",
    "spread": "", "bring": "brought", "throw": "threw thrown", "see": "saw seen", "show": "shown", "grow": "grown",
    "fly": "flew", "wear": "wore worn", "swap": "swapped", "lie": "lying lay", "let": "", "have": "has had",
}  # fmt: skip

# With one letter where two belong these are forms of another word: riding rids of nothing.
_OF_ANOTHER = frozenset(
    ["riding", "hoping", "hoped", "staring", "stared", "scraping", "scraped", "striped", "taping", "taped"]
)


def forms(phrase: str, table: str) -> list[str]:
    """English only: "take out" also as takes, taking, taken out; "dress" also as dresses."""
    first, *rest = phrase.split(" ")
    if table == "verb":
        return [" ".join((form, *rest)) for form in (first, *_verb_forms(first))] if first.isalpha() else [phrase]
    if table == "noun" and len(phrase) > 2 and phrase[-1:].isalpha() and not phrase.endswith("s"):
        many = f"{phrase[:-1]}ies" if re.search(r"[^aeiou]y$", phrase) else f"{phrase}s"
        # "Hates" is no hat.
        return [phrase, many, f"{phrase}es"] if phrase.endswith(("x", "z", "ch", "sh", "o")) else [phrase, many]
    return [phrase]


def past(phrase: str) -> set[str]:
    """The irregular forms that only tell what was ("took", "got")."""
    first, *rest = phrase.split(" ")
    return {" ".join((form, *rest)) for form in _IRREGULAR.get(first, "").split() if not form.endswith("ing")}


def _verb_forms(verb: str) -> list[str]:
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    if len(verb) > 2 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS:
        stem = verb + verb[-1]
    past = f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2] not in _VOWELS else f"{stem}ed"
    third = f"{verb}es" if verb.endswith(("s", "x", "sh", "ch")) else f"{verb}s"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        third = f"{verb[:-1]}ies"
    plain = [third, past, f"{stem}ing", f"{verb}ed", f"{verb}ing"] if stem != verb else [third, past, f"{verb}ing"]
    plain = [form for form in plain if form not in _OF_ANOTHER]
    return list(dict.fromkeys([*plain, *_IRREGULAR.get(verb, "").split()]))
