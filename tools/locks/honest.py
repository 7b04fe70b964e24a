"""Whether a paste is honest: what its seam measures, in words."""

from __future__ import annotations

from dataclasses import dataclass

from backends.engine.measure.seam import Seam

# The step across an edge may be this many times the usual step there (the eye's limit in the region round trip).
STEP = 1.5
# CIEDE2000 between what is pasted and its surroundings' old and new light, from which it looks lit by another lamp.
LIGHT = 12.0
# Share of outlines in the ring that do not meet: clean re-renders stay below, moved ones are far above.
CONTOURS = 0.6


@dataclass(frozen=True, slots=True)
class Verdict:
    """`honest` where nobody would see that something was put back; else why not, as measured."""

    honest: bool
    words: str


def judged(seam: Seam | None, label: str) -> Verdict:
    """Of a lock called `label` ("her face")."""
    if seam is None:
        return Verdict(True, f"{label} needed no blending")
    faults: list[str] = []
    if seam.light > LIGHT:
        way = "brighter" if seam.lighter > 2 else "darker" if seam.lighter < -2 else "of another colour"
        faults.append(
            f"the light around it changed: it is {way} than its surroundings by {seam.light:.1f}"
            " (CIEDE2000; 2 is just visible)"
        )
    if seam.contours > CONTOURS:
        faults.append(f"outlines do not meet at its edge: {seam.contours:.0%} of them run elsewhere in the result")
    if seam.step > STEP:
        faults.append(f"the step at its edge is {seam.step:.1f} times the usual one there")
    if not faults:
        return Verdict(
            True, f"{label} sits in without a seam (step {seam.step:.2f} times the usual, light {seam.light:.1f})"
        )
    return Verdict(False, f"{label} cannot be pasted back without showing: {'; '.join(faults)}")
