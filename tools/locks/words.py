"""What is locked, by names for whoever paints: models that take no mask are told, and the others are told as well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backends.types import Lock

_SPARED = re.compile(r"^everything (?:except|outside|but) ")


@dataclass(frozen=True, slots=True)
class Kept:
    """`things` as a model reads them ("her face", "the area from 10% to 50% of the width and …"); `spared` are the only
    things that may change, where all else is locked."""

    things: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


def kept(locks: Sequence[Lock]) -> Kept:
    """The locks of a job, whose boxes are in fractions of the very picture that is sent."""
    things = [_called(lock) for lock in locks if not lock.geometry.outside]
    spared = [_called(lock) for lock in locks if lock.geometry.outside]
    return Kept(tuple(dict.fromkeys(things)), tuple(dict.fromkeys(spared)))


def _called(lock: Lock) -> str:
    """A box has no name that a model could know, so it is told where it is."""
    label = _SPARED.sub("", lock.label).strip()
    if lock.geometry.kind == "box" and (label.startswith("box") or label == "the box"):
        left, top, right, bottom = (f"{edge:.0%}" for edge in lock.geometry.numbers)
        return f"the area from {left} to {right} of the width and from {top} to {bottom} of the height"
    return label
