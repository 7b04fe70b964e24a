"""What one part of the screen tells the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from agent.plan import Plan


class Sent(Message):
    """The person sent words from the prompt, with the files that they attached."""

    def __init__(self, words: str, attached: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self.words = words
        self.attached = attached


class Dropped(Message):
    """The person dropped or pasted files."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        super().__init__()
        self.paths = paths


class Asked(Message):
    """The person asks for something to be done with a variant: "use", "large", "compare", "export", "star" …"""

    def __init__(self, variant: str, what: str) -> None:
        super().__init__()
        self.variant = variant
        self.what = what


class Answered(Message):
    """The person answered a question that a turn waits for."""

    def __init__(self, approval: str, choice: str) -> None:
        super().__init__()
        self.approval = approval
        self.choice = choice


class Earlier(Message):
    """The person wants to read older lines of the conversation."""


class Instead(Message):
    """The person wants words carried out as the other reading of them."""

    def __init__(self, words: str, about: str, reading: Plan) -> None:
        super().__init__()
        self.words = words
        self.about = about
        self.reading = reading
