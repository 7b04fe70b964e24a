"""Everything on the main screen that shows the session, kept in step with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widget import Widget

from agent.harmless import one_line
from agent.ui.grid import Grid
from agent.ui.preview import Preview
from agent.ui.prompt import Prompt
from agent.ui.receipts import Receipts
from agent.ui.seam import Session
from agent.ui.status import Hints, Status
from agent.ui.text import money, size
from agent.ui.transcript import EarlierRow, Transcript
from agent.ui.tree import VariantTree

if TYPE_CHECKING:
    from agent.session.model import Variant
    from agent.ui.other import Said

EXAMPLES = ("make three moodier versions", "a bit warmer, with more contrast", "make it look like golden hour")
_PAGE = 20
_DROP = """\
┌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┐
╎                             ╎
╎                             ╎
╎      drop a photo here      ╎
╎                             ╎
╎                             ╎
└╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┘"""


class Desk:
    """The parts of the screen, and what to show on them. It never changes the session."""

    def __init__(self) -> None:
        self.status = Status(id="status")
        self.tree = VariantTree(id="tree")
        self.transcript = Transcript(id="transcript")
        self.preview = Preview(id="preview")
        self.grid = Grid(id="grid")
        self.prompt = Prompt(id="prompt")
        self.hints = Hints(id="hints")
        self.receipts = Receipts(self.transcript)
        self.session: Session | None = None
        self.other: Said | None = None
        self._engine = ""
        self._lines = 40
        self._listed: Sequence[str] = ()

    async def open(self, session: Session, note: str = "") -> None:
        """Show a session from its beginning: its photo first, then what was said."""
        self.session = session
        self.other = None
        self.receipts.clear()
        self._engine = ""
        self._lines = 40
        self._listed = ()
        self.preview.screen.remove_class("-empty")
        self.refresh()
        self.round()
        messages = session.messages(self._lines + 1)
        await self.transcript.restore(messages[-self._lines :], more=len(messages) > self._lines)
        self.prompt.words.remember([message.text for message in messages if message.who == "you"])
        if not messages:
            self.transcript.welcome(welcome())
        if session.only_read:
            self.transcript.fault(session.only_read)
        if note:
            self.transcript.note(note)
        self.transcript.anchor()

    async def earlier(self) -> None:
        """Show older lines of the conversation."""
        if self.session is None:
            return
        self._lines += _PAGE
        messages = self.session.messages(self._lines + 1)
        await self.transcript.restore(messages[-self._lines :], more=len(messages) > self._lines)

    def refresh(self) -> None:
        """Bring tree, preview, badge and status in step with where the person stands."""
        if self.session is None:
            return
        current, variants = self.session.current, self.session.variants()
        source = variants[0]
        self.tree.show(self.session.variants(all=True) if self.tree.shows_discarded else variants, current)
        self.preview.show(self.session.variant(current), current)
        self.prompt.badge(current)
        self.status.photo(self.session.label, size(source.width, source.height))
        made = [variant for variant in variants if variant.parent]
        spent = sum(variant.cost_usd for variant in variants)
        self.status.always(_always(self.session.settings))
        self.status.work(self._engine, f"{money(spent)} so far" if made else "")

    def look(self, variant: Variant) -> None:
        """Show a variant in the preview without making it current."""
        if self.session is not None:
            self.preview.show(variant, self.session.current)

    def engine(self, title: str) -> None:
        self._engine = one_line(title)
        self.refresh()

    def ask_about_other(self) -> None:
        """Show what the last words may have meant instead, and ask whether that shall be done."""
        from agent.ui.other import OtherReading

        if self.other is None:
            self.hints.flash("What you said last has no other reading")
            return
        for card in self.transcript.query(OtherReading):
            card.close()
        card = OtherReading(self.other)
        self.transcript.put(card)
        card.focus()

    def round(self, ready: Sequence[str] = (), waiting: int = 0) -> None:
        """Show the round that is being made, or with nothing given what a search listed, else the last round."""
        if self.session is None:
            return
        if ready or waiting:
            self._listed = ()
        made = [self.session.variant(id) for id in ready or self._listed]
        shown = [variant for variant in made if not variant.discarded] if made or waiting else self._last_round()
        parent = "" if self._listed else shown[0].parent if shown else self.session.current
        before = self.session.variant(parent) if parent else None
        self.grid.show(shown, before=before, current=self.session.current, waiting=waiting)

    def listed(self, ids: Sequence[str]) -> None:
        """Show what a search found in the row, until something is made."""
        self._listed = ids
        self.round()

    def discarded(self) -> None:
        """Show what is out of sight in the tree, or no longer."""
        self.tree.shows_discarded = not self.tree.shows_discarded
        self.tree.border_subtitle = "with discarded" if self.tree.shows_discarded else ""
        self.refresh()

    def stops(self) -> list[Widget]:
        """Where tab goes, in its order: the pictures come right after the words."""
        cards = [card for card in self.transcript.query(".approval") if card.can_focus]
        parts: list[Widget] = [self.prompt.words, *cards, self.grid, self.preview, self.tree, self.transcript]
        parts += self.transcript.query(EarlierRow)
        return [part for part in parts if part.focusable and part.display]

    def empty(self) -> None:
        """There is no photo yet: say how one gets here."""
        self.preview.wait(_DROP)
        self.preview.screen.add_class("-empty")
        self.status.photo("", "")
        self.prompt.badge("")
        self.transcript.welcome(no_photo())

    def _last_round(self) -> list[Variant]:
        variants = self.session.variants() if self.session else ()
        newest = max((variant.round for variant in variants), default=0)
        last = [variant for variant in variants if newest and variant.round == newest]
        return sorted(last, key=lambda variant: variant.ordinal)


def _always(standing: dict[str, Any]) -> str:
    """What holds from now on in a few words. Nothing is loaded for nothing: this is on the way to the first picture."""
    if not standing:
        return ""
    from agent.standing import summary

    return summary(standing)


def welcome() -> Content:
    return Content.assemble(
        ("Your photo stays as it is. ", ""),
        ("Say what should change:\n", ""),
        *_examples(),
        ("Enter sends. F1 shows all keys.", "$quiet"),
    )


def no_photo() -> Content:
    return Content.assemble(
        ("Welcome to Stet. It changes photos in words.\n\n", "bold"),
        ("1  ", "bold $accent"),
        "Drop a photo on this window, or type  /open  and where it is.\n",
        ("2  ", "bold $accent"),
        "Say what should change, for example:\n",
        *_examples(),
        ("3  ", "bold $accent"),
        "Pick the variant you like, refine it, export it.\n\n",
        ("Your photo itself is never touched. F1 shows all keys.", "$quiet"),
    )


def _examples() -> list[Content]:
    # The sentences are our own, so markup is safe; a click writes them into the prompt.
    return [
        Content.from_markup(f"   [@click=app.example({number})]“{sentence}”[/]\n")
        for number, sentence in enumerate(EXAMPLES)
    ]
