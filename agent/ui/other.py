"""The second-best reading of what was said last, for one key: enter carries it out, esc keeps what was done."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.widgets import Static

from agent.harmless import one_line
from agent.plan import Plan
from agent.ui.messages import Instead

# ctrl+? is what terminals send for backspace, and ctrl+o has no letter of "reading" in it.
OTHER_READING = "ctrl+r"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about which variant, and what it may have meant instead: `line` is that reading."""

    words: str
    about: str
    second: Plan
    line: str


class OtherReading(Static, can_focus=True):
    """Shown in the conversation; it goes quiet once it was answered."""

    def __init__(self, said: Said) -> None:
        super().__init__(markup=False, classes="approval other")
        self._said = said
        self.border_title = "The other reading"

    def on_mount(self) -> None:
        said = self._said
        self._draw(
            Content.assemble(
                (f" {one_line(said.line)}", "bold"),
                (f"\n of “{one_line(said.words)}”\n", "$quiet"),
                (" enter ", "bold $accent"),
                "do this instead   ",
                (" esc ", "bold $accent"),
                "keep what was done",
            )
        )

    def on_key(self, event: events.Key) -> None:
        if not self.can_focus or event.key not in ("enter", "escape", "n", "y"):
            return
        event.stop()
        self.close()
        self.screen.query_one("#words").focus()
        if event.key in ("enter", "y"):
            self.post_message(Instead(self._said.words, self._said.about, self._said.second))

    def close(self) -> None:
        """Nothing more is asked."""
        if self.can_focus:
            self.can_focus = False
            self._draw(Content.assemble((f" {one_line(self._said.line)}", "$quiet")))

    def _draw(self, content: Content) -> None:
        self.update(content)
