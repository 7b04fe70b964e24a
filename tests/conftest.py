"""What every test starts from: temporary files of Stet go where pytest removes them, in whatever process."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Generator

import pytest

from backends.engine.client import Engine

# Hundreds of processes are started here, each of which would compile Stet anew where a shell has this set.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Workers that share the cores only get in each other's way with several threads each; the engine's processes too.
if "PYTEST_XDIST_WORKER" in os.environ:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):
        os.environ.setdefault(name, "1")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Seven thousand tests are made, all of which stay: to look through them for garbage is a fifth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a test of the screen or of a server waits for a tenth of its time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _own_temporary_files(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    folder = str(tmp_path_factory.mktemp("temporary"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", folder)
        for name in ("TMPDIR", "TEMP", "TMP"):
            patch.setenv(name, folder)
        yield


@pytest.fixture(scope="session")
def engine() -> Generator[Engine]:
    """One engine for all tests of a process: a new worker spends a second on what its first edit needs."""
    engine = Engine()
    yield engine
    engine.stop()
