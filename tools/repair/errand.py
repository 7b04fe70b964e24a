"""A repair as it travels to the process that does it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backends.types import Check, Json, Lock


@dataclass(frozen=True, slots=True)
class Errand:
    """`source` with `recipe` is the picture from before at full size, `after` the one to put right. `locks` and the
    parts named in `keeps` stay as they were, and so does all but `regions` where there are some. What comes of it is
    written to `target`, a PNG."""

    source: Path
    recipe: Json
    after: Path
    target: Path
    repairs: tuple[str, ...]
    locks: tuple[Lock, ...] = ()
    keeps: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    frame: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`did` names the repairs, `notes` are whole sentences about each; `honest` is false where what was put back
    shows."""

    width: int
    height: int
    did: tuple[str, ...]
    notes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    honest: bool = True
