"""What one part of the screen tells the others."""

from __future__ import annotations

from pathlib import Path

from textual.message import Message


class Sent(Message):
    """The person sent words from the prompt."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


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
