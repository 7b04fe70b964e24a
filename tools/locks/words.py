"""What must stay, in words for whoever paints: models that take no mask are told, and the others are told as well."""

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


def worded(instruction: str, kept: Kept) -> str:
    """The instruction with a sentence for all that stays."""
    said = [instruction]
    if kept.things:
        said.append(f"Keep {_and(kept.things)} exactly as in the input: same shape, place, colour, light and detail.")
    if kept.spared:
        said.append(f"Change nothing outside {_and(kept.spared)}; everything else stays exactly as in the input.")
    if len(said) == 1:
        return instruction
    ended = f"{instruction}." if instruction and instruction[-1].isalnum() else instruction
    return " ".join(filter(None, (ended, *said[1:], "Keep the framing and the size of the input.")))


def _called(lock: Lock) -> str:
    """A box has no name that a model could know, so it is told where it is."""
    label = _SPARED.sub("", lock.label).strip()
    if lock.geometry.kind == "box" and (label.startswith("box") or label == "the box"):
        left, top, right, bottom = (f"{edge:.0%}" for edge in lock.geometry.numbers)
        return f"the area from {left} to {right} of the width and from {top} to {bottom} of the height"
    return label


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
