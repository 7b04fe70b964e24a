"""Edits upon edits wear a picture out, edits from the original do not, and what is locked is not touched at all."""

from __future__ import annotations

from tests.benchmarks.chain import holds, measured
from tests.photos import sample


def test_a_chain_decays_a_rebased_edit_does_not_and_a_lock_is_identical() -> None:
    found = measured(sample("astronaut"), 3, 256)
    assert holds(found), found
    assert [one.locked for one in found] == [float("inf")] * 3
