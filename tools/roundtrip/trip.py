"""A backend whose every result is the whole variant again: cut, sent, brought back and held to what is locked."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from backends.base import Backend, Darkroom
from backends.types import ExportOptions, Job, Progress, Rendition, Target
from tools.locks.enforce import Choice
from tools.roundtrip.back import brought_back, chosen, picture_of, written
from tools.roundtrip.going import Going, Manner, going
from tools.roundtrip.part import Part
from tools.wording.sending import as_sent

Decides = Callable[[str, Path], Awaitable[Choice]]
"""Asked what to do about locks that do not sit in honestly: why, as measured, and a picture with them put back."""


class RoundTrip:
    """The model sees a copy that was stripped and, for an edit of one `part`, cut to that with what is around it; every
    pixel outside of the part and in what is locked is that of the variant, at its full resolution. `behind` is the
    backend that is asked."""

    def __init__(
        self, backend: Backend, darkroom: Darkroom, manner: Manner, decides: Decides, part: Part | None = None
    ) -> None:
        self.name, self.behind = backend.name, backend
        self._darkroom = darkroom
        self._manner, self._decides, self._part = manner, decides, part

    async def run(self, job: Job) -> AsyncIterator[Progress | Rendition]:
        """As of the backend. Raises NotPossible where all of the part is locked, before anything is sent."""
        folder = Path(tempfile.mkdtemp(prefix="trip-", dir=job.folder))
        sent = await asyncio.to_thread(going, job, await self._whole(job, folder), self._part, self._manner, folder)
        ready = replace(
            job,
            source=sent.copy,
            base={},
            shown="",
            region="",
            locks=(),
            mask=sent.mask,
            prompt=sent.prompt,
        )
        async for step in self.behind.run(ready):
            if isinstance(step, Progress):
                yield step
                continue
            # What was really sent is known here and closer to the model, and nowhere before.
            whole = await self._back(as_sent(step, ready), sent, folder)
            yield whole
            if whole.proxy != step.proxy:
                # Until the whole is kept, what came is what was paid for.
                step.proxy.unlink(missing_ok=True)

    async def _whole(self, job: Job, folder: Path) -> Path:
        """The variant at full resolution, as a file that loses nothing."""
        if not job.base:
            return job.source
        whole = folder / "whole.png"
        async for _ in self._darkroom.export(job.source, [Target(job.base, whole)], ExportOptions(force=True)):
            pass
        return whole

    async def _back(self, made: Rendition, sent: Going, folder: Path) -> Rendition:
        if sent.inside is None and not sent.locks:
            return made
        back = await asyncio.to_thread(brought_back, made.proxy, sent)
        if not back.held.verdict.honest:
            shown = await asyncio.to_thread(picture_of, back, folder / f"{made.proxy.stem}-seam.jpg")
            choice = await self._decides(back.held.verdict.words, shown)
            back = await asyncio.to_thread(chosen, back, choice)
        return await asyncio.to_thread(written, back, made, made.proxy.with_name(f"{made.proxy.stem}-whole.png"))
