"""Keep native libraries and child processes from writing into the middle of the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def quiet_descriptors(log: Path) -> Generator[None]:
    """Send file descriptors 1 and 2 to `log` while the app runs; Textual keeps the real terminal.

    Textual draws on `sys.__stderr__` and asks `sys.__stdout__` for the size, so both get private duplicates of
    the terminal. On Windows, where the console is reached by handles instead, this does nothing.
    """
    if sys.platform == "win32":
        yield
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    _flush()
    kept = (os.dup(1), os.dup(2))
    streams = (sys.__stdout__, sys.__stderr__)
    try:
        target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(target, 1)
        os.dup2(target, 2)
        os.close(target)
        out = os.fdopen(kept[0], "w", encoding="utf-8", errors="replace", closefd=False)
        err = os.fdopen(kept[1], "w", encoding="utf-8", errors="replace", closefd=False)
        sys.__stdout__, sys.__stderr__ = out, err  # pyright: ignore[reportAttributeAccessIssue, reportConstantRedefinition]
        yield
        out.flush()
        err.flush()
    finally:
        _flush()
        sys.__stdout__, sys.__stderr__ = streams  # pyright: ignore[reportAttributeAccessIssue, reportConstantRedefinition]
        for descriptor, original in zip((1, 2), kept, strict=True):
            os.dup2(original, descriptor)
            os.close(original)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue
