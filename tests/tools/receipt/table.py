"""The table of a bench: by kind how many cases were judged rightly, how far registration was off, what locks let by."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from tests.fakes.bad_editor import Case, motion
from tests.fakes.bad_edits import HARMFUL
from tests.fakes.harmless_edits import HARMLESS
from tools.receipt.model import Receipt

FOUND, ALARMS, MEDIAN_OFF, MOST_OFF = 0.98, 0.02, 0.1, 0.3


@dataclass
class Row:
    count: int = 0
    right: int = 0
    named: int = 0
    off: list[float] = field(default_factory=list)


@dataclass
class Table:
    """`off` are registration errors at the worst corner in pixels at 1024, where alignment is defined; `undefined`
    counts where it is not; `left` are the largest differences of locked pixels in the stored picture."""

    rows: dict[str, Row] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    undefined: int = 0
    left: list[float] = field(default_factory=list)

    def count(self, case: Case, receipt: Receipt) -> list[str]:
        """What was wrong with it, in words."""
        row = self.rows.setdefault(case.kind, Row())
        row.count += 1
        alarmed = receipt.verdict != "ok"
        named = bool({one.id for one in receipt.flags} & set(case.flags))
        row.right += alarmed == case.harmful
        row.named += case.harmful and named
        wrong: list[str] = []
        if alarmed != case.harmful or (case.harmful and not named):
            wrong.append(receipt.line)
        if case.truth is not None and receipt.align.defined:
            row.off.append(_off(case, receipt))
            if row.off[-1] > MOST_OFF:
                wrong.append(f"off by {row.off[-1]:.2f} px")
        elif case.truth is not None:
            self.undefined += 1
        said = [f"{case.kind}, {case.subject} ({case.about}): {what}" for what in wrong]
        self.wrong += said
        return said

    @property
    def off(self) -> list[float]:
        return [one for row in self.rows.values() for one in row.off]

    def of(self, kinds: dict[str, object]) -> tuple[int, int]:
        """How many were judged rightly, of how many."""
        rows = [row for kind, row in self.rows.items() if kind in kinds]
        return sum(row.right for row in rows), sum(row.count for row in rows)

    @property
    def holds(self) -> bool:
        (found, bad), (quiet, good) = self.of({**HARMFUL}), self.of({**HARMLESS})
        off = self.off
        return (
            found >= FOUND * bad
            and good - quiet <= ALARMS * good
            and (not off or bool(np.median(off) <= MEDIAN_OFF and max(off) <= MOST_OFF))
            and not any(self.left)
        )

    def __str__(self) -> str:
        lines = [f"{'kind':<18} cases  right  named  off (median, worst)"]
        for kind, row in self.rows.items():
            off = f"{np.median(row.off):6.3f} {max(row.off):6.3f}" if row.off else ""
            named = f"{row.named if kind in HARMFUL else '':>5}"
            lines.append(f"{kind:<18} {row.count:5}  {row.right:5}  {named}  {off}".rstrip())
        (found, bad), (quiet, good) = self.of({**HARMFUL}), self.of({**HARMLESS})
        lines.append(f"damage found {found} of {bad}, false alarms {good - quiet} of {good}")
        if off := self.off:
            worst = f"median {np.median(off):.3f} px, worst {max(off):.3f}"
            lines.append(f"registration: {len(off)} of {len(off) + self.undefined} defined, {worst}")
        if self.left:
            lines.append(f"locks: {len(self.left)}, largest difference of a locked pixel {max(self.left):.0f}")
        return "\n".join(lines)


def _off(case: Case, receipt: Receipt) -> float:
    assert case.truth is not None
    with Image.open(case.before) as image:
        width, height = image.size
    found = receipt.align
    measured = motion((width, height), found.scale, found.rotation, found.dx, found.dy)
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]]).T
    return float(np.hypot(*((measured - case.truth) @ corners)).max() * 1024 / max(width, height))
