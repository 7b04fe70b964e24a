"""A scripted hosted model that takes money: what it charged is its own truth, whatever happens to the one who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


class Refused(Exception):
    """The service said no, and charged nothing."""


@dataclass
class PaidBackend:
    """`step` is called before and after the money moves, so that a test can end the process there.

    The same key never pays twice. With `refuses` nothing is ever taken; with `silent` it cannot be asked afterwards.
    """

    step: Callable[[str], None] = lambda name: None
    refuses: bool = False
    silent: bool = False
    taken: dict[str, float] = field(default_factory=dict[str, float])
    submissions: int = 0

    def submit(self, key: str, usd: float) -> str:
        """Take the job and its price. Returns the job's name."""
        self.step("submit")
        self.submissions += 1
        if self.refuses:
            raise Refused("The service is overloaded")
        self.taken.setdefault(key, usd)
        self.step("answer")
        return f"job-{key}"

    def charged(self, key: str) -> float | None:
        """What was charged for a key, None for nothing."""
        if self.silent:
            raise ConnectionError("The service does not answer")
        return self.taken.get(key)

    @property
    def total(self) -> float:
        return sum(self.taken.values())
