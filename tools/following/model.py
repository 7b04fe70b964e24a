"""The whole receipt of a variant as it is stored: what was measured, when, at which size, and since the photo."""

from __future__ import annotations

from pydantic import Field

from tools.receipt.model import Receipt


class Whole(Receipt):
    """`at` is when it was measured (UTC, ISO 8601) and `scale` at which size of the stored pictures (0.5: half).
    `since_source` holds the variant against the photo itself, where that is not what it was made from."""

    at: str = ""
    scale: float = 1.0
    seconds: float = Field(default=0.0, description="of the processor")
    since_source: Receipt | None = None
