"""How much, in a person's words or as a number."""

from __future__ import annotations

from backends.errors import BadRequest
from backends.types import Json

_WORDS = {
    "a tiny bit": 0.3,
    "a bit": 0.5,
    "a little": 0.5,
    "slightly": 0.5,
    "gently": 0.5,
    "more": 1.3,
    "much": 1.6,
    "a lot": 1.6,
    "strongly": 1.6,
}


def amount_of(values: Json, most: float = 2.0) -> float:
    """`values["amount"]`, 1.0 where nothing is said. Raises BadRequest for what is no amount."""
    said = values.get("amount", 1.0)
    if isinstance(said, str):
        said = _WORDS.get(said.strip().lower(), said)
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 < said <= most:
        raise BadRequest(f"{str(said)[:30]!r} is no amount", f"It goes from 0 to {most:g}; 1 is the plain word.")
    return float(said)
