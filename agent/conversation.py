"""One photo being talked about: words in, a stream of events out, with approval and cancel.

A conversation is opened before the first picture is on the screen, so what only a turn needs is imported by the turn.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agent.harmless import harmless, refuse_keys
from agent.receipts.following import Following
from agent.session.places import discard, workplace
from agent.understanding import Understanding, as_chosen, needs_no_model
from agent.warmup import get_ready
from backends.errors import StetError

if TYPE_CHECKING:
    from agent.events import ApprovalNeeded, Event
    from agent.plan import Plan, Scene
    from agent.planning import Planners
    from agent.policy import Gate
    from agent.session.session import Session
    from agent.turn import Delivery, Turn
    from backends.base import Backend, Darkroom

log = logging.getLogger("stet")

# Words that begin so choose who reads them.
MODEL = "/model"


class Conversation:
    """`submit` and `answer` are all that a reader needs. One turn runs at a time; later words wait for it.

    Backends that connect anywhere are given the same `gate`. With a `delivery`, variants are written as files before
    they are announced (the one-shot command).
    """

    def __init__(
        self,
        session: Session,
        darkroom: Darkroom,
        backends: Mapping[str, Backend],
        *,
        read: Callable[[str, Scene], Plan] | None = None,
        delivery: Delivery | None = None,
        gate: Gate | None = None,
    ) -> None:
        self.session = session
        self.planners: Planners | None = None
        self._darkroom = darkroom
        self._backends = backends
        self._words = Understanding(session, read, delivery)
        self.following = Following(session)
        self._delivery = delivery
        self._gate = gate
        self._scratch = workplace()
        self._one_at_a_time = asyncio.Lock()
        self._running: asyncio.Task[None] | None = None
        self._approvals: dict[str, asyncio.Future[str]] = {}
        self._open: ApprovalNeeded | None = None

    async def submit(
        self, words: str, references: Sequence[Path] = (), *, about: str = "", reading: Plan | None = None
    ) -> AsyncIterator[Event]:
        """Run one turn. The last event is always Done; no exception but cancellation of the reader leaves it.

        `about` is the variant that the person saw when sending, "" for the current one: words that wait for another
        turn are still about that, whatever that turn makes current. `references` are pictures and LUT files that came
        with the words. `reading` is carried out instead of the likeliest one, such as a plan's second.

        While a question is open, words that answer it are its answer, and any others take its place.
        """
        from agent.events import Done

        if self._open is not None and await self._answered(words, about, reading):
            yield Done(current=self.session.current)
            return
        async for event in self._in_turn(words, references, about, reading):
            yield event

    async def _in_turn(
        self, words: str, references: Sequence[Path] = (), about: str = "", reading: Plan | None = None
    ) -> AsyncIterator[Event]:
        from agent.events import Done

        async with self._one_at_a_time:
            events: asyncio.Queue[Event] = asyncio.Queue()
            self._running = asyncio.create_task(self._run(words, references, about, reading, events))
            try:
                while True:
                    event = await events.get()
                    yield event
                    if isinstance(event, Done):
                        return
            finally:
                self._running.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await self._running

    async def answer(self, approval: str, choice: str) -> None:
        """Answer an ApprovalNeeded. An answer to a question that is no longer open is ignored."""
        waiting = self._approvals.pop(approval, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(choice)

    async def cancel(self) -> None:
        """Stop the running turn; what was already committed stays."""
        if self._running is not None:
            self._running.cancel()

    async def receipts(self) -> AsyncIterator[Event]:
        """The whole receipt of each variant, which comes when its turn is over, and what is done about one that failed
        where that was allowed once and for all. For one reader; ends when the conversation closes.

        Who does not read them does not get them measured, and no process is started before a variant was shown.
        """
        async for ready in self.following.receipts():
            yield ready
            if plan := self.following.mends_itself(ready):
                async for event in self._in_turn("", about=ready.id, reading=plan):
                    yield event

    @property
    def backends(self) -> Mapping[str, Backend]:
        return self._backends

    @property
    def gate(self) -> Gate:
        """What a backend or a planner of this conversation is given for its connections."""
        if self._gate is None:
            from agent.policy import Gate

            self._gate = Gate()
        return self._gate

    async def close(self) -> None:
        """Stop what runs; the engine goes on for the next photo."""
        await self.cancel()
        await self.following.close()
        if self.planners is not None:
            await self.planners.leave(self.session)
        discard(self._scratch)

    async def _answered(self, words: str, about: str, reading: Plan | None) -> bool:
        """Whether `words` answer the open question; if not, it is withdrawn."""
        from agent.answers import chosen

        asked = self._open
        choice = chosen(words, asked.choices) if asked is not None and reading is None else ""
        if asked is None or not choice:
            await self.cancel()
            return False
        self._remember(words, "you", about)
        await self.answer(asked.id, choice)
        return True

    async def _run(
        self,
        words: str,
        references: Sequence[Path],
        about: str,
        reading: Plan | None,
        events: asyncio.Queue[Event],
    ) -> None:
        from agent.events import Cancelled, Done, Failed

        started = time.perf_counter()
        words = harmless(words)
        code = 4
        folder = workplace()
        turn = self._turn(folder, events)
        try:
            code = await self._carried_out(words, references, about, reading, turn)
        except asyncio.CancelledError:
            turn.emit(Cancelled(folder.name))
        except StetError as error:
            self._remember(str(error), "stet")
            turn.emit(Failed(type(error).__name__, str(error), error.exit_code, error.charged))
            code = error.exit_code
        except Exception:
            log.exception("a turn broke")
            sentence = "Something broke inside Stet; nothing was charged and every variant is safe. The log says more."
            turn.emit(Failed("Exception", sentence, code))
        finally:
            discard(folder)
            seconds = time.perf_counter() - started
            turn.emit(Done(tuple(turn.made), self.session.current, exit_code=code, seconds=seconds))

    def _turn(self, folder: Path, events: asyncio.Queue[Event]) -> Turn:
        from agent.turn import Turn

        def emit(event: Event) -> None:
            events.put_nowait(event)
            self.following.saw(event)

        return Turn(
            session=self.session,
            darkroom=self._darkroom,
            backends=self._backends,
            workplace=folder,
            scratch=self._scratch,
            delivery=self._delivery,
            emit=emit,
            approve=self._ask,
            read=self._words.read,
            gate=self.gate,
            receipt=self.following.receipt,
        )

    async def _carried_out(
        self, words: str, references: Sequence[Path], about: str, reading: Plan | None, turn: Turn
    ) -> int:
        """Do what the words ask; returns the exit code."""
        refuse_keys(words)
        to_a_model = words.startswith(MODEL)
        if words and not to_a_model:
            self.session.say("you", words, about)
        # In a thread: where nobody did it before, the screen must not stand still for it.
        await asyncio.to_thread(get_ready)
        if to_a_model and self.planners is not None:
            turn.say(await self.planners.switch(words.removeprefix(MODEL), self.session))
            return 0
        from agent.acts import carry_out  # pydantic and the tools: not before first paint
        from agent.acts.asking import ask, is_open

        if references and reading is None and self.planners is not None:
            own = self._words.read(words, about)  # what each picture is for, a model may know better
            if await self._taken_by_a_model(own, about, turn, references):
                return turn.exit_code
        plan = as_chosen(reading, words, about) if reading else self._words.understood(words, references, about)
        if reading is None and not references and await self._taken_by_a_model(plan, about, turn):
            return turn.exit_code
        self._words.show(plan, about, turn)
        while is_open(plan):
            words = await ask(plan, turn)
            if not words:
                turn.say("Nothing was done.")
                return turn.exit_code
            plan = self._words.understood(words, references, about, places=False)
            self._words.show(plan, about, turn)
        await carry_out(plan, turn)
        return turn.exit_code

    async def _taken_by_a_model(self, plan: Plan, about: str, turn: Turn, files: Sequence[Path] = ()) -> bool:
        """Whether a language model carried the words out. What the rules know for sure they answer at once."""
        if self.planners is None or (not files and needs_no_model(plan)):
            return False
        try:
            planner = await self.planners.planner(self.session)
        except StetError as error:
            turn.say(str(error))
            return False
        if planner is None:
            return False
        from agent.llm.doing import Wish
        from agent.llm.planner import Outcome
        from agent.rules.reading import reading

        scene = self._words.scene(about)
        wish = Wish(
            plan.words,
            about or self.session.current,
            plan,
            "" if files else reading(plan, scene),
            lambda made: self._words.under(made, about, counted=True),
            lambda made: reading(made, self._words.scene(made.subject)),
            tuple(files),
        )
        return await planner.take(wish, turn) is Outcome.DONE

    async def _ask(self, approval: ApprovalNeeded, emit: Callable[[Event], None]) -> str:
        from agent.events import Answered

        waiting: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._approvals[approval.id] = waiting
        self._open = approval
        emit(approval)
        try:
            choice = await waiting
            emit(Answered(approval.id, choice))
            return choice
        finally:
            self._approvals.pop(approval.id, None)
            self._open = None

    def _remember(self, text: str, who: str, about: str = "") -> None:
        # A full disk must not hide the first failure behind a second one.
        with contextlib.suppress(StetError):
            self.session.say(who, text, about)
