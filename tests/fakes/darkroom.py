"""A scripted engine: real files, simple Pillow edits, and faults on demand, for tests of what stands above it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from PIL import Image, ImageEnhance

from backends.errors import BackendFailed, NotPossible
from backends.types import (
    Check,
    Difference,
    ExportOptions,
    Geometry,
    Job,
    Json,
    Located,
    Opened,
    Progress,
    Rendition,
    Target,
    Written,
)


class ScriptedDarkroom:
    """`yields` limits how many renditions come back, `fails_after` breaks the job, `waits` holds it until cancelled."""

    name = "engine"

    def __init__(
        self, *, yields: int = 99, fails_after: int = 99, waits: bool = False, holds: bool = True, cost: float = 0.0
    ) -> None:
        self.yields, self.fails_after, self.waits, self.holds, self.cost = yields, fails_after, waits, holds, cost
        self.jobs: list[Job] = []
        self.exports: list[tuple[Sequence[Target], ExportOptions]] = []
        self.confidence = 1.0
        self.missing = ""
        self.seam = ""
        self.started = asyncio.Event()
        self.stopped = False
        self.closed = False

    async def open(self, path: Path, proxy: Path) -> Opened:
        with Image.open(path) as image:
            image.convert("RGB").save(proxy, "JPEG")
            return Opened(image.width, image.height, "image/jpeg", False, 8, "sRGB", proxy)

    def copied(self, path: Path, copy: Path) -> None:
        assert path.read_bytes() == copy.read_bytes()

    async def run(self, job: Job) -> AsyncIterator[Progress | Rendition]:
        self.jobs.append(job)
        self.started.set()
        try:
            yield Progress(job.id, 0, job.count, "measuring the photo")
            if self.waits:
                await asyncio.sleep(60)
            for number in range(min(job.count, self.yields)):
                if number == self.fails_after:
                    raise BackendFailed("The engine stopped", "Try again.")
                yield self._rendition(job, number)
        except (asyncio.CancelledError, GeneratorExit):
            self.stopped = True
            raise

    def _rendition(self, job: Job, number: int) -> Rendition:
        path = job.folder / f"{len(self.jobs)}-{number}.jpg"
        with Image.open(job.source) as image:
            ImageEnhance.Brightness(image.convert("RGB")).enhance(0.9 - 0.1 * number).save(path)
            size = image.size
        step = {"look": job.look, "adjust": job.adjust, "number": number}
        step |= {"operation": job.operation, "region": job.region, "locks": [lock.label for lock in job.locks]}
        steps = [*job.base.get("steps", []), step]
        return Rendition(
            job.id,
            path,
            *size,
            look=f"{job.look}: take {number + 1}" if job.look else "",
            recipe={"version": 1, "steps": steps},
            words=f"{10 * (number + 1)} % darker",
            checks=(
                Check("lightness", 0.8, "at most 0.88 of before", self.holds),
                *(Check.of_lock(lock, 0.0) for lock in job.locks),
            ),
            seam=self.seam if job.locks else "",
            nearest=7.0,
            seconds=0.1,
            cost_usd=self.cost,
        )

    async def export(
        self, source: Path, targets: Sequence[Target], options: ExportOptions
    ) -> AsyncIterator[Progress | Written]:
        self.exports.append((targets, options))
        for target in targets:
            target.path.parent.mkdir(parents=True, exist_ok=True)
            with Image.open(source) as image:
                image.convert("RGB").save(target.path)
                yield Written(target.path, *image.size)

    async def sheet(
        self,
        sources: Sequence[Path],
        recipes: Sequence[Json],
        labels: Sequence[str],
        path: Path,
        options: ExportOptions,
    ) -> Written:
        Image.new("RGB", (len(recipes) * 10, 10)).save(path)
        return Written(path, len(recipes) * 10, 10, tuple(labels))

    async def locate(self, source: Path, base: Json, region: str, folder: Path, *, place: bool = False) -> Located:
        if self.missing and self.missing in region:
            raise NotPossible(f"{region} is not in this photo", "Give a box.")
        path = folder / "region.jpg"
        with Image.open(source) as image:
            image.convert("RGB").save(path)
        geometry = Geometry("box", (0.1, 0.2, 0.5, 0.6)) if place else Geometry()
        return Located(region, self.confidence, self.confidence >= 0.8, 0.4, path, geometry=geometry)

    async def compare(self, before: Path, after: Path, heat_map: Path) -> Difference:
        Image.new("RGB", (8, 8)).save(heat_map)
        return Difference(7.5, 90.0, "20 % darker", heat_map)

    async def close(self) -> None:
        self.closed = True
