"""The line above everything (photo, work, cost) and the line below it (what the keys do right now).

Both render for the width that they are given, so that they are right in the first paint and never ask for a layout.
"""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from agent.harmless import one_line
from agent.ui.text import columns, shorten, shorten_name

_FLASH = 4.0


class Status(Widget):
    """Photo on the left, the running job in the middle, engine and cost on the right."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._photo = ""
        self._right = ""
        self._job = ""
        self._always = ""

    def photo(self, label: str, detail: str) -> None:
        self._photo = f"{one_line(label)}\n{detail}"
        self.refresh()

    def work(self, engine: str, cost: str) -> None:
        self._right = " · ".join(part for part in (one_line(engine), cost) if part)
        self.refresh()

    def always(self, words: str) -> None:
        """What holds from now on."""
        if words != self._always:
            self._always = words
            self.refresh()

    def job(self, words: str) -> None:
        if words != self._job:
            self._job = words
            self.refresh()

    def render(self) -> Content:
        width = self.size.width
        label, _, detail = self._photo.partition("\n")
        right = self._right
        if columns(right) > width * 0.4:  # where it is narrow, what it costs matters more than who does it
            right = shorten(right.rpartition(" · ")[2], int(width * 0.4))
        middle = shorten(self._job or self._always, max(12, width // 3))
        room = width - 7 - columns(right) - columns(middle) - 4
        label = shorten_name(label, max(8, min(room, 48))) if label else ""
        detail = detail if columns(label) + columns(detail) + 3 <= room else ""
        left = f"{label}   {detail}" if detail else label
        gap = max(1, width - 7 - columns(left) - columns(middle) - columns(right) - 3)
        return Content.assemble(
            (" stet ", "bold $background on $accent"),
            " ",
            (label, "bold"),
            (left[len(label) :], "$quiet"),
            " " * (gap // 2 + 1 if middle else 1),
            (middle, "$accent"),
            " " * (gap - gap // 2 if middle else gap + 1),
            (right, "$quiet"),
        )


class Hints(Widget):
    """What the keys do where the focus is; a flash takes its place for a few seconds."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: list[tuple[str, str, str]] = []
        self._flash = ""
        self._timer: Timer | None = None

    def show(self, hints: list[tuple[str, str, str]]) -> None:
        """`hints` are (key, what it does, the app's action for a click or "")."""
        self._hints = hints
        self.refresh()

    def flash(self, words: str, seconds: float = _FLASH) -> None:
        self._flash = one_line(words)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self._fade)
        self.set_class(True, "-flash")
        self.refresh()

    def clear(self) -> None:
        """Show the hints again at once."""
        if self._flash:
            self._fade()

    @property
    def flashing(self) -> str:
        return self._flash

    def _fade(self) -> None:
        self._flash = ""
        self.set_class(False, "-flash")
        self.refresh()

    def render(self) -> Content:
        if self._flash:
            return Content(f" {shorten(self._flash, max(10, self.size.width - 2))}")
        content = Content(" ")
        for number, (key, does, action) in enumerate(self._hints):
            piece = Content.assemble((key, "bold $foreground"), " ", (does, "$quiet"))
            if action:  # keys and actions are our own constants, so markup is safe here
                piece = Content.from_markup(f"[@click=app.{action}][bold $foreground]{key}[/] [$quiet]{does}[/][/]")
            if content.cell_length + piece.cell_length + 3 > self.size.width and number:
                break
            content = Content.assemble(content, piece, "   ")
        return content
