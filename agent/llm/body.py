"""The bytes of an answer as JSON values: event streams as servers really write them, JSON lines, or one JSON object.

Beyond the standard: a byte order mark, `data:` without a blank line between events, no blank line after the last one,
`event: error` without an error key, a whole JSON body although a stream was asked for (recorded or reported for
Groq, GPUStack, LM Studio, gateways). What cannot be an answer is a `fault`, and what came before it stands.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import re
from typing import Any, Final, cast

from backends.types import Json

LONGEST_EVENT = 8_000_000
_BOM: Final = codecs.BOM_UTF8
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")


class NotAnAnswer(ValueError):
    """The bytes are not what a language model's server sends."""


class TooLong(ValueError):
    """One event is longer than any that means something."""


class Body:
    """Feed the pieces as they come from the network; each returns the values that became whole.

    `done` once [DONE] was read, `fault` once something could not be read. The kind of body is told by its first byte:
    content types lie.
    """

    def __init__(self, longest: int = LONGEST_EVENT) -> None:
        self.done = False
        self.fault: NotAnAnswer | TooLong | None = None
        self._longest = longest
        self._buffer = bytearray()
        self._searched = 0
        self._started = False
        self._whole = False  # one JSON object, perhaps over many lines
        self._data: list[str] = []
        self._held = 0
        self._event = ""

    def feed(self, piece: bytes) -> list[object]:
        found: list[object] = []
        if self.fault is not None:
            return found
        self._buffer += piece
        try:
            if self._started or self._start():
                while not self._whole and (line := self._line()) is not None:
                    found += self._take(line)
            if len(self._buffer) + self._held > self._longest:
                raise TooLong(f"an event of more than {self._longest} bytes")
        except (NotAnAnswer, TooLong) as fault:
            self.fault = fault
            self._buffer.clear()
        return found

    def finish(self) -> list[object]:
        """What is left when the body has ended."""
        rest = bytes(self._buffer)
        self._buffer.clear()
        if self.fault is not None:
            return []
        try:
            if self._whole:
                return _values(_text(rest)) if rest.strip() else []
            found = self._take(_text(rest.rstrip(b"\r\n"))) if rest.strip() else []
        except NotAnAnswer as fault:
            self.fault = fault
            return []
        # An event without its blank line counts if it is whole; cut in two, it is the end of a broken stream.
        with contextlib.suppress(NotAnAnswer):
            found += self._dispatch()
        return found

    def _start(self) -> bool:
        """Look at the first byte that says something."""
        if len(self._buffer) < len(_BOM) and _BOM.startswith(bytes(self._buffer)):
            return False
        if self._buffer.startswith(_BOM):
            del self._buffer[: len(_BOM)]
        first = bytes(self._buffer[:512]).lstrip()[:1]
        if not first:
            return False
        if first == b"<":
            raise NotAnAnswer("a web page came instead of an answer")
        self._started = True
        self._whole = first in b"{["
        return True

    def _line(self) -> str | None:
        mark = _LINE_END.search(self._buffer, self._searched)
        at, end = mark.span() if mark else (-1, -1)
        del mark  # it keeps the buffer from shrinking
        if at < 0 or (end == len(self._buffer) and self._buffer[at] == 13 and end == at + 1):
            # The line feed of a CRLF may come with the next piece.
            self._searched = len(self._buffer) if at < 0 else at
            return None
        line = bytes(self._buffer[:at])
        del self._buffer[:end]
        self._searched = 0
        return _text(line)

    def _take(self, line: str) -> list[object]:
        if self.done:
            return []
        if not line.strip():
            return self._dispatch()
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
            self._held += len(line)
            if value.startswith("[DONE]"):
                return self._dispatch()
        elif name == "event":
            # The event's name can stand behind its data (Bedrock), but never before the blank line of the one before.
            self._event = value.strip()
        elif line.lstrip().startswith("{"):
            return _values(line)
        return []

    def _dispatch(self) -> list[object]:
        data, event = self._data, self._event
        self._data, self._event, self._held = [], "", 0
        found: list[object] = []
        if data and data[-1].startswith("[DONE]"):
            self.done = True
            data = data[:-1]
        text = "\n".join(data).strip()
        if not text:
            return found
        try:
            found = [json.loads(text)]
        except (ValueError, RecursionError):
            # Several events without blank lines between them: each line is whole for itself, or none is meant to be.
            found = [value for line in data if line.strip() for value in _values(line)]
        return [_named(value, event) for value in found]


def _named(value: object, event: str) -> object:
    """An event's name says what its data leave out."""
    if not isinstance(value, dict):
        return {"error": value} if event == "error" else value
    found = cast(Json, value)
    if event == "error" and not found.get("error"):
        return {"error": found}
    if event.startswith("response.") and "type" not in found:
        return found | {"type": event}
    return found


def _values(text: str) -> list[object]:
    """One JSON value, or several a line."""
    try:
        value: Any = json.loads(text)
        return cast(list[object], value) if isinstance(value, list) else [value]
    except (ValueError, RecursionError):
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:
            raise NotAnAnswer("an event is not JSON") from None
        return [value for line in lines for value in _values(line)]


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise NotAnAnswer("an event is not UTF-8") from None
