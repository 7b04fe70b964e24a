"""What a language model is told of the session, made by code alone: variants by id, numbers, few small pictures."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from agent.harmless import one_line
from agent.llm.attached import Attached, lines
from agent.llm.attached import parts as labelled
from agent.llm.request import Image
from agent.session.model import Variant
from agent.session.session import Session
from tools.look import glimpse

_MOST_SHOWN = 12
_LAST = 4
_WORDS = 40


@cache
def system() -> str:
    """The fixed instructions; no date and nothing of the session, so that they are the same bytes each time."""
    return (resources.files("prompts") / "system.md").read_text(encoding="utf-8")


def state(session: Session, current: str, reading: str, attached: Sequence[Attached] = ()) -> str:
    """The tree around `current`, what came with the words, and how the rules read them, as a block of data.

    Files are never named, and what a person wrote is cut and cannot close the block.
    """
    variants = session.variants()
    shown = _near(variants, current)
    rounds = session.shown()
    told = [f'<session selected="{current}" variants="{len(variants)}">']
    told += [_line(one, rounds) for one in variants if one.id in shown]
    if hidden := len(variants) - len(shown):
        told.append(f" +{hidden} more")
    told += lines(attached)
    if locks := [one_line(lock.label) for lock in session.locks()]:
        told.append(f" locked: {_data(', '.join(locks), 200)}")
    if reading:
        told.append(f" another reader without a model took the words as: {_data(reading, 200)}")
    return "\n".join([*told, "</session>"])


def _near(variants: Sequence[Variant], current: str) -> set[str]:
    """The selected one, where it comes from, its siblings, and the last ones."""
    by_id = {one.id: one for one in variants}
    wanted: list[str] = []
    at = current
    while at in by_id:
        wanted.append(at)
        at = by_id[at].parent
    parent = by_id[current].parent if current in by_id else ""
    wanted += [one.id for one in variants[-_LAST:]]
    wanted += [one.id for one in reversed(variants) if parent and one.parent == parent]
    return {variants[0].id, *list(dict.fromkeys(wanted))[: _MOST_SHOWN - 1]}


def _line(one: Variant, shown: Sequence[str]) -> str:
    if not one.parent:
        return f" {one.id} source {one.width}x{one.height}"
    parts = [f" {one.id} from {one.parent}", _data(one.look or one.task), f"words={_quoted(one.words)}"]
    if one.measured:
        parts.append(f"measured={_quoted(one.measured)}")
    if one.id in shown:
        parts.append(f"[{shown.index(one.id) + 1} of the last round]")
    if any(not check.holds for check in one.checks):
        parts.append("weak")
    if one.name:
        parts.append(f"name={_quoted(one.name)}")
    return " ".join(parts)


def _data(text: str, most: int = _WORDS) -> str:
    return re.sub(r"[<>\"]", "'", one_line(text))[:most]


def _quoted(text: str) -> str:
    return f'"{_data(text)}"'


async def pictures(
    session: Session, current: str, attached: Sequence[Attached] = (), *, shown: bool
) -> list[str | Image]:
    """At most two, each behind its label: the selected variant, and the first picture that came with the words or else
    what it was made from. Without `shown` the numbers of them alone."""
    parts: list[str | Image] = []
    came = next((one for one in attached if one.proxy is not None), None)
    before = "" if came else session.variant(current).parent
    for id in filter(None, (before, current)):
        variant = session.variant(id)
        seen = await asyncio.to_thread(glimpse, id, variant.proxy, variant.width, variant.height)
        parts += labelled(seen, shown=shown)
    return [*parts, *labelled(await came.seen(), shown=shown)] if came else parts
