"""Takes a job that costs money or leaves this computer through: reserved before it is sent, settled when it is known.

The backend may connect only while the job runs, and carry no more than the picture that it was given. What it delivers
is committed with its price. Nothing is tried again here: trying again is another yes.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from agent.caps import Caps
from agent.ledger import Charge, Ledger, State
from agent.policy import EDIT, Gate, Permission
from agent.session.places import workplace
from backends.base import Backend, Service
from backends.errors import BadImage, BadRequest, NotPossible, NotTaken, StetError
from backends.types import Job, Progress, Rendition
from tools.wording.sending import as_sent

# Base64 makes four characters of three bytes; the words and fields around the picture are few.
_ENVELOPE = 64_000
_ASK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Terms:
    """What the person agreed to: who, and the worst case for each result in US dollars."""

    session: str
    request: str
    model: str
    each_usd: float
    caps: Caps


@dataclass(slots=True)
class _Open:
    """A job that was reserved. `came` are the results that were handed on."""

    charge: str
    agreed: float
    permissions: list[Permission]
    came: list[Path] = field(default_factory=list[Path])
    done: bool = False

    @property
    def sent(self) -> bool:
        return any(one.used for one in self.permissions)


class Metered:
    """A backend whose every job is within the terms. Leave it by `close`, which leaves no charge reserved."""

    def __init__(self, backend: Backend, terms: Terms, ledger: Ledger, gate: Gate) -> None:
        self.name = backend.name
        self._backend, self._terms, self._ledger, self._gate = backend, terms, ledger, gate
        self._jobs: list[_Open] = []

    async def run(self, job: Job) -> AsyncIterator[Progress | Rendition]:
        """As of the backend; raises OverCap before anything is sent."""
        terms, ledger = self._terms, self._ledger
        key = ledger.quote(
            terms.session, self.name, terms.model, round(terms.each_usd * job.count, 6), request=terms.request
        )
        job = replace(job, key=key)
        ledger.reserve(key, terms.caps)
        open = _Open(key, ledger.charge(key).usd, self._permissions(job))
        self._jobs.append(open)
        with self._gate.permitted(open.permissions):
            async for step in self._backend.run(job):
                if isinstance(step, Progress):
                    if step.remote:
                        ledger.submitted(key, step.remote)
                    yield step
                    continue
                open.came.append(step.proxy)
                yield as_sent(replace(step, charge=key, last=job.count == 1), job)
        open.done = True
        if ledger.charge(key).state is State.RESERVED:
            ledger.settle(key)

    def _permissions(self, job: Job) -> list[Permission]:
        if not isinstance(self._backend, Service):
            return []
        pictures = [path for path in (job.source, job.mask) if path is not None]
        most = _ENVELOPE + sum(path.stat().st_size for path in pictures) * 4 // 3
        return [Permission(origin, EDIT, pictures=True, most_bytes=most) for origin in self._backend.origins]

    @property
    def overcharged(self) -> tuple[float, float] | None:
        """(the worst case, what was charged) where a service took more than its prices say."""
        charges = [self._ledger.charge(one.charge) for one in self._jobs]
        paid = sum(one.usd for one in charges if one.state is State.SETTLED)
        agreed = sum(one.agreed for one in self._jobs)
        return (agreed, paid) if paid > agreed + 1e-6 else None

    async def close(self, error: BaseException | None) -> None:
        """Find out what became of everything that is still reserved, and let `error` tell what it cost.

        What cannot be written down now stays reserved: it counts, and the next start asks about it.
        """
        broken: StetError | None = None
        for one in self._jobs:
            for permission in one.permissions:
                self._gate.revoke(permission)
            charge = self._ledger.charge(one.charge)
            if charge.state is State.RESERVED:
                try:
                    await self._find_out(one, charge, error)
                except StetError as failed:
                    broken = broken or failed
        charges = [self._ledger.charge(one.charge) for one in self._jobs]
        told = error if isinstance(error, StetError) else broken
        if told is not None:
            told.charged = sum(one.usd for one in charges if one.state is State.SETTLED)
            told.at_most = sum(one.usd for one in charges if one.open)
            if kept := self._kept():
                told.advice = f"What was paid for is kept in {kept}. {told.advice}".strip()
        if error is None and broken is not None:
            raise broken

    async def _find_out(self, one: _Open, charge: Charge, error: BaseException | None) -> None:
        refused = isinstance(error, NotTaken | NotPossible | BadRequest | BadImage)
        if not charge.delivered and (not one.sent if one.permissions else refused):
            self._ledger.release(charge.id, "nothing was sent")
        elif not charge.delivered and isinstance(error, NotTaken):
            self._ledger.release(charge.id, error.what)
        elif one.done:
            self._ledger.settle(charge.id)
        else:
            # First on disk, then asked: the answer may not come before the process is ended.
            self._ledger.unknown(charge.id, str(error) or type(error).__name__)
            if not isinstance(error, asyncio.CancelledError):
                await ask_about(self._ledger, charge.id, self._backend, self._gate)

    def _kept(self) -> Path | None:
        """Results that came and could not be committed: their own folder would go with the turn."""
        left = [path for one in self._jobs for path in one.came if path.exists()]
        if not left:
            return None
        folder = workplace()
        for path in left:
            with contextlib.suppress(OSError):
                shutil.move(path, folder / path.name)
        return folder


async def ask_about(ledger: Ledger, id: str, backend: Backend | Service, gate: Gate) -> None:
    """Ask the service what an unknown charge came to; where it cannot tell, it stays unknown."""
    if not isinstance(backend, Service):
        return
    charge = ledger.charge(id)
    permissions = [Permission(origin, EDIT, most_bytes=_ENVELOPE) for origin in backend.origins]
    try:
        with gate.permitted(permissions):
            async with asyncio.timeout(_ASK_SECONDS):
                usd = await backend.charged(charge.id, charge.job)
    except Exception:
        return
    if usd is None:
        ledger.release(id, "it never was taken")
    else:
        ledger.settle(id, usd)


async def look_back(ledger: Ledger, backends: Mapping[str, Backend], gate: Gate) -> tuple[Charge, ...]:
    """Money that a crash or a broken connection left in flight: what services can tell is settled. Returns the rest,
    now unknown, which counts against the caps until the person says what became of it."""
    by_name = {backend.name: backend for backend in backends.values()}
    for one in ledger.left_behind():
        if one.state is State.RESERVED:
            ledger.unknown(one.id, "Stet was ended before it was told")
        if (backend := by_name.get(one.backend)) is not None and not gate.local_only:
            await ask_about(ledger, one.id, backend, gate)
    return ledger.left_behind()


def new_request() -> str:
    """The name under which the charges of one turn count together."""
    return f"{time.time_ns():x}"
