"""Two variants looked at in the same place: in turn, side by side, or as a map of what differs."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from agent.events import Compared
from agent.harmless import harmless
from agent.ui.picture import Picture


class Compare(ModalScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,left,right", "flip", "flip", show=False),
        Binding("b", "beside", "side by side", show=False),
        Binding("d", "difference", "difference", show=False),
        Binding("escape,q,c", "close", "back", show=False),
        Binding("enter", "close", show=False),
    ]

    def __init__(self, pair: Compared, before: str = "", after: str = "") -> None:
        """`before` and `after` are what the two are called beside their ids."""
        super().__init__()
        self._pair = pair
        self._names = (f"{pair.before}  {before}".strip(), f"{pair.after}  {after}".strip())
        self._second = True

    def compose(self) -> ComposeResult:
        pair = self._pair
        yield Static(markup=False, classes="title")
        with Vertical(classes="turn"):
            # Both are drawn at once, so that a flip is only a change of which one shows.
            yield Picture(pair.before_path, words="…", classes="first")
            yield Picture(pair.after_path, words="…", classes="second")
        with Horizontal(classes="beside"):
            for label, path, words in zip(
                ("before", "after"), (pair.before_path, pair.after_path), self._names, strict=True
            ):
                with Vertical():
                    yield Static(Content(f"{label}  {harmless(words)}"), classes="label")
                    yield Picture(path, words="…")
        with Vertical(classes="difference"):
            yield Picture(pair.heat_map, words="…")
        yield Static(Content(harmless(pair.words)), classes="words")
        yield Static(markup=False, classes="keys")

    def on_mount(self) -> None:
        self._show("turn")

    def action_flip(self) -> None:
        if self._way == "turn":
            self._second = not self._second
        self._show("turn")

    def action_beside(self) -> None:
        self._show("turn" if self._way == "beside" else "beside")

    def action_difference(self) -> None:
        self._show("turn" if self._way == "difference" else "difference")

    def action_close(self) -> None:
        self.dismiss()

    def _show(self, way: str) -> None:
        self._way = way
        for each in ("turn", "beside", "difference"):
            self.query_one(f".{each}").display = each == way
        # Visibility, not display: a picture that is not laid out has no size to be drawn at.
        self.query_one(".first").visible = not self._second
        self.query_one(".second").visible = self._second
        before, after = self._names
        title: list[str | tuple[str, str]]
        match way:
            case "turn":
                label = " after " if self._second else " before "
                title = [(label, "bold reverse"), "  ", (harmless(after if self._second else before), "bold")]
            case "beside":
                title = [("side by side", "bold")]
            case _:
                pair = f"   {harmless(before)}  →  {harmless(after)}"
                title = [("what differs", "bold"), (f"{pair}   brighter: more", "$quiet")]
        self.query_one(".title", Static).update(Content.assemble(*title))
        keys = (("space", "flip"), ("b", "side by side"), ("d", "what differs"), ("esc", "back"))
        self.query_one(".keys", Static).update(
            Content("   ").join(Content.assemble((key, "bold"), " ", (does, "$quiet")) for key, does in keys)
        )
