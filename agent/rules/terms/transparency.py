"""Hears that a result must be transparent, or that what was cut out stays so: "add a hat, background still empty"."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import Wish
from agent.rules.terms.cued import cued
from agent.rules.terms.lexicon import shape


def transparent(wish: Wish, text: str, low: str) -> tuple[Wish, str]:
    """`wish` with it, and `text` without what is cut out; `low` is the whole request."""
    if "transparent" in cued(low) and shape("transparent").search(text):
        wish = replace(wish, transparent=True)
    if (
        "still_cut_out" in cued(low)
        and (match := shape("still_cut_out").search(text))
        and shape("invents").match(rest := _without(text, match).strip(" ,;:."))
    ):
        wish, text = replace(wish, transparent=True), rest
    return wish, text


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
