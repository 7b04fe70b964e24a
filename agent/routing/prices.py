"""What a card would cost and how long it would take for a plan, at which step of its price list."""

from __future__ import annotations

from typing import NamedTuple

from agent.route import BEST, DRAFT, Policy
from agent.routing.needs import Needs
from backends.catalog import Access, ModelCard, Price
from backends.types import Quote
from backends.ways import WAYS

# A bill by tokens may be higher than the list: the model thinks longer or answers larger. So much is set aside; it is
# this project's choice and no figure of a provider.
_TOKENS_MAY_COST = 1.5
# A size that was asked for may be met a little short.
NEARLY = 0.95


class Entry:
    """One way to a card, laid out for speed: made once, asked for every route."""

    __slots__ = (
        "access",
        "best",
        "card",
        "each",
        "extra",
        "factor",
        "films",
        "hands",
        "receiver",
        "steps",
        "typical",
        "usual",
        "via",
    )

    def __init__(self, card: ModelCard, access: Access) -> None:
        self.card, self.access, self.via = card, access, access.via
        self.receiver = WAYS[access.via].receiver
        self.hands = int(WAYS[access.via].passes_on)
        # What runs on the person's own machine has no price list.
        self.steps = tuple(sorted(access.prices, key=_usd)) or (() if self.receiver else (Price(usd=0.0),))
        names = [step.name for step in self.steps]
        self.usual = names.index(access.usual) if access.usual else 0
        self.best = names.index(access.best) if access.best else self.usual
        self.films = access.per == "second"
        self.extra = access.per_reference
        self.factor = _TOKENS_MAY_COST if access.billed == "tokens" else 1.0
        self.typical = card.seconds.typical if card.seconds else None
        self.each = card.can.variants if not card.is_engine else 1


class Offer(NamedTuple):
    """One way to one card at one price step. `expected` and `high` are infinite where the price is not known."""

    entry: Entry
    price: Price | None
    expected: float
    high: float
    bare: float
    seconds: float | None

    @property
    def card(self) -> ModelCard:
        return self.entry.card

    @property
    def access(self) -> Access:
        return self.entry.access

    @property
    def quote(self) -> Quote | None:
        if self.price is None:
            return None
        as_of = self.access.as_of.isoformat()
        return Quote(round(self.bare, 4), round(self.expected, 4), round(self.high, 4), as_of=as_of)


_UNKNOWN = float("inf")


def offer(entry: Entry, needs: Needs, policy: Policy) -> Offer:
    """The price step that the dial asks for; where that is over the budget, the dearest below it."""
    count = needs.count
    seconds = entry.typical * -(-count // entry.each) if entry.typical is not None else None
    steps, wanted = entry.steps, needs.megapixels * NEARLY
    at = 0 if policy.by == "price" or policy.dial == DRAFT else entry.best if policy.dial == BEST else entry.usual
    if policy.by == "size":
        at = max(range(len(steps)), key=lambda place: steps[place].megapixels, default=0)
    if wanted:
        large = [step for step in steps if not step.megapixels or step.megapixels >= wanted]
        # The step that was meant, or the cheapest that is large enough.
        at = next((place for place, step in enumerate(large) if step is steps[at]), 0)
        steps = large
    if not steps:
        return Offer(entry, None, _UNKNOWN, _UNKNOWN, _UNKNOWN, seconds)
    factor = count * (needs.seconds if entry.films and needs.seconds else 1.0)
    extra = entry.extra * (needs.pictures - 1) * count
    bare = steps[at].usd * factor
    if policy.max_usd is not None:
        while at and (bare + extra) * entry.factor > policy.max_usd:
            at -= 1
            bare = steps[at].usd * factor
    expected = bare + extra
    return Offer(entry, steps[at], expected, expected * entry.factor, bare, seconds)


def cheapest(one: Offer) -> tuple[float, int]:
    """A way whose price is unknown comes last; at the same price, the one with fewer hands in between comes first."""
    return one.expected, one.entry.hands


def _usd(price: Price) -> float:
    return price.usd
