"""Asks the process that measures stored pictures, or puts them right; it is started when it is first asked."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backends.engine.wire import error_from, from_json, to_json
from backends.errors import BackendFailed

if TYPE_CHECKING:
    from tools.following.model import Whole
    from tools.following.order import Order
    from tools.repair.errand import Errand, Outcome

_ROOT = Path(__file__).parents[2]
# A receipt of two pictures for the screen has some tens of kB.
_LONGEST_LINE = 1 << 24


class Worker:
    """One thing at a time, in the order in which they were asked for. A process that dies fails only the one that it
    was at; the next one gets a new process. `urgent` is for what a person waits for: it does not stand behind
    everything else. Belongs to one event loop."""

    def __init__(self, *, urgent: bool = False) -> None:
        self._urgent = urgent
        self._process: asyncio.subprocess.Process | None = None
        self._one_at_a_time = asyncio.Lock()

    @property
    def started(self) -> bool:
        """Whether there is a process."""
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    async def measure(self, order: Order) -> Whole:
        """Raises BackendFailed where it could not be measured, BadImage for what cannot be read."""
        from tools.following.model import Whole

        return Whole.model_validate(await self._ask("measure", order))

    async def mend(self, errand: Errand) -> Outcome:
        """Raises what `tools.repair.carry_out` raises."""
        from tools.repair.errand import Outcome

        return from_json(Outcome, await self._ask("mend", errand))

    async def close(self) -> None:
        """End the process, whatever it is at: it has nothing to lose."""
        await self._end()

    async def _ask(self, verb: str, what: Any) -> Any:
        """Cancelled, it ends the process."""
        async with self._one_at_a_time:
            process = await self._running()
            assert process.stdin is not None and process.stdout is not None
            line = b""
            try:
                with contextlib.suppress(ConnectionError):  # a dead process is told by the empty line
                    process.stdin.write(json.dumps({"verb": verb, "what": to_json(what)}).encode("ascii") + b"\n")
                    await process.stdin.drain()
                line = await process.stdout.readline()
            finally:
                if not line:
                    await self._end()
        if not line:
            raise BackendFailed("what was measured here broke off: its process ended", "Ask for it again.")
        answer = json.loads(line)
        if "error" in answer:
            raise error_from(answer["error"])
        return answer["answer"]

    async def _running(self) -> asyncio.subprocess.Process:
        if not self.started:
            await self._end()
            path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
            self._process = await asyncio.create_subprocess_exec(
                # -P: a folder of the user's that holds a `tools` of its own must not shadow ours.
                *(sys.executable, "-P", "-X", "utf8", "-m", "tools.following.worker"),
                *(["urgent"] if self._urgent else []),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": path},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                limit=_LONGEST_LINE,
            )
        assert self._process is not None
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        # Shielded: whoever is cancelled here must not leave a process that nobody waits for.
        await asyncio.shield(asyncio.ensure_future(process.wait()))
