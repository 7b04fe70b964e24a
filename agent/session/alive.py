"""Tells work in progress from what a dead process left behind: a process is its number and when it began."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


def myself() -> tuple[int, str]:
    """(process number, beginning) of this process, and of no other one that it forks."""
    return os.getpid(), _own_beginning(os.getpid())


def is_alive(pid: int, began: str) -> bool:
    """Whether that very process runs; another one that was given its number does not count.

    Where the system does not tell when a process began (no /proc), its number alone decides, in favour of alive.
    """
    if pid <= 0 or not _runs(pid):
        return False
    now = _beginning(pid)
    return not (began and now) or began == now


@cache
def _own_beginning(pid: int) -> str:
    return _beginning(pid)


def _beginning(pid: int) -> str:
    """Clock ticks after the boot with this id, "" where there is no /proc. Never a time of day, which can jump."""
    try:
        # The command's name is in parentheses and may hold spaces; the beginning is the 20th word after it.
        ticks = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii")[:8]
    except (OSError, IndexError):
        return ""
    return f"{boot}.{ticks}"


def _runs(pid: int) -> bool:
    if os.name == "nt":
        return _runs_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OverflowError:
        return False
    except PermissionError:
        return True
    return True


def _runs_on_windows(pid: int) -> bool:
    # os.kill(pid, 0) would end the process there.
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009
    handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE
