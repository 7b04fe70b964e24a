"""Between rows and what the rest of Stet reads: a variant's record is parsed when somebody looks at it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from agent.session.model import Variant
from backends.errors import BadRequest
from backends.types import Check, Json

# The columns that a list of all variants reads at once.
LISTED = ("number", "parent", "round", "ordinal", "cost_usd", "look", "name", "starred", "discarded")


def number_of(id: str) -> int:
    """5 for v5. Raises BadRequest for what names no variant."""
    digits = id.removeprefix("v")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise BadRequest(f"{id!r} names no variant", "Variants are called v0, v1, v2 …")
    return int(digits)


class StoredVariant(Variant):
    """A variant of which only what a list shows is read at once, the rest when somebody looks at it: a tree of ten
    thousand is opened for the few that are on the screen."""

    __slots__ = ("_whole",)
    _whole: Callable[[str], Variant]

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is not set yet, as dataclass fields in slots are until they have a value.
        if name not in _FIELDS:
            raise AttributeError(name)
        whole = self._whole(self.id)
        for field in _FIELDS - _SET:
            object.__setattr__(self, field, getattr(whole, field))
        return getattr(whole, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Variant, tuple(getattr(self, field.name) for field in fields(Variant))


def listed(rows: Iterable[tuple[Any, ...]], whole: Callable[[str], Variant]) -> tuple[Variant, ...]:
    """From rows of the LISTED columns; `whole` reads a variant in full."""
    return tuple(_listed(row, whole) for row in rows)


def _listed(row: tuple[Any, ...], whole: Callable[[str], Variant]) -> Variant:
    variant = object.__new__(StoredVariant)
    number, parent, round, ordinal, cost_usd, look, name, starred, discarded = row
    set = object.__setattr__
    set(variant, "_whole", whole)
    set(variant, "id", f"v{number}")
    set(variant, "parent", "" if parent is None else f"v{parent}")
    set(variant, "round", round)
    set(variant, "ordinal", ordinal)
    set(variant, "cost_usd", cost_usd)
    set(variant, "look", look)
    set(variant, "name", name)
    set(variant, "starred", bool(starred))
    set(variant, "discarded", bool(discarded))
    return variant


def variant_of(row: sqlite3.Row, folder: Path) -> Variant:
    """From a whole row."""
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
        sent=json.loads(row["sent"] or "{}"),
    )


def checks_of(text: str) -> tuple[Check, ...]:
    checks: list[Json] = json.loads(text)
    return tuple(Check(**check) for check in checks)


def checks_text(checks: Sequence[Check]) -> str:
    return json.dumps([asdict(check) for check in checks])


_FIELDS = frozenset(field.name for field in fields(Variant))
_SET = frozenset({"id", *LISTED})
