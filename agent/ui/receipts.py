"""Receipts on the screen: one block for a round, whose lines become whole ones in their place, and an offer where one
failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from agent.harmless import one_line
from agent.ui.transcript import Block

if TYPE_CHECKING:
    from agent.events import ReceiptReady
    from agent.ui.transcript import Transcript

MEND = "ctrl+g"
_SHOWN = 3
_MARKS = {"ok": "✓", "warn": "!", "fail": "✗"}


class Mended(Message):
    """The person wants a variant put right."""

    def __init__(self, variant: str) -> None:
        super().__init__()
        self.variant = variant


class ReceiptBlock(Block):
    """What holds for several variants is said once."""

    def __init__(self) -> None:
        super().__init__("", "note")
        self._lines: dict[str, tuple[str, str]] = {}

    def put(self, found: ReceiptReady, made: str = "") -> None:
        """`made` are the words that the variant was shown with, which are not said again."""
        line = one_line(found.line).removeprefix(found.id).strip().removeprefix(made).strip(" ·")
        mark = _MARKS.get(found.verdict) or ("✓" if all(check.holds for check in found.checks) else "!")
        rest = f" · not checked: {_some(found.not_checked)}" if found.not_checked else ""
        self._lines[found.id] = mark, f"{'failed: ' if found.verdict == 'fail' else ''}{line}{rest}"
        self.update(self._drawn())

    def _drawn(self) -> Content:
        same: dict[tuple[str, str], list[str]] = {}
        for id, said in self._lines.items():
            same.setdefault(said, []).append(id)
        parts: list[str | Content | tuple[str, str]] = []
        for (mark, words), ids in same.items():
            parts += ["\n" if parts else "", (f"{mark} ", "bold $accent"), f"{', '.join(ids)} {words}"]
        return Content.assemble(*parts)


def _some(names: Sequence[str]) -> str:
    """The first ones; /receipt tells them all."""
    more = len(names) - _SHOWN
    return one_line(", ".join(names[:_SHOWN])) + (f" and {more} more" if more > 0 else "")


class Receipts:
    """Where on the screen the receipt of each variant stands."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._blocks: dict[str, ReceiptBlock] = {}

    def clear(self) -> None:
        self._blocks.clear()

    def begin(self) -> ReceiptBlock:
        block = ReceiptBlock()
        self._transcript.add(block)
        return block

    def put(self, block: ReceiptBlock, found: ReceiptReady, made: str = "") -> None:
        self._blocks[found.id] = block
        block.put(found, made)

    def whole(self, found: ReceiptReady) -> None:
        """The line joins its variant where it stands, whatever the person reads meanwhile; one that failed is told at
        the end, where it is seen."""
        block = self._blocks.get(found.id)
        if block is None or not block.is_attached:
            if found.verdict == "ok":
                return
            self.put(self.begin(), found)
        else:
            self._in_place(block, found)
        if found.mends:
            self._transcript.put(MendOffer(found))

    def offered(self) -> str:
        """The variant that was offered last to be put right, "" for none."""
        open = [offer for offer in self._transcript.query(MendOffer) if offer.can_focus]
        return open[-1].variant if open else ""

    def taken(self, variant: str) -> None:
        """Nothing more is offered for it."""
        for offer in self._transcript.query(MendOffer):
            if offer.variant == variant:
                offer.close()

    def _in_place(self, block: ReceiptBlock, found: ReceiptReady) -> None:
        """A block above what is being read may grow: what is being read stays where it is."""
        transcript = self._transcript
        above = block.region.bottom <= transcript.scrollable_content_region.y
        height = block.region.height
        block.put(found)

        def back() -> None:
            if above and not transcript.is_vertical_scroll_end and (grown := block.region.height - height):
                transcript.scroll_relative(y=grown, animate=False)

        block.call_after_refresh(back)


class MendOffer(Static, can_focus=True):
    """What can be done about a receipt that failed: enter does it. It asks for nothing and can be passed by."""

    def __init__(self, found: ReceiptReady) -> None:
        super().__init__(markup=False, classes="approval mend")
        self.variant = found.id
        self._mends = one_line(found.mends)
        self.border_title = f"{found.id} is not as it should be"

    def on_mount(self) -> None:
        self.update(
            Content.assemble(
                (f" {self._mends}\n", ""),
                (f" {MEND} ", "bold $accent"),
                "or ",
                ("enter", "bold $accent"),
                " here: fix it   ",
                ("esc ", "bold $accent"),
                "leave it",
            )
        )

    def on_key(self, event: events.Key) -> None:
        if not self.can_focus or event.key not in ("enter", "escape"):
            return
        event.stop()
        self.screen.query_one("#words").focus()
        if event.key == "enter":
            self.post_message(Mended(self.variant))
        self.close()

    def close(self) -> None:
        if self.can_focus:
            self.can_focus = False
            self.update(Content.assemble((f" {self._mends}", "$quiet")))
