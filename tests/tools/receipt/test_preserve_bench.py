"""Damage that was done on purpose is found, harmless results raise no alarm, and the frame is measured to a tenth of a
pixel: a sample of the bench by default, all of it with `-m slow`. The table is printed (`pytest -s`)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from backends.engine.regions import letters
from tests.fakes.bad_edits import HARMFUL, HARMLESS
from tests.tools.receipt.bench import Table, made, measured
from tests.tools.receipt.subjects import KEPT, LETTERED, LOOKED_AT


def hold(table: Table, *, found: float, alarms: float) -> None:
    print(f"\n{table}")
    (right, bad), (quiet, good) = table.of(HARMFUL), table.of(HARMLESS)
    assert right >= found * bad, table.told()
    assert good - quiet <= alarms * good, table.told()
    assert np.median(table.off) <= 0.1
    assert max(table.off) <= 0.3, table.told()


def test_known_damage_is_found_and_harmless_results_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the reader of text, which takes longer than all the rest and has its own tests."""
    monkeypatch.setattr(letters, "available", lambda: False)
    table = measured(made(("astronaut", "coffee"), 448, 1, 3, tmp_path))
    hold(table, found=0.98, alarms=0.02)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("names", [LOOKED_AT, KEPT], ids=["looked-at", "kept"])
def test_the_whole_bench(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert set(LETTERED) <= set(LOOKED_AT + KEPT)
    hold(measured(made(names, 640, 2, 1, tmp_path)), found=0.98, alarms=0.02)
