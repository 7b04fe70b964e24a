"""Counts what receipts find of known damage, and what they make of harmless results: a table by kind.

python -m tests.tools.receipt.bench [--set tuned|kept] [--names coffee,china] [--only zoom] [--rounds 1] [--side 640]

The pictures that thresholds were set with and those that were kept for the count stand in tables of their own. It takes
about a second a case; Ctrl-C prints the table of what was counted so far.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest import mock

import cv2

from backends.engine.regions import letters
from tests.fakes.bad_editor import Case, cases
from tests.fakes.bad_edits import HARMFUL
from tests.fakes.harmless_edits import HARMLESS
from tests.tools.receipt.locked import left_in_lock
from tests.tools.receipt.subjects import KEPT, LETTERED, TUNED, subjects
from tests.tools.receipt.table import Table
from tools.receipt.take import take

# One case in this many has a lock put on it too, since that means another registration.
_LOCKED = 4


def made(names: Iterable[str], side: int, rounds: int, seed: int, folder: Path, only: str = "") -> Iterator[Case]:
    kinds = {kind: how for kind, how in (HARMFUL | HARMLESS).items() if only in kind}
    return cases(subjects(tuple(names), side), kinds, folder, rounds, seed)


def measured(every: Iterable[Case], reader: bool = False, table: Table | None = None, loud: bool = False) -> Table:
    """With `reader` text is looked for in every picture; else only in those that have some, since it takes half of the
    time and finds none in the others."""
    table, can_read = table or Table(), letters.available()
    begun, name = time.monotonic(), ""
    for number, case in enumerate(every):
        if loud and case.subject != name:
            name = case.subject
            print(f"{time.monotonic() - begun:5.0f} s, {number} cases, {name} ...", file=sys.stderr, flush=True)
        with mock.patch.object(
            letters, "available", lambda case=case: can_read and (reader or case.subject in LETTERED)
        ):
            wrong = table.count(case, take(case.before, case.after, case.asked))
        if loud:
            print(*wrong, sep="\n", end="\n" if wrong else "", flush=True)
        if number % _LOCKED == 0:
            table.left.append(left_in_lock(case))
        case.after.unlink()
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("all", "tuned", "kept"), default="all")
    parser.add_argument("--names", default="", help="pictures, with commas")
    parser.add_argument("--only", default="", help="a kind, or a part of its name")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--side", type=int, default=640)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", action="store_true", help="look for text in every picture")
    given = parser.parse_args()
    sets = {"tuned": TUNED, "kept": KEPT}
    if given.names:
        sets = {"named": tuple(given.names.split(","))}
    elif given.set != "all":
        sets = {given.set: sets[given.set]}
    # So that a run that is ended tells what it knows.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    tables = {name: Table() for name in sets}
    try:
        for name, names in sets.items():
            with tempfile.TemporaryDirectory() as folder:
                every = made(names, given.side, given.rounds, given.seed, Path(folder), given.only)
                measured(every, given.reader, tables[name], loud=True)
    except KeyboardInterrupt:
        print("ended early", file=sys.stderr)
    for name, table in tables.items():
        print(f"\n{name}: {len(sets[name])} pictures\n{table}")
    return 0 if all(table.holds for table in tables.values()) else 1


if __name__ == "__main__":
    cv2.setNumThreads(1)
    sys.exit(main())
