"""The labelled development requests are read as well as was measured; none of their words is kept here.

Accuracy of each source before any of its errors was first read, and now. What other sources had led to was in the
rules by then, so the middle column is what they do on a source that had no part in them: the table of leaving one
source out, for rules that people write. Rows of sources without a licence are for measuring only.

| source | rows | before | now |
|---|---|---|---|
| texteditbench | 1,129 | .692 | .910 |
| i2ebench | 997 | .764 | .969 |
| redbench_zh | 784 | .797 | .926 |
| redbench_en | 779 | .782 | .902 |
| imgedit | 610 | .862 | .962 |
| complexbench_step | 500 | .946 | .968 |
| imagemagic_bot | 251 | .522 | .960 |
| own | 95 | .705 | .905 |
| ip2p_grounded_hand | 90 | .678 | .900 |
| imgedit_multiturn | 83 | .831 | 1.000 |
| gier_request_hand | 58 | .741 | .948 |
| instructir | 37 | .703 | .865 |
| complexbench, types of all steps | 372 | .599 | .906 |
| gier_request (labels say what an editor did) | 1,200 | .601 | .633 |
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from agent.plan import Decision, Plan, Scene
from agent.rules.planner import read

FILE = Path(__file__).parents[4] / "shared" / "data" / "requests_dev.jsonl"
APART = {"gier_request", "gier_expert", "gier_amateur", "complexbench"}
STEPS = {
    "add object": "add",
    "chain two": "add",
    "delete object": "remove",
    "change object": "replace",
    "content": "replace",
    "change background": "background",
    "change style": "style",
}
OTHER = {
    "navigate", "compare", "settings", "advise", "export", "ask_image", "chat", "affirm", "deny", "confirm", "help"
}  # fmt: skip

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"the development rows are not here ({FILE})")


@pytest.fixture(scope="module")
def read_rows() -> list[tuple[dict[str, Any], Plan]]:
    """Those whose labels say what was asked, and the chains of steps."""
    with FILE.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    judged = [row for row in rows if row["source"] not in APART - {"complexbench"}]
    return [(row, read(row["text"], Scene())) for row in judged]


def headline(rows: list[tuple[dict[str, Any], Plan]]) -> list[tuple[dict[str, Any], Plan]]:
    return [(row, plan) for row, plan in rows if row["source"] not in APART and row["label"] != "reasoning"]


def share(right: list[bool]) -> float:
    return sum(right) / max(1, len(right))


def test_kinds_are_right(read_rows: list[tuple[dict[str, Any], Plan]]) -> None:
    by: dict[str, list[bool]] = defaultdict(list)
    for row, plan in headline(read_rows):
        right = plan.label in row["labels_ok"]
        for group in ("all", row["lang"], f"source {row['source']}"):
            by[group].append(right)
    for group in sorted(by):
        print(f"{group:30} {len(by[group]):5} {share(by[group]):.3f}")
    assert share(by["all"]) >= 0.925
    assert share(by["zh"]) >= 0.92
    assert share(by["source gier_request_hand"]) >= 0.88
    assert min(share(right) for group, right in by.items() if group.startswith("source") and len(right) >= 50) >= 0.85


def test_steps_are_right(read_rows: list[tuple[dict[str, Any], Plan]]) -> None:
    right = [
        sorted(str(STEPS.get(step["type"], step["type"])) for step in row["steps"])
        == sorted(str(step.task) for step in plan.steps)
        for row, plan in read_rows
        if row["source"] == "complexbench"
    ]
    assert share(right) >= 0.85


def test_what_is_acted_on_is_right_and_edits_are_taken_for_edits(read_rows: list[tuple[dict[str, Any], Plan]]) -> None:
    rows = headline(read_rows)
    acted = [plan.label in row["labels_ok"] for row, plan in rows if plan.decision is Decision.ACT]
    assert share(acted) >= 0.97 and len(acted) >= 0.7 * len(rows)
    edits = [plan.label in OTHER for row, plan in rows if row["label"] not in OTHER]
    assert share(edits) < 0.01
    others = [plan.label in row["labels_ok"] for row, plan in rows if row["label"] in OTHER]
    assert share(others) >= 0.97
