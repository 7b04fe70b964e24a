"""Counts what receipts find of known damage, and what they make of harmless results: a table by kind.

python -m tests.tools.receipt.bench [--rounds 2] [--side 640] [--seed 1] [--only zoom] [--kept]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import cv2
import numpy as np
from PIL import Image

from backends.engine.regions import letters
from tests.fakes.bad_editor import Case, cases, motion
from tests.fakes.bad_edits import HARMFUL, HARMLESS
from tests.tools.receipt.subjects import KEPT, LETTERED, LOOKED_AT, subjects
from tools.receipt.model import Receipt
from tools.receipt.take import take


@dataclass
class Row:
    count: int = 0
    right: int = 0
    named: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Table:
    """`off` are registration errors at the worst corner in pixels at 1024, where alignment is defined."""

    rows: dict[str, Row] = field(default_factory=dict)
    off: list[float] = field(default_factory=list)

    def count(self, case: Case, receipt: Receipt) -> None:
        row = self.rows.setdefault(case.kind, Row())
        row.count += 1
        alarmed = receipt.verdict != "ok"
        named = bool({one.id for one in receipt.flags} & set(case.flags))
        row.right += alarmed == case.harmful
        row.named += case.harmful and named
        if alarmed != case.harmful or (case.harmful and not named):
            row.wrong.append(f"{case.kind}, {case.subject} ({case.about}): {receipt.line}")
            print(row.wrong[-1], flush=True)
        if case.truth is not None and receipt.align.defined:
            self.off.append(_off(case, receipt))
            if self.off[-1] > 0.3:
                row.wrong.append(f"{case.kind}, {case.subject} ({case.about}): off by {self.off[-1]:.2f} px")

    def of(self, kinds: object) -> tuple[int, int]:
        """How many were judged rightly, of how many."""
        assert isinstance(kinds, dict)
        rows = [row for kind, row in self.rows.items() if kind in kinds]
        return sum(row.right for row in rows), sum(row.count for row in rows)

    def told(self) -> str:
        """What was judged wrongly, a line a case."""
        return "\n".join(line for row in self.rows.values() for line in row.wrong)

    def __str__(self) -> str:
        lines = [f"{'kind':<18} cases  right  named"]
        for kind, row in self.rows.items():
            lines.append(f"{kind:<18} {row.count:5}  {row.right:5}  {row.named if kind in HARMFUL else '':>5}")
        (found, bad), (quiet, good) = self.of(HARMFUL), self.of(HARMLESS)
        lines.append(f"damage found {found} of {bad}, false alarms {good - quiet} of {good}")
        if self.off:
            lines.append(
                f"registration: {len(self.off)}, median {np.median(self.off):.3f} px, worst {max(self.off):.3f}"
            )
        return "\n".join(lines)


def _off(case: Case, receipt: Receipt) -> float:
    assert case.truth is not None
    with Image.open(case.before) as image:
        width, height = image.size
    found = receipt.align
    measured = motion((width, height), found.scale, found.rotation, found.dx, found.dy)
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]]).T
    return float(np.hypot(*((measured - case.truth) @ corners)).max() * 1024 / max(width, height))


def made(names: tuple[str, ...], side: int, rounds: int, seed: int, folder: Path, only: str = "") -> Iterator[Case]:
    kinds = {kind: how for kind, how in (HARMFUL | HARMLESS).items() if only in kind}
    return cases(list(subjects(names, side)), kinds, folder, rounds, seed)


def measured(every: Iterator[Case], reader: bool = False) -> Table:
    """With `reader` text is looked for in every picture; else only in those that have some, since it takes half of the
    time and finds none in the others."""
    table, can_read = Table(), letters.available()
    for case in every:
        with mock.patch.object(
            letters, "available", lambda case=case: can_read and (reader or case.subject in LETTERED)
        ):
            table.count(case, take(case.before, case.after, case.asked))
        case.after.unlink()
    return table


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--side", type=int, default=640)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a kind, or a part of its name")
    parser.add_argument("--reader", action="store_true", help="look for text in every picture")
    parser.add_argument("--names", default="", help="pictures, with commas; or: kept")
    given = parser.parse_args()
    names = tuple(given.names.split(",")) if given.names else LOOKED_AT + KEPT
    with tempfile.TemporaryDirectory() as folder:
        table = measured(
            made(
                KEPT if given.names == "kept" else names, given.side, given.rounds, given.seed, Path(folder), given.only
            ),
            given.reader,
        )
    print(table)
    (found, bad), (quiet, good) = table.of(HARMFUL), table.of(HARMLESS)
    fine = found >= 0.98 * bad and good - quiet <= 0.02 * good
    return 0 if fine and (not table.off or (np.median(table.off) <= 0.1 and max(table.off) <= 0.3)) else 1


if __name__ == "__main__":
    cv2.setNumThreads(1)
    sys.exit(main())
