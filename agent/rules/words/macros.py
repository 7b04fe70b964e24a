"""Regular expressions that the lexicons hold as data, with macros for what many of them share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from agent.rules.words.patterns import lazy

_NAME = lazy(r"\{([a-z_][\w.*+-]*)\}")


def written_out(shape: str, macros: Mapping[str, str]) -> str:
    """`shape` with each {name} replaced by its macro, macros within macros too."""
    return _NAME.sub(lambda name: written_out(macros[name[1]], macros), shape)


def one_of(shapes: Iterable[str], macros: Mapping[str, str], begins: str = "") -> re.Pattern[str]:
    """The first of the shapes that fits; all of them behind what each `begins` with."""
    joined = "|".join(shapes)
    return lazy(written_out(f"{begins}(?:{joined})" if begins else joined, macros))


def classes(listed: Mapping[str, str]) -> dict[str, str]:
    """Macros out of lists of words with commas between them: any one of a list."""
    return {name: f"(?:{'|'.join(' '.join(words.split()).split(', '))})" for name, words in listed.items()}
