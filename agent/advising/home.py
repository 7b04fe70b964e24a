"""What costs nothing: the engine, and what a graphics card of one's own would run."""

from __future__ import annotations

import re

from agent.advising.ideal import fits
from agent.advising.texts import Topic
from backends.catalog import cards
from backends.types import Task

# How much memory the graphics cards have that people name by their number.
_MEMORY = {"3060": 12.0, "4070": 12.0, "4080": 16.0, "5080": 16.0, "3090": 24.0, "4090": 24.0, "5090": 32.0}
GRAPHICS_CARD = rf"\b(?:rtx ?)?(?:{'|'.join(_MEMORY)})\b"
# The memory of graphics cards that people have.
_CARDS = (8.0, 24.0, 48.0)


def memory_in(asked: str) -> float:
    """The GB of the graphics card that a question names, 0 where it names none."""
    if said := re.search(r"(\d+) ?gb", asked):
        return float(said[1])
    return next((memory for name, memory in _MEMORY.items() if re.search(rf"\b(?:rtx ?)?{name}\b", asked)), 0.0)


def without_paying(topic: Topic | None, memory: float = 0.0, *, business: bool = False) -> list[str]:
    """For work of this kind; `memory` is that of the person's graphics card in GB, 0 where it was not said. What is to
    be sold needs a licence that surely allows it."""
    fit = fits(topic)
    tasks = set(topic.tasks) if topic else {Task.ADD}
    lines: list[str] = []
    for most in (memory,) if memory else _CARDS:
        able = [
            (one, access)
            for one in cards()
            for access in one.routes
            if access.via == "local" and access.vram_gb <= most and tasks & one.tasks and not one.needs_mask
            if not business or one.licence.commercial == "yes"
        ]
        if able:
            one, access = max(able, key=lambda pair: fit[pair[0].id])
            lines.append(f"{one.title} from {access.vram_gb:g} GB ({one.licence.text.partition(';')[0]})")
    own = ", ".join(dict.fromkeys(lines))
    size = f" with {memory:g} GB" if memory else ""
    return [
        "Everything that Stet's own engine does is free: light, colour, looks, framing, cut-outs on even grounds,"
        " removing small things, text, and files for any place.",
        f"A graphics card of your own{size} would run models for nothing: {own}." if own else "",
        "Their licences allow commercial work: what they make may be sold; what the engine makes is yours anyway."
        if business
        else "",
        "This version of Stet cannot connect to them yet." if own else "",
    ]
