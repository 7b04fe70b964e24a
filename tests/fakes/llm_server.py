"""A language model's server on this computer that plays what it is told to: answers, recordings, faults, any bytes."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, ClassVar, Self

STREAM = "text/event-stream"


@dataclass(slots=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.raw)


@dataclass(frozen=True, slots=True)
class Play:
    """One response. `pieces` go out one after the other with `pause` seconds between; `then` is what happens at the
    end: "end" closes the body as announced, "cut" drops the connection, "hang" keeps it open."""

    pieces: Sequence[bytes] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    content_type: str = STREAM
    pause: float = 0.0
    then: str = "end"
    framing: str = "chunked"  # or "length" (announced as `length`), or "close"
    length: int | None = None
    before: float = 0.0


def sse(*chunks: object, done: bool = True) -> bytes:
    events = [f"data: {chunk if isinstance(chunk, str) else json.dumps(chunk)}\n\n" for chunk in chunks]
    return "".join([*events, "data: [DONE]\n\n" if done else ""]).encode()


def text_chunk(text: str, finish: str | None = None) -> dict[str, Any]:
    return {"id": "c1", "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}


def call_chunk(name: str, arguments: str, id: str = "call_1", index: int = 0) -> dict[str, Any]:
    call = {"index": index, "id": id, "type": "function", "function": {"name": name, "arguments": arguments}}
    return {"id": "c1", "choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}]}


def finish_chunk(reason: str = "stop") -> dict[str, Any]:
    return {"id": "c1", "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}


USAGE = {"id": "c1", "choices": [], "usage": {"prompt_tokens": 12, "completion_tokens": 5, "total_tokens": 17}}


def said(text: str = "Good.") -> Play:
    return Play((sse(text_chunk(text), finish_chunk(), USAGE),))


def error(status: int, message: str, headers: dict[str, str] | None = None, **more: Any) -> Play:
    body = json.dumps({"error": {"message": message, **more}}).encode()
    return Play((body,), status, headers or {}, "application/json")


Answer = Play | Callable[[Asked], Play | Awaitable[Play]]


class LlmServer:
    """Plays `answers` one after the other, the last again and again. `asked` are the requests, `closed` is set when a
    connection was closed by the other side before the answer was over. `watchers` see every request to any of them."""

    watchers: ClassVar[list[Callable[[Asked], None]]] = []

    def __init__(self, *answers: Answer) -> None:
        self.answers: list[Answer] = list(answers)
        self.asked: list[Asked] = []
        self.closed = asyncio.Event()
        self.port = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while (asked := await _request(reader)) is not None:
                self.asked.append(asked)
                for watch in self.watchers:
                    watch(asked)
                if not await self._play(asked, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            self.closed.set()
        except asyncio.CancelledError:
            pass
        finally:
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _play(self, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """True when the connection can be used again."""
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        play = answer if isinstance(answer, Play) else answer(asked)
        if not isinstance(play, Play):
            play = await play
        gone = asyncio.ensure_future(_until_closed(reader))
        sending = asyncio.ensure_future(self._send(play, writer))
        try:
            await asyncio.wait({gone, sending}, return_when=asyncio.FIRST_COMPLETED)
            if not sending.done():
                self.closed.set()
        finally:
            gone.cancel()
            sending.cancel()
            _, sent = await asyncio.gather(gone, sending, return_exceptions=True)
        if isinstance(sent, ConnectionError):
            self.closed.set()
        return sent is True

    async def _send(self, play: Play, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(play.before)
        headers = {"Content-Type": play.content_type, **play.headers}
        if play.framing == "chunked":
            headers["Transfer-Encoding"] = "chunked"
        elif play.framing == "length":
            headers["Content-Length"] = str(play.length if play.length is not None else sum(map(len, play.pieces)))
        else:
            headers["Connection"] = "close"
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
        writer.write(f"HTTP/1.1 {play.status} Played\r\n{head}\r\n".encode())
        async for piece in _paced(play):
            writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" if play.framing == "chunked" else piece)
            await writer.drain()
        if play.then == "hang":
            await asyncio.sleep(3600)
        if play.then == "cut":
            return False
        if play.framing == "chunked":
            writer.write(b"0\r\n\r\n")
        await writer.drain()
        return play.framing != "close"


async def _paced(play: Play) -> AsyncIterator[bytes]:
    for piece in play.pieces:
        if piece:
            yield piece
        if play.pause:
            await asyncio.sleep(play.pause)


async def _request(reader: asyncio.StreamReader) -> Asked | None:
    line = await reader.readline()
    if not line:
        return None
    method, path, _ = line.decode().split(" ", 2)
    headers: dict[str, str] = {}
    while (line := await reader.readline()).strip():
        name, _, value = line.decode().partition(":")
        headers[name.strip().lower()] = value.strip()
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(method, path, headers, raw)


async def _until_closed(reader: asyncio.StreamReader) -> None:
    """Returns when the other side has closed; the next request, if there is one, stays unread."""
    while not reader.at_eof() and reader.exception() is None:  # noqa: ASYNC110 - a reader has no event for it
        await asyncio.sleep(0.005)
