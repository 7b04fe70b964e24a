"""First paint and first preview of the screen on a 24 MP photo, as ratios to a bare Textual app in the same run.

    python tests/benchmarks/first_paint.py [--runs 7]

Each run starts a fresh process in a pseudo-terminal of 140x45 and waits for bytes: `first` is the first visible
text of the app, `preview` the first row of the photo (many coloured cells). Exit code 1 when a target is missed.
Beside each stands the processor time that the process had taken by then (Linux), which says more on a busy machine.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

FIRST_PAINT_TARGET, PREVIEW_TARGET = 1.6, 2.5

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("ready to see")

Bare().run()
"""
# Seconds since the start of a process, and of them those in which it ran.
Moment = tuple[float, float]
COLOURED = re.compile(rb"\x1b\[[0-9;]*[34]8;[25];[0-9;]+m")


def main() -> int:
    # An installed package is compiled, as Textual is here; without this, a setting of the shell's would have Stet alone
    # compiled anew in each process.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    from tests.photos import big_photo

    with tempfile.TemporaryDirectory() as folder:
        photo = big_photo(Path(folder) / "photo.jpg")
        os.environ["TMPDIR"] = folder  # each app is killed, and leaves its unfinished work there
        bare = [sys.executable, "-c", BARE]
        stet = [sys.executable, "-m", "agent", str(photo), "--new"]
        times: dict[str, list[Moment]] = {"bare": [], "first": [], "preview": []}
        for turn in range(runs + 1):  # the first turn warms the disk and is not counted
            os.environ["STET_HOME"] = str(Path(folder) / f"home{turn}")
            base, _ = watch(bare, b"ready to see")
            first, preview = watch(stet, photo.name.encode(), picture=True)
            if turn:
                times["bare"].append(base)
                times["first"].append(first)
                times["preview"].append(preview)
    medians = {name: statistics.median(wall for wall, _ in values) for name, values in times.items()}
    busy = {name: statistics.median(cpu for _, cpu in values) for name, values in times.items()}
    for name, value in medians.items():
        walls = [wall for wall, _ in times[name]]
        spread = f"{min(walls) * 1e3:.0f}-{max(walls) * 1e3:.0f}"
        print(
            f"{name:8} {value * 1e3:6.0f} ms  ({spread})  x{value / medians['bare']:.2f} of bare"
            + (f"   processor {busy[name] * 1e3:.0f} ms  x{busy[name] / busy['bare']:.2f}" if busy["bare"] else "")
        )
    met = (
        medians["first"] / medians["bare"] <= FIRST_PAINT_TARGET
        and medians["preview"] / medians["bare"] <= PREVIEW_TARGET
    )
    print(f"targets: first paint <= {FIRST_PAINT_TARGET}, preview <= {PREVIEW_TARGET}: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def watch(command: list[str], marker: bytes, *, picture: bool = False) -> tuple[Moment, Moment]:
    """Seconds from the start of the process to `marker` on the screen, and to a picture of at least 400 cells."""
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", PYTHONPATH=str(ROOT))
        os.chdir(ROOT)
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 140, 1400, 900))
    seen, first = b"", None

    def now() -> Moment:
        return time.perf_counter() - started, processor(child)

    try:
        while time.perf_counter() - started < 30:
            if not select.select([terminal], [], [], 0.01)[0]:
                continue
            seen += os.read(terminal, 1 << 16)
            # The terminal's answer that every real one gives, so that no probe waits for its timeout.
            if b"\x1b[c" in seen and b"answered" not in seen:
                os.write(terminal, b"\x1b[?62;22c")
                seen += b"answered"
            if not first and marker in seen:
                first = now()
                if not picture:
                    return first, first
            if first and len(set(COLOURED.findall(seen))) > 400:
                return first, now()
        raise SystemExit(f"{command} never showed {marker!r}; the end of what came: {seen[-2000:]!r}")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def processor(process: int) -> float:
    """Seconds that the threads of `process` have run; 0 where the system does not say."""
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
    except (OSError, ValueError):
        return 0.0


if __name__ == "__main__":
    raise SystemExit(main())
