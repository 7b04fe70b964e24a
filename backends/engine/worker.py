"""The process that holds the pictures: it answers requests one by one, so that the screen never stalls or dies.

Run as `python -P -m backends.engine.worker`; requests come on standard input and answers go to what standard output
was at the start. Both standard streams then lead to the log, since native libraries write to them as they please.
"""

from __future__ import annotations

import gc
import json
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from backends.engine.files import landing, photo
from backends.engine.wire import END, ERROR, error_json, from_json, take_over_streams, to_json
from backends.errors import BackendFailed, StetError
from backends.types import Difference, ExportOptions, Job, Json, Located, Opened, Progress, Rendition, Target, Written

if TYPE_CHECKING:
    from backends.engine.files.export import Original

# How long nothing must happen before the heavy libraries are loaded unasked: a photo has just been opened, and its
# preview should not share two cores with their import.
_IDLE = 0.3
_KEPT_BYTES = 250_000_000

Answer = Opened | Progress | Rendition | Written | Difference | Located
Stamp = tuple[Path, int, int]


def main() -> None:
    answers = take_over_streams()
    requests: queue.SimpleQueue[Json] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    # Ctrl+C reaches the whole terminal; whether the engine stops is the client's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _serve(requests, answers)


def _listen(stream: BinaryIO, requests: queue.SimpleQueue[Json]) -> None:
    for line in stream:
        requests.put(json.loads(line))
    # The client is gone, perhaps by a crash: what is half written goes too, and nothing else is worth finishing.
    landing.sweep_own()
    os._exit(0)


def _serve(requests: queue.SimpleQueue[Json], answers: BinaryIO) -> None:
    bench = Bench()
    while True:
        try:
            request = requests.get(timeout=_IDLE)
        except queue.Empty:
            bench.warm_up()
            request = requests.get()
        for event, body in _answered(bench, request):
            line = json.dumps({"id": request["id"], "event": event, "body": body})
            answers.write(line.encode("ascii") + b"\n")


def _answered(bench: Bench, request: Json) -> Iterator[tuple[str, Any]]:
    """Every request ends in `end` or `error`, whatever happens."""
    try:
        for answer in bench.carry_out(request["verb"], request["body"]):
            yield type(answer).__name__, to_json(answer)
        yield END, None
    except StetError as error:
        yield ERROR, error_json(error)
    except MemoryError:
        gc.collect()
        full = BackendFailed("the engine ran out of memory", "Close other programs, or export a smaller size.")
        yield ERROR, error_json(full)
    except Exception as fault:
        traceback.print_exc()
        own = BackendFailed(f"the engine met a fault of its own ({type(fault).__name__}: {fault})", "Try it again.")
        yield ERROR, error_json(own)


class Bench:
    """What the worker has at hand: the last photo, small and whole, and the heavy libraries once imported."""

    def __init__(self) -> None:
        self._proxy: tuple[Stamp, photo.Proxy] | None = None
        self._original: tuple[Stamp, Future[Original]] | None = None
        self._beside = ThreadPoolExecutor(1)
        self._libraries: Future[None] | None = None

    def warm_up(self, export: Path | None = None) -> None:
        """Import beside the work what the first edit will need, and then read all of the photo to be exported."""
        self._libraries = self._libraries or self._beside.submit(_import_all)
        if export:
            self._original = _stamp(export), self._beside.submit(_read_original, export)

    def carry_out(self, verb: str, body: Json) -> Iterator[Answer]:
        if verb == "open":
            yield photo.write_proxy(self._small(Path(body["path"])), Path(body["proxy"]))
            return
        if verb == "warm up":
            self.warm_up(Path(body["export"]))
            return
        if verb == "copied":
            self._copied(Path(body["path"]), Path(body["copy"]))
            return
        if self._libraries:
            self._libraries.result()
        if verb == "run":
            yield from self._run(from_json(Job, body))
        elif verb == "locate":
            yield self._locate(body)
        elif verb == "sheet":
            yield self._sheet(body)
        elif verb == "export":
            targets = [from_json(Target, target) for target in body["targets"]]
            yield from self._export(Path(body["source"]), targets, from_json(ExportOptions, body["options"]))
        else:
            yield self._compare(Path(body["before"]), Path(body["after"]), Path(body["heat_map"]))

    def _run(self, job: Job) -> Iterator[Progress | Rendition]:
        from backends.engine.files.decode import proxy_pixels
        from backends.engine.files.screen import save_for_screen
        from backends.engine.held import locked_in
        from backends.engine.perform import made_for
        from backends.engine.recipe import Recipe
        from backends.engine.render import reframes, size_after

        started = time.monotonic()
        yield Progress(job.id, 0, job.count, "trying what suits the photo")
        small = self._small(job.source)
        done = len(Recipe.from_json(job.base).steps)
        for number, one in enumerate(made_for(job, proxy_pixels(small)), 1):
            width, height = size_after(one.recipe, small.width, small.height)
            added = one.recipe.steps[done:]
            yield Rendition(
                job=job.id,
                proxy=save_for_screen(one.pixels, job.folder, locked_in(one, added, job.shown)),
                width=width,
                height=height,
                look=one.look,
                recipe=one.recipe.to_json(),
                words=one.words,
                checks=one.checks,
                nearest=one.nearest,
                seconds=time.monotonic() - started,
                note=one.note,
                reframed=reframes(added),
                seam=one.seam,
            )
            yield Progress(job.id, number, job.count, "made a variant")

    def _locate(self, body: Json) -> Located:
        from backends.engine.files.decode import proxy_pixels
        from backends.engine.perform import locate
        from backends.engine.recipe import Recipe

        source, base = proxy_pixels(self._small(Path(body["source"]))), Recipe.from_json(body["base"])
        return locate(source, base, body["region"], Path(body["folder"]), place=body["place"])

    def _export(self, source: Path, targets: list[Target], options: ExportOptions) -> Iterator[Progress | Written]:
        from backends.engine.colour.lut_files import WRITES, export_lut
        from backends.engine.files.export import check_targets, export

        for target in [target for target in targets if target.path.suffix.lower() in WRITES]:
            targets.remove(target)
            yield export_lut(target, options)
        check_targets(source, targets, options)
        if not targets:
            return
        yield Progress("export", 0, len(targets), "reading the photo")
        stamp = _stamp(source)
        if self._original is None or self._original[0] != stamp:
            self._original = None  # before the next one is read: two whole photos would be too much
            self._original = stamp, self._beside.submit(_read_original, source)
        original = self._original[1].result()
        if original.pixels.rgb.nbytes > _KEPT_BYTES:
            self._original = None
        yield from export(source, targets, options, original)

    def _sheet(self, body: Json) -> Written:
        from backends.engine.files.decode import proxy_pixels
        from backends.engine.files.sheets import write_sheet

        options = from_json(ExportOptions, body["options"])
        sources = (proxy_pixels(self._small(Path(source))) for source in body["sources"])
        return write_sheet(sources, body["recipes"], body["labels"], Path(body["path"]), options)

    def _compare(self, before: Path, after: Path, heat_map: Path) -> Difference:
        from backends.engine.files.decode import decode_full
        from backends.engine.measure.difference import difference

        return difference(decode_full(before), decode_full(after), heat_map)

    def _copied(self, path: Path, copy: Path) -> None:
        """A photo that was changed since it was read is not the one that was copied."""
        was, now = _stamp(path), _stamp(copy)
        if self._proxy and self._proxy[0] == was:
            self._proxy = now, self._proxy[1]
        if self._original and self._original[0] == was:
            self._original = now, self._original[1]

    def _small(self, path: Path) -> photo.Proxy:
        stamp = _stamp(path)
        if self._proxy is None or self._proxy[0] != stamp:
            self._proxy = (stamp, photo.read_proxy(path))
        return self._proxy[1]


def _stamp(path: Path) -> Stamp:
    """Tells a changed file from the one that is at hand; a missing one is left to the reader to name."""
    try:
        status = path.stat()
    except OSError:
        return path, -1, -1
    return path, status.st_mtime_ns, status.st_size


def _import_all() -> None:
    from backends.engine.files import decode, export, screen  # noqa: F401
    from backends.engine.looks import variants  # noqa: F401
    from backends.engine.measure import difference  # noqa: F401


def _read_original(path: Path) -> Original:
    from backends.engine.files.export import read_original

    return read_original(path)


if __name__ == "__main__":
    main()
