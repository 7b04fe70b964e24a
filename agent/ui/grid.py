"""The row of variants from the last round: a picture, an id, the look and what was measured, chosen by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from agent.harmless import one_line
from agent.ui.messages import Asked
from agent.ui.picture import Picture, pictures
from agent.ui.pictures import Mode, fit
from agent.ui.tend import KEYS
from agent.ui.text import line, marked, name

if TYPE_CHECKING:
    from agent.session.model import Variant

_CARD = 18  # the narrowest card, in cells, in which a photo is still recognised
_WIDE_CARD = 24  # with this much for each, the picture before gets a card too
_FRAME = 4  # rows of a card that are not picture: its frame and two lines of words


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the row. `key` is the digit that chooses it; a slot without a variant is still being made."""

    key: int
    variant: Variant | None


class Card(Vertical):
    def __init__(self) -> None:
        super().__init__()
        self.slot: Slot | None = None
        self._picture = Picture()
        self._look = Static(markup=False, classes="look")
        self._measured = Static(markup=False, classes="measured")

    def compose(self) -> ComposeResult:
        yield self._picture
        yield self._look
        yield self._measured

    def say(self, words: str) -> None:
        """A word or two on the card's lower edge."""
        self.border_subtitle = Content(words)

    def fill(self, slot: Slot, *, current: bool, chosen: bool, words_only: bool) -> None:
        self.slot = slot
        variant = slot.variant
        self.set_class(current, "-current")
        self.set_class(chosen, "-chosen")
        self.border_title = Content(f"{'▸ ' if chosen else ''}{slot.key}  {marked(variant) if variant else '…'}")
        self.say("● current" if current else "before" if slot.key == 0 else "")
        look, measured, picture = self._look, self._measured, self._picture
        picture.display = not words_only
        if variant is None:
            picture.show(None, "developing …")
            look.update("")
            measured.update("")
            return
        picture.show(variant.proxy, "…")
        look.update(name(variant))
        measured.update(line(variant) if words_only else one_line(variant.measured))


class Grid(Horizontal, can_focus=True):
    """Shows as many slots as fit; the arrows bring the others in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "step(-1)", "previous", show=False),
        Binding("right,down", "step(1)", "next", show=False),
        Binding("enter", "ask('use')", "use this one", show=False),
        Binding("space", "ask('large')", "large", show=False),
        Binding("c", "ask('compare')", "compare", show=False),
        Binding("e", "ask('export')", "export", show=False),
        *KEYS,
        *(Binding(str(digit), f"jump({digit})", show=False) for digit in range(10)),
    ]

    class Looked(Message):
        """The person looks at a variant without choosing it."""

        def __init__(self, variant: Variant) -> None:
            super().__init__()
            self.variant = variant

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._slots: list[Slot] = []
        self._before: Variant | None = None
        self._current = ""
        self._key = 1
        self._first = 0

    def show(self, variants: Sequence[Variant], *, before: Variant | None, current: str, waiting: int = 0) -> None:
        """Show a round. `before` is what it grew from; `waiting` more are being made."""
        if [slot.variant and slot.variant.id for slot in self._slots[:1]] != [v.id for v in variants[:1]]:
            self._key, self._first = 1, 0
        self._before, self._current = before, current
        self._slots = [Slot(number, variant) for number, variant in enumerate(variants, 1)]
        self._slots += [Slot(len(variants) + more, None) for more in range(1, waiting + 1)]
        here = [slot.key for slot in self._slots if slot.variant and slot.variant.id == current]
        if here and not self.has_focus:
            self._key = here[0]
        self.display = bool(self._slots)
        self.screen.set_class(bool(self._slots), "-round")
        self.call_later(self._lay_out)

    @property
    def chosen(self) -> Variant | None:
        """The variant under the cursor."""
        return next((slot.variant for slot in self._shown() if slot.key == self._key), None)

    @property
    def variants(self) -> Sequence[Variant]:
        """Every finished variant of the row, in its order."""
        return [slot.variant for slot in self._shown() if slot.variant]

    def look_at(self, id: str) -> None:
        """Move the cursor to a variant of the row, if it is one."""
        for slot in self._shown():
            if slot.variant and slot.variant.id == id:
                self.action_jump(slot.key)

    def action_step(self, by: int) -> None:
        keys = [slot.key for slot in self._shown()]
        if keys:
            at = keys.index(self._key) if self._key in keys else 0
            self.action_jump(keys[min(max(at + by, 0), len(keys) - 1)])

    def action_jump(self, key: int) -> None:
        if key not in [slot.key for slot in self._shown()]:
            return
        self._key = key
        self.call_later(self._lay_out)
        if self.chosen:
            self.post_message(self.Looked(self.chosen))

    def action_ask(self, what: str) -> None:
        if self.chosen:
            self.post_message(Asked(self.chosen.id, what))

    def on_resize(self, event: events.Resize) -> None:
        self.call_later(self._lay_out)

    def on_focus(self) -> None:
        self.call_later(self._lay_out)
        if self.chosen:
            self.post_message(self.Looked(self.chosen))

    def on_blur(self) -> None:
        self.call_later(self._lay_out)

    async def on_click(self, event: events.Click) -> None:
        touched = event.widget.ancestors_with_self if event.widget else ()
        card = next((widget for widget in touched if isinstance(widget, Card)), None)
        if card and card.slot:
            self.action_jump(card.slot.key)
            if event.chain == 2:
                self.action_ask("use")

    def _room(self) -> int:
        return max(1, self.size.width // _CARD)

    def _shown(self) -> list[Slot]:
        """Where there is room to spare, the picture that the round grew from stands beside it."""
        if self._slots and self._before is not None and len(self._slots) < self.size.width // _WIDE_CARD:
            return [Slot(0, self._before), *self._slots]
        return self._slots

    async def _lay_out(self) -> None:
        slots = self._shown()
        if not slots or not self.is_attached or not self.size.width:
            return
        keys = [slot.key for slot in slots]
        self._key = self._key if self._key in keys else keys[0]
        at = keys.index(self._key)
        words_only = pictures(self).mode is Mode.NONE
        self.set_class(words_only, "-words")
        room = len(slots) if words_only else min(self._room(), len(slots))
        self._first = max(0, min(max(self._first, at - room + 1), at, len(slots) - room))
        self._fit_height(slots, room, words_only)
        cards = list(self.query(Card))
        if len(cards) < room:
            fresh = [Card() for _ in range(room - len(cards))]
            await self.mount_all(fresh)
            cards += fresh
        for number, card in enumerate(cards):
            card.display = number < room
            if number < room:
                slot = slots[self._first + number]
                here = slot.variant is not None and slot.variant.id == self._current
                chosen = self.has_focus and slot.key == self._key
                card.fill(slot, current=here, chosen=chosen, words_only=words_only)
        if (hidden := len(slots) - room) > 0:
            last = self._first == hidden
            cards[0 if last else room - 1].say("◂ more" if last else f"{hidden - self._first} more ▸")

    def _fit_height(self, slots: Sequence[Slot], room: int, words_only: bool) -> None:
        if words_only:
            self.styles.height = "auto"
            return
        one = next((slot.variant for slot in slots if slot.variant), self._before)
        width = self.size.width // room - 2
        alone = self.screen.has_class("-narrow") or self.screen.has_class("-short")
        most = max(4, min(16, int(self.screen.size.height * (0.34 if alone else 0.26))))
        rows = fit(one.width, one.height, width, most, pictures(self).cell)[1] if one else most
        self.styles.height = max(3, rows) + _FRAME
