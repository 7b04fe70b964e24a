"""From events to the screen: what one turn of the conversation shows, line by line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from agent import events
from agent.harmless import harmless, one_line
from agent.plan import Intent
from agent.ui.approval import ApprovalCard
from agent.ui.desk import Desk
from agent.ui.jobs import JobRow
from agent.ui.other import OTHER_READING, Said
from agent.ui.picture import Picture
from agent.ui.receipts import ReceiptBlock
from agent.ui.text import home, money, short_look, size
from agent.ui.transcript import Block

if TYPE_CHECKING:
    from agent.ui.answer import Answer


class TurnView:
    """Shows the events of one turn. A quiet turn came from a key: what it says is a flash line, not conversation."""

    def __init__(
        self, desk: Desk, show_pair: Callable[[events.Compared], None], *, quiet: bool, about: str = ""
    ) -> None:
        self._desk = desk
        self._about = about
        self._show_pair = show_pair
        self._quiet = quiet
        self._rows: dict[str, JobRow] = {}
        self._cards: dict[str, ApprovalCard] = {}
        self._notes: dict[str, events.VariantReady] = {}
        self._receipt_block: ReceiptBlock | None = None
        self._ready: list[str] = []
        self._answer: Answer | None = None
        self._waiting = 0
        self._edits = False
        self.routed: events.Routed | None = None

    def show(self, event: events.Event) -> None:
        match event:
            case events.Said(text):
                self._say(text)
            case events.Writing(text):
                self._write(text)
            case events.Planned():
                self._planned(event)
            case events.Routed():
                self._routed(event)
            case events.ApprovalNeeded():
                self._ask(event)
            case events.Answered(id, choice):
                if id in self._cards:
                    self._cards[id].answered(choice)
            case events.JobStarted(job, doing, count):
                self._row(job, doing or ("making variants" if count > 1 else "making a variant"))
                if self._edits:
                    self._waiting += count
                    self._desk.round(self._ready, self._waiting)
            case events.Progress(job, done, total, doing):
                self._row(job, doing).progress(done, total, doing)
            case events.VariantReady():
                self._variant(event)
            case events.ReceiptReady():
                self._receipt(event)
            case events.Moved(current):
                self._moved(current)
            case events.Listed(ids):
                self._desk.listed(ids)
            case events.Elsewhere(picture=picture):
                self._desk.transcript.put(Picture(picture, words="…", classes="asked"))
            case events.Compared(words=words):
                self._desk.transcript.note(words)
                self._show_pair(event)
            case events.Exported():
                self._exported(event)
            case events.Failed(message=message):
                self._fail(message)
            case events.Cancelled():
                self._desk.transcript.note("Stopped. What was already made is kept.")
            case events.Done():
                self.end(event)

    def fail(self, message: str) -> None:
        """The turn broke outside its events."""
        self._fail(message)
        self.end(None)

    def end(self, done: events.Done | None) -> None:
        """Take away what only made sense while the turn ran."""
        self._written()
        for row in self._rows.values():
            row.remove()
        self._rows.clear()
        for card in self._cards.values():
            card.withdraw()
        self._desk.status.job("")
        self._waiting = 0
        self._desk.round()
        self._desk.refresh()
        if done is not None and len(done.variants) > 1 and not self._quiet:
            self._desk.hints.flash(
                f"tab, then 1 to {len(done.variants)}: look.  Or say: “the second one, but warmer”", 8.0
            )

    @property
    def job(self) -> str:
        """The running job in a few words, "" when none runs."""
        return next((row.short for row in self._rows.values()), "")

    @property
    def asks(self) -> bool:
        """Whether a question waits for an answer."""
        return any(card.can_focus for card in self._cards.values())

    def _planned(self, event: events.Planned) -> None:
        plan = event.plan
        self._edits = plan.intent is Intent.EDIT
        lasting = plan.intent is Intent.SETTINGS or plan.standing
        if self._quiet or plan.choices or not (self._edits or plan.unread or plan.second or lasting):
            return
        read = f"Read as: {harmless(event.reading)}"
        if plan.second is None:
            self._desk.transcript.note(read)
            return
        self._desk.other = Said(plan.words, self._about, plan.second, event.other)
        self._desk.transcript.note(Content.assemble(read, (f"   {OTHER_READING}", "$accent"), " other reading"))

    def _write(self, text: str) -> None:
        from agent.ui.answer import Answer  # Markdown takes longer to load than a frame, and few turns need it

        if self._answer is None:
            if not text.strip() or self._quiet:
                return
            self._answer = Answer()
            self._desk.transcript.put(self._answer)
        self._answer.write(text)

    def _written(self) -> str:
        """The answer that was being written is over; returns its words."""
        if self._answer is None:
            return ""
        self._answer.finish()
        words, self._answer = self._answer.words, None
        return words

    def _say(self, text: str) -> None:
        written = self._written()
        if text.strip() and one_line(written) == one_line(text):
            return
        if self._quiet:
            self._desk.hints.flash(text)
        else:
            self._desk.transcript.said(text)

    def _fail(self, message: str) -> None:
        if self._quiet:
            self._desk.hints.flash(message, 6.0)
        else:
            self._desk.transcript.fault(message)

    def _routed(self, event: events.Routed) -> None:
        self.routed = event
        self._desk.engine(event.model)
        cost = money(event.cost_usd)
        time = f", about {event.seconds:.0f} s" if event.seconds >= 1 else ""
        away = one_line(event.leaves_machine)
        away = f"leaves this computer: {away}" if away else "nothing leaves this computer"
        # /why tells the rest; what the line above says already is not a reason worth repeating.
        reasons = [reason for reason in event.reasons if "this computer" not in reason and "free" not in reason]
        why = f"\nwhy: {one_line(reasons[0]).partition(': ')[0]}" if reasons else ""
        self._desk.transcript.note(f"{event.model}: {cost}{time}; {away}{why}")

    def _ask(self, event: events.ApprovalNeeded) -> None:
        if event.picture is not None:
            self._desk.transcript.put(Picture(event.picture, words="…", classes="asked"))
        card = ApprovalCard(event)
        self._cards[event.id] = card
        self._desk.transcript.put(card)
        if self._desk.prompt.words.text.strip():
            self._desk.hints.flash("Stet asks something above: say which, or shift+tab goes there", 10.0)
        else:
            card.focus()

    def _row(self, job: str, doing: str) -> JobRow:
        row = self._rows.get(job)
        if row is None:
            row = self._rows[job] = JobRow(job, doing)
            self._desk.transcript.put(row)
        return row

    def _variant(self, event: events.VariantReady) -> None:
        self._ready.append(event.id)
        self._waiting = max(0, self._waiting - 1)
        running = next((row for row in self._rows.values() if row.is_attached), None)
        self._desk.transcript.put(Block(_made(event), "made"), before=running)
        self._notes[event.id] = event
        self._desk.round(self._ready, self._waiting)
        self._desk.refresh()

    def _receipt(self, event: events.ReceiptReady) -> None:
        """One block for the whole round. A whole one that was asked for is said in sentences too, which is enough."""
        if event.whole:
            return
        made = self._notes.get(event.id)
        if self._receipt_block is None:
            self._receipt_block = self._desk.receipts.begin()
        self._desk.receipts.put(self._receipt_block, event, one_line(made.words) if made else "")

    def _moved(self, current: str) -> None:
        self._desk.refresh()
        self._desk.round(self._ready, self._waiting)
        words = f"Now at {current}: your next words are about it."
        if current in self._ready:
            return  # it was made in this turn, which says enough
        if self._quiet:
            self._desk.hints.flash(words)
        else:
            self._desk.transcript.note(words)

    def _exported(self, event: events.Exported) -> None:
        notices = "".join(f"\n{harmless(notice)}" for notice in event.notices)
        self._desk.transcript.add(
            Block(
                Content.assemble(
                    (f"Saved {one_line(event.id)} ", "bold"),
                    f"{home(event.path)}",
                    (f"  {size(event.width, event.height)}{notices}", "$quiet"),
                ),
                "saved",
            )
        )
        if self._quiet:
            self._desk.hints.flash(f"Saved {home(event.path)}", 6.0)


def _made(event: events.VariantReady) -> Content:
    look = short_look(event.look) or event.task
    words = one_line(event.words)
    return Content.assemble(
        (f"{event.ordinal} ", "bold $accent"),
        (f"{one_line(event.id)} {look}", "bold"),
        (f"  {words}" if words != look else "", "$quiet"),
    )
