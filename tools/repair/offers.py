"""What can be done when a result is not as it should be, the cheapest first; nothing here spends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Price(IntEnum):
    """What an offer costs, which is also the order in which offers are made."""

    FREE = 0
    ASKS_A_MODEL = 1
    ASKS_ANOTHER_MODEL = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """`name` is what a program does by ("realign"), `words` what a person reads, `why` the measured reason."""

    name: str
    words: str
    price: Price = Price.FREE
    why: str = ""

    @property
    def spends(self) -> bool:
        """Whether a model has to be asked, which is never done without the person."""
        return self.price >= Price.ASKS_A_MODEL


def cheapest_first(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Each name once; what costs the same stays in its order."""
    found: dict[str, Offer] = {}
    for offer in offers:
        found.setdefault(offer.name, offer)
    return tuple(sorted(found.values(), key=lambda offer: offer.price))
