"""Where Stet keeps what it must not lose, and where it works on what is unfinished, readable by the person alone."""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import tempfile
import time
from pathlib import Path

from agent.session.alive import is_alive, myself

LOG = "stet.log"
_KEEP_LOG = 7 * 24 * 3600.0
# stet-PID-BEGINNING-RANDOM, as `workplace` makes them; the engine's worker leaves its beginning out.
_WORKPLACE = re.compile(r"stet-(\d+)-([0-9a-f]*\.?\d*)-\w+")
_made: set[Path] = set()


def home() -> Path:
    """The data folder: `STET_HOME` where set, else the platform's own (~/.local/share/stet on Linux). Not created."""
    chosen = os.environ.get("STET_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path  # 20 ms that a chosen home need not pay

    return user_data_path("stet", appauthor=False)


def private_folder(path: Path) -> Path:
    """Create `path` for this person only (mode 0700 where the system has modes); missing parents likewise."""
    if not path.parent.exists():
        private_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def workplace() -> Path:
    """A new folder of this person alone for unfinished files; `discard` it when the job is over.

    Its name says whose it is: one that is forgotten goes when the process ends, or with a `sweep` when that was killed.
    """
    pid, began = myself()
    atexit.unregister(_leave)
    atexit.register(_leave)
    folder = Path(tempfile.mkdtemp(prefix=f"stet-{pid}-{began}-"))
    _made.add(folder)
    return folder


def discard(folder: Path) -> None:
    """Remove a workplace and what is in it; one that is gone already is fine."""
    _made.discard(folder)
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> int:
    """Remove the workplaces of processes that are gone; returns how many. A log that says something stays a week."""
    gone = 0
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            match = _WORKPLACE.fullmatch(entry.name)
            if match and _is_mine(entry) and not is_alive(int(match[1]), match[2]) and not _has_news(Path(entry.path)):
                shutil.rmtree(entry.path, ignore_errors=True)
                gone += 1
    return gone


def _leave() -> None:
    """At the end of this process, but not of one that it forked."""
    mine = f"stet-{os.getpid()}-"
    for folder in list(_made):
        if folder.name.startswith(mine) and not _has_news(folder):
            discard(folder)


def _is_mine(entry: os.DirEntry[str]) -> bool:
    with contextlib.suppress(OSError):
        owner = entry.stat(follow_symlinks=False).st_uid
        return entry.is_dir(follow_symlinks=False) and (os.name == "nt" or owner == os.getuid())
    return False


def _has_news(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        status = (folder / LOG).stat()
        return status.st_size > 0 and time.time() - status.st_mtime < _KEEP_LOG
    return False
