"""Local models think aloud in <think> tags at the beginning of their text: told apart while it streams."""

from __future__ import annotations

import re

_OPEN = re.compile(r"\s*<(think|thinking|reasoning)>")
_OPENINGS = ("<think>", "<thinking>", "<reasoning>")


class Thinking:
    """Feed text as it comes; each gives the text and the thoughts in it. Tags later in a text are text."""

    def __init__(self) -> None:
        self._held = ""
        self._close = ""
        self._decided = False
        self._fresh = False  # the blank lines after the thoughts belong to neither

    def feed(self, text: str) -> tuple[str, str]:
        if self._decided and not self._close:
            if self._fresh:
                text = text.lstrip("\n")
                self._fresh = not text
            return text, ""
        self._held += text
        if not self._decided:
            begun = self._held.lstrip()
            if not begun or any(opening.startswith(begun) for opening in _OPENINGS):
                return "", ""
            self._decided = True
            if opened := _OPEN.match(self._held):
                self._close = f"</{opened[1]}>"
                self._held = self._held[opened.end() :]
        return self._split()

    def finish(self) -> tuple[str, str]:
        """What was held back because it could have become a tag."""
        held, self._held = self._held, ""
        return ("", held) if self._close else (held, "")

    def _split(self) -> tuple[str, str]:
        if not self._close:
            held, self._held = self._held, ""
            return held, ""
        thought, closed, text = self._held.partition(self._close)
        if closed:
            self._close = self._held = ""
            text = text.lstrip("\n")
            self._fresh = not text
            return text, thought
        keep = next((size for size in range(len(self._close) - 1, 0, -1) if self._held.endswith(self._close[:size])), 0)
        thought, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return "", thought
