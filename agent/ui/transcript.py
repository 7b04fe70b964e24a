"""The conversation as it is read: a bounded number of blocks on the screen, the rest in the session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from agent.harmless import harmless
from agent.ui.messages import Earlier

if TYPE_CHECKING:
    from agent.session.model import Message

# 500 mounted blocks make each key take 7 ms instead of 4, and the first paint a second longer (measured).
WINDOW = 60
_SLACK = 12


class Block(Static):
    """One utterance or note. `kind` is a CSS class: you said note fault saved welcome."""

    def __init__(self, words: str | Content, kind: str) -> None:
        super().__init__(harmless(words) if isinstance(words, str) else words, markup=False, classes=kind)
        self.kind = kind


class EarlierRow(Static, can_focus=True):
    """Brings older lines back."""

    def __init__(self) -> None:
        super().__init__("↑ earlier in this conversation", markup=False, classes="earlier")

    def on_click(self) -> None:
        self.post_message(Earlier())

    def on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "space"):
            event.stop()
            self.post_message(Earlier())


class Transcript(VerticalScroll, can_focus=True):
    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._most = WINDOW
        self.border_title = "conversation"

    def on_mount(self) -> None:
        self.anchor()

    def you(self, words: str, about: str, *, waiting: bool = False) -> Block:
        """What the person said, with the variant that it is about. While it is `waiting` for another turn, what that
        turn still says stands above it; take the class away when its own turn begins."""
        return self.add(Block(yours(words, about), "you waiting" if waiting else "you"))

    def said(self, words: str) -> None:
        self.add(Block(words, "said"))

    def note(self, words: str | Content) -> Block:
        """A quiet line: how words were read, who does the work."""
        return self.add(Block(words, "note"))

    def fault(self, words: str) -> None:
        self.add(Block(Content.assemble(("Not done. ", "bold"), harmless(words)), "fault"))

    def add(self, block: Block) -> Block:
        self.put(block)
        return block

    def put(self, piece: Widget, before: Widget | None = None) -> None:
        """Add anything at the end, or `before` another. The view follows unless the person scrolled up to read."""
        for welcome in self.query(".welcome"):
            welcome.remove()
        if before is None and not piece.has_class("waiting"):
            before = next(iter(self.query(".waiting")), None)
        self.mount(piece, before=before)
        self.call_later(self._trim)

    def welcome(self, words: Content) -> None:
        self.mount(Block(words, "welcome"))

    async def restore(self, messages: Sequence[Message], *, more: bool) -> None:
        """Show these lines instead of what is there; `more` says that the session holds older ones."""
        self._most = max(WINDOW, len(messages))
        await self.remove_children()
        pieces: list[Widget] = [EarlierRow()] if more else []
        for message in messages:
            if message.who == "you":
                pieces.append(Block(yours(message.text, message.about), "you"))
            else:
                pieces.append(Block(message.text, "said"))
        await self.mount_all(pieces)

    async def _trim(self) -> None:
        blocks = [child for child in self.children if not isinstance(child, EarlierRow)]
        if len(blocks) <= self._most + _SLACK:
            return
        self._most = WINDOW
        await self.remove_children(blocks[: len(blocks) - WINDOW])
        if not self.query(EarlierRow):
            await self.mount(EarlierRow(), before=0)


def yours(words: str, about: str) -> Content:
    return Content.assemble((f"@{harmless(about)} ▸ ", "$accent"), (harmless(words), "bold"))
