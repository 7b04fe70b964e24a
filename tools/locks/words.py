"""A lock as words for whoever paints: models that take no mask are told, and the others are told as well."""

from __future__ import annotations

from collections.abc import Sequence

from backends.types import Lock


def in_words(locks: Sequence[Lock]) -> str:
    """Sentences to put after an instruction, "" without locks."""
    kept = [_called(lock) for lock in locks if not lock.geometry.outside]
    spared = [_called(lock) for lock in locks if lock.geometry.outside]
    said: list[str] = []
    if kept:
        said.append(f"Keep {_and(kept)} exactly as in the input: same shape, place, colour, light and detail.")
    if spared:
        said.append(f"Change nothing outside {_and(spared)}; everything else stays exactly as in the input.")
    if said:
        said.append("Keep the framing and the size of the input.")
    return " ".join(said)


def _called(lock: Lock) -> str:
    """A box has no name that a model could know, so it is told where it is."""
    label = lock.label.removeprefix("everything except ").removeprefix("everything outside ").strip()
    if lock.geometry.kind == "box" and (label.startswith("box") or label == "the box"):
        left, top, right, bottom = (f"{edge:.0%}" for edge in lock.geometry.numbers)
        return f"the area from {left} to {right} of the width and from {top} to {bottom} of the height"
    return label


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
