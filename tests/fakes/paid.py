"""A scripted hosted model that takes money: what it charged is its own truth, whatever happens to the one who asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from PIL import Image

from agent.policy import Gate
from backends.errors import BackendFailed, NotTaken
from backends.outbound import Destination
from backends.types import Job, Progress, Rendition


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


class PaidService:
    """The same as a backend without a network: it asks the gate as a connection would, and delivers what it was paid
    for."""

    name = "hosted"
    origins = ("https://hosted.example:443",)

    def __init__(self, paid: PaidBackend, gate: Gate) -> None:
        self._paid, self._gate = paid, gate

    async def run(self, job: Job) -> AsyncIterator[Progress | Rendition]:
        if not self._gate.allows(Destination("https", "hosted.example", 443, False, 1000, "edit", True)):
            raise NotTaken("The gate is closed")
        try:
            name = self._paid.submit(job.key, 0.25 * job.count)
        except Refused as refused:
            raise NotTaken(str(refused)) from refused
        except OSError as lost:
            raise BackendFailed("The connection broke", "It will be asked about.") from lost
        yield Progress(job.id, 0, job.count, "painting", remote=name)
        for number in range(job.count):
            path = job.folder / f"painted-{number}.png"
            Image.new("RGB", (24, 16), (90, 60 + number, 200)).save(path)
            yield Rendition(job.id, path, 24, 16, "", {}, "painted", cost_usd=0.25)

    async def charged(self, key: str, remote: str) -> float | None:
        return self._paid.charged(key)
