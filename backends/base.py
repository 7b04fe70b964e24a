"""What every backend offers, hosted, local or embedded: run a job and report as it goes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Protocol

from backends.types import Difference, ExportOptions, Job, Opened, Progress, Rendition, Target, Written


class Backend(Protocol):
    """Who does it. Errors are of the tree in `backends.errors`."""

    name: str

    def run(self, job: Job) -> AsyncIterator[Progress | Rendition]:
        """Yield progress and one rendition for each result; a cancelled iterator stops the work."""
        ...


class Darkroom(Backend, Protocol):
    """The embedded engine beside `run`: what is done to files whatever model made the variant."""

    async def open(self, path: Path, proxy: Path) -> Opened:
        """Read a picture and write its proxy to `proxy`. Writes nothing when it raises BadImage."""
        ...

    def copied(self, path: Path, copy: Path) -> None:
        """The photo that was opened at `path` is at `copy` too, byte for byte, and will be asked for there."""
        ...

    def export(
        self, source: Path, targets: Sequence[Target], options: ExportOptions
    ) -> AsyncIterator[Progress | Written]:
        """Write full-resolution files. Never overwrites without `options.force`; never leaves a partial file."""
        ...

    async def compare(self, before: Path, after: Path, heat_map: Path) -> Difference:
        """Measure what separates two proxies and write the heat map."""
        ...

    async def close(self) -> None:
        """Stop the work and give back what it holds."""
        ...
