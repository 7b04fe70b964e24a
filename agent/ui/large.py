"""One variant as large as the terminal allows, with the arrows going through its round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from agent.harmless import one_line
from agent.session.model import Variant
from agent.ui.messages import Asked
from agent.ui.picture import Picture
from agent.ui.text import line


class Large(ModalScreen[Asked | None]):
    """Closes with what the person asked for there, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "step(-1)", show=False),
        Binding("right,down", "step(1)", show=False),
        Binding("escape,space,q", "close", show=False),
        Binding("enter", "ask('use')", show=False),
        Binding("c", "ask('compare')", show=False),
        Binding("e", "ask('export')", show=False),
        Binding("b", "ask('box')", show=False),
    ]

    def __init__(self, variants: Sequence[Variant], at: int, current: str) -> None:
        super().__init__()
        self._variants = variants
        self._at = at
        self._current = current

    def compose(self) -> ComposeResult:
        yield Static(markup=False, classes="title")
        yield Picture(self._variants[self._at].proxy, words="…")
        yield Static(markup=False, classes="keys")

    def on_mount(self) -> None:
        self._show()

    def action_step(self, by: int) -> None:
        self._at = min(max(self._at + by, 0), len(self._variants) - 1)
        self._show()

    def action_close(self) -> None:
        self.dismiss(None)

    def action_ask(self, what: str) -> None:
        self.dismiss(Asked(self._variants[self._at].id, what))

    def _show(self) -> None:
        variant = self._variants[self._at]
        mark = "  ● current" if variant.id == self._current else ""
        self.query_one(".title", Static).update(
            Content.assemble((one_line(variant.id), "bold"), f"  {line(variant)}", (mark, "bold $accent"))
        )
        self.query_one(Picture).show(variant.proxy, "…")
        keys = [("enter", "use this one"), ("c", "compare"), ("e", "export"), ("b", "draw a box"), ("esc", "back")]
        if len(self._variants) > 1:
            keys.insert(0, ("← →", f"{self._at + 1} of {len(self._variants)}"))
        self.query_one(".keys", Static).update(
            Content("   ").join(Content.assemble((key, "bold"), " ", (does, "$quiet")) for key, does in keys)
        )
