"""Hears which model should do it, or may not: "use seedream", "never use flux for faces", "why not gpt image?"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from agent.plan import Wish
from agent.rules.terms.cutting import written
from agent.rules.terms.lexicon import listed, macros, shape, table
from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.macros import written_out
from agent.rules.words.patterns import lazy
from backends.naming import names

# In the order in which they are looked for; the last one takes a name wherever it stands.
_KINDS = (
    "never", "but", "not", "out", "hand", "use", "can", "let", "trust", "praised", "first", "last", "with", "aside",
    "anywhere",
)  # fmt: skip
_LEFT_OUT = lazy(r"[ \-\u00b7\u2022]|\.0(?!\d)|(?<!\d)\.|\.(?!\d)")
_PARTS = lazy(r"\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?")


def may_be_named(low: str) -> bool:
    """Whether the words of a name may be there, which are looked for where its first word is said."""
    said, known = hints(low), _beginnings()
    return any(
        all(any(word.startswith(other) for word in said) for other in others)
        for first in said & known.keys()
        for others in known[first]
    )


def naming(kind: str) -> re.Pattern[str]:
    """One way to name a model, of [naming] in en-terms.toml."""
    return _ways()[kind]


def who(wish: Wish, text: str) -> tuple[Wish, str]:
    """`wish` with who should do it and who may not, and `text` without that."""
    for kind in _KINDS:
        if kind == "anywhere" and (wish.use or wish.never or shape("always").search(text)):
            continue
        match = naming(kind).search(text)
        if match is None or (kind == "anywhere" and written(text[: match.start()])):
            continue
        text = f"{text[: match.start()]} {text[match.end() :]}"
        if kind == "never":
            wish = replace(wish, never=named(match), about=about(match), lasting=True)
        elif kind in ("but", "not", "out"):
            wish = replace(wish, never=named(match))
        elif not wish.use:
            lasting = "lasting" in match.re.groupindex and bool(match["lasting"])
            use = named(match)
            wish = replace(wish, use=use, lasting=wish.lasting or (lasting and use in names().values()))
    return wish, text


def named(match: re.Match[str]) -> str:
    """The id of what was named; of a version that no card has, the name as an id that stands for nobody."""
    said = match.groupdict()
    name = next(said[name] for name in ("name", "let", "shall") if said.get(name))
    version = next((said[one] for one in ("version", "version1", "version2") if said.get(one)), "")
    whole = _key(name + version)
    return _ids().get(whole) or (f"{name}{version}".lower().replace(" ", "-") if version else _ids()[_key(name)])


def about(match: re.Match[str]) -> str:
    return (match["about"] or "").lower()


@cache
def _beginnings() -> dict[str, tuple[frozenset[str], ...]]:
    """The other words of the names that begin with each word; what is typed in one, "bananapro", begins with them."""
    found: dict[str, set[frozenset[str]]] = {}
    for name in map(str.lower, (*names(), *listed("names", "strangers"))):
        words = hints(name) - {NUMBER, "the"}
        first = min(words, key=name.find) if words else NUMBER
        found.setdefault(first, set()).add(words - {first})
    return {first: tuple(rest) for first, rest in found.items()}


@cache
def _ids() -> dict[str, str]:
    """The id of each name, spelled without what people leave out: "seedream5lite" for "Seedream 5.0 Lite"."""
    strangers = {_key(name): name.replace(" ", "-") for name in listed("names", "strangers")}
    return strangers | {_key(name): id for name, id in names().items()}


def _key(name: str) -> str:
    return _LEFT_OUT.sub("", name.lower())


def _loose(name: str) -> str:
    """A name as a pattern: with or without the blanks, hyphens and the last nought of its version."""
    parts = [re.escape(part) for part in _PARTS.findall(name)]
    return r"[ .\-]?".join(parts) + (
        r"(?:\.0)?(?!\.?\d| (?:versions?|variants?|times|takes|options)\b)" if parts[-1].isdigit() else r"(?!\w)"
    )


@cache
def _ways() -> dict[str, re.Pattern[str]]:
    known = sorted((*names(), *listed("names", "strangers")), key=len, reverse=True)
    also_words, things, coined = (frozenset(listed("names", name)) for name in ("also_words", "things", "coined"))
    of_models = (name for name in known if any(map(str.isdigit, name)) or name in coined)
    a_name = _one_of([name for name in known if name not in also_words], "{of_old}")
    any_name = _one_of(known, "{of_old}")
    a_maker = _one_of([name for name in known if name not in things], "(?:the )?")
    parts = {
        **macros(),
        "any_name": any_name,
        "a_name": a_name,
        "a_maker": a_maker,
        "said_of_models": "|".join(map(_loose, of_models)),
        "shall_any": _group(any_name, "shall", "2"),
        "shall": _group(a_name, "shall", "2"),
        "name_to_let": _group(a_name, "let", "1"),
        "maker_to_let": _group(a_maker, "let", "1"),
        "shall_maker": _group(a_maker, "shall", "2"),
    }
    parts |= {name: written_out(part, macros()) for name, part in parts.items()}
    ways: dict[str, str | list[str]] = table()["naming"]
    return {
        kind: lazy(written_out(way if isinstance(way, str) else "|".join(way), parts), re.I)
        for kind, way in ways.items()
    }


def _one_of(known: list[str], before: str) -> str:
    return f"{before}(?P<name>{'|'.join(map(_loose, known))}){{unknown}}(?: model)?"


def _group(name: str, group: str, number: str) -> str:
    """A second name in the same pattern."""
    whole = written_out(name, macros())
    return whole.replace("P<name>", f"P<{group}>").replace("P<version>", f"P<version{number}>")
