"""One photo being talked about: words in, a stream of events out, with approval and cancel.

A conversation is opened before the first picture is on the screen, so what only a turn needs is imported by the turn.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agent.harmless import harmless, refuse_keys
from agent.session.places import discard, workplace
from agent.warmup import get_ready
from backends.errors import BadRequest, StetError

if TYPE_CHECKING:
    from agent.events import ApprovalNeeded, Event
    from agent.plan import Output, Plan, Scene
    from agent.planning import Planners
    from agent.policy import Gate
    from agent.session.model import Variant
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
        self._read = read
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
        from agent.turn import Turn

        started = time.perf_counter()
        words = harmless(words)
        code = 4
        folder = workplace()
        turn = Turn(
            session=self.session,
            darkroom=self._darkroom,
            backends=self._backends,
            workplace=folder,
            scratch=self._scratch,
            delivery=self._delivery,
            emit=events.put_nowait,
            approve=self._ask,
            read=self.read,
            gate=self.gate,
        )
        try:
            refuse_keys(words)
            if not words.startswith(MODEL):
                self.session.say("you", words, about)
            # In a thread: where nobody did it before, the screen must not stand still for it.
            await asyncio.to_thread(get_ready)
            if words.startswith(MODEL) and self.planners is not None:
                turn.say(await self.planners.switch(words.removeprefix(MODEL), self.session))
                code = 0
                return
            if references and reading is None and self.planners is not None:
                own = self.read(words, about)  # what each picture is for, a model may know better
                if await self._taken_by_a_model(own, about, turn, references):
                    code = turn.exit_code
                    return
            plan = self._understood(words, references, about) if reading is None else _chosen(reading, words, about)
            from agent.acts import carry_out  # pydantic and the tools: not before first paint
            from agent.acts.asking import ask, is_open

            if reading is None and not references and await self._taken_by_a_model(plan, about, turn):
                code = turn.exit_code
                return
            self._show(plan, about, turn)
            while is_open(plan):
                words = await ask(plan, turn)
                if not words:
                    turn.say("Nothing was done.")
                    break
                plan = self._understood(words, references, about, places=False)
                self._show(plan, about, turn)
            else:
                await carry_out(plan, turn)
            code = turn.exit_code
        except asyncio.CancelledError:
            events.put_nowait(Cancelled(folder.name))
        except StetError as error:
            self._remember(str(error), "stet")
            events.put_nowait(Failed(type(error).__name__, str(error), error.exit_code, error.charged))
            code = error.exit_code
        except Exception:
            log.exception("a turn broke")
            sentence = "Something broke inside Stet; nothing was charged and every variant is safe. The log says more."
            events.put_nowait(Failed("Exception", sentence, code))
        finally:
            discard(folder)
            events.put_nowait(
                Done(
                    tuple(turn.made),
                    self.session.current,
                    exit_code=code,
                    seconds=time.perf_counter() - started,
                )
            )

    def _understood(self, words: str, references: Sequence[Path], about: str, *, places: bool = True) -> Plan:
        """The reading of words with the pictures that came with them, about the variant that the prompt showed.

        `places` is false where the pictures have their places in the words already.
        """
        if not references:
            return _bound(self.read(words, about), about)
        from agent.rules.attached import filled, placed

        text = placed(words, references) if places else words
        return _bound(filled(self.read(text, about), references), about)

    async def _taken_by_a_model(self, plan: Plan, about: str, turn: Turn, files: Sequence[Path] = ()) -> bool:
        """Whether a language model carried the words out. What the rules know for sure they answer at once."""
        if self.planners is None or (not files and _needs_no_model(plan)):
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

        scene = self.scene(about)
        wish = Wish(
            plan.words,
            about or self.session.current,
            plan,
            "" if files else reading(plan, scene),
            lambda made: self._under(made, about, counted=True),
            lambda made: reading(made, self.scene(made.subject)),
            tuple(files),
        )
        return await planner.take(wish, turn) is Outcome.DONE

    def _show(self, plan: Plan, about: str, turn: Turn) -> None:
        from agent.events import Planned
        from agent.rules.reading import reading

        scene = self.scene(about)
        turn.emit(Planned(plan, reading(plan, scene), reading(plan.second, scene) if plan.second else ""))

    def read(self, words: str, current: str = "") -> Plan:
        """Read `words` as if `current` were the current variant ("" is the real one), with what always holds. Raises
        BadRequest for none."""
        if not words.strip():
            raise BadRequest("There are no words to go by", "Say what should change, such as: a bit warmer.")
        read = self._read
        if read is None:
            from agent.rules.planner import read as read_by_rules

            read = read_by_rules
        plan = read(words, self.scene(current))
        if not self.session.settings:
            return plan
        from agent.rules.counts import wanted
        from agent.rules.words import normalise

        return self._under(plan, current, counted=wanted(normalise(words)).value > 0)

    def _under(self, plan: Plan, current: str, *, counted: bool) -> Plan:
        """A plan with what always holds; `counted` says that a number of variants was asked for."""
        from agent.standing import under

        start = self.session.variant(plan.subject or current or self.session.current)
        size = (start.width, start.height)
        return under(plan, self.session.settings, size, counted=counted, delivery=self._files())

    def _files(self) -> Output | None:
        """What the command line asks of every file that is written."""
        from agent.plan import Output

        own = self._delivery
        return own and Output(suffix=own.suffix, long_side=own.long_side, quality=own.quality, max_bytes=own.max_bytes)

    def scene(self, current: str = "") -> Scene:
        """What words are read against, with `current` as the current variant ("" is the real one)."""
        from agent.plan import Scene

        variants = self.session.variants()
        return Scene(
            variants=tuple(variant.id for variant in variants),
            shown=tuple(self.session.shown()),
            current=current or self.session.current,
            parents={variant.id: variant.parent for variant in variants if variant.parent},
            has_alpha=self.session.source.ref.has_alpha,
            traits=_traits(variants),
            settings=self.session.settings,
            last=self.session.last_change,
            names={variant.name.casefold(): variant.id for variant in variants if variant.name},
        )

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


def _needs_no_model(plan: Plan) -> bool:
    """A walk in the tree, a lock, a setting or a wish who should do it, read for sure: the answer is there at once."""
    from agent.plan import Decision, Intent

    if plan.decision is not Decision.ACT or plan.wrong_reference:
        return False
    alone = plan.wish.alone or (plan.lock is not None and plan.lock.alone)
    return alone or plan.intent in (Intent.NAVIGATE, Intent.SETTINGS)


def _bound(plan: Plan, about: str) -> Plan:
    """Words that name no variant are about the one that the prompt showed; a walk is from where the person stands."""
    from agent.plan import Intent

    if plan.subject or not about or plan.intent not in (Intent.EDIT, Intent.COMPARE, Intent.EXPORT):
        return plan
    return dataclasses.replace(plan, subject=about)


def _chosen(reading: Plan, words: str, about: str) -> Plan:
    """A reading that the person chose is as good as sure."""
    from agent.plan import Decision

    return _bound(dataclasses.replace(reading, words=words, decision=Decision.ACT, second=None), about)


def _traits(variants: Sequence[Variant]) -> dict[str, str]:
    """What is known of each: its look and how it measured; the words too, where they made it alone."""
    rounds = Counter(one.round for one in variants)
    return {
        one.id: ", ".join((one.look, one.measured, one.words if rounds[one.round] == 1 else ""))
        for one in variants
        if one.parent
    }
