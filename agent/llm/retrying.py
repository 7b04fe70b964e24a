"""When the same request may go out again: what was certainly not answered, a few times, and never without saying so."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

MOST_TRIES = 3
# Longer than this nobody should wait unasked.
LONGEST_WAIT = 60.0
AGAIN = {408, 409, 425, 429, 500, 502, 503, 504, 529}


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Seconds until the server wants to be asked again; None where it does not say, or says something impossible."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = (headers.get(name) or "").strip()
        if not value:
            continue
        try:
            seconds = float(value) * scale
        except ValueError:
            seconds = _until(value, time.time() if now is None else now)
        if seconds is not None and 0 <= seconds < 1e7:
            return seconds
    return None


def _until(date: str, now: float) -> float | None:
    try:
        then = parsedate_to_datetime(date)
    except (ValueError, TypeError, OverflowError):
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return then.timestamp() - now


def backoff(attempt: int) -> float:
    """0.5, 1, 2 … seconds; one person at a keyboard needs no jitter."""
    return min(8.0, 0.5 * 2 ** (attempt - 1))
