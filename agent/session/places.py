"""Where Stet keeps what it must not lose, on each system, readable by the person alone."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


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
    """A new folder of this person alone for unfinished files; `discard` it when the job is over."""
    return Path(tempfile.mkdtemp(prefix="stet-"))


def discard(folder: Path) -> None:
    """Remove a workplace and what is in it; one that is gone already is fine."""
    shutil.rmtree(folder, ignore_errors=True)
