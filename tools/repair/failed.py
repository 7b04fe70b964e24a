"""From what a receipt found to what can be done about it: the cheapest repair first, and only what fits the fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tools.repair.offers import Offer, Price, cheapest_first


class Finding(Protocol):
    """What is read of one flag of a receipt: its stable name, and its sentence."""

    @property
    def id(self) -> str: ...
    @property
    def says(self) -> str: ...


REALIGN, RESTORE, RECROP, CUT_OUT, REBASE, AGAIN, ANOTHER = (
    "realign",
    "restore",
    "recrop",
    "cut out",
    "rebase",
    "again",
    "another model",
)
# What each repair mends, by the names of the receipt's flags.
_MENDS: dict[str, frozenset[str]] = {
    REALIGN: frozenset({"frame_moved", "frame_slightly_moved", "turned", "mirrored", "stretched"}),
    RESTORE: frozenset({"keep_changed", "changed_outside", "little_outside", "face_changed", "text_changed"}),
    RECROP: frozenset({"wrong_size", "wrong_ratio", "shape_changed", "size_changed", "much_smaller"}),
    CUT_OUT: frozenset({"painted_alpha", "alpha_missing", "alpha_dropped"}),
    REBASE: frozenset({"deep", "soft", "noise", "compression", "some_compression"}),
    AGAIN: frozenset({"black", "empty", "identical", "asked_part_unchanged", "fewer"}),
    ANOTHER: frozenset(
        {"misspelled", "text_stayed", "look_missed", "shapes_changed", "not_recognised", "blurred", "black", "empty",
         "identical", "asked_part_unchanged", "face_changed", "keep_changed", "changed_outside", "cropped"}
    ),
}  # fmt: skip
_WORDS = {
    REALIGN: "lay the result back over the frame of the picture before",
    RESTORE: "put back, from the picture before, what was to stay",
    RECROP: "bring it to the size and the shape that were asked",
    CUT_OUT: "cut the subject out here, with real transparency",
    REBASE: "make it again from the original in one edit",
    AGAIN: "ask the same model again",
    ANOTHER: "ask another model",
}
_PRICES = {AGAIN: Price.ASKS_A_MODEL, ANOTHER: Price.ASKS_ANOTHER_MODEL}


def offers_for(
    findings: Sequence[Finding], *, knows_region: bool = False, generative: bool = True
) -> tuple[Offer, ...]:
    """What to offer for the flags of a failed receipt. Pure, and never spends.

    `knows_region`: whether what was to stay is known, by a region or a lock; without, nothing can be put back.
    `generative`: whether a model painted it; what the engine made is made again for nothing.
    """
    found: list[Offer] = []
    for name, mends in _MENDS.items():
        why = [one.says for one in findings if one.id in mends]
        if not why or (name == RESTORE and not knows_region):
            continue
        if name in (AGAIN, ANOTHER) and not generative:
            continue
        price = _PRICES.get(name, Price.FREE)
        if name == REBASE and generative:
            price = Price.ASKS_A_MODEL
        found.append(Offer(name, _WORDS[name], price, "; ".join(dict.fromkeys(why))))
    return cheapest_first(found)


def in_words(offers: Sequence[Offer]) -> str:
    """One sentence for the conversation, "" without offers."""
    if not offers:
        return ""
    free = [offer.words for offer in offers if not offer.spends]
    paid = [offer.words for offer in offers if offer.spends]
    parts: list[str] = []
    if free:
        parts.append(f"Here and for nothing I can {_or(free)}")
    if paid:
        parts.append(f"{'or' if free else 'I can'} {_or(paid)}, which costs what a job costs")
    return f"{'; '.join(parts)}."


def _or(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} or {parts[-1]}" if len(parts) > 1 else parts[0]
