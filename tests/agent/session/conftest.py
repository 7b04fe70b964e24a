"""A small tree of variants in a store of its own, which most faults start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.session.store import Store
from tests.agent.session.scenarios import Stage, a_small_tree
from tests.fakes.paid import PaidBackend


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(Store(tmp_path / "home", patience=0.2), tmp_path / "scratch", PaidBackend())
    a_small_tree(stage)
    yield stage
    stage.store.close()
