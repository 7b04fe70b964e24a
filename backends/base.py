"""What every backend offers, hosted, local or embedded: run a job and report as it goes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from backends.types import Difference, ExportOptions, Job, Json, Located, Opened, Progress, Rendition, Target, Written


class Backend(Protocol):
    """Who does it. Errors are of the tree in `backends.errors`."""

    name: str

    def run(self, job: Job) -> AsyncIterator[Progress | Rendition]:
        """Yield progress and one rendition for each result; a cancelled iterator stops the work."""
        ...


@runtime_checkable
class Service(Protocol):
    """What a backend has besides where a service runs its jobs: `origins` are all the addresses that it talks to
    ("https://api.example.com:443"); what it sends goes through a client whose purpose is "edit"."""

    name: str
    origins: tuple[str, ...]

    async def charged(self, key: str, remote: str) -> float | None:
        """What was charged in US dollars for the job that was sent with `key`; None where it never was taken.

        Raises where that cannot be told.
        """
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

    async def sheet(
        self,
        sources: Sequence[Path],
        recipes: Sequence[Json],
        labels: Sequence[str],
        path: Path,
        options: ExportOptions,
    ) -> Written:
        """Write several variants as one picture for looking at, each with its label under it: its recipe on the picture
        that this is about."""
        ...

    async def locate(self, source: Path, base: Json, region: str, folder: Path, *, place: bool = False) -> Located:
        """Find a region by its name on the variant with recipe `base`, and draw it in a picture in `folder`; with
        `place`, also say where it is on the source, as a lock keeps it.

        Raises NotPossible when nothing of that kind is found, BadRequest for a name that means nothing.
        """
        ...

    async def compare(self, before: Path, after: Path, heat_map: Path) -> Difference:
        """Measure what separates two proxies and write the heat map."""
        ...

    async def close(self) -> None:
        """Stop the work and give back what it holds."""
        ...
