"""The keys that tend a variant, in the row and in the tree alike, and the words that each of them stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from agent.session.model import Variant

KEYS = (
    Binding("s", "ask('star')", "star", show=False),
    Binding("x,delete", "ask('discard')", "discard", show=False),
    Binding("p", "ask('prune')", "prune", show=False),
    Binding("n", "ask('note')", "note", show=False),
    Binding("r", "ask('name')", "rename", show=False),
    Binding("f", "ask('find')", "find", show=False),
)


_FOR_A_PHOTO = re.compile(
    r"(?:(?:do|apply|repeat|copy|use|run)\b.*|the same(?: edits?)?)\s(?:to|on|onto|for)\s*|/same\s*|.*(?:应用到|对)\s*",
    re.I,
)


def waits_for_a_photo(words: str) -> bool:
    """Whether what was typed so far says what to do with another photo: one that is dropped then belongs there."""
    return _FOR_A_PHOTO.fullmatch(words.lstrip()) is not None


def sentence(what: str, variant: Variant) -> str:
    """What a key says at once, "" for one that waits for the person's own words."""
    match what:
        case "star":
            return f"{'unstar' if variant.starred else 'star'} {variant.id}"
        case "discard":
            return f"{'restore' if variant.discarded else 'discard'} {variant.id}"
        case "prune":
            return f"prune {variant.id}"
        case _:
            return ""


def beginning(what: str, variant: Variant) -> str:
    """What such a key writes into the prompt, for the person to go on."""
    return {"note": f"note on {variant.id}: ", "name": f"name {variant.id} ", "find": "/find "}.get(what, "")
