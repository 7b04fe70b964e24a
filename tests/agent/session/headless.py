"""Runs the real app without a terminal, again and again, and kills it with SIGKILL at a random moment.

    python tests/agent/session/headless.py HOME PHOTO KILLS SEED

The app is forked from a process that has imported it already. It writes each variant that it is about to show into a
pipe; what came through is what a person may have seen. After each kill every promise is checked from the outside.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

from agent.conversation import Conversation
from agent.events import Event, VariantReady
from agent.ledger import Ledger
from agent.opening import continue_last, open_photo
from agent.session.places import workplace
from agent.session.store import Store
from agent.ui import turns  # noqa: F401 - imported late by the app, which the fork would repeat
from agent.ui.app import StetApp
from agent.warmup import get_ready
from tests.agent.session.promises import hold
from tests.fakes.darkroom import ScriptedDarkroom
from tests.fakes.paid import PaidBackend

WORDS = (
    "make three moodier versions",
    "a bit warmer",
    "undo",
    "the second one, but darker",
    "redo",
    "back to v0",
    "make two vintage versions",
    "star the second one",
    "note: for her",
    "call it dusk",
    "delete the first one",
    "undiscard",
)
PRICE = 0.25


class Watched(Conversation):
    """Says which variants are about to be shown."""

    pipe = -1

    async def submit(self, words: str, references: Sequence[Path] = (), **more: Any) -> AsyncIterator[Event]:
        async for event in super().submit(words, references, **more):
            if isinstance(event, VariantReady):
                sha256 = self.session.variant(event.id).sha256
                os.write(self.pipe, f"variant {event.id} {sha256}\n".encode())
            yield event


def live(home: Path, photo: Path, pipe: int, seed: int) -> None:
    """What a person does until the process is killed."""
    chance = random.Random(seed)
    store, darkroom = Store(home), ScriptedDarkroom()

    async def opener(path: Path | None) -> Conversation:
        if (home / "stet.db").exists() and store.sessions():
            conversation = continue_last(store, darkroom)
        else:
            conversation, _ = await open_photo(photo, workplace() / "proxy", store, darkroom)
        Watched.pipe = pipe
        conversation.__class__ = Watched
        return conversation

    async def run() -> None:
        app = StetApp(opener, None, graphics="none")
        async with app.run_test(size=(100, 30)) as pilot:
            while app.conversation is None:
                await pilot.pause(0.01)
            os.write(pipe, b"open\n")
            while True:
                app.submit(chance.choice(WORDS))
                spend(store, pipe)
                while app.busy:  # noqa: ASYNC110 - the app tells by this alone
                    await asyncio.sleep(0.002)

    asyncio.run(run())


def spend(store: Store, pipe: int) -> None:
    """A purchase from a service whose books are the other end of the pipe."""
    ledger = Ledger(store)
    charge = ledger.quote(store.find("").id, "hosted", "dreamer", PRICE)
    ledger.reserve(charge)
    os.write(pipe, f"paid {charge}\n".encode())
    ledger.settle(charge, PRICE)


def main(home: Path, photo: Path, kills: int, seed: int) -> dict[str, float]:
    get_ready()
    chance = random.Random(seed)
    acked: list[tuple[str, str]] = []
    paid = PaidBackend()
    started = time.monotonic()
    for number in range(kills):
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            try:
                live(home, photo, writing, seed * 1000 + number)
            finally:
                os._exit(9)
        os.close(writing)
        # At first anywhere, also while it opens; most kills come when something was shown already.
        heard = _hear(reading, b"variant" if number % 5 else b"open\n", 30)
        time.sleep(chance.uniform(0, 0.25))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status), f"the app ended by itself: {status}"
        heard += _rest(reading)
        os.close(reading)
        # A line that was cut by the kill was not heard.
        for line in heard[: heard.rfind(b"\n") + 1].decode().splitlines():
            what, *values = line.split()
            if what == "variant":
                acked.append((values[0], values[1]))
            elif what == "paid":
                paid.taken[values[0]] = PRICE
        hold(home, acked, paid)
    return {"kills": kills, "acknowledged": len(acked), "seconds": round(time.monotonic() - started, 1)}


def _hear(pipe: int, until: bytes, seconds: float) -> bytes:
    heard, deadline = b"", time.monotonic() + seconds
    while until not in heard and time.monotonic() < deadline:
        if select.select([pipe], [], [], 0.5)[0]:
            data = os.read(pipe, 65536)
            if not data:
                break
            heard += data
    assert until in heard, "the app never opened"
    return heard


def _rest(pipe: int) -> bytes:
    heard = b""
    while data := os.read(pipe, 65536):
        heard += data
    return heard


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
