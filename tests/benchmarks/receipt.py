"""A receipt of two 24 MP photos against the decoding of the two files: seconds as a ratio, and memory.

    python tests/benchmarks/receipt.py [--repeats 5]

Each measurement runs in a process of its own, interleaved, since the first decode and the first receipt import much;
the ratio is of the medians, and that of the processor's seconds stands beside it, since a busy computer does not
stretch them. Exit code 1 where it is over 4, or where the receipt takes more than 400 MB at its most.
`local` is a photo with one part changed, `none` one that was only saved again, `moved` one zoomed and shifted.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

MOST_TIMES, MOST_MB = 4.0, 400
SIZE = (6000, 4000)
REGION = (3600, 2400, 1200, 900)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        return _work(*given.work)
    fine = True
    with tempfile.TemporaryDirectory() as folder:
        before, results = _pictures(Path(folder))
        for name, after in results.items():
            seconds: dict[str, list[float]] = {"decode": [], "receipt": []}
            worked: dict[str, list[float]] = {"decode": [], "receipt": []}
            most = {"decode": 0.0, "receipt": 0.0}
            for _ in range(given.repeats):
                for what in seconds:
                    told = json.loads(
                        subprocess.run(
                            [sys.executable, __file__, "--work", what, str(before), str(after)],
                            capture_output=True,
                            text=True,
                            check=True,
                        ).stdout
                    )
                    seconds[what].append(told["seconds"])
                    worked[what].append(told["worked"])
                    most[what] = max(most[what], told["mb"])
            decode, receipt = (statistics.median(seconds[what]) for what in ("decode", "receipt"))
            times = receipt / decode
            busy = statistics.median(worked["receipt"]) / statistics.median(worked["decode"])
            fine &= times <= MOST_TIMES and most["receipt"] <= MOST_MB
            print(
                f"{name:<12} decode both {decode * 1000:6.0f} ms, receipt {receipt * 1000:6.0f} ms, {times:.1f} times"
                f" (processor's time {busy:.1f} times)"
                f"; {most['receipt']:.0f} MB at most ({most['decode']:.0f} for decoding)",
                flush=True,
            )
    return 0 if fine else 1


def _work(what: str, before: str, after: str) -> int:
    """Once to have everything imported, on a small pair, and once to measure."""
    import numpy as np
    from PIL import Image

    from backends.engine.files.decode import decode_full
    from backends.engine.regions import letters
    from tools.receipt.asked import Area, Asked
    from tools.receipt.take import take

    paths = Path(before), Path(after)
    asked = Asked(words="paint it", region=Area("the patch", box=REGION))
    with tempfile.TemporaryDirectory() as folder:
        small, other = Path(folder) / "small.png", Path(folder) / "other.png"
        rgb = np.random.default_rng(1).integers(0, 255, (240, 320, 3), np.uint8)
        Image.fromarray(rgb).save(small)
        Image.fromarray(np.where(np.arange(320)[None, :, None] > 250, 255 - rgb, rgb)).save(other)
        take(small, other, Asked(words="x", region=Area("x", box=(0, 0, 90, 90))))
        decode_full(small)
        # The reader is loaded once a process, in a second.
        letters.written_on(decode_full(small))
    at_rest = _most_mb()
    begun, worked = time.perf_counter(), time.process_time()
    if what == "decode":
        for path in paths:
            decode_full(path)
    else:
        take(*paths, asked)
    seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    print(
        json.dumps(
            {
                "seconds": seconds,
                "worked": worked,
                "at_rest": at_rest,
                "mb": _most_mb(),
            }
        )
    )
    return 0


def _most_mb() -> float:
    """The most that this process has held. On Linux getrusage also counts what its parent held at the fork."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)


def _pictures(folder: Path) -> tuple[Path, dict[str, Path]]:
    import cv2
    import numpy as np

    from tests.photos import sample, write_photo

    rgb = sample("coffee", *SIZE)
    before = write_photo(folder / "before.jpg", rgb)
    left, top, across, down = REGION
    local = rgb.copy()
    cv2.ellipse(local, (left + across // 2, top + down // 2), (across // 3, down // 3), 0, 0, 360, (60, 90, 200), -1)
    matrix = np.array([[1.018, 0, -40.0], [0, 1.018, -62.0]])
    moved = cv2.warpAffine(local, matrix, SIZE, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return before, {
        "local": write_photo(folder / "local.jpg", local),
        "none": write_photo(folder / "none.jpg", rgb, quality=85),
        "moved": write_photo(folder / "moved.jpg", np.asarray(moved)),
        "local (PNG)": write_photo(folder / "local.png", local, compress_level=1),
    }


if __name__ == "__main__":
    sys.exit(main())
