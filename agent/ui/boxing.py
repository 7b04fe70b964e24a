"""A box drawn on a picture with the keyboard or the mouse, for places that no name finds."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from agent.ui.picture import Picture
from agent.ui.theme import ACCENT, GROUND

Corner = list[float]

# A box narrower than this, in cells, is a slip and not a place.
_LEAST = 2
_KEYS = (("← → ↑ ↓", "move the corner"), ("tab", "other corner"), ("enter", "use"), ("esc", "back"))


class Boxing(ModalScreen[str | None]):
    """Closes with the box in words ("box 10% 20% 50% 60%": left, top, right, bottom), or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
        Binding("up", "move(0, -1)", show=False),
        Binding("down", "move(0, 1)", show=False),
        Binding("tab", "other", show=False),
        Binding("enter", "take", show=False),
        Binding("escape,q", "close", show=False),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        yield Static(markup=False, classes="title")
        yield BoxedPicture(self._path, words="…")
        yield Static(
            Content("   ").join(Content.assemble((key, "bold"), " ", (does, "$quiet")) for key, does in _KEYS),
            classes="keys",
        )

    def on_mount(self) -> None:
        self._say()

    def action_move(self, across: int, down: int) -> None:
        self.query_one(BoxedPicture).move(across, down)
        self._say()

    def action_other(self) -> None:
        self.query_one(BoxedPicture).turn()
        self._say()

    def action_take(self) -> None:
        self.dismiss(self.query_one(BoxedPicture).words)

    def action_close(self) -> None:
        self.dismiss(None)

    def on_boxed_picture_drawn(self) -> None:
        self._say()

    def _say(self) -> None:
        picture = self.query_one(BoxedPicture)
        corner = "top left" if picture.first else "bottom right"
        self.query_one(".title", Static).update(
            Content.assemble((picture.words, "bold"), (f"   the arrows move the {corner} corner", "$quiet"))
        )


class BoxedPicture(Picture):
    """A picture with a box over it; `first` says that the top left corner is the one that moves."""

    class Drawn(Message):
        """The mouse changed the box."""

    def __init__(self, path: Path, *, words: str) -> None:
        super().__init__(path, words=words)
        self._corners: tuple[Corner, Corner] = ([0.3, 0.3], [0.7, 0.7])
        self._dragging = False
        self.first = True

    @property
    def words(self) -> str:
        left, top, right, bottom = self._box()
        return f"box {left:.0%} {top:.0%} {right:.0%} {bottom:.0%}"

    def move(self, across: int, down: int) -> None:
        """Move the corner by cells, within the picture and never past the other corner."""
        columns, rows, _, _ = self._place()
        one, other = self._corners if self.first else self._corners[::-1]
        for axis, by, cells in ((0, across, columns), (1, down, rows)):
            room = _LEAST / cells
            low, high = (0.0, other[axis] - room) if self.first else (other[axis] + room, 1.0)
            one[axis] = min(max(one[axis] + by / cells, low), high)
        self.refresh()

    def turn(self) -> None:
        self.first = not self.first
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._corners = (self._at(event), self._at(event))
        self._dragging = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragging:
            self._corners = (self._corners[0], self._at(event))
            self.refresh()
            self.post_message(self.Drawn())

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._dragging = False
        self.release_mouse()
        left, top, right, bottom = self._box()
        self._corners = ([left, top], [right, bottom])
        self.move(0, 0)
        self.post_message(self.Drawn())

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        columns, rows, left, top = self._place()
        box = self._box()
        x0, x1 = left + round(box[0] * columns), left + max(round(box[2] * columns) - 1, 0)
        y0, y1 = top + round(box[1] * rows), top + max(round(box[3] * rows) - 1, 0)
        if self._drawing is None or not y0 <= y <= y1 or x1 <= x0:
            return strip
        style = Style(color=ACCENT, bgcolor=GROUND, bold=True)
        if y in (y0, y1):
            ends = "┏┓" if y == y0 else "┗┛"
            edge = [Segment(ends[0] + "━" * (x1 - x0 - 1) + ends[1], style)]
            moving = (y == y0) if self.first else (y == y1)
            if moving:
                at = 0 if self.first else x1 - x0
                text = edge[0].text
                edge = [Segment(text[:at], style), Segment("●", style), Segment(text[at + 1 :], style)]
            middle = Strip([piece for piece in edge if piece.text])
        else:
            side = Strip([Segment("┃", style)])
            middle = Strip.join([side, strip.crop(x0 + 1, x1), side])
        return Strip.join([strip.crop(0, x0), middle, strip.crop(x1 + 1)])

    def _box(self) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self._corners
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _place(self) -> tuple[int, int, int, int]:
        """The picture's columns and rows, and where it begins."""
        if self._drawing is None:
            return max(1, self.size.width), max(1, self.size.height), 0, 0
        columns, rows = self._drawing.columns, self._drawing.rows
        return columns, rows, max(0, (self.size.width - columns) // 2), max(0, (self.size.height - rows) // 2)

    def _at(self, event: events.MouseEvent) -> Corner:
        columns, rows, left, top = self._place()
        return [min(max((event.x - left) / columns, 0.0), 1.0), min(max((event.y - top) / rows, 0.0), 1.0)]
