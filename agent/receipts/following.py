"""The whole receipt of each variant, taken when its turn is over, kept with it, and handed to whoever reads them.

A conversation has one before the first picture is on the screen, so all that measures is imported when it measures.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from importlib import import_module
from typing import TYPE_CHECKING

from backends.errors import StetError

if TYPE_CHECKING:
    from agent.events import Event, ReceiptReady
    from agent.plan import Plan
    from agent.session.session import Session
    from tools.following.client import Worker

log = logging.getLogger("stet")

AUTO, OFF = "auto", "off"


class Following:
    """Of one session. What it measures waits until nothing is being made: a turn that ended, or that asks."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: list[str] = []
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._workers: dict[bool, Worker] = {}
        self._closed = False

    @property
    def started(self) -> bool:
        """Whether a process measures, or waits for something to measure."""
        return any(worker.started for worker in self._workers.values())

    def _worker(self, urgent: bool) -> Worker:
        """Its process starts with the first receipt that is asked of it. What a person waits for has one of its own,
        which neither waits for the others nor stands behind what else the computer does."""
        if urgent not in self._workers:
            from tools.following.client import Worker

            self._workers[urgent] = Worker(urgent=urgent)
        return self._workers[urgent]

    def saw(self, event: Event) -> None:
        """Notice what a turn shows."""
        from agent.events import ApprovalNeeded, Done, VariantReady

        match event:
            case VariantReady():
                self._made.append(event.id)
            case Done() | ApprovalNeeded():
                for id in self._made:
                    self._queue.put_nowait(id)
                self._made.clear()
            case _:
                pass

    async def receipts(self) -> AsyncIterator[ReceiptReady]:
        """Each as soon as it is measured. One that cannot be is left for when it is asked for."""
        while not self._closed:
            id = await self._queue.get()
            if not id:
                return
            try:
                ready = await self._receipt(id, urgent=False)
            except StetError as error:
                log.warning("no receipt of %s: %s", id, error)
                continue
            yield ready

    async def receipt(self, id: str, *, again: bool = False) -> ReceiptReady:
        """The one that was kept, else measured now, and `again` where that is asked. Raises BadRequest for the photo
        itself, BackendFailed where it cannot be measured."""
        return await self._receipt(id, urgent=True, again=again)

    async def _receipt(self, id: str, *, urgent: bool, again: bool = False) -> ReceiptReady:
        # In a thread: a tenth of a second, for which a key must not wait.
        for room in ("agent.receipts.ready", "agent.receipts.orders"):
            await asyncio.to_thread(import_module, room)
        from agent.receipts.ready import kept, ready

        whole = None if again else kept(self._session, id)
        if whole is None:
            from agent.receipts.orders import order_for

            whole = await self._worker(urgent).measure(order_for(self._session, id))
            self._session.keep_measured(id, whole.to_json())
        return ready(self._session, id, whole)

    def mends_itself(self, ready: ReceiptReady) -> Plan | None:
        """What puts a failed one right, where the person said that this needs no asking."""
        from agent.receipts.ready import by_itself

        return by_itself(self._session, ready)

    async def close(self) -> None:
        """End the process; what was not measured is when it is next asked for."""
        self._closed = True
        self._queue.put_nowait("")
        for worker in self._workers.values():
            await worker.close()
