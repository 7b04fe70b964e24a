"""What a key would open: all that can be said of one way to models."""

from __future__ import annotations

from datetime import date

from backends.catalog import ModelCard, cards
from backends.naming import titles
from backends.ways import WAYS


def first_key(today: date) -> list[str]:
    """The two ways that reach the most models."""
    order = sorted((way for way in WAYS if WAYS[way].receiver), key=lambda way: len(_reached(way, today)), reverse=True)
    first, second = (WAYS[way].title for way in order[:2])
    masks = [title for title, way in zip((first, second), order, strict=False) if _passes_masks(way, today)]
    return [
        "You need no key for what this version does, and it cannot use one yet.",
        f"When models can be connected, {first} and {second} open the most of them with one key each.",
        f"Masks are passed on by {' and '.join(masks)} only." if len(masks) == 1 else "",
    ]


def of_a_way(way: str, today: date) -> str:
    """Whom it opens, what it passes on, and who sees the picture."""
    it = WAYS[way]
    families = ", ".join(dict.fromkeys(titles(one.family) for one in _reached(way, today)))
    masks = "It passes masks on to those that take one." if _passes_masks(way, today) else "It passes on no mask."
    maker = ", which passes them to the makers" if it.passes_on else ""
    return (
        f"{it.title} would open {families}. {masks} Your pictures would go to {it.receiver}{maker}."
        " This version of Stet cannot use such a key yet."
    )


def _reached(way: str, today: date) -> list[ModelCard]:
    return [
        one
        for one in cards()
        if not one.gone(today) and any(access.via == way and not access.gone(today) for access in one.routes)
    ]


def _passes_masks(way: str, today: date) -> bool:
    return any(
        one.can.mask != "none" and any(access.via == way and "mask" not in access.lacks for access in one.routes)
        for one in _reached(way, today)
    )
