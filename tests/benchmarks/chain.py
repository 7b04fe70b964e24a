"""Eight edits by a model, one on the other against each from the original, and what became of the untouched area.

    python tests/benchmarks/chain.py [--side 2048] [--model-side 1024] [--depth 8] [--json]

Each edit is the damage that any hosted edit does, whatever it was asked: down to the model's size and up again, noise
of sigma 2, JPEG 90; a patch that was asked for is painted in. PSNR in dB over what no edit was asked to touch, for
edits that are chained, for the same edits each made from the original (rebased), and for a locked part of the chained
ones, which must be identical. Exit code 1 where it is not, or where the chain does not decay.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from backends.engine.pixels import Pixels  # noqa: E402
from backends.engine.regions.geometry import rasterised  # noqa: E402
from backends.types import Geometry  # noqa: E402
from tests.photos import sample  # noqa: E402
from tools.locks.restore import restore  # noqa: E402

Picture = NDArray[np.uint8]
# What is locked, and where each edit paints: nowhere near it.
LOCK = Geometry("box", (0.3, 0.05, 0.6, 0.42))
PAINTED = (0.02, 0.6, 0.22, 0.95)


@dataclass(frozen=True, slots=True)
class Depth:
    """At `depth` edits: PSNR of the untouched area, and the largest difference of a locked pixel."""

    depth: int
    chained: float
    rebased: float
    locked: float
    most_in_lock: int


def edited(picture: NDArray[Any], number: int, model_side: int) -> Picture:
    """What a hosted model gives back for its `number`-th edit, at the size of the picture."""
    height, width = picture.shape[:2]
    scale = min(1.0, model_side / max(height, width))
    small = cv2.resize(picture, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    noisy = small + np.random.default_rng(number).normal(0, 2, small.shape)
    stored = cv2.imencode(".jpg", np.clip(noisy + 0.5, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 90])[1]
    small = np.asarray(cv2.imdecode(stored, cv2.IMREAD_COLOR), np.uint8)
    back = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    left, top, right, bottom = PAINTED
    rows = slice(round(top * height), round(bottom * height))
    back[rows, round(left * width) : round(right * width)] = np.array([30 * number % 256, 90, 200], np.uint8)
    return np.asarray(back, np.uint8)


def psnr(one: Picture, other: Picture, where: NDArray[np.bool_]) -> float:
    error = float(((one.astype(np.float32) - other)[where] ** 2).mean())
    return float("inf") if error == 0 else 10 * np.log10(255**2 / error)


def measured(photo: Picture, depth: int, model_side: int) -> list[Depth]:
    height, width = photo.shape[:2]
    painted = rasterised(Geometry("box", PAINTED), height, width) > 0
    untouched = ~painted
    lock = rasterised(LOCK, height, width)
    source = Pixels(photo)
    chained, kept = photo, source
    found: list[Depth] = []
    for number in range(1, depth + 1):
        chained = edited(chained, number, model_side)
        rebased = edited(photo, number, model_side)
        kept = restore(kept, Pixels(edited(kept.rgb, number, model_side)), lock).pixels
        most = int(np.abs(kept.rgb.astype(int) - photo)[lock > 0].max())
        found.append(
            Depth(
                number,
                round(psnr(chained, photo, untouched), 2),
                round(psnr(rebased, photo, untouched), 2),
                round(psnr(np.asarray(kept.rgb, np.uint8), photo, lock > 0), 2),
                most,
            )
        )
    return found


def holds(found: list[Depth]) -> bool:
    """A chain loses with every edit, a rebased edit as little as the first, and a lock nothing."""
    first, last = found[0], found[-1]
    return (
        all(one.most_in_lock == 0 for one in found)
        and all(one.chained > other.chained for one, other in pairwise(found))
        and abs(last.rebased - first.rebased) < 0.2
        and last.rebased - last.chained > 1.0
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--side", type=int, default=2048)
    parser.add_argument("--model-side", type=int, default=1024)
    parser.add_argument("--depth", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = measured(sample("astronaut", given.side, given.side), given.depth, given.model_side)
    if given.json:
        print(json.dumps([asdict(one) for one in found]))
    else:
        print("edits   chained   rebased   in the lock   largest difference there")
        for one in found:
            print(f"{one.depth:>5} {one.chained:>8.2f} {one.rebased:>9.2f} {one.locked:>13} {one.most_in_lock:>12}")
    return 0 if holds(found) else 1


if __name__ == "__main__":
    sys.exit(main())
