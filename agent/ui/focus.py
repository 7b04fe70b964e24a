"""Which keys are worth showing at the foot of the screen, for the part that has the focus."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Static

from agent.ui.grid import Grid
from agent.ui.preview import Preview
from agent.ui.transcript import EarlierRow, Transcript
from agent.ui.tree import VariantTree

Hint = tuple[str, str, str]

_PROMPT: list[Hint] = [
    ("enter", "send", ""),
    ("tab", "pictures", ""),
    ("/", "commands", ""),
    ("ctrl+z", "undo", "say('undo')"),
    ("f1", "help", "help"),
    ("f2", "tree", "tree"),
    ("esc", "stop", "stop"),
]
_PICTURE: list[Hint] = [
    ("enter", "use this one", ""),
    ("space", "large", ""),
    ("c", "compare", ""),
    ("esc", "back", "stop"),
    ("s", "star", ""),
    ("x", "discard", ""),
    ("e", "export", ""),
    ("n", "note", ""),
    ("f", "find", ""),
    ("f1", "help", "help"),
]


def hints(focused: Widget | None) -> list[Hint]:
    """(key, what it does, the app's action for a click or ""), the most useful first."""
    match focused:
        case Grid():
            return [("1-9 ← →", "look", ""), *_PICTURE]
        case VariantTree():
            return [("← →", "parent, child", ""), *_PICTURE]
        case Preview():
            return _PICTURE
        case EarlierRow():
            return [("enter", "show earlier lines", ""), ("esc", "back", "stop")]
        case Static() if focused.has_class("other"):
            return [("enter", "do this instead", ""), ("esc", "keep what was done", "")]
        case Static() if focused.has_class("approval"):
            return [("1-9", "answer", ""), ("← → enter", "choose", ""), ("esc", "do nothing", "stop")]
        case Transcript():
            return [("↑ ↓", "read", ""), ("esc", "back", "stop"), ("f1", "help", "help")]
        case _:
            return _PROMPT
