"""`stet PHOTO "make three moodier versions"` on a 24 MP JPEG against bare library calls, in turns in one run.

    python tests/benchmarks/one_shot.py [--runs 5]

Two peers, each a fresh process that imports the same libraries and works on two threads:
`plain` makes the bare calls: one decode, the same three recipes by baked OpenColorIO tables and whole-picture OpenCV
calls, three JPEG encodes. The target, 1.5, is against it; exit code 1 when it is missed.
`kernels` replays the recipes with the engine's own table and spatial kernels instead, which are faster than the bare
calls: what is left of that ratio is planning, solving, checking, proxies and the session.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

TARGET = 1.5
WORDS = "make three moodier versions"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    from tests.photos import big_photo

    # Compiled modules are kept wherever Stet is installed, as the peers' libraries are.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photo = big_photo(folder / "photo.jpg")
        recipes = folder / "recipes.json"
        recipes.write_text(json.dumps(chosen_recipes(photo, folder)))
        times: dict[str, list[float]] = {"stet": [], "kernels": [], "plain": []}
        for turn in range(runs + 1):  # the first turn warms the disk and is not counted
            out = folder / f"out{turn}"
            seconds = {"stet": stet(photo, folder / f"home{turn}", out)}
            for peer in ("kernels", "plain"):
                seconds[peer] = timed(
                    [sys.executable, str(ROOT / "tests/benchmarks/bare_one_shot.py"), peer, photo, recipes, out]
                )
            for peer, value in seconds.items():
                if turn:
                    times[peer].append(value)
        return report(times)


def report(times: dict[str, list[float]]) -> int:
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, value in medians.items():
        print(f"{name:8} {value:6.2f} s  ({min(times[name]):.2f}-{max(times[name]):.2f})")
    ratios = {
        peer: statistics.median(a / b for a, b in zip(times["stet"], times[peer], strict=True))
        for peer in ("kernels", "plain")
    }
    for peer, ratio in ratios.items():
        print(f"stet / {peer}: {ratio:.2f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MiB")
    met = ratios["plain"] <= TARGET
    print(f"target: stet / plain <= {TARGET}: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def chosen_recipes(photo: Path, folder: Path) -> list[object]:
    from agent.session.store import Store

    stet(photo, folder / "home", folder / "out")
    store = Store(folder / "home")
    recipes: list[object] = [variant.recipe for variant in store.last().variants() if variant.parent]
    store.close()
    for recipe in recipes:
        spatial = [step for step in recipe["steps"] if step["op"] != "grade"]  # type: ignore[index]
        assert spatial, "every moody recipe keeps a spatial step"
    return recipes


def stet(photo: Path, home: Path, out: Path) -> float:
    os.environ["STET_HOME"] = str(home)
    return timed([sys.executable, "-m", "agent", photo, WORDS, "--out", out, "--json"])


def timed(command: list[str | Path]) -> float:
    started = time.perf_counter()
    finished = subprocess.run(
        [*map(str, command)], cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    seconds = time.perf_counter() - started
    if finished.returncode:
        raise SystemExit(f"{command} ended with {finished.returncode}: {finished.stderr}{finished.stdout[-2000:]}")
    return seconds


if __name__ == "__main__":
    raise SystemExit(main())
