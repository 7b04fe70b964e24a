"""What costs nothing: the engine, and what a graphics card of one's own would run."""

from __future__ import annotations

from agent.advising.ideal import fits
from agent.advising.texts import Topic
from backends.catalog import cards
from backends.types import Task

# The memory of graphics cards that people have.
_CARDS = (8.0, 24.0, 48.0)


def without_paying(topic: Topic | None, memory: float = 0.0) -> list[str]:
    """For work of this kind; `memory` is that of the person's graphics card in GB, 0 where it was not said."""
    fit = fits(topic)
    tasks = set(topic.tasks) if topic else {Task.ADD}
    lines: list[str] = []
    for most in (memory,) if memory else _CARDS:
        able = [
            (one, access)
            for one in cards()
            for access in one.routes
            if access.via == "local" and access.vram_gb <= most and tasks & one.tasks and not one.needs_mask
        ]
        if able:
            one, access = max(able, key=lambda pair: fit[pair[0].id])
            lines.append(f"{one.title} from {access.vram_gb:g} GB ({one.licence.text.partition(';')[0]})")
    own = ", ".join(dict.fromkeys(lines))
    return [
        "Everything that Stet's own engine does is free: light, colour, looks, framing, cut-outs on even grounds,"
        " removing small things, text, and files for any place.",
        f"A graphics card of your own would run models for nothing: {own}." if own else "",
        "This version of Stet cannot connect to them yet." if own else "",
    ]
