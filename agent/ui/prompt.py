"""Where the person types: a text area with the current variant as its badge, history, and completion."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from agent.harmless import harmless, one_line
from agent.ui.commands import Offer, offers
from agent.ui.drops import dropped
from agent.ui.messages import Dropped, Sent
from agent.ui.text import shorten

_HISTORY = 200


class Words(TextArea):
    """A TextArea, never an Input: an Input lays the whole screen out again at every key."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(
            id=id,
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder="Say what should change, and what must stay",
        )
        self._history: list[str] = []
        self._at = 0
        self._draft = ""
        # Bindings run on the app's queue, the keys before them on this widget's: as a binding, enter would
        # overtake the last letters of someone who types fast (seen in tmux). So `_on_key` handles these.
        self._keys: dict[str, Callable[[], None]] = {
            "enter": self.send,
            "shift+enter": self.newline,
            "ctrl+j": self.newline,
            "ctrl+z": self.step_back,
            "ctrl+y": self.step_forth,
        }

    @property
    def _prompt(self) -> Prompt:
        return next(parent for parent in self.ancestors if isinstance(parent, Prompt))

    def remember(self, words: Sequence[str]) -> None:
        """Start the history with what was said before this session was opened again."""
        self._history = [word for word in words if word.strip()][-_HISTORY:]
        self._at = len(self._history)

    def put(self, words: str) -> None:
        """Put words into the prompt, with the cursor behind them."""
        self.text = words
        self.move_cursor(self.document.end)

    def take(self, words: str) -> None:
        """Add words behind what was typed; where nothing was, the cursor stays before them."""
        if self.text.strip():
            self.put(f"{self.text.rstrip()} {words}")
        else:
            self.text = f" {words}"
            self.move_cursor((0, 0))

    def newline(self) -> None:
        self.insert("\n")

    def send(self) -> None:
        if (offer := self._prompt.offered) is not None:
            self.put(offer.insert)
            if not offer.run:
                return
        words = self.text.strip()
        if not words:
            self._prompt.open_attached()
            return
        if not self._history or self._history[-1] != words:
            self._history = [*self._history, words][-_HISTORY:]
        self._at = len(self._history)
        self.text = ""
        self.post_message(Sent(words, () if words.startswith("/") else self._prompt.take_attached()))

    def step_back(self) -> None:
        """Typing is undone first; with nothing typed, the last step in the tree is."""
        if self.text:
            self.undo()
        else:
            self.post_message(Sent("/undo"))

    def step_forth(self) -> None:
        if self.text:
            self.redo()
        else:
            self.post_message(Sent("/redo"))

    async def _on_key(self, event: events.Key) -> None:
        prompt = self._prompt
        prompt.complete(self.text)
        if prompt.offered is not None and event.key in ("up", "down", "tab", "escape"):
            event.stop()
            event.prevent_default()
            if event.key == "tab":
                self.put(prompt.offered.insert)
            elif event.key == "escape":
                prompt.offer(())
            else:
                prompt.step(-1 if event.key == "up" else 1)
            return
        if event.key == "escape" and prompt.take_attached():
            event.stop()
            event.prevent_default()
            return
        if event.key in self._keys:
            event.stop()
            event.prevent_default()
            self._keys[event.key]()
            return
        if event.key == "up" and self.cursor_location[0] == 0 and self._recall(-1):
            event.stop()
            event.prevent_default()
            return
        if event.key == "down" and self.cursor_location[0] == self.document.line_count - 1 and self._recall(1):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        if not event.text and not self.text:  # what most terminals send when a picture is on the clipboard
            event.stop()
            event.prevent_default()
            self.post_message(Sent("/paste"))
            return
        paths = dropped(event.text)
        if paths:
            event.stop()
            event.prevent_default()
            self.post_message(Dropped(paths))
            return
        clean = harmless(event.text)
        if clean != event.text:
            event.stop()
            event.prevent_default()
            self.insert(clean)
            return
        await super()._on_paste(event)

    def _recall(self, by: int) -> bool:
        at = self._at + by
        if not 0 <= at <= len(self._history):
            return False
        if self._at == len(self._history):
            self._draft = self.text
        self._at = at
        self.put(self._draft if at == len(self._history) else self._history[at])
        return True


class Prompt(Vertical):
    """The framed row at the bottom, with the list of completions above the words when there are any."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = Words(id="words")
        self._badge = Static("▸", markup=False, id="badge")
        self._list = Static(markup=False, id="offers")
        self._chips = Static(markup=False, id="attached")
        self._attached: tuple[Path, ...] = ()
        self._offers: Sequence[Offer] = ()
        self._completed = ""
        self._at = 0

    def compose(self) -> ComposeResult:
        yield self._list
        yield self._chips
        with Horizontal():
            yield self._badge
            yield self.words

    @property
    def offered(self) -> Offer | None:
        """The completion under the cursor, None when none are shown."""
        return self._offers[self._at] if self._offers else None

    def badge(self, current: str) -> None:
        self._badge.update(f"@{harmless(current)} ▸" if current else "▸")

    def attach(self, files: Sequence[Path]) -> None:
        """Keep files for the next words: a picture to be like, a background, a LUT."""
        self._attached = tuple(dict.fromkeys((*self._attached, *files)))
        self._draw_attached()

    def take_attached(self) -> tuple[Path, ...]:
        """What was attached, which it is no longer."""
        taken, self._attached = self._attached, ()
        self._draw_attached()
        return taken

    def open_attached(self) -> None:
        """With no words about it, what was dropped is the next photo to work on."""
        if taken := self.take_attached():
            self.post_message(Sent(f"/open {shlex.quote(str(taken[0]))}"))

    def _draw_attached(self) -> None:
        self._chips.display = bool(self._attached)
        names = "  ".join(f"+ {one_line(file.name)}" for file in self._attached)
        self._chips.update(
            Content.assemble(
                (names, "bold $accent"),
                ("   say what for: “like this one”, “as the background” · ", "$quiet"),
                ("enter", "bold"),
                (" alone opens it · ", "$quiet"),
                ("esc", "bold"),
                (" drops it", "$quiet"),
            )
        )

    def step(self, by: int) -> None:
        self._at = (self._at + by) % len(self._offers)
        self._draw()

    def offer(self, found: Sequence[Offer]) -> None:
        self._offers = found
        self._at = 0
        self._draw()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self.complete(event.text_area.text)

    def complete(self, text: str) -> None:
        """Offer what completes `text`; the row under the cursor stays while the text does."""
        if text != self._completed:
            self._completed = text
            found = offers(text)
            if found or self._offers:
                self.offer(found)

    def on_click(self) -> None:
        self.words.focus()

    def _draw(self) -> None:
        self._list.display = bool(self._offers)
        if not self._offers:
            return
        label = max(len(offer.label) for offer in self._offers) + 2
        parts: list[Content] = []
        for number, offer in enumerate(self._offers):
            here = number == self._at
            words = shorten(offer.help, max(10, self.size.width - label - 6))
            parts.append(
                Content.assemble(
                    ("▸ " if here else "  ", "bold $accent"),
                    (offer.label.ljust(label), "bold" if here else ""),
                    (words, "" if here else "$quiet"),
                )
            )
        self._list.update(Content("\n").join(parts))
