"""How much may be spent at most, what is left of it, and the refusal that says so."""

from __future__ import annotations

from dataclasses import dataclass

from backends.errors import NotPossible, dollars


@dataclass(frozen=True, slots=True)
class Caps:
    """What may be spent at worst, in US dollars; None is no limit."""

    request: float | None = None
    session: float | None = None
    day: float | None = None
    month: float | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of one cap: `over` is "request", "session", "day" or "month"."""

    over: str
    cap: float
    usd: float

    @property
    def words(self) -> str:
        return f"{dollars(self.usd)} of your {dollars(self.cap)} for this {self.over}"


class OverCap(NotPossible):
    """Nothing was reserved, sent or spent."""

    def __init__(self, usd: float, left: Left) -> None:
        verb = "is" if left.usd == 0 else "are"
        super().__init__(
            f"that could cost {dollars(usd)}, and {left.words} {verb} left",
            f"stet spend shows where it went; to raise the limit, set cap_{left.over}_usd in settings.toml,"
            " or say another limit where you said one.",
        )
        self.left = left
