"""Reads the tables of phrasings, and says how well a slot is found: precision, recall and their mean."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any

_TABLES = Path(__file__).parent / "phrasings"


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((_TABLES / f"{name}.toml").read_text(encoding="utf-8"))


def score(
    name: str, expected: Callable[[Any], Iterable[Hashable]], found: Callable[[str], Iterable[Hashable]]
) -> float:
    """Print and return the F1 over all that the phrasings of a table hold; sentences without any can only be wrong."""
    phrasings: dict[str, Iterable[Hashable]] = {said: expected(what) for said, what in table(name)["said"].items()}
    phrasings |= {said: () for said in table(name)["unsaid"]["sentences"]}
    right = wrong = missed = 0
    for said, items in phrasings.items():
        wanted, got = set(items), set(found(said))
        right += len(wanted & got)
        wrong += len(got - wanted)
        missed += len(wanted - got)
        if wanted != got:
            print(f"  {name}: {said!r} should hold {sorted(map(str, wanted))}, found {sorted(map(str, got))}")
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    mean = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name}: {len(phrasings)} phrasings, precision {precision:.3f}, recall {recall:.3f}, F1 {mean:.3f}")
    return mean
