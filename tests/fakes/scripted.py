"""A conversation that plays prepared turns on real pictures, for tests of the screen alone."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageEnhance

from agent.events import (
    ApprovalNeeded,
    Cancelled,
    Compared,
    Done,
    Event,
    Exported,
    Failed,
    JobStarted,
    Moved,
    Planned,
    Progress,
    ReceiptReady,
    Routed,
    Said,
    VariantReady,
)
from agent.plan import Intent, Plan
from agent.session.model import Message, Variant
from backends.types import Check

LOOKS = ("overcast", "blue hour", "low key", "faded", "noir", "rain")


class Nothing(Exception):
    """As the errors of the backends: a sentence and an advice."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


@dataclasses.dataclass
class ScriptedSession:
    label: str
    made: list[Variant]
    said: list[Message] = dataclasses.field(default_factory=list)
    id: str = "s1"
    settings: dict[str, object] = dataclasses.field(default_factory=dict)
    current: str = "v0"
    only_read: str = ""

    def variants(self, *, all: bool = False) -> Sequence[Variant]:
        return tuple(variant for variant in self.made if all or not variant.discarded)

    def variant(self, id: str) -> Variant:
        return next(variant for variant in self.made if variant.id == id)

    def messages(self, limit: int = 60) -> Sequence[Message]:
        return tuple(self.said[-limit:])


class ScriptedConversation:
    """Understands "three", "six", "warmer", "use v1", "undo", "redo", "compare", "export", "pay", "slow".

    `pause` is the time between two progress events; `sent` holds every sentence that came in; one that `breaks`
    raises instead of answering.
    """

    def __init__(self, photo: Path, folder: Path, *, pause: float = 0.0) -> None:
        with Image.open(photo) as image:
            source = Variant("v0", "", photo, image.width * 8, image.height * 8)
        self.session = ScriptedSession(photo.name, [source])
        self.sent: list[str] = []
        self.attached: list[tuple[Path, ...]] = []
        self.readings: list[Plan | None] = []
        self.answers: list[str] = []
        self.about: list[str] = []
        self.closed = False
        self.measured: asyncio.Queue[Event | None] = asyncio.Queue()
        self.breaks = False
        self._folder = folder
        self._pause = pause
        self._answer: asyncio.Future[str] | None = None
        self._running: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._past: list[str] = []
        self._ahead: list[str] = []

    async def submit(
        self, words: str, references: Sequence[Path] = (), *, about: str = "", reading: Plan | None = None
    ) -> AsyncIterator[Event]:
        if self.breaks:
            raise KeyError("secret")
        self.sent.append(words)
        self.attached.append(tuple(references))
        self.readings.append(reading)
        self.about.append(about)
        self.session.said.append(Message("you", words, self.session.current))
        async with self._one_at_a_time:
            async for event in self._events(words):
                yield event

    async def _events(self, words: str) -> AsyncIterator[Event]:
        events: asyncio.Queue[Event] = asyncio.Queue()
        self._running = asyncio.create_task(self._run(words, events))
        while True:
            event = await events.get()
            yield event
            if isinstance(event, Done):
                return

    async def receipts(self) -> AsyncIterator[Event]:
        while (event := await self.measured.get()) is not None:
            yield event

    async def answer(self, approval: str, choice: str) -> None:
        self.answers.append(choice)
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(choice)

    async def cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    async def close(self) -> None:
        await self.cancel()
        self.measured.put_nowait(None)
        self.closed = True

    async def _run(self, words: str, events: asyncio.Queue[Event]) -> None:
        made: list[str] = []
        try:
            async for event in self._turn(words):
                if isinstance(event, VariantReady):
                    made.append(event.id)
                events.put_nowait(event)
        except asyncio.CancelledError:
            events.put_nowait(Cancelled("j"))
        finally:
            events.put_nowait(Done(tuple(made), self.session.current))

    async def _turn(self, words: str) -> AsyncIterator[Event]:
        here = self.session.current
        if words.startswith("use "):
            yield self._move(words[4:])
        elif words in ("undo", "redo"):
            source, sink = (self._past, self._ahead) if words == "undo" else (self._ahead, self._past)
            if not source:
                yield Failed("BadRequest", f"There is nothing to {words}; nothing was charged.", 2)
                return
            sink.append(here)
            self.session.current = source.pop()
            yield Moved(self.session.current)
        elif words.startswith("compare"):
            after = self.session.variant(next((w for w in reversed(words.split()) if w[1:].isdigit()), here))
            before = self.session.variant(after.parent)
            yield Compared(
                before.id,
                after.id,
                before.proxy,
                after.proxy,
                self._heat(before, after),
                f"{after.id} against {before.id}: 24 % darker, colder; the change is everywhere",
            )
        elif words.startswith("export"):
            yield Exported(here, self._folder / "out" / f"photo-{here}.jpg", 4096, 4096, ("GPS was left out.",))
        elif "pay" in words:
            self._answer = asyncio.get_running_loop().create_future()
            yield ApprovalNeeded("a1", "Use a hosted model for the background?", ("yes", "no"), 0.04, "this photo")
            yield Said("Done." if await self._answer == "yes" else "Left as it was.")
        elif "why not" in words:
            yield Failed("NotPossible", "Nothing that is set up can add a person; nothing was charged.", 3)
        elif "slow" in words:
            yield JobStarted("j", "waiting for something slow", 2)
            await asyncio.sleep(60)
        else:
            count = 6 if "six" in words else 3 if "three" in words else 1
            async for event in self._make(words, count):
                yield event

    async def _make(self, words: str, count: int) -> AsyncIterator[Event]:
        here = self.session.variant(self.session.current)
        reading = f"{count} moodier variants of {here.id}" if count > 1 else f"{here.id}, {words}"
        yield Planned(Plan(words, Intent.EDIT, count=count), reading)
        yield Routed("Stet's own engine", ("tone and colour need no model",), (("a hosted model", "no key"),))
        yield JobStarted("j", "measuring the photo", count)
        round = max(variant.round for variant in self.session.made) + 1
        for number in range(count):
            for step in range(3):
                await asyncio.sleep(self._pause)
                yield Progress("j", number * 3 + step, count * 3, f"making variant {number + 1} of {count}")
            variant = await asyncio.to_thread(self._variant, here, words, LOOKS[number], number + 1, round)
            self.session.made.append(variant)
            yield VariantReady(
                "s1",
                variant.id,
                here.id,
                variant.proxy,
                variant.width,
                variant.height,
                "tone",
                variant.look,
                "engine",
                variant.measured,
                number + 1,
            )
        ready = [variant for variant in self.session.made if variant.round == round]
        for variant in ready:
            yield ReceiptReady(
                variant.id,
                f"{variant.id} {variant.measured} · as asked · frame and size unchanged",
                variant.checks,
                ("likeness", "meaning"),
            )
        if count == 1:
            yield self._move(ready[0].id)

    def _variant(self, parent: Variant, words: str, look: str, ordinal: int, round: int) -> Variant:
        number = len(self.session.made)
        path = self._folder / f"v{number}.jpg"
        with Image.open(parent.proxy) as image:
            picture = ImageEnhance.Brightness(image.convert("RGB")).enhance(0.85 - 0.12 * ordinal)
            picture = ImageEnhance.Color(picture).enhance(1.0 - 0.28 * (ordinal - 1) if ordinal < 4 else 0.4)
            tint = Image.new("RGB", picture.size, ((70, 90, 140), (40, 50, 110), (120, 90, 60))[ordinal % 3])
            Image.blend(picture, tint, 0.16).save(path, quality=90)
        return Variant(
            f"v{number}",
            parent.id,
            path,
            parent.width,
            parent.height,
            words,
            "tone",
            look,
            {},
            "engine",
            ("tone and colour need no model",),
            f"{12 * ordinal} % darker, colder",
            (Check("lightness", -6.0, "≤ -3", True),),
            0.0,
            0.4,
            ordinal,
            round,
        )

    def _heat(self, before: Variant, after: Variant) -> Path:
        path = self._folder / f"heat-{before.id}-{after.id}.png"
        with Image.open(before.proxy) as first, Image.open(after.proxy) as second:
            change = ImageChops.difference(first.convert("RGB"), second.convert("RGB")).convert("L")
        Image.merge("RGB", (change, ImageChops.invert(change), change)).save(path)
        return path

    def _move(self, id: str) -> Moved:
        self._past.append(self.session.current)
        self._ahead.clear()
        self.session.current = id
        return Moved(id)
