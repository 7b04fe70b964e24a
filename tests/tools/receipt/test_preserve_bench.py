"""Damage that was done on purpose is found, harmless results raise no alarm, and the frame is measured to a tenth of a
pixel: a sample of the bench by default, all of it with `-m slow`. The table is printed (`pytest -s`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from backends.engine.regions import letters
from tests.tools.receipt.bench import made, measured
from tests.tools.receipt.subjects import KEPT, LETTERED, TUNED
from tests.tools.receipt.table import Table


def held(table: Table) -> None:
    print(f"\n{table}")
    assert table.holds, "\n".join([str(table), *table.wrong])


def test_known_damage_is_found_and_harmless_results_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind on one small photo with a face; without the reader of text, which has its own tests."""
    monkeypatch.setattr(letters, "available", lambda: False)
    held(measured(made(("astronaut",), 288, 1, 3, tmp_path)))


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("names", [TUNED, KEPT], ids=["tuned", "kept"])
def test_the_whole_bench(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert set(LETTERED) <= set(TUNED + KEPT)
    held(measured(made(names, 640, 1, 1, tmp_path)))
