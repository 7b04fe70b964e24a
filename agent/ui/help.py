"""All keys in plain words, for someone who has never used a terminal."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from agent.ui.commands import COMMANDS

PAGES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Talking to Stet",
        (
            ("just type", "what should change and what must stay, then enter"),
            ("enter", "send"),
            ("ctrl+j", "a new line (in many terminals shift+enter too)"),
            ("↑", "what you said before"),
            ("ctrl+r", "how else your words could be read; enter then does that instead"),
            ("esc", "stop what is running; else back to typing"),
            ("ctrl+g", "put right what a receipt says went wrong, where Stet offers it"),
            ("ctrl+z  ctrl+y", "one step back, one forward; nothing is deleted"),
        ),
    ),
    (
        "More pictures",
        (
            ("drop one here", "it waits for your words: “like this one”, “put it behind her”"),
            ("enter, no words", "opens it instead"),
            ("esc", "drops it again"),
        ),
    ),
    (
        "Looking at pictures",
        (
            ("tab", "from typing to the pictures, and to the next part"),
            ("← →  or  1 … 9", "look at one of the variants"),
            ("enter", "go on with this one: the next words are about it"),
            ("space", "as large as possible"),
            ("space, then b", "draw a box, to say where something should change"),
            ("c", "compare it with what it came from"),
            ("e", "export it: a file at full size"),
            ("f2", "the tree of everything you made"),
        ),
    ),
    (
        "Keeping order, in the row or the tree",
        (
            ("s", "a star, or no star any more"),
            ("x", "out of sight; in the tree, x on one with ✕ brings it back"),
            ("p", "out of sight with everything that was made from it"),
            ("d", "in the tree: show what is out of sight"),
            ("n  r", "write a note on it; give it a name"),
            ("f", "find: what was said, a look, a name, a note, “starred”"),
            ("ctrl+z", "takes any of it back; nothing is ever deleted"),
        ),
    ),
    (
        "While comparing",
        (
            ("space", "before and after, in the same place"),
            ("b", "side by side"),
            ("d", "a map of what differs"),
            ("esc", "back"),
        ),
    ),
)


class Help(ModalScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,enter,space", "close", "back", show=False)]

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(page(), markup=False)
        yield Static(Content.assemble(("esc", "bold"), " ", ("back", "$quiet")), classes="keys")

    def action_close(self) -> None:
        self.dismiss()


def page() -> Content:
    parts: list[str | Content | tuple[str, str]] = [
        ("Stet changes photos in words. Your own file is never touched.\n", "bold"),
        "Every result is a variant with a short name: v0 is your photo, v1 the first\n"
        "variant. Use the names when you like: “the second one, but warmer”, “back to v0”.\n",
    ]
    for title, rows in PAGES:
        parts += ["\n", (f"{title}\n", "bold $accent")]
        for key, does in rows:
            parts += [(f"  {key:<16}", "bold"), f" {does}\n"]
    parts += ["\n", ("Commands\n", "bold $accent")]
    for command in COMMANDS:
        parts += [(f"  {command.name:<16}", "bold"), f" {command.help}\n"]
    parts += ["\n", ("  ctrl+c twice", "bold"), "    quit; Stet remembers where you were"]
    return Content.assemble(*parts)
