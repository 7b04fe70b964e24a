"""The large picture: the current variant, or the one that the person looks at, with what it is in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from agent.harmless import one_line
from agent.ui.messages import Asked
from agent.ui.picture import Picture, pictures
from agent.ui.pictures import Mode
from agent.ui.text import money, name, shorten, size, span

if TYPE_CHECKING:
    from pathlib import Path

    from agent.session.model import Variant


class Preview(Vertical, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask('use')", "use this one", show=False),
        Binding("space", "ask('large')", "large", show=False),
        Binding("c", "ask('compare')", "compare", show=False),
        Binding("e", "ask('export')", "export", show=False),
    ]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.variant: Variant | None = None
        self._picture = Picture(words="opening …")
        self._facts = Static(markup=False, classes="facts")

    def compose(self) -> ComposeResult:
        yield self._picture
        yield self._facts

    def show(self, variant: Variant, current: str) -> None:
        self.variant = variant
        here = variant.id == current
        self.border_title = Content(f"{variant.id}  {shorten(name(variant), 40)}")
        self.border_subtitle = Content("● current" if here else "looking; enter uses this one")
        self._picture.display = pictures(self).mode is not Mode.NONE
        self._picture.show(variant.proxy, "…")
        self._facts.update(facts(variant))

    async def glimpse(self, proxy: Path, width: int, height: int) -> bool:
        """Show a photo that was read but is not kept yet, so that nothing can be asked of it; returns when it is on
        the screen. False where no picture is shown."""
        self._facts.update(_untouched(width, height))
        return pictures(self).mode is not Mode.NONE and await self._picture.present(proxy)

    def wait(self, words: str) -> None:
        """Say what is awaited, or what can be done, while there is no photo."""
        self.variant = None
        self.border_title = ""
        self.border_subtitle = ""
        self._picture.display = True
        self._picture.show(None, words)
        self._facts.update("")

    def action_ask(self, what: str) -> None:
        if self.variant:
            self.post_message(Asked(self.variant.id, what))


def facts(variant: Variant) -> Content:
    """What a variant is, on two lines: what was measured, then where it comes from and what it took."""
    if not variant.parent:
        return _untouched(variant.width, variant.height)
    first = one_line(variant.measured) or one_line(variant.words)
    parts = [f"from {variant.parent}", size(variant.width, variant.height), money(variant.cost_usd)]
    if variant.seconds:
        parts.append(span(variant.seconds))
    return Content.assemble((first, ""), "\n", (" · ".join(parts), "$quiet"))


def _untouched(width: int, height: int) -> Content:
    return Content.assemble(("your photo, never changed", ""), "\n", (size(width, height), "$quiet"))
