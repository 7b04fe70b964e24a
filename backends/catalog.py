"""The model cards: one TOML file a model, read strictly, so that a route rests on facts with a date."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from backends.types import Task
from backends.ways import WAYS

_CARDS = Path(__file__).parent / "cards"

Trait = Literal["text", "identity", "locality"]
Feature = Literal["mask", "alpha", "seed"]
OVERALL = "overall"
# The card of the embedded engine.
ENGINE = "stet-engine"
# What tables measure beside single tasks: all of them, edits that need thought, what stayed as it was, and sound.
CATEGORIES = (OVERALL, "reasoning", "consistency", "audio")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Price(_Strict):
    """One step of a price list: what `usd` buys. `megapixels` is the largest result at this price, 0 for any."""

    name: str = ""
    usd: float = Field(ge=0)
    megapixels: float = Field(default=0, ge=0)


class Access(_Strict):
    """One way to the model. `model` is its name there; `usual` and `best` name steps of `prices`.

    `billed` by tokens means that the bill can differ from the list; `per_reference` is added for each further picture.
    `lacks` are abilities of the model that this way does not pass on. `vram_gb` is what a graphics card needs.
    """

    via: str
    model: str
    prices: tuple[Price, ...] = ()
    usual: str = ""
    best: str = ""
    per: Literal["picture", "second"] = "picture"
    per_reference: float = Field(default=0, ge=0)
    billed: Literal["fixed", "tokens"] = "fixed"
    lacks: frozenset[Feature] = frozenset()
    vram_gb: float = Field(default=0, ge=0)
    sunset: date | None = None
    note: str = ""
    as_of: date
    source: str

    @model_validator(mode="after")
    def _fits_itself(self) -> Self:
        if self.via not in WAYS:
            raise ValueError(f"there is no way {self.via!r}")
        names = {price.name for price in self.prices}
        for name in (self.usual, self.best):
            if name and name not in names:
                raise ValueError(f"no price is called {name!r}")
        if self.via == "local" and not self.vram_gb:
            raise ValueError("a local way needs vram_gb")
        return self

    def gone(self, today: date) -> bool:
        return self.sunset is not None and self.sunset <= today


class Can(_Strict):
    """Hard abilities. `pictures` counts all that one call takes, the one being edited among them.

    `mask`: `exact` paints nothing outside it, `soft` may. `megapixels` and `edge` are the largest result, 0 for any.
    `variants` come of one call; more are made by more calls. `last_frame`, `audio` and `max_seconds` are of films.
    """

    pictures: int = Field(default=1, ge=1)
    megapixels: float = Field(default=0, ge=0)
    edge: int = Field(default=0, ge=0)
    mask: Literal["none", "soft", "exact"] = "none"
    alpha: bool = False
    seed: bool = False
    variants: int = Field(default=1, ge=1)
    max_seconds: float = Field(default=0, ge=0)
    last_frame: bool = False
    audio: bool = False


class Strength(_Strict):
    """A judgement without a benchmark, and on what it rests."""

    level: Literal["low", "middle", "high"]
    basis: Literal["measured", "votes", "maker", "inferred"]


class Scores(_Strict):
    """What one published table says of the model; figures are compared only with others of the same table.

    `party` published it and has a model of its own in it.
    """

    benchmark: str
    date: str
    unit: str
    source: str
    model: str
    party: str = ""
    scores: dict[str, float]

    @property
    def table(self) -> tuple[str, str]:
        return self.benchmark, self.date

    @model_validator(mode="after")
    def _known_tasks(self) -> Self:
        unknown = [name for name in self.scores if name not in CATEGORIES and name not in set(Task)]
        if unknown:
            raise ValueError(f"no tasks: {', '.join(unknown)}")
        return self


class Seconds(_Strict):
    """How long one result takes, from the quickest to the slowest that was reported."""

    low: float = Field(gt=0)
    high: float = Field(gt=0)
    source: str

    @property
    def typical(self) -> float:
        return round((self.low + self.high) / 2, 1)


class Licence(_Strict):
    text: str
    commercial: Literal["yes", "limited", "no", "unknown"]


class ModelCard(_Strict):
    """What a model can do, what is known of how well, what it costs, and until when it lives.

    `names` are what people call it, `family` what they call its relatives. `operations` are precise ones by name
    ("crop"), which need no model that understands pictures. `generates` is whether it can invent what was never there.
    `evidence_from` is a relative whose evidence stands in where the model has none of its own. `needs_mask` says that
    it only repaints a masked place, and cannot be asked in words alone.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    title: str
    family: str
    maker: str
    kind: Literal["engine", "image", "video"] = "image"
    summary: str
    names: tuple[str, ...] = ()
    tasks: frozenset[Task]
    styles_need_a_look: bool = False
    regions: bool = True
    generates: bool = True
    operations: frozenset[str] = frozenset()
    max_variants: int = Field(default=64, ge=1)
    can: Can = Can()
    strengths: dict[Trait, Strength] = Field(default_factory=dict)
    seconds: Seconds | None = None
    licence: Licence
    status: Literal["ready", "preview", "retired"]
    sunset: date | None = None
    successor: str = ""
    evidence_from: str = ""
    needs_mask: bool = False
    evidence: tuple[Scores, ...] = ()
    routes: tuple[Access, ...] = ()
    guide: str = ""
    source: str
    date: date

    @property
    def is_engine(self) -> bool:
        """The embedded one, which works by recipes: nothing is painted, sent or told."""
        return self.kind == "engine"

    def gone(self, today: date) -> bool:
        """Retired, or past its last day."""
        return self.status == "retired" or (self.sunset is not None and self.sunset <= today)


@cache
def cards(folder: Path = _CARDS) -> tuple[ModelCard, ...]:
    """Every card, by file name. Raises pydantic.ValidationError for a card that does not fit."""
    found: list[ModelCard] = []
    for path in sorted(folder.glob("*.toml")):
        found.append(ModelCard.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))))
    return tuple(found)


@cache
def engine_card(folder: Path = _CARDS) -> ModelCard:
    """The embedded engine's alone: while nothing else is set up, the others are only read when they are asked about."""
    return ModelCard.model_validate(tomllib.loads((folder / f"{ENGINE}.toml").read_text(encoding="utf-8")))


def card(id: str, shelf: Sequence[ModelCard]) -> ModelCard | None:
    return next((one for one in shelf if one.id == id), None)


def successor(gone: ModelCard, shelf: Sequence[ModelCard], today: date) -> ModelCard | None:
    """The first card down the line of successors that still lives."""
    seen = {gone.id}
    while (follower := card(gone.successor, shelf)) is not None and follower.id not in seen:
        if not follower.gone(today):
            return follower
        seen.add(follower.id)
        gone = follower
    return None
