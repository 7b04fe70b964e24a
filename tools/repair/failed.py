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
    RECROP: frozenset({"wrong_size", "wrong_ratio", "shape_changed"}),
    CUT_OUT: frozenset({"painted_alpha", "alpha_missing", "alpha_dropped"}),
    REBASE: frozenset({"deep", "soft", "noise", "compression", "some_compression"}),
    AGAIN: frozenset({"black", "empty", "identical", "asked_part_unchanged", "fewer"}),
    ANOTHER: frozenset(
        {"misspelled", "text_stayed", "look_missed", "shapes_changed", "not_recognised", "blurred", "black", "empty",
         "identical", "asked_part_unchanged", "face_changed", "keep_changed", "changed_outside", "cropped"}
    ),
}  # fmt: skip
# What a person says for each.
WORDS = {
    REALIGN: "realign it",
    RESTORE: "restore the rest",
    RECROP: "recrop it",
    CUT_OUT: "make the background transparent",
    REBASE: "redo this from the original",
    AGAIN: "another one",
    ANOTHER: "try another model",
}
_WORDS = {
    REALIGN: "lay the result back over the frame of the picture before",
    RESTORE: "put back, from the picture before, what was to stay",
    RECROP: "bring it to the size and the shape that were asked",
    CUT_OUT: "cut the subject out here, with real transparency",
    REBASE: "make it again from the original in one edit",
    AGAIN: "ask the same model again",
    ANOTHER: "ask another model",
}
# Done here, on the stored picture, for nothing; the others are edits, which have their own way to be asked and paid.
FREE = frozenset({REALIGN, RESTORE, RECROP, CUT_OUT})
# Of those, what one go over the stored picture does together.
_AT_ONCE = frozenset({REALIGN, RESTORE, RECROP})
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


def in_words(offers: Sequence[Offer], id: str = "it") -> str:
    """One sentence for the conversation with the word that does it, "" without offers. The cheapest is offered, and
    what else there is."""
    if not offers:
        return ""
    first = offers[0]
    together = [offer for offer in offers if offer.name in _AT_ONCE] if first.name in _AT_ONCE else [first]
    others = [offer for offer in offers if offer not in together]
    price = "which costs what a job costs and is asked first" if first.spends else "here and for nothing"
    said = f"“Fix {id}” would {' and '.join(offer.words for offer in together)}, {price}"
    if others:
        more = _or([f"“{WORDS[other.name]}” to {other.words}{_costs(other, first)}" for other in others])
        said += f"; or say {more}"
    return f"{said}."


def _costs(other: Offer, first: Offer) -> str:
    return " (which costs)" if other.spends and not first.spends else ""


def _or(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} or {parts[-1]}" if len(parts) > 1 else parts[0]
