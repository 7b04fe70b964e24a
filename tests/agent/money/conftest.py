"""A conversation about a real photo with scripted services of different price and quality behind a real gate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage import data

from agent.conversation import Conversation
from agent.events import ApprovalNeeded, Event, Failed, Said, VariantReady
from agent.ledger import Ledger
from agent.opening import open_photo
from agent.policy import Gate
from agent.session.places import workplace
from agent.session.store import Store
from agent.turn import Delivery
from tests.fakes.darkroom import ScriptedDarkroom
from tests.fakes.hosted import HostedDouble, ImageService

Answer = str | Callable[[ApprovalNeeded], str]


@dataclass
class Studio:
    """`say` runs one turn; each question is answered by the next of `answers` ("yes" when they run out)."""

    conversation: Conversation
    store: Store
    gate: Gate
    darkroom: ScriptedDarkroom
    services: dict[str, ImageService]
    backends: dict[str, HostedDouble]
    asked: list[ApprovalNeeded] = field(default_factory=list[ApprovalNeeded])

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.store)

    @property
    def session(self):
        return self.conversation.session

    async def agreed(self, event: Event) -> bool:
        """Whether `event` was a question; it is answered with yes then."""
        if isinstance(event, ApprovalNeeded):
            await self.conversation.answer(event.id, "yes")
        return isinstance(event, ApprovalNeeded)

    async def say(self, words: str, *answers: Answer) -> list[Event]:
        left, events = list(answers), []
        async for event in self.conversation.submit(words):
            events.append(event)
            if isinstance(event, ApprovalNeeded):
                self.asked.append(event)
                answer = left.pop(0) if left else "yes"
                await self.conversation.answer(event.id, answer(event) if callable(answer) else answer)
        return events


def told(events: Sequence[Event]) -> str:
    return "\n".join(
        event.text if isinstance(event, Said) else event.message for event in events if isinstance(event, Said | Failed)
    )


def made(events: Sequence[Event]) -> list[str]:
    return [event.id for event in events if isinstance(event, VariantReady)]


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Callable[..., object]]:
    """`await studio(fal=ImageService(...), bfl=...)` opens one."""
    async with AsyncExitStack() as stack:

        async def open_one(
            home: str = "home",
            folder: str = "photos",
            *,
            photo: NDArray[np.uint8] | None = None,
            darkroom: Any = None,
            delivery: Delivery | None = None,
            **services: ImageService,
        ) -> Studio:
            rgb = data.astronaut() if photo is None else photo
            path = tmp_path / folder / "astronaut.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            exif = Image.Exif()
            exif[0x010F] = "CANARY camera"
            exif.get_ifd(0x8825)[1] = "N"
            quality: dict[str, Any] = {} if photo is None else {"quality": 100, "subsampling": 0}
            Image.fromarray(rgb).save(path, exif=exif, comment="CANARY comment", **quality)
            store, gate, darkroom = Store(tmp_path / home), Gate(), darkroom or ScriptedDarkroom()
            for service in services.values():
                if not service.port:
                    await stack.enter_async_context(service)
            backends = {
                name: HostedDouble(name, service, gate, patience=5.0 if photo is None else 120.0)
                for name, service in services.items()
            }
            for backend in backends.values():
                stack.push_async_callback(backend.close)
            opened, _ = await open_photo(path, workplace() / "proxy.jpg", store, darkroom)
            conversation = Conversation(
                opened.session, darkroom, {"engine": darkroom} | backends, delivery=delivery, gate=gate
            )
            stack.callback(store.close)
            stack.push_async_callback(conversation.close)
            return Studio(conversation, store, gate, darkroom, services, backends)

        yield open_one
