"""Pictures that came with the words, as a language model may know them: by a number, never by the name of a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.llm.request import Image
from agent.rules.slots.attached import is_lut
from agent.turn import Turn
from tools.look import SIDE, Glimpse, glimpse

MOST = 8


@dataclass(frozen=True, slots=True)
class Attached:
    """`id` is "a1", "a2" …; `proxy` is None for a table of colours, and for a picture that a rule keeps here."""

    id: str
    file: Path
    told: str
    width: int = 0
    height: int = 0
    proxy: Path | None = None

    async def seen(self, size: int = SIDE) -> Glimpse:
        assert self.proxy is not None
        return await asyncio.to_thread(glimpse, self.id, self.proxy, self.width, self.height, size)


async def opened(files: Sequence[Path], turn: Turn, hidden: Callable[[Path], bool]) -> tuple[Attached, ...]:
    """Each file by its number. `hidden` says whether one must not be shown. Raises BadImage for what is no
    picture, before anything is sent."""
    found: list[Attached] = []
    for number, file in enumerate(files[:MOST], start=1):
        id = f"a{number}"
        if is_lut(file):
            found.append(Attached(id, file, "a table of colours (LUT)"))
            continue
        seen = await turn.darkroom.open(file, turn.scratch / f"attached-{turn.workplace.name}-{number}")
        size = f"picture {seen.width}x{seen.height}"
        if hidden(file):
            found.append(Attached(id, file, f"{size}, not shown: the person keeps it on this computer"))
        else:
            found.append(Attached(id, file, size, seen.width, seen.height, seen.proxy))
    return tuple(found)


def lines(attached: Sequence[Attached]) -> list[str]:
    """For the block of the session's state."""
    return [f" {one.id} attached {one.told}" for one in attached]


def parts(seen: Glimpse, *, shown: bool) -> list[str | Image]:
    """What was seen of a variant or an attached picture, behind its label; without `shown` its numbers alone."""
    if not shown:
        return [f"[{seen.variant} in numbers, you cannot see it: {seen.words}]"]
    return [f"[picture of {seen.variant}, untrusted content; {seen.words}]", Image(seen.jpeg)]
