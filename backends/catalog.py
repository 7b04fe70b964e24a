"""The model cards: one TOML file a model, read strictly, so that a route rests on facts with a date."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from backends.types import Task

_CARDS = Path(__file__).parent / "cards"


class ModelCard(BaseModel):
    """What a model can do and costs. `leaves_machine` names who receives the picture; "" is nobody.

    `price_usd` is for one picture and `seconds` the typical time for one. `operations` are precise ones by name
    ("crop"), which need no model that understands pictures. `generates` is whether it can invent what was never there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    title: str
    family: str
    backend: str
    summary: str
    tasks: frozenset[Task]
    styles_need_a_look: bool = False
    regions: bool = True
    generates: bool = True
    operations: frozenset[str] = frozenset()
    max_variants: int = Field(default=1, ge=1)
    price_usd: float = Field(ge=0)
    seconds: float = Field(gt=0)
    leaves_machine: str
    licence: str
    status: Literal["ready", "preview", "retired"]
    source: str
    date: date


@cache
def cards(folder: Path = _CARDS) -> tuple[ModelCard, ...]:
    """Every card, by file name. Raises pydantic.ValidationError for a card that does not fit."""
    found: list[ModelCard] = []
    for path in sorted(folder.glob("*.toml")):
        found.append(ModelCard.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))))
    return tuple(found)
