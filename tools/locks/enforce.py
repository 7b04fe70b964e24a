"""Holds a model's result to what is locked: the variant's own pixels are put back there, or what was chosen instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from backends.engine.measure.seam import seam
from backends.engine.pixels import Pixels
from backends.engine.regions.base import Mask
from backends.types import Check, Lock
from tools.locks.honest import Verdict, judged
from tools.locks.light import match_light
from tools.locks.restore import largest_difference

# The limit of a check that nobody is held to any more.
CHOSEN = "as you chose"
Ground = Callable[[Mask | None], tuple[Pixels, Pixels]]
"""The result in the frame of the variant with all that a mask covers put back from there; and the same without."""


class Choice(StrEnum):
    """What becomes of a lock that cannot be put back honestly: recoloured to the new light, left as the model drew it,
    or no result at all."""

    MATCH = "match light"
    REDRAW = "let the model draw it"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Held:
    """`pixels` of the result. `showing` are the locks that do not sit in honestly, and `verdict` says why of all of
    them together, as measured."""

    pixels: Pixels
    checks: tuple[Check, ...]
    showing: tuple[Lock, ...]
    verdict: Verdict


def held_to(before: Pixels, ground: Ground, locks: Sequence[Lock], masks: Sequence[Mask]) -> Held:
    """Every locked pixel of `before` in the result that `ground` lays over it; `masks` beside `locks`, 255 inside.

    A lock whose pixels the result kept within the tolerance by itself is left as it came."""
    loose = ground(None)[1] if any(lock.tolerance for lock in locks) else None
    put = [
        mask
        for lock, mask in zip(locks, masks, strict=True)
        if loose is None or largest_difference(before, loose, mask > 0) > lock.tolerance
    ]
    pixels, laid = ground(_joined(put))
    checks: list[Check] = []
    showing: list[Lock] = []
    verdicts: list[Verdict] = []
    for lock, mask in zip(locks, masks, strict=True):
        checks.append(Check.of_lock(lock, largest_difference(before, pixels, mask > 0)))
        changed = largest_difference(before, laid, mask > 0) > 0
        sits = seam(before.rgb, laid.rgb, pixels.rgb, mask) if changed else None
        verdict = judged(sits, lock.label)
        if not verdict.honest:
            showing.append(lock)
            verdicts.append(verdict)
    words = " ".join(f"{one.words[:1].upper()}{one.words[1:]}." for one in verdicts)
    return Held(pixels, tuple(checks), tuple(showing), Verdict(not showing, words))


def instead(
    choice: Choice, held: Held, before: Pixels, ground: Ground, locks: Sequence[Lock], masks: Sequence[Mask]
) -> Held:
    """What was chosen for the locks of `held` that show; the others stay put back."""
    honest = [mask for lock, mask in zip(locks, masks, strict=True) if lock not in held.showing]
    pixels, _ = ground(_joined(honest))
    checks: list[Check] = []
    for lock, mask in zip(locks, masks, strict=True):
        if lock not in held.showing:
            checks.append(Check.of_lock(lock, largest_difference(before, pixels, mask > 0)))
            continue
        if choice is Choice.MATCH:
            matched = match_light(before, pixels, mask)
            pixels = matched.pixels
            checks.append(Check(f"{lock.label} recoloured by CIEDE2000", matched.moved, CHOSEN, True))
            continue
        most = largest_difference(before, pixels, mask > 0)
        if choice is Choice.REDRAW:
            checks.append(Check(f"{lock.label}, drawn anew, differs by", most, CHOSEN, True))
        else:
            checks.append(Check.of_lock(lock, most))
    return Held(pixels, tuple(checks), held.showing, held.verdict)


def _joined(masks: Sequence[Mask]) -> Mask | None:
    return np.maximum.reduce(masks) if len(masks) else None
