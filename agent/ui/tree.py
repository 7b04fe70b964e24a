"""Every variant and which one it grew from, as a tree that keys walk through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from agent.ui.messages import Asked
from agent.ui.tend import KEYS
from agent.ui.text import marked, name, shorten

if TYPE_CHECKING:
    from agent.session.model import Variant


class VariantTree(ScrollView, can_focus=True):
    """`left` and `right` go to the parent and the first child, `up` and `down` to the line above and below."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tree--current", "tree--chosen", "tree--guide"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("left", "parent", show=False),
        Binding("right", "child", show=False),
        Binding("enter", "ask('use')", "go there", show=False),
        Binding("space", "ask('large')", "large", show=False),
        Binding("c", "ask('compare')", "compare", show=False),
        Binding("e", "ask('export')", "export", show=False),
        *KEYS,
        Binding("d", "ask('discarded')", "show discarded", show=False),
    ]

    class Looked(Message):
        def __init__(self, variant: Variant) -> None:
            super().__init__()
            self.variant = variant

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[tuple[str, Variant]] = []
        self._current = ""
        self._at = 0
        self.shows_discarded = False
        self.border_title = "variants"

    def show(self, variants: Sequence[Variant], current: str) -> None:
        self._rows = rows(variants)
        self._current = current
        ids = [variant.id for _, variant in self._rows]
        if current in ids and not self.has_focus:
            self._at = ids.index(current)
        self._at = min(self._at, max(0, len(ids) - 1))
        self.virtual_size = Size(self.size.width, len(self._rows))
        self._follow()

    @property
    def chosen(self) -> Variant | None:
        return self._rows[self._at][1] if self._at < len(self._rows) else None

    def action_step(self, by: int) -> None:
        self._go(min(max(self._at + by, 0), len(self._rows) - 1))

    def action_parent(self) -> None:
        if self.chosen:
            self._go_to(self.chosen.parent)

    def action_child(self) -> None:
        here = self.chosen
        child = next((variant.id for _, variant in self._rows if here and variant.parent == here.id), "")
        self._go_to(child)

    def action_ask(self, what: str) -> None:
        if self.chosen:
            self.post_message(Asked(self.chosen.id, what))

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is not None and place.y + self.scroll_offset.y < len(self._rows):
            self._go(place.y + self.scroll_offset.y)
            if event.chain == 2:
                self.action_ask("use")

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        at = y + self.scroll_offset.y
        if at >= len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        guide, variant = self._rows[at]
        if len(guide) > width // 2:  # a long chain of edits still needs room for its words
            guide = "…" + guide[1 - width // 2 :]
        here = variant.id == self._current
        style = self.visual_style.rich_style
        guides = self.get_component_rich_style("tree--guide")
        if here:
            style = self.get_component_rich_style("tree--current")
        if at == self._at and self.has_focus:
            style = self.get_component_rich_style("tree--chosen")
        cursor = "▸" if at == self._at and self.has_focus else " "
        mark = " ●" if here else ""
        room = width - len(cursor) - len(guide) - len(mark)
        label = shorten(f"{marked(variant)} {name(variant)}", max(3, room))
        if variant.discarded and cursor == " ":
            style = guides
        return Strip([Segment(cursor, style), Segment(guide, guides), Segment(label + mark, style)]).adjust_cell_length(
            width, self.visual_style.rich_style
        )

    def _go_to(self, id: str) -> None:
        for number, (_, variant) in enumerate(self._rows):
            if variant.id == id:
                self._go(number)

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._rows):
            self._at = at
            self._follow()
            self.post_message(self.Looked(self._rows[at][1]))

    def _follow(self) -> None:
        self.scroll_to_region(Region(0, self._at, 1, 1), animate=False)
        self.refresh()


def rows(variants: Sequence[Variant]) -> list[tuple[str, Variant]]:
    """Depth first: (the lines drawn before it, variant)."""
    children: dict[str, list[Variant]] = {}
    known = {variant.id for variant in variants}
    for variant in variants:
        parent = variant.parent if variant.parent in known and variant.parent != variant.id else ""
        children.setdefault(parent, []).append(variant)
    found: list[tuple[str, Variant]] = []
    # A stack instead of recursion: a long evening's chain of edits is deeper than Python's stack.
    stack = [("", "", variant) for variant in reversed(children.get("", []))]
    while stack:
        first, rest, variant = stack.pop()
        found.append((first, variant))
        below = children.get(variant.id, [])
        for number, child in reversed(list(enumerate(below))):
            last = number == len(below) - 1
            stack.append((rest + ("└ " if last else "├ "), rest + ("  " if last else "│ "), child))
    return found
