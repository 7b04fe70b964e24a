"""Which locks hold for an edit: by how far each reaches, and by what the edit starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from backends.types import Lock, Scope


def standing(locks: Iterable[Lock], start: str, parents: Mapping[str, str]) -> tuple[Lock, ...]:
    """Those of `locks` that hold for an edit of variant `start`. `parents` maps each variant to the one it was made
    from. A lock for one step is never among them: it came with its request and went with it."""
    line = {start}
    at = start
    while (at := parents.get(at, "")) and at not in line:
        line.add(at)
    return tuple(
        lock
        for lock in locks
        if lock.scope in (Scope.SESSION, Scope.BATCH) or (lock.scope is Scope.BRANCH and lock.on in line)
    )


def together(stored: Sequence[Lock], asked: Sequence[Lock]) -> tuple[Lock, ...]:
    """Both, each thing once: what was asked for now counts before what stood."""
    return (*asked, *(lock for lock in stored if lock.label not in {one.label for one in asked}))
