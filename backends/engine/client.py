"""The embedded engine as the rest of Stet sees it: a worker process, started at once, killed and replaced at need.

The worker should be reading the photo while the screen is still importing its widgets, so only what starts it is
imported at once; asyncio, and the types of requests and answers, come when they are used.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from backends.engine.files import landing
from backends.engine.wire import END, ERROR, answer_from, error_from, error_json, to_json
from backends.errors import BackendFailed, StetError

if TYPE_CHECKING:
    from backends.types import (
        Difference,
        ExportOptions,
        Job,
        Json,
        Located,
        Opened,
        Progress,
        Rendition,
        Target,
        Written,
    )

_ROOT = Path(__file__).parents[2]
_PATIENCE = 0.5


class Engine:
    """Satisfies `backends.base.Darkroom`. Requests are carried out one after the other, in order.

    A worker that dies fails only the request it was at; the next one gets a new worker.
    """

    name = "engine"

    def __init__(self, log: Path | None = None) -> None:
        """Start the worker. `log` is where native libraries' chatter goes; without it, to a file that is dropped."""
        self._log = log
        self._lock = threading.RLock()
        self._waiting: deque[_Request] = deque()
        self._current: _Request | None = None
        self._begun: dict[tuple[Path, Path], _Request] = {}
        self._numbers = 0
        self._closed = False
        self._worker: _Worker | None = self._spawn()

    @classmethod
    def start(cls, log: Path | None = None) -> Engine:
        return cls(log)

    def begin_open(self, path: Path, proxy: Path) -> None:
        """Let the worker begin on what `open` with the same paths will ask for; needs no event loop."""
        self._begun[path, proxy] = self._submit("open", {"path": str(path), "proxy": str(proxy)})

    def warm_up(self, export: Path) -> None:
        """Let the worker get ready beside its work for an edit of `export` and for writing that at full resolution.

        Left alone it waits with its libraries until nothing else is to be done, and with the photo until an export.
        """
        self._submit("warm up", {"export": str(export)})

    def copied(self, path: Path, copy: Path) -> None:
        """What the worker has read of `path` stays good for `copy`, which holds the same bytes."""
        self._submit("copied", {"path": str(path), "copy": str(copy)})

    async def open(self, path: Path, proxy: Path) -> Opened:
        """Read a picture and write its proxy. Raises BadImage, and then has written nothing."""
        request = self._begun.pop((path, proxy), None)
        request = request or self._submit("open", {"path": str(path), "proxy": str(proxy)})
        return cast("Opened", await self._only(request))

    async def run(self, job: Job) -> AsyncGenerator[Progress | Rendition, None]:
        """Make variants. Closing or cancelling the iterator kills the work within milliseconds."""
        async with aclosing(self._answers(self._submit("run", to_json(job)))) as answers:
            async for answer in answers:
                yield answer

    async def export(
        self, source: Path, targets: Sequence[Target], options: ExportOptions
    ) -> AsyncGenerator[Progress | Written, None]:
        """Write full-resolution files, each whole or not at all."""
        body = {"source": str(source), "targets": to_json(list(targets)), "options": to_json(options)}
        request = self._submit("export", body, tuple(target.path.parent for target in targets))
        async with aclosing(self._answers(request)) as answers:
            async for answer in answers:
                yield answer

    async def sheet(
        self,
        sources: Sequence[Path],
        recipes: Sequence[Json],
        labels: Sequence[str],
        path: Path,
        options: ExportOptions,
    ) -> Written:
        """Write several variants as one picture. Raises BadRequest for a format or a file that exists."""
        body = {
            "sources": [str(source) for source in sources],
            "recipes": list(recipes),
            "labels": list(labels),
            "path": str(path),
            "options": to_json(options),
        }
        return cast("Written", await self._only(self._submit("sheet", body, (path.parent,))))

    async def locate(self, source: Path, base: Json, region: str, folder: Path, *, place: bool = False) -> Located:
        """Find a region by its name and draw it. Raises NotPossible, BadRequest."""
        body = {"source": str(source), "base": base, "region": region, "folder": str(folder), "place": place}
        return cast("Located", await self._only(self._submit("locate", body)))

    async def compare(self, before: Path, after: Path, heat_map: Path) -> Difference:
        """Measure what separates two proxies and write the heat map."""
        body = {"before": str(before), "after": str(after), "heat_map": str(heat_map)}
        return cast("Difference", await self._only(self._submit("compare", body)))

    async def close(self) -> None:
        """End the worker; what was still to do fails with BackendFailed."""
        import asyncio

        await asyncio.to_thread(self.stop)

    def stop(self) -> None:
        """`close` for those who have no event loop; waits at most half a second."""
        with self._lock:
            self._closed = True
            worker, self._worker = self._worker, None
            unfinished = [self._current, *self._waiting] if self._current else list(self._waiting)
            self._waiting.clear()
            self._current = None
            for request in unfinished:
                request.reply.put(ERROR, error_json(BackendFailed("the engine was closed")))
        if worker:
            worker.end(_PATIENCE)

    def _spawn(self) -> _Worker:
        return _Worker(self._log, self._heard, self._died)

    def _submit(self, verb: str, body: Json, folders: tuple[Path, ...] = ()) -> _Request:
        with self._lock:
            if self._closed:
                raise BackendFailed("the engine was closed", "Start Stet again.")
            self._numbers += 1
            request = _Request(self._numbers, verb, body, folders)
            self._waiting.append(request)
            self._next()
            return request

    def _next(self) -> None:
        """Hand the worker its next request, when it is free; under the lock."""
        if self._current or not self._waiting or self._closed:
            return
        self._worker = self._worker or self._spawn()
        self._current = self._waiting.popleft()
        self._worker.send({"id": self._current.id, "verb": self._current.verb, "body": self._current.body})

    def _heard(self, worker: _Worker, message: Json) -> None:
        with self._lock:
            request = self._current
            if worker is not self._worker or request is None or request.id != message["id"]:
                return
            request.reply.put(message["event"], message["body"])
            if message["event"] in (END, ERROR):
                self._current = None
                self._next()

    def _died(self, worker: _Worker) -> None:
        """The worker's streams are closed and it is gone, by itself or killed."""
        landing.sweep_after(worker.pid, worker.folders)
        with self._lock:
            if worker is not self._worker:
                return
            self._worker = None
            request, self._current = self._current, None
            if request:
                request.reply.put(ERROR, error_json(worker.last_words()))
            self._next()

    def _cancel(self, request: _Request) -> None:
        with self._lock:
            if request in self._waiting:
                self._waiting.remove(request)
                return
            if request is not self._current or self._worker is None:
                return
            worker, self._current = self._worker, None
            self._worker = None if self._closed else self._spawn()
            worker.kill()
            self._next()

    async def _answers(self, request: _Request) -> AsyncGenerator[Any, None]:
        finished = False
        try:
            while True:
                event, body = await request.reply.get()
                if event == END:
                    finished = True
                    return
                if event == ERROR:
                    finished = True
                    raise error_from(body)
                yield answer_from(event, body)
        finally:
            if not finished:
                self._cancel(request)

    async def _only(self, request: _Request) -> Any:
        answer = None
        async with aclosing(self._answers(request)) as answers:
            async for one in answers:
                answer = one
        return answer


class _Reply:
    """A mailbox that a thread fills and a coroutine empties; it may be filled before there is an event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._letters: deque[tuple[str, Any]] = deque()
        self._wake: Callable[[], None] = lambda: None

    def put(self, event: str, body: Any) -> None:
        with self._lock:
            self._letters.append((event, body))
            wake = self._wake
        wake()

    async def get(self) -> tuple[str, Any]:
        import asyncio

        loop, arrived = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            with suppress(RuntimeError):  # the loop was closed with the answer still on its way
                loop.call_soon_threadsafe(arrived.set)

        with self._lock:
            self._wake = wake
        while True:
            with self._lock:
                if self._letters:
                    return self._letters.popleft()
            await arrived.wait()
            arrived.clear()


@dataclass(eq=False, slots=True)
class _Request:
    """`folders` are where the worker may leave something half written when it is killed."""

    id: int
    verb: str
    body: Json
    folders: tuple[Path, ...] = ()
    reply: _Reply = field(default_factory=_Reply)


class _Worker:
    """One process and the thread that listens to it."""

    def __init__(
        self, log: Path | None, heard: Callable[[_Worker, Json], None], died: Callable[[_Worker], None]
    ) -> None:
        self._log = _open_log(log)
        self._heard, self._died = heard, died
        self.folders: set[Path] = set()
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            # -P: a folder of the user's that holds a `backends` of its own must not shadow ours.
            [sys.executable, "-P", "-X", "utf8", "-m", "backends.engine.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=os.environ | {"PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.pid = self._process.pid
        threading.Thread(target=self._listen, name="engine", daemon=True).start()

    def send(self, request: Json) -> None:
        stdin = cast(IO[bytes], self._process.stdin)
        self.folders.update(Path(target["path"]).parent for target in request["body"].get("targets", ()))
        with suppress(OSError):  # a dead worker is reported by `_listen`
            stdin.write(json.dumps(request).encode("ascii") + b"\n")
            stdin.flush()

    def kill(self) -> None:
        self._process.kill()

    def end(self, patience: float) -> None:
        """Closing its input tells the worker to stop; one that does not is killed."""
        with suppress(OSError):
            cast(IO[bytes], self._process.stdin).close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def last_words(self) -> StetError:
        """What killed it, as far as it said; only after its end, as both processes share the place in the log."""
        tail = ""
        with suppress(OSError, ValueError):
            self._log.seek(max(0, self._log.seek(0, os.SEEK_END) - 4000))
            lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
            tail = f" ({lines[-1][:200]})" if lines else ""
        return BackendFailed(f"the engine stopped in the middle of its work{tail}", "Try it again; nothing was lost.")

    def _listen(self) -> None:
        stdout = cast(IO[bytes], self._process.stdout)
        with stdout:
            for line in stdout:
                with suppress(ValueError):  # cut off by its end
                    self._heard(self, json.loads(line))
        self._process.wait()
        with suppress(OSError):
            cast(IO[bytes], self._process.stdin).close()
        self._died(self)
        self._log.close()


def _open_log(log: Path | None) -> IO[bytes]:
    if log is None:
        from tempfile import TemporaryFile

        return TemporaryFile()
    log.parent.mkdir(parents=True, exist_ok=True)
    return open(log, "ab+")
