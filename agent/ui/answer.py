"""An answer of a language model while it is being written: one stream of Markdown, drawn in pieces as they come.

What the model writes is data: links are not followed, and nothing in it reaches the terminal but letters.
"""

from __future__ import annotations

from textual.widgets import Markdown
from textual.widgets.markdown import MarkdownStream

from agent.harmless import harmless


class Answer(Markdown):
    def __init__(self) -> None:
        super().__init__("", open_links=False, classes="said answer")
        self._stream: MarkdownStream | None = None
        self.words = ""

    def write(self, text: str) -> None:
        text = harmless(text)
        self.words += text
        self.call_later(self._append, text)

    def finish(self) -> None:
        """No more comes; what is still waiting is drawn."""
        self.call_later(self._end)

    async def _append(self, text: str) -> None:
        if self._stream is None:
            self._stream = Markdown.get_stream(self)
        await self._stream.write(text)

    async def _end(self) -> None:
        if self._stream is not None:
            await self._stream.stop()
            self._stream = None
