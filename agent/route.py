"""The answer of the router: who should do it, why, who else could not or should not, and what would follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from backends.types import Leaving, Quote

if TYPE_CHECKING:
    from backends.catalog import Access, ModelCard

# Positions of the dial between quick sketches and the best that can be had.
DRAFT, BALANCED, BEST = 0.0, 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Rejected:
    """`final` rejections are facts (it cannot, it is gone); the others are preferences (it costs more)."""

    id: str
    title: str
    reason: str
    final: bool = True


@dataclass(frozen=True, slots=True)
class Route:
    """The chosen card and the way to it, or None with what stands in the way in `reasons`.

    `rejected` are the two best others. `seconds` are for all results of the plan, None where nobody knows. `missing`
    are sentences about what would make more possible, such as a key.
    """

    card: ModelCard | None
    access: Access | None = None
    reasons: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    quote: Quote | None = None
    seconds: float | None = None
    leaves: Leaving | None = None
    needs_approval: bool = False
    missing: tuple[str, ...] = ()

    @property
    def cost_usd(self) -> float:
        return self.quote.expected if self.quote else 0.0

    @property
    def leaves_machine(self) -> str:
        return self.leaves.to if self.leaves else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the picture beside the plan. 0 and None mean not known.

    `references` counts further pictures that come with the request, `mask` is a place that was drawn or given in
    numbers.
    """

    width: int = 0
    height: int = 0
    has_alpha: bool = False
    face: bool = False
    text: bool = False
    references: int = 0
    mask: bool = False


@dataclass(frozen=True, slots=True)
class Never:
    """ "Never use flux for faces": a model or family, and the tasks or the subject that it is not for ("" for any)."""

    who: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """What must hold whatever fits best. `max_usd` is for the whole plan; `transparent` and `megapixels` are of the
    result. `use` is the model or family that was asked for, `prefer` the one that is taken where it can and a model is
    needed at all. `by` is "price" or "time" where only that counts, "size" where the largest comes first."""

    local_only: bool = False
    max_usd: float | None = None
    commercial: bool = False
    transparent: bool = False
    megapixels: float = 0.0
    edge: int = 0
    dial: float = BALANCED
    by: str = ""
    use: str = ""
    prefer: str = ""
    never: tuple[Never, ...] = ()


@dataclass(frozen=True, slots=True)
class Setup:
    """What is there to work with: the ways that are set up, and the memory of the graphics card.

    `assumed` are those of them that are only supposed, for the sake of the argument.
    """

    ways: frozenset[str] = frozenset({"engine"})
    vram_gb: float = 0.0
    assumed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """A person's own record with one model for one kind of work."""

    shown: int = 0
    picked: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that a route depends on beside the plan and the cards. `record` is keyed by (task, card id)."""

    facts: Facts = Facts()
    policy: Policy = Policy()
    setup: Setup = Setup()
    record: dict[tuple[str, str], Tally] = field(default_factory=dict[tuple[str, str], Tally])
    today: date = field(default_factory=date.today)
