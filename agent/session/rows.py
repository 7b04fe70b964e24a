"""Between rows and what the rest of Stet reads: a variant's record is parsed when somebody looks at it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from agent.session.model import Variant
from backends.errors import BadRequest
from backends.types import Check, Json


def number_of(id: str) -> int:
    """5 for v5. Raises BadRequest for what names no variant."""
    digits = id.removeprefix("v")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise BadRequest(f"{id!r} names no variant", "Variants are called v0, v1, v2 …")
    return int(digits)


def variant_of(row: sqlite3.Row, folder: Path) -> Variant:
    return Variant(
        id=f"v{row['number']}",
        parent="" if row["parent"] is None else f"v{row['parent']}",
        proxy=folder / row["proxy"],
        width=row["width"],
        height=row["height"],
        words=row["words"],
        task=row["task"],
        look=row["look"],
        recipe=json.loads(row["recipe"]),
        model=row["model"],
        reasons=tuple(json.loads(row["reasons"])),
        measured=row["measured"],
        checks=checks_of(row["checks"]),
        cost_usd=row["cost_usd"],
        seconds=row["seconds"],
        ordinal=row["ordinal"],
        round=row["round"],
        depth=row["depth"],
        seed=row["seed"],
        name=row["name"],
        note=row["note"],
        starred=bool(row["starred"]),
        discarded=bool(row["discarded"]),
    )


def checks_of(text: str) -> tuple[Check, ...]:
    checks: list[Json] = json.loads(text)
    return tuple(Check(**check) for check in checks)


def checks_text(checks: Sequence[Check]) -> str:
    return json.dumps([asdict(check) for check in checks])
